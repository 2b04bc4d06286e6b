//! What rules say of each other, whoever the customers are: a rule is a box in the space of facts, and what earlier
//! boxes leave of it is worked out piece by piece.
//!
//! Each fact is cut into the fewest cells that the rules can tell apart: the spans between all bounds of a number,
//! the values that some rule lists and one cell for all others. A box is a set of cells for each fact.

use super::{Condition, Rule};
use crate::analysis::Profile;
use crate::data::Dataset;
use crate::query::Segment;

/// Pieces of a box at most; past it nothing is said.
const MAX_PIECES: usize = 2_000;

/// What the rules before one leave of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Some customer could reach it, or it is too tangled to tell.
    Possible,
    /// Its own conditions contradict each other.
    Contradictory,
    /// Earlier rules take whatever it could take.
    Covered,
    /// It asks for something that is not known here.
    NeedsFact,
}

/// A fact that conditions are about.
#[derive(Debug, Clone, PartialEq)]
enum Axis {
    Recency,
    Orders,
    Revenue,
    Profit,
    PAlive,
    LifetimeValue,
    Segment,
    Class,
    Attribute(String),
}

fn axis_of(condition: &Condition) -> Axis {
    match condition {
        Condition::RecencyDays { .. } => Axis::Recency,
        Condition::Orders { .. } => Axis::Orders,
        Condition::Revenue { .. } => Axis::Revenue,
        Condition::Profit { .. } => Axis::Profit,
        Condition::PAlive { .. } => Axis::PAlive,
        Condition::LifetimeValue { .. } => Axis::LifetimeValue,
        Condition::Segments(_) => Axis::Segment,
        Condition::Classes(_) => Axis::Class,
        Condition::Attribute { dimension, .. } => Axis::Attribute(dimension.clone()),
    }
}

/// The span `lo <= value < hi` of a condition on a number.
fn span(condition: &Condition) -> Option<(f64, f64)> {
    let open =
        |lo: Option<f64>, hi: Option<f64>| (lo.unwrap_or(f64::NEG_INFINITY), hi.unwrap_or(f64::INFINITY));
    match condition {
        Condition::RecencyDays { lo, hi } => Some(open(lo.map(f64::from), hi.map(|hi| f64::from(hi) + 1.0))),
        Condition::Orders { lo, hi } => Some(open(lo.map(f64::from), hi.map(|hi| f64::from(hi) + 1.0))),
        Condition::Revenue { lo, hi }
        | Condition::Profit { lo, hi }
        | Condition::PAlive { lo, hi }
        | Condition::LifetimeValue { lo, hi } => Some(open(*lo, *hi)),
        Condition::Segments(_) | Condition::Classes(_) | Condition::Attribute { .. } => None,
    }
}

type Cells = Vec<bool>;
type Region = Vec<Cells>;

struct Space {
    axes: Vec<Axis>,
    /// Lower ends of the cells of a number; empty for the others.
    bounds: Vec<Vec<f64>>,
    /// Values of an attribute that rules list; empty for the others.
    values: Vec<Vec<String>>,
    /// The cells of each fact that a customer can be in.
    whole: Region,
    /// Whether the fact is known of the customers here.
    is_known: Vec<bool>,
}

impl Space {
    fn new(rules: &[Rule], dataset: &Dataset, profile: &Profile) -> Self {
        let mut space = Self {
            axes: Vec::new(),
            bounds: Vec::new(),
            values: Vec::new(),
            whole: Vec::new(),
            is_known: Vec::new(),
        };
        for condition in rules.iter().flat_map(|rule| &rule.conditions) {
            let axis = axis_of(condition);
            if !space.axes.contains(&axis) {
                space.add(axis, rules, dataset, profile);
            }
        }
        space
    }

    fn add(&mut self, axis: Axis, rules: &[Rule], dataset: &Dataset, profile: &Profile) {
        let conditions = || {
            let all = rules.iter().flat_map(|rule| &rule.conditions);
            all.filter(|condition| axis_of(condition) == axis)
        };
        let (mut bounds, mut values) = (Vec::new(), Vec::new());
        let mut is_known = true;
        let cells = match &axis {
            Axis::Segment => vec![true; Segment::ALL.len()],
            Axis::Class => vec![true; 3],
            Axis::Attribute(name) => {
                let known = dataset.customers().dimensions.iter().find(|known| known.name == *name);
                is_known = known.is_some();
                for condition in conditions() {
                    if let Condition::Attribute { values: listed, .. } = condition {
                        values.extend(listed.iter().cloned());
                    }
                }
                values.sort();
                values.dedup();
                let is_value = |value: &String| known.is_some_and(|known| known.values.contains(value));
                let mut cells: Cells = values.iter().map(is_value).collect();
                cells.push(
                    known.is_some_and(|known| known.values.iter().any(|value| !values.contains(value))),
                );
                cells
            }
            number => {
                let domain = match number {
                    Axis::Recency => (0.0, f64::INFINITY),
                    Axis::Orders => (1.0, f64::INFINITY),
                    Axis::PAlive => (0.0, 1.0_f64.next_up()),
                    _ => (f64::NEG_INFINITY, f64::INFINITY),
                };
                is_known = match number {
                    Axis::Profit => profile.facts.profit.is_some(),
                    Axis::PAlive => profile.clv.as_ref().is_some_and(|clv| !clv.p_alive.is_empty()),
                    Axis::LifetimeValue => profile.clv.as_ref().is_some_and(|clv| !clv.value.is_empty()),
                    _ => true,
                };
                bounds = vec![f64::NEG_INFINITY, domain.0, domain.1];
                for (lo, hi) in conditions().filter_map(span) {
                    bounds.extend([lo, hi]);
                }
                bounds.sort_by(f64::total_cmp);
                bounds.dedup();
                bounds.retain(|&bound| bound < f64::INFINITY);
                bounds.iter().map(|&bound| domain.0 <= bound && bound < domain.1).collect()
            }
        };
        self.axes.push(axis);
        self.bounds.push(bounds);
        self.values.push(values);
        self.whole.push(cells);
        self.is_known.push(is_known);
    }

    fn cells_of(&self, condition: &Condition, axis: usize) -> Cells {
        if let Some((lo, hi)) = span(condition) {
            return self.bounds[axis].iter().map(|&bound| lo <= bound && bound < hi).collect();
        }
        match condition {
            Condition::Segments(segments) => {
                Segment::ALL.iter().map(|segment| segments.contains(segment)).collect()
            }
            Condition::Classes(classes) => {
                (0..3).map(|idx| classes.iter().any(|&class| class as usize == idx)).collect()
            }
            Condition::Attribute { values, .. } => {
                self.values[axis].iter().map(|value| values.contains(value)).chain([false]).collect()
            }
            _ => Vec::new(),
        }
    }

    fn box_of(&self, rule: &Rule) -> Option<Region> {
        let mut own = self.whole.clone();
        for condition in &rule.conditions {
            let axis = self.axes.iter().position(|axis| *axis == axis_of(condition))?;
            if !self.is_known[axis] {
                return None;
            }
            own[axis] = both(&own[axis], &self.cells_of(condition, axis));
        }
        Some(own)
    }
}

fn both(a: &Cells, b: &Cells) -> Cells {
    a.iter().zip(b).map(|(&a, &b)| a && b).collect()
}

fn is_empty(cells: &Region) -> bool {
    cells.iter().any(|cells| !cells.contains(&true))
}

/// What `b` leaves of `a`, as boxes that do not overlap.
fn without(a: &Region, b: &Region) -> Vec<Region> {
    let shared: Region = a.iter().zip(b).map(|(a, b)| both(a, b)).collect();
    if is_empty(&shared) {
        return vec![a.clone()];
    }
    let mut pieces = Vec::new();
    let mut rest = a.clone();
    for axis in 0..a.len() {
        let mut piece = rest.clone();
        piece[axis] = a[axis].iter().zip(&b[axis]).map(|(&a, &b)| a && !b).collect();
        if !is_empty(&piece) {
            pieces.push(piece);
        }
        rest[axis].clone_from(&shared[axis]);
    }
    pieces
}

/// What the rules before each rule leave of it.
pub(super) fn reaches(rules: &[Rule], dataset: &Dataset, profile: &Profile) -> Vec<Reach> {
    let space = Space::new(rules, dataset, profile);
    let boxes: Vec<Option<Region>> = rules.iter().map(|rule| space.box_of(rule)).collect();
    boxes
        .iter()
        .enumerate()
        .map(|(idx, own)| {
            let Some(own) = own else { return Reach::NeedsFact };
            if is_empty(own) {
                return contradiction(&space, &rules[idx]);
            }
            let mut pieces = vec![own.clone()];
            for earlier in boxes[..idx].iter().flatten() {
                pieces = pieces.iter().flat_map(|piece| without(piece, earlier)).collect();
                if pieces.len() > MAX_PIECES {
                    return Reach::Possible;
                }
            }
            if pieces.is_empty() { Reach::Covered } else { Reach::Possible }
        })
        .collect()
}

/// A box is empty because conditions contradict each other, or because no customer here has the values they name.
fn contradiction(space: &Space, rule: &Rule) -> Reach {
    let anything = |axis: usize| -> Cells { vec![true; space.whole[axis].len()] };
    for (axis, named) in space.axes.iter().enumerate() {
        let Axis::Attribute(_) = named else { continue };
        let mut cells = anything(axis);
        let about: Vec<&Condition> =
            rule.conditions.iter().filter(|condition| axis_of(condition) == *named).collect();
        for condition in &about {
            cells = both(&cells, &space.cells_of(condition, axis));
        }
        let has_any = cells.contains(&true);
        if !about.is_empty() && has_any && is_empty(&vec![both(&cells, &space.whole[axis])]) {
            return Reach::Possible;
        }
    }
    Reach::Contradictory
}
