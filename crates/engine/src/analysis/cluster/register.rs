//! Metrics and findings of clusters.

use crate::analysis::finding::{Kind, Template};
use crate::metric::{Additivity, Metric, Needs, Unit};

const KMEANS: &str = "Arthur & Vassilvitskii 2007, SODA 1027-1035, 2.2; Lloyd 1982";
const LIMITS: &str = "At least 50 customers; a feature that is the same for all is left out. Clusters are of the \
                      whole data set, whatever is selected.";

/// Metrics of clusters.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "cluster",
        formula: "argmin over the centres of the squared distance in log1p(days since last order, orders, revenue), each (x - mean) / sd",
        unit: Unit::Category,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: KMEANS,
        limits: LIMITS,
        test: "it::analysis::references::inertia_is_that_of_scikit_learn",
    },
    Metric {
        id: "cluster-customers",
        formula: "count of selected customers of the cluster; its share of all selected",
        unit: Unit::Count,
        additivity: Additivity::OverCustomers,
        needs: &[],
        source: KMEANS,
        limits: LIMITS,
        test: "it::analysis::references::four_clusters_are_those_of_scikit_learn",
    },
    Metric {
        id: "cluster-revenue",
        formula: "sum of the amounts of the selected lines of the cluster's customers; its share of all selected",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[Needs::Amount],
        source: KMEANS,
        limits: "The share is 0 where all revenue is not above zero.",
        test: "it::analysis::references::four_clusters_are_those_of_scikit_learn",
    },
    Metric {
        id: "cluster-means",
        formula: "mean days since the last order, orders, revenue and chance of being alive over the cluster's customers",
        unit: Unit::Number,
        additivity: Additivity::RatioOfSums,
        needs: &[],
        source: KMEANS,
        limits: "Days and orders are those of all lines, revenue that of the selected ones.",
        test: "it::analysis::references::four_clusters_are_those_of_scikit_learn",
    },
    Metric {
        id: "cluster-center",
        formula: "mean of the scaled logarithms over the cluster; low below -0.5, high above 0.5",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: KMEANS,
        limits: LIMITS,
        test: "stats::kmeans::tests::two_heaps_are_found_with_their_means",
    },
    Metric {
        id: "cluster-inertia",
        formula: "sum over customers of the squared distance to the centre of their cluster",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: KMEANS,
        limits: "Falls with every further cluster; compare only within one data set.",
        test: "it::analysis::references::inertia_is_that_of_scikit_learn",
    },
    Metric {
        id: "cluster-silhouette",
        formula: "mean of (b - a) / max(a, b): a mean distance within the cluster, b to the nearest other one",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Rousseeuw 1987, J. Comput. Appl. Math. 20, 53-65",
        limits: "Of a seeded sample of 2,500 customers where there are more; the number is reported.",
        test: "stats::kmeans::tests::silhouette_of_a_case_by_hand",
    },
    Metric {
        id: "cluster-stability",
        formula: "mean adjusted Rand index of the division by the centres of resamples against this division",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Hubert & Arabie 1985, eq. 5; Dolnicar & Leisch 2010, Marketing Letters 21, 83-101",
        limits: "12 resamples of at most 4,000 customers. Stable from 0.8.",
        test: "analysis::cluster::choice::tests::three_heaps_are_found_three",
    },
    Metric {
        id: "cluster-number",
        formula: "largest k with stability >= 0.8 and silhouette >= 0.9 of the best among the stable ones; else the most stable k",
        unit: Unit::Count,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "Our rule, on Rousseeuw 1987 and Dolnicar & Leisch 2010",
        limits: "A suggestion: people choose a number they can act on.",
        test: "analysis::cluster::choice::tests::the_finest_of_the_clear_and_stable_numbers_is_suggested",
    },
    Metric {
        id: "need-cluster",
        formula: "argmin over the centres of the squared distance of the roots of the shares of spend (Hellinger), or of shares of length 1 (cosine)",
        unit: Unit::Category,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount, Needs::Category],
        source: "k-means of roots of shares: Rao 1995, Questiio 19, 23-63 (Hellinger distance); Dhillon & Modha 2001 (cosine)",
        limits: "Customers with at least 3 lines above zero; at least 50 of them and 2 categories. The 24 largest categories, the rest as one.",
        test: "analysis::cluster::needs::tests::two_kinds_of_buyers_are_told_apart",
    },
    Metric {
        id: "need-mix",
        formula: "sum of amounts above zero in the category / all amounts above zero of the cluster",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount, Needs::Category],
        source: "Definition",
        limits: "Returns are left out: a share of spend is not below zero.",
        test: "analysis::cluster::needs::tests::two_kinds_of_buyers_are_told_apart",
    },
    Metric {
        id: "need-index",
        formula: "share of the category in the cluster / its share among all customers * 100",
        unit: Unit::Index,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount, Needs::Category],
        source: "Definition: 100 is the average customer",
        limits: "Not given for categories without any spend.",
        test: "analysis::cluster::needs::tests::two_kinds_of_buyers_are_told_apart",
    },
];

/// A cluster brings far more than its share of customers.
pub(super) const TOP_CLUSTER: Template = Template {
    id: "top-cluster",
    parameters: &[
        ("cluster", Kind::Count),
        ("customers", Kind::Share),
        ("revenue", Kind::Share),
        ("orders", Kind::Number),
    ],
    action: "treat-cluster-apart",
};

/// A cluster of above average value is silent.
pub(super) const QUIET_CLUSTER: Template = Template {
    id: "quiet-cluster",
    parameters: &[
        ("cluster", Kind::Count),
        ("count", Kind::Count),
        ("days", Kind::Days),
        ("revenue", Kind::Money),
    ],
    action: "wake-cluster",
};

/// The clusters change with the sample.
pub(super) const UNSTABLE_CLUSTERS: Template = Template {
    id: "unstable-clusters",
    parameters: &[("clusters", Kind::Count), ("agreement", Kind::Number)],
    action: "fewer-clusters",
};

/// Customers of a cluster spend most of their money on one category.
pub(super) const NEED_FOCUS: Template = Template {
    id: "need-focus",
    parameters: &[
        ("count", Kind::Count),
        ("category", Kind::Name),
        ("share", Kind::Share),
        ("others", Kind::Share),
    ],
    action: "serve-the-need",
};

/// Templates of clusters.
pub(crate) const FINDINGS: &[Template] = &[TOP_CLUSTER, QUIET_CLUSTER, UNSTABLE_CLUSTERS, NEED_FOCUS];
