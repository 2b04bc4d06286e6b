//! Companies and channels: accounts and what lies below them, the people in them, and who serves them.
//!
//! [`rollup`] sums accounts up their tree; [`roles`] says who decides, buys, uses and pays; [`guard`] switches off what a
//! small base does not carry; [`kinds`] compares consumers, companies and channels; [`dealers`] are the scorecards of
//! those who sell on; [`effort`] finds customers served twice or by nobody, and plans calls.

pub mod dealers;
pub mod effort;
pub mod guard;
pub mod kinds;
pub mod roles;
pub mod rollup;

mod columns;
mod links;
mod metrics;
mod tree;

pub use links::ParentSource;
pub(crate) use metrics::METRICS;
