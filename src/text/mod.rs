//! Everything a person reads: words from `locales/`, numbers and dates in the reader's notation.
//!
//! [`Words`] has the sentences of one language, [`Format`] writes numbers, money and dates in it. The other
//! modules turn what the engine says into sentences: a file that cannot be read ([`message`]), what stands
//! out ([`finding`]), how sound the data is ([`health`]), what is selected ([`clause`]).

mod isolate;
pub use isolate::isolated;

mod locale;
pub use locale::Locale;

mod words;
pub use words::{Arg, Words};

mod currency;
pub use currency::Currency;

mod date;
mod number;
pub use number::Format;

pub mod clause;
pub mod container_message;
pub mod csv;
pub mod date_sample;
pub mod exact;
pub mod finding;
pub mod health;
pub mod message;
pub mod overlap;
pub mod pasted;
pub mod recipe;
pub mod rich;

#[cfg(test)]
mod tests;
