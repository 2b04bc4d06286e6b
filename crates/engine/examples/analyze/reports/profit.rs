//! Concentration over customers, products and categories, by both rules for classes; profit after the cost to serve.

use super::Context;
use clientele_engine::analysis::concentration::inequality::{
    self, Crossing, Figure, InequalityOptions, Over,
};
use clientele_engine::analysis::cost_to_serve::{self, CostBasis, CostDriver, CostOptions, CostRate};
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let spread = |over: Over, figure: Figure, crossing: Crossing| {
        let options = InequalityOptions { over, figure, crossing, ..InequalityOptions::default() };
        match inequality::report(dataset, profile, selection, &options) {
            Ok(report) => json!(report),
            Err(refused) => json!({ "refused": refused }),
        }
    };
    let dimensions: Map<String, Value> = dataset
        .dimensions()
        .iter()
        .map(|dimension| {
            let over = Over::Dimension(dimension.name.clone());
            (dimension.name.clone(), spread(over, Figure::Revenue, Crossing::Better))
        })
        .collect();
    // A cost of one unit of money for each order, to show what a driver does to the curve.
    let driver = CostDriver { name: "orders".to_owned(), basis: CostBasis::Order, rate: CostRate::Each(1.0) };
    let cost = |drivers: Vec<CostDriver>| {
        let options = CostOptions { drivers, ..CostOptions::default() };
        match cost_to_serve::report(dataset, profile, selection, &options) {
            Ok(report) => json!(report),
            Err(refused) => json!({ "refused": refused }),
        }
    };
    Ok(json!({
        "customers_by_revenue": spread(Over::Customers, Figure::Revenue, Crossing::Better),
        "customers_by_revenue_crossing_belongs_to_the_lower_class":
            spread(Over::Customers, Figure::Revenue, Crossing::Lower),
        "customers_by_profit": spread(Over::Customers, Figure::Profit, Crossing::Better),
        "by_dimension": dimensions,
        "profit_by_cost_in_the_files": cost(Vec::new()),
        "profit_with_1_per_order": cost(vec![driver]),
    }))
}
