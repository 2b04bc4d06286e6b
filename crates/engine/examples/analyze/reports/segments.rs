//! Scores by other methods, clusters, needs, value tiers and how these divisions agree.

use super::Context;
use clientele_engine::analysis::partition::Partition;
use clientele_engine::analysis::segment;
use clientele_engine::analysis::segment::map::SegmentMap;
use clientele_engine::analysis::segment::rfm::{RfmMethod, RfmOptions};
use clientele_engine::analysis::segment::rule::{self, Condition, Rule, RuleSet};
use clientele_engine::analysis::{cluster, cross_table, tier};
use clientele_engine::progress::Unwatched;
use clientele_engine::query::AbcClass;
use serde_json::{Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let scored = |method: RfmMethod| {
        let options = RfmOptions { n_bins: 5, method };
        refused(segment::rfm_report(dataset, profile, selection, &options, &SegmentMap::named(5)))
    };
    let options = tier::TierOptions::default();
    let tiers = tier::report(dataset, profile, selection, &options);
    let tier_groups = tier::Tiers::new(dataset, tiers.period, &options).partition();
    let segments = Partition::of_segments(profile);
    Ok(json!({
        "rfm_quantiles": scored(RfmMethod::Independent),
        "rfm_nested": scored(RfmMethod::Nested),
        "rules": refused(rule::report(dataset, profile, selection, &rules())),
        "tiers": tiers,
        "segments_by_tier": cross_table::report(dataset, profile, selection, &segments, &tier_groups),
    }))
}

/// Three rules that overlap, and leave a rest.
fn rules() -> RuleSet {
    let rule = |name: &str, conditions| Rule { name: name.to_owned(), conditions };
    RuleSet {
        rules: vec![
            rule("large", vec![Condition::Classes(vec![AbcClass::A])]),
            rule("fresh", vec![Condition::RecencyDays { lo: None, hi: Some(90) }]),
            rule("once", vec![Condition::Orders { lo: None, hi: Some(1) }]),
        ],
    }
}

/// Clusters by recency, orders and revenue, clusters of needs, and how both agree with value tiers.
pub(super) fn clusters(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let clustering =
        cluster::fit(profile, dataset.money_scale(), &cluster::ClusterOptions::default(), &mut Unwatched)?;
    let needs =
        cluster::needs::fit(dataset, profile, &cluster::needs::NeedOptions::default(), &mut Unwatched)?;
    let options = tier::TierOptions::default();
    let period = tier::report(dataset, profile, selection, &options).period;
    let tiers = tier::Tiers::new(dataset, period, &options).partition();
    let across = |columns: &Partition| cross_table::report(dataset, profile, selection, &tiers, columns);
    Ok(json!({
        "clusters": refused(
            clustering.as_ref().map(|found| cluster::report(dataset, profile, selection, found))
        ),
        "needs": refused(
            needs.as_ref().map(|found| cluster::needs::report(dataset, profile, selection, found))
        ),
        "tiers_by_cluster": clustering.as_ref().ok().map(|found| across(&found.partition())),
        "tiers_by_needs": needs.as_ref().ok().map(|found| across(&found.partition())),
    }))
}

/// The report, or why there is none.
fn refused<T: serde::Serialize, E: serde::Serialize>(report: Result<T, E>) -> Value {
    match report {
        Ok(report) => json!(report),
        Err(refused) => json!({ "refused": refused }),
    }
}
