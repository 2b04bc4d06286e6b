//! The whole product minus pixels: scripts of commands and the events they lead to.

mod harness;

mod questions;
mod staging;
