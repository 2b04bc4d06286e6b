//! Integration tests of the engine, as one binary.

mod badcsv;
mod clv;
mod import;
