//! The words, numbers and dates of a chart, asked of whoever knows the reader's language.

use clientele_engine::data::{Day, Month};
use clientele_engine::query::Segment;

/// Texts of one language. Numbers that are not finite come out as an en dash or the like, never a panic.
pub trait Labels {
    /// Money with its unit, rounded to be read: "NT$13.9M".
    fn money(&self, value: f64) -> String;
    /// Money without its unit, as short as an axis needs: "13.9M".
    fn money_axis(&self, value: f64) -> String;
    /// The unit of money: "NT$".
    fn money_unit(&self) -> String;
    /// A whole number with separators: "13,811".
    fn count(&self, value: f64) -> String;
    /// A number with that many decimals: "2.1".
    fn decimal(&self, value: f64, decimals: u8) -> String;
    /// A share of 0..=1 in percent with that many decimals: "71%".
    fn percent(&self, share: f64, decimals: u8) -> String;
    /// A day: "31 Dec 2024".
    fn day(&self, day: Day) -> String;
    /// A month with its year: "Nov 2024".
    fn month(&self, month: Month) -> String;
    /// A month of the year, 1..=12, as short as an axis needs: "Nov".
    fn month_short(&self, month_of_year: u32) -> String;
    /// A year: "2024".
    fn year(&self, year: i32) -> String;
    /// The name of a segment: "At risk".
    fn segment(&self, segment: Segment) -> String;
    /// The sentence of one of [`WORDS`] with its arguments, which are already formatted.
    fn phrase(&self, key: &'static str, args: &[(&'static str, String)]) -> String;

    /// The word of one of [`WORDS`] that has no arguments.
    fn word(&self, key: &'static str) -> String {
        self.phrase(key, &[])
    }
}

/// Every key that charts ask for; English, 繁體中文 and 简体中文 stand in `locales/*/chart.ftl`.
pub const WORDS: &[&str] = &[
    "chart-age",
    "chart-all-but",
    "chart-all-cohorts",
    "chart-amount",
    "chart-average-of-months",
    "chart-average-of-others",
    "chart-bought-again",
    "chart-category",
    "chart-change",
    "chart-class",
    "chart-class-customers",
    "chart-click-to-filter",
    "chart-cohort",
    "chart-cohort-month-age",
    "chart-cohort-quarter-age",
    "chart-complaint",
    "chart-cost-more",
    "chart-cumulative-profit",
    "chart-customer",
    "chart-customers",
    "chart-customers-and-money",
    "chart-day",
    "chart-days-since-order",
    "chart-equal-spending",
    "chart-first-order",
    "chart-first-year-profit",
    "chart-hold-of-it",
    "chart-interval",
    "chart-interval-from",
    "chart-interval-to",
    "chart-lifetime-value",
    "chart-loss",
    "chart-loss-making",
    "chart-months-since-first",
    "chart-months-since-last",
    "chart-most-profitable-first",
    "chart-most-profitable-percent",
    "chart-n-cost-more",
    "chart-new",
    "chart-new-customers",
    "chart-new-share",
    "chart-observed",
    "chart-of-actual-profit",
    "chart-orders",
    "chart-p-alive",
    "chart-p-alive-cell",
    "chart-p-alive-example",
    "chart-part-of-whole",
    "chart-partial-period",
    "chart-peak",
    "chart-peak-new",
    "chart-period",
    "chart-periods-since-first",
    "chart-predicted",
    "chart-profit",
    "chart-profitable",
    "chart-quarter",
    "chart-quarter-of-year",
    "chart-quarters-since-first",
    "chart-ratio",
    "chart-recent",
    "chart-repeat-orders",
    "chart-repeat-orders-are",
    "chart-repeat-orders-by",
    "chart-retention",
    "chart-returning",
    "chart-revenue",
    "chart-rfm-cell",
    "chart-segment",
    "chart-share-of-customers",
    "chart-share-of-revenue",
    "chart-short-about-to-sleep",
    "chart-short-cant-lose",
    "chart-short-hibernating",
    "chart-short-need-attention",
    "chart-short-potential-loyalists",
    "chart-summary-empty",
    "chart-summary-range",
    "chart-tail-enlarged",
    "chart-top-percent",
    "chart-top-share",
    "chart-trait",
    "chart-trait-attribute",
    "chart-trait-complained",
    "chart-trait-discounted",
    "chart-trait-once",
    "chart-trait-returned",
    "chart-trait-won-in",
    "chart-value-axis-margin",
    "chart-value-axis-revenue",
    "chart-value-axis-short",
    "chart-value-of-all",
    "chart-whale-summary",
    "chart-worst-percent",
    "chart-worth-a-call",
];

#[cfg(test)]
pub(super) use plain::PlainLabels;

#[cfg(test)]
mod plain {
    use super::*;

    /// English from the locale file with numbers formatted plainly.
    pub(crate) struct PlainLabels;

    const ENGLISH: &str = include_str!("../../locales/en/chart.ftl");

    impl Labels for PlainLabels {
        fn money(&self, value: f64) -> String {
            format!("NT${}", self.money_axis(value))
        }
        fn money_axis(&self, value: f64) -> String {
            let sign = if value < 0.0 { "−" } else { "" };
            match value.abs() {
                size if size >= 1e6 => format!("{sign}{:.1}M", size / 1e6),
                size if size >= 1e3 => format!("{sign}{:.1}k", size / 1e3),
                size => format!("{sign}{size:.0}"),
            }
        }
        fn money_unit(&self) -> String {
            "NT$".to_owned()
        }
        fn count(&self, value: f64) -> String {
            format!("{value:.0}")
        }
        fn decimal(&self, value: f64, decimals: u8) -> String {
            format!("{value:.*}", usize::from(decimals))
        }
        fn percent(&self, share: f64, decimals: u8) -> String {
            format!("{:.*}%", usize::from(decimals), share * 100.0)
        }
        fn day(&self, day: Day) -> String {
            day.to_string()
        }
        fn month(&self, month: Month) -> String {
            month.to_string()
        }
        fn month_short(&self, month_of_year: u32) -> String {
            month_of_year.to_string()
        }
        fn year(&self, year: i32) -> String {
            year.to_string()
        }
        fn segment(&self, segment: Segment) -> String {
            segment.key().to_owned()
        }
        fn phrase(&self, key: &'static str, args: &[(&'static str, String)]) -> String {
            let line = ENGLISH.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
            let mut text = line.unwrap_or_else(|| panic!("{key} has no English")).to_owned();
            for (name, value) in args {
                text = text.replace(&format!("{{ ${name} }}"), value);
            }
            assert!(!text.contains("{ $"), "{key} lacks an argument: {text}");
            text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(ftl: &str) -> BTreeSet<&str> {
        ftl.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect()
    }

    fn arguments(ftl: &str, key: &str) -> BTreeSet<String> {
        let line = ftl.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = ")).unwrap_or("");
        line.split("{ $")
            .skip(1)
            .filter_map(|rest| rest.split_once(" }"))
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    #[test]
    fn every_word_is_in_every_language_with_the_same_arguments() {
        let words: BTreeSet<_> = WORDS.iter().copied().collect();
        let english = include_str!("../../locales/en/chart.ftl");
        for ftl in [
            english,
            include_str!("../../locales/zh-Hant/chart.ftl"),
            include_str!("../../locales/zh-Hans/chart.ftl"),
        ] {
            assert_eq!(keys(ftl), words);
            for key in WORDS {
                assert_eq!(arguments(ftl, key), arguments(english, key), "{key}");
            }
        }
    }

    #[test]
    fn every_key_in_the_source_is_listed_and_every_listed_key_is_used() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/chart");
        let mut used = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() || path.ends_with("labels.rs") {
                continue;
            }
            let source = std::fs::read_to_string(path).unwrap();
            for piece in source.split("\"chart-").skip(1) {
                used.insert(format!("chart-{}", piece.split('"').next().unwrap()));
            }
        }
        let words: BTreeSet<_> = WORDS.iter().map(|&word| word.to_owned()).collect();
        assert_eq!(used, words);
    }
}
