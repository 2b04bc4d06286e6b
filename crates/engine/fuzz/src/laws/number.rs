//! An amount that is written down in any notation is read as the same amount, and nothing else is read as one.

use super::import::bare;
use super::law;
use clientele_engine::data::decimal_text;
use clientele_engine::import::RejectReason;
use clientele_engine::import::fuzzing::{self, AmountCell};

/// The largest amount, as a whole number.
const MAX_AMOUNT: i128 = 1_000_000_000_000_000;

/// With an odd first byte the rest is numbers and how to write each; with an even one it is cells, one a line.
///
/// # Errors
/// The cell that is read wrongly.
pub fn hold(input: &[u8]) -> Result<(), String> {
    match input.split_first() {
        None => Ok(()),
        Some((first, rest)) if first & 1 == 1 => {
            rest.chunks(12).try_for_each(written)?;
            sums(rest)
        }
        Some((_, rest)) => String::from_utf8_lossy(rest).split('\n').try_for_each(cell),
    }
}

/// Any cell at all.
fn cell(text: &str) -> Result<(), String> {
    let read = fuzzing::amount(text);
    let is_same = |other: &str| match (read, fuzzing::amount(other)) {
        (Ok(a), Ok(b)) => {
            a.currency == b.currency
                && is_same_value(a.with_point, b.with_point)
                && is_same_value(a.with_comma, b.with_comma)
        }
        (a, b) => a == b,
    };
    law(is_same(&format!(" {text} ")), || format!("spaces around {text:?} change it"))?;
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let wide: String = text.bytes().filter_map(|byte| char::from_u32(u32::from(byte) + 0xFEE0)).collect();
        law(is_same(&wide), || format!("{wide:?} is not read as {text:?}"))?;
    }
    let Ok(AmountCell { with_point, with_comma, .. }) = read else {
        return Ok(());
    };
    law(with_point.or(with_comma).is_some(), || format!("{text:?} is an amount without a value"))?;
    for (mantissa, scale) in [with_point, with_comma].into_iter().flatten() {
        law(scale <= 18 && is_in_range(mantissa, scale), || {
            format!("{text:?} is {mantissa} with {scale} decimals")
        })?;
        let plain = decimal_text(mantissa, scale);
        let again = fuzzing::amount(&plain).ok().and_then(|read| read.with_point);
        law(again.is_some_and(|again| is_equal(again, (mantissa, scale))), || {
            format!("{text:?} is {plain}, which is read as {again:?}")
        })?;
        roundings(mantissa, scale)?;
    }
    Ok(())
}

fn roundings(mantissa: i128, scale: u8) -> Result<(), String> {
    for to_scale in 0..=scale.min(4) {
        let Some(rounded) = fuzzing::rounded(mantissa, scale, to_scale) else {
            continue;
        };
        let unit = 10_i128.pow(u32::from(scale - to_scale));
        let off = (i128::from(rounded) * unit - mantissa).abs() * 2;
        law(off < unit || off == unit && rounded % 2 == 0, || {
            format!("{mantissa} with {scale} decimals is rounded to {rounded} with {to_scale}")
        })?;
    }
    Ok(())
}

fn is_in_range(mantissa: i128, scale: u8) -> bool {
    mantissa.abs() <= MAX_AMOUNT * 10_i128.pow(u32::from(scale))
}

fn is_equal((a, a_scale): (i128, u8), (b, b_scale): (i128, u8)) -> bool {
    let scale = a_scale.max(b_scale);
    let at = |mantissa: i128, from: u8| mantissa.checked_mul(10_i128.checked_pow(u32::from(scale - from))?);
    at(a, a_scale).is_some() && at(a, a_scale) == at(b, b_scale)
}

fn is_same_value(a: Option<(i128, u8)>, b: Option<(i128, u8)>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => is_equal(a, b),
        (a, b) => a == b,
    }
}

/// A number of up to 63 bits with up to nine decimals.
fn value_in(bytes: &[u8]) -> (i128, u8) {
    let mut digits = [0_u8; 8];
    for (to, from) in digits.iter_mut().zip(bytes) {
        *to = *from;
    }
    let scale = bytes.get(8).map_or(0, |byte| byte % 10);
    (i128::from(i64::from_le_bytes(digits)), scale)
}

/// Eight bytes are the digits, four say how they are written.
fn written(bytes: &[u8]) -> Result<(), String> {
    let (mantissa, scale) = value_in(bytes);
    let style = |idx: usize| usize::from(bytes.get(idx).copied().unwrap_or(0));
    let (mark, group) =
        [('.', ","), ('.', ""), (',', "."), (',', ""), ('.', " "), ('.', "'"), (',', "\u{A0}"), ('.', "’")]
            [style(9) & 7];
    let text = notation(mantissa, scale, mark, group, (style(9) >> 3, style(10), style(11)));
    let read = fuzzing::amount(&text);
    if !is_in_range(mantissa, scale) {
        return law(read == Err(RejectReason::NumberOutOfRange), || format!("{text:?} is read as {read:?}"));
    }
    let value = read.ok().and_then(|read| if mark == '.' { read.with_point } else { read.with_comma });
    law(value.is_some_and(|value| is_equal(value, (mantissa, scale))), || {
        format!("{text:?} is read as {value:?}, not as {mantissa} with {scale} decimals")
    })
}

/// One of the notations the rules know.
fn notation(mantissa: i128, scale: u8, mark: char, group: &str, styles: (usize, usize, usize)) -> String {
    let (sign_style, currency_style, dress) = styles;
    let plain = decimal_text(mantissa.abs(), scale);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    for (idx, digit) in whole.chars().enumerate() {
        if idx > 0 && (whole.len() - idx).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(mark);
        text.push_str(fraction);
    }
    const BEFORE: [&str; 8] = ["", "NT$", "US$ ", "EUR ", "€", "usd", "$\u{A0}", "¥"];
    const BEHIND: [&str; 8] = ["", "元", " TWD", " €", "円", " chf", "圓", "\u{A0}EUR"];
    let before = BEFORE[currency_style & 7];
    let behind = if before.is_empty() { BEHIND[currency_style >> 3 & 7] } else { "" };
    text = match (mantissa < 0, sign_style & 7) {
        (true, 0) => format!("-{before}{text}{behind}"),
        (true, 1) => format!("{before}-{text}{behind}"),
        (true, 2) => format!("{before}{text}-{behind}"),
        (true, 3) => format!("({before}{text}{behind})"),
        (true, 4) => format!("({before}{text}){behind}"),
        (true, 5) => format!("\u{2212} {before}{text}{behind}"),
        (true, 6) => format!("{before}{text}{behind}-"),
        (true, _) => format!("{before}\u{2212}{text}{behind}"),
        (false, 0) => format!("+{before}{text}{behind}"),
        (false, 1) => format!("{before}+{text}{behind}"),
        (false, _) => format!("{before}{text}{behind}"),
    };
    if dress & 1 == 1 {
        text = text
            .chars()
            .map(|c| match c {
                '0'..='9' | '.' | ',' | '-' | '+' | '$' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
                c => c,
            })
            .collect();
    }
    let is_apostrophe =
        dress & 2 == 2 && text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    if is_apostrophe { format!("'{text}") } else { text }
}

/// Sums are exact and know no order.
fn sums(bytes: &[u8]) -> Result<(), String> {
    let values: Vec<(i128, u8)> = bytes.chunks(12).map(value_in).collect();
    let exact: i128 =
        values.iter().map(|&(mantissa, scale)| mantissa * 10_i128.pow(9 - u32::from(scale))).sum();
    let sum = fuzzing::sum(&values);
    law(bare(&sum) == bare(&decimal_text(exact, 9)), || {
        format!("{values:?} sum to {exact} e-9, not to {sum}")
    })?;
    let reversed: Vec<(i128, u8)> = values.iter().rev().copied().collect();
    law(fuzzing::sum(&reversed) == sum, || format!("{values:?} sum to something else in reverse"))
}
