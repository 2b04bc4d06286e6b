//! The browser, as the pages need it: the only place of `ui` that names `web_sys` beyond event types.

pub mod download;
pub mod focus;
pub mod geometry;
pub mod preferences;
pub mod recipes;
pub mod resize;
pub mod sample_file;
pub mod stray_drop;
pub mod text_file;

/// Puts a page into the address, so that Back and Forward work.
pub fn set_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        // A browser that refuses to change the fragment still shows the page.
        let _ = window.location().set_hash(hash);
    }
}

/// The fragment of the address.
#[must_use]
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Loads the page again, as the reload button does.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // A page that may not be reloaded stays as it is.
        let _ = window.location().reload();
    }
}

/// The element with that id.
#[must_use]
pub fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
