//! The browser, as the pages need it: the only place of `ui` that names `web_sys` beyond event types.

pub mod download;
pub mod focus;
pub mod geometry;
pub mod resize;

/// Puts a page into the address, so that Back and Forward work.
pub fn set_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        // A browser that refuses to change the fragment still shows the page.
        let _ = window.location().set_hash(hash);
    }
}
