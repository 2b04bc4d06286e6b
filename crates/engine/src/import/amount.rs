//! One cell to an amount: sign, currency, digits, groups and decimals.
//!
//! In:   a cell as text.
//! Out:  a [`ParsedAmount`] that keeps both readings where `1.234` or `1,234` could be either, and says which
//!       decimal mark the cell speaks for; or an [`AmountError`].
//! Cost: one pass over the bytes for a plain decimal; a Unicode normalization for anything that is not ASCII.
//!
//! Nothing is ever read as floating point, so sums are exact.

use super::currency::{CURRENCY_NAMES, Currency};
use unicode_normalization::UnicodeNormalization;

/// Amounts larger than this in size are refused.
const MAX_AMOUNT: i128 = 1_000_000_000_000_000;

/// Decimals a cell may have before it is rounded, half to even.
const MAX_CELL_SCALE: u32 = 18;

/// How the digits of a cell may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Form {
    /// The same under both decimal marks.
    Neutral,
    /// A number only if the decimal mark is a point.
    PointOnly,
    /// A number only if the decimal mark is a comma.
    CommaOnly,
    /// `1.234`: three decimals with a point as decimal mark, a whole number otherwise.
    EitherPoint,
    /// `1,234`: three decimals with a comma as decimal mark, a whole number otherwise.
    EitherComma,
}

/// A cell that is an amount under at least one decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ParsedAmount {
    /// All digits as a whole number.
    pub(super) mantissa: i128,
    /// Decimals among them; for the two `Either` forms those under their own mark.
    pub(super) scale: u8,
    /// How the digits may be read.
    pub(super) form: Form,
    /// Whether the cell speaks for a decimal mark: 1 for the point, -1 for the comma, 0 for neither.
    pub(super) evidence: i8,
    /// The currency the cell names.
    pub(super) currency: Currency,
}

/// Why a cell is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmountError {
    Missing,
    BadNumber,
    OutOfRange,
}

/// Reads one cell.
///
/// # Errors
/// See [`AmountError`].
pub(super) fn parse_amount(cell: &str) -> Result<ParsedAmount, AmountError> {
    if let Some(amount) = parse_plain(cell.as_bytes()) {
        return Ok(amount);
    }
    if cell.is_ascii() {
        return parse_normalized(cell.trim());
    }
    // Normalization would turn ², ① and other digits into ASCII; only full-width ones are meant to pass.
    if cell.chars().any(|c| !c.is_ascii() && c.is_numeric() && !('\u{FF10}'..='\u{FF19}').contains(&c)) {
        return Err(AmountError::BadNumber);
    }
    let normalized: String = cell.nfkc().collect();
    parse_normalized(normalized.trim())
}

/// Digits, at most one point and a minus in front: the form of nearly every cell.
fn parse_plain(cell: &[u8]) -> Option<ParsedAmount> {
    let (is_negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    if digits.is_empty() || digits.len() > 15 {
        return None;
    }
    let mut mantissa = 0_i64;
    let mut point = None;
    for (idx, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + i64::from(digit);
        } else if byte == b'.' && point.is_none() && idx > 0 {
            point = Some(idx);
        } else {
            return None;
        }
    }
    let scale = match point {
        None => 0,
        Some(idx) => digits.len() - idx - 1,
    };
    let (form, evidence) = match point {
        None => (Form::Neutral, 0),
        Some(_) if scale == 0 => return None,
        Some(1..=3) if scale == 3 => (Form::EitherPoint, 0),
        Some(_) => (Form::PointOnly, i8::from(scale != 3)),
    };
    Some(ParsedAmount {
        mantissa: i128::from(if is_negative { -mantissa } else { mantissa }),
        scale: scale as u8,
        form,
        evidence,
        currency: Currency::None,
    })
}

/// Whether a cell is one of the words for nothing.
pub(super) fn is_null_word(text: &str) -> bool {
    text.len() <= 5
        && (text.is_empty()
            || text == "-"
            || text == "--"
            || ["null", "empty", "n/a", "#n/a", "nan"].iter().any(|word| text.eq_ignore_ascii_case(word)))
}

fn parse_normalized(text: &str) -> Result<ParsedAmount, AmountError> {
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || is_sign(c)) => rest,
        _ => text,
    };
    if is_null_word(text) {
        return Err(AmountError::Missing);
    }
    let mut number = Dressed { body: text, sign: None, currency: Currency::None };
    number.undress()?;
    if let Some(inner) = number.body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        // Parentheses are a sign, so there is no other one, neither outside nor inside.
        number.body = inner.trim();
        number.negate(true)?;
        number.undress()?;
    }
    let Dressed { body, sign, currency } = number;
    let number = parse_digits(body)?;
    let mantissa = if sign == Some(true) { -number.mantissa } else { number.mantissa };
    Ok(ParsedAmount { mantissa, currency, ..number })
}

/// A number and what may stand around it.
struct Dressed<'a> {
    body: &'a str,
    /// Whether it is negative; `None` without a sign.
    sign: Option<bool>,
    currency: Currency,
}

impl Dressed<'_> {
    /// Takes signs and currencies off both ends; only one of each is allowed.
    fn undress(&mut self) -> Result<(), AmountError> {
        loop {
            if let Some(c) = self.body.chars().next().filter(|&c| is_sign(c)) {
                self.negate(c != '+')?;
                self.body = self.body[c.len_utf8()..].trim_start();
            } else if let Some((rest, currency)) = strip_currency(self.body, str::strip_prefix, |text, n| {
                text.split_at_checked(n).map(|(name, rest)| (rest, name))
            }) {
                self.name(currency)?;
                self.body = rest.trim_start();
            } else {
                break;
            }
        }
        loop {
            if let Some(rest) = self.body.strip_suffix(['-', '−']) {
                self.negate(true)?;
                self.body = rest.trim_end();
            } else if let Some((rest, currency)) = strip_currency(self.body, str::strip_suffix, |text, n| {
                text.split_at_checked(text.len().wrapping_sub(n))
            }) {
                self.name(currency)?;
                self.body = rest.trim_end();
            } else {
                return Ok(());
            }
        }
    }

    fn negate(&mut self, is_negative: bool) -> Result<(), AmountError> {
        if self.sign.replace(is_negative).is_some() { Err(AmountError::BadNumber) } else { Ok(()) }
    }

    fn name(&mut self, currency: Currency) -> Result<(), AmountError> {
        if self.currency != Currency::None {
            return Err(AmountError::BadNumber);
        }
        self.currency = currency;
        Ok(())
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '−')
}

/// Takes a currency off one end of the text. ASCII names are compared without case.
fn strip_currency<'a>(
    text: &'a str,
    strip: impl Fn(&'a str, &'static str) -> Option<&'a str>,
    split: impl Fn(&'a str, usize) -> Option<(&'a str, &'a str)>,
) -> Option<(&'a str, Currency)> {
    CURRENCY_NAMES.iter().chain(&[("圓", Currency::Yuan)]).find_map(|&(name, currency)| {
        if let Some(rest) = strip(text, name) {
            return Some((rest, currency));
        }
        let (rest, end) = split(text, name.len())?;
        end.eq_ignore_ascii_case(name).then_some((rest, currency))
    })
}

/// Reads digits with separators and an optional exponent; no sign, no currency.
fn parse_digits(text: &str) -> Result<ParsedAmount, AmountError> {
    let (body, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], parse_exponent(&text[at + 1..])?),
        None => (text, 0),
    };
    // The lengths of the runs of digits and the separators between them.
    let mut runs = vec![0_usize];
    let mut separators = Vec::new();
    let mut digits = String::new();
    for c in body.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            if let Some(run) = runs.last_mut() {
                *run += 1;
            }
        } else if matches!(c, '.' | ',' | ' ' | '\'' | '’') || c.is_whitespace() {
            separators.push(if c.is_whitespace() { ' ' } else { c });
            runs.push(0);
        } else {
            return Err(AmountError::BadNumber);
        }
    }
    // `.5` has nothing in front of its decimal mark; no other run may be empty.
    let is_bare_fraction = runs.len() == 2 && runs[0] == 0 && matches!(separators[0], '.' | ',');
    if digits.is_empty() || runs.iter().skip(usize::from(is_bare_fraction)).any(|&run| run == 0) {
        return Err(AmountError::BadNumber);
    }
    let as_point = decimals_if(&runs, &separators, '.');
    let as_comma = decimals_if(&runs, &separators, ',');
    let n_points = separators.iter().filter(|&&c| c == '.').count();
    let n_commas = separators.iter().filter(|&&c| c == ',').count();
    let favored = match (n_points, n_commas) {
        (0, 0) => None,
        (1.., 1..) => separators.iter().rfind(|&&c| c == '.' || c == ',').copied(),
        (2.., 0) => Some(','),
        (0, 2..) => Some('.'),
        (1, 0) => (runs.last() != Some(&3)).then_some('.'),
        (0, 1) => (runs.last() != Some(&3)).then_some(','),
    };
    let evidence = match favored {
        Some('.') if as_point.is_some() => 1,
        Some(',') if as_comma.is_some() => -1,
        _ => 0,
    };
    let (form, n_decimals) = match (as_point, as_comma) {
        (None, None) => return Err(AmountError::BadNumber),
        (Some(point), None) => (Form::PointOnly, point),
        (None, Some(comma)) => (Form::CommaOnly, comma),
        (Some(point), Some(comma)) if point == comma => (Form::Neutral, point),
        // With an exponent the two readings are too rare and too far apart to keep.
        (Some(point), Some(_)) if exponent != 0 => (Form::PointOnly, point),
        (Some(point), Some(comma)) => {
            (if comma == 0 { Form::EitherPoint } else { Form::EitherComma }, point.max(comma))
        }
    };
    let (mantissa, scale) = scaled(&digits, n_decimals as i64 - exponent)?;
    Ok(ParsedAmount { mantissa, scale, form, evidence, currency: Currency::None })
}

fn parse_exponent(text: &str) -> Result<i64, AmountError> {
    let (is_negative, digits) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AmountError::BadNumber);
    }
    // Exponents beyond five digits differ in nothing that matters here.
    let size = digits.trim_start_matches('0').parse::<i64>().unwrap_or(if digits.contains(|c| c != '0') {
        99_999
    } else {
        0
    });
    let size = size.min(99_999);
    Ok(if is_negative { -size } else { size })
}

/// The number of decimals if `mark` is the decimal mark; `None` if the cell is no number then.
fn decimals_if(runs: &[usize], separators: &[char], mark: char) -> Option<usize> {
    let (groups, group_separators, n_decimals) = match separators.split_last() {
        Some((&last, before)) if last == mark => (&runs[..runs.len() - 1], before, runs[runs.len() - 1]),
        _ => (runs, separators, 0),
    };
    let [first, middle @ .., last] = groups else {
        return Some(n_decimals);
    };
    let separator = group_separators.first()?;
    let is_grouped = *separator != mark
        && group_separators.iter().all(|other| other == separator)
        && (1..=3).contains(first)
        && middle.iter().all(|run| (2..=3).contains(run))
        && *last == 3;
    is_grouped.then_some(n_decimals)
}

/// The digits with `scale` decimals (may be negative) as a mantissa and a scale of 0 to 18.
fn scaled(digits: &str, scale: i64) -> Result<(i128, u8), AmountError> {
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Ok((0, scale.clamp(0, 2) as u8));
    }
    let n_whole = digits.len() as i64 - scale;
    if n_whole > 16 {
        return Err(AmountError::OutOfRange);
    }
    if n_whole < -(i64::from(MAX_CELL_SCALE)) {
        return Ok((0, 0));
    }
    let n_dropped = (scale - i64::from(MAX_CELL_SCALE)).max(0) as usize;
    let padded = format!("{digits:0>width$}", width = n_dropped + 1);
    let (kept, dropped) = padded.split_at(padded.len() - n_dropped);
    let mut mantissa: i128 = kept.parse().map_err(|_| AmountError::OutOfRange)?;
    if n_dropped > 0 {
        let half = format!("5{}", "0".repeat(n_dropped - 1));
        let rounds_up = dropped > half.as_str() || (dropped == half && mantissa % 2 == 1);
        mantissa += i128::from(rounds_up);
    }
    let scale = scale.min(i64::from(MAX_CELL_SCALE));
    let (mantissa, scale) = if scale < 0 {
        (mantissa * 10_i128.pow(scale.unsigned_abs() as u32), 0)
    } else {
        (mantissa, scale as u32)
    };
    if mantissa > MAX_AMOUNT * 10_i128.pow(scale) {
        return Err(AmountError::OutOfRange);
    }
    Ok((mantissa, scale as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(cell: &str) -> Result<(i128, u8, Form), AmountError> {
        parse_amount(cell).map(|amount| (amount.mantissa, amount.scale, amount.form))
    }

    #[test]
    fn plain_decimals_take_the_short_way() {
        assert_eq!(value("12.50"), Ok((1250, 2, Form::PointOnly)));
        assert_eq!(value("-7"), Ok((-7, 0, Form::Neutral)));
        assert_eq!(value("1.234"), Ok((1234, 3, Form::EitherPoint)));
        assert_eq!(value("1234.567"), Ok((1_234_567, 3, Form::PointOnly)));
        assert_eq!(parse_amount("1234.567").map(|amount| amount.evidence), Ok(0));
    }

    #[test]
    fn signs_and_parentheses_make_amounts_negative() {
        for cell in [
            "(120.50)",
            "120.50-",
            "−120.50",
            "- 120.50",
            "-$120.50",
            "$-120.50",
            "($120.50)",
            "$(120.50)",
            "(120.50) €",
            "'-120.50",
        ] {
            assert_eq!(value(cell), Ok((-12050, 2, Form::PointOnly)), "{cell}");
        }
        for cell in
            ["--5", "(5", "(-5)", "+-5", "5--", "-5-", "5-−", "5--€", "(5)-", "-(5)", "((5))", "€(5€)"]
        {
            assert_eq!(value(cell), Err(AmountError::BadNumber), "{cell}");
        }
    }

    #[test]
    fn groups_must_be_groups() {
        assert_eq!(value("1,234,567.89"), Ok((123_456_789, 2, Form::PointOnly)));
        assert_eq!(value("12.345.678,90"), Ok((1_234_567_890, 2, Form::CommaOnly)));
        assert_eq!(value("12,34,567"), Ok((1_234_567, 0, Form::PointOnly)));
        assert_eq!(value("1 234 567"), Ok((1_234_567, 0, Form::Neutral)));
        assert_eq!(value("1'234.50"), Ok((123_450, 2, Form::PointOnly)));
        assert_eq!(value("1,234"), Ok((1234, 3, Form::EitherComma)));
        for cell in
            ["1.2.3", "12 abc", "1_000", "0x1F", "12%", "#REF!", "inf", "abc", "1,23,4", "5.", "一百", "²"]
        {
            assert_eq!(value(cell), Err(AmountError::BadNumber), "{cell}");
        }
    }

    #[test]
    fn currencies_are_named_once() {
        let currency = |cell| parse_amount(cell).map(|amount| amount.currency);
        assert_eq!(currency("NT$ 12,345.60"), Ok(Currency::Twd));
        assert_eq!(currency("5,50 €"), Ok(Currency::Eur));
        assert_eq!(currency("￥５，６７８．５０"), Ok(Currency::Yen));
        assert_eq!(currency("usd 5"), Ok(Currency::Usd));
        assert_eq!(currency("$5 USD"), Err(AmountError::BadNumber));
    }

    #[test]
    fn exponents_and_limits() {
        assert_eq!(value("1.2E+05"), Ok((120_000, 0, Form::PointOnly)));
        assert_eq!(value("5e-1"), Ok((5, 1, Form::Neutral)));
        assert_eq!(value("1E3"), Ok((1000, 0, Form::Neutral)));
        assert_eq!(value("1e400"), Err(AmountError::OutOfRange));
        assert_eq!(value("1000000000000000"), Ok((MAX_AMOUNT, 0, Form::Neutral)));
        assert_eq!(value("1000000000000001"), Err(AmountError::OutOfRange));
        assert_eq!(value("0.1234567890123456785"), Ok((123_456_789_012_345_678, 18, Form::PointOnly)));
    }

    #[test]
    fn null_words_are_missing_amounts() {
        for cell in ["", "  ", "NULL", "n/a", "#N/A", "NaN", "-", "--", "empty"] {
            assert_eq!(value(cell), Err(AmountError::Missing), "{cell:?}");
        }
    }
}
