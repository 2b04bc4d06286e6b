//! What must hold for any bytes. Each law says in a sentence what it found broken.
//!
//! A fuzz target tries to break one of these; the tests of the engine include this module by its path and replay
//! the corpus through it.

pub mod chunked;
pub mod date;
pub mod import;
pub mod number;
pub mod records;
pub mod setting;

/// A law over bytes: `Err` tells how it is broken.
pub type Law = fn(&[u8]) -> Result<(), String>;

/// The laws by the name of their fuzz target and of its folder in the corpus.
#[allow(dead_code, reason = "read by the tests that replay the corpus, not by the fuzz targets")]
pub const ALL: [(&str, Law); 4] =
    [("import", import::hold), ("chunked", chunked::hold), ("number", number::hold), ("date", date::hold)];

/// `Err` with a sentence unless `is_kept`.
fn law(is_kept: bool, broken: impl FnOnce() -> String) -> Result<(), String> {
    if is_kept { Ok(()) } else { Err(broken()) }
}
