//! Money as integers of minor units, so that totals reconcile with the file to the last digit.

/// Decimals a data set may keep; further digits of a cell are refused as a bad number.
pub const MAX_MONEY_SCALE: u8 = 4;

/// An amount in minor units of the data set: `12345` with scale 2 is 123.45.
pub type Money = i64;

/// `minor` units with `scale` decimals as text, exact: `(-1205, 2)` is `-12.05`.
#[must_use]
pub fn decimal_text(minor: i128, scale: u8) -> String {
    let digits = minor.unsigned_abs().to_string();
    let sign = if minor < 0 { "-" } else { "" };
    let scale = usize::from(scale);
    if scale == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::decimal_text;

    #[test]
    fn amounts_smaller_than_one_keep_their_zeros() {
        assert_eq!(decimal_text(-5, 2), "-0.05");
        assert_eq!(decimal_text(123_456, 4), "12.3456");
        assert_eq!(decimal_text(7, 0), "7");
        assert_eq!(decimal_text(i128::from(i64::MIN), 2), "-92233720368547758.08");
    }
}
