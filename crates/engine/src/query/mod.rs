//! What is selected: clauses of a filter, and the customers, orders and lines they leave.
//!
//! RFM scores, segments, classes and lifetime values are properties of customers computed on the whole
//! data set as of the as-of date. A [`Filter`] selects customers and lines by them; it never changes them.

mod clause;
mod mask;

pub use clause::{AbcClass, Clause, ClauseKind, Filter, Segment};
pub use mask::Mask;
