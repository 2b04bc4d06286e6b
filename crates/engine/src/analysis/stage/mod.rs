//! Six stages of the relationship with a customer, by rules that can be changed.
//!
//! In:   a [`RuleSet`], a selection and dates.
//! Out:  the stage of each customer at each date ([`StageHistory`]), how many are in each ([`StageReport`]), how they
//!       move between them and what a stage is worth ([`MigrationReport`]).
//! Cost: one pass over the order lines whatever the number of dates, and one look at the rules per customer and date.
//!
//! The names of the stages are ours. The first rule that holds decides, so that nobody is in two stages; [`check`]
//! proves that some rule holds for every customer there can be, and names rules that never decide. A stage at a date
//! is told from what was known on that date.

mod check;
mod history;
mod markov;
mod migration;
mod report;
mod rule;

pub use check::{RuleIssue, check};
pub use history::{StageHistory, month_ends};
pub use markov::{expected_values, steady_state};
pub use migration::{MigrationOptions, MigrationReport, Mover, StageMove, StageValue, migration};
pub(super) use report::year_revenue;
pub use report::{StageMonth, StageOptions, StageReport, StageRow, population, report};
pub use rule::{Condition, Field, Rule, RuleSet, StageFacts};

use crate::analysis::finding::{Kind, Template};
use crate::metric::{Additivity, Metric, Unit};
use serde::{Deserialize, Serialize};

/// A stage of the relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Known, but without an order.
    Prospect,
    /// Won not long ago.
    New,
    /// Neither new nor loyal, and still there.
    Growing,
    /// Buys again and again.
    Loyal,
    /// Silent for longer than usual.
    AtRisk,
    /// Gone.
    Lost,
}

impl Stage {
    /// How many there are.
    pub const COUNT: usize = 6;

    /// All stages, in the order of a relationship.
    pub const ALL: [Self; Self::COUNT] =
        [Self::Prospect, Self::New, Self::Growing, Self::Loyal, Self::AtRisk, Self::Lost];

    /// Stable name in kebab case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Prospect => "prospect",
            Self::New => "new",
            Self::Growing => "growing",
            Self::Loyal => "loyal",
            Self::AtRisk => "at-risk",
            Self::Lost => "lost",
        }
    }

    /// Place in [`Stage::ALL`].
    #[must_use]
    pub fn place(self) -> usize {
        self as usize
    }
}

/// Customers slipped from a stage of those who buy to one of those who fall silent.
pub(super) const SLIPPED: Template = Template {
    id: "stage-slipped",
    parameters: &[("count", Kind::Count), ("day", Kind::Day), ("revenue", Kind::Money)],
    action: "call-the-slipped",
};

/// The share of silent customers has grown over a year.
pub(super) const MORE_SILENT: Template = Template {
    id: "stage-more-silent",
    parameters: &[("now", Kind::Share), ("before", Kind::Share), ("points", Kind::Points)],
    action: "find-the-break",
};

/// Templates of this module.
pub(crate) const FINDINGS: &[Template] = &[SLIPPED, MORE_SILENT];

const STAGE_TEST: &str = "analysis::stage::laws::stages_partition_all_known_customers_at_every_date";

/// Metrics of this module.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "stage",
        formula: "stage of the first rule that holds; see the rules of the report",
        unit: Unit::Category,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "our names and rules; they can be changed",
        limits: "prospects need sign-up days",
        test: STAGE_TEST,
    },
    Metric {
        id: "stage-customers",
        formula: "customers in the stage at a date; all stages add up to the customers known by then",
        unit: Unit::Count,
        additivity: Additivity::OverCustomers,
        needs: &[],
        source: "our definition",
        limits: "prospects need sign-up days",
        test: STAGE_TEST,
    },
    Metric {
        id: "stage-revenue-12-months",
        formula: "net revenue of the customers in the stage over the 365 days up to the as-of day",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[],
        source: "our definition",
        limits: "less than a year of data gives less than a year",
        test: "analysis::stage::report::tests::rows_hold_the_customers_and_the_money_of_their_stage",
    },
    Metric {
        id: "stage-migration-share",
        formula: "customers in stage i then and in j now / customers in i then",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[],
        source: "Pfeifer & Carraway 2000",
        limits: "no share of an empty stage",
        test: "analysis::stage::laws::migration_counts_add_up_and_rows_are_chances",
    },
    Metric {
        id: "stage-value",
        formula: "V = (I - P / (1 + i))^-1 R",
        unit: Unit::Money,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Pfeifer & Carraway 2000, eq. 9",
        limits: "assumes that moves depend on the stage alone and stay as they were; margin where there is cost, else revenue",
        test: "analysis::stage::markov::tests::pfeifer_and_carraway_2000_value_a_customer_at_52_320",
    },
    Metric {
        id: "stage-steady-share",
        formula: "pi = pi P with sum pi = 1",
        unit: Unit::Share,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Kemeny & Snell 1960",
        limits: "without new customers; not given where several ends are possible",
        test: "analysis::stage::markov::tests::the_steady_state_of_land_of_oz",
    },
];

#[cfg(test)]
mod laws;
