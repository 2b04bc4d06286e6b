//! How a mark stands to the filter: selected, not selected, or nothing is selected here.
//!
//! A chart never filters itself away: when the filter holds a clause of its kind, marks outside of the
//! clause are dimmed and those inside are outlined.

use clientele_engine::query::{Clause, ClauseKind, Filter};

/// A mark against the clause of its chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pick {
    /// The filter holds no clause of this kind.
    Plain,
    /// The mark lies in the clause.
    Selected,
    /// The mark lies outside of it.
    Dimmed,
}

impl Pick {
    /// A mark of clause `mark` where `selected` is the filter's clause of this kind.
    pub(super) fn of(selected: Option<&Clause>, mark: &Clause) -> Self {
        match selected {
            None => Self::Plain,
            Some(selected) if selected.kind() != mark.kind() => Self::Plain,
            Some(selected) if covers(selected, mark) => Self::Selected,
            Some(_) => Self::Dimmed,
        }
    }
}

/// The filter's clause of the first of these kinds that it has: what a chart is given as `selected`.
#[must_use]
pub fn clause_of<'f>(filter: &'f Filter, kinds: &[ClauseKind]) -> Option<&'f Clause> {
    kinds.iter().find_map(|kind| filter.clauses.iter().find(|clause| clause.kind() == *kind))
}

/// Whether every customer (or line) of `mark` is meant by `selected`.
fn covers(selected: &Clause, mark: &Clause) -> bool {
    fn all_in<T: PartialEq>(whole: &[T], part: &[T]) -> bool {
        part.iter().all(|value| whole.contains(value))
    }
    match (selected, mark) {
        (Clause::Segments(whole), Clause::Segments(part)) => all_in(whole, part),
        (Clause::RfmCells(whole), Clause::RfmCells(part)) => all_in(whole, part),
        (Clause::Classes(whole), Clause::Classes(part)) => all_in(whole, part),
        (Clause::CustomerIds(whole), Clause::CustomerIds(part)) => all_in(whole, part),
        (Clause::CustomerValue { values: whole, .. }, Clause::CustomerValue { values: part, .. })
        | (Clause::LineValue { values: whole, .. }, Clause::LineValue { values: part, .. }) => {
            all_in(whole, part)
        }
        (Clause::RevenueRank { from: lo, to: hi }, Clause::RevenueRank { from, to }) => {
            lo <= from && to <= hi
        }
        (Clause::LifetimeValue { lo: from, hi: to }, Clause::LifetimeValue { lo, hi }) => {
            from.unwrap_or(f64::NEG_INFINITY) <= lo.unwrap_or(f64::NEG_INFINITY)
                && hi.unwrap_or(f64::INFINITY) <= to.unwrap_or(f64::INFINITY)
        }
        (Clause::PAlive { lo: from, hi: to }, Clause::PAlive { lo, hi }) => from <= lo && hi <= to,
        (Clause::FirstOrder { from: first, to: last }, Clause::FirstOrder { from, to }) => {
            first <= from && to <= last
        }
        (Clause::OrderDays(whole), Clause::OrderDays(part)) => {
            whole.first <= part.first && part.last <= whole.last
        }
        (Clause::History { repeats: r, recency_days: d }, Clause::History { repeats, recency_days }) => {
            r.0 <= repeats.0 && repeats.1 <= r.1 && d.0 <= recency_days.0 && recency_days.1 <= d.1
        }
        _ => selected == mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clientele_engine::query::Segment;

    #[test]
    fn marks_inside_the_clause_are_selected_and_others_dimmed() {
        let selected = Clause::Segments(vec![Segment::Loyal, Segment::Lost]);
        let pick = |segment| Pick::of(Some(&selected), &Clause::Segments(vec![segment]));
        assert_eq!(pick(Segment::Loyal), Pick::Selected);
        assert_eq!(pick(Segment::New), Pick::Dimmed);
        assert_eq!(Pick::of(None, &selected), Pick::Plain);
        assert_eq!(Pick::of(Some(&Clause::LossMaking(true)), &selected), Pick::Plain);
        let top = Clause::LifetimeValue { lo: Some(100.0), hi: None };
        let bin = Clause::LifetimeValue { lo: Some(200.0), hi: Some(400.0) };
        assert_eq!(Pick::of(Some(&top), &bin), Pick::Selected);
        assert_eq!(Pick::of(Some(&bin), &top), Pick::Dimmed);
    }
}
