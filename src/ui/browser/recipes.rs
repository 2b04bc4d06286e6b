//! The recipes in the browser's storage: headers and answers, never a cell of a file.

use clientele_engine::import::RecipeBook;

/// Where they are kept. The number is that of the form they are written in.
const KEY: &str = "clientele.recipes.1";

/// The recipes of earlier visits; none where storage is forbidden, empty or damaged.
#[must_use]
pub fn stored() -> RecipeBook {
    let text = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
    RecipeBook::from_json(&text).map(|read| read.book).unwrap_or_default()
}

/// Keeps the recipes for the next visit; false when the browser refuses, as in private windows or when its storage
/// is full.
#[must_use]
pub fn store(book: &RecipeBook) -> bool {
    storage().is_some_and(|storage| storage.set_item(KEY, &book.to_json()).is_ok())
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
