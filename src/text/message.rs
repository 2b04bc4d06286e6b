//! What went wrong, in words a person can act on: title, detail, advice.
//!
//! Every match lists its variants without `_`: a new error does not compile before it has words.

use super::{Arg, Format};
use clientele_engine::data::BuildError;
use clientele_engine::import::{ImportError, RejectReason, WarningKind};

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
        let mut all = vec![("name", Arg::from(name))];
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
                &named(&[("missing", format.list(&missing).into()), ("found", format.list(found).into())]),
                format,
            )
        }
        ImportError::AmbiguousColumns { role, columns, line, .. } => Message::of_file(
            ["error-ambiguous-columns", "error-ambiguous-columns-detail", "error-ambiguous-columns-advice"],
            &named(&[
                ("role", required_role(role, format).into()),
                ("columns", format.list(columns).into()),
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
        ImportError::NoValidRows { n_records, rejects } => {
            let reason = rejects.first().map(|reject| reason_text(reject.reason, format)).unwrap_or_default();
            Message::of_file(
                ["error-no-valid-rows", "error-no-valid-rows-detail", "error-no-valid-rows-advice"],
                &named(&[("count", format.whole(*n_records).into()), ("reason", reason.into())]),
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
            let args = [("sample", sample.as_str().into()), ("line", format.whole(u64::from(*line)).into())];
            Message::of_file(keys, &named(&args), format)
        }
        ImportError::AmbiguousCurrency { first, second } => Message::of_file(
            [
                "error-ambiguous-currency",
                "error-ambiguous-currency-detail",
                "error-ambiguous-currency-advice",
            ],
            &named(&[("first", first.as_str().into()), ("second", second.as_str().into())]),
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
    })
}

/// What is worth knowing about rows that were kept.
#[must_use]
pub fn warning_text(warning: WarningKind, format: Format) -> String {
    let key = match warning {
        WarningKind::MalformedQuotes => "warning-malformed-quotes",
        WarningKind::ControlCharsRemoved => "warning-control-chars-removed",
        WarningKind::PossibleDuplicates => "warning-possible-duplicates",
        WarningKind::NegativeAmounts => "warning-negative-amounts",
        WarningKind::ZeroAmounts => "warning-zero-amounts",
        WarningKind::Preamble => "warning-preamble",
        WarningKind::AmountsRounded => "warning-amounts-rounded",
        WarningKind::RecipeNotUsed => "warning-recipe-not-used",
        WarningKind::UnreadableValues { .. } => "warning-unreadable-values",
        WarningKind::ConflictingCustomerValues { .. } => "warning-conflicting-customer-values",
    };
    match warning {
        WarningKind::UnreadableValues { column } | WarningKind::ConflictingCustomerValues { column } => {
            let number = format.whole(u64::from(column) + 1);
            format.words().say_with(key, &[("column", number.into())])
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
    fn reasons_have_words() {
        for reason in RejectReason::ALL {
            for locale in Locale::ALL {
                assert!(!reason_text(reason, Format::new(locale, None)).starts_with("reason-"));
            }
        }
    }
}
