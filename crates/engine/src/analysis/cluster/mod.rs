//! Clusters: customers who are alike in recency, orders and revenue, found by k-means; and, in [`needs`],
//! customers who buy alike.
//!
//! In:   facts of all customers; [`ClusterOptions`] with the seed.
//! Out:  a [`Clustering`] of the data set; a [`ClusterReport`] of a selection.
//! Cost: bounded rounds over the customers. The starts of a fit, the silhouette and the bootstrap look at seeded
//!       samples whose sizes are reported; the best start is refined on all customers.
//!
//! Clusters are those of the whole data set; a selection says whom a report describes. Cluster 1 has the highest
//! mean revenue.

mod choice;
mod features;
pub mod needs;
mod register;
mod report;

pub use choice::KRow;
pub use features::{Feature, Scaling};
pub(crate) use register::{FINDINGS, METRICS};
pub use report::{ClusterReport, ClusterRow, FeatureLevel, Level, report};

use super::partition::{Group, Partition};
use super::{Profile, Refused};
use crate::progress::{Cancelled, Progress};
use crate::stats::kmeans::Plan;
use choice::{Range, choose};
use serde::{Deserialize, Serialize};

/// Fewest customers that are divided into clusters.
pub const MIN_CUSTOMERS: u64 = 50;

/// How clusters are found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ClusterOptions {
    /// Number of clusters; the suggested one where `None`.
    pub k: Option<u8>,
    /// Fewest clusters that are tried, at least 2.
    pub k_min: u8,
    /// Most clusters that are tried, at most 20.
    pub k_max: u8,
    /// How the logarithms are made comparable.
    pub scaling: Scaling,
    /// Starts by k-means++ for each number of clusters.
    pub n_starts: u32,
    /// Resamples of the bootstrap for each number of clusters; 0 leaves stability out.
    pub n_bootstraps: u32,
    /// Customers that a silhouette looks at, at most.
    pub n_silhouette: usize,
    /// Seed of all random numbers.
    pub seed: u64,
}

impl Default for ClusterOptions {
    fn default() -> Self {
        Self {
            k: None,
            k_min: 2,
            k_max: 8,
            scaling: Scaling::Standard,
            n_starts: 12,
            n_bootstraps: 12,
            n_silhouette: 2_500,
            seed: 1,
        }
    }
}

impl ClusterOptions {
    fn check(&self) -> Result<(), Refused> {
        let k_is_fine = self.k.is_none_or(|k| (2..=20).contains(&k));
        if (2..=self.k_max).contains(&self.k_min) && self.k_max <= 20 && k_is_fine {
            Ok(())
        } else {
            Err(Refused::BadSetting { setting: "number-of-clusters".to_owned() })
        }
    }

    /// The numbers of clusters that are tried: the range, with the one asked for.
    fn range(&self) -> Range {
        let k_min = self.k.map_or(self.k_min, |k| k.min(self.k_min));
        let k_max = self.k.map_or(self.k_max, |k| k.max(self.k_max));
        Range { k_min: usize::from(k_min), k_max: usize::from(k_max) }
    }

    fn plan(&self) -> Plan {
        Plan { n_starts: self.n_starts, seed: self.seed, ..Plan::default() }
    }
}

/// Every customer's cluster, and how good other numbers of clusters would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustering {
    /// What the options were.
    pub options: ClusterOptions,
    /// What customers are compared by; a feature that is the same for all is left out.
    pub features: Vec<Feature>,
    /// Number of clusters.
    pub k: u8,
    /// The number that is suggested.
    pub suggested_k: u8,
    /// Every number that was tried.
    pub by_k: Vec<KRow>,
    /// Customers that were divided: all with an order.
    pub n_customers: u64,
    /// Customers that the silhouette looked at; `n_customers` where it is exact.
    pub n_silhouette: u64,
    /// Customers of each resample of the bootstrap.
    pub n_bootstrap_customers: u64,
    /// Centres in scaled units, one row of a number per feature for each cluster.
    pub centers: Vec<Vec<f64>>,
    /// Index of each customer's cluster, 0-based; `None` without an order.
    pub cluster_of: Vec<Option<u8>>,
}

impl Clustering {
    /// The clusters as a division of the customers.
    #[must_use]
    pub fn partition(&self) -> Partition {
        Partition::new((1..=self.k).map(Group::Cluster).collect(), self.cluster_of.len(), |customer| {
            self.cluster_of[customer].map(usize::from)
        })
    }
}

/// Divides all customers with an order by the logarithms of days since the last order, orders and revenue.
///
/// The outer error is [`Cancelled`]; the inner one says why there are no clusters: fewer than [`MIN_CUSTOMERS`]
/// customers, all of them alike, or a number of clusters out of range.
///
/// # Errors
/// [`Cancelled`] when `progress` says so.
///
/// # Source
/// k-means++: see [`crate::stats::kmeans::fit`]. Logarithms of one more: recency, orders and money are skewed, and
/// zero days must stay finite.
pub fn fit(
    profile: &Profile,
    money_scale: u8,
    options: &ClusterOptions,
    progress: &mut impl Progress,
) -> Result<Result<Clustering, Refused>, Cancelled> {
    if let Err(refused) = options.check() {
        return Ok(Err(refused));
    }
    let facts = &profile.facts;
    let n_customers = facts.n_active as u64;
    if n_customers < MIN_CUSTOMERS {
        return Ok(Err(Refused::TooFewCustomers { have: n_customers, need: MIN_CUSTOMERS }));
    }
    let table = features::table(facts, money_scale, options.scaling);
    if table.features.is_empty() {
        return Ok(Err(Refused::AllEqual));
    }
    let mut choice = choose(table.points(), options, progress)?;
    let k = options.k.map_or(choice.suggested_k, usize::from);
    let Some(fit) = choice.take(k) else {
        return Ok(Err(Refused::BadSetting { setting: "number-of-clusters".to_owned() }));
    };

    // Cluster 1 has the highest mean revenue, so that numbers mean the same from one import to the next.
    let mut means = vec![(0.0_f64, 0_u64, 0_usize); k];
    for (&customer, &label) in table.customers.iter().zip(&fit.labels) {
        let mean = &mut means[usize::from(label)];
        *mean = (mean.0 + facts.revenue[customer as usize] as f64, mean.1 + 1, usize::from(label));
    }
    for (label, mean) in means.iter_mut().enumerate() {
        *mean = (if mean.1 > 0 { mean.0 / mean.1 as f64 } else { f64::MIN }, mean.1, label);
    }
    means.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let mut rank = vec![0_u8; k];
    for (place, mean) in means.iter().enumerate() {
        rank[mean.2] = u8::try_from(place).unwrap_or(u8::MAX);
    }
    let mut cluster_of = vec![None; facts.len()];
    for (&customer, &label) in table.customers.iter().zip(&fit.labels) {
        cluster_of[customer as usize] = Some(rank[usize::from(label)]);
    }
    let n_dims = table.features.len();
    Ok(Ok(Clustering {
        options: *options,
        k: u8::try_from(k).unwrap_or(u8::MAX),
        suggested_k: u8::try_from(choice.suggested_k).unwrap_or(u8::MAX),
        by_k: choice.by_k,
        n_customers,
        n_silhouette: choice.n_silhouette,
        n_bootstrap_customers: choice.n_bootstrap,
        centers: means
            .iter()
            .map(|mean| fit.centers[mean.2 * n_dims..(mean.2 + 1) * n_dims].to_vec())
            .collect(),
        features: table.features,
        cluster_of,
    }))
}
