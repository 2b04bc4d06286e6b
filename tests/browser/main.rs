//! Tests of the built site in a real browser: `cargo xtask test browser`.
//!
//! A scenario is an `#[test]` function that hands [`harness::browser_test`] what a person would do and see. It
//! gets a page of its own, with its own server and browser profile. When it ends, the page must have written
//! nothing to the console and asked nobody but its own server for anything. When it fails, a screenshot and
//! the console are kept.
#![cfg(not(target_arch = "wasm32"))]

mod harness;

mod append;
mod corpus;
mod formats;
mod journey;
mod persons;
mod recovery;
mod set_aside;
mod start;
mod steps;
mod without_amounts;
