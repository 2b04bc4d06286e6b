//! Cross-selling, next offers, price tiers, wallet, revenue per customer, look-alikes and affinities.

use super::Context;
use clientele_engine::analysis::Refused;
use clientele_engine::analysis::development::NoReport;
use clientele_engine::analysis::development::affinity::{self, AffinityOptions};
use clientele_engine::analysis::development::arpu::{self, ArpuOptions};
use clientele_engine::analysis::development::basket::{self, BasketOptions};
use clientele_engine::analysis::development::cross_sell::{self, CrossSellOptions};
use clientele_engine::analysis::development::items::ItemLevel;
use clientele_engine::analysis::development::look_alike::{self, LookAlikeOptions};
use clientele_engine::analysis::development::next_best::{self, NextBestOptions};
use clientele_engine::analysis::development::price_tier::{self, TierOptions};
use clientele_engine::analysis::development::wallet::{self, PotentialOptions};
use clientele_engine::analysis::selection::Selection;
use clientele_engine::data::{Day, Month};
use clientele_engine::progress::Unwatched;
use clientele_engine::query::{AbcClass, Clause, Filter};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let mut all = Map::new();
    for (name, level) in [("category", ItemLevel::Category), ("product", ItemLevel::Product)] {
        let basket_options = BasketOptions { level: level.clone(), ..BasketOptions::default() };
        let basket = basket::report(dataset, selection, &basket_options, &mut Unwatched);
        let cross_sell = basket.as_ref().map_err(Clone::clone).and_then(|basket| {
            let options = CrossSellOptions::default();
            Ok(cross_sell::report(dataset, profile, selection, (basket, &level), &options)?)
        });
        let next_options = NextBestOptions { level: level.clone(), ..NextBestOptions::default() };
        let next = next_best::report(dataset, profile, selection, &next_options, &mut Unwatched);
        let affinity_options = AffinityOptions { level: level.clone(), ..AffinityOptions::default() };
        let affinity = affinity::report(dataset, profile, selection, &affinity_options);
        let potential_options = PotentialOptions { level, ..PotentialOptions::default() };
        let potential = wallet::potential(dataset, profile, selection, &potential_options);
        all.insert(
            format!("by_{name}"),
            json!({
                "basket_pairs": value(basket)?,
                "has_a_not_b": value(cross_sell)?,
                "next_best": value(next)?,
                "segment_affinity": value(affinity.map_err(NoReport::from))?,
                "wallet_proxy": value(potential.map_err(NoReport::from))?,
            }),
        );
    }
    let tiers = price_tier::report(dataset, profile, selection, &TierOptions::default());
    all.insert("price_tiers".to_owned(), value(tiers.map_err(NoReport::from))?);
    let arpu = arpu::report(dataset, profile, selection, &ArpuOptions::default());
    all.insert("revenue_per_customer".to_owned(), value(arpu.map_err(NoReport::from))?);
    let best = Filter { clauses: vec![Clause::Classes(vec![AbcClass::A])] };
    let seeds = Selection::new(dataset, profile, &best);
    let look_alikes =
        look_alike::report(dataset, profile, &seeds, &LookAlikeOptions::default(), &mut Unwatched);
    all.insert("look_alikes_of_class_a".to_owned(), value(look_alikes)?);
    Ok(Value::Object(all))
}

/// A report, or why there is none.
pub(super) fn value<T: Serialize>(report: Result<T, NoReport>) -> Result<Value, Box<dyn Error>> {
    Ok(match report {
        Ok(report) => {
            let mut value = serde_json::to_value(report)?;
            write_dates(&mut value);
            value
        }
        Err(NoReport::Refused(refused)) => json!({ "refused": serde_json::to_value::<Refused>(refused)? }),
        Err(NoReport::Cancelled) => Value::Null,
    })
}

/// Days and months, which reports hold as counts, as ISO 8601.
fn write_dates(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(write_dates),
        Value::Object(members) => {
            for (key, value) in members {
                let count = value.as_i64().and_then(|count| i32::try_from(count).ok());
                match (key.as_str(), count) {
                    ("month", Some(count)) => *value = json!(Month(count).to_string()),
                    ("first" | "last" | "observed_from" | "last_antecedent_day", Some(count)) => {
                        *value = json!(Day(count).to_string());
                    }
                    _ => write_dates(value),
                }
            }
        }
        _ => {}
    }
}
