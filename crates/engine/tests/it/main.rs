//! Integration tests of the engine, as one binary.

mod analysis;
mod badcsv;
mod clv;
mod fixture;
mod import;
