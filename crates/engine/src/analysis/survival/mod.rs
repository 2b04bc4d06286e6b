//! How long customers stay, where some are still there: Kaplan-Meier curves and the log-rank test.
//!
//! In:   a selection, a rule of when a customer is gone, and a column to group by.
//! Out:  a [`SurvivalReport`]: a curve of all, curves of groups, and whether the groups differ.
//! Cost: one pass over the orders of the selected customers, and a sort of the spells.
//!
//! A spell begins with the first order. Under [`Ending::Silence`] it ends on the first day on which the silence since
//! the last order exceeds the rule, whether the customer came back later or not; that day is known when it comes, so
//! that censoring at the as-of day says nothing of what follows. The curve is therefore 1 until the rule has run out
//! once. Under [`Ending::Contracts`] a spell ends on the day a contract does. Customers who became one before the
//! data begins are left out and counted: their first order was not seen.

mod report;

pub use report::{contract_report, report};

use super::Refused;
use super::finding::{Finding, Kind, Template};
use crate::data::Day;
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::stats::survival::{LogRank, SurvivalStep};
use serde::{Deserialize, Serialize};

/// What the survival is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SurvivalOptions {
    /// A customer is gone when silent for more days than this.
    pub silence_days: u32,
    /// Header of the column of customers to group by; nobody is grouped without.
    pub group_by: Option<String>,
    /// Groups at most; smaller ones are counted, not drawn.
    pub max_groups: u8,
}

impl Default for SurvivalOptions {
    fn default() -> Self {
        Self { silence_days: 180, group_by: None, max_groups: 6 }
    }
}

/// When a customer is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// Silent for more than so many days.
    Silence {
        /// Days.
        days: u32,
    },
    /// The contract ended.
    Contracts,
}

/// The curve of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SurvivalCurve {
    /// Value of the column; `None` for all together.
    pub group: Option<String>,
    /// Customers.
    pub n_customers: u64,
    /// Those of them who are gone.
    pub n_gone: u64,
    /// Days until half are gone; `None` while more than half are there.
    pub median_days: Option<u32>,
    /// Lower end of its 95 % interval.
    pub median_ci_low_days: Option<u32>,
    /// Upper end.
    pub median_ci_high_days: Option<u32>,
    /// Share still there a year after the first order, where that long was seen.
    pub one_year_share: Option<f64>,
    /// Mean days up to the end of the shortest curve of the report.
    pub restricted_mean_days: f64,
    /// The curve, at 200 times at most, in days since the first order.
    pub steps: Vec<SurvivalStep>,
}

/// Survival.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SurvivalReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Last day that counts.
    pub as_of: Day,
    /// When a customer is gone.
    pub ending: Ending,
    /// Days within which 90 % of all orders were followed by the customer's next one, as a hint for the rule.
    pub usual_gap_days: Option<u32>,
    /// All customers.
    pub all: SurvivalCurve,
    /// Groups, largest first.
    pub groups: Vec<SurvivalCurve>,
    /// Customers without a value, and of groups that are not drawn.
    pub n_ungrouped: u64,
    /// Up to which day the mean days are taken.
    pub restricted_to_days: u32,
    /// Whether the groups differ; `None` without two groups that say anything.
    pub test: Option<LogRank>,
    /// Customers who became one before the data begins; they are in no curve.
    pub n_before: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Customers below which no curve is drawn.
const MIN_CUSTOMERS: u64 = 10;

/// A group stays longer than another.
const GROUPS_DIFFER: Template = Template {
    id: "survival-groups-differ",
    parameters: &[
        ("dimension", Kind::Name),
        ("best", Kind::Name),
        ("best-share", Kind::Share),
        ("worst", Kind::Name),
        ("worst-share", Kind::Share),
    ],
    action: "learn-from-the-loyal-group",
};

/// Half of the customers are gone after so many days.
const HALF_GONE: Template = Template {
    id: "survival-half-gone",
    parameters: &[("days", Kind::Days), ("silence", Kind::Days)],
    action: "act-before-the-median",
};

/// Templates of this module.
pub(crate) const FINDINGS: &[Template] = &[GROUPS_DIFFER, HALF_GONE];

const SPELL_LIMITS: &str =
    "10 customers and 5 departures at least; customers from before the data are left out";

/// Metrics of this module.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "survival-share",
        formula: "S(t) = prod over t_i <= t of (1 - d_i / n_i); interval on log(-log S)",
        unit: Unit::Share,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Kaplan & Meier 1958; Greenwood 1926; Kalbfleisch & Prentice 1980, eq. 1.13",
        limits: SPELL_LIMITS,
        test: "stats::survival::tests::remission_under_six_mp_of_freireich_1963",
    },
    Metric {
        id: "survival-median-days",
        formula: "min { t : S(t) <= 0.5 }",
        unit: Unit::Days,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Kaplan & Meier 1958; interval of Brookmeyer & Crowley 1982",
        limits: "not given while more than half are still there",
        test: "stats::survival::tests::six_mp_against_placebo_has_a_log_rank_of_16_79",
    },
    Metric {
        id: "survival-mean-days",
        formula: "integral of S(t) from 0 to the end of the shortest curve",
        unit: Unit::Days,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Irwin 1949; Royston & Parmar 2013",
        limits: SPELL_LIMITS,
        test: "stats::survival::tests::the_mean_of_spells_that_all_ended_is_their_mean",
    },
    Metric {
        id: "survival-log-rank",
        formula: "(O - E)' V^-1 (O - E) over all groups but one",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Attributes],
        source: "Mantel 1966; Kalbfleisch & Prentice 1980, 1.4",
        limits: "two groups with departures at least; weak where curves cross",
        test: "stats::survival::tests::six_mp_against_placebo_has_a_log_rank_of_16_79",
    },
    Metric {
        id: "usual-gap-days",
        formula: "90th percentile of the days between consecutive order days of a customer",
        unit: Unit::Days,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "our definition",
        limits: "gaps still open are not in it, so that it is short in young data",
        test: "analysis::survival::report::tests::a_spell_ends_when_the_silence_exceeds_the_rule",
    },
];
