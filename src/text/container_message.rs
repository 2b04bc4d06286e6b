//! Why what a file wraps could not be reached, in words a person can act on.

use super::message::Message;
use super::{Arg, Format};
use clientele_workbook::{GzipError, WorkbookError};

/// Why a gzip file could not be unpacked.
#[must_use]
pub fn of_gzip_error(name: &str, error: &GzipError, format: Format) -> Message {
    let name = ("name", Arg::from(name));
    match error {
        GzipError::Truncated { n_unpacked } => Message::of_file(
            ["error-gzip-truncated", "error-gzip-truncated-detail", "error-gzip-damaged-advice"],
            &[name, ("size", format.bytes(*n_unpacked).into())],
            format,
        ),
        GzipError::Corrupt { offset } => Message::of_file(
            ["error-gzip-corrupt", "error-gzip-corrupt-detail", "error-gzip-damaged-advice"],
            &[name, ("offset", format.whole(*offset).into())],
            format,
        ),
        GzipError::Checksum { offset } => Message::of_file(
            ["error-gzip-corrupt", "error-gzip-checksum-detail", "error-gzip-damaged-advice"],
            &[name, ("offset", format.whole(*offset).into())],
            format,
        ),
        GzipError::TooLarge { limit } => Message::of_file(
            ["error-unpacks-large", "error-unpacks-large-detail", "error-gzip-large-advice"],
            &[name, ("limit", format.bytes(*limit).into())],
            format,
        ),
        GzipError::Bomb { ratio } => Message::of_file(
            ["error-unpacks-large", "error-gzip-bomb-detail", "error-gzip-large-advice"],
            &[name, ("ratio", format.whole(*ratio).into())],
            format,
        ),
    }
}

/// Why a workbook could not be read.
#[must_use]
pub fn of_workbook_error(name: &str, error: &WorkbookError, format: Format) -> Message {
    let name = ("name", Arg::from(name));
    match error {
        WorkbookError::FileTooLarge { n_bytes, limit } => Message::of_file(
            ["error-workbook-file-large", "error-workbook-file-large-detail", "error-workbook-large-advice"],
            &[name, ("size", format.bytes(*n_bytes).into()), ("limit", format.bytes(*limit).into())],
            format,
        ),
        WorkbookError::Encrypted => Message::of_file(
            [
                "error-workbook-encrypted",
                "error-workbook-encrypted-detail",
                "error-workbook-encrypted-advice",
            ],
            &[name],
            format,
        ),
        WorkbookError::OtherFormat { format: kind } => Message::of_file(
            ["error-workbook-format", "error-workbook-format-detail", "error-workbook-format-advice"],
            &[name, ("kind", format!(".{kind}").into())],
            format,
        ),
        WorkbookError::NotAWorkbook => Message::of_file(
            ["error-workbook-none", "error-workbook-none-detail", "error-workbook-format-advice"],
            &[name],
            format,
        ),
        WorkbookError::Corrupt { part } => Message::of_file(
            ["error-workbook-corrupt", "error-workbook-corrupt-detail", "error-workbook-corrupt-advice"],
            &[name, ("part", part.as_str().into())],
            format,
        ),
        WorkbookError::TooManyParts { limit } => Message::of_file(
            ["error-unpacks-large", "error-workbook-parts-detail", "error-workbook-large-advice"],
            &[name, ("limit", format.whole(*limit).into())],
            format,
        ),
        WorkbookError::TooLarge { limit } => Message::of_file(
            ["error-unpacks-large", "error-unpacks-large-detail", "error-workbook-large-advice"],
            &[name, ("limit", format.bytes(*limit).into())],
            format,
        ),
        WorkbookError::TooManyCells { sheet, limit } => Message::of_file(
            ["error-unpacks-large", "error-workbook-cells-detail", "error-workbook-large-advice"],
            &[name, ("sheet", sheet.as_str().into()), ("limit", format.whole(*limit).into())],
            format,
        ),
        WorkbookError::NoWorksheet => Message::of_file(
            ["error-workbook-no-sheet", "error-workbook-no-sheet-detail", "error-workbook-no-sheet-advice"],
            &[name],
            format,
        ),
        WorkbookError::UnknownSheet { name: sheet } => Message::of_file(
            ["error-workbook-unknown", "error-workbook-unknown-detail", "error-workbook-unknown-advice"],
            &[name, ("sheet", sheet.as_str().into())],
            format,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    #[test]
    fn every_error_says_what_where_and_what_to_do() {
        let gzip = [
            GzipError::Truncated { n_unpacked: 5_000 },
            GzipError::Corrupt { offset: 12 },
            GzipError::Checksum { offset: 12 },
            GzipError::TooLarge { limit: 1 << 30 },
            GzipError::Bomb { ratio: 200 },
        ];
        let workbook = [
            WorkbookError::FileTooLarge { n_bytes: 300 << 20, limit: 200 << 20 },
            WorkbookError::Encrypted,
            WorkbookError::OtherFormat { format: "xls".to_owned() },
            WorkbookError::NotAWorkbook,
            WorkbookError::Corrupt { part: "xl/workbook.xml".to_owned() },
            WorkbookError::TooManyParts { limit: 1_000 },
            WorkbookError::TooLarge { limit: 1 << 30 },
            WorkbookError::TooManyCells { sheet: "S".to_owned(), limit: 20_000_000 },
            WorkbookError::NoWorksheet,
            WorkbookError::UnknownSheet { name: "S".to_owned() },
        ];
        for locale in Locale::ALL {
            let format = Format::new(locale, None);
            let messages = gzip.iter().map(|error| of_gzip_error("a.file", error, format));
            let messages =
                messages.chain(workbook.iter().map(|error| of_workbook_error("a.file", error, format)));
            for message in messages {
                assert!(message.title.contains("a.file"), "{message:?}");
                let all = format!("{} {} {}", message.title, message.detail, message.advice);
                assert!(!all.contains("error-") && !all.contains("{$"), "{all}");
            }
        }
    }
}
