//! Integration tests of the engine, one binary.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking, as tests do")]

mod analysis;
mod append;
mod badcsv;
mod clv;
mod columns;
mod fixture;
mod health;
mod import;
mod recipe;
