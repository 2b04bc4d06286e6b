//! Whether rules place everybody, and which of them never decide.
//!
//! Conditions compare a field with bounds, so that the bounds cut the space of all customers into boxes in each of
//! which every rule either holds everywhere or nowhere. Looking at one customer of each box that a customer can lie in
//! is therefore a proof. What no customer can be is left out: silence without an order, a gap ratio without three
//! orders, silence longer than the time since the first order, fractions of orders and days.

use super::{Condition, Field, Rule, StageFacts};
use serde::{Deserialize, Serialize};

/// Boxes at most; more bounds than that are refused rather than guessed at.
const MAX_BOXES: usize = 400_000;

/// What a check of rules finds. Rules are counted from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RuleIssue {
    /// No rule holds for such a customer.
    Gap {
        /// One of them.
        example: StageFacts,
    },
    /// The rule holds for nobody: its conditions contradict each other or what a customer can be.
    Empty {
        /// The rule.
        rule: usize,
    },
    /// Whenever the rule holds, an earlier one has decided.
    Unreachable {
        /// The rule.
        rule: usize,
    },
    /// Both rules hold for some customers, of different stages: the earlier decides.
    Overlap {
        /// The rule that decides.
        first: usize,
        /// The rule that would, came it earlier.
        second: usize,
        /// One of the customers.
        example: StageFacts,
    },
    /// A bound is not a number, or there are too many different bounds to check.
    TooComplex,
}

impl RuleIssue {
    /// Whether the rules cannot be used.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        matches!(self, Self::Gap { .. } | Self::TooComplex)
    }
}

/// An interval `lo <= x < hi` of a field, or (`None`) nothing known of it.
type Interval = Option<(f64, f64)>;

/// What is wrong with rules asked in this order: gaps first, then rules that never decide, then overlaps.
#[must_use]
pub fn check(rules: &[Rule]) -> Vec<RuleIssue> {
    let bounds = |condition: &Condition| [condition.lo, condition.hi];
    let is_number = rules
        .iter()
        .flat_map(|rule| &rule.conditions)
        .flat_map(bounds)
        .all(|bound| bound.is_none_or(f64::is_finite));
    let axes = Field::ALL.map(|field| intervals(rules, field));
    let n_boxes = axes.iter().try_fold(1_usize, |n, axis| n.checked_mul(axis.len()));
    if !is_number || n_boxes.is_none_or(|n| n * rules.len().max(1) > MAX_BOXES) {
        return vec![RuleIssue::TooComplex];
    }
    let mut gap = None;
    let mut holds_once = vec![false; rules.len()];
    let mut decides_once = vec![false; rules.len()];
    let mut overlaps: Vec<Option<StageFacts>> = vec![None; rules.len() * rules.len()];
    let mut holding = Vec::with_capacity(rules.len());
    for_each_box(&axes, |facts| {
        holding.clear();
        holding.extend((0..rules.len()).filter(|&idx| rules[idx].holds(&facts)));
        let Some((&first, rest)) = holding.split_first() else {
            gap.get_or_insert(facts);
            return;
        };
        decides_once[first] = true;
        for &idx in &holding {
            holds_once[idx] = true;
        }
        for &second in rest.iter().filter(|&&second| rules[second].stage != rules[first].stage) {
            overlaps[first * rules.len() + second].get_or_insert(facts);
        }
    });
    let mut issues: Vec<RuleIssue> = gap.map(|example| RuleIssue::Gap { example }).into_iter().collect();
    for rule in 0..rules.len() {
        if !holds_once[rule] {
            issues.push(RuleIssue::Empty { rule });
        } else if !decides_once[rule] {
            issues.push(RuleIssue::Unreachable { rule });
        }
    }
    // A rule for everybody else overlaps with all before it by nature.
    let is_rest = |rule: usize| rules[rule].conditions.is_empty();
    for (place, example) in overlaps.into_iter().enumerate() {
        let (first, second) = (place / rules.len(), place % rules.len());
        if let Some(example) = example.filter(|_| !is_rest(second)) {
            issues.push(RuleIssue::Overlap { first, second, example });
        }
    }
    issues
}

/// The pieces that the bounds of all rules cut a field into.
fn intervals(rules: &[Rule], field: Field) -> Vec<Interval> {
    let conditions = rules.iter().flat_map(|rule| &rule.conditions);
    let own = conditions.filter(|condition| condition.field == field);
    let mut cuts: Vec<f64> = own.flat_map(|condition| [condition.lo, condition.hi]).flatten().collect();
    match field {
        // Without an order there is no silence, with fewer than three no habit.
        Field::Orders => cuts.extend([0.0, 1.0, 3.0]),
        Field::Revenue => cuts.push(f64::NEG_INFINITY),
        _ => cuts.push(0.0),
    }
    if field != Field::Revenue {
        cuts.retain(|&cut| cut >= 0.0);
    }
    cuts.push(f64::INFINITY);
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let mut pieces: Vec<Interval> = cuts.windows(2).map(|pair| Some((pair[0], pair[1]))).collect();
    if matches!(field, Field::RecencyDays | Field::GapRatio) {
        pieces.push(None);
    }
    pieces
}

/// One customer of each box that a customer can lie in.
fn for_each_box(axes: &[Vec<Interval>; 5], mut visit: impl FnMut(StageFacts)) {
    let [orders, recencies, tenures, ratios, revenues] = axes;
    for &order in orders {
        for &recency in recencies {
            for &tenure in tenures {
                for &ratio in ratios {
                    let Some(facts) = customer_in(order, recency, tenure, ratio) else { continue };
                    for &(lo, hi) in revenues.iter().flatten() {
                        if facts.n_orders > 0 {
                            visit(StageFacts { revenue: between((lo, hi)), ..facts });
                        } else if lo <= 0.0 && 0.0 < hi {
                            // Without an order there is no revenue.
                            visit(facts);
                        }
                    }
                }
            }
        }
    }
}

/// A customer whose orders, silence, tenure and gap ratio lie in these pieces, if there can be one.
fn customer_in(orders: Interval, recency: Interval, tenure: Interval, ratio: Interval) -> Option<StageFacts> {
    let (fewest, most) = whole(orders?)?;
    // Two orders can be whatever one can, and more.
    let n_orders = if fewest == 1 { most.min(2) } else { fewest };
    let (shortest, longest) = whole(tenure?)?;
    let known = match (n_orders, recency) {
        (0, None) => None,
        (0, Some(_)) | (_, None) => return None,
        (_, Some(silence)) => Some(whole(silence)?),
    };
    // Who has ordered once has been silent ever since.
    let (recency_days, tenure_days) = match known {
        None => (None, shortest),
        Some((silence, longest_silence)) if n_orders == 1 => {
            let common = silence.max(shortest);
            if common > longest_silence.min(longest) {
                return None;
            }
            (Some(common), common)
        }
        Some((silence, _)) => {
            let tenure_days = shortest.max(silence);
            if tenure_days > longest {
                return None;
            }
            (Some(silence), tenure_days)
        }
    };
    // Without silence the ratio is 0; otherwise some gap gives any ratio above 0.
    let has_habit = n_orders >= 3;
    let gap_ratio = match (ratio, known) {
        (None, _) => None,
        (Some(_), _) if !has_habit => return None,
        (Some((lo, _)), Some((0, 0))) => {
            if lo > 0.0 {
                return None;
            }
            Some(0.0)
        }
        (Some(piece), Some(_)) => Some(between(piece)),
        (Some(_), None) => return None,
    };
    // A ratio above 0 needs a day of silence.
    let needs_silence = gap_ratio.is_some_and(|ratio| ratio > 0.0) && recency_days == Some(0);
    let recency_days = if needs_silence { Some(1) } else { recency_days };
    let tenure_days = tenure_days.max(recency_days.unwrap_or(0));
    if tenure_days > longest {
        return None;
    }
    Some(StageFacts {
        n_orders: u32::try_from(n_orders).ok()?,
        recency_days,
        tenure_days,
        gap_ratio,
        revenue: 0.0,
    })
}

/// First and last whole number of a piece, if it holds any.
fn whole((lo, hi): (f64, f64)) -> Option<(i32, i32)> {
    const LAST: f64 = 2_000_000_000.0;
    let first = lo.ceil();
    let last = (hi.ceil() - 1.0).min(LAST);
    (first <= last).then_some((first as i32, last as i32))
}

/// A number of a piece: its lower end, or one below its upper end.
fn between((lo, hi): (f64, f64)) -> f64 {
    match (lo.is_finite(), hi.is_finite()) {
        (true, _) => lo,
        (false, true) => hi - 1.0,
        (false, false) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stage::{RuleSet, Stage};

    const AT_LEAST: fn(Field, f64) -> Condition = Condition::at_least;
    const BELOW: fn(Field, f64) -> Condition = Condition::below;

    #[test]
    fn a_gap_is_found_and_shown_by_a_customer() {
        let rules = [
            Rule::new(Stage::Prospect, [BELOW(Field::Orders, 1.0)]),
            Rule::new(Stage::Lost, [AT_LEAST(Field::RecencyDays, 100.0)]),
            Rule::new(Stage::New, [BELOW(Field::RecencyDays, 99.0)]),
        ];
        let issues = check(&rules);
        let [RuleIssue::Gap { example }] = issues.as_slice() else { panic!("{issues:?}") };
        assert_eq!(example.recency_days, Some(99));
        assert!(rules.iter().all(|rule| !rule.holds(example)));
        assert!(RuleSet::new(rules.to_vec()).is_err());
        // Between 99 and 99.5 days there is no whole day.
        let tight = [
            rules[0].clone(),
            Rule::new(Stage::Lost, [AT_LEAST(Field::RecencyDays, 99.5)]),
            Rule::new(Stage::New, [BELOW(Field::RecencyDays, 99.2)]),
        ];
        assert_eq!(check(&tight), []);
    }

    #[test]
    fn rules_that_never_decide_are_named() {
        let rules = [
            Rule::new(Stage::Lost, [AT_LEAST(Field::RecencyDays, 100.0)]),
            // Never: the rule above decides.
            Rule::new(Stage::AtRisk, [AT_LEAST(Field::RecencyDays, 200.0)]),
            // Never: nobody has been silent for longer than known.
            Rule::new(Stage::Loyal, [AT_LEAST(Field::RecencyDays, 50.0), BELOW(Field::TenureDays, 50.0)]),
            // Never: a habit takes three orders.
            Rule::new(Stage::Loyal, [AT_LEAST(Field::GapRatio, 0.0), BELOW(Field::Orders, 3.0)]),
            Rule::new(Stage::Growing, []),
        ];
        let issues = check(&rules);
        assert_eq!(
            issues[..3],
            [RuleIssue::Unreachable { rule: 1 }, RuleIssue::Empty { rule: 2 }, RuleIssue::Empty { rule: 3 }]
        );
        assert!(matches!(issues[3], RuleIssue::Overlap { first: 0, second: 1, .. }) && issues.len() == 4);
    }

    #[test]
    fn bounds_that_are_no_numbers_are_refused() {
        let rules = [Rule::new(Stage::New, [BELOW(Field::Orders, f64::NAN)]), Rule::new(Stage::Lost, [])];
        assert_eq!(check(&rules), [RuleIssue::TooComplex]);
        assert!(matches!(check(&[])[..], [RuleIssue::Gap { .. }]));
    }
}
