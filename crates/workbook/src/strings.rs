//! The strings that cells share, end to end in one piece of memory.

use crate::WorkbookError;
use crate::value::push_unescaped;
use crate::xml::{Tokens, push_reference};
use quick_xml::events::Event;

/// Strings by number.
#[derive(Default)]
pub(crate) struct SharedStrings {
    text: String,
    ends: Vec<usize>,
}

impl SharedStrings {
    pub(crate) fn get(&self, idx: usize) -> Option<&str> {
        let end = *self.ends.get(idx)?;
        let start = if idx == 0 { 0 } else { self.ends[idx - 1] };
        self.text.get(start..end)
    }

    /// Reads the part. How many strings it claims to have is not believed.
    pub(crate) fn read(tokens: &mut Tokens) -> Result<Self, WorkbookError> {
        let mut strings = Self::default();
        let mut raw = String::new();
        let mut has_root = false;
        loop {
            match tokens.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "sst" => has_root = true,
                    "si" => {
                        raw.clear();
                        read_text(tokens, "si", &mut raw)?;
                        push_unescaped(&raw, &mut strings.text);
                        strings.ends.push(strings.text.len());
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "sst" => return Ok(strings),
                Event::Eof if has_root => return Err(tokens.damaged()),
                Event::Eof => return Err(tokens.damaged()),
                _ => {}
            }
        }
    }
}

/// Appends the text within an element: of its `t` elements, be they rich or plain, but not of those that say how
/// it is pronounced (`rPh`).
pub(crate) fn read_text(tokens: &mut Tokens, closing: &str, text: &mut String) -> Result<(), WorkbookError> {
    let (mut is_text, mut is_phonetic) = (false, false);
    loop {
        match tokens.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => is_text = true,
                "rPh" => is_phonetic = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => is_text = false,
                "rPh" => is_phonetic = false,
                name if name == closing => return Ok(()),
                _ => {}
            },
            Event::Text(part) if is_text && !is_phonetic => text.push_str(&part.xml10_content()),
            Event::CData(part) if is_text && !is_phonetic => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) if is_text && !is_phonetic => push_reference(&part, text),
            Event::Eof => return Err(tokens.damaged()),
            _ => {}
        }
    }
}
