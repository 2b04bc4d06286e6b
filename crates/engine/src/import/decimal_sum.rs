//! An exact sum of decimals with different numbers of digits behind the point.

use crate::data::decimal_text;

/// Scales a sum may have.
const N_SCALES: usize = 24;

/// A running sum, kept apart by scale so that adding never rounds.
#[derive(Debug, Clone, Default)]
pub(super) struct DecimalSum {
    by_scale: [i128; N_SCALES],
}

impl DecimalSum {
    /// Adds `mantissa` x 10^-`scale`; scales go up to 23.
    pub(super) fn add(&mut self, mantissa: i128, scale: u8) {
        if let Some(sum) = self.by_scale.get_mut(usize::from(scale)) {
            *sum = sum.saturating_add(mantissa);
        }
    }

    /// Adds a number written as decimal text, `sign` times; anything else is left out.
    pub(super) fn add_text(&mut self, text: &str, sign: i128) {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        if let (Ok(mantissa), Ok(scale)) =
            (format!("{whole}{decimals}").parse::<i128>(), u8::try_from(decimals.len()))
        {
            self.add(mantissa.saturating_mul(sign), scale);
        }
    }

    /// The sum as decimal text with at least `min_scale` decimals and no zeros behind those.
    pub(super) fn text(&self, min_scale: u8) -> String {
        let mut parts = self.by_scale;
        let mut scale = parts.iter().rposition(|&part| part != 0).unwrap_or(0).max(usize::from(min_scale));
        let mut total = loop {
            if let Some(total) = total_at(&parts, scale) {
                break total;
            }
            // More than 38 digits: the last decimals are given up, which no currency has.
            parts[scale - 1] = parts[scale - 1].saturating_add(parts[scale] / 10);
            parts[scale] = 0;
            scale -= 1;
        };
        while scale > usize::from(min_scale) && total % 10 == 0 {
            total /= 10;
            scale -= 1;
        }
        decimal_text(total, scale as u8)
    }
}

fn total_at(parts: &[i128; N_SCALES], scale: usize) -> Option<i128> {
    let mut total = 0_i128;
    for (part_scale, &part) in parts.iter().enumerate().take(scale + 1).filter(|(_, part)| **part != 0) {
        total = total.checked_add(part.checked_mul(10_i128.checked_pow((scale - part_scale) as u32)?)?)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::DecimalSum;

    #[test]
    fn sums_of_mixed_decimals_are_exact() {
        let mut sum = DecimalSum::default();
        for (mantissa, scale) in [(1, 1), (2, 1), (-3, 1), (5, 18), (1_000_000_000_000_000, 0)] {
            sum.add(mantissa, scale);
        }
        assert_eq!(sum.text(0), "1000000000000000.000000000000000005");
        let mut sum = DecimalSum::default();
        sum.add(1250, 2);
        sum.add(750, 2);
        assert_eq!(sum.text(0), "20");
        assert_eq!(sum.text(2), "20.00");
        sum.add_text("-0.05", -1);
        sum.add_text("7", 1);
        sum.add_text("", 1);
        assert_eq!(sum.text(0), "27.05");
    }
}
