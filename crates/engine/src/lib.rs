//! Customer analytics without a screen.
//!
//! The path of data is the order of the modules: [`import`] turns the bytes of files into the typed
//! columns of [`data`], [`query`] selects customers, orders and lines of them, and [`analysis`]
//! answers one question each with a `*Report` of plain numbers. [`stats`] holds the mathematics the
//! analyses share.
//!
//! This crate names no browser, no clock and no source of entropy: the as-of date and every seed come
//! in as arguments, so that the same input gives the same answer on every machine.

pub mod import;

pub mod data;

pub mod query;

pub mod stats;

pub mod analysis;

pub mod metric;

pub mod progress;
