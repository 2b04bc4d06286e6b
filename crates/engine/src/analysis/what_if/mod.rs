//! What if: levers on the value of customers, each from where it stands in the data.
//!
//! In:   a selection, changes to levers, money to spend, and what the data does not say.
//! Out:  a [`WhatIfReport`]: base values with where they come from, a scenario, tornadoes, break-even, payback, a
//!       budget shared out, offers, referrals and churn.
//! Cost: one pass over the selected lines for each part.
//!
//! A lever is moved in percentage points or in per cent of itself; these are different changes and never mixed. Every
//! result is computed anew from all levers, not by adding effects up.

mod allocation;
mod base;
mod break_even;
mod churn;
mod effort;
mod findings;
#[cfg(test)]
mod laws;
mod lens;
mod lever;
mod metrics;
mod offers;
mod payback;
mod referral;
mod tornado;
mod value;
pub(crate) mod year;

pub use allocation::{Allocation, AllocationPoint, AllocationRow, Response, allocate};
pub use base::{Assumptions, Base, BaseValue, Basis, Given, MIN_CUSTOMERS, measure};
pub use break_even::{BreakEven, BreakEvenRow, break_even, needed};
pub use churn::{ChurnRates, monthly, rates, yearly};
pub use effort::{Effort, EffortOutcome, effort};
pub(super) use findings::ALL as FINDINGS;
pub use lens::{Lens, LensRow};
pub use lever::{Change, LEAST_DECAY, Lever, Levers};
pub(super) use metrics::METRICS;
pub use offers::{OfferRow, Offers, PlanOutcome};
pub use payback::{PaybackRow, payback};
pub use referral::{Generation, Referral, generations, referral, total_after};
pub use tornado::{Tornado, TornadoRow, elasticity, tornado};
pub use value::{
    Equity, Firm, Target, equity, margin_multiple, money_of, new_customer_value, simple_value, value_of,
    year_profit,
};

use super::finding::Finding;
use super::selection::Selection;
use super::{Profile, Refused};
use crate::data::Dataset;
use serde::{Deserialize, Serialize};

/// What the report is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIfOptions {
    /// Discount per year, 0.10 is 10 %.
    pub annual_discount: f64,
    /// Years of the customer equity.
    pub horizon_years: u32,
    /// How far the tornado moves each lever: 0.05 is 5 per cent of it, and 5 points of rates.
    pub swing: f64,
    /// Changes made together in the scenario; a lever named twice is changed twice, one after the other.
    pub scenario: Vec<(Lever, Change)>,
    /// Values that go before measured ones.
    pub given: Given,
    /// What to take where the data does not say.
    pub assumptions: Assumptions,
    /// A spend that has to pay for itself; a tenth of a year's margin where not given.
    pub spend: Option<f64>,
    /// A budget to share out over segments; one contact to each customer where not given.
    pub budget: Option<f64>,
    /// Cost of one contact.
    pub contact_cost: Option<f64>,
    /// Attempts to sell, to whom they are worth.
    pub efforts: Vec<Effort>,
    /// Generations of referrals.
    pub n_generations: u32,
}

impl Default for WhatIfOptions {
    fn default() -> Self {
        Self {
            annual_discount: 0.10,
            horizon_years: 5,
            swing: 0.05,
            scenario: vec![(Lever::Retention, Change::Points(0.05))],
            given: Given::default(),
            assumptions: Assumptions::default(),
            spend: None,
            budget: None,
            contact_cost: None,
            efforts: Vec::new(),
            n_generations: 5,
        }
    }
}

/// Years of the customer equity at most.
const MAX_HORIZON_YEARS: u32 = 100;
/// Share of a year's margin that is spent where nothing else is said.
const DEFAULT_SPEND_SHARE: f64 = 0.10;

/// A target before and after the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ScenarioRow {
    /// Which.
    pub target: Target,
    /// As it is.
    pub base: f64,
    /// After all changes.
    pub changed: f64,
    /// The difference.
    pub difference: f64,
    /// The difference over the base, where that is above 0.
    pub relative: Option<f64>,
}

/// A part of a report that the data may not allow.
pub type Part<T> = Result<T, Refused>;

/// What levers do for the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIfReport {
    /// What was asked.
    pub options: WhatIfOptions,
    /// Why there is no figure, if there is none; all below is empty then.
    pub refused: Option<Refused>,
    /// Where the levers stand.
    pub base: Option<Base>,
    /// Customer equity.
    pub equity: Equity,
    /// The levers after the scenario, or why it cannot be.
    pub scenario_levers: Option<Part<Levers>>,
    /// Each target before and after the scenario.
    pub scenario: Vec<ScenarioRow>,
    /// Each target's levers by effect.
    pub tornadoes: Vec<Tornado>,
    /// What pays for the spend.
    pub break_even: Option<BreakEven>,
    /// Payback by the quarter in which customers were won.
    pub payback: Vec<PaybackRow>,
    /// The budget over segments.
    pub allocation: Option<Part<Allocation>>,
    /// One message to all against the best offer for each segment.
    pub offers: Option<Part<Offers>>,
    /// The last whole month: its sales, and what it did to the value of the customers.
    pub lens: Option<Part<Lens>>,
    /// Referrals.
    pub referral: Option<Referral>,
    /// The retention, as churn.
    pub churn: Option<ChurnRates>,
    /// Wins and their cost.
    pub efforts: Vec<Part<EffortOutcome>>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// The report of the selected customers.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &WhatIfOptions,
) -> WhatIfReport {
    let mut report = WhatIfReport {
        options: options.clone(),
        refused: None,
        base: None,
        equity: Equity::default(),
        scenario_levers: None,
        scenario: Vec::new(),
        tornadoes: Vec::new(),
        break_even: None,
        payback: Vec::new(),
        allocation: None,
        offers: None,
        lens: None,
        referral: None,
        churn: None,
        efforts: options.efforts.iter().map(|&asked| effort(asked)).collect(),
        findings: Vec::new(),
    };
    let assumptions = &options.assumptions;
    let base = check(options).and_then(|()| {
        measure(dataset, profile, selection, options.annual_discount, &options.given, assumptions)
    });
    let base = match base {
        Ok(base) => base,
        Err(refused) => {
            report.refused = Some(refused);
            return report;
        }
    };
    let levers = base.levers();
    let firm = Firm { n_customers: base.n_customers as f64, horizon_years: options.horizon_years };
    let changed =
        options.scenario.iter().try_fold(levers, |levers, &(lever, change)| levers.changed(lever, change));
    if let Ok(changed) = &changed {
        report.scenario = Target::ALL.map(|target| scenario_row(target, &levers, changed, &firm)).to_vec();
    }
    let (spend, spend_basis) = match options.spend {
        Some(spend) => (spend, Basis::Given),
        None => (DEFAULT_SPEND_SHARE * base.year_profit, Basis::Assumed),
    };
    let money = allocation::Money { budget: options.budget, contact_cost: options.contact_cost };
    report.equity = equity(&levers, &firm);
    report.scenario_levers = Some(changed);
    report.tornadoes = Target::ALL.map(|target| tornado(target, &levers, &firm, options.swing)).to_vec();
    report.break_even = Some(break_even(&levers, &firm, spend, spend_basis));
    let rate = allocation::margin_rate(dataset, assumptions);
    report.payback = payback(dataset, profile, selection, &base, rate);
    report.allocation = Some(allocation::allocation(dataset, profile, selection, &base, money, assumptions));
    report.offers =
        Some(offers::offers(dataset, profile, selection, &base, options.contact_cost, assumptions));
    report.lens = Some(lens::lens(dataset, profile, selection, &base));
    report.referral = Some(referral(dataset, profile, selection, &base, options.n_generations.min(50)));
    report.churn = Some(rates(base.retention.value));
    report.base = Some(base);
    report.findings = findings::findings(&report);
    report
}

fn scenario_row(target: Target, levers: &Levers, changed: &Levers, firm: &Firm) -> ScenarioRow {
    let (base, changed) = (value_of(target, levers, firm), value_of(target, changed, firm));
    ScenarioRow {
        target,
        base,
        changed,
        difference: changed - base,
        relative: (base > 0.0).then(|| changed / base - 1.0),
    }
}

/// Whether the settings make sense.
fn check(options: &WhatIfOptions) -> Result<(), Refused> {
    let assumptions = &options.assumptions;
    let is_share = |value: f64| (0.0..=1.0).contains(&value);
    let is_positive = |value: f64| value > 0.0 && value.is_finite();
    for (setting, holds) in [
        ("discount", is_share(options.annual_discount)),
        ("horizon-years", (1..=MAX_HORIZON_YEARS).contains(&options.horizon_years)),
        ("swing", is_positive(options.swing) && options.swing < 1.0),
        ("spend", options.spend.is_none_or(|spend| spend >= 0.0 && spend.is_finite())),
        ("assumed-retention", is_share(assumptions.retention)),
        ("assumed-margin", is_positive(assumptions.margin_rate)),
        ("assumed-acquisition-cost", is_positive(assumptions.acquisition_cost_share)),
        ("assumed-contact-cost", is_positive(assumptions.contact_cost_share)),
        ("reachable-share", is_share(assumptions.reachable_share)),
        ("answer-share", is_share(assumptions.answer_share)),
    ] {
        if !holds {
            return Err(Refused::BadSetting { setting: setting.to_owned() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
