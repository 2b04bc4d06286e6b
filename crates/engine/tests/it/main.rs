//! Integration tests of the engine, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod analysis;
mod append;
mod badcsv;
mod clv;
mod columns;
mod cuts;
mod fixture;
mod fuzz_corpus;
mod health;
mod import;
mod lifetime;
mod lookup;
mod mutants;
mod properties;
mod recipe;
mod rules;
mod shared_data;
mod snapshots;
