//! The grid of any number of bins, under any map, for a selection.

use super::map::{MapCheck, SegmentMap, check};
use super::register::{FIRST_ORDER_ONLY, FORMER_REGULARS};
use super::rfm::{RfmOptions, RfmScores};
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::partition::{Group, Partition};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use serde::{Deserialize, Serialize};

/// One cell of the grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreCell {
    /// Recency score, the highest is most recent.
    pub recency: u8,
    /// Frequency score, the highest has most orders.
    pub frequency: u8,
    /// The segment of the cell; `None` is the rest.
    pub segment: Option<String>,
    /// Customers.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
}

/// One segment of the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapRow {
    /// Its name; `None` is the rest.
    pub segment: Option<String>,
    /// Customers.
    pub n_customers: u64,
    /// Their share of all selected customers.
    pub customer_share: f64,
    /// Their revenue.
    pub revenue: f64,
    /// Its share of all selected revenue; 0 where that is not positive.
    pub revenue_share: f64,
}

/// Scores and segments of the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RfmReport {
    /// How customers were scored.
    pub options: RfmOptions,
    /// What is wrong with the map.
    pub check: MapCheck,
    /// Customers by recency score, 1 first.
    pub n_by_recency: Vec<u64>,
    /// Customers by frequency score, 1 first.
    pub n_by_frequency: Vec<u64>,
    /// Customers by monetary score, 1 first.
    pub n_by_monetary: Vec<u64>,
    /// All cells, recency 1 first, within it frequency 1 first.
    pub cells: Vec<ScoreCell>,
    /// The segments in the order of the map, then the rest where anybody is in it.
    pub rows: Vec<MapRow>,
    /// Selected customers.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Scores every customer of the data set and counts the selected ones by cell and segment.
///
/// # Errors
/// [`Refused::BadSetting`] for options or a map that cannot be used, or that have different numbers of bins.
pub fn rfm_report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &RfmOptions,
    map: &SegmentMap,
) -> Result<RfmReport, Refused> {
    let check = check(map)?;
    if map.n_bins != options.n_bins {
        return Err(Refused::BadSetting { setting: "segment-map-bins".to_owned() });
    }
    let scores = RfmScores::new(&profile.facts, dataset.money_scale(), options)?;
    let totals = SelectedTotals::new(dataset, profile, selection);
    let n_bins = usize::from(options.n_bins);
    let mut sums = vec![(0_u64, 0_i128); n_bins * n_bins];
    let mut counts = [vec![0_u64; n_bins], vec![0_u64; n_bins], vec![0_u64; n_bins]];
    let place = |score: u8| usize::from(score) - 1;
    let (mut n_once, mut once, mut former) = (0_u64, 0_i128, (0_u64, 0_i128));
    for customer in selection.customers.iter() {
        let (recency, frequency) = (scores.recency[customer], scores.frequency[customer]);
        let revenue = i128::from(totals.revenue[customer]);
        let sum = &mut sums[place(recency) * n_bins + place(frequency)];
        *sum = (sum.0 + 1, sum.1 + revenue);
        counts[0][place(recency)] += 1;
        counts[1][place(frequency)] += 1;
        counts[2][place(scores.monetary[customer])] += 1;
        if profile.facts.n_orders[customer] == 1 {
            (n_once, once) = (n_once + 1, once + revenue);
        }
        if frequency == options.n_bins && recency == 1 {
            former = (former.0 + 1, former.1 + revenue);
        }
    }
    let n_customers: u64 = sums.iter().map(|sum| sum.0).sum();
    let revenue: i128 = sums.iter().map(|sum| sum.1).sum();
    let mut cells = Vec::with_capacity(sums.len());
    let mut segments: Vec<(Option<&str>, u64, i128)> = Vec::new();
    for rule in &map.rules {
        if !segments.iter().any(|(name, ..)| *name == Some(rule.name.as_str())) {
            segments.push((Some(&rule.name), 0, 0));
        }
    }
    segments.push((None, 0, 0));
    for (idx, &(n, sum)) in sums.iter().enumerate() {
        let score = |idx: usize| u8::try_from(idx + 1).unwrap_or(options.n_bins);
        let (recency, frequency) = (score(idx / n_bins), score(idx % n_bins));
        let segment = map.segment_of(recency, frequency);
        if let Some(row) = segments.iter_mut().find(|row| row.0 == segment) {
            *row = (row.0, row.1 + n, row.2 + sum);
        }
        cells.push(ScoreCell {
            recency,
            frequency,
            segment: segment.map(str::to_owned),
            n_customers: n,
            revenue: dataset.major(sum),
        });
    }
    segments.retain(|(name, n, _)| name.is_some() || *n > 0);
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let [n_by_recency, n_by_frequency, n_by_monetary] = counts;

    let mut findings = Vec::new();
    if n_customers >= MIN_CUSTOMERS && n_once * 2 >= n_customers {
        let values = [
            Value::Share(share(n_once as f64, n_customers as f64), 0),
            Value::Share(share(once as f64, revenue as f64), 0),
        ];
        findings.push(Finding::new(&FIRST_ORDER_ONLY, values, 0.0, None));
    }
    if former.0 > 0 && former.1 > 0 && former.1 * 100 >= revenue {
        let money = dataset.major(former.1);
        let values = [Value::Count(former.0), Value::Money(money)];
        findings.push(Finding::new(&FORMER_REGULARS, values, money, None));
    }
    finding::rank(&mut findings);
    Ok(RfmReport {
        options: options.clone(),
        check,
        n_by_recency,
        n_by_frequency,
        n_by_monetary,
        cells,
        rows: segments
            .into_iter()
            .map(|(name, n, sum)| MapRow {
                segment: name.map(str::to_owned),
                n_customers: n,
                customer_share: share(n as f64, n_customers as f64),
                revenue: dataset.major(sum),
                revenue_share: share(sum as f64, revenue as f64),
            })
            .collect(),
        n_customers,
        revenue: dataset.major(revenue),
        findings,
    })
}

/// Fewest customers for a sentence on those who ordered once.
const MIN_CUSTOMERS: u64 = 30;

/// The segments of a map as a division of the customers.
///
/// # Errors
/// As [`rfm_report`].
pub fn rfm_partition(
    dataset: &Dataset,
    profile: &Profile,
    options: &RfmOptions,
    map: &SegmentMap,
) -> Result<Partition, Refused> {
    check(map)?;
    let scores = RfmScores::new(&profile.facts, dataset.money_scale(), options)?;
    let mut names: Vec<&str> = Vec::new();
    for rule in &map.rules {
        if !names.contains(&rule.name.as_str()) {
            names.push(&rule.name);
        }
    }
    let groups = names.iter().map(|name| {
        SegmentMap::named_segment(name).map_or_else(|| Group::Name((*name).to_owned()), Group::Segment)
    });
    Ok(Partition::new(groups.chain([Group::Rest]).collect(), profile.facts.len(), |customer| {
        let (recency, frequency) = (scores.recency[customer], scores.frequency[customer]);
        (recency > 0).then(|| {
            let name = map.segment_of(recency, frequency);
            names.iter().position(|known| Some(*known) == name).unwrap_or(names.len())
        })
    }))
}

#[cfg(test)]
mod tests {
    use super::super::map::MapRule;
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};

    #[test]
    fn a_map_with_a_gap_has_a_rest() {
        let dataset = dataset(
            &[
                line("A", "2024-01-05", 100),
                line("B", "2024-06-20", 30),
                line("B", "2024-06-25", 30),
                line("C", "2024-06-30", 20),
            ],
            &[],
        );
        let profile = profile(&dataset, day("2024-06-30"));
        let all = select(&dataset, &profile, &[]);
        let map = SegmentMap {
            n_bins: 3,
            rules: vec![MapRule { name: "recent".to_owned(), recency: (2, 3), frequency: (1, 3) }],
        };
        let options = RfmOptions { n_bins: 3, ..RfmOptions::default() };
        let report = rfm_report(&dataset, &profile, &all, &options, &map).unwrap();
        assert_eq!(report.check.gaps, [(1, 1), (1, 2), (1, 3)]);
        let rows: Vec<(Option<&str>, u64, f64)> =
            report.rows.iter().map(|row| (row.segment.as_deref(), row.n_customers, row.revenue)).collect();
        assert_eq!(rows, [(Some("recent"), 2, 80.0), (None, 1, 100.0)]);
        assert_eq!(report.n_by_recency, [1, 1, 1]);
        assert_eq!(rfm_partition(&dataset, &profile, &options, &map).unwrap().group_of, [1, 0, 0]);
        let wrong = rfm_report(&dataset, &profile, &all, &RfmOptions::default(), &map);
        assert_eq!(wrong, Err(Refused::BadSetting { setting: "segment-map-bins".to_owned() }));
    }
}
