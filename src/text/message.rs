//! What went wrong, in words a person can act on: title, detail, advice.
//!
//! Every match lists its variants without `_`: a new error does not compile before it has words.

use super::{Arg, Format, isolated};
use clientele_engine::data::BuildError;
use clientele_engine::import::{ImportError, Reject, RejectReason, WarningKind};

/// Words for a person. None is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What happened.
    pub title: String,
    /// What is known about it.
    pub detail: String,
    /// What to do.
    pub advice: String,
}

impl Message {
    /// The message of a key: `<key>`, `<key>-detail` and `<key>-advice`.
    pub(crate) fn of(keys: [&'static str; 3], args: &[(&str, Arg)], format: Format) -> Self {
        let words = format.words();
        let [title, detail, advice] = keys.map(|key| words.say_with(key, args));
        Self { title, detail, advice }
    }

    /// The message of a file that could not be read: it says first that nothing was imported and that what
    /// is loaded is untouched.
    pub(crate) fn of_file(keys: [&'static str; 3], args: &[(&str, Arg)], format: Format) -> Self {
        let mut message = Self::of(keys, args, format);
        message.detail = format!("{}{}", format.words().say("error-nothing-imported"), message.detail);
        message
    }
}

/// Why a file could not be imported.
#[must_use]
pub fn of_import_error(name: &str, error: &ImportError, format: Format) -> Message {
    let named = |args: &[(&'static str, Arg)]| {
        let mut all = vec![("name", Arg::from(isolated(name)))];
        all.extend_from_slice(args);
        all
    };
    match error {
        ImportError::EmptyFile => Message::of_file(
            ["error-empty-file", "error-empty-file-detail", "error-empty-file-advice"],
            &named(&[]),
            format,
        ),
        ImportError::NotText { format: kind } => {
            // Containers are opened by name: another name may be all it needs.
            let advice = match kind.as_str() {
                "gzip" => "error-not-text-rename-gzip",
                "xlsx" => "error-not-text-rename-xlsx",
                _ => "error-not-text-advice",
            };
            Message::of_file(
                ["error-not-text", "error-not-text-detail", advice],
                &named(&[("kind", kind.as_str().into())]),
                format,
            )
        }
        ImportError::MissingRequiredColumns { missing, found } => {
            let missing: Vec<_> = missing.iter().map(|role| required_role(role, format)).collect();
            Message::of_file(
                ["error-missing-columns", "error-missing-columns-detail", "error-missing-columns-advice"],
                &named(&[
                    ("missing", format.list(&missing).into()),
                    ("found", format.list(&all_isolated(found)).into()),
                ]),
                format,
            )
        }
        ImportError::AmbiguousColumns { role, columns, line, .. } => Message::of_file(
            ["error-ambiguous-columns", "error-ambiguous-columns-detail", "error-ambiguous-columns-advice"],
            &named(&[
                ("role", required_role(role, format).into()),
                ("columns", format.list(&all_isolated(columns)).into()),
                ("line", format.whole(u64::from(*line)).into()),
            ]),
            format,
        ),
        ImportError::TooManyColumns { n_columns, limit } => Message::of_file(
            ["error-too-many-columns", "error-too-many-columns-detail", "error-too-many-columns-advice"],
            &named(&[
                ("count", format.whole(u64::from(*n_columns)).into()),
                ("limit", format.whole(u64::from(*limit)).into()),
            ]),
            format,
        ),
        ImportError::NoDataRows { header_line } => Message::of_file(
            ["error-no-data-rows", "error-no-data-rows-detail", "error-no-data-rows-advice"],
            &named(&[("line", format.whole(u64::from(*header_line)).into())]),
            format,
        ),
        ImportError::NoValidRows { n_records, rejects, .. } => {
            let first = rejects.first();
            let reason = first.map(|reject| reason_text(reject.reason, format)).unwrap_or_default();
            let place = first.map(|reject| place_text(reject, &[], format)).unwrap_or_default();
            Message::of_file(
                ["error-no-valid-rows", "error-no-valid-rows-detail", "error-no-valid-rows-advice"],
                &named(&[
                    ("count", format.whole(*n_records).into()),
                    ("reason", reason.into()),
                    ("place", place.into()),
                ]),
                format,
            )
        }
        ImportError::AmbiguousDates { sample, line, asks_calendar } => {
            let keys = if *asks_calendar {
                [
                    "error-ambiguous-calendar",
                    "error-ambiguous-dates-detail",
                    "error-ambiguous-calendar-advice",
                ]
            } else {
                ["error-ambiguous-dates", "error-ambiguous-dates-detail", "error-ambiguous-dates-advice"]
            };
            let args = [("sample", isolated(sample).into()), ("line", format.whole(u64::from(*line)).into())];
            Message::of_file(keys, &named(&args), format)
        }
        ImportError::AmbiguousCurrency { first, second } => Message::of_file(
            [
                "error-ambiguous-currency",
                "error-ambiguous-currency-detail",
                "error-ambiguous-currency-advice",
            ],
            &named(&[("first", isolated(first).into()), ("second", isolated(second).into())]),
            format,
        ),
    }
}

/// Why files do not make a data set together.
#[must_use]
pub fn of_build_error(error: &BuildError, format: Format) -> Message {
    match error {
        BuildError::NoTransactions => Message::of_file(
            ["error-no-transactions", "error-no-transactions-detail", "error-no-transactions-advice"],
            &[],
            format,
        ),
        BuildError::MixedCurrencies { first, second } => Message::of_file(
            ["error-mixed-currencies", "error-mixed-currencies-detail", "error-mixed-currencies-advice"],
            &[("first", first.as_str().into()), ("second", second.as_str().into())],
            format,
        ),
        BuildError::TooManyFiles { n_files, limit } => Message::of_file(
            ["error-too-many-files", "error-too-many-files-detail", "error-too-many-files-advice"],
            &[("count", format.whole(*n_files).into()), ("limit", format.whole(*limit).into())],
            format,
        ),
        BuildError::NoPrices { file, key } => Message::of_file(
            ["error-no-prices", "error-no-prices-detail", "error-no-prices-advice"],
            &[("name", file.as_str().into()), ("key", key.as_str().into())],
            format,
        ),
        BuildError::MixedAmounts { without, with } => Message::of_file(
            ["error-mixed-amounts", "error-mixed-amounts-detail", "error-mixed-amounts-advice"],
            &[("without", without.as_str().into()), ("with", with.as_str().into())],
            format,
        ),
        BuildError::AmountTooLarge { scale } => Message::of_file(
            ["error-amount-too-large", "error-amount-too-large-detail", "error-amount-too-large-advice"],
            &[("decimals", scale.to_string().into())],
            format,
        ),
    }
}

/// Why a row was set aside.
#[must_use]
pub fn reason_text(reason: RejectReason, format: Format) -> String {
    format.words().say(match reason {
        RejectReason::UnterminatedQuote => "reason-unterminated-quote",
        RejectReason::RepeatedHeader => "reason-repeated-header",
        RejectReason::TotalRow => "reason-total-row",
        RejectReason::InvalidEncoding => "reason-invalid-encoding",
        RejectReason::FieldTooLarge => "reason-field-too-large",
        RejectReason::TooManyFields => "reason-too-many-fields",
        RejectReason::TooFewFields => "reason-too-few-fields",
        RejectReason::ControlChar => "reason-control-char",
        RejectReason::MissingCustomerId => "reason-missing-customer-id",
        RejectReason::MangledId => "reason-mangled-id",
        RejectReason::MissingDate => "reason-missing-date",
        RejectReason::BadDate => "reason-bad-date",
        RejectReason::DateOutOfRange => "reason-date-out-of-range",
        RejectReason::FutureDate => "reason-future-date",
        RejectReason::MissingAmount => "reason-missing-amount",
        RejectReason::BadNumber => "reason-bad-number",
        RejectReason::NumberOutOfRange => "reason-number-out-of-range",
        RejectReason::CurrencyMismatch => "reason-currency-mismatch",
        RejectReason::Duplicate => "reason-duplicate",
        RejectReason::DuplicateConflict => "reason-duplicate-conflict",
        RejectReason::MissingKey => "reason-missing-key",
        RejectReason::NoPrice => "reason-no-price",
    })
}

/// Why one row was set aside: the reason, where it stands and what it says there, and what to do. `names` are the
/// headers of the file; columns without one go by their number.
#[must_use]
pub fn of_reject(reject: &Reject, names: &[String], format: Format) -> Message {
    Message {
        title: reason_text(reject.reason, format),
        detail: place_text(reject, names, format),
        advice: reason_advice(reject.reason, format),
    }
}

/// What to do about rows that were set aside for this reason.
#[must_use]
pub fn reason_advice(reason: RejectReason, format: Format) -> String {
    format.words().say(match reason {
        RejectReason::UnterminatedQuote => "reason-unterminated-quote-advice",
        RejectReason::RepeatedHeader => "reason-repeated-header-advice",
        RejectReason::TotalRow => "reason-total-row-advice",
        RejectReason::InvalidEncoding => "reason-invalid-encoding-advice",
        RejectReason::FieldTooLarge => "reason-field-too-large-advice",
        RejectReason::TooManyFields => "reason-too-many-fields-advice",
        RejectReason::TooFewFields => "reason-too-few-fields-advice",
        RejectReason::ControlChar => "reason-control-char-advice",
        RejectReason::MissingCustomerId => "reason-missing-customer-id-advice",
        RejectReason::MangledId => "reason-mangled-id-advice",
        RejectReason::MissingDate => "reason-missing-date-advice",
        RejectReason::BadDate => "reason-bad-date-advice",
        RejectReason::DateOutOfRange => "reason-date-out-of-range-advice",
        RejectReason::FutureDate => "reason-future-date-advice",
        RejectReason::MissingAmount => "reason-missing-amount-advice",
        RejectReason::BadNumber => "reason-bad-number-advice",
        RejectReason::NumberOutOfRange => "reason-number-out-of-range-advice",
        RejectReason::CurrencyMismatch => "reason-currency-mismatch-advice",
        RejectReason::Duplicate => "reason-duplicate-advice",
        RejectReason::DuplicateConflict => "reason-duplicate-conflict-advice",
        RejectReason::MissingKey => "reason-missing-key-advice",
        RejectReason::NoPrice => "reason-no-price-advice",
    })
}

/// Line, column and cell of a row that was set aside; its first cells where no column is at fault.
fn place_text(reject: &Reject, names: &[String], format: Format) -> String {
    /// Cells shown of a row no single cell of which is at fault.
    const N_CELLS: usize = 5;
    let words = format.words();
    let line = ("line", Arg::from(format.whole(u64::from(reject.line))));
    let Some(column) = reject.column.map(usize::from) else {
        let cells: Vec<String> = reject.cells.iter().take(N_CELLS).map(|cell| isolated(cell)).collect();
        if reject.cells.iter().all(|cell| cell.trim().is_empty()) {
            return words.say_with("reject-blank", &[line]);
        }
        return words.say_with("reject-row", &[line, ("cells", format.list(&cells).into())]);
    };
    let name = column_name(column, names, format);
    match reject.cells.get(column).map(|cell| cell.trim()) {
        Some(cell) if !cell.is_empty() => {
            words.say_with("reject-cell", &[line, ("column", name.into()), ("cell", isolated(cell).into())])
        }
        _ => words.say_with("reject-empty", &[line, ("column", name.into())]),
    }
}

/// The header of a column inside a sentence; its number where it has none.
fn column_name(column: usize, names: &[String], format: Format) -> String {
    match names.get(column).map(|name| name.trim()) {
        Some(name) if !name.is_empty() => isolated(name),
        _ => {
            let number = format.whole(column as u64 + 1);
            format.words().say_with("reject-column-number", &[("number", number.into())])
        }
    }
}

fn all_isolated(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| isolated(text)).collect()
}

/// What is worth knowing about rows that were kept. `names` are the headers of the file; columns without one go by
/// their number.
#[must_use]
pub fn warning_text(warning: WarningKind, names: &[String], format: Format) -> String {
    let key = match warning {
        WarningKind::MalformedQuotes => "warning-malformed-quotes",
        WarningKind::ControlCharsRemoved => "warning-control-chars-removed",
        WarningKind::PossibleDuplicates => "warning-possible-duplicates",
        WarningKind::NegativeAmounts => "warning-negative-amounts",
        WarningKind::ZeroAmounts => "warning-zero-amounts",
        WarningKind::Preamble => "warning-preamble",
        WarningKind::AmountsRounded => "warning-amounts-rounded",
        WarningKind::NoAmounts => "warning-no-amounts",
        WarningKind::RecipeNotUsed => "warning-recipe-not-used",
        WarningKind::UnreadableValues { .. } => "warning-unreadable-values",
        WarningKind::ConflictingCustomerValues { .. } => "warning-conflicting-customer-values",
    };
    match warning {
        WarningKind::UnreadableValues { column } | WarningKind::ConflictingCustomerValues { column } => {
            let name = column_name(usize::from(column), names, format);
            format.words().say_with(key, &[("column", name.into())])
        }
        _ => format.words().say(key),
    }
}

/// The name of a required role, as errors spell it.
fn required_role(role: &str, format: Format) -> String {
    match role {
        "customer_id" => format.words().say("error-role-customer-id"),
        "date" => format.words().say("error-role-date"),
        "amount" => format.words().say("error-role-amount"),
        "key" => format.words().say("error-role-key"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    #[test]
    fn a_file_that_cannot_be_read_leaves_what_is_loaded() {
        let error = ImportError::NotText { format: "xlsx".to_owned() };
        for (locale, first) in [
            (Locale::En, "Nothing was imported, and what is loaded is unchanged."),
            (Locale::ZhHant, "沒有匯入任何資料，已載入的資料不受影響。"),
            (Locale::ZhHans, "没有导入任何数据，已载入的数据不受影响。"),
        ] {
            let message = of_import_error("a.xlsx", &error, Format::new(locale, None));
            assert!(message.detail.starts_with(first), "{message:?}");
            assert!(message.title.contains("a.xlsx") && !message.advice.is_empty());
        }
    }

    #[test]
    fn a_warning_names_its_column() {
        let names = ["id".to_owned(), "age at signup".to_owned(), String::new()];
        for locale in Locale::ALL {
            let format = Format::new(locale, None);
            for kind in [
                |column| WarningKind::UnreadableValues { column },
                |column| WarningKind::ConflictingCustomerValues { column },
            ] {
                let named = warning_text(kind(1), &names, format);
                assert!(named.contains("age at signup") && !named.contains('2'), "{named}");
                // Without a header, and past the last one, there is nothing but the number.
                for column in [2, 11] {
                    let numbered = warning_text(kind(column), &names, format);
                    assert!(numbered.contains(&(column + 1).to_string()), "{numbered}");
                }
            }
        }
    }

    #[test]
    fn reasons_have_words() {
        for reason in RejectReason::ALL {
            for locale in Locale::ALL {
                assert!(!reason_text(reason, Format::new(locale, None)).starts_with("reason-"));
            }
        }
    }

    /// Every reason, with a cell in a column of two languages.
    #[test]
    fn every_reject_says_where_what_why_and_what_to_do() {
        let names = ["שם", "date", ""].map(str::to_owned);
        for locale in Locale::ALL {
            let format = Format::new(locale, None);
            let mut advices = std::collections::BTreeSet::new();
            for reason in RejectReason::ALL {
                let reject = |column, cells: &[&str]| Reject {
                    line: 12_345,
                    reason,
                    column,
                    cells: cells.iter().map(|&cell| cell.to_owned()).collect(),
                };
                let cells = ["דנה", "31/02/2024", "12"];
                let message = of_reject(&reject(Some(1), &cells), &names, format);
                assert_eq!(message.title, reason_text(reason, format));
                for part in ["12,345", "\u{2068}date\u{2069}", "\u{2068}31/02/2024\u{2069}"] {
                    assert!(message.detail.contains(part), "{part}: {message:?}");
                }
                let hebrew = of_reject(&reject(Some(0), &cells), &names, format).detail;
                assert!(
                    hebrew.contains("\u{2068}שם\u{2069}") && hebrew.contains("\u{2068}דנה\u{2069}"),
                    "{hebrew}"
                );
                let unnamed = of_reject(&reject(Some(2), &cells), &names, format).detail;
                assert!(unnamed.contains('3') && unnamed.contains("\u{2068}12\u{2069}"), "{unnamed}");
                let empty = of_reject(&reject(Some(1), &["A", " "]), &names, format).detail;
                assert!(
                    empty.contains("12,345") && empty.contains("date") && !empty.contains("reject-"),
                    "{empty}"
                );
                let whole = of_reject(&reject(None, &cells), &names, format).detail;
                assert!(whole.contains("12,345") && whole.contains("31/02/2024"), "{whole}");
                let blank = of_reject(&reject(None, &["", ""]), &names, format).detail;
                assert!(blank.contains("12,345") && !blank.contains("reject-"), "{blank}");
                assert!(!message.advice.starts_with("reason-") && advices.insert(message.advice));
            }
            assert_eq!(advices.len(), RejectReason::ALL.len());
        }
    }

    #[test]
    fn every_file_error_says_where_what_why_and_what_to_do() {
        let name = "דוח.csv";
        let bad = Reject {
            line: 4_321,
            reason: RejectReason::BadDate,
            column: Some(1),
            cells: vec!["A".to_owned(), "soon".to_owned()],
        };
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        // Each error, and what of it must be found in its words.
        let errors: Vec<(ImportError, Vec<&str>)> = vec![
            (ImportError::EmptyFile, vec![]),
            (ImportError::NotText { format: "pdf".to_owned() }, vec!["pdf"]),
            (
                ImportError::MissingRequiredColumns {
                    missing: texts(&["date"]),
                    found: texts(&["planet", "ירח"]),
                },
                vec!["\u{2068}planet\u{2069}", "\u{2068}ירח\u{2069}"],
            ),
            (
                ImportError::AmbiguousColumns {
                    role: "amount".to_owned(),
                    columns: texts(&["Total", "סכום"]),
                    indices: [2, 3],
                    line: 1_234,
                },
                vec!["\u{2068}Total\u{2069}", "\u{2068}סכום\u{2069}", "1,234"],
            ),
            (ImportError::TooManyColumns { n_columns: 20_000, limit: 16_384 }, vec!["20,000", "16,384"]),
            (ImportError::NoDataRows { header_line: 7 }, vec!["7"]),
            (
                ImportError::NoValidRows { n_records: 5_678, rejects: vec![bad], set_aside: Box::default() },
                vec!["5,678", "4,321", "2", "soon"],
            ),
            (
                ImportError::AmbiguousDates {
                    sample: "03/04/2024".to_owned(),
                    line: 2_345,
                    asks_calendar: false,
                },
                vec!["\u{2068}03/04/2024\u{2069}", "2,345"],
            ),
            (
                ImportError::AmbiguousDates {
                    sample: "97/04/21".to_owned(),
                    line: 2_345,
                    asks_calendar: true,
                },
                vec!["\u{2068}97/04/21\u{2069}", "2,345"],
            ),
            (
                ImportError::AmbiguousCurrency { first: "USD".to_owned(), second: "TWD".to_owned() },
                vec!["USD", "TWD"],
            ),
        ];
        for locale in Locale::ALL {
            for (error, parts) in &errors {
                let message = of_import_error(name, error, Format::new(locale, None));
                let Message { title, detail, advice } = &message;
                assert!(title.contains("\u{2068}דוח.csv\u{2069}"), "{message:?}");
                for part in parts {
                    assert!(detail.contains(part), "{part}: {message:?}");
                }
                for text in [title, detail, advice] {
                    assert!(
                        !text.is_empty() && !text.contains("error-") && !text.contains("{$"),
                        "{message:?}"
                    );
                }
            }
        }
    }
}
