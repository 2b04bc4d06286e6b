//! The pages: each reads the state and gives its panels their sentences.

mod drill_path;
mod report_text;
mod rich_text;
mod share_ramp;

pub mod overview;

pub mod customer;
pub mod customers;

pub mod pareto;
pub mod segments;

pub mod lifetime_value;
pub mod retention;
