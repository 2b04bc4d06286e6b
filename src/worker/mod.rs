//! The only bridge between the page and the worker thread.
//!
//! [`client`] runs on the main thread: it starts the worker, queues until it is ready, and brings it back
//! with its data after a crash. [`server`] runs in the worker and drives a [`crate::session::Session`].

pub mod client;
mod port;
pub mod server;
mod workbook;
