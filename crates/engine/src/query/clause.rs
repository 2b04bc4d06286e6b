//! The clauses a filter is made of.

use crate::data::{DayRange, Month};
use serde::{Deserialize, Serialize};

/// The eleven named segments; see [`crate::analysis::segment`] for the scores behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Segment {
    /// Bought very recently and very often.
    Champions,
    /// Buy often, and not long ago.
    Loyal,
    /// Recent buyers with two to a few orders.
    PotentialLoyalists,
    /// One order, very recently.
    New,
    /// One order, recently.
    Promising,
    /// Middling in both.
    NeedAttention,
    /// Few orders, middling recency.
    AboutToSleep,
    /// Bought most often, then went quiet.
    CantLose,
    /// Bought repeatedly, then went quiet.
    AtRisk,
    /// Few orders, long ago.
    Hibernating,
    /// Few orders, longest ago.
    Lost,
}

impl Segment {
    /// All segments, strongest first.
    pub const ALL: [Self; 11] = [
        Self::Champions,
        Self::Loyal,
        Self::PotentialLoyalists,
        Self::New,
        Self::Promising,
        Self::NeedAttention,
        Self::AboutToSleep,
        Self::CantLose,
        Self::AtRisk,
        Self::Hibernating,
        Self::Lost,
    ];

    /// Stable name in kebab case, as in translation keys, exports and style classes.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::PotentialLoyalists => "potential-loyalists",
            Self::New => "new",
            Self::Promising => "promising",
            Self::NeedAttention => "need-attention",
            Self::AboutToSleep => "about-to-sleep",
            Self::CantLose => "cant-lose",
            Self::AtRisk => "at-risk",
            Self::Hibernating => "hibernating",
            Self::Lost => "lost",
        }
    }
}

/// Classes by cumulative revenue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AbcClass {
    /// The customers that bring the first part of revenue (80 % by default).
    A,
    /// The next part (to 95 % by default).
    B,
    /// The rest.
    C,
}

/// One condition. Values of one clause are joined by "or", clauses by "and".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Clause {
    /// Customers of these segments.
    Segments(Vec<Segment>),
    /// Customers with these (recency score, frequency score) pairs, each 1..=5.
    RfmCells(Vec<(u8, u8)>),
    /// Customers of these classes.
    Classes(Vec<AbcClass>),
    /// Customers ranked by revenue, largest first, between two shares of all customers (0..=1).
    RevenueRank {
        /// Lower bound of the rank share, exclusive; 0 is the largest customer.
        from: f64,
        /// Upper bound of the rank share, inclusive.
        to: f64,
    },
    /// Customers whose profit is below zero (`true`) or not (`false`).
    LossMaking(bool),
    /// Customers whose lifetime value lies in `lo <= value < hi`.
    LifetimeValue {
        /// Lower bound, none when open.
        lo: Option<f64>,
        /// Upper bound, none when open.
        hi: Option<f64>,
    },
    /// Customers whose chance of being alive lies in `lo <= p < hi`.
    PAlive {
        /// Lower bound, 0..=1.
        lo: f64,
        /// Upper bound; above 1 to include 1.
        hi: f64,
    },
    /// Customers who were won in these months, both included: signed up where known, or ordered first.
    FirstOrder {
        /// First month.
        from: Month,
        /// Last month.
        to: Month,
    },
    /// Customers won in a cohort's period who ordered in the given period after it.
    CohortActive {
        /// First month of the cohort's period.
        cohort: Month,
        /// Months in a period: 1 or 3.
        n_months: u8,
        /// Periods after the cohort's own.
        age: u16,
    },
    /// Customers with `lo <= repeat orders <= hi` and `lo <= days since the last order <= hi`.
    History {
        /// Bounds of the number of orders after the first.
        repeats: (u32, u32),
        /// Bounds of the days since the last order.
        recency_days: (i32, i32),
    },
    /// Order lines of these days; customers with at least one.
    OrderDays(DayRange),
    /// Customers with one of these values of a customer attribute.
    CustomerValue {
        /// Header of the column.
        dimension: String,
        /// Values.
        values: Vec<String>,
    },
    /// Order lines with one of these values of a line dimension; customers with at least one.
    LineValue {
        /// Header of the column.
        dimension: String,
        /// Values.
        values: Vec<String>,
    },
    /// These customers, by id.
    CustomerIds(Vec<String>),
}

/// What a clause is about; a filter has at most one clause of a kind (and dimension).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ClauseKind {
    /// [`Clause::Segments`] and [`Clause::RfmCells`]: the marks of the segment page.
    Segment,
    /// [`Clause::Classes`].
    Class,
    /// [`Clause::RevenueRank`].
    RevenueRank,
    /// [`Clause::LossMaking`].
    LossMaking,
    /// [`Clause::LifetimeValue`].
    LifetimeValue,
    /// [`Clause::PAlive`].
    PAlive,
    /// [`Clause::FirstOrder`].
    FirstOrder,
    /// [`Clause::CohortActive`].
    CohortActive,
    /// [`Clause::History`].
    History,
    /// [`Clause::OrderDays`].
    OrderDays,
    /// [`Clause::CustomerValue`] of one column.
    CustomerValue(String),
    /// [`Clause::LineValue`] of one column.
    LineValue(String),
    /// [`Clause::CustomerIds`].
    CustomerIds,
}

impl Clause {
    /// What the clause is about.
    #[must_use]
    pub fn kind(&self) -> ClauseKind {
        match self {
            Self::Segments(_) | Self::RfmCells(_) => ClauseKind::Segment,
            Self::Classes(_) => ClauseKind::Class,
            Self::RevenueRank { .. } => ClauseKind::RevenueRank,
            Self::LossMaking(_) => ClauseKind::LossMaking,
            Self::LifetimeValue { .. } => ClauseKind::LifetimeValue,
            Self::PAlive { .. } => ClauseKind::PAlive,
            Self::FirstOrder { .. } => ClauseKind::FirstOrder,
            Self::CohortActive { .. } => ClauseKind::CohortActive,
            Self::History { .. } => ClauseKind::History,
            Self::OrderDays(_) => ClauseKind::OrderDays,
            Self::CustomerValue { dimension, .. } => ClauseKind::CustomerValue(dimension.clone()),
            Self::LineValue { dimension, .. } => ClauseKind::LineValue(dimension.clone()),
            Self::CustomerIds(_) => ClauseKind::CustomerIds,
        }
    }

    /// This clause with the values of `other` added, when both list values of one field.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Option<Self> {
        fn union<T: Clone + PartialEq>(a: &[T], b: &[T]) -> Vec<T> {
            let mut all = a.to_vec();
            all.extend(b.iter().filter(|value| !a.contains(value)).cloned());
            all
        }
        match (self, other) {
            (Self::Segments(a), Self::Segments(b)) => Some(Self::Segments(union(a, b))),
            (Self::RfmCells(a), Self::RfmCells(b)) => Some(Self::RfmCells(union(a, b))),
            (Self::Classes(a), Self::Classes(b)) => Some(Self::Classes(union(a, b))),
            (Self::CustomerIds(a), Self::CustomerIds(b)) => Some(Self::CustomerIds(union(a, b))),
            (
                Self::CustomerValue { dimension, values: a },
                Self::CustomerValue { dimension: other, values: b },
            ) if dimension == other => {
                Some(Self::CustomerValue { dimension: dimension.clone(), values: union(a, b) })
            }
            (Self::LineValue { dimension, values: a }, Self::LineValue { dimension: other, values: b })
                if dimension == other =>
            {
                Some(Self::LineValue { dimension: dimension.clone(), values: union(a, b) })
            }
            _ => None,
        }
    }
}

/// What is selected: all clauses hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// The clauses, in the order in which they were added.
    pub clauses: Vec<Clause>,
}

impl Filter {
    /// Whether nothing is filtered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// The filter after a click on a mark: the clause replaces one of its kind, or is released when it is
    /// already there; with `extend` (shift-click) its values are added to those of its kind.
    #[must_use]
    pub fn toggled(&self, clause: Clause, extend: bool) -> Self {
        let kind = clause.kind();
        let mut clauses = self.clauses.clone();
        match clauses.iter().position(|present| present.kind() == kind) {
            Some(idx) if clauses[idx] == clause => {
                clauses.remove(idx);
            }
            Some(idx) => {
                let joined = if extend { clauses[idx].joined(&clause) } else { None };
                clauses[idx] = joined.unwrap_or(clause);
            }
            None => clauses.push(clause),
        }
        Self { clauses }
    }

    /// The filter without clause `idx`.
    #[must_use]
    pub fn without(&self, idx: usize) -> Self {
        let mut clauses = self.clauses.clone();
        if idx < clauses.len() {
            clauses.remove(idx);
        }
        Self { clauses }
    }

    /// The filter without clauses of the given kinds: a chart's own clause is left out of its own query.
    #[must_use]
    pub fn without_kinds(&self, kinds: &[ClauseKind]) -> Self {
        Self {
            clauses: self.clauses.iter().filter(|clause| !kinds.contains(&clause.kind())).cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_releases_a_mark_and_shift_adds() {
        let filter = Filter::default().toggled(Clause::Segments(vec![Segment::Loyal]), false);
        assert_eq!(filter.toggled(Clause::Segments(vec![Segment::Loyal]), false), Filter::default());
        let both = filter.toggled(Clause::Segments(vec![Segment::Lost]), true);
        assert_eq!(both.clauses, [Clause::Segments(vec![Segment::Loyal, Segment::Lost])]);
        let other = filter.toggled(Clause::Segments(vec![Segment::Lost]), false);
        assert_eq!(other.clauses, [Clause::Segments(vec![Segment::Lost])]);
    }

    #[test]
    fn clauses_of_two_columns_stand_side_by_side() {
        let value = |dimension: &str| Clause::LineValue {
            dimension: dimension.to_owned(),
            values: vec!["x".to_owned()],
        };
        let filter = Filter::default().toggled(value("a"), false).toggled(value("b"), false);
        assert_eq!(filter.clauses.len(), 2);
        assert_eq!(filter.without_kinds(&[ClauseKind::LineValue("a".to_owned())]).clauses, [value("b")]);
    }
}
