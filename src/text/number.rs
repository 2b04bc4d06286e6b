//! Numbers, money and shares in the reader's notation.
//!
//! In:   plain numbers; shares are 0..=1.
//! Out:  text. The minus is U+2212, the separator of thousands a comma; English counts money in k, M and B,
//!       Chinese in 萬/万 and 億/亿. Numbers that are not finite come out as an en dash.

use super::{Currency, Locale, Words};

const MINUS: &str = "\u{2212}";

/// How numbers, money and dates are written. `Copy`, so that closures can take it along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Language of the reader.
    pub locale: Locale,
    /// Currency of the data, where known.
    pub currency: Option<Currency>,
    /// Decimals of money written in full.
    pub decimals: u8,
}

impl Format {
    /// The notation of a language for money of a currency, by its ISO code.
    #[must_use]
    pub fn new(locale: Locale, currency: Option<&str>) -> Self {
        let currency = currency.and_then(Currency::from_code);
        Self { locale, currency, decimals: currency.map_or(2, |currency| currency.decimals()) }
    }

    /// The sentences of the language.
    #[must_use]
    pub fn words(self) -> &'static Words {
        Words::of(self.locale)
    }

    /// The sign or code of the currency without an amount; words that say so when it is not known.
    #[must_use]
    pub fn money_unit(self) -> String {
        match self.currency {
            Some(currency) => currency.prefix().trim_end().to_owned(),
            None => self.words().say("number-no-currency"),
        }
    }

    /// Money, rounded to be read: "NT$34.2M", "NT$134k", "NT$1,292"; "NT$3,422 萬".
    #[must_use]
    pub fn money(self, value: f64) -> String {
        self.with_currency(value, |size| {
            self.shortened(size, false).unwrap_or_else(|| {
                let has_decimals = size < 100.0 && size.fract() != 0.0;
                grouped(size, if has_decimals { self.decimals } else { 0 })
            })
        })
    }

    /// Money with its sign in front: "+NT$134k", "−NT$53k".
    #[must_use]
    pub fn signed_money(self, value: f64) -> String {
        with_plus(value, self.money(value))
    }

    /// Money in full, with the decimals of the currency: "NT$1,292", "£1,292.50".
    #[must_use]
    pub fn money_full(self, value: f64) -> String {
        self.with_currency(value, |size| grouped(size, self.decimals))
    }

    /// Money to the last digit without the currency, under a head that names it: "1,291.50".
    #[must_use]
    pub fn amount(self, value: f64) -> String {
        self.decimal(value, self.decimals)
    }

    /// Money as an axis writes it, without the currency and without needless zeros: "2.5M", "250 萬".
    #[must_use]
    pub fn money_axis(self, value: f64) -> String {
        if !value.is_finite() {
            return self.none();
        }
        let size = value.abs();
        let text = self.shortened(size, true).unwrap_or_else(|| {
            // Three digits, as everywhere else; steps of an axis have no more.
            if size < 100.0 { trimmed(three_digits(size)) } else { grouped(size, 0) }
        });
        signed(value, &text)
    }

    /// A whole number: "13,811".
    #[must_use]
    pub fn count(self, value: f64) -> String {
        self.decimal(value, 0)
    }

    /// A whole number.
    #[must_use]
    pub fn whole(self, value: u64) -> String {
        grouped_digits(&value.to_string())
    }

    /// A number with that many decimals: "2.1".
    #[must_use]
    pub fn decimal(self, value: f64, decimals: u8) -> String {
        if value.is_finite() { signed(value, &grouped(value.abs(), decimals)) } else { self.none() }
    }

    /// A share in percent: "71%".
    #[must_use]
    pub fn percent(self, share: f64, decimals: u8) -> String {
        if share.is_finite() { format!("{}%", self.decimal(share * 100.0, decimals)) } else { self.none() }
    }

    /// A change in percent with its sign: "+8.5%".
    #[must_use]
    pub fn signed_percent(self, share: f64, decimals: u8) -> String {
        with_plus(share, self.percent(share, decimals))
    }

    /// The difference of two shares in points with its sign: "+5.0 pt".
    #[must_use]
    pub fn points(self, difference: f64) -> String {
        let value = with_plus(difference, self.decimal(difference * 100.0, 1));
        self.words().say_with("number-points", &[("value", value.into())])
    }

    /// How many times: "2.4×".
    #[must_use]
    pub fn ratio(self, value: f64) -> String {
        self.words().say_with("number-ratio", &[("value", self.decimal(value, 1).into())])
    }

    /// A size of a file: "9.6 MB".
    #[must_use]
    pub fn bytes(self, n_bytes: u64) -> String {
        let size = n_bytes as f64;
        let (key, value) = match n_bytes {
            0..1_000 => ("number-bytes", grouped(size, 0)),
            1_000..1_000_000 => ("number-kilobytes", grouped(size / 1e3, 0)),
            1_000_000..1_000_000_000 => ("number-megabytes", grouped(size / 1e6, 1)),
            _ => ("number-gigabytes", grouped(size / 1e9, 1)),
        };
        self.words().say_with(key, &[("value", value.into())])
    }

    /// A time: "0.42 s".
    #[must_use]
    pub fn seconds(self, ms: f64) -> String {
        let seconds = ms / 1_000.0;
        let value = self.decimal(seconds, if seconds < 10.0 { 2 } else { 0 });
        self.words().say_with("number-seconds", &[("value", value.into())])
    }

    /// Several texts in a row: "Champions, Loyal"; 「核心顧客、忠誠顧客」.
    #[must_use]
    pub fn list(self, items: &[String]) -> String {
        items.join(&self.words().say("number-list-separator"))
    }

    /// Whole sentences one after the other.
    #[must_use]
    pub fn sentences(self, sentences: &[String]) -> String {
        sentences.join(&self.words().say("number-sentence-separator"))
    }

    /// A text in quotation marks.
    #[must_use]
    pub fn quoted(self, text: &str) -> String {
        self.words().say_with("number-quoted", &[("text", text.into())])
    }

    pub(super) fn none(self) -> String {
        self.words().say("number-none")
    }

    fn with_currency(self, value: f64, written: impl Fn(f64) -> String) -> String {
        if !value.is_finite() {
            return self.none();
        }
        let prefix = self.currency.map(|currency| currency.prefix()).unwrap_or_default();
        let text = written(value.abs());
        // A loss that rounds to nothing is nothing.
        if value < 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
            format!("{MINUS}{prefix}{text}")
        } else {
            format!("{prefix}{text}")
        }
    }

    /// A size with the unit of its magnitude, `None` when it is short enough without one.
    fn shortened(self, size: f64, is_axis: bool) -> Option<String> {
        let text = match self.locale {
            Locale::En => {
                let smallest = if is_axis { 1e3 } else { 1e4 };
                if size < smallest {
                    return None;
                }
                // Three digits; a size that would round to 1,000 k is 1.00 M already.
                let (unit, suffix) = match size {
                    size if size < 999_500.0 => (1e3, "k"),
                    size if size < 999_500_000.0 => (1e6, "M"),
                    _ => (1e9, "B"),
                };
                let value = size / unit;
                let digits = three_digits(value);
                format!("{}{suffix}", if is_axis { trimmed(digits) } else { digits })
            }
            Locale::ZhHant | Locale::ZhHans => {
                if size < if is_axis { 1e4 } else { 1e5 } {
                    return None;
                }
                let is_traditional = self.locale == Locale::ZhHant;
                let (unit, suffix) = match (size < 99_995_000.0, is_traditional) {
                    (true, true) => (1e4, "萬"),
                    (true, false) => (1e4, "万"),
                    (false, true) => (1e8, "億"),
                    (false, false) => (1e8, "亿"),
                };
                let value = size / unit;
                let digits = grouped(value, u8::from(value < 99.95));
                format!("{} {suffix}", if is_axis { trimmed(digits) } else { digits })
            }
        };
        Some(text)
    }
}

/// The first three digits: "1.95", "34.2", "134".
fn three_digits(value: f64) -> String {
    let decimals = match value {
        value if value < 9.995 => 2,
        value if value < 99.95 => 1,
        _ => 0,
    };
    grouped(value, decimals)
}

fn with_plus(value: f64, text: String) -> String {
    let is_something = text.chars().any(|c| ('1'..='9').contains(&c));
    if value > 0.0 && is_something { format!("+{text}") } else { text }
}

fn signed(value: f64, text: &str) -> String {
    let is_something = text.chars().any(|c| ('1'..='9').contains(&c));
    if value < 0.0 && is_something { format!("{MINUS}{text}") } else { text.to_owned() }
}

/// A size, not negative, with separators of thousands.
fn grouped(size: f64, decimals: u8) -> String {
    let text = format!("{size:.*}", usize::from(decimals));
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{}.{fraction}", grouped_digits(whole)),
        None => grouped_digits(&text),
    }
}

pub(super) fn grouped_digits(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Decimals that say nothing taken away: "2.50" is "2.5".
fn trimmed(number: String) -> String {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(locale: Locale) -> Format {
        Format::new(locale, Some("TWD"))
    }

    #[test]
    fn money_is_short_in_the_units_of_the_language() {
        for (value, en, hant, hans) in [
            (34_220_000.0, "NT$34.2M", "NT$3,422 萬", "NT$3,422 万"),
            (1_950_000.0, "NT$1.95M", "NT$195 萬", "NT$195 万"),
            (296_000.0, "NT$296k", "NT$29.6 萬", "NT$29.6 万"),
            (134_000.0, "NT$134k", "NT$13.4 萬", "NT$13.4 万"),
            (120_000_000.0, "NT$120M", "NT$1.2 億", "NT$1.2 亿"),
            (999_600.0, "NT$1.00M", "NT$100 萬", "NT$100 万"),
            (1_291.6, "NT$1,292", "NT$1,292", "NT$1,292"),
            (-53_000.0, "−NT$53.0k", "−NT$53,000", "−NT$53,000"),
            (0.0, "NT$0", "NT$0", "NT$0"),
            (f64::NAN, "–", "–", "–"),
        ] {
            assert_eq!(of(Locale::En).money(value), en);
            assert_eq!(of(Locale::ZhHant).money(value), hant);
            assert_eq!(of(Locale::ZhHans).money(value), hans);
        }
    }

    #[test]
    fn money_in_full_keeps_the_decimals_of_its_currency() {
        assert_eq!(of(Locale::En).money_full(1_291.6), "NT$1,292");
        assert_eq!(Format::new(Locale::En, Some("GBP")).money_full(-1_291.5), "−£1,291.50");
        assert_eq!(Format::new(Locale::En, None).money_full(12.0), "12.00");
        assert_eq!(Format::new(Locale::En, Some("GBP")).amount(-1_291.5), "−1,291.50");
        assert_eq!(Format::new(Locale::En, Some("USD")).money(17.5), "$17.50");
    }

    #[test]
    fn axes_need_no_zeros() {
        assert_eq!(of(Locale::En).money_axis(2_500_000.0), "2.5M");
        assert_eq!(of(Locale::En).money_axis(4_000.0), "4k");
        assert_eq!(of(Locale::En).money_axis(-500.0), "−500");
        assert_eq!(of(Locale::ZhHant).money_axis(2_500_000.0), "250 萬");
        assert_eq!(of(Locale::ZhHans).money_axis(0.0), "0");
    }

    #[test]
    fn shares_points_and_ratios() {
        let en = of(Locale::En);
        assert_eq!(en.percent(0.7149, 0), "71%");
        assert_eq!(en.percent(-0.0132, 1), "−1.3%");
        assert_eq!(en.percent(-0.0002, 1), "0.0%");
        assert_eq!(en.signed_percent(0.085, 1), "+8.5%");
        assert_eq!(en.points(0.05), "+5.0 pt");
        assert_eq!(of(Locale::ZhHant).points(-0.05), "−5.0 個百分點");
        assert_eq!(en.ratio(2.4), "2.4×");
        assert_eq!(en.count(13_811.0), "13,811");
        assert_eq!(en.whole(1_234_567), "1,234,567");
        assert_eq!(en.bytes(9_640_000), "9.6 MB");
        assert_eq!(en.seconds(420.0), "0.42 s");
    }
}
