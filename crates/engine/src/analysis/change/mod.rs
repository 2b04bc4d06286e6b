//! What changed between two periods, and whether it is more than usual.
//!
//! In:   a selection and [`Periods`] to compare.
//! Out:  an exact [`BridgeReport`] of revenue, the largest [`MoversReport`], a [`ControlReport`] of every monthly figure,
//!       and a [`ProfileIndexReport`] of who the selected customers are.
//! Cost: one pass over the selected lines each.

mod bridge;
mod control;
mod control_report;
mod movers;
mod period;
mod profile_index;
mod split;

pub use bridge::{Bridge, BridgeOptions, BridgeReport, BridgeRow, bridge};
pub use control::{ControlChart, ControlPoint, ControlRule, p_chart, xmr};
pub use control_report::{ControlOptions, ControlReport, ControlledFigure, Figure, control};
pub use movers::{ChangeMover, MoversOptions, MoversReport, RestMovers, movers};
pub use period::Periods;
pub use profile_index::{
    IndexRow, ProfileIndexOptions, ProfileIndexReport, ProfileTarget, SplitRow, profile_index,
};

use super::finding::{Kind, Template};
use crate::metric::{Additivity, Metric, Needs, Unit};

/// Revenue changed, and one part of the bridge outweighs the others. One template for each part.
const PARAMETERS: &[(&str, Kind)] = &[("change", Kind::Money), ("part", Kind::Money), ("share", Kind::Share)];

const fn part(id: &'static str, action: &'static str) -> Template {
    Template { id, parameters: PARAMETERS, action }
}

const BY_LOST: Template = part("change-by-lost", "win-back");
const BY_NEW: Template = part("change-by-new", "check-intake");
const BY_REACTIVATED: Template = part("change-by-reactivated", "keep-the-returned");
const BY_FREQUENCY: Template = part("change-by-frequency", "look-at-frequency");
const BY_PRICE: Template = part("change-by-price-mix", "look-at-the-basket");

/// A monthly figure left its limits.
const OUT_OF_LIMITS: Template = Template {
    id: "out-of-limits",
    parameters: &[
        ("month", Kind::Month),
        ("value", Kind::Number),
        ("low", Kind::Number),
        ("high", Kind::Number),
    ],
    action: "find-the-cause-of-the-month",
};

/// A few customers make most of the change.
const FEW_MOVERS: Template = Template {
    id: "few-movers",
    parameters: &[("count", Kind::Count), ("loss", Kind::Money), ("share", Kind::Share)],
    action: "call-the-movers",
};

/// A value is far more frequent among the selected customers.
const OVER_INDEX: Template = Template {
    id: "over-index",
    parameters: &[
        ("dimension", Kind::Name),
        ("value", Kind::Name),
        ("share", Kind::Share),
        ("base", Kind::Share),
    ],
    action: "find-more-like-them",
};

/// Templates of this module.
pub(crate) const FINDINGS: &[Template] =
    &[BY_LOST, BY_NEW, BY_REACTIVATED, BY_FREQUENCY, BY_PRICE, OUT_OF_LIMITS, FEW_MOVERS, OVER_INDEX];

const BRIDGE_LAW: &str = "analysis::change::laws::the_bridge_sums_to_the_cent_and_flips_with_the_periods";
const LMDI: &str = "Ang 2004, Energy Policy 32, 1131-1139, eq. 7 (LMDI-I)";

const fn bridge_part(id: &'static str, formula: &'static str, source: &'static str) -> Metric {
    Metric {
        id,
        formula,
        unit: Unit::Money,
        additivity: Additivity::OverCustomers,
        needs: &[Needs::Amount],
        source,
        limits: "exact for any two periods; compare periods of equal length and season",
        test: BRIDGE_LAW,
    }
}

/// Metrics of this module.
pub(crate) const METRICS: &[Metric] = &[
    bridge_part(
        "bridge-lost",
        "- sum of revenue before, of customers without an order now",
        "our definition",
    ),
    bridge_part("bridge-new", "sum of revenue now, of customers who never ordered before", "our definition"),
    bridge_part(
        "bridge-reactivated",
        "sum of revenue now, of customers without an order in the period before but with one earlier",
        "our definition",
    ),
    bridge_part("bridge-frequency", "sum over kept customers of L(R1, R0) ln(n1 / n0)", LMDI),
    bridge_part("bridge-price-mix", "sum over kept customers of L(R1, R0) ln(v1 / v0), v = R / n", LMDI),
    Metric {
        id: "control-limits",
        formula: "mean(x) +- 2.66 mean(abs(x_i - x_(i-1)))",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Shewhart 1931; Wheeler 1993, Understanding Variation; NIST/SEMATECH e-Handbook 6.3.2.2",
        limits: "12 whole months at least; season is not taken out",
        test: "analysis::change::control::tests::flow_rates_of_the_nist_handbook_6_3_2_2",
    },
    Metric {
        id: "p-chart-limits",
        formula: "p +- 3 sqrt(p (1 - p) / n_i)",
        unit: Unit::Share,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Shewhart 1931; NIST/SEMATECH e-Handbook 6.3.3.2",
        limits: "12 whole months at least; too narrow where customers differ much and are many",
        test: "analysis::change::control::tests::wafers_of_the_nist_handbook_6_3_3_2",
    },
    Metric {
        id: "control-signals",
        formula: "1 beyond 3 sigma; 9 on a side; 6 rising or falling; 2 of 3 beyond 2 sigma; 4 of 5 beyond 1 sigma",
        unit: Unit::Count,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Western Electric 1956; Nelson 1984, Journal of Quality Technology 16, 237-239",
        limits: "all rules together cry wolf about once in 90 quiet months",
        test: "analysis::change::control::tests::each_rule_fires_on_its_pattern_and_not_before",
    },
    Metric {
        id: "mover-change",
        formula: "revenue now - revenue before",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[Needs::Amount],
        source: "our definition",
        limits: "compare periods of equal length and season",
        test: "analysis::change::laws::movers_and_the_rest_sum_to_the_change",
    },
    Metric {
        id: "profile-index",
        formula: "100 x share among the selected / share among the base",
        unit: Unit::Index,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Attributes],
        source: "definition of media research; interval of Wilson 1927",
        limits: "the base is taken as known; the selected are a part of it",
        test: "analysis::change::profile_index::tests::an_index_of_200_by_hand",
    },
    Metric {
        id: "information-gain",
        formula: "sum p(x, y) log2(p(x, y) / (p(x) p(y))) - (r - 1) / (2 n ln 2)",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Attributes],
        source: "Shannon 1948; correction of Miller 1955; p-value of the G-test, Sokal & Rohlf 1995",
        limits: "in bits; the p-value is rough where values are rare",
        test: "analysis::change::split::tests::quinlan_1986_gains_0_247_bits_from_the_outlook",
    },
];

#[cfg(test)]
mod laws;
