//! Clusters of customers who buy alike: by the shares of their spend on each category.
//!
//! In:   amounts above zero of the lines by the as-of day, one dimension of lines.
//! Out:  [`NeedClusters`] of the data set; a [`NeedReport`] of a selection.
//! Cost: two passes over the lines. Centres are fitted to a seeded sample of at most 20,000 customers, whose number
//!       is reported; then every customer goes to the nearest.
//!
//! A customer with too few lines says little about needs and stays outside, counted.

use super::choice::{KRow, choose};
use super::register::NEED_FOCUS;
use super::{ClusterOptions, MIN_CUSTOMERS};
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::partition::{Group, Partition};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Dimension, DimensionRole};
use crate::metric::Needs;
use crate::progress::{Cancelled, Progress};
use crate::stats::kmeans::{Plan, Points, nearest, sample};
use crate::stats::random::Pcg32;
use serde::{Deserialize, Serialize};

/// Categories that are told apart; the rest is one.
const MAX_CATEGORIES: usize = 24;

/// How far apart two ways of spending are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MixDistance {
    /// Distance of the roots of the shares: small shares count, too.
    Hellinger,
    /// Distance of the shares scaled to length 1, which grows with the angle between them.
    Cosine,
}

/// How clusters of needs are found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedOptions {
    /// Header of the dimension; the category, or the product where there is none, when `None`.
    pub dimension: Option<String>,
    /// How spending is compared.
    pub distance: MixDistance,
    /// Fewest lines above zero of a customer who is divided.
    pub min_lines: u32,
    /// Numbers of clusters, starts, samples and the seed; the scaling is not used.
    pub clusters: ClusterOptions,
}

impl Default for NeedOptions {
    fn default() -> Self {
        Self {
            dimension: None,
            distance: MixDistance::Hellinger,
            min_lines: 3,
            clusters: ClusterOptions { n_starts: 6, n_bootstraps: 6, k_max: 7, ..ClusterOptions::default() },
        }
    }
}

/// Every customer's cluster of needs.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedClusters {
    /// Header of the dimension.
    pub dimension: String,
    /// Categories that are told apart, largest spend first.
    pub categories: Vec<String>,
    /// Whether smaller categories were joined into one more.
    pub has_rest: bool,
    /// What the options were.
    pub options: NeedOptions,
    /// Number of clusters.
    pub k: u8,
    /// The number that is suggested.
    pub suggested_k: u8,
    /// Every number that was tried.
    pub by_k: Vec<KRow>,
    /// Customers with enough lines.
    pub n_customers: u64,
    /// Customers that centres were fitted to.
    pub n_fitted: u64,
    /// Index of each customer's cluster, largest spend first; `None` with too few lines.
    pub cluster_of: Vec<Option<u8>>,
    /// Place of each value of the dimension in a mix.
    place_of: Vec<usize>,
}

impl NeedClusters {
    /// The clusters as a division of the customers.
    #[must_use]
    pub fn partition(&self) -> Partition {
        Partition::new((1..=self.k).map(Group::Cluster).collect(), self.cluster_of.len(), |customer| {
            self.cluster_of[customer].map(usize::from)
        })
    }
}

/// Shares of spend of customers, worked out line by line.
struct Mixes<'a> {
    dataset: &'a Dataset,
    dimension: &'a Dimension,
    profile: &'a Profile,
    place_of: Vec<usize>,
    n_places: usize,
    distance: MixDistance,
    min_lines: u32,
}

impl Mixes<'_> {
    /// Spend of a customer by place, in `mix`; `false` with too few lines.
    fn spend(&self, customer: usize, mix: &mut [f64]) -> bool {
        mix.fill(0.0);
        let mut n_lines = 0;
        for line in self.dataset.lines_of_customer(customer) {
            let amount = self.dataset.amounts()[line];
            if amount > 0 && self.dataset.days()[line] <= self.profile.facts.as_of {
                n_lines += 1;
                mix[self.place_of[usize::from(self.dimension.codes[line])]] += amount as f64;
            }
        }
        n_lines >= self.min_lines.max(1)
    }

    /// The point of a customer: spend scaled as the distance wants it.
    fn point(&self, customer: usize, mix: &mut [f64]) -> bool {
        if !self.spend(customer, mix) {
            return false;
        }
        match self.distance {
            MixDistance::Hellinger => {
                let total: f64 = mix.iter().sum();
                for value in mix.iter_mut() {
                    *value = (*value / total).sqrt();
                }
            }
            MixDistance::Cosine => {
                let length = mix.iter().map(|value| value * value).sum::<f64>().sqrt();
                for value in mix.iter_mut() {
                    *value /= length;
                }
            }
        }
        true
    }
}

/// Divides the customers by what they buy.
///
/// The inner error says why there are no clusters: no such dimension, no amounts, fewer than two categories, fewer
/// than [`MIN_CUSTOMERS`] customers with enough lines.
///
/// # Errors
/// [`Cancelled`] when `progress` says so.
///
/// # Source
/// The Euclidean distance of roots of shares is the Hellinger distance times the root of 2: C. R. Rao (1995), A
/// review of canonical coordinates and an alternative to correspondence analysis using Hellinger distance, Questiio
/// 19, 23-63. Clusters by angle: Dhillon & Modha (2001), Machine Learning 42, 143-175.
pub fn fit(
    dataset: &Dataset,
    profile: &Profile,
    options: &NeedOptions,
    progress: &mut impl Progress,
) -> Result<Result<NeedClusters, Refused>, Cancelled> {
    let dimension = match (&options.dimension, options.clusters.check()) {
        (_, Err(refused)) => return Ok(Err(refused)),
        (Some(name), _) => dataset.dimensions().iter().find(|dimension| dimension.name == *name),
        (None, _) => {
            dataset.dimension(DimensionRole::Category).or_else(|| dataset.dimension(DimensionRole::Product))
        }
    };
    let Some(dimension) = dimension else { return Ok(Err(Refused::needs(Needs::Category))) };
    if !dataset.has_amounts() {
        return Ok(Err(Refused::needs(Needs::Amount)));
    }
    let (place_of, categories, has_rest) = places(dataset, profile, dimension);
    let n_places = categories.len() + usize::from(has_rest);
    if n_places < 2 {
        return Ok(Err(Refused::AllEqual));
    }
    let mixes = Mixes {
        dataset,
        dimension,
        profile,
        place_of,
        n_places,
        distance: options.distance,
        min_lines: options.min_lines,
    };
    let mut mix = vec![0.0; n_places];
    let eligible: Vec<usize> =
        (0..profile.facts.len()).filter(|&customer| mixes.spend(customer, &mut mix)).collect();
    let n_customers = eligible.len() as u64;
    if n_customers < MIN_CUSTOMERS {
        return Ok(Err(Refused::TooFewCustomers { have: n_customers, need: MIN_CUSTOMERS }));
    }
    let mut random = Pcg32::new(options.clusters.seed, 3_000);
    let chosen = sample(eligible.len(), Plan::default().n_sample, &mut random);
    let mut values = Vec::with_capacity(chosen.len() * n_places);
    for &idx in &chosen {
        mixes.point(eligible[idx], &mut mix);
        values.extend_from_slice(&mix);
    }
    let points = Points { values: &values, n_dims: n_places };
    if (1..points.len()).all(|idx| points.row(idx) == points.row(0)) {
        return Ok(Err(Refused::AllEqual));
    }
    let mut choice = choose(points, &options.clusters, progress)?;
    let k = options.clusters.k.map_or(choice.suggested_k, usize::from);
    let Some(found) = choice.take(k) else {
        return Ok(Err(Refused::BadSetting { setting: "number-of-clusters".to_owned() }));
    };

    let mut cluster_of: Vec<Option<u8>> = vec![None; profile.facts.len()];
    let mut spend = vec![(0.0_f64, 0_usize); k];
    for &customer in &eligible {
        mixes.point(customer, &mut mix);
        let cluster = nearest(&found.centers, &mix).0;
        cluster_of[customer] = u8::try_from(cluster).ok();
        spend[cluster].0 += profile.facts.revenue[customer] as f64;
    }
    for (cluster, spend) in spend.iter_mut().enumerate() {
        spend.1 = cluster;
    }
    spend.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut rank = vec![0_u8; k];
    for (place, &(_, cluster)) in spend.iter().enumerate() {
        rank[cluster] = u8::try_from(place).unwrap_or(u8::MAX);
    }
    for cluster in cluster_of.iter_mut().flatten() {
        *cluster = rank[usize::from(*cluster)];
    }
    Ok(Ok(NeedClusters {
        dimension: dimension.name.clone(),
        categories,
        has_rest,
        options: options.clone(),
        k: u8::try_from(k).unwrap_or(u8::MAX),
        suggested_k: u8::try_from(choice.suggested_k).unwrap_or(u8::MAX),
        by_k: choice.by_k,
        n_customers,
        n_fitted: chosen.len() as u64,
        cluster_of,
        place_of: mixes.place_of,
    }))
}

/// The place of each value in a mix, the names of the largest categories, and whether there is a place for the rest.
fn places(dataset: &Dataset, profile: &Profile, dimension: &Dimension) -> (Vec<usize>, Vec<String>, bool) {
    let mut spend = vec![0_i128; dimension.values.len()];
    for (line, &code) in dimension.codes.iter().enumerate() {
        let amount = dataset.amounts()[line];
        if amount > 0 && dataset.days()[line] <= profile.facts.as_of {
            spend[usize::from(code)] += i128::from(amount);
        }
    }
    let mut order: Vec<usize> = (0..spend.len()).filter(|&value| spend[value] > 0).collect();
    order.sort_by_key(|&value| (std::cmp::Reverse(spend[value]), value));
    let n_named = if order.len() > MAX_CATEGORIES + 1 { MAX_CATEGORIES } else { order.len() };
    let mut place_of = vec![n_named.min(order.len().saturating_sub(1)); spend.len()];
    for (place, &value) in order.iter().take(n_named).enumerate() {
        place_of[value] = place;
    }
    let categories = order.iter().take(n_named).map(|&value| dimension.values[value].clone()).collect();
    (place_of, categories, order.len() > n_named)
}

/// The share of a category in a cluster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedShare {
    /// The category; `None` for the rest.
    pub category: Option<String>,
    /// Its share of the cluster's spend.
    pub share: f64,
    /// Its share of the spend of all selected customers who were divided.
    pub share_of_all: f64,
    /// The first over the second, times 100; `None` where nobody spends on it.
    pub index: Option<f64>,
}

/// One cluster of needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedRow {
    /// Its number from 1; cluster 1 spends most.
    pub cluster: u8,
    /// Selected customers.
    pub n_customers: u64,
    /// Their share of the selected customers who were divided.
    pub customer_share: f64,
    /// Their revenue of the selected lines.
    pub revenue: f64,
    /// Their mean revenue.
    pub mean_revenue: f64,
    /// The categories, largest of all first; shares sum to 1.
    pub mix: Vec<NeedShare>,
}

/// Clusters of needs of the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedReport {
    /// Header of the dimension.
    pub dimension: String,
    /// How spending is compared.
    pub distance: MixDistance,
    /// Number of clusters.
    pub k: u8,
    /// The number that is suggested.
    pub suggested_k: u8,
    /// Every number that was tried.
    pub by_k: Vec<KRow>,
    /// Customers that centres were fitted to.
    pub n_fitted: u64,
    /// Selected customers who were divided.
    pub n_customers: u64,
    /// Selected customers with too few lines.
    pub n_left_out: u64,
    /// The clusters, 1 first.
    pub rows: Vec<NeedRow>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// The clusters of needs of the selected customers. The mix is of all lines of theirs by the as-of day, as the
/// clusters are; revenue is of the selected lines.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    clusters: &NeedClusters,
) -> Option<NeedReport> {
    let dimension = dataset.dimensions().iter().find(|dimension| dimension.name == clusters.dimension)?;
    let totals = SelectedTotals::new(dataset, profile, selection);
    let n_places = clusters.categories.len() + usize::from(clusters.has_rest);
    let mixes = Mixes {
        dataset,
        dimension,
        profile,
        place_of: clusters.place_of.clone(),
        n_places,
        distance: clusters.options.distance,
        min_lines: clusters.options.min_lines,
    };
    let k = usize::from(clusters.k);
    let (mut counts, mut revenue) = (vec![0_u64; k], vec![0_i128; k]);
    let mut spend = vec![vec![0.0; n_places]; k];
    let (mut mix, mut n_left_out) = (vec![0.0; mixes.n_places], 0);
    for customer in selection.customers.iter() {
        let Some(cluster) = clusters.cluster_of[customer].map(usize::from) else {
            n_left_out += 1;
            continue;
        };
        mixes.spend(customer, &mut mix);
        counts[cluster] += 1;
        revenue[cluster] += i128::from(totals.revenue[customer]);
        for (sum, value) in spend[cluster].iter_mut().zip(&mix) {
            *sum += value;
        }
    }
    let all: Vec<f64> = (0..n_places).map(|place| spend.iter().map(|mix| mix[place]).sum()).collect();
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let total: f64 = all.iter().sum();
    let n_customers: u64 = counts.iter().sum();
    let rows: Vec<NeedRow> = (0..k)
        .map(|cluster| {
            let own: f64 = spend[cluster].iter().sum();
            let mix = (0..n_places).map(|place| {
                let (own, of_all) = (share(spend[cluster][place], own), share(all[place], total));
                NeedShare {
                    category: clusters.categories.get(place).cloned(),
                    share: own,
                    share_of_all: of_all,
                    index: (of_all > 0.0).then(|| own / of_all * 100.0),
                }
            });
            NeedRow {
                cluster: u8::try_from(cluster + 1).unwrap_or(u8::MAX),
                n_customers: counts[cluster],
                customer_share: share(counts[cluster] as f64, n_customers as f64),
                revenue: dataset.major(revenue[cluster]),
                mean_revenue: dataset.major(revenue[cluster]) / counts[cluster].max(1) as f64,
                mix: mix.collect(),
            }
        })
        .collect();
    Some(NeedReport {
        dimension: clusters.dimension.clone(),
        distance: clusters.options.distance,
        k: clusters.k,
        suggested_k: clusters.suggested_k,
        by_k: clusters.by_k.clone(),
        n_fitted: clusters.n_fitted,
        n_customers,
        n_left_out,
        findings: findings(&rows),
        rows,
    })
}

/// Clusters that spend on one category at least twice as much of their money as all do, and more than a third.
fn findings(rows: &[NeedRow]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in rows.iter().filter(|row| row.n_customers > 0) {
        let focus =
            row.mix.iter().filter(|need| need.share >= 1.0 / 3.0 && need.share >= 2.0 * need.share_of_all);
        let Some(need) = focus.max_by(|a, b| a.share.total_cmp(&b.share)) else { continue };
        let Some(category) = &need.category else { continue };
        findings.push(Finding::new(
            &NEED_FOCUS,
            [
                Value::Count(row.n_customers),
                Value::Name(category.clone()),
                Value::Share(need.share, 0),
                Value::Share(need.share_of_all, 0),
            ],
            row.revenue.max(0.0),
            None,
        ));
    }
    finding::rank(&mut findings);
    findings.truncate(5);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};
    use crate::progress::Unwatched;

    /// Forty buyers of beans with a little tea, twenty of gear, and one with a single line.
    fn buyers() -> Dataset {
        let mut lines = Vec::new();
        for n in 0..60 {
            let (id, category) = (format!("C{n:02}"), if n < 40 { "beans" } else { "gear" });
            for round in 1..=4 {
                let bought = Line { category, ..line(&id, &format!("2024-0{round}-05"), 100 + n) };
                lines.push(bought);
            }
            lines.push(Line { category: "tea", ..line(&id, "2024-05-05", 10 + n % 7) });
        }
        lines.push(line("X", "2024-03-03", 50));
        dataset(&lines, &[])
    }

    #[test]
    fn two_kinds_of_buyers_are_told_apart() {
        for distance in [MixDistance::Hellinger, MixDistance::Cosine] {
            let dataset = buyers();
            let profile = profile(&dataset, day("2024-12-31"));
            let options = NeedOptions { distance, ..NeedOptions::default() };
            let options =
                NeedOptions { clusters: ClusterOptions { k: Some(2), ..options.clusters }, ..options };
            let found = fit(&dataset, &profile, &options, &mut Unwatched).unwrap().unwrap();
            let all = select(&dataset, &profile, &[]);
            let report = report(&dataset, &profile, &all, &found).unwrap();
            assert_eq!((report.n_customers, report.n_left_out, report.n_fitted), (60, 1, 60));
            assert_eq!(report.rows.iter().map(|row| row.n_customers).collect::<Vec<_>>(), [40, 20]);
            for row in &report.rows {
                assert!((row.mix.iter().map(|need| need.share).sum::<f64>() - 1.0).abs() < 1e-12);
            }
            let beans = report.rows[0].mix.iter().find(|need| need.category.as_deref() == Some("beans"));
            let beans = beans.unwrap();
            assert!(beans.share > 0.9 && beans.index.unwrap() > 150.0);
            // Gear is a third of all, beans more than half.
            assert_eq!(report.findings.len(), 1);
        }
    }

    #[test]
    fn needs_of_too_few_customers_or_one_category_are_refused() {
        let few = dataset(&[line("A", "2024-01-01", 5)], &[]);
        let found = fit(&few, &profile(&few, day("2024-02-01")), &NeedOptions::default(), &mut Unwatched);
        assert_eq!(found.unwrap().unwrap_err(), Refused::AllEqual);
        let lines = [line("A", "2024-01-01", 5), Line { category: "gear", ..line("B", "2024-01-01", 5) }];
        let few = dataset(&lines, &[]);
        let found = fit(&few, &profile(&few, day("2024-02-01")), &NeedOptions::default(), &mut Unwatched);
        assert_eq!(found.unwrap().unwrap_err(), Refused::TooFewCustomers { have: 0, need: 50 });
        let options = NeedOptions { dimension: Some("color".to_owned()), ..NeedOptions::default() };
        let found = fit(&few, &profile(&few, day("2024-02-01")), &options, &mut Unwatched);
        assert_eq!(found.unwrap().unwrap_err(), Refused::needs(Needs::Category));
    }
}
