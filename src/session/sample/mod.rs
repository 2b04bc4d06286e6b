//! Data sets that come with the product and cost no download: simulated in the worker from a seed.

pub mod lantern;
mod random;
