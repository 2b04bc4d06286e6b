//! The whole product minus pixels: scripts of commands and the events they lead to.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail by panicking, as tests do")]

mod append;
mod harness;
mod health;

mod containers;
mod questions;
mod set_aside;
mod staging;
