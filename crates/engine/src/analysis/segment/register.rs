//! Metrics and findings of scores and segments.

use crate::analysis::finding::{Kind, Template};
use crate::metric::{Additivity, Metric, Needs, Unit};

const HUGHES: &str = "Hughes 1994, Strategic Database Marketing; edges: Hyndman & Fan 1996, definition 7";
const LIMITS: &str = "Equal values share a score, so a score may stay empty. Scores are of all customers, whatever \
                      is selected.";

/// Metrics of scores and segments.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "recency-days",
        formula: "as-of day - day of the last order",
        unit: Unit::Days,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Hughes 1994, Strategic Database Marketing",
        limits: "Orders after the as-of day are not looked at.",
        test: "it::analysis::golden::scores_with_shared_ties_match_section_f",
    },
    Metric {
        id: "recency-score",
        formula: "n + 1 - (1 + number of quantile edges of recency days below the customer's); or by breaks",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: HUGHES,
        limits: LIMITS,
        test: "it::analysis::golden::scores_with_shared_ties_match_section_f",
    },
    Metric {
        id: "frequency-score",
        formula: "1 + number of quantile edges of orders below the customer's; or by breaks",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: HUGHES,
        limits: LIMITS,
        test: "it::analysis::golden::scores_with_shared_ties_match_section_f",
    },
    Metric {
        id: "monetary-score",
        formula: "1 + number of quantile edges of revenue below the customer's; or by breaks",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: HUGHES,
        limits: LIMITS,
        test: "it::analysis::golden::scores_with_shared_ties_match_section_f",
    },
    Metric {
        id: "segment",
        formula: "name of the first rectangle of the map that has (recency score, frequency score)",
        unit: Unit::Category,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "The widespread map of ten segments with (1, 1) as the eleventh; see the grid on the page",
        limits: "With n bins, a score is read as ceil(5 score / n) of five. An edited map may leave a rest.",
        test: "analysis::segment::map::tests::the_eleven_segments_are_exhaustive_and_exclusive_for_any_number_of_bins",
    },
    Metric {
        id: "segment-customers",
        formula: "count of selected customers of the segment; its share of all selected",
        unit: Unit::Count,
        additivity: Additivity::OverCustomers,
        needs: &[],
        source: "Definition",
        limits: "Segments are of all customers, whatever is selected.",
        test: "it::analysis::golden::each_segment_can_be_selected_and_sums_to_its_row",
    },
    Metric {
        id: "segment-revenue",
        formula: "sum of the amounts of the selected lines of the segment's customers; its share of all selected",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[Needs::Amount],
        source: "Definition",
        limits: "The share is 0 where all revenue is not above zero.",
        test: "it::analysis::golden::each_segment_can_be_selected_and_sums_to_its_row",
    },
    Metric {
        id: "rule-segment-customers",
        formula: "count of selected customers for whom the rule is the first whose conditions all hold; the rest in a bucket",
        unit: Unit::Count,
        additivity: Additivity::OverCustomers,
        needs: &[],
        source: "Definition: ordered rules, first match wins",
        limits: "Rules, at most 50; a condition on something that is not known holds for nobody, which is reported.",
        test: "analysis::segment::rule::tests::the_first_rule_that_holds_takes_the_customer",
    },
];

/// Most customers ordered once.
pub(super) const FIRST_ORDER_ONLY: Template = Template {
    id: "first-order-only",
    parameters: &[("customers", Kind::Share), ("revenue", Kind::Share)],
    action: "second-order",
};

/// Customers who ordered most often and longest ago.
pub(super) const FORMER_REGULARS: Template = Template {
    id: "former-regulars",
    parameters: &[("count", Kind::Count), ("revenue", Kind::Money)],
    action: "call-former-regulars",
};

/// Two rules want the same customers.
pub(super) const RULES_OVERLAP: Template = Template {
    id: "rules-overlap",
    parameters: &[("first", Kind::Name), ("second", Kind::Name), ("count", Kind::Count)],
    action: "order-rules",
};

/// A rule takes nobody.
pub(super) const RULE_TAKES_NOBODY: Template = Template {
    id: "rule-takes-nobody",
    parameters: &[("rule", Kind::Name), ("count", Kind::Count)],
    action: "mend-rule",
};

/// Most customers are in no rule.
pub(super) const RULES_MISS: Template = Template {
    id: "rules-miss",
    parameters: &[("share", Kind::Share), ("revenue", Kind::Money)],
    action: "add-rule",
};

/// Templates of scores and segments.
pub(crate) const FINDINGS: &[Template] =
    &[FIRST_ORDER_ONLY, FORMER_REGULARS, RULES_OVERLAP, RULE_TAKES_NOBODY, RULES_MISS];
