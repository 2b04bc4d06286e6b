//! How good the customers are that are won, by month and by channel; where they come from; and what breadth brings.
//!
//! In:   a selection and the days a new customer is watched for.
//! Out:  an [`IntakeReport`].
//! Cost: one pass over the order lines of the selected customers.
//!
//! A customer is won on the day of the first order. Customers whose sign-up lies before the data begins are left out of
//! quality and breadth: their first order may not be in it. Only customers who were watched for all the days count, so
//! that young months do not look poor. Breadth is what was bought in the first days, and retention is looked at only
//! after them: who stays longer has more time to try things, which would make breadth look like a cause.

mod breadth;
mod flow;
mod quality;

pub use breadth::{BreadthReport, BreadthRow};
pub use flow::FlowRow;
pub use quality::{IntakeMonth, IntakeSource};

use super::finding::{self, Finding, Kind, Template, Value};
use super::selection::Selection;
use super::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::query::Clause;
use serde::{Deserialize, Serialize};

/// What the intake is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct IntakeOptions {
    /// Days a new customer is watched for.
    pub watched_days: u32,
    /// Days after them within which an order is retention.
    pub retained_days: u32,
    /// Months at most, the latest.
    pub max_months: u16,
    /// Channels at most; the rest is one row.
    pub max_sources: u16,
}

impl Default for IntakeOptions {
    fn default() -> Self {
        Self { watched_days: 90, retained_days: 365, max_months: 36, max_sources: 12 }
    }
}

/// Quality of new customers, the three loops and breadth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntakeReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Last day that counts.
    pub as_of: Day,
    /// Days a new customer is watched for.
    pub watched_days: u32,
    /// Whether margin is known.
    pub has_cost: bool,
    /// By month of the first order, oldest first.
    pub months: Vec<IntakeMonth>,
    /// Header of the column of channels, where there is one.
    pub source_column: Option<String>,
    /// By channel, the most customers first; the rest last.
    pub sources: Vec<IntakeSource>,
    /// New, kept and referred customers by quarter, oldest first.
    pub flow: Vec<FlowRow>,
    /// Breadth of categories; `None` without categories.
    pub categories: Option<BreadthReport>,
    /// Breadth of channels; `None` without channels of lines.
    pub channels: Option<BreadthReport>,
    /// Customers who became one before the data begins.
    pub n_before: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// New customers of a channel bring more or less than those of all others.
const CHANNEL_QUALITY: Template = Template {
    id: "intake-channel-quality",
    parameters: &[
        ("channel", Kind::Name),
        ("revenue", Kind::Money),
        ("others", Kind::Money),
        ("days", Kind::Days),
        ("count", Kind::Count),
    ],
    action: "shift-the-intake",
};

/// Customers who bought broadly early stay more often.
const BREADTH_STAYS: Template = Template {
    id: "breadth-stays",
    parameters: &[("broad", Kind::Share), ("narrow", Kind::Share), ("days", Kind::Days)],
    action: "offer-a-second-category",
};

/// Templates of this module.
pub(crate) const FINDINGS: &[Template] = &[CHANNEL_QUALITY, BREADTH_STAYS];

/// Fewest watched customers of a channel that is named.
const MIN_SOURCE: u64 = 30;
/// Difference of a channel from the others that is worth a sentence.
const MIN_GAP: f64 = 0.15;
/// Significance from which breadth is worth a sentence.
const ALPHA: f64 = 0.01;

/// How good new customers are, where they come from and what breadth brings.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &IntakeOptions,
) -> IntakeReport {
    let facts = &profile.facts;
    let begins = dataset.observed().first.month().first_day();
    let n_before =
        selection.customers.iter().filter(|&customer| facts.birth_day(customer) < begins).count() as u64;
    let n_customers = selection.customers.count() as u64;
    let (months, source_column, sources) = quality::quality(dataset, profile, selection, options);
    let categories = breadth::breadth(dataset, profile, selection, options, Needs::Category);
    let channels = breadth::breadth(dataset, profile, selection, options, Needs::Channel);
    let refused = if n_customers == n_before {
        Some(Refused::TooFewCustomers { have: n_customers - n_before, need: 1 })
    } else if options.watched_days == 0 || options.retained_days == 0 {
        Some(Refused::BadSetting { setting: "watched-days".to_owned() })
    } else {
        None
    };
    let mut findings = Vec::new();
    if refused.is_none() {
        findings.extend(channel_quality(source_column.as_deref(), &sources, options));
        findings.extend(categories.as_ref().and_then(|breadth| breadth_stays(breadth, options)));
    }
    finding::rank(&mut findings);
    IntakeReport {
        refused,
        as_of: facts.as_of,
        watched_days: options.watched_days,
        has_cost: dataset.costs().is_some(),
        months,
        source_column,
        sources,
        flow: flow::flow(dataset, profile, selection, options),
        categories,
        channels,
        n_before,
        findings,
    }
}

/// The channel that differs most in money from all others together.
fn channel_quality(
    column: Option<&str>,
    sources: &[IntakeSource],
    options: &IntakeOptions,
) -> Option<Finding> {
    let all: f64 = sources.iter().map(|source| source.revenue).sum();
    let n_all: u64 = sources.iter().map(|source| source.n_watched).sum();
    let gap = |source: &IntakeSource| {
        let name = source.source.clone().filter(|name| !name.is_empty())?;
        let (n, n_others) = (source.n_watched, n_all - source.n_watched);
        if n < MIN_SOURCE || n_others < MIN_SOURCE {
            return None;
        }
        let (own, others) = (source.revenue / n as f64, (all - source.revenue) / n_others as f64);
        let stake = (own - others) * n as f64;
        let is_large = others > 0.0 && (own / others - 1.0).abs() >= MIN_GAP;
        is_large.then_some((stake, name, own, others, n))
    };
    let (stake, name, own, others, n) =
        sources.iter().filter_map(gap).max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))?;
    let clause = column
        .map(|column| Clause::CustomerValue { dimension: column.to_owned(), values: vec![name.clone()] });
    let values = [
        Value::Name(name),
        Value::Money(own),
        Value::Money(others),
        Value::Days(f64::from(options.watched_days)),
        Value::Count(n),
    ];
    Some(Finding::new(&CHANNEL_QUALITY, values, stake.abs(), clause))
}

fn breadth_stays(breadth: &BreadthReport, options: &IntakeOptions) -> Option<Finding> {
    let narrow = breadth.rows.first().filter(|row| row.breadth == 1)?.retained?;
    let (hits, n) = breadth.rows[1..]
        .iter()
        .filter_map(|row| row.retained)
        .fold((0, 0), |(hits, n), row| (hits + row.hits, n + row.n));
    let is_telling = breadth.trend_p.is_some_and(|p| p < ALPHA) && n >= MIN_SOURCE;
    let broad = hits as f64 / n.max(1) as f64;
    (is_telling && broad > narrow.share).then(|| {
        let values = [
            Value::Share(broad, 0),
            Value::Share(narrow.share, 0),
            Value::Days(f64::from(options.watched_days)),
        ];
        Finding::new(&BREADTH_STAYS, values, 0.0, None)
    })
}

const WATCHED: &str = "only customers watched for all the days; those from before the data are left out";
const BY_HAND: &str = "analysis::intake::quality::tests::new_customers_of_two_months_by_hand";

/// Metrics of this module.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "intake-revenue",
        formula: "net revenue within N days of the first order / new customers watched for N days",
        unit: Unit::Money,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount],
        source: "our definition",
        limits: WATCHED,
        test: BY_HAND,
    },
    Metric {
        id: "intake-margin",
        formula: "(revenue - cost) within N days of the first order / new customers watched for N days",
        unit: Unit::Money,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Cost],
        source: "our definition",
        limits: WATCHED,
        test: BY_HAND,
    },
    Metric {
        id: "intake-repeat",
        formula: "new customers who came again within N days / new customers watched for N days",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[],
        source: "our definition; interval of Wilson 1927",
        limits: WATCHED,
        test: BY_HAND,
    },
    Metric {
        id: "flow-new",
        formula: "customers whose first order lies in the quarter and whom no customer referred",
        unit: Unit::Count,
        additivity: Additivity::Additive,
        needs: &[],
        source: "our definition",
        limits: "customers from before the data look new unless sign-up days say otherwise",
        test: "analysis::intake::flow::tests::the_three_loops_of_four_customers",
    },
    Metric {
        id: "flow-kept",
        formula: "customers with an order in the quarter and one before it",
        unit: Unit::Count,
        additivity: Additivity::OverCustomers,
        needs: &[],
        source: "our definition",
        limits: "the first quarter has none",
        test: "analysis::intake::flow::tests::the_three_loops_of_four_customers",
    },
    Metric {
        id: "flow-referred",
        formula: "customers whose first order lies in the quarter and whom another customer referred",
        unit: Unit::Count,
        additivity: Additivity::Additive,
        needs: &[Needs::Referrer],
        source: "our definition",
        limits: "only referrers that are customers of the data count",
        test: "analysis::intake::flow::tests::the_three_loops_of_four_customers",
    },
    Metric {
        id: "breadth-retention",
        formula: "customers with an order in the days after the first N / customers of that breadth",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Category],
        source: "our definition; interval of Wilson 1927",
        limits: "only customers watched for both stretches; who buys more at first buys more broadly",
        test: "analysis::intake::breadth::tests::breadth_is_of_the_first_days_and_retention_after_them",
    },
    Metric {
        id: "breadth-trend",
        formula: "two-sided p of the Cochran-Armitage trend over 1, 2, 3 and 4 or more",
        unit: Unit::Probability,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Category],
        source: "Armitage 1955",
        limits: "not given where all or none were retained",
        test: "analysis::intake::breadth::tests::the_trend_of_agresti_2002_on_alcohol_and_malformation",
    },
];
