//! One analysis, one file, one `*Report` of plain numbers.
//!
//! [`Profile`] holds what is known of each customer as of a day, computed on the whole data set:
//! [`facts`], [`segment`] scores, [`concentration`] ranks and the [`clv`] model. A
//! [`selection::Selection`] says which customers and lines a report describes. All money in reports is
//! in whole units of the data set's currency (an `f64` made from exact integer sums by one division);
//! shares are 0..=1; days are [`crate::data::Day`].

pub mod facts;
pub mod selection;

pub mod account;
pub mod campaign;
pub mod change;
pub mod churn_signal;
pub mod claims;
pub mod cluster;
pub mod clv;
pub mod cohort;
pub mod concentration;
pub mod cost_to_serve;
pub mod cross_table;
pub mod customers;
pub mod development;
pub mod estimate;
pub mod intake;
pub mod overview;
pub mod partition;
pub mod repeat;
pub mod segment;
pub mod service;
pub mod stage;
pub mod survival;
pub mod tier;
pub mod whale;
pub mod what_if;

pub mod finding;
pub mod health;
pub mod identity;

mod day_table;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod sample_shop;

use crate::data::{Dataset, Day};
use crate::metric::Metric;
use facts::CustomerFacts;

/// Metrics of each module under the heading of its section in `docs/METHODS.md`; see [`crate::metric`].
pub(crate) static METRICS: &[(&str, &[Metric])] = &[
    ("Overview", overview::METRICS),
    ("Data health", health::METRICS),
    ("Cohorts", cohort::METRICS),
    ("Survival", survival::METRICS),
    ("Coming again and silence", repeat::METRICS),
    ("Stages", stage::METRICS),
    ("Signals before silence", churn_signal::METRICS),
    ("New customers", intake::METRICS),
    ("What changed", change::METRICS),
    ("Lifetime value", clv::METRICS),
    ("Concentration", concentration::METRICS),
    ("Cost to serve", cost_to_serve::METRICS),
    ("Scores and segments", segment::METRICS),
    ("Clusters", cluster::METRICS),
    ("Cross-tables", cross_table::METRICS),
    ("Value tiers", tier::METRICS),
    ("What if", what_if::METRICS),
    ("Claims", claims::METRICS),
    ("Service and satisfaction", service::METRICS),
    ("Companies and channels", account::METRICS),
    ("Baskets", development::basket::METRICS),
    ("Cross-selling", development::cross_sell::METRICS),
    ("Next best offer", development::next_best::METRICS),
    ("Price tiers", development::price_tier::METRICS),
    ("Share of wallet", development::wallet::METRICS),
    ("Revenue per customer", development::arpu::METRICS),
    ("Look-alikes", development::look_alike::METRICS),
    ("Affinity of groups", development::affinity::METRICS),
    ("Planning a campaign", campaign::plan::METRICS),
    ("Campaign effects", campaign::effect::METRICS),
    ("A/A check", campaign::aa::METRICS),
    ("Contact pressure", campaign::pressure::METRICS),
    ("Consent", campaign::consent::METRICS),
    ("Timing and channels", campaign::timing::METRICS),
    ("Offers", campaign::offers::METRICS),
];

/// Templates of findings of each module; see [`finding`].
pub(crate) static FINDINGS: &[&[finding::Template]] = &[
    overview::FINDINGS,
    change::FINDINGS,
    churn_signal::FINDINGS,
    intake::FINDINGS,
    repeat::FINDINGS,
    stage::FINDINGS,
    survival::FINDINGS,
    clv::FINDINGS,
    concentration::FINDINGS,
    cost_to_serve::FINDINGS,
    segment::FINDINGS,
    cluster::FINDINGS,
    tier::FINDINGS,
    what_if::FINDINGS,
    claims::FINDINGS,
    service::satisfaction::FINDINGS,
    service::gap::FINDINGS,
    service::recovery::FINDINGS,
    service::reasons::FINDINGS,
    service::queue::FINDINGS,
    service::promise::FINDINGS,
    service::hassle::FINDINGS,
    account::rollup::FINDINGS,
    account::roles::FINDINGS,
    account::kinds::FINDINGS,
    account::dealers::FINDINGS,
    account::effort::FINDINGS,
    campaign::consent::FINDINGS,
    campaign::effect::FINDINGS,
    campaign::plan::FINDINGS,
    campaign::pressure::FINDINGS,
    development::affinity::FINDINGS,
    development::arpu::FINDINGS,
    development::cross_sell::FINDINGS,
    development::look_alike::FINDINGS,
    development::next_best::FINDINGS,
    development::price_tier::FINDINGS,
    development::wallet::FINDINGS,
];

/// What is known of each customer as of a day; properties of customers that a filter never changes.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Orders, revenue, first and last day.
    pub facts: CustomerFacts,
    /// Recency, frequency and monetary scores and the segment.
    pub scores: segment::Scores,
    /// Rank by revenue and ABC class.
    pub ranks: concentration::Ranks,
    /// Chance of being alive and lifetime value; `None` until fitted.
    pub clv: Option<clv::ClvModel>,
}

impl Profile {
    /// Facts, scores and ranks of every customer as of `as_of`; the lifetime value is fitted apart from
    /// it, since that takes long.
    #[must_use]
    pub fn new(
        dataset: &Dataset,
        as_of: Day,
        scoring: segment::Scoring,
        cuts: concentration::AbcCuts,
    ) -> Self {
        let facts = CustomerFacts::new(dataset, as_of);
        Self {
            scores: segment::Scores::new(&facts, scoring),
            ranks: concentration::Ranks::new(&facts, cuts),
            facts,
            clv: None,
        }
    }

    /// Chance of being alive of a customer, where the model is fitted.
    #[must_use]
    pub fn p_alive(&self, customer: usize) -> Option<f64> {
        self.clv.as_ref().and_then(|clv| clv.p_alive.get(customer).copied())
    }

    /// Lifetime value of a customer, where the model is fitted.
    #[must_use]
    pub fn lifetime_value(&self, customer: usize) -> Option<f64> {
        self.clv.as_ref().and_then(|clv| clv.value.get(customer).copied())
    }
}

/// Why an analysis gives no figure: never a wild number from too little data.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Refused {
    /// Too few customers.
    TooFewCustomers {
        /// How many there are.
        have: u64,
        /// How many are needed.
        need: u64,
    },
    /// Too short a time is covered.
    TooShort {
        /// Months covered.
        have_months: u32,
        /// Months needed.
        need_months: u32,
    },
    /// No customer bought twice, or too few did.
    TooFewRepeaters {
        /// How many did.
        have: u64,
        /// How many are needed.
        need: u64,
    },
    /// Too few orders.
    TooFewOrders {
        /// How many there are.
        have: u64,
        /// How many are needed.
        need: u64,
    },
    /// Too few of what is observed: answers, contacts, complaints, departures.
    TooFewEvents {
        /// How many there are.
        have: u64,
        /// How many are needed.
        need: u64,
    },
    /// A column is missing.
    NeedsColumn {
        /// Which: a [`crate::metric::Needs::key`].
        column: String,
    },
    /// All values are the same, so that nothing can be told apart.
    AllEqual,
    /// Nothing is above zero where only what is can be shared out.
    NothingPositive,
    /// A setting contradicts itself or the data: rates, rules, cuts that are out of order.
    BadSetting {
        /// Which, by its key in kebab case.
        setting: String,
    },
    /// The likelihood has no maximum for this data.
    NoMaximum,
}

impl Refused {
    /// A column that is missing.
    #[must_use]
    pub fn needs(column: crate::metric::Needs) -> Self {
        Self::NeedsColumn { column: column.key().to_owned() }
    }
}
