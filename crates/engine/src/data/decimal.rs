//! Decimal texts as exact numbers, to be added and compared without rounding.

use super::decimal_text;

/// An exact decimal: `mantissa` x 10^-`scale`. Compare with [`Decimal::is_equal`], since 1.0 and 1.00 differ
/// in their scales.
#[derive(Debug, Clone, Copy, Default)]
pub struct Decimal {
    /// All digits, with the sign.
    pub mantissa: i128,
    /// Digits behind the point.
    pub scale: u8,
}

impl Decimal {
    /// Reads a decimal text as [`decimal_text`] writes it; `None` of anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let scale = u8::try_from(fraction.len()).ok()?;
        Some(Self { mantissa: format!("{whole}{fraction}").parse().ok()?, scale })
    }

    /// The sum; `None` past 38 digits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Some(Self { mantissa: self.at(scale)?.checked_add(other.at(scale)?)?, scale })
    }

    /// The difference; `None` past 38 digits.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { mantissa: other.mantissa.checked_neg()?, ..other })
    }

    /// Whether both are the same number.
    #[must_use]
    pub fn is_equal(self, other: Self) -> bool {
        self.minus(other).is_some_and(|difference| difference.mantissa == 0)
    }

    /// The same number with at least that many decimals; as it is where that would be too many digits.
    #[must_use]
    pub fn with_scale(self, scale: u8) -> Self {
        let scale = scale.max(self.scale);
        self.at(scale).map_or(self, |mantissa| Self { mantissa, scale })
    }

    /// The decimal text, with as many decimals as the scale says.
    #[must_use]
    pub fn text(self) -> String {
        decimal_text(self.mantissa, self.scale)
    }

    fn at(self, scale: u8) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.checked_pow(u32::from(scale - self.scale))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_of_different_scales_are_added_exactly() {
        let sum = |a, b| Decimal::parse(a)?.plus(Decimal::parse(b)?).map(Decimal::text);
        assert_eq!(sum("95600000.10", "-12.345").as_deref(), Some("95599987.755"));
        assert_eq!(sum("-0.05", "0.1").as_deref(), Some("0.05"));
        assert!(Decimal::parse("1.0").unwrap().is_equal(Decimal::parse("1.000").unwrap()));
        assert!(!Decimal::parse("0.01").unwrap().is_equal(Decimal::parse("0.011").unwrap()));
        assert!(Decimal::parse("").is_none() && Decimal::parse("1.-2").is_none());
    }
}
