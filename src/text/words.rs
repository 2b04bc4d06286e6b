//! The sentences of one language, from the Fluent files below `locales/`.
//!
//! A key that is missing shows itself instead of ending the page; the tests of this module see to it that
//! none is. Data is put into sentences as it is: marks that isolate its direction are left off, since the
//! page wraps names in `<bdi>`.

use super::Locale;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// Names the files of every language once, and reads them at compile time.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// The files of a language: name and text.
        pub(super) fn sources(locale: Locale) -> &'static [(&'static str, &'static str)] {
            match locale {
                Locale::En => {
                    &[$(($name, include_str!(concat!("../../locales/en/", $name, ".ftl")))),*]
                }
                Locale::ZhHant => {
                    &[$(($name, include_str!(concat!("../../locales/zh-Hant/", $name, ".ftl")))),*]
                }
                Locale::ZhHans => {
                    &[$(($name, include_str!(concat!("../../locales/zh-Hans/", $name, ".ftl")))),*]
                }
            }
        }
    };
}

files![
    "analysis-account",
    "analysis-campaign",
    "analysis-change",
    "analysis-development",
    "analysis-health",
    "analysis-lifecycle",
    "analysis-lifetime",
    "analysis-overview",
    "analysis-profit",
    "analysis-segments",
    "analysis-service",
    "analysis-what-if",
    "app",
    "chart",
    "clause",
    "clv",
    "container",
    "customer",
    "customers",
    "data",
    "data-import",
    "data-page",
    "error",
    "explain-core",
    "explain-models",
    "finding",
    "health",
    "number",
    "overview",
    "panel",
    "pareto",
    "recipe",
    "retention",
    "segments"
];

/// What is put into a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Shown as it is: names, and numbers already written by [`super::Format`].
    Text(String),
    /// Chooses between singular and plural; show the number itself as a text.
    Number(f64),
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Arg {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(number as f64)
    }
}

/// The sentences of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads the sentences of a language.
    #[must_use]
    pub fn new(locale: Locale) -> Self {
        // Our tags are well formed; plural rules of an unknown language would be those of the root.
        let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        for (_, source) in sources(locale) {
            // Entries with a slip are left out; the tests allow none.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            let _ = bundle.add_resource(resource);
        }
        Self { bundle }
    }

    /// The sentences of a language, read once.
    #[must_use]
    pub fn of(locale: Locale) -> &'static Self {
        static WORDS: [OnceLock<Words>; 3] = [const { OnceLock::new() }; 3];
        let idx = match locale {
            Locale::En => 0,
            Locale::ZhHant => 1,
            Locale::ZhHans => 2,
        };
        WORDS[idx].get_or_init(|| Self::new(locale))
    }

    /// The sentence of a key; the key itself where there is none.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The sentence of a key with its arguments; the key itself where there is none.
    #[must_use]
    pub fn say_with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(text.as_str()),
                Arg::Number(number) => FluentValue::from(*number),
            };
            values.set(*name, value);
        }
        // What cannot be resolved is shown by its name, as in `{$count}`.
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
    }

    /// Whether there is a sentence for a key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }
}
