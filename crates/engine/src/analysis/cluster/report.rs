//! The clusters of a selection: how many customers, what they bring, what marks them.

use super::register::{QUIET_CLUSTER, TOP_CLUSTER, UNSTABLE_CLUSTERS};
use super::{Clustering, Feature, KRow, Scaling, choice};
use crate::analysis::Profile;
use crate::analysis::cross_table;
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::partition::Partition;
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::data::Dataset;
use crate::stats::quantile::median;
use serde::{Deserialize, Serialize};

/// Where a centre lies among all customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// More than half a standard deviation below the middle.
    Low,
    /// Within half a standard deviation of the middle.
    Middle,
    /// More than half a standard deviation above it.
    High,
}

/// What marks a cluster, in one feature.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FeatureLevel {
    /// Which.
    pub feature: Feature,
    /// The centre in scaled units.
    pub center: f64,
    /// Where that lies.
    pub level: Level,
}

/// One cluster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClusterRow {
    /// Its number from 1; cluster 1 has the highest mean revenue of the data set.
    pub cluster: u8,
    /// Selected customers.
    pub n_customers: u64,
    /// Their share of all selected customers.
    pub customer_share: f64,
    /// Revenue of the selected lines.
    pub revenue: f64,
    /// Its share of all selected revenue; 0 where that is not positive.
    pub revenue_share: f64,
    /// Mean days since the last order.
    pub mean_recency_days: f64,
    /// Median days since the last order; `None` for an empty cluster.
    pub median_recency_days: Option<f64>,
    /// Mean number of orders, of all days.
    pub mean_orders: f64,
    /// Mean revenue of a customer, of the selected lines.
    pub mean_revenue: f64,
    /// Mean chance of being alive, where the model is fitted.
    pub mean_p_alive: Option<f64>,
    /// What marks it.
    pub levels: Vec<FeatureLevel>,
}

/// Clusters of the selected customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClusterReport {
    /// What customers are compared by.
    pub features: Vec<Feature>,
    /// How the logarithms were made comparable.
    pub scaling: Scaling,
    /// Number of clusters.
    pub k: u8,
    /// The number that is suggested.
    pub suggested_k: u8,
    /// Every number that was tried.
    pub by_k: Vec<KRow>,
    /// Customers that were divided: all of the data set.
    pub n_clustered: u64,
    /// Customers that the silhouette looked at; `n_clustered` where it is exact.
    pub n_silhouette: u64,
    /// Customers of each resample of the bootstrap.
    pub n_bootstrap_customers: u64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Cramer's V of clusters and named segments among the selected customers.
    pub segments_v: Option<f64>,
    /// Selected customers.
    pub n_customers: u64,
    /// Their revenue.
    pub revenue: f64,
    /// The clusters, 1 first.
    pub rows: Vec<ClusterRow>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// The clusters of the selected customers. One pass over them.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    clustering: &Clustering,
) -> ClusterReport {
    let totals = SelectedTotals::new(dataset, profile, selection);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); usize::from(clustering.k)];
    for customer in selection.customers.iter() {
        if let Some(cluster) = clustering.cluster_of[customer] {
            members[usize::from(cluster)].push(customer);
        }
    }
    let n_customers: usize = members.iter().map(Vec::len).sum();
    let sum = |members: &[usize]| members.iter().map(|&customer| i128::from(totals.revenue[customer])).sum();
    let revenue: i128 = members.iter().map(|members| -> i128 { sum(members) }).sum();
    let rows: Vec<ClusterRow> = (1_u8..)
        .zip(&members)
        .map(|(cluster, members)| {
            let own: i128 = sum(members);
            let facts = &profile.facts;
            let n = members.len().max(1) as f64;
            let mean = |value: &dyn Fn(usize) -> f64| members.iter().map(|&idx| value(idx)).sum::<f64>() / n;
            let mut days: Vec<i64> =
                members.iter().map(|&customer| i64::from(facts.recency_days(customer))).collect();
            let has_model = profile.clv.is_some() && !members.is_empty();
            ClusterRow {
                cluster,
                n_customers: members.len() as u64,
                customer_share: members.len() as f64 / n_customers.max(1) as f64,
                revenue: dataset.major(own),
                revenue_share: if revenue > 0 { own as f64 / revenue as f64 } else { 0.0 },
                mean_recency_days: mean(&|customer| f64::from(facts.recency_days(customer))),
                median_recency_days: median(&mut days),
                mean_orders: mean(&|customer| f64::from(facts.n_orders[customer])),
                mean_revenue: dataset.major(own) / n,
                mean_p_alive: has_model.then(|| mean(&|customer| profile.p_alive(customer).unwrap_or(0.0))),
                levels: levels(clustering, usize::from(cluster) - 1),
            }
        })
        .collect();
    let partitions = [clustering.partition(), Partition::of_segments(profile)];
    let cross = cross_table::report(dataset, profile, selection, &partitions[0], &partitions[1]);
    let mut report = ClusterReport {
        features: clustering.features.clone(),
        scaling: clustering.options.scaling,
        k: clustering.k,
        suggested_k: clustering.suggested_k,
        by_k: clustering.by_k.clone(),
        n_clustered: clustering.n_customers,
        n_silhouette: clustering.n_silhouette,
        n_bootstrap_customers: clustering.n_bootstrap_customers,
        seed: clustering.options.seed,
        segments_v: cross.cramers_v,
        n_customers: n_customers as u64,
        revenue: dataset.major(revenue),
        rows,
        findings: Vec::new(),
    };
    report.findings = findings(&report);
    report
}

fn levels(clustering: &Clustering, cluster: usize) -> Vec<FeatureLevel> {
    clustering
        .features
        .iter()
        .zip(&clustering.centers[cluster])
        .map(|(&feature, &center)| FeatureLevel {
            feature,
            center,
            level: match center {
                _ if center < -0.5 => Level::Low,
                _ if center > 0.5 => Level::High,
                _ => Level::Middle,
            },
        })
        .collect()
}

fn findings(report: &ClusterReport) -> Vec<Finding> {
    let mut findings = Vec::new();
    let largest = report.rows.iter().max_by(|a, b| a.revenue_share.total_cmp(&b.revenue_share));
    if let Some(row) = largest.filter(|row| row.revenue_share > row.customer_share * 1.5) {
        findings.push(Finding::new(
            &TOP_CLUSTER,
            [
                Value::Count(u64::from(row.cluster)),
                Value::Share(row.customer_share, 0),
                Value::Share(row.revenue_share, 0),
                Value::Number(row.mean_orders, 1),
            ],
            0.0,
            None,
        ));
    }
    // Silent, and worth more than the others on average: what they have brought is at stake.
    let mean = report.revenue / report.n_customers.max(1) as f64;
    let quiet = report.rows.iter().filter(|row| {
        let is_silent = row
            .levels
            .iter()
            .any(|level| level.feature == Feature::RecencyDays && level.level == Level::High);
        is_silent && row.mean_revenue > mean && row.n_customers > 0
    });
    if let Some(row) = quiet.max_by(|a, b| a.revenue.total_cmp(&b.revenue)) {
        findings.push(Finding::new(
            &QUIET_CLUSTER,
            [
                Value::Count(u64::from(row.cluster)),
                Value::Count(row.n_customers),
                Value::Days(row.median_recency_days.unwrap_or(row.mean_recency_days)),
                Value::Money(row.revenue),
            ],
            row.revenue.max(0.0),
            None,
        ));
    }
    let chosen = report.by_k.iter().find(|row| row.k == report.k);
    if let Some(stability) =
        chosen.and_then(|row| row.stability).filter(|&stability| stability < choice::STABLE)
    {
        let values = [Value::Count(u64::from(report.k)), Value::Number(stability, 2)];
        findings.push(Finding::new(&UNSTABLE_CLUSTERS, values, 0.0, None));
    }
    finding::rank(&mut findings);
    findings
}
