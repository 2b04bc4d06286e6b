//! Integration tests of the engine, one binary.

mod analysis;
mod clv;
mod fixture;
mod import;
