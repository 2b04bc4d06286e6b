//! The width of an element, and every change of it.

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Watches the width of one element until it is dropped.
pub struct WidthObserver {
    observer: ResizeObserver,
    // Called by the browser; lives as long as the observer.
    _on_resize: Closure<dyn FnMut(js_sys::Array)>,
}

impl WidthObserver {
    /// Calls `on_width` with the width of the content box in CSS pixels, at once and on every change.
    ///
    /// `None` when the browser has no such observer.
    pub fn start(element: &Element, mut on_width: impl FnMut(f64) + 'static) -> Option<Self> {
        let on_resize = Closure::new(move |entries: js_sys::Array| {
            let last = entries.iter().last().and_then(|entry| entry.dyn_into::<ResizeObserverEntry>().ok());
            if let Some(entry) = last {
                on_width(entry.content_rect().width());
            }
        });
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _on_resize: on_resize })
    }
}

impl Drop for WidthObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
