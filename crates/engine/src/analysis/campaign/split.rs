//! Who is contacted and who is left alone: drawn by lot, and the same lot every time.
//!
//! In:   a selection of customers, a seed.
//! Out:  an arm for each; a [`SplitReport`] of how alike the arms are.
//! Cost: one hash a customer; a sort within each stratum where parts are exact.
//!
//! A customer's lot is a hash of the seed and the customer's id: neither the order of the rows nor other
//! customers change it, and it is the same on every machine. [`Dealing::Fixed`] puts who draws below the share of the
//! control group into it, so that nobody ever changes arms; [`Dealing::Exact`] takes the lowest lots of each stratum, so
//! that every stratum has its exact part, and a new customer may move one other.
//!
//! Sources: hash FNV-1a (Fowler, Noll & Vo) and the finalizer of SplitMix64 (Steele, Lea & Flood 2014, Fast splittable
//! pseudorandom number generators, OOPSLA); standardized difference after Austin (2009).

use super::members::Arm;
use crate::analysis::development::grouping::{Group, Grouping, Groups};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use crate::stats::student::Moments;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Customers a list needs to be split at all.
pub const MIN_CUSTOMERS: u64 = 10;
/// Standardized difference from which arms are not alike (Austin 2009).
pub const MAX_IMBALANCE: f64 = 0.1;
/// Values of an attribute that balance is looked at for, at most: the most frequent.
const MAX_VALUES: usize = 12;

/// How lots become arms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dealing {
    /// Below the share of the control group: nobody ever changes arms.
    Fixed,
    /// The lowest lots of each stratum: exact parts.
    Exact,
}

/// How a list is split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitOptions {
    /// Seed: another campaign, another seed.
    pub seed: u64,
    /// Share of the control group, above 0 and below 1.
    pub control_share: f64,
    /// How lots become arms.
    pub dealing: Dealing,
    /// Strata.
    pub strata: Grouping,
}

impl Default for SplitOptions {
    fn default() -> Self {
        Self { seed: 1, control_share: 0.2, dealing: Dealing::Exact, strata: Grouping::Segments }
    }
}

/// A stratum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StratumRow {
    /// Which; `None` for customers without a value.
    pub group: Option<Group>,
    /// Customers to be contacted.
    pub n_treated: u64,
    /// Customers to be left alone.
    pub n_control: u64,
}

/// One thing the arms should be alike in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BalanceRow {
    /// What: orders, revenue, days since the last order, or the header of a column.
    pub name: String,
    /// The value of the column whose share is compared; empty for numbers.
    pub value: String,
    /// Mean (share) of the treated.
    pub treated: f64,
    /// Mean (share) of the control group.
    pub control: f64,
    /// Standardized difference; 0 where nothing varies.
    pub standardized_difference: f64,
}

/// How alike the arms are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitReport {
    /// Customers to be contacted.
    pub n_treated: u64,
    /// Customers to be left alone.
    pub n_control: u64,
    /// Strata.
    pub strata: Vec<StratumRow>,
    /// By distance from 0, farthest first.
    pub balance: Vec<BalanceRow>,
    /// The farthest.
    pub largest_difference: f64,
    /// Whether it stays below [`MAX_IMBALANCE`], or what chance alone brings to arms of these sizes.
    pub is_balanced: bool,
}

/// The lot of a customer, 0 to 1.
#[must_use]
pub fn lot(seed: u64, id: &str) -> f64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in id.as_bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    lot_of_hash(seed, hash)
}

/// The lot of an id that was hashed before.
fn lot_of_hash(seed: u64, hash: u64) -> f64 {
    (mixed(hash ^ mixed(seed)) >> 11) as f64 / 9_007_199_254_740_992.0
}

fn mixed(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Lots of the same customers under many seeds.
#[derive(Debug)]
pub(super) struct Lots {
    hashes: Vec<u64>,
}

impl Lots {
    pub(super) fn new<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let hash = |id: &str| {
            id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
        };
        Self { hashes: ids.map(hash).collect() }
    }

    pub(super) fn of(&self, seed: u64) -> impl Iterator<Item = f64> + '_ {
        self.hashes.iter().map(move |&hash| lot_of_hash(seed, hash))
    }
}

/// The arm of each customer of the data set; none for those not selected.
///
/// # Errors
/// [`Refused`] with a share out of 0..1, fewer than [`MIN_CUSTOMERS`] customers or without the column of the strata.
pub fn arms(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &SplitOptions,
) -> Result<Vec<Option<Arm>>, Refused> {
    if !(options.control_share > 0.0 && options.control_share < 1.0) {
        return Err(Refused::BadSetting { setting: "control-share".to_owned() });
    }
    let n = selection.customers.count() as u64;
    if n < MIN_CUSTOMERS {
        return Err(Refused::TooFewCustomers { have: n, need: MIN_CUSTOMERS });
    }
    let groups = Groups::new(dataset, profile, &options.strata)?;
    let lot_of = |customer: usize| lot(options.seed, dataset.customers().ids.get(customer));
    let mut arms = vec![None; dataset.n_customers()];
    match options.dealing {
        Dealing::Fixed => {
            for customer in selection.customers.iter() {
                let is_control = lot_of(customer) < options.control_share;
                arms[customer] = Some(if is_control { Arm::Control } else { Arm::Treated });
            }
        }
        Dealing::Exact => {
            let mut strata: BTreeMap<Option<usize>, Vec<(f64, usize)>> = BTreeMap::new();
            for customer in selection.customers.iter() {
                strata.entry(groups.of(customer)).or_default().push((lot_of(customer), customer));
            }
            // What rounding leaves over in one stratum is made good in the next.
            let mut owed = 0.0;
            for lots in strata.values_mut() {
                lots.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                let exact = options.control_share * lots.len() as f64 + owed;
                let n_control = (exact.round().max(0.0) as usize).min(lots.len());
                owed = exact - n_control as f64;
                for (rank, &(_, customer)) in lots.iter().enumerate() {
                    arms[customer] = Some(if rank < n_control { Arm::Control } else { Arm::Treated });
                }
            }
        }
    }
    Ok(arms)
}

/// How alike the arms of the selected customers are.
///
/// # Errors
/// Those of [`arms`].
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &SplitOptions,
) -> Result<SplitReport, Refused> {
    let arms = arms(dataset, profile, selection, options)?;
    let groups = Groups::new(dataset, profile, &options.strata)?;
    let mut counts: BTreeMap<Option<usize>, [u64; 2]> = BTreeMap::new();
    for customer in selection.customers.iter() {
        if let Some(arm) = arms[customer] {
            counts.entry(groups.of(customer)).or_default()[arm as usize] += 1;
        }
    }
    let n_of = |arm: Arm| counts.values().map(|count| count[arm as usize]).sum::<u64>();
    let (n_treated, n_control) = (n_of(Arm::Treated), n_of(Arm::Control));
    let mut balance = balance(dataset, profile, selection, &arms);
    let size = |row: &BalanceRow| row.standardized_difference.abs();
    balance.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let largest_difference = balance.first().map_or(0.0, size);
    // The standard error of a standardized difference; three of them are rarely chance, even the largest of many.
    let by_chance = (1.0 / n_treated.max(1) as f64 + 1.0 / n_control.max(1) as f64).sqrt();
    Ok(SplitReport {
        n_treated,
        n_control,
        strata: counts
            .iter()
            .map(|(group, &[n_treated, n_control])| StratumRow {
                group: group.map(|group| groups.group(group)),
                n_treated,
                n_control,
            })
            .collect(),
        balance,
        largest_difference,
        is_balanced: largest_difference < MAX_IMBALANCE.max(3.0 * by_chance),
    })
}

fn balance(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    arms: &[Option<Arm>],
) -> Vec<BalanceRow> {
    let facts = &profile.facts;
    let row = |name: &str, value: &str, of: &dyn Fn(usize) -> f64| {
        let mut moments = [Moments::default(); 2];
        for customer in selection.customers.iter() {
            if let Some(arm) = arms[customer] {
                moments[arm as usize].add(of(customer));
            }
        }
        let [treated, control] = moments;
        BalanceRow {
            name: name.to_owned(),
            value: value.to_owned(),
            treated: treated.mean,
            control: control.mean,
            standardized_difference: standardized_difference(&treated, &control),
        }
    };
    let mut rows = vec![
        row("orders", "", &|customer| f64::from(facts.n_orders[customer])),
        row("revenue", "", &|customer| dataset.major(i128::from(facts.revenue[customer]))),
        row("recency-days", "", &|customer| f64::from(facts.recency_days(customer))),
    ];
    for dimension in &dataset.customers().dimensions {
        let mut counts = vec![0_u64; dimension.values.len()];
        for customer in selection.customers.iter() {
            counts[usize::from(dimension.codes[customer])] += 1;
        }
        let mut codes: Vec<usize> = (0..counts.len()).filter(|&code| counts[code] > 0).collect();
        codes.sort_by_key(|&code| (std::cmp::Reverse(counts[code]), code));
        for code in codes.into_iter().take(MAX_VALUES) {
            let is_of = |customer: usize| f64::from(u8::from(usize::from(dimension.codes[customer]) == code));
            rows.push(row(&dimension.name, &dimension.values[code], &is_of));
        }
    }
    rows
}

/// Difference of means in standard deviations; 0 where nothing varies. Variances are with n - 1.
fn standardized_difference(a: &Moments, b: &Moments) -> f64 {
    let spread = ((a.variance() + b.variance()) / 2.0).sqrt();
    if spread > 0.0 { (a.mean - b.mean) / spread } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    fn shop(n: usize) -> Dataset {
        let lines: Vec<Line> =
            (0..n).map(|idx| line(&format!("C{idx:04}"), "2024-03-01", (idx % 90) as i64)).collect();
        dataset(&lines, &[])
    }

    fn split(dataset: &Dataset, options: &SplitOptions) -> Vec<Option<Arm>> {
        let profile = profile(dataset, day("2024-12-31"));
        arms(dataset, &profile, &select(dataset, &profile, &[]), options).unwrap()
    }

    #[test]
    fn fixed_arms_never_change_with_new_customers() {
        let options = SplitOptions { dealing: Dealing::Fixed, ..SplitOptions::default() };
        let (few, many) = (split(&shop(500), &options), split(&shop(1_000), &options));
        assert_eq!(few[..], many[..500]);
        let n_control = many.iter().filter(|&&arm| arm == Some(Arm::Control)).count();
        // 200 expected, standard deviation 12.6.
        assert!((150..250).contains(&n_control), "{n_control}");
    }

    #[test]
    fn exact_arms_have_their_part_and_a_new_customer_moves_at_most_one_other() {
        let options = SplitOptions::default();
        let (few, many) = (split(&shop(999), &options), split(&shop(1_000), &options));
        let n_control = many.iter().filter(|&&arm| arm == Some(Arm::Control)).count();
        assert_eq!(n_control, 200);
        let n_moved = few.iter().zip(&many).filter(|(a, b)| a != b).count();
        assert!(n_moved <= 1, "{n_moved}");
    }

    #[test]
    fn a_seed_gives_the_same_arms_everywhere() {
        // FNV-1a of "a" is 0xaf63dc4c8601ec8c; SplitMix64 from 0 begins with 0xe220a8397b1dcdaf.
        assert_eq!(mixed(0), 0xe220_a839_7b1d_cdaf);
        assert_eq!(Lots::new(["a"].into_iter()).hashes, [0xaf63_dc4c_8601_ec8c]);
        let lots: Vec<f64> = Lots::new(["a", "b"].into_iter()).of(7).collect();
        assert_eq!(lots, [lot(7, "a"), lot(7, "b")]);
        assert_ne!(
            split(&shop(100), &SplitOptions { seed: 2, ..SplitOptions::default() }),
            split(&shop(100), &SplitOptions::default())
        );
    }

    #[test]
    fn the_standardized_difference_is_that_of_austin_2009() {
        // Shares of .5 and .4: .1 / sqrt((.25 + .24) / 2) = .2020; variances here are with n - 1.
        let share =
            |hits: usize, n: usize| (0..n).map(|idx| f64::from(u8::from(idx < hits))).collect::<Moments>();
        let found = standardized_difference(&share(5_000, 10_000), &share(4_000, 10_000));
        assert!((found - 0.1 / 0.245_f64.sqrt()).abs() < 1e-4, "{found}");
        assert_eq!(standardized_difference(&share(0, 9), &share(0, 9)), 0.0);
    }

    #[test]
    fn strata_sum_to_the_list_and_the_arms_are_alike() {
        let dataset = shop(2_000);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &SplitOptions::default()).unwrap();
        let n: u64 = report.strata.iter().map(|row| row.n_treated + row.n_control).sum();
        assert_eq!((n, report.n_treated, report.n_control), (2_000, 1_600, 400));
        assert!(report.is_balanced && report.largest_difference < 0.2, "{:?}", report.balance);
        let bad = SplitOptions { control_share: 1.0, ..SplitOptions::default() };
        let refused = arms(&dataset, &profile, &all, &bad);
        assert_eq!(refused, Err(Refused::BadSetting { setting: "control-share".to_owned() }));
    }
}
