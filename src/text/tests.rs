//! Laws about the words: every language says the same things, and nothing is said twice or never.

use super::words::sources;
use super::{Locale, Words};
use clientele_engine::analysis::finding;
use clientele_engine::metric;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Keys of a language with the variables that are shown; those that only choose a plural differ by nature.
pub(super) fn variables(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, source) in sources(locale) {
        let mut key = String::new();
        for line in source.lines() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if !line.starts_with([' ', '}', '[', '*'])
                && let Some((name, _)) = line.split_once('=')
            {
                key = name.trim().to_owned();
                assert!(all.insert(key.clone(), BTreeSet::new()).is_none(), "{key} is said twice ({file})");
            }
            for piece in line.split('$').skip(1) {
                let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(piece.len());
                if !piece[end..].trim_start().starts_with("->") {
                    all.entry(key.clone()).or_default().insert(piece[..end].to_owned());
                }
            }
        }
    }
    all
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// All of `src`, without the tests at the end of its files.
fn source_texts() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files
        .into_iter()
        .filter(|path| !path.ends_with("tests.rs"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let end = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
            (path, text[..end].to_owned())
        })
        .collect()
}

#[test]
fn every_language_is_free_of_slips() {
    for locale in Locale::ALL {
        for (file, source) in sources(locale) {
            let parsed = fluent_bundle::FluentResource::try_new((*source).to_owned());
            assert!(parsed.is_ok(), "{file}.ftl of {}: {:?}", locale.tag(), parsed.err().map(|(_, e)| e));
        }
    }
}

#[test]
fn every_file_of_a_language_is_in_the_list() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    for locale in Locale::ALL {
        let found: BTreeSet<String> = fs::read_dir(folder.join(locale.tag()))
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let listed = sources(locale).iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(found, listed);
    }
}

#[test]
fn every_key_is_in_every_language_with_the_same_variables() {
    let english = variables(Locale::En);
    for locale in [Locale::ZhHant, Locale::ZhHans] {
        let other = variables(locale);
        for (key, variables) in &english {
            assert_eq!(other.get(key), Some(variables), "{key} of {}", locale.tag());
        }
        for key in other.keys() {
            assert!(english.contains_key(key), "{key} is not English");
        }
    }
}

/// The name of an explanation, of one of whose four parts this is the key.
fn explained(key: &str) -> Option<&str> {
    let (name, part) = key.strip_prefix("explain-")?.rsplit_once('-')?;
    EXPLAINED.contains(&part).then_some(name)
}

/// Whether the engine's registers ask for this key: metrics, and findings with what to do about them.
fn registered(key: &str) -> bool {
    if let Some(id) = key.strip_prefix("finding-") {
        return finding::templates().any(|template| template.id == id);
    }
    if let Some(action) = key.strip_prefix("action-") {
        return finding::templates().any(|template| template.action == action);
    }
    key.strip_prefix("metric-")
        .and_then(|rest| rest.rsplit_once('-'))
        .is_some_and(|(id, part)| METRIC_PARTS.contains(&part) && metric::of(id).is_some())
}

const METRIC_PARTS: [&str; 2] = ["name", "what"];

#[test]
fn every_metric_has_a_name_and_a_definition() {
    for locale in Locale::ALL {
        let words = Words::of(locale);
        for metric in metric::all() {
            for part in METRIC_PARTS {
                assert!(words.has(&format!("metric-{}-{part}", metric.id)), "{} {part}", metric.id);
            }
        }
    }
}

const EXPLAINED: [&str; 4] = ["what", "formula", "source", "caveat"];

#[test]
fn every_explanation_has_its_four_parts() {
    let words = Words::of(Locale::En);
    for (path, text) in source_texts() {
        for piece in text.split("explain!(\"").skip(1) {
            let name = piece.split('"').next().unwrap_or_default();
            if path.ends_with("explain.rs") {
                continue;
            }
            for part in EXPLAINED {
                assert!(words.has(&format!("explain-{name}-{part}")), "{name} {part} ({})", path.display());
            }
        }
    }
}

#[test]
fn every_key_is_used() {
    let sources = source_texts();
    for key in variables(Locale::En).keys() {
        let literal = match explained(key) {
            Some(name) => format!("explain!(\"{name}\")"),
            None => format!("\"{key}\""),
        };
        if registered(key) {
            continue;
        }
        assert!(sources.iter().any(|(_, text)| text.contains(&literal)), "{key} is never said");
    }
}

#[test]
fn every_key_that_is_asked_for_exists() {
    let words = Words::of(Locale::En);
    for (path, text) in source_texts() {
        for call in ["tr(\"", "tr_with(\"", "tr_rich(\"", "say(\"", "say_with(\"", "phrase(\"", "word(\""] {
            for (at, _) in text.match_indices(call) {
                // `push_str("` is no call of `tr("`.
                if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
                    continue;
                }
                let key = text[at + call.len()..].split('"').next().unwrap_or_default();
                assert!(words.has(key), "{key} has no words ({})", path.display());
            }
        }
    }
}

/// What a person reads comes from the files of the languages: views hold no Han characters, and no text
/// nodes in quotation marks. Words in other places of the code are beyond this scan.
#[test]
fn views_hold_no_words() {
    for (path, text) in source_texts() {
        if !path.starts_with(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            assert!(
                !code.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{}:{}: {line}",
                path.display(),
                number + 1
            );
            let trimmed = code.trim();
            // A literal that stands alone on its line, or right behind the end of a tag. Symbols of one or two
            // letters, as of a formula, are no words.
            let has_word = |text: &str| text.split(|c: char| !c.is_alphabetic()).any(|word| word.len() > 2);
            let is_text_node = trimmed.len() > 2
                && trimmed.starts_with('"')
                && trimmed.ends_with('"')
                && trimmed.contains(' ')
                && has_word(trimmed);
            let is_element = trimmed.starts_with('<')
                && trimmed
                    .split_once(">\"")
                    .is_some_and(|(_, rest)| has_word(rest.split('"').next().unwrap_or_default()));
            assert!(!is_text_node && !is_element, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

#[test]
fn a_missing_key_shows_itself() {
    assert_eq!(Words::of(Locale::En).say("no-such-key"), "no-such-key");
}
