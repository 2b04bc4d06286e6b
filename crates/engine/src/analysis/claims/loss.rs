//! At least a tenth of customers lost in a year.

use super::{Claim, ClaimResult, Estimate, Figure, FigureUnit, Subject, Threshold};
use crate::analysis::what_if::year::{YearTally, Years, tallies};
use crate::data::Day;

/// Fewest customers of the earlier year.
const LEAST: u64 = 30;
const LIMIT: f64 = 0.10;

/// L9: customers of the earlier twelve months without an order in the later ones, at least 10 %.
pub(super) fn yearly(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(LIMIT);
    let as_of = subject.profile.facts.as_of;
    let years = Years::ending(subject.dataset.observed(), as_of);
    let silent = [90, 180, 365].into_iter().filter_map(|days| {
        let name = format!("silent-{days}-days");
        Some(Figure::share(&name, silent_share(subject, as_of, days)?))
    });
    if !years.has_before {
        let why = subject.too_short(24);
        return ClaimResult::open(Claim::YearlyLoss, FigureUnit::Share, threshold, LEAST, why).with(silent);
    }
    let tally = kept(subject, &years);
    let estimate = Estimate::share(tally.n_before - tally.n_kept, tally.n_before, LIMIT);
    ClaimResult::judged(Claim::YearlyLoss, FigureUnit::Share, estimate, threshold, LEAST).with(silent)
}

/// Customers of both years.
pub(super) fn kept(subject: &Subject, years: &Years) -> YearTally {
    let Subject { dataset, profile, selection, .. } = subject;
    YearTally::sum(&tallies(dataset, profile, selection, years, 1, |_| Some(0)))
}

/// Share of the customers of a year who were silent in the `days` after it; `None` where the data does not reach
/// back so far or the customers are too few.
fn silent_share(subject: &Subject, as_of: Day, days: i32) -> Option<f64> {
    let turn = as_of.plus(-days);
    let begin = turn.plus(-365);
    if subject.dataset.observed().first > begin.plus(16) {
        return None;
    }
    let (mut n, mut n_silent) = (0_u64, 0_u64);
    for customer in subject.selection.customers.iter() {
        let mut was_active = false;
        let mut is_active = false;
        for line in
            subject.dataset.lines_of_customer(customer).filter(|&line| subject.selection.has_line(line))
        {
            let day = subject.dataset.days()[line];
            was_active |= begin < day && day <= turn;
            is_active |= turn < day && day <= as_of;
        }
        n += u64::from(was_active);
        n_silent += u64::from(was_active && !is_active);
    }
    (n >= LEAST).then(|| n_silent as f64 / n as f64)
}
