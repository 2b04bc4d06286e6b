//! Campaigns: how large a list has to be, who gets it and who does not, what it brought, and whom it may reach.
//!
//! What a campaign brought is the difference to a control group, never what its members bought: they would have
//! bought something anyway. So everything here begins with [`members::Members`], which know who was to be
//! contacted and who was left alone on purpose, buyers or not.

pub mod aa;
pub mod consent;
pub mod effect;
pub mod members;
pub mod offers;
pub mod outcome;
pub mod plan;
pub mod pressure;
pub mod split;
pub mod timing;
