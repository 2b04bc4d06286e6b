//! Signals that come before customers fall silent, and how well each told the silent from the others in the past.
//!
//! In:   a selection and a horizon.
//! Out:  a [`ChurnSignalReport`].
//! Cost: two passes over the order lines of the selected customers.
//!
//! A signal is a signal, not a cause. Each is worked out twice: as of a cut day, one horizon before the as-of day, from
//! what was known then, and held against who ordered within the horizon; and as of the as-of day, to name who shows it
//! now. Only customers with a habit are looked at: [`MIN_ORDERS`] orders, the last of them within the horizon.

mod report;
mod signal;

pub use report::report;
pub use signal::{jensen_shannon, mix_drift};

use super::Refused;
use super::finding::{Finding, Kind, Template};
use crate::data::Day;
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::stats::auc::{Auc, Cut};
use serde::{Deserialize, Serialize};

/// Orders a customer must have before signals are looked for.
pub const MIN_ORDERS: u32 = 4;

/// A signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Signal {
    /// Silence over the customer's own median gap.
    GapRatio,
    /// Share of discounted lines in the later half of the orders less that in the earlier half.
    DiscountRise,
    /// Jensen-Shannon distance between the categories of the earlier and the later half of the orders, less chance.
    CategoryDrift,
    /// The same for channels.
    ChannelDrift,
    /// Fall of the customer's own orders beyond that of all customers.
    OwnDecline,
}

impl Signal {
    /// All signals.
    pub const ALL: [Self; 5] =
        [Self::GapRatio, Self::DiscountRise, Self::CategoryDrift, Self::ChannelDrift, Self::OwnDecline];

    /// Stable name in kebab case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::GapRatio => "gap-ratio",
            Self::DiscountRise => "discount-rise",
            Self::CategoryDrift => "category-drift",
            Self::ChannelDrift => "channel-drift",
            Self::OwnDecline => "own-decline",
        }
    }
}

/// What the signals are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ChurnSignalOptions {
    /// A customer is lost who does not order within so many days.
    pub horizon_days: u32,
    /// Customers listed at most.
    pub max_customers: u16,
}

impl Default for ChurnSignalOptions {
    fn default() -> Self {
        Self { horizon_days: 180, max_customers: 20 }
    }
}

/// How well a signal has worked, and who shows it now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignalRow {
    /// The signal.
    pub signal: Signal,
    /// Why it is not looked at, if it is not.
    pub refused: Option<Refused>,
    /// Customers it could be worked out for on the cut day.
    pub n_customers: u64,
    /// How well it told who would be lost; `None` where nobody or everybody was.
    pub auc: Option<Auc>,
    /// The level from which it is an alarm: best on the past, so its recall and precision flatter.
    pub alarm: Option<Cut>,
    /// Median days from the alarm to the day on which silence alone says lost, of those lost with an alarm.
    pub lead_days: Option<f64>,
    /// Customers who show it now.
    pub n_flagged: u64,
    /// Their revenue over the 365 days up to the as-of day.
    pub revenue_at_stake: f64,
}

/// Whether customers fall alone or with everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct MarketDecline {
    /// Orders of the selected customers over the horizon before the last.
    pub n_orders_before: u64,
    /// Orders over the last horizon.
    pub n_orders_now: u64,
    /// Change of all orders; `None` where there were none.
    pub change: Option<f64>,
    /// Customers with fewer orders than before.
    pub n_falling: u64,
    /// Those of them who fall more than the market explains (binomial test at 5 %).
    pub n_falling_alone: u64,
}

/// A customer with alarms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlaggedCustomer {
    /// Customer id.
    pub id: String,
    /// Name, or id where there is none.
    pub label: String,
    /// Signals above their alarm, with their levels.
    pub signals: Vec<(Signal, f64)>,
    /// Revenue over the 365 days up to the as-of day.
    pub revenue_12_months: f64,
}

/// Signals before silence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChurnSignalReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Last day that counts.
    pub as_of: Day,
    /// Day of the test on the past.
    pub cut: Day,
    /// Days within which a customer must order.
    pub horizon_days: u32,
    /// Customers with a habit on the cut day.
    pub n_tested: u64,
    /// Those of them who did not order within the horizon.
    pub n_lost: u64,
    /// Signals, the best first.
    pub signals: Vec<SignalRow>,
    /// The market over the last two horizons.
    pub market: MarketDecline,
    /// Customers with alarms now, largest revenue first.
    pub customers: Vec<FlaggedCustomer>,
    /// How many have an alarm, listed or not.
    pub n_flagged: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

const SIGNAL_PARAMETERS: &[(&str, Kind)] =
    &[("count", Kind::Count), ("auc", Kind::Number), ("revenue", Kind::Money)];

/// Customers show a signal that has told the lost from the others before.
const fn signal_now(id: &'static str) -> Template {
    Template { id, parameters: SIGNAL_PARAMETERS, action: "reach-the-flagged" }
}

const GAP_NOW: Template = signal_now("signal-gap-now");
const DISCOUNT_NOW: Template = signal_now("signal-discount-now");
const CATEGORY_NOW: Template = signal_now("signal-category-now");
const CHANNEL_NOW: Template = signal_now("signal-channel-now");
const DECLINE_NOW: Template = signal_now("signal-decline-now");

/// Orders of everybody fall.
const MARKET_FALLS: Template = Template {
    id: "market-falls",
    parameters: &[("change", Kind::Share), ("alone", Kind::Count), ("falling", Kind::Count)],
    action: "look-at-the-market",
};

/// Templates of this module.
pub(crate) const FINDINGS: &[Template] =
    &[GAP_NOW, DISCOUNT_NOW, CATEGORY_NOW, CHANNEL_NOW, DECLINE_NOW, MARKET_FALLS];

const LIMITS: &str = "four orders, the last within the horizon; a signal, not a cause";

/// Metrics of this module.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "signal-auc",
        formula: "P(signal of a lost customer > signal of a kept one) + P(equal) / 2",
        unit: Unit::Probability,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Mann & Whitney 1947; interval of Hanley & McNeil 1982",
        limits: "20 lost and 20 kept customers on the cut day at least",
        test: "stats::auc::tests::hanley_and_mcneil_1982_rate_images_at_0_893",
    },
    Metric {
        id: "signal-alarm",
        formula: "level with the largest recall - false alarm rate",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Youden 1950",
        limits: "chosen on the past that it is shown for, so that recall and precision flatter",
        test: "stats::auc::tests::hanley_and_mcneil_1982_rate_images_at_0_893",
    },
    Metric {
        id: "signal-lead-days",
        formula: "median of (last order + horizon - day of the alarm) over lost customers with an alarm",
        unit: Unit::Days,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "our definition",
        limits: LIMITS,
        test: "analysis::churn_signal::report::tests::customers_who_slow_down_are_told_from_those_who_do_not",
    },
    Metric {
        id: "discount-rise",
        formula: "discounted share of lines, later half of the orders - earlier half",
        unit: Unit::Share,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Discount],
        source: "our definition",
        limits: LIMITS,
        test: "analysis::churn_signal::signal::tests::a_rising_discount_share_by_hand",
    },
    Metric {
        id: "mix-drift",
        formula: "sqrt(max(0, D - (k - 1) (1/n + 1/m) / (8 ln 2))), D = H((p + q) / 2) - H(p) / 2 - H(q) / 2 in bits",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Category],
        source: "Lin 1991; distance: Endres & Schindelin 2003; chance: Grosse et al. 2002",
        limits: "noisy where a customer has few lines, though right on average",
        test: "analysis::churn_signal::signal::tests::jensen_shannon_distance_of_scipy",
    },
    Metric {
        id: "market-change",
        formula: "orders of the last horizon / orders of the horizon before - 1",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[],
        source: "our definition",
        limits: "season is in it where the horizon is not a year",
        test: "analysis::churn_signal::report::tests::a_fall_with_everybody_is_told_from_a_fall_alone",
    },
    Metric {
        id: "falling-alone",
        formula: "customers with P(X <= orders now) < 0.05, X binomial(before + now, market share of now)",
        unit: Unit::Count,
        additivity: Additivity::OverCustomers,
        needs: &[],
        source: "our definition; exact conditional test of Przyborowski & Wilenski 1940",
        limits: "one in twenty steady customers is named by chance",
        test: "analysis::churn_signal::report::tests::a_fall_with_everybody_is_told_from_a_fall_alone",
    },
];
