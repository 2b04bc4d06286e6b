//! Scores by other methods, clusters, needs, value tiers and how these divisions agree.

use super::Context;
use clientele_engine::analysis::partition::Partition;
use clientele_engine::analysis::segment::map::SegmentMap;
use clientele_engine::analysis::segment::rfm::{RfmMethod, RfmOptions};
use clientele_engine::analysis::segment::{self};
use clientele_engine::analysis::{cluster, cross_table, tier};
use clientele_engine::progress::Unwatched;
use serde_json::{Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let scored = |method: RfmMethod| {
        let options = RfmOptions { n_bins: 5, method };
        refused(segment::rfm_report(dataset, profile, selection, &options, &SegmentMap::named(5)))
    };
    let tiers = tier::report(dataset, profile, selection, &tier::TierOptions::default());
    let tier_groups = tier::Tiers::new(dataset, tiers.period, &tier::TierOptions::default()).partition();
    let clustering =
        cluster::fit(profile, dataset.money_scale(), &cluster::ClusterOptions::default(), &mut Unwatched)?;
    let clusters = clustering.as_ref().map(|found| cluster::report(dataset, profile, selection, found));
    let needs =
        cluster::needs::fit(dataset, profile, &cluster::needs::NeedOptions::default(), &mut Unwatched)?;
    let mixes = needs.as_ref().map(|found| cluster::needs::report(dataset, profile, selection, found));
    let across = |rows: &Partition, columns: &Partition| {
        json!(cross_table::report(dataset, profile, selection, rows, columns))
    };
    let segments = Partition::of_segments(profile);
    Ok(json!({
        "rfm_quantiles": scored(RfmMethod::Independent),
        "rfm_nested": scored(RfmMethod::Nested),
        "clusters": refused(clusters),
        "needs": refused(mixes),
        "tiers": tiers,
        "segments_by_tier": across(&segments, &tier_groups),
        "tiers_by_cluster": clustering.as_ref().ok().map(|found| across(&tier_groups, &found.partition())),
        "tiers_by_needs": needs.as_ref().ok().map(|found| across(&tier_groups, &found.partition())),
    }))
}

/// The report, or why there is none.
fn refused<T: serde::Serialize, E: serde::Serialize>(report: Result<T, E>) -> Value {
    match report {
        Ok(report) => json!(report),
        Err(refused) => json!({ "refused": refused }),
    }
}
