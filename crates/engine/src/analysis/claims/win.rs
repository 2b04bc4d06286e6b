//! Selling to people who are no customers yet, and to customers.

use super::{Claim, ClaimResult, Estimate, Figure, FigureUnit, Hits, Subject, Threshold, Why};
use crate::analysis::Refused;
use crate::metric::Needs;

/// Fewest attempts of each kind.
const LEAST: u64 = 30;
/// The quoted 50 % less the quoted 15 %.
const LIMIT: f64 = 0.35;
/// Days before the window in which a customer bought to count as one.
const ACTIVE_DAYS: i32 = 365;
/// Least share of sign-ups who never bought: with fewer the file lists buyers, not prospects.
const LEAST_UNSOLD: f64 = 0.01;

/// L5: share of attempts that succeed with customers, minus that with others, at least 35 points.
pub(super) fn rates(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(LIMIT);
    let open = |why| ClaimResult::open(Claim::WinRates, FigureUnit::Points, threshold, LEAST, why);
    let inputs = &subject.options.inputs;
    let (new, existing, is_given) = match (inputs.sales_to_new, inputs.sales_to_existing) {
        (Some(new), Some(existing)) => (new, existing, true),
        _ => match sign_ups(subject) {
            Ok((new, existing)) => (new, existing, false),
            Err(why) => return open(why),
        },
    };
    if new.hits > new.n || existing.hits > existing.n {
        return open(Why::Refused(Refused::BadSetting { setting: "sales".to_owned() }));
    }
    let estimate = Estimate::difference(existing, new);
    let ratio = existing.share() / new.share();
    ClaimResult::judged(Claim::WinRates, FigureUnit::Points, estimate, threshold, LEAST).given(is_given).with(
        [
            Figure::share("share-with-new", new.share()),
            Figure::count("attempts-with-new", new.n),
            Figure::share("share-with-existing", existing.share()),
            Figure::count("attempts-with-existing", existing.n),
            Figure::new("existing-over-new", ratio, FigureUnit::Ratio),
        ],
    )
}

/// Sign-ups who bought within the days after it, and customers of the year before who bought in the last such days.
fn sign_ups(subject: &Subject) -> Result<(Hits, Hits), Why> {
    let Subject { dataset, profile, selection, options } = subject;
    let facts = &profile.facts;
    let Some(signup) = dataset.customers().signup.as_ref() else {
        return Err(Why::Refused(Refused::needs(Needs::Signup)));
    };
    // Who never bought is in no selection, so that a part of the buyers has no prospects to go with it.
    if selection.customers.count() != facts.n_active || selection.lines.is_some() {
        return Err(Why::NotGiven("sales-to-new".to_owned()));
    }
    let (first, last) = (dataset.observed().first, facts.as_of.plus(-options.win_days));
    let (mut new, mut existing) = (Hits { hits: 0, n: 0 }, Hits { hits: 0, n: 0 });
    let (mut n_signed_up, mut n_unsold) = (0_u64, 0_u64);
    for (customer, &signed_up) in signup.iter().enumerate() {
        let bought = facts.has_order(customer);
        if let Some(day) = signed_up.filter(|&day| day <= facts.as_of) {
            n_signed_up += 1;
            n_unsold += u64::from(!bought);
            let is_prospect = first <= day && day <= last && (!bought || day <= facts.first_day[customer]);
            if is_prospect {
                new.n += 1;
                new.hits += u64::from(bought && facts.first_day[customer].since(day) <= options.win_days);
            }
        }
        let orders = &dataset.order_days()[dataset.orders_of(customer)];
        if orders.iter().any(|&day| last.plus(-ACTIVE_DAYS) < day && day <= last) {
            existing.n += 1;
            existing.hits += u64::from(orders.iter().any(|&day| last < day && day <= facts.as_of));
        }
    }
    let is_prospect_list = n_unsold >= LEAST && n_unsold as f64 >= LEAST_UNSOLD * n_signed_up as f64;
    if is_prospect_list { Ok((new, existing)) } else { Err(Why::NotGiven("sales-to-new".to_owned())) }
}
