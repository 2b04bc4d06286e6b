//! Clientele: who a company's customers are and what they are worth, in a browser tab.
//!
//! ```text
//!  main thread (ui)                          worker thread (session)
//!  ────────────────                          ───────────────────────
//!  File handles ═══ structured clone ══════► reads slices, imports       clientele_engine::import
//!  Command ═══════ one ArrayBuffer ════════► Session::handle             session
//!  Event   ◄══════ transferred ═════════════ bounded reports             clientele_engine::analysis
//!    │ chart::*::draw(report, size, labels)
//!  Scene: shapes in CSS px, each with its mark and colour role
//!    │ ui::charts::ChartView
//!  SVG nodes; the same Scene gives SVG and PNG files
//! ```
//!
//! Modules in reading order, which is also the order of layers: a module names only those above it.

pub mod chart;
pub mod text;

pub mod protocol;
pub mod session;

#[cfg(feature = "web")]
pub mod worker;

#[cfg(feature = "web")]
pub mod ui;
