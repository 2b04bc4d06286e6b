//! Controls and blocks that know nothing of the product: they are given words and values, and say what was
//! chosen.
//!
//! Buttons, fields and check boxes are classes alone (`style/widgets.css`).

mod unique;

mod segmented;
mod select;
pub use segmented::Segmented;
pub use select::Select;

mod chip;
mod tag;
pub use chip::Chip;
pub use tag::{Tag, Tone};

mod notice;
mod progress;
mod skeleton;
pub use notice::{EmptyState, Failure, Need, Refusal};
pub use progress::Progress;
pub use skeleton::Skeleton;

mod dialog;
mod menu;
mod popover;
pub use dialog::Dialog;
pub use menu::{Menu, MenuItem};
pub use popover::Popover;

mod kpi;
pub use kpi::{Change, Direction, KpiStrip, KpiTile};

mod data_table;
mod row_window;
pub use data_table::DataTableView;
