//! The one binary format of messages: postcard. Decoding is total: bad bytes are an error, never a panic.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes that are no message of this protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a message of this protocol: {detail}")]
pub struct CodecError {
    detail: String,
}

impl From<postcard::Error> for CodecError {
    fn from(error: postcard::Error) -> Self {
        Self { detail: error.to_string() }
    }
}

/// A message as bytes.
///
/// # Errors
/// When the message holds something the format cannot say; no type of this protocol does.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, CodecError> {
    Ok(postcard::to_stdvec(message)?)
}

/// Bytes as a message.
///
/// # Errors
/// When the bytes are cut, of another version or not a message at all.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    let (message, rest) = postcard::take_from_bytes(bytes)?;
    if rest.is_empty() {
        Ok(message)
    } else {
        Err(CodecError { detail: format!("{} bytes too many", rest.len()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Command, Context, Envelope, Event, Question};
    use clientele_engine::data::Day;
    use clientele_engine::query::{Clause, Filter, Segment};

    fn question() -> Envelope<Command> {
        let filter = Filter { clauses: vec![Clause::Segments(vec![Segment::AtRisk])] };
        Envelope {
            id: 7,
            generation: 3,
            body: Command::Ask {
                question: Question::Customer("C-01".to_owned()),
                context: Context { filter, as_of: Some(Day(-4)), ..Context::default() },
            },
        }
    }

    #[test]
    fn commands_and_events_survive_the_trip() {
        let bytes = encode(&question()).expect("commands can be encoded");
        assert_eq!(decode::<Envelope<Command>>(&bytes), Ok(question()));
        let event = Envelope { id: 1, generation: 0, body: Event::Crashed { text: "顧客".to_owned() } };
        let bytes = encode(&event).expect("events can be encoded");
        assert_eq!(decode::<Envelope<Event>>(&bytes), Ok(event));
    }

    #[test]
    fn cut_or_padded_bytes_are_an_error() {
        let bytes = encode(&question()).expect("commands can be encoded");
        for end in 0..bytes.len() {
            assert!(decode::<Envelope<Command>>(&bytes[..end]).is_err());
        }
        let padded = [bytes.as_slice(), &[0]].concat();
        assert!(decode::<Envelope<Command>>(&padded).is_err());
    }
}
