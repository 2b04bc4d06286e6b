//! Names that no other element of the page has.

use std::sync::atomic::{AtomicU32, Ordering};

/// A name that starts with `prefix`, for `id` and for the `name` of radio buttons.
pub(super) fn unique(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
