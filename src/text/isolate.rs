//! Data inside a sentence, so that its direction stays its own.

/// Begins a stretch that takes the direction of its first letter and leaves that of what stands around it alone.
const FIRST_STRONG_ISOLATE: char = '\u{2068}';

/// Ends it.
const POP_ISOLATE: char = '\u{2069}';

/// A name or a cell as it goes into a sentence: a name in Hebrew or Arabic turns nothing around it, and marks of
/// direction that the text itself has are left out, since one of them could end the isolate early.
#[must_use]
pub fn isolated(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let mut isolated = String::with_capacity(text.len() + 6);
    isolated.push(FIRST_STRONG_ISOLATE);
    isolated.extend(text.chars().filter(|&c| !is_mark(c)));
    isolated.push(POP_ISOLATE);
    isolated
}

#[cfg(test)]
mod tests {
    use super::isolated;

    #[test]
    fn a_name_cannot_turn_the_sentence_around_it() {
        assert_eq!(isolated("דוח.csv"), "\u{2068}דוח.csv\u{2069}");
        assert_eq!(isolated("a\u{202E}vsc\u{2069}.exe"), "\u{2068}avsc.exe\u{2069}");
    }
}
