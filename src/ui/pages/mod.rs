//! The pages: each reads the state and gives its panels their sentences.

mod rich_text;

pub mod overview;
pub mod pareto;
pub mod segments;
