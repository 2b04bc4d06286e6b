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

/// Key of the language in the browser's storage.
pub const LOCALE: &str = "clientele.locale";
/// Key of the theme in the browser's storage; `theme.js` reads it before the first paint.
pub const THEME: &str = "clientele.theme";

/// The fragment of the address, with `#`.
#[must_use]
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// A setting kept in this browser.
#[must_use]
pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a setting in this browser; a browser that refuses storage simply forgets it.
pub fn store(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The languages the browser asks for, most preferred first.
#[must_use]
pub fn languages() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether the page is dark: what `theme.js` has found before the first paint.
#[must_use]
pub fn is_dark() -> bool {
    root().and_then(|root| root.get_attribute("data-theme")).is_some_and(|theme| theme == "dark")
}

/// Says the language of the page to the browser, for fonts, hyphens and screen readers.
pub fn set_language(tag: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", tag);
    }
}

/// Makes the page dark or light.
pub fn set_theme(is_dark: bool) {
    if let Some(root) = root() {
        let _ = root.set_attribute("data-theme", if is_dark { "dark" } else { "light" });
    }
}

fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}
