//! x

pub mod chart;
