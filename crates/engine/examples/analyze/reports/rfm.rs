//! Scores by quintiles and segments, beside the same scores with ties split by id.

use super::Context;
use clientele_engine::analysis::segment::{
    self, Scoring, classic_segments, qcut_rank_first, quintile_edges_of,
};
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let facts = &profile.facts;
    let method = |scores: [&[u8]; 3]| {
        let segments = |has_lost: bool| -> Map<String, Value> {
            classic_segments(facts, scores[0], scores[1], has_lost)
                .into_iter()
                .map(|row| {
                    let revenue = dataset.major(row.revenue);
                    (row.name.to_owned(), json!({ "customers": row.n_customers, "revenue": revenue }))
                })
                .collect()
        };
        json!({
            "score_counts": {
                "R": score_counts(scores[0]), "F": score_counts(scores[1]), "M": score_counts(scores[2]),
            },
            "segments_10": segments(false),
            "segments_11_with_lost_for_R1_F1": segments(true),
            "grid_customers_R_by_F": grid(scores[0], scores[1]),
        })
    };
    let [recency, frequency, monetary] = qcut_rank_first(facts);
    let quintiles = segment::Scores::new(facts, Scoring::Quintiles);
    let mut together = method([&quintiles.recency, &quintiles.frequency, &quintiles.monetary]);
    let [recency_days, frequency_orders, money] = quintile_edges_of(facts);
    together["edges_20_40_60_80_percent"] = json!({
        "recency_days": recency_days,
        "frequency_orders": frequency_orders,
        "monetary": money.map(|edge| edge / 10_f64.powi(i32::from(dataset.money_scale()))),
    });
    let product = segment::report(dataset, profile, selection);
    Ok(json!({
        "reference_date": facts.as_of.to_string(),
        "customers": facts.n_active,
        "methods": {
            "pandas_qcut_rank_first": method([&recency, &frequency, &monetary]),
            "percentile_ties_together": together,
        },
        "product": {
            "scoring": product.scoring,
            "recency_edges_days": product.recency_edges_days,
            "frequency_edges_orders": product.frequency_edges,
            "segments": product.rows.iter().map(|row| json!(row)).collect::<Vec<_>>(),
        },
    }))
}

fn score_counts(scores: &[u8]) -> Map<String, Value> {
    (1..=5_u8)
        .map(|score| (score.to_string(), json!(scores.iter().filter(|&&it| it == score).count())))
        .collect()
}

/// Customers by recency and frequency score.
fn grid(recency: &[u8], frequency: &[u8]) -> Map<String, Value> {
    let count = |r: u8, f: u8| recency.iter().zip(frequency).filter(|&(&a, &b)| (a, b) == (r, f)).count();
    let row = |r: u8| (1..=5_u8).map(|f| (format!("F{f}"), json!(count(r, f)))).collect::<Map<_, _>>();
    (1..=5_u8).map(|r| (format!("R{r}"), row(r).into())).collect()
}
