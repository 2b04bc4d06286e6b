//! Everything a person reads: words from `locales/`, numbers and dates in the reader's notation.

mod locale;

pub use locale::Locale;
