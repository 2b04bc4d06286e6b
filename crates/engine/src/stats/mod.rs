//! The mathematics the analyses share, each with its source.

pub mod normal;
pub mod quantile;
