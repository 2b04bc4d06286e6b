//! Customers, orders and revenue by month; a customer is new in the month of sign-up where it is known, else of the
//! first order.

use super::Context;
use clientele_engine::analysis::overview::{self, Grain, OverviewOptions, Period};
use serde_json::{Map, Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let options = OverviewOptions { period: Period::All, grain: Grain::Month };
    let report = overview::report(dataset, profile, selection, selection, &options);
    Ok(report
        .bars
        .iter()
        .filter(|bar| bar.n_orders > 0)
        .map(|bar| {
            let revenue = bar.new_revenue + bar.returning_revenue;
            let value = json!({
                "active_customers": bar.n_customers,
                "new_customers": bar.n_new_customers,
                "returning_customers": bar.n_customers - bar.n_new_customers,
                "orders": bar.n_orders,
                "revenue": revenue,
                "revenue_per_active_customer": revenue / bar.n_customers.max(1) as f64,
                "average_order_value": revenue / bar.n_orders as f64,
                "revenue_of_new_customers": bar.new_revenue,
                "revenue_of_returning_customers": bar.returning_revenue,
            });
            (bar.days.first.month().to_string(), value)
        })
        .collect::<Map<String, Value>>()
        .into())
}
