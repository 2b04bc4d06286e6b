//! Controls that know nothing of the product: they are given words and values, and say what was chosen.

mod dialog;
mod popover;
mod progress;
mod segmented;
mod select;
mod tag;

pub use dialog::Dialog;
pub use popover::Popover;
pub use progress::Progress;
pub use segmented::Segmented;
pub use select::Select;
pub use tag::{Tag, Tone};
