//! Sums of money as decimal text, exact to the last digit.

use super::Currency;

/// Digits and decimals of a decimal text.
fn parsed(decimal: &str) -> Option<(i128, u32)> {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let scale = u32::try_from(fraction.len()).ok()?;
    Some((format!("{whole}{fraction}").parse().ok()?, scale))
}

/// The exact sum of two decimal texts; `None` when one is not a number or they are too long to add.
#[must_use]
pub fn sum(a: &str, b: &str) -> Option<String> {
    let ((a, a_scale), (b, b_scale)) = (parsed(a)?, parsed(b)?);
    let scale = a_scale.max(b_scale);
    let at_scale = |digits: i128, from: u32| digits.checked_mul(10_i128.checked_pow(scale - from)?);
    let sum = at_scale(a, a_scale)?.checked_add(at_scale(b, b_scale)?)?;
    let width = usize::try_from(scale).ok()?;
    let digits = format!("{:0>1$}", sum.unsigned_abs(), width + 1);
    let (whole, fraction) = digits.split_at(digits.len() - width);
    let sign = if sum < 0 { "-" } else { "" };
    Some(if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

/// A decimal text with separators of thousands and its currency: "NT$95,600,000".
#[must_use]
pub fn grouped(decimal: &str, currency: Option<&str>) -> String {
    let (sign, size) = match decimal.strip_prefix('-') {
        Some(size) => ("\u{2212}", size),
        None => ("", decimal),
    };
    let (whole, fraction) = size.split_once('.').map_or((size, None), |(whole, rest)| (whole, Some(rest)));
    let prefix = currency.and_then(Currency::from_code).map(|currency| currency.prefix()).unwrap_or_default();
    let whole = super::number::grouped_digits(whole);
    match fraction {
        Some(fraction) => format!("{sign}{prefix}{whole}.{fraction}"),
        None => format!("{sign}{prefix}{whole}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_keep_every_digit() {
        assert_eq!(sum("95600000.10", "12.345").as_deref(), Some("95600012.445"));
        assert_eq!(sum("0.05", "-0.10").as_deref(), Some("-0.05"));
        assert_eq!(sum("100", "-1").as_deref(), Some("99"));
        assert_eq!(sum("9007199254740993", "1").as_deref(), Some("9007199254740994"));
        assert_eq!(sum("", "1"), None);
    }

    #[test]
    fn long_sums_are_grouped() {
        assert_eq!(grouped("95600000.10", Some("TWD")), "NT$95,600,000.10");
        assert_eq!(grouped("-1200", None), "\u{2212}1,200");
    }
}
