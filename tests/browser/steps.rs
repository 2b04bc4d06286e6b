//! What a person does on the pages, in their words.

use crate::harness::{Outcome, Page};
use serde_json::Value;
use std::path::PathBuf;
use thirtyfour::Key;

/// A file of the shared data, where it lies beside the repository.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {} is not there", file.display());
    None
}

/// A reference result.
pub(crate) fn golden(name: &str) -> Option<Value> {
    let text = std::fs::read_to_string(shared(&format!("golden/{name}.json"))?).ok()?;
    serde_json::from_str(&text).ok()
}

/// A count as English writes it.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Page {
    /// Gives files to the page and confirms how they were read.
    pub(crate) async fn import(&self, files: &[&std::path::Path], n_rows: u64) -> Outcome {
        self.upload(files).await?;
        self.click("button", &format!("Import {} rows", count(n_rows))).await?;
        self.shows("h1", "Overview").await
    }

    /// Opens a page by its link in the navigation.
    pub(crate) async fn go(&self, name: &str) -> Outcome {
        self.click("link", name).await?;
        self.shows("h1", name).await
    }

    /// Waits until an element that matches has this text in it, labels of charts included.
    pub(crate) async fn shows(&self, css: &str, text: &str) -> Outcome {
        let (css, text) = (serde_json::to_string(css)?, serde_json::to_string(text)?);
        let matches = format!(
            "[...document.querySelectorAll({css})].some((node) =>
                node.textContent.replace(/\\s+/g, ' ').includes({text}))"
        );
        self.wait_until(&matches).await
    }

    /// Waits until the page, without its frame, has this text in it.
    pub(crate) async fn main_shows(&self, text: &str) -> Outcome {
        self.shows("main", text).await
    }

    /// Waits for a mark of a chart (or anything else that can be activated) whose spoken label begins like
    /// this, moves the focus there and presses a key.
    pub(crate) async fn press_on(&self, label: &str, key: Key) -> Outcome {
        let css = serde_json::to_string(&format!("[aria-label^=\"{label}\"]"))?;
        self.wait_until(&format!("document.querySelector({css})")).await?;
        self.eval(&format!("document.querySelector({css}).focus();")).await?;
        self.press(key + "").await
    }

    /// Clicks the first element that matches.
    pub(crate) async fn click_on(&self, css: &str) -> Outcome {
        self.element(css).await?.click().await?;
        Ok(())
    }
}
