//! How the customers of a data set can be split: by their columns, by year of birth, by age.

use crate::analysis::facts::CustomerFacts;
use crate::data::{Dataset, Day, MeasureRole};
use crate::stats::chi_square::upper_tail;

/// Values of a split at most; more do not describe anybody.
const MAX_VALUES: usize = 200;
/// Years in a band of births or ages.
const BAND_YEARS: i32 = 10;

/// What a value of a split says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SplitKind {
    /// A value of a column.
    Column,
    /// Years of birth, ten by ten.
    BirthYears,
    /// Years of age, ten by ten.
    Ages,
}

/// A split of all customers.
pub(super) struct Split {
    pub(super) name: String,
    pub(super) kind: SplitKind,
    pub(super) values: Vec<String>,
    /// Value of each customer; `u16::MAX` where unknown.
    pub(super) codes: Vec<u16>,
}

/// Every split of the customers, in the order of the columns.
pub(super) fn splits(dataset: &Dataset, facts: &CustomerFacts) -> Vec<Split> {
    let customers = dataset.customers();
    let columns =
        customers.dimensions.iter().filter(|column| (2..=MAX_VALUES).contains(&column.values.len()));
    let mut splits: Vec<Split> = columns
        .map(|column| {
            let unknown = column.values.iter().position(String::is_empty);
            let code = |&code: &u16| if Some(usize::from(code)) == unknown { u16::MAX } else { code };
            Split {
                name: column.name.clone(),
                kind: SplitKind::Column,
                values: column.values.clone(),
                codes: column.codes.iter().map(code).collect(),
            }
        })
        .collect();
    for measure in &customers.measures {
        let kind = match measure.role {
            MeasureRole::BirthYear => SplitKind::BirthYears,
            MeasureRole::Age => SplitKind::Ages,
            _ => continue,
        };
        splits.extend(bands(&measure.name, kind, &measure.values, facts.as_of));
    }
    splits
}

/// Bands of ten years; years of birth after the as-of day and ages past 130 are no ages of customers.
fn bands(name: &str, kind: SplitKind, values: &[f64], as_of: Day) -> Option<Split> {
    let is_year = kind == SplitKind::BirthYears;
    let (lo, hi) = if is_year { (as_of.year() - 130, as_of.year()) } else { (0, 130) };
    let band = |&value: &f64| {
        let year = value.floor() as i32;
        (value.is_finite() && lo <= year && year <= hi).then(|| year.div_euclid(BAND_YEARS))
    };
    let first = values.iter().filter_map(band).min()?;
    let last = values.iter().filter_map(band).max()?;
    let text = |band: i32| format!("{}–{}", band * BAND_YEARS, band * BAND_YEARS + BAND_YEARS - 1);
    let code =
        |value: &f64| band(value).and_then(|band| u16::try_from(band - first).ok()).unwrap_or(u16::MAX);
    (first < last).then(|| Split {
        name: name.to_owned(),
        kind,
        values: (first..=last).map(text).collect(),
        codes: values.iter().map(code).collect(),
    })
}

/// What a split tells about who is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gain {
    /// Bits, less those that chance gives.
    pub(super) bits: f64,
    /// Chance of as much if the split says nothing.
    pub(super) p_value: f64,
}

/// The information that a table of (wanted, not wanted) by value gives about being wanted, corrected for chance; 0 bits
/// of an empty table.
///
/// # Source
/// Shannon (1948); correction (r - 1) (c - 1) / (2 n ln 2): Miller (1955), Information Theory in Psychology, 95-100;
/// G = 2 n ln 2 x bits is chi-squared: Sokal & Rohlf (1995), Biometry, 17.2.
pub(super) fn gain(table: &[[u64; 2]]) -> Gain {
    let sum = |side: usize| table.iter().map(|row| row[side]).sum::<u64>() as f64;
    let (hits, others) = (sum(0), sum(1));
    let n = hits + others;
    let n_rows = table.iter().filter(|row| row[0] + row[1] > 0).count();
    if hits == 0.0 || others == 0.0 || n_rows < 2 {
        return Gain { bits: 0.0, p_value: 1.0 };
    }
    let term = |count: u64, row: f64, column: f64| {
        let count = count as f64;
        if count > 0.0 { count / n * libm::log2(count * n / (row * column)) } else { 0.0 }
    };
    let bits: f64 = table
        .iter()
        .map(|row| {
            let all = (row[0] + row[1]) as f64;
            term(row[0], all, hits) + term(row[1], all, others)
        })
        .sum();
    let degrees = n_rows - 1;
    let bias = degrees as f64 / (2.0 * n * std::f64::consts::LN_2);
    Gain {
        bits: (bits - bias).max(0.0),
        p_value: upper_tail(2.0 * n * std::f64::consts::LN_2 * bits.max(0.0), degrees),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quinlan_1986_gains_0_247_bits_from_the_outlook() {
        // Quinlan (1986), Machine Learning 1, 81-106: play by sunny, overcast, rain; gain(outlook) = 0.246 bits.
        let table = [[2, 3], [4, 0], [3, 2]];
        let bias = 2.0 / (2.0 * 14.0 * std::f64::consts::LN_2);
        let found = gain(&table);
        assert!((found.bits + bias - 0.2467).abs() < 1e-4, "{found:?}");
        // G = 2 n ln 2 x 0.2467 = 4.789 with two degrees of freedom.
        assert!((found.p_value - (-4.789_f64 / 2.0).exp()).abs() < 2e-4, "{found:?}");
    }

    #[test]
    fn a_table_that_cannot_tell_says_nothing() {
        for table in [&[][..], &[[0, 0]], &[[3, 4]], &[[3, 0], [4, 0]], &[[5, 5], [0, 0]]] {
            assert_eq!(gain(table), Gain { bits: 0.0, p_value: 1.0 });
        }
        assert_eq!(gain(&[[50, 50], [50, 50]]).bits, 0.0);
    }

    #[test]
    fn years_of_birth_fall_into_decades() {
        let as_of = crate::analysis::sample::day("2024-06-30");
        let split =
            bands("born", SplitKind::BirthYears, &[1979.0, 1980.0, f64::NAN, 1801.0, 1999.0], as_of).unwrap();
        assert_eq!(split.values, ["1970–1979", "1980–1989", "1990–1999"]);
        assert_eq!(split.codes, [0, 1, u16::MAX, u16::MAX, 2]);
        assert!(bands("age", SplitKind::Ages, &[31.0, 38.5], as_of).is_none());
    }
}
