//! Rules: which customers are in which stage.

use super::{RuleIssue, Stage, check};
use serde::{Deserialize, Serialize};

/// What a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// Orders.
    Orders,
    /// Days since the last order; nothing without an order.
    RecencyDays,
    /// Days since the first order; since the sign-up without an order.
    TenureDays,
    /// Silence over the customer's own median gap between visits; nothing with fewer than three visits.
    GapRatio,
    /// Net revenue so far, in whole units.
    Revenue,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 5] =
        [Self::Orders, Self::RecencyDays, Self::TenureDays, Self::GapRatio, Self::Revenue];

    /// Stable name in kebab case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::RecencyDays => "recency-days",
            Self::TenureDays => "tenure-days",
            Self::GapRatio => "gap-ratio",
            Self::Revenue => "revenue",
        }
    }
}

/// `lo <= field < hi`; a field of which nothing is known fulfils no condition.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// What it looks at.
    pub field: Field,
    /// Lower bound, itself allowed; none when open.
    pub lo: Option<f64>,
    /// Upper bound, itself not allowed; none when open.
    pub hi: Option<f64>,
}

impl Condition {
    /// `lo <= field`.
    #[must_use]
    pub fn at_least(field: Field, lo: f64) -> Self {
        Self { field, lo: Some(lo), hi: None }
    }

    /// `field < hi`.
    #[must_use]
    pub fn below(field: Field, hi: f64) -> Self {
        Self { field, lo: None, hi: Some(hi) }
    }

    /// Whether it holds.
    #[must_use]
    pub fn holds(&self, facts: &StageFacts) -> bool {
        facts
            .get(self.field)
            .is_some_and(|value| self.lo.is_none_or(|lo| lo <= value) && self.hi.is_none_or(|hi| value < hi))
    }
}

/// A stage and what must all hold for it; without a condition it always does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The stage.
    pub stage: Stage,
    /// Conditions, joined by "and".
    pub conditions: Vec<Condition>,
}

impl Rule {
    /// A rule.
    #[must_use]
    pub fn new(stage: Stage, conditions: impl Into<Vec<Condition>>) -> Self {
        Self { stage, conditions: conditions.into() }
    }

    /// Whether all conditions hold.
    #[must_use]
    pub fn holds(&self, facts: &StageFacts) -> bool {
        self.conditions.iter().all(|condition| condition.holds(facts))
    }
}

/// What is known of a customer at a date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct StageFacts {
    /// Orders.
    pub n_orders: u32,
    /// Days since the last order.
    pub recency_days: Option<i32>,
    /// Days since the first order, or since the sign-up without one.
    pub tenure_days: i32,
    /// Silence over the median gap.
    pub gap_ratio: Option<f64>,
    /// Net revenue in whole units.
    pub revenue: f64,
}

impl StageFacts {
    /// The value of a field, where it is known.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<f64> {
        match field {
            Field::Orders => Some(f64::from(self.n_orders)),
            Field::RecencyDays => self.recency_days.map(f64::from),
            Field::TenureDays => Some(f64::from(self.tenure_days)),
            Field::GapRatio => self.gap_ratio,
            Field::Revenue => Some(self.revenue),
        }
    }
}

/// Rules in the order in which they are asked; proven to place every customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Rule>", into = "Vec<Rule>")]
pub struct RuleSet {
    rules: Vec<Rule>,
}

impl RuleSet {
    /// A set of rules.
    ///
    /// # Errors
    /// What [`check`] found, when some customer would be in no stage or the rules are too many to check. Rules that
    /// never decide are no error.
    pub fn new(rules: Vec<Rule>) -> Result<Self, Vec<RuleIssue>> {
        let issues = check(&rules);
        if issues.iter().any(RuleIssue::is_fatal) { Err(issues) } else { Ok(Self { rules }) }
    }

    /// The rules, in their order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The stage of a customer.
    #[must_use]
    pub fn stage_of(&self, facts: &StageFacts) -> Stage {
        let rule = self.rules.iter().find(|rule| rule.holds(facts));
        // Some rule holds for everybody, as `new` has proven; the last one decides if facts contradict themselves.
        rule.or(self.rules.last()).map_or(Stage::Growing, |rule| rule.stage)
    }
}

impl Default for RuleSet {
    /// Ours: a prospect has not ordered; lost is who was silent for a year; at risk who was silent for half a year, for
    /// three times the usual gap and six weeks, or for 90 days after a single order; new is who ordered first within 90
    /// days; loyal who ordered four times over half a year or more; everybody else is growing.
    fn default() -> Self {
        use Field::{GapRatio, Orders, RecencyDays, TenureDays};
        let (at_least, below) = (Condition::at_least, Condition::below);
        Self {
            rules: vec![
                Rule::new(Stage::Prospect, [below(Orders, 1.0)]),
                Rule::new(Stage::Lost, [at_least(RecencyDays, 365.0)]),
                Rule::new(Stage::AtRisk, [at_least(RecencyDays, 180.0)]),
                Rule::new(Stage::AtRisk, [at_least(GapRatio, 3.0), at_least(RecencyDays, 42.0)]),
                Rule::new(Stage::AtRisk, [at_least(RecencyDays, 90.0), below(Orders, 2.0)]),
                Rule::new(Stage::New, [below(TenureDays, 90.0)]),
                Rule::new(Stage::Loyal, [at_least(Orders, 4.0), at_least(TenureDays, 180.0)]),
                Rule::new(Stage::Growing, []),
            ],
        }
    }
}

impl TryFrom<Vec<Rule>> for RuleSet {
    type Error = String;

    fn try_from(rules: Vec<Rule>) -> Result<Self, Self::Error> {
        Self::new(rules).map_err(|issues| format!("the rules do not place everybody: {issues:?}"))
    }
}

impl From<RuleSet> for Vec<Rule> {
    fn from(rules: RuleSet) -> Self {
        rules.rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_rules_place_everybody_and_each_of_them_decides_for_somebody() {
        let rules = RuleSet::default();
        let issues = check(rules.rules());
        assert!(issues.iter().all(|issue| matches!(issue, RuleIssue::Overlap { .. })), "{issues:?}");
        assert_eq!(RuleSet::new(rules.rules().to_vec()), Ok(rules.clone()));
        let text = serde_json::to_string(&rules).unwrap();
        assert_eq!(serde_json::from_str::<RuleSet>(&text).unwrap(), rules);
        assert!(serde_json::from_str::<RuleSet>("[]").is_err());
    }

    #[test]
    fn six_customers_are_in_six_stages() {
        let facts = |n_orders, recency_days, tenure_days, gap_ratio| StageFacts {
            n_orders,
            recency_days,
            tenure_days,
            gap_ratio,
            revenue: 1.0,
        };
        let of = |facts| RuleSet::default().stage_of(&facts);
        assert_eq!(of(facts(0, None, 400, None)), Stage::Prospect);
        assert_eq!(of(facts(1, Some(10), 10, None)), Stage::New);
        assert_eq!(of(facts(2, Some(10), 120, None)), Stage::Growing);
        assert_eq!(of(facts(9, Some(10), 700, Some(0.5))), Stage::Loyal);
        assert_eq!(of(facts(9, Some(60), 700, Some(4.0))), Stage::AtRisk);
        assert_eq!(of(facts(1, Some(90), 90, None)), Stage::AtRisk);
        assert_eq!(of(facts(9, Some(365), 700, Some(30.0))), Stage::Lost);
    }
}
