//! What is on the screen. It computes nothing: it asks the worker, draws what comes back and turns clicks
//! into clauses of the filter.

pub mod browser;
pub mod state;

mod session_message;
pub use session_message::session_message;
pub mod words;
