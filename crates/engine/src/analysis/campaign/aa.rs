//! Does the splitting find effects where there are none? Many splits of a list, and nothing done to anybody.
//!
//! In:   a selection of customers and what they did in some past days.
//! Out:  an [`AaReport`]: how often chance passed for a difference, which should be one time in twenty.
//! Cost: splits times customers.

use super::outcome::Outcome;
use super::split::{Lots, MIN_CUSTOMERS};
use crate::analysis::development::NoReport;
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DayRange};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::progress::Progress;
use crate::stats::normal::{two_proportion_z, two_sided_p};
use crate::stats::proportion::{Interval, wilson};
use crate::stats::student::{Moments, welch};
use serde::{Deserialize, Serialize};

/// How the check is made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AaOptions {
    /// Splits.
    pub n_splits: u32,
    /// Seed of the first; the others follow.
    pub seed: u64,
    /// Share of the control group.
    pub control_share: f64,
    /// Days to the as-of day in which behavior is compared.
    pub days: u32,
    /// Level of the tests.
    pub level: f64,
}

impl Default for AaOptions {
    fn default() -> Self {
        Self { n_splits: 1_000, seed: 1, control_share: 0.2, days: 90, level: 0.05 }
    }
}

/// How often chance passed for a difference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FalsePositives {
    /// Splits with a p-value below the level.
    pub n_significant: u64,
    /// Their share.
    pub share: f64,
    /// Its interval, at 95 %.
    pub interval: Interval,
    /// Whether the interval holds the level.
    pub is_sound: bool,
}

/// The check of splitting and testing together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AaReport {
    /// Customers of the list.
    pub n_customers: u64,
    /// Splits.
    pub n_splits: u64,
    /// The days that were compared.
    pub days: DayRange,
    /// Share of the customers with an order in them.
    pub response_rate: f64,
    /// The test of response; `None` where all or nobody ordered.
    pub response: Option<FalsePositives>,
    /// The test of revenue per customer; `None` where nothing varies.
    pub revenue: Option<FalsePositives>,
}

/// Splits the selected customers many times and tests for differences that cannot be there.
///
/// # Errors
/// [`Refused`] with fewer than [`MIN_CUSTOMERS`] customers or a setting out of its range; cancelled when nobody waits.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &AaOptions,
    progress: &mut impl Progress,
) -> Result<AaReport, NoReport> {
    let n = selection.customers.count() as u64;
    if n < MIN_CUSTOMERS {
        return Err(Refused::TooFewCustomers { have: n, need: MIN_CUSTOMERS }.into());
    }
    if !(options.control_share > 0.0 && options.control_share < 1.0) {
        return Err(Refused::BadSetting { setting: "control-share".to_owned() }.into());
    }
    let as_of = profile.facts.as_of;
    let days = DayRange { first: as_of.plus(1 - options.days.max(1).cast_signed()), last: as_of };
    let outcomes: Vec<Outcome> =
        selection.customers.iter().map(|customer| Outcome::of(dataset, customer, days, as_of)).collect();
    let lots = Lots::new(selection.customers.iter().map(|customer| dataset.customers().ids.get(customer)));
    let (mut response, mut revenue) = (Tests::default(), Tests::default());
    for split in 0..options.n_splits {
        progress.step(f64::from(split) / f64::from(options.n_splits))?;
        let (mut counts, mut hits) = ([0_u64; 2], [0_u64; 2]);
        let mut money = [Moments::default(); 2];
        for (outcome, lot) in outcomes.iter().zip(lots.of(options.seed.wrapping_add(u64::from(split)))) {
            let arm = usize::from(lot < options.control_share);
            counts[arm] += 1;
            hits[arm] += u64::from(outcome.n_orders > 0);
            money[arm].add(outcome.revenue);
        }
        response
            .add(two_proportion_z(hits[0], counts[0], hits[1], counts[1]).map(two_sided_p), options.level);
        revenue.add(welch(&money[0], &money[1], 0.95).map(|found| found.p_value), options.level);
    }
    let n_responders = outcomes.iter().filter(|outcome| outcome.n_orders > 0).count();
    Ok(AaReport {
        n_customers: n,
        n_splits: u64::from(options.n_splits),
        days,
        response_rate: n_responders as f64 / n as f64,
        response: response.finish(options.level),
        revenue: revenue.finish(options.level),
    })
}

#[derive(Debug, Clone, Copy, Default)]
struct Tests {
    n: u64,
    n_significant: u64,
}

impl Tests {
    fn add(&mut self, p_value: Option<f64>, level: f64) {
        if let Some(p_value) = p_value {
            self.n += 1;
            self.n_significant += u64::from(p_value < level);
        }
    }

    fn finish(self, level: f64) -> Option<FalsePositives> {
        let interval = wilson(self.n_significant, self.n, 0.95);
        (self.n > 0).then(|| FalsePositives {
            n_significant: self.n_significant,
            share: self.n_significant as f64 / self.n as f64,
            interval,
            is_sound: interval.holds(level),
        })
    }
}

pub(crate) const METRICS: &[Metric] = &[Metric {
    id: "false-positive-share",
    formula: "splits with p < level / splits, when nothing was done to anybody",
    unit: Unit::Share,
    additivity: Additivity::NotAdditive,
    needs: &[Needs::Amount],
    source: "A/A test: Kohavi, Tang & Xu 2020, Trustworthy Online Controlled Experiments, chapter 19",
    limits: "Past behavior, not that of the campaign. Long tails of revenue and small lists make tests of means cautious.",
    test: "analysis::campaign::aa::tests::one_split_in_twenty_passes_for_an_effect",
}];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};
    use crate::progress::Unwatched;

    /// 1,000 customers, of whom the first 300 by number order in December, for 1 to 60.
    fn shop() -> Dataset {
        let mut lines: Vec<Line> = (0..1_000).map(|idx| line(&format!("C{idx}"), "2023-03-01", 5)).collect();
        for idx in 0..300_i64 {
            lines.push(line(&format!("C{idx}"), "2024-12-05", 1 + idx / 5));
        }
        dataset(&lines, &[])
    }

    #[test]
    fn one_split_in_twenty_passes_for_an_effect() {
        let dataset = shop();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let options = AaOptions { n_splits: 2_000, control_share: 0.5, ..AaOptions::default() };
        let report = report(&dataset, &profile, &all, &options, &mut Unwatched).unwrap();
        assert_eq!((report.n_customers, report.response_rate), (1_000, 0.3));
        let (response, revenue) = (report.response.unwrap(), report.revenue.unwrap());
        assert!((0.04..0.06).contains(&response.share), "{response:?}");
        assert!((0.04..0.06).contains(&revenue.share), "{revenue:?}");
    }

    #[test]
    fn where_nobody_ordered_there_is_nothing_to_test() {
        let dataset = shop();
        let profile = profile(&dataset, day("2024-06-30"));
        let all = select(&dataset, &profile, &[]);
        let options = AaOptions { n_splits: 5, ..AaOptions::default() };
        let report = report(&dataset, &profile, &all, &options, &mut Unwatched).unwrap();
        assert_eq!((report.response, report.revenue, report.response_rate), (None, None, 0.0));
    }
}
