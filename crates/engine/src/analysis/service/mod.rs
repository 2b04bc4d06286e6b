//! Service and satisfaction: what customers felt, what they complained of, how long they waited, and what they did then.
//!
//! [`satisfaction`] tests whether satisfied customers come back; [`gap`] compares what was expected with what was felt;
//! [`recovery`] looks at complaints and at those who left without one, [`reasons`] at what they had met with; [`queue`] at contacts and waiting lines, with
//! [`erlang`] for staffing; [`promise`] at deliveries; [`hassle`] at what an order costs a customer besides money.
//! What the import does not read yet comes in as the [`logs`].
//!
//! All of it is observed, not tried: what goes together need not cause each other, and reports say so by their names.

pub mod erlang;
pub mod gap;
pub mod hassle;
pub mod logs;
pub mod outcome;
pub mod promise;
pub mod queue;
pub mod reasons;
pub mod recovery;
pub mod satisfaction;
pub mod score;
pub mod value;

mod history;
#[cfg(test)]
mod laws;
mod metrics;

pub(crate) use metrics::METRICS;
