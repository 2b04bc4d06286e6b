//! Rows, customers, orders and money in all.

use super::Context;
use serde_json::{Value, json};
use std::error::Error;

pub(super) fn report(context: &Context) -> Result<Value, Box<dyn Error>> {
    let Context { dataset, profile, selection, .. } = context;
    let facts = &profile.facts;
    let orders: u64 = facts.n_orders.iter().map(|&n| u64::from(n)).sum();
    let days: u64 = facts.n_order_days.iter().map(|&n| u64::from(n)).sum();
    let revenue: i128 = facts.revenue.iter().map(|&it| i128::from(it)).sum();
    let revenue = dataset.major(revenue);
    let profit = facts.profit.as_ref().map(|profit| {
        let profit: i128 = profit.iter().map(|&it| i128::from(it)).sum();
        dataset.major(profit)
    });
    let used = (0..dataset.n_lines()).filter(|&line| selection.has_line(line));
    let n_zero = used.clone().filter(|&line| dataset.amounts()[line] == 0).count();
    let last = used.clone().map(|line| dataset.days()[line]).max().unwrap_or(dataset.observed().last);
    Ok(json!({
        "rows_used": used.count(),
        "customers": facts.n_active,
        "orders": orders,
        "distinct_customer_days": days,
        "first_date": dataset.observed().first.to_string(),
        "last_date": last.to_string(),
        "revenue_total": revenue,
        "average_order_value": revenue / orders.max(1) as f64,
        "revenue_per_customer": revenue / facts.n_active.max(1) as f64,
        "profit_total": profit,
        "rows_with_zero_revenue": n_zero,
    }))
}
