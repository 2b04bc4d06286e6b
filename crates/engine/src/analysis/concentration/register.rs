//! Metrics and findings of concentration.

use crate::analysis::finding::{Kind, Template};
use crate::metric::{Additivity, Metric, Needs, Unit};

const REFERENCES: &str = "it::analysis::references::concentration_is_that_of_numpy";

/// Metrics of concentration.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "gini",
        formula: "sum over i of (2 i - n - 1) x_i / (n sum x), x ascending",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Sen 1973, On Economic Inequality",
        limits: "Not given where an item is below zero or the total is not above zero.",
        test: REFERENCES,
    },
    Metric {
        id: "gini-corrected",
        formula: "Gini * n / (n - 1)",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Deltas 2003, Review of Economics and Statistics 85, 226-234",
        limits: "Needs two items, none below zero.",
        test: REFERENCES,
    },
    Metric {
        id: "gini-with-negatives",
        formula: "sum of all absolute differences / (2 (n - 1) sum of absolute values)",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Raffinetti, Siletti & Vernizzi 2015, Stat. Methods Appl. 24, 507-521",
        limits: "0 to 1 also with items below zero; equal to the corrected Gini without.",
        test: "analysis::concentration::inequality::tests::items_below_zero_leave_a_gini_that_allows_for_them",
    },
    Metric {
        id: "hhi",
        formula: "sum of squared shares",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Hirschman 1964, American Economic Review 54, 761-762",
        limits: "Not given where an item is below zero.",
        test: "analysis::concentration::inequality::tests::ten_equal_items_count_as_ten",
    },
    Metric {
        id: "effective-number",
        formula: "1 / sum of squared shares",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Adelman 1969, Review of Economics and Statistics 51, 99-101",
        limits: "Not given where an item is below zero.",
        test: "analysis::concentration::inequality::tests::ten_equal_items_count_as_ten",
    },
    Metric {
        id: "lorenz-curve",
        formula: "share of the total that the smallest p of the items bring, for p from 0 to 1",
        unit: Unit::Share,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Lorenz 1905, Publications of the American Statistical Association 9, 209-219",
        limits: "About 100 points. Falls below zero at first where items are.",
        test: "analysis::concentration::laws::the_curve_is_the_gini",
    },
    Metric {
        id: "top-item-share",
        formula: "sum of the n largest items / sum of all; n counted, or a percent of the items rounded up or down",
        unit: Unit::Share,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Definition",
        limits: "Exceeds 1 where items are below zero.",
        test: REFERENCES,
    },
    Metric {
        id: "items-for-80-percent",
        formula: "smallest n whose n largest items bring at least 0.8 of the total",
        unit: Unit::Count,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Juran 1951, Quality Control Handbook (Pareto's principle)",
        limits: "Needs a total above zero.",
        test: REFERENCES,
    },
    Metric {
        id: "abc-class",
        formula: "A while the share before an item (or with it, by the stricter rule) is within 0.80, B within 0.95, else C",
        unit: Unit::Category,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Dickie 1951, Factory Management and Maintenance 109, 92-94",
        limits: "Cuts can be set. Equal items share a class unless the options say otherwise.",
        test: REFERENCES,
    },
    Metric {
        id: "tenth",
        formula: "items by size in ten groups; the first n mod 10 groups have one more",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[Needs::Amount],
        source: "Definition, as numpy.array_split",
        limits: "With fewer than ten items the last groups are empty.",
        test: REFERENCES,
    },
    Metric {
        id: "value-at-risk",
        formula: "profit (revenue without cost) of the item in the last 365 days; share of that of all, alone and with all larger items",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[Needs::Amount],
        source: "Ours: what a year without the customer lacks, nothing else changed",
        limits: "The last year, not a forecast; fixed cost that would stay is not known.",
        test: "analysis::concentration::inequality::tests::categories_are_compared_like_customers",
    },
];

/// One customer or product brings a tenth or more.
pub(super) const DEPENDS_ON_ONE: Template = Template {
    id: "depends-on-one",
    parameters: &[("name", Kind::Name), ("share", Kind::Share), ("year", Kind::Money)],
    action: "spread-the-risk",
};

/// A few bring half.
pub(super) const DEPENDS_ON_FEW: Template = Template {
    id: "depends-on-few",
    parameters: &[("count", Kind::Count), ("share", Kind::Share), ("all", Kind::Count)],
    action: "account-plan",
};

/// A part of the items brings 80 %.
pub(super) const FEW_MAKE_MOST: Template = Template {
    id: "few-make-most",
    parameters: &[("share", Kind::Share), ("count", Kind::Count)],
    action: "serve-by-class",
};

/// Class C is long.
pub(super) const LONG_TAIL: Template = Template {
    id: "long-tail",
    parameters: &[("count", Kind::Count), ("share", Kind::Share), ("value", Kind::Share)],
    action: "automate-tail",
};

/// Items below zero.
pub(super) const ITEMS_BELOW_ZERO: Template = Template {
    id: "items-below-zero",
    parameters: &[("count", Kind::Count), ("loss", Kind::Money)],
    action: "check-negatives",
};

/// Templates of concentration.
pub(crate) const FINDINGS: &[Template] =
    &[DEPENDS_ON_ONE, DEPENDS_ON_FEW, FEW_MAKE_MOST, LONG_TAIL, ITEMS_BELOW_ZERO];
