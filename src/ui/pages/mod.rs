//! The pages: each reads the state and gives its panels their sentences.

pub mod overview;
pub mod pareto;
pub mod segments;
