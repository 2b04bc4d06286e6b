//! Sentences with bold parts.
//!
//! In the files of a language, what is bold stands between ⟦ and ⟧. Data that goes into a sentence cannot
//! make anything bold: these two signs are taken out of it.

use super::{Arg, Words};

/// A sentence in parts; `true` is bold.
pub type Rich = Vec<(String, bool)>;

const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// The sentence of a key with its arguments, in parts.
#[must_use]
pub fn say_rich(words: &Words, key: &str, args: &[(&str, Arg)]) -> Rich {
    let args: Vec<_> = args
        .iter()
        .map(|(name, arg)| match arg {
            Arg::Text(text) => (*name, Arg::Text(text.replace([OPEN, CLOSE], ""))),
            Arg::Number(_) => (*name, arg.clone()),
        })
        .collect();
    parts(&words.say_with(key, &args))
}

/// The whole sentence without its marks.
#[must_use]
pub fn plain(rich: &Rich) -> String {
    rich.iter().map(|(text, _)| text.as_str()).collect()
}

fn parts(sentence: &str) -> Rich {
    let mut parts = Rich::new();
    let mut is_bold = false;
    for piece in sentence.split_inclusive([OPEN, CLOSE]) {
        let text = piece.trim_end_matches([OPEN, CLOSE]);
        if !text.is_empty() {
            parts.push((text.to_owned(), is_bold));
        }
        match piece.chars().last() {
            Some(OPEN) => is_bold = true,
            Some(CLOSE) => is_bold = false,
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_bold_parts() {
        let rich = parts("The top ⟦20%⟧ bring ⟦71%⟧");
        let expected = [("The top ", false), ("20%", true), (" bring ", false), ("71%", true)];
        assert_eq!(rich.len(), expected.len());
        for ((text, bold), (expected, is_bold)) in rich.iter().zip(expected) {
            assert_eq!((text.as_str(), *bold), (expected, is_bold));
        }
        assert_eq!(plain(&rich), "The top 20% bring 71%");
    }
}
