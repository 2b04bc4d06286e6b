//! What the reader prefers: stored choices first, then what the browser and the system say.

use crate::text::Locale;
use crate::ui::state::Theme;
use clientele_engine::data::Day;

const LOCALE: &str = "clientele.locale";
/// Read by `public/theme.js` too, before the first paint.
const THEME: &str = "clientele.theme";

/// The language to start with.
#[must_use]
pub fn locale() -> Locale {
    if let Some(locale) = stored(LOCALE).and_then(|tag| Locale::from_tag(&tag)) {
        return locale;
    }
    let tags: Vec<String> = web_sys::window()
        .map(|window| window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default();
    Locale::from_preferences(tags.iter().map(String::as_str))
}

/// The theme to start with.
#[must_use]
pub fn theme() -> Theme {
    match stored(THEME).as_deref() {
        Some("dark") => Theme::Dark,
        Some("light") => Theme::Light,
        _ => {
            let query = web_sys::window()
                .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
            if query.is_some_and(|query| query.matches()) { Theme::Dark } else { Theme::Light }
        }
    }
}

/// Keeps the language for the next visit.
pub fn store_locale(locale: Locale) {
    store(LOCALE, locale.tag());
}

/// Keeps the theme for the next visit.
pub fn store_theme(theme: Theme) {
    store(THEME, theme_name(theme));
}

/// Shows a language and a theme on the root element, where style sheets and screen readers look.
pub fn show(locale: Locale, theme: Theme) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|doc| doc.document_element());
    if let Some(root) = root {
        // A root element that cannot carry attributes is no page.
        let _ = root.set_attribute("lang", locale.tag());
        let _ = root.set_attribute("data-theme", theme_name(theme));
    }
}

/// Shows the title of the page in the tab.
pub fn show_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Today, where the reader is.
#[must_use]
pub fn today() -> Day {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    Day::try_from_civil(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

/// Storage can be forbidden or absent, as in private windows: then nothing is remembered.
fn stored(key: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??.get_item(key).ok()?
}

fn store(key: &str, value: &str) {
    if let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = storage.set_item(key, value);
    }
}
