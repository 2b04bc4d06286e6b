//! What is on the screen. It computes nothing: it asks the worker, draws what comes back and turns clicks
//! into clauses of the filter.
#![allow(unreachable_pub)] // The props that `#[component]` writes are always `pub`.

pub mod app;
mod ask;
pub mod browser;
pub mod charts;
pub mod pages;
mod session_message;
pub mod shell;
pub mod state;
pub mod widgets;
pub mod words;

pub use session_message::session_message;
