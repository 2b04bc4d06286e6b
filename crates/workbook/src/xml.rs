//! The tokens of a part, and the errors of a tokenizer as ours.

use crate::WorkbookError;
use crate::part::PartReader;
use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Tokens of one part.
pub(crate) struct Tokens {
    reader: Reader<PartReader>,
    buffer: Vec<u8>,
}

impl Tokens {
    pub(crate) fn new(part: PartReader) -> Self {
        let mut reader = Reader::from_reader(part);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self { reader, buffer: Vec::new() }
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, WorkbookError> {
        self.buffer.clear();
        self.reader.get_mut().next_token();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(token) => Ok(token),
            Err(error) => Err(own(&error, self.reader.get_ref().name())),
        }
    }

    /// The error that the part is damaged.
    pub(crate) fn damaged(&self) -> WorkbookError {
        WorkbookError::Corrupt { part: self.reader.get_ref().name().to_owned() }
    }

    /// Share of the part that was read, 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        self.reader.get_ref().share()
    }
}

/// What a reader of parts said comes back as it was said; everything else is damage.
fn own(error: &quick_xml::Error, part: &str) -> WorkbookError {
    let said = match error {
        quick_xml::Error::Io(error) => {
            error.get_ref().and_then(|inner| inner.downcast_ref::<WorkbookError>()).cloned()
        }
        _ => None,
    };
    said.unwrap_or_else(|| WorkbookError::Corrupt { part: part.to_owned() })
}

/// The value of an attribute, whatever its prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| {
            let raw = attribute.value.as_ref();
            unescape(raw).map_or_else(|_| raw.to_owned(), |text| text.into_owned())
        })
}

/// Appends what a reference such as `&amp;` or `&#22283;` stands for.
pub(crate) fn push_reference(reference: &BytesRef<'_>, text: &mut String) {
    let name: &str = reference.as_ref();
    if let Some(known) = resolve_xml_entity(name) {
        text.push_str(known);
    } else if let Ok(Some(character)) = reference.resolve_char_ref() {
        text.push(character);
    } else {
        // Entities of a document type are not resolved, on purpose: that is how XML bombs are made.
        text.push('&');
        text.push_str(name);
        text.push(';');
    }
}
