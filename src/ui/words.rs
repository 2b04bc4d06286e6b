//! Words and notation for components: they follow the reader's language and the currency of the data.
//!
//! Called inside a view or memo, these functions are tracked: what they are part of is said again when the
//! language changes. In event handlers they give the words of the moment. The signals they read are noted
//! once, when the app starts, since event handlers have no owner through which a context could be found.

use super::state::AppState;
use crate::chart::Labels;
use crate::text::rich::{Rich, say_rich};
use crate::text::{Arg, Format, Locale, Words, clause};
use clientele_engine::data::{Day, Month};
use clientele_engine::query::Segment;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use std::cell::Cell;

thread_local! {
    static STATE: Cell<Option<AppState>> = const { Cell::new(None) };
}

/// Notes whose language and data the words follow; called once, when the app starts.
pub fn provide_words(state: AppState) {
    STATE.set(Some(state));
}

/// The reader's language; tracked.
#[must_use]
pub fn use_locale() -> Locale {
    STATE.get().map(|state| read(state.locale, |locale| *locale)).unwrap_or_default()
}

/// Reads a signal, tracked where something can track it: event handlers want the value of the moment, which
/// is no mistake there.
fn read<T: Send + Sync + 'static, R>(signal: RwSignal<T>, of: impl FnOnce(&T) -> R) -> R {
    if Observer::get().is_some() { signal.with(of) } else { signal.with_untracked(of) }
}

/// The sentence of a key; tracked.
#[must_use]
pub fn tr(key: &'static str) -> String {
    Words::of(use_locale()).say(key)
}

/// The sentence of a key with its arguments; tracked.
#[must_use]
pub fn tr_with(key: &'static str, args: &[(&'static str, Arg)]) -> String {
    Words::of(use_locale()).say_with(key, args)
}

/// The sentence of a key with its arguments, in plain and bold parts; tracked.
#[must_use]
pub fn tr_rich(key: &'static str, args: &[(&'static str, Arg)]) -> Rich {
    say_rich(Words::of(use_locale()), key, args)
}

/// How numbers, money and dates are written; tracked. `Copy`: closures can take it along, but then they do
/// not follow the language; call this inside them.
#[must_use]
pub fn use_format() -> Format {
    let Some(state) = STATE.get() else { return Format::new(Locale::default(), None) };
    let locale = use_locale();
    read(state.data, |data| Format::new(locale, data.as_ref().and_then(|data| data.currency.as_deref())))
}

impl Labels for Format {
    fn money(&self, value: f64) -> String {
        Self::money(*self, value)
    }

    fn money_axis(&self, value: f64) -> String {
        Self::money_axis(*self, value)
    }

    fn money_unit(&self) -> String {
        Self::money_unit(*self)
    }

    fn count(&self, value: f64) -> String {
        Self::count(*self, value)
    }

    fn decimal(&self, value: f64, decimals: u8) -> String {
        Self::decimal(*self, value, decimals)
    }

    fn percent(&self, share: f64, decimals: u8) -> String {
        Self::percent(*self, share, decimals)
    }

    fn day(&self, day: Day) -> String {
        Self::day(*self, day)
    }

    fn month(&self, month: Month) -> String {
        Self::month(*self, month)
    }

    fn month_short(&self, month_of_year: u32) -> String {
        Self::month_short(*self, month_of_year)
    }

    fn year(&self, year: i32) -> String {
        Self::year(*self, year)
    }

    fn segment(&self, segment: Segment) -> String {
        clause::segment_name(segment, *self)
    }

    fn phrase(&self, key: &'static str, args: &[(&'static str, String)]) -> String {
        let args: Vec<_> = args.iter().map(|(name, text)| (*name, Arg::from(text.as_str()))).collect();
        self.words().say_with(key, &args)
    }
}
