//! The pages. A page asks nothing itself: it shows what the slots of the state hold.

mod drill_path;
mod report_text;

pub mod customer;
pub mod customers;
pub mod data;
pub mod lifetime_value;
pub mod overview;
pub mod pareto;
pub mod retention;
pub mod segments;
