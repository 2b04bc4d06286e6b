//! The frame around the pages: navigation, bars, notes.

mod filter_bar;
mod filter_menu;
mod help_dialog;
mod keys;
mod live_region;
mod navigation;
mod page_groups;
mod preference_controls;
mod status_banner;
mod tabs;
mod toast;
mod top_bar;

pub use filter_bar::FilterBar;
pub use help_dialog::HelpDialog;
pub use keys::{SEARCH_ID, listen_to_keys};
pub use live_region::LiveRegion;
pub use navigation::Navigation;
pub use page_groups::page_name;
pub use status_banner::StatusBanner;
pub use tabs::Tabs;
pub use toast::ToastView;
pub use top_bar::TopBar;
