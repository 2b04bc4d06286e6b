//! What complainers do: tell others, and come back.

use super::{Claim, ClaimResult, Estimate, Figure, FigureUnit, Hits, Subject, Threshold, Verdict, Why};
use crate::analysis::Refused;
use crate::data::{Day, Dimension, DimensionRole, MeasureRole};
use crate::metric::Needs;

/// Fewest complainers.
const LEAST: u64 = 30;
/// The quoted 70 %.
const LIMIT: f64 = 0.70;

/// L3: no business sees what its customers say elsewhere. Shown is how many people the quoted numbers would be.
pub(super) fn word_of_mouth(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(8.0);
    let open = ClaimResult::open(Claim::WordOfMouth, FigureUnit::Count, threshold, LEAST, Why::NoTest);
    let Some(n) = n_complainers(subject) else { return open };
    open.with([
        Figure::count("complainers", n),
        Figure::count("people-told-at-8", 8 * n),
        Figure::count("people-told-at-10", 10 * n),
    ])
}

/// L6: share of complainers with a resolved complaint who order again, at least 70 %.
///
/// Where it is not known whether complaints were resolved, all complainers stand in for them. Resolving cannot make
/// fewer come back, so that a share of all above the limit supports the claim; one below it decides nothing.
pub(super) fn recovery(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(LIMIT);
    let judged = |hits: Hits| {
        let estimate = Estimate::share(hits.hits, hits.n, LIMIT);
        ClaimResult::judged(Claim::ServiceRecovery, FigureUnit::Share, estimate, threshold, LEAST)
    };
    let open = |why| ClaimResult::open(Claim::ServiceRecovery, FigureUnit::Share, threshold, LEAST, why);
    let inputs = &subject.options.inputs;
    if let Some(resolved) = inputs.resolved {
        if resolved.hits > resolved.n {
            return open(Why::Refused(Refused::BadSetting { setting: "resolved".to_owned() }));
        }
        let unresolved = inputs.unresolved.filter(|unresolved| unresolved.n > 0);
        let beside = unresolved.map(|unresolved| Figure::share("unresolved-share", unresolved.share()));
        return judged(resolved).given(true).with(beside);
    }
    let Some(all) = returned(subject) else {
        return open(Why::Refused(Refused::needs(Needs::Complaints)));
    };
    let mut result = judged(all);
    if result.verdict == Verdict::NotSupported {
        result.verdict = Verdict::NotEnoughData;
        result.why = Some(Why::ResolutionUnknown);
    }
    let days = f64::from(subject.options.return_days);
    result.with([
        Figure::share("all-complainers-share", all.share()),
        Figure::new("within-days", days, FigureUnit::Days),
    ])
}

fn flag<'a>(subject: &'a Subject) -> Option<&'a Dimension> {
    subject.dataset.dimension(DimensionRole::Complaint)
}

fn n_complainers(subject: &Subject) -> Option<u64> {
    let selection = subject.selection;
    let by_line = flag(subject).map(|flag| {
        let says_yes: Vec<bool> = flag.values.iter().map(|value| Dimension::says_yes(value)).collect();
        let complains = |&customer: &usize| {
            let mut lines = subject.dataset.lines_of_customer(customer);
            lines.any(|line| selection.has_line(line) && says_yes[usize::from(flag.codes[line])])
        };
        selection.customers.iter().filter(complains).count() as u64
    });
    by_line.or_else(|| {
        let measures = &subject.dataset.customers().measures;
        let counts = measures.iter().find(|measure| measure.role == MeasureRole::Complaints)?;
        Some(selection.customers.iter().filter(|&customer| counts.values[customer] > 0.0).count() as u64)
    })
}

/// Customers by their first complaint, where the days after it are over, and those who ordered again in them.
fn returned(subject: &Subject) -> Option<Hits> {
    let flag = flag(subject)?;
    let Subject { dataset, profile, selection, options } = subject;
    let says_yes: Vec<bool> = flag.values.iter().map(|value| Dimension::says_yes(value)).collect();
    let mut hits = Hits { hits: 0, n: 0 };
    for customer in selection.customers.iter() {
        let lines = dataset.lines_of_customer(customer);
        let first: Option<Day> = lines
            .filter(|&line| selection.has_line(line) && says_yes[usize::from(flag.codes[line])])
            .map(|line| dataset.days()[line])
            .min();
        let Some(first) = first.filter(|day| day.plus(options.return_days) <= profile.facts.as_of) else {
            continue;
        };
        let orders = &dataset.order_days()[dataset.orders_of(customer)];
        let is_back = orders.iter().any(|&day| first < day && day <= first.plus(options.return_days));
        hits.n += 1;
        hits.hits += u64::from(is_back);
    }
    Some(hits)
}
