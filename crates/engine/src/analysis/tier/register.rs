//! Metrics and findings of value tiers.

use crate::analysis::finding::{Kind, Template};
use crate::metric::{Additivity, Metric, Needs, Unit};

const SOURCE: &str = "Tiers: Peppers & Rogers 1993, The One to One Future; rules ours";

/// Metrics of value tiers.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "value-tier",
        formula: "first that fits: dormant (no order in the period); below zero; top tenth by value; top fifth of the others by potential; rest",
        unit: Unit::Category,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: SOURCE,
        limits: "Value is profit where there is cost, else revenue, of the last 365 days. Needs 20 customers with an order in the period.",
        test: "analysis::tier::report::tests::each_rule_finds_its_customers",
    },
    Metric {
        id: "tier-value",
        formula: "sum of amount - cost (amount alone without cost) of the lines of the period; its share of all tiers",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[Needs::Amount],
        source: SOURCE,
        limits: "The share is 0 where the total is not above zero.",
        test: "analysis::tier::report::tests::each_rule_finds_its_customers",
    },
    Metric {
        id: "tier-cost-share",
        formula: "cost of the tier's lines of the period / cost of all",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Cost],
        source: SOURCE,
        limits: "Only the cost that the files name.",
        test: "analysis::tier::report::tests::each_rule_finds_its_customers",
    },
    Metric {
        id: "tier-potential",
        formula: "max(0, upper quartile of orders of customers in the same fifth by order value - own orders) * own value per order",
        unit: Unit::Money,
        additivity: Additivity::OverCustomers,
        needs: &[Needs::Amount],
        source: "Ours: a benchmark of peers, not a forecast",
        limits: "Says what peers do, not what a customer needs; spend elsewhere is not known.",
        test: "analysis::tier::report::tests::each_rule_finds_its_customers",
    },
    Metric {
        id: "tier-stayed",
        formula: "customers in the tier in both periods / customers in it in the period before",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount],
        source: SOURCE,
        limits: "Only where the data covers the whole period before.",
        test: "analysis::tier::report::tests::each_rule_finds_its_customers",
    },
    Metric {
        id: "tier-flow",
        formula: "customers in tier a in the period before and in tier b now; share of those who were in a",
        unit: Unit::Count,
        additivity: Additivity::OverCustomers,
        needs: &[Needs::Amount],
        source: SOURCE,
        limits: "Only where the data covers the whole period before; who came since is counted apart.",
        test: "analysis::tier::report::tests::each_rule_finds_its_customers",
    },
];

/// Many of the most valuable customers are no longer among them.
pub(super) const TOP_LEAVES: Template = Template {
    id: "top-tier-leaves",
    parameters: &[("share", Kind::Share), ("count", Kind::Count), ("value", Kind::Money)],
    action: "keep-top-tier",
};

/// Customers could order as often as others who order as much.
pub(super) const GROWABLE: Template = Template {
    id: "growable-customers",
    parameters: &[("count", Kind::Count), ("potential", Kind::Money)],
    action: "grow-growable",
};

/// Customers below zero.
pub(super) const BELOW_ZERO: Template = Template {
    id: "below-zero",
    parameters: &[("count", Kind::Count), ("loss", Kind::Money), ("cost", Kind::Share)],
    action: "mend-below-zero",
};

/// Templates of value tiers.
pub(crate) const FINDINGS: &[Template] = &[TOP_LEAVES, GROWABLE, BELOW_ZERO];
