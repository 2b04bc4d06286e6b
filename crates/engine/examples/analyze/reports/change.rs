//! The last twelve months against the twelve before, months out of the ordinary, and who the top fifth are.

use super::Context;
use super::plain::plain;
use clientele_engine::analysis::change::{
    self, BridgeOptions, ControlOptions, MoversOptions, Periods, ProfileIndexOptions, ProfileTarget,
};
use clientele_engine::analysis::overview::Period;
use clientele_engine::data::DimensionRole;
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let mut all = Map::new();
    match Periods::of(Period::Last12Months, dataset, profile.facts.as_of) {
        Err(refused) => {
            all.insert("refused".to_owned(), json!(refused));
        }
        Ok(periods) => {
            let dimension = dataset.dimension(DimensionRole::Category).map(|column| column.name.clone());
            let by_category = dimension.is_some();
            let options = BridgeOptions { dimension: dimension.clone(), ..BridgeOptions::new(periods) };
            let bridge = change::bridge(dataset, profile, selection, &options);
            all.insert("bridge".to_owned(), plain(&bridge)?);
            let customers = MoversOptions::new(periods);
            all.insert("movers".to_owned(), plain(&change::movers(dataset, profile, selection, &customers))?);
            if by_category {
                let options = MoversOptions { dimension, ..customers };
                let movers = change::movers(dataset, profile, selection, &options);
                all.insert("movers_by_category".to_owned(), plain(&movers)?);
            }
        }
    }
    let control = change::control(dataset, profile, selection, &ControlOptions::default());
    all.insert("control".to_owned(), plain(&control)?);
    let options =
        ProfileIndexOptions { target: ProfileTarget::TopRevenue(0.2), ..ProfileIndexOptions::default() };
    let index = change::profile_index(dataset, profile, selection, &options);
    all.insert("top_fifth".to_owned(), plain(&index)?);
    Ok(Value::Object(all))
}
