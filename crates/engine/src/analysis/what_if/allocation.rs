//! Where the next unit of money does most: a budget shared out over segments whose answer wears off.
//!
//! Money s spent on a segment keeps customers who would have left: gain(s) = A (1 - exp(-s / S)). The ceiling A is the
//! margin of a year of those who would leave and can be reached; the scale S is one contact to each customer of the
//! segment, which brings 63 % of the ceiling.
//!
//! Segments are those of a year ago when shares and margins are measured: who is called silent today is so because
//! of what happened since, and would be measured as lost by definition.

use super::base::{Assumptions, Base, Basis, MIN_CUSTOMERS};
use super::year::{YearTally, Years, tallies};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use crate::query::Segment;
use serde::{Deserialize, Serialize};

/// Steps in which a budget is shared out.
const N_STEPS: u32 = 400;
/// Points of the curve.
const CURVE_STEPS: u32 = 40;

/// How a segment answers to money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// Gain that no money can exceed.
    pub ceiling: f64,
    /// Money that brings 1 - 1/e of it; above 0.
    pub scale: f64,
}

impl Response {
    /// Gain of money spent.
    #[must_use]
    pub fn gain(&self, spent: f64) -> f64 {
        -self.ceiling.max(0.0) * libm::expm1(-spent / self.scale)
    }

    /// Gain of the next unit of money.
    #[must_use]
    pub fn marginal(&self, spent: f64) -> f64 {
        self.ceiling.max(0.0) / self.scale * libm::exp(-spent / self.scale)
    }
}

/// Shares out `budget` in equal steps, each to whom it brings most, until the next unit of money brings less than one;
/// returns what each gets. Ties go to the first.
///
/// # Source
/// Greedy allocation of equal steps, which is the best one for concave gains: Fox (1966), Discrete optimization via
/// marginal analysis, Management Science 13(3), 210-216.
#[must_use]
pub fn allocate(responses: &[Response], budget: f64, n_steps: u32) -> Vec<f64> {
    let mut spent = vec![0.0; responses.len()];
    let step = budget / f64::from(n_steps.max(1));
    if !(step > 0.0 && step.is_finite()) {
        return spent;
    }
    for _ in 0..n_steps {
        let gain = |idx: usize| responses[idx].gain(spent[idx] + step) - responses[idx].gain(spent[idx]);
        let best = (0..responses.len()).max_by(|&a, &b| gain(a).total_cmp(&gain(b)).then(b.cmp(&a)));
        match best {
            Some(best) if gain(best) > step => spent[best] += step,
            _ => break,
        }
    }
    spent
}

/// A segment and its part of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AllocationRow {
    /// The segment.
    pub segment: Segment,
    /// Its customers today.
    pub n_customers: u64,
    /// Customers of the segment a year ago, on whom share and margin were measured.
    pub n_measured: u64,
    /// Share of them who ordered in the year since; of all customers where too few were measured.
    pub kept_share: f64,
    /// Margin of the year since of those who ordered; of all customers where too few were measured.
    pub margin: f64,
    /// How it answers.
    pub response: Response,
    /// What it gets.
    pub spent: f64,
    /// What that brings.
    pub gain: f64,
    /// What the next unit of money would bring.
    pub next_gain: f64,
}

/// A point of the curve: what a budget brings when it is shared out in the best way.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AllocationPoint {
    /// The budget.
    pub budget: f64,
    /// What of it is spent.
    pub spent: f64,
    /// What that brings.
    pub gain: f64,
}

/// A budget shared out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Allocation {
    /// The budget.
    pub budget: f64,
    /// Whether it was given or taken as one contact to every customer.
    pub budget_basis: Basis,
    /// Cost of a contact.
    pub contact_cost: f64,
    /// Where that comes from.
    pub contact_basis: Basis,
    /// Share of those about to leave whom contacts can keep, at most.
    pub reachable_share: f64,
    /// Segments that get most first.
    pub rows: Vec<AllocationRow>,
    /// Money spent.
    pub spent: f64,
    /// Money that would bring less than itself, and is not spent.
    pub unspent: f64,
    /// What the spent money brings.
    pub gain: f64,
    /// What the same money brings when spread evenly over all customers of these segments.
    pub even_gain: f64,
    /// Budgets from nothing to twice the budget.
    pub curve: Vec<AllocationPoint>,
}

/// Money and what it costs to reach a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Money {
    pub(super) budget: Option<f64>,
    pub(super) contact_cost: Option<f64>,
}

/// Shares out the budget over the segments of the selected customers.
///
/// # Errors
/// [`Refused::TooShort`] where the data does not reach back two years, [`Refused::BadSetting`] for a budget or cost
/// that makes no sense.
pub(super) fn allocation(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    base: &Base,
    money: Money,
    assumptions: &Assumptions,
) -> Result<Allocation, Refused> {
    let years = Years::ending(dataset.observed(), profile.facts.as_of);
    if !years.has_before {
        let have = profile.facts.as_of.month().since(dataset.observed().first.month()) + 1;
        return Err(Refused::TooShort { have_months: u32::try_from(have).unwrap_or(0), need_months: 24 });
    }
    let contact_cost = money.contact_cost.unwrap_or(assumptions.contact_cost_share * base.margin.value);
    if !(contact_cost > 0.0 && contact_cost.is_finite()) {
        return Err(Refused::BadSetting { setting: "contact-cost".to_owned() });
    }
    let now: Vec<u64> = by_segment(profile, selection);
    let before = year_ago(dataset, profile);
    let group = |customer: usize| before.scores.segment[customer].map(|segment| segment as usize);
    let measured = tallies(dataset, profile, selection, &years, Segment::ALL.len(), group);
    let members = by_segment(&before, selection);
    let margin_rate = margin_rate(dataset, assumptions);
    let all = YearTally::sum(&measured);
    let all_members: u64 = members.iter().sum();
    let margin_of = |tally: &YearTally| {
        let profit = if dataset.costs().is_some() { tally.revenue - tally.cost } else { tally.revenue };
        margin_rate * dataset.major(profit) / tally.n_now.max(1) as f64
    };
    let mut rows: Vec<AllocationRow> = Segment::ALL
        .into_iter()
        .filter(|&segment| now[segment as usize] > 0)
        .map(|segment| {
            let idx = segment as usize;
            let is_enough = members[idx] >= MIN_CUSTOMERS && measured[idx].n_now > 0;
            let (tally, n) = if is_enough { (&measured[idx], members[idx]) } else { (&all, all_members) };
            let kept_share = tally.n_now as f64 / n.max(1) as f64;
            let margin = margin_of(tally);
            let n_customers = now[idx] as f64;
            let response = Response {
                ceiling: (n_customers * (1.0 - kept_share) * assumptions.reachable_share * margin).max(0.0),
                scale: n_customers * contact_cost,
            };
            AllocationRow {
                segment,
                n_customers: now[idx],
                n_measured: members[idx],
                kept_share,
                margin,
                response,
                spent: 0.0,
                gain: 0.0,
                next_gain: 0.0,
            }
        })
        .collect();
    let n_customers: u64 = now.iter().sum();
    let budget = money.budget.unwrap_or(contact_cost * n_customers as f64);
    if !(budget >= 0.0 && budget.is_finite()) {
        return Err(Refused::BadSetting { setting: "budget".to_owned() });
    }
    let responses: Vec<Response> = rows.iter().map(|row| row.response).collect();
    let gain_of =
        |spent: &[f64]| responses.iter().zip(spent).map(|(row, &spent)| row.gain(spent)).sum::<f64>();
    let spent = allocate(&responses, budget, N_STEPS);
    let curve = (0..=CURVE_STEPS)
        .map(|step| {
            // Steps of the same size, so that each point goes on from the one before.
            let n_steps = 2 * N_STEPS / CURVE_STEPS * step;
            let budget = budget * f64::from(n_steps) / f64::from(N_STEPS);
            let spent = allocate(&responses, budget, n_steps);
            AllocationPoint { budget, spent: spent.iter().sum(), gain: gain_of(&spent) }
        })
        .collect();
    let gain = gain_of(&spent);
    let total: f64 = spent.iter().sum();
    let even: Vec<f64> =
        rows.iter().map(|row| total * row.n_customers as f64 / n_customers.max(1) as f64).collect();
    let even_gain = gain_of(&even);
    for (row, &spent) in rows.iter_mut().zip(&spent) {
        row.spent = spent;
        row.gain = row.response.gain(spent);
        row.next_gain = row.response.marginal(spent);
    }
    rows.sort_by(|a, b| b.spent.total_cmp(&a.spent));
    let basis = |given: Option<f64>| if given.is_some() { Basis::Given } else { Basis::Assumed };
    Ok(Allocation {
        budget,
        budget_basis: basis(money.budget),
        contact_cost,
        contact_basis: basis(money.contact_cost),
        reachable_share: assumptions.reachable_share,
        rows,
        spent: total,
        unspent: (budget - total).max(0.0),
        gain,
        even_gain,
        curve,
    })
}

/// The profile as of a year before.
pub(super) fn year_ago(dataset: &Dataset, profile: &Profile) -> Profile {
    let years = Years::ending(dataset.observed(), profile.facts.as_of);
    Profile::new(dataset, years.before.last, profile.scores.scoring, profile.ranks.cuts)
}

/// What part of the money in the files is margin: all of it where there is cost, which is taken off already.
pub(super) fn margin_rate(dataset: &Dataset, assumptions: &Assumptions) -> f64 {
    if dataset.costs().is_some() { 1.0 } else { assumptions.margin_rate }
}

/// Selected customers of each segment of a profile.
pub(super) fn by_segment(profile: &Profile, selection: &Selection) -> Vec<u64> {
    let mut members = vec![0; Segment::ALL.len()];
    for segment in selection.customers.iter().filter_map(|customer| profile.scores.segment[customer]) {
        members[segment as usize] += 1;
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best split by the condition that all who get something have the same marginal gain, found by halving.
    fn water_filling(responses: &[Response], budget: f64) -> Vec<f64> {
        let at = |level: f64| -> Vec<f64> {
            responses
                .iter()
                .map(|row| (row.scale * (row.ceiling / (row.scale * level)).ln()).max(0.0))
                .collect()
        };
        let total = |spent: &[f64]| spent.iter().sum::<f64>();
        if total(&at(1.0)) <= budget {
            return at(1.0);
        }
        let (mut low, mut high) = (1.0_f64, 1e9_f64);
        for _ in 0..200 {
            let middle = (low * high).sqrt();
            if total(&at(middle)) > budget { low = middle } else { high = middle }
        }
        at(high)
    }

    const RESPONSES: [Response; 4] = [
        Response { ceiling: 900.0, scale: 100.0 },
        Response { ceiling: 400.0, scale: 30.0 },
        Response { ceiling: 50.0, scale: 80.0 },
        Response { ceiling: 0.0, scale: 10.0 },
    ];

    #[test]
    fn greedy_steps_come_to_the_split_of_equal_marginal_gains() {
        for budget in [40.0, 150.0, 260.0] {
            let greedy = allocate(&RESPONSES, budget, 4_000);
            for (spent, best) in greedy.iter().zip(water_filling(&RESPONSES, budget)) {
                assert!((spent - best).abs() <= budget / 1_000.0, "{greedy:?}");
            }
        }
    }

    #[test]
    fn money_that_would_bring_less_than_itself_stays() {
        let spent = allocate(&RESPONSES, 10_000.0, 20_000);
        let best = water_filling(&RESPONSES, 10_000.0);
        assert!((spent.iter().sum::<f64>() - best.iter().sum::<f64>()).abs() < 2.0);
        assert!(spent.iter().sum::<f64>() < 400.0);
        for (row, &spent) in RESPONSES.iter().zip(&spent).filter(|(_, spent)| **spent > 0.0) {
            assert!((row.marginal(spent) - 1.0).abs() < 0.02);
        }
        assert_eq!((spent[2], spent[3]), (0.0, 0.0));
        assert!(allocate(&RESPONSES, f64::INFINITY, 10).iter().all(|&spent| spent == 0.0));
    }

    #[test]
    fn one_contact_each_brings_63_per_cent() {
        let row = RESPONSES[0];
        assert!((row.gain(100.0) / 900.0 - (1.0 - (-1.0_f64).exp())).abs() < 1e-12);
        assert_eq!(row.gain(0.0), 0.0);
    }
}
