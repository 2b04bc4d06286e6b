//! Who the selected customers are, against everybody.

use super::OVER_INDEX;
use super::split::{SplitKind, gain, splits};
use crate::analysis::finding::{Finding, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use crate::metric::Needs;
use crate::query::{Clause, Mask};
use crate::stats::proportion::Proportion;
use serde::{Deserialize, Serialize};

/// Who is described.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum ProfileTarget {
    /// The selected customers against all with an order.
    Selection,
    /// The part of the selected customers (0..=1) that brought most revenue, against the selected ones.
    TopRevenue(f64),
}

/// What the profile is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProfileIndexOptions {
    /// Who is described.
    pub target: ProfileTarget,
    /// Values of a column at most, those of most customers; the rest is one row.
    pub max_values: u16,
    /// Columns at most, those that tell most.
    pub max_splits: u16,
}

impl Default for ProfileIndexOptions {
    fn default() -> Self {
        Self { target: ProfileTarget::Selection, max_values: 20, max_splits: 30 }
    }
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexRow {
    /// The value; `None` for the rest of the values.
    pub value: Option<String>,
    /// Customers described who have it.
    pub n_target: u64,
    /// Customers of the base who have it.
    pub n_base: u64,
    /// Share among those described whose value is known.
    pub share: f64,
    /// Share among the base whose value is known.
    pub base_share: f64,
    /// 100 x share / base share.
    pub index: f64,
    /// Lower end of the 95 % interval of the index.
    pub index_ci_low: f64,
    /// Upper end.
    pub index_ci_high: f64,
    /// Whether the interval leaves out 100.
    pub is_different: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitRow {
    /// Header of the column.
    pub dimension: String,
    /// Whether its values are bands of years of birth.
    pub is_birth_years: bool,
    /// Whether its values are bands of ages.
    pub is_ages: bool,
    /// Customers described whose value is known.
    pub n_target: u64,
    /// Customers of the base whose value is known.
    pub n_base: u64,
    /// What it tells about being one of those described, in bits less those of chance.
    pub information_gain_bits: f64,
    /// Chance of as much if it tells nothing.
    pub p_value: f64,
    /// Its values, those of most customers of the base first; bands in their order.
    pub rows: Vec<IndexRow>,
}

/// Who the selected customers are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfileIndexReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Customers described.
    pub n_target: u64,
    /// Customers they are held against, themselves among them.
    pub n_base: u64,
    /// Columns, the most telling first.
    pub splits: Vec<SplitRow>,
    /// Columns that are not listed.
    pub n_other_splits: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Fewest customers described, and fewest others.
const MIN_CUSTOMERS: u64 = 10;

/// Who the selected customers are, by every column.
#[must_use]
pub fn profile_index(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &ProfileIndexOptions,
) -> ProfileIndexReport {
    let facts = &profile.facts;
    let everybody = Mask::from_fn(facts.len(), |customer| facts.has_order(customer));
    let (base, target) = match options.target {
        ProfileTarget::Selection => (&everybody, selection.customers.clone()),
        ProfileTarget::TopRevenue(share) => (&selection.customers, top(profile, selection, share)),
    };
    let (n_base, n_target) = (base.count() as u64, target.count() as u64);
    let mut found: Vec<SplitRow> = Vec::new();
    for split in splits(dataset, facts) {
        let mut table = vec![[0_u64; 2]; split.values.len()];
        for customer in base.iter() {
            if let Some(row) = table.get_mut(usize::from(split.codes[customer])) {
                row[usize::from(!target.get(customer))] += 1;
            }
        }
        let n_target: u64 = table.iter().map(|row| row[0]).sum();
        let n_base: u64 = table.iter().flatten().sum();
        let told = gain(&table);
        let mut order: Vec<usize> = (0..table.len()).filter(|&code| table[code] != [0, 0]).collect();
        if split.kind == SplitKind::Column {
            order.sort_by_key(|&code| (std::cmp::Reverse(table[code][0] + table[code][1]), code));
        }
        let (shown, rest) = order.split_at(order.len().min(usize::from(options.max_values)));
        let index = |value: Option<String>, [hits, others]: [u64; 2]| {
            index_row(value, hits, hits + others, n_target, n_base)
        };
        let mut rows: Vec<IndexRow> =
            shown.iter().filter_map(|&code| index(Some(split.values[code].clone()), table[code])).collect();
        if !rest.is_empty() {
            let sum =
                rest.iter().fold([0, 0], |sum, &code| [sum[0] + table[code][0], sum[1] + table[code][1]]);
            rows.extend(index(None, sum));
        }
        found.push(SplitRow {
            dimension: split.name,
            is_birth_years: split.kind == SplitKind::BirthYears,
            is_ages: split.kind == SplitKind::Ages,
            n_target,
            n_base,
            information_gain_bits: told.bits,
            p_value: told.p_value,
            rows,
        });
    }
    found.sort_by(|a, b| b.information_gain_bits.total_cmp(&a.information_gain_bits));
    let n_other_splits = found.len().saturating_sub(usize::from(options.max_splits)) as u64;
    found.truncate(usize::from(options.max_splits));
    let refused = if found.is_empty() {
        Some(Refused::needs(Needs::Attributes))
    } else if n_target < MIN_CUSTOMERS {
        Some(Refused::TooFewCustomers { have: n_target, need: MIN_CUSTOMERS })
    } else if n_base == n_target {
        Some(Refused::AllEqual)
    } else {
        None
    };
    let findings: Vec<Finding> =
        if refused.is_none() { over_index(&found).into_iter().collect() } else { Vec::new() };
    ProfileIndexReport { refused, n_target, n_base, splits: found, n_other_splits, findings }
}

/// The selected customers who brought most, ties by their number.
fn top(profile: &Profile, selection: &Selection, share: f64) -> Mask {
    let n = selection.customers.count();
    let n_top = (n as f64 * share.clamp(0.0, 1.0) - 1e-9).ceil().max(0.0) as usize;
    let mut top = Mask::none(profile.facts.len());
    let ranked = profile.ranks.by_revenue.iter().map(|&customer| customer as usize);
    for customer in ranked.filter(|&customer| selection.customers.get(customer)).take(n_top) {
        top.set(customer);
    }
    top
}

fn index_row(value: Option<String>, n_own: u64, n_all: u64, n_target: u64, n_base: u64) -> Option<IndexRow> {
    let Proportion { share, ci_low: low, ci_high: high, .. } = Proportion::new(n_own, n_target)?;
    let base_share = n_all as f64 / n_base as f64;
    let index = |share: f64| 100.0 * share / base_share;
    (base_share > 0.0).then(|| IndexRow {
        value,
        n_target: n_own,
        n_base: n_all,
        share,
        base_share,
        index: index(share),
        index_ci_low: index(low),
        index_ci_high: index(high),
        is_different: base_share < low || high < base_share,
    })
}

/// The value that those described have most beyond their part, in the most telling column that is no accident.
fn over_index(splits: &[SplitRow]) -> Option<Finding> {
    const ALPHA: f64 = 0.01;
    let split = splits.iter().find(|split| split.p_value < ALPHA)?;
    let rows = split.rows.iter().filter(|row| row.is_different && row.index > 100.0 && row.value.is_some());
    let row = rows.max_by(|a, b| (a.share - a.base_share).total_cmp(&(b.share - b.base_share)))?;
    let value = row.value.clone()?;
    let clause = (!split.is_birth_years && !split.is_ages)
        .then(|| Clause::CustomerValue { dimension: split.dimension.clone(), values: vec![value.clone()] });
    let values = [
        Value::Name(split.dimension.clone()),
        Value::Name(value),
        Value::Share(row.share, 0),
        Value::Share(row.base_share, 0),
    ];
    Some(Finding::new(&OVER_INDEX, values, 0.0, clause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};

    #[test]
    fn an_index_of_200_by_hand() {
        // 10 of 50 described have it, of 100 of 1,000 in the base: 20 % against 10 %.
        let row = index_row(Some("x".to_owned()), 10, 100, 50, 1_000).unwrap();
        assert!((row.index - 200.0).abs() < 1e-9 && (row.share - 0.2).abs() < 1e-12 && row.is_different);
        // Wilson: .1124 to .3304 of 50.
        assert!((row.index_ci_low - 112.4).abs() < 0.1 && (row.index_ci_high - 330.4).abs() < 0.1, "{row:?}");
        assert_eq!(index_row(None, 0, 0, 0, 10), None);
        assert_eq!(index_row(None, 0, 0, 10, 10), None);
    }

    #[test]
    fn a_data_set_without_columns_of_customers_says_so() {
        let dataset = dataset(&[line("A", "2024-01-01", 1)], &[]);
        let profile = profile(&dataset, day("2024-01-01"));
        let all = select(&dataset, &profile, &[]);
        let report = profile_index(&dataset, &profile, &all, &ProfileIndexOptions::default());
        assert!(matches!(report.refused, Some(Refused::NeedsColumn { .. })));
    }
}
