//! The mathematics the analyses share, each with its source.
//!
//! Logarithms, exponentials and gamma functions come from `libm`, so that a native build and the
//! browser give the same digits.

pub mod agreement;
pub mod auc;
pub mod chi_square;
pub mod correlation;
pub mod gamma;
pub mod hypergeometric;
pub mod information;
pub mod kmeans;
pub mod linear;
pub mod minimize;
pub mod multiple;
pub mod normal;
pub mod percentile;
pub mod power;
pub mod proportion;
pub mod quadrature;
pub mod quantile;
pub mod random;
pub mod student;
pub mod sum;
pub mod survival;
