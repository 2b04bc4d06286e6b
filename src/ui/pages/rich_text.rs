//! Sentences in which some parts matter more.

use leptos::prelude::*;

/// A sentence with `<b>` … `</b>` shown as strong. Nothing else is taken for markup: data inside a sentence
/// stays text.
pub fn rich_text(text: &str) -> Vec<AnyView> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<b>") {
        let (strong, tail) = after.split_once("</b>").unwrap_or((after, ""));
        parts.push(before.to_owned().into_any());
        parts.push(view! { <strong>{strong.to_owned()}</strong> }.into_any());
        rest = tail;
    }
    parts.push(rest.to_owned().into_any());
    parts
}
