//! Charts on the page, and the panels around them.
//!
//! [`LiveChart`] draws when something changes, [`ChartView`] paints it and listens, [`Panel`] gives it its
//! sentence, tools, table twin and explanation. [`act`] is what a click does.

pub mod act;

mod live_chart;
pub use live_chart::LiveChart;

mod canvas_painter;
mod overlay;
mod svg_nodes;
mod tooltip;

mod chart_view;
pub use chart_view::ChartView;

mod icon;
pub use icon::{Icon, IconSign};

mod explain;
pub use explain::ExplainKeys;

mod download_chart;
mod nobody;
mod panel_notice;
mod panel_state;
mod panel_tools;
mod panel_words;
pub use panel_words::refusal_text;
mod ramp_key;
mod small_chart;
mod table_twin;
pub use nobody::Nobody;
pub use panel_state::PanelState;
pub use ramp_key::RampKey;
pub use small_chart::SmallChart;
pub use table_twin::TableTwin;

mod panel;
pub use panel::Panel;
