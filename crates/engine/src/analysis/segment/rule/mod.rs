//! Segments that people make: ordered rules over what is known of a customer.
//!
//! In:   [`RuleSet`]; facts, scores, ranks and the fitted model of the customers.
//! Out:  a [`Partition`] of the customers; a [`RuleReport`] of a selection.
//! Cost: rules times customers; what the rules say of each other is worked out on at most a few thousand boxes.
//!
//! The first rule whose conditions all hold takes a customer; whom no rule takes is in the rest. So everybody with an
//! order is in exactly one segment, whatever the rules say.

mod region;
mod report;

pub use report::{RuleOverlap, RuleReport, RuleRow, RuleStatus, report};

use crate::analysis::partition::{Group, Partition};
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use crate::query::{AbcClass, Segment};
use serde::{Deserialize, Serialize};

/// Rules at most.
pub const MAX_RULES: usize = 50;

/// Something that must hold for a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// Days since the last order, both bounds included.
    RecencyDays {
        /// At least.
        lo: Option<i32>,
        /// At most.
        hi: Option<i32>,
    },
    /// Orders, both bounds included.
    Orders {
        /// At least.
        lo: Option<u32>,
        /// At most.
        hi: Option<u32>,
    },
    /// Revenue in whole units.
    Revenue {
        /// At least.
        lo: Option<f64>,
        /// Less than.
        hi: Option<f64>,
    },
    /// Profit in whole units; holds for nobody where there is no cost.
    Profit {
        /// At least.
        lo: Option<f64>,
        /// Less than.
        hi: Option<f64>,
    },
    /// Chance of being alive; holds for nobody until the model is fitted.
    PAlive {
        /// At least.
        lo: Option<f64>,
        /// Less than.
        hi: Option<f64>,
    },
    /// Lifetime value in whole units; holds for nobody until the model is fitted.
    LifetimeValue {
        /// At least.
        lo: Option<f64>,
        /// Less than.
        hi: Option<f64>,
    },
    /// One of these segments.
    Segments(Vec<Segment>),
    /// One of these classes by revenue.
    Classes(Vec<AbcClass>),
    /// One of these values of a customer attribute; holds for nobody where there is no such column.
    Attribute {
        /// Header of the column.
        dimension: String,
        /// Values.
        values: Vec<String>,
    },
}

/// A rule: all conditions hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Name of the segment.
    pub name: String,
    /// Conditions; a rule without any takes everybody who is left.
    pub conditions: Vec<Condition>,
}

/// Rules in their order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RuleSet {
    /// The rules; the first that holds takes a customer.
    pub rules: Vec<Rule>,
}

impl RuleSet {
    /// Whether the rules can be used.
    ///
    /// # Errors
    /// [`Refused::BadSetting`]: `rules` for none or too many, `rule-name` for names that are empty or used twice,
    /// `rule-bound` for bounds that are not numbers.
    pub fn check(&self) -> Result<(), Refused> {
        let bad = |setting: &str| Err(Refused::BadSetting { setting: setting.to_owned() });
        if self.rules.is_empty() || self.rules.len() > MAX_RULES {
            return bad("rules");
        }
        for (idx, rule) in self.rules.iter().enumerate() {
            let is_used = self.rules[..idx].iter().any(|other| other.name == rule.name);
            if rule.name.trim().is_empty() || is_used {
                return bad("rule-name");
            }
            for condition in &rule.conditions {
                let (Condition::Revenue { lo, hi }
                | Condition::Profit { lo, hi }
                | Condition::PAlive { lo, hi }
                | Condition::LifetimeValue { lo, hi }) = condition
                else {
                    continue;
                };
                if lo.is_some_and(f64::is_nan) || hi.is_some_and(f64::is_nan) {
                    return bad("rule-bound");
                }
            }
        }
        Ok(())
    }

    /// The segment of every customer with an order: a rule's, or the rest, which comes last.
    ///
    /// # Errors
    /// See [`RuleSet::check`].
    pub fn partition(&self, dataset: &Dataset, profile: &Profile) -> Result<Partition, Refused> {
        self.check()?;
        let tests = self.tests(dataset, profile);
        let groups = self.rules.iter().map(|rule| Group::Name(rule.name.clone())).chain([Group::Rest]);
        Ok(Partition::new(groups.collect(), profile.facts.len(), |customer| {
            profile
                .facts
                .has_order(customer)
                .then(|| tests.iter().position(|test| test.holds(customer)).unwrap_or(self.rules.len()))
        }))
    }

    fn tests<'a>(&'a self, dataset: &'a Dataset, profile: &'a Profile) -> Vec<Test<'a>> {
        self.rules.iter().map(|rule| Test::new(rule, dataset, profile)).collect()
    }
}

/// A rule made ready to be asked about customers.
struct Test<'a> {
    dataset: &'a Dataset,
    profile: &'a Profile,
    conditions: &'a [Condition],
    /// Codes of the attribute of each condition that is about one, and which of its values are wanted.
    wanted: Vec<Option<(&'a [u16], Vec<bool>)>>,
}

impl<'a> Test<'a> {
    fn new(rule: &'a Rule, dataset: &'a Dataset, profile: &'a Profile) -> Self {
        let wanted = rule.conditions.iter().map(|condition| {
            let Condition::Attribute { dimension, values } = condition else { return None };
            let known = dataset.customers().dimensions.iter().find(|known| known.name == *dimension)?;
            Some((known.codes.as_slice(), known.values.iter().map(|value| values.contains(value)).collect()))
        });
        Self { dataset, profile, wanted: wanted.collect(), conditions: &rule.conditions }
    }

    fn holds(&self, customer: usize) -> bool {
        self.conditions
            .iter()
            .zip(&self.wanted)
            .all(|(condition, wanted)| self.condition_holds(condition, wanted.as_ref(), customer))
    }

    fn condition_holds(
        &self,
        condition: &Condition,
        wanted: Option<&(&[u16], Vec<bool>)>,
        customer: usize,
    ) -> bool {
        let Profile { facts, scores, ranks, .. } = self.profile;
        let within = |value: Option<f64>, lo: &Option<f64>, hi: &Option<f64>| {
            value.is_some_and(|value| lo.is_none_or(|lo| lo <= value) && hi.is_none_or(|hi| value < hi))
        };
        match condition {
            Condition::RecencyDays { lo, hi } => {
                let days = facts.recency_days(customer);
                lo.is_none_or(|lo| lo <= days) && hi.is_none_or(|hi| days <= hi)
            }
            Condition::Orders { lo, hi } => {
                let orders = facts.n_orders[customer];
                lo.is_none_or(|lo| lo <= orders) && hi.is_none_or(|hi| orders <= hi)
            }
            Condition::Revenue { lo, hi } => {
                within(Some(self.dataset.major(i128::from(facts.revenue[customer]))), lo, hi)
            }
            Condition::Profit { lo, hi } => {
                let profit = facts.profit.as_ref();
                within(profit.map(|profit| self.dataset.major(i128::from(profit[customer]))), lo, hi)
            }
            Condition::PAlive { lo, hi } => within(self.profile.p_alive(customer), lo, hi),
            Condition::LifetimeValue { lo, hi } => within(self.profile.lifetime_value(customer), lo, hi),
            Condition::Segments(segments) => {
                scores.segment[customer].is_some_and(|segment| segments.contains(&segment))
            }
            Condition::Classes(classes) => {
                ranks.class[customer].is_some_and(|class| classes.contains(&class))
            }
            Condition::Attribute { .. } => {
                wanted.is_some_and(|(codes, wanted)| wanted[usize::from(codes[customer])])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};
    use proptest::prelude::*;

    fn rule(name: &str, conditions: Vec<Condition>) -> Rule {
        Rule { name: name.to_owned(), conditions }
    }

    fn orders(lo: Option<u32>, hi: Option<u32>) -> Condition {
        Condition::Orders { lo, hi }
    }

    /// A with one order, B with two, C with three, the latest ones longest ago.
    fn three() -> Dataset {
        let mut lines = Vec::new();
        for (n, id) in [(1, "A"), (2, "B"), (3, "C")] {
            for order in 0..n {
                lines.push(line(id, &format!("2024-0{}-{:02}", 7 - n, order + 1), 100 * n));
            }
        }
        dataset(&lines, &[])
    }

    fn statuses(rules: Vec<Rule>) -> Vec<(u64, RuleStatus)> {
        let dataset = three();
        let profile = profile(&dataset, day("2024-06-30"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &RuleSet { rules }).unwrap();
        let taken: u64 = report.rows.iter().map(|row| row.n_customers).sum();
        assert_eq!(taken + report.n_rest, 3);
        report.rows.into_iter().map(|row| (row.n_customers, row.status)).collect()
    }

    #[test]
    fn the_first_rule_that_holds_takes_the_customer() {
        let dataset = three();
        let profile = profile(&dataset, day("2024-06-30"));
        let rules = RuleSet {
            rules: vec![
                rule("often", vec![orders(Some(3), None)]),
                rule("again", vec![orders(Some(2), None)]),
            ],
        };
        let partition = rules.partition(&dataset, &profile).unwrap();
        assert_eq!(partition.group_of, [2, 1, 0]);
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &rules).unwrap();
        assert_eq!(report.rows.iter().map(|row| row.n_matching).collect::<Vec<_>>(), [1, 2]);
        assert_eq!((report.overlaps.len(), report.overlaps[0].n_customers), (1, 1));
        assert_eq!((report.n_rest, report.rest_revenue), (1, 100.0));
    }

    #[test]
    fn rules_that_take_nobody_are_told_why() {
        use RuleStatus::{Contradictory, Empty, NeedsFact, Shadowed, Unreachable, Used};
        let low = |hi| Condition::RecencyDays { lo: None, hi: Some(hi) };
        assert_eq!(
            statuses(vec![
                rule("few", vec![orders(None, Some(2))]),
                rule("fewer", vec![orders(None, Some(1)), low(9)]),
                rule("none", vec![orders(Some(5), Some(4))]),
                rule("no orders", vec![orders(None, Some(0))]),
                rule("many", vec![orders(Some(9), None)]),
                rule("alive", vec![Condition::PAlive { lo: Some(0.5), hi: None }]),
                rule("A again", vec![Condition::Revenue { lo: Some(100.0), hi: Some(101.0) }]),
            ]),
            [
                (2, Used),
                (0, Unreachable),
                (0, Contradictory),
                (0, Contradictory),
                (0, Empty),
                (0, NeedsFact),
                (0, Shadowed),
            ]
        );
    }

    #[test]
    fn two_rules_together_can_leave_nothing_to_a_third() {
        use RuleStatus::{Unreachable, Used};
        assert_eq!(
            statuses(vec![
                rule("few", vec![orders(None, Some(1))]),
                rule("many", vec![orders(Some(2), None)]),
                rule("left", Vec::new()),
            ]),
            [(1, Used), (2, Used), (0, Unreachable)]
        );
    }

    #[test]
    fn rules_that_cannot_be_used_are_refused() {
        let refused = |rules: Vec<Rule>| RuleSet { rules }.check().is_err();
        assert!(refused(Vec::new()));
        assert!(refused(vec![rule(" ", Vec::new())]));
        assert!(refused(vec![rule("x", Vec::new()), rule("x", Vec::new())]));
        assert!(refused(vec![rule("x", vec![Condition::Revenue { lo: Some(f64::NAN), hi: None }])]));
        assert!(!refused(vec![rule("x", Vec::new())]));
    }

    fn any_rules() -> impl Strategy<Value = Vec<Rule>> {
        let bound = || prop::option::of(0..5_u32);
        let condition = prop_oneof![
            (bound(), bound()).prop_map(|(lo, hi)| Condition::Orders { lo, hi }),
            (bound(), bound()).prop_map(|(lo, hi)| Condition::RecencyDays {
                lo: lo.map(u32::cast_signed),
                hi: hi.map(u32::cast_signed),
            }),
        ];
        prop::collection::vec(prop::collection::vec(condition, 0..3), 1..5).prop_map(|rules| {
            let named = rules.into_iter().enumerate();
            named.map(|(idx, conditions)| Rule { name: idx.to_string(), conditions }).collect()
        })
    }

    proptest! {
        #[test]
        fn a_rule_is_called_unreachable_just_when_no_customer_there_could_be_reaches_it(rules in any_rules()) {
            // Everybody there could be, as far as these rules can tell: 1 to 6 orders, the last 0 to 6 days ago.
            let mut lines = Vec::new();
            for days in 0..=6_i32 {
                for n in 1..=6_i32 {
                    for order in 0..n {
                        let day = day("2024-06-30").plus(-days - order).to_string();
                        lines.push(line(&format!("C{days}{n}"), &day, 1));
                    }
                }
            }
            let dataset = dataset(&lines, &[]);
            let profile = profile(&dataset, day("2024-06-30"));
            let all = select(&dataset, &profile, &[]);
            let rules = RuleSet { rules };
            let partition = rules.partition(&dataset, &profile).unwrap();
            prop_assert!(partition.group_of.iter().all(|&group| usize::from(group) <= rules.rules.len()));
            for row in report(&dataset, &profile, &all, &rules).unwrap().rows {
                let is_impossible =
                    matches!(row.status, RuleStatus::Unreachable | RuleStatus::Contradictory);
                prop_assert_eq!(is_impossible, row.n_customers == 0, "{} {:?}", row.name, row.status);
            }
        }
    }
}
