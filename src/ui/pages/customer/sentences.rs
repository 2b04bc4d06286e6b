//! The figures and sentences of one customer.

use crate::chart::Labels;
use clientele_engine::analysis::customers::{CustomerDetail, Order};

/// A silence is long from this many usual gaps on.
const LONG: f64 = 4.0;

/// A silence below this is never long, however often the customer orders.
const LEAST_LONG_DAYS: i32 = 30;

/// One headline figure.
pub(super) struct Fact {
    /// Key of its name.
    pub(super) label: &'static str,
    /// What goes into the name.
    pub(super) label_args: Option<[(&'static str, String); 2]>,
    /// The figure.
    pub(super) value: String,
    /// What it is held against.
    pub(super) compared: String,
    /// `up` or `down` where the figure is a change.
    pub(super) direction: Option<&'static str>,
}

impl Fact {
    fn new(label: &'static str, value: String, compared: String) -> Self {
        Self { label, label_args: None, value, compared, direction: None }
    }

    /// Whether it says nothing where there are no amounts.
    pub(super) fn is_about_money(&self) -> bool {
        !matches!(self.label, "customer-fact-orders" | "customer-fact-last" | "customer-fact-p-alive")
    }
}

/// The figures.
pub(super) fn facts(detail: &CustomerDetail, horizon_months: u32, labels: &dyn Labels) -> Vec<Fact> {
    let none = || labels.word("customer-fact-none");
    let rank =
        [("rank", labels.count(detail.revenue_rank as f64)), ("n", labels.count(detail.n_ranked as f64))];
    let revenue = Fact::new(
        "customer-fact-revenue",
        labels.money(detail.revenue),
        labels.phrase("customer-fact-rank", &rank),
    );
    let profit = match detail.profit {
        Some(profit) if detail.revenue > 0.0 => {
            let share = labels.percent(profit / detail.revenue, 0);
            (labels.money(profit), labels.phrase("customer-fact-of-revenue", &[("share", share)]))
        }
        Some(profit) => (labels.money(profit), String::new()),
        None => (none(), String::new()),
    };
    let gap = match detail.median_gap_days {
        Some(gap) if gap >= 1.0 => {
            labels.phrase("customer-fact-every", &[("n", labels.count(gap.round().max(1.0)))])
        }
        Some(_) => labels.word("customer-fact-same-day"),
        None => labels.word("customer-fact-once"),
    };
    let alive = match (detail.p_alive, detail.p_alive_month_ago) {
        (Some(now), Some(before)) => {
            let was = labels.phrase("customer-fact-was", &[("share", labels.percent(before, 0))]);
            (labels.percent(now, 0), was)
        }
        (Some(now), None) => (labels.percent(now, 0), labels.word("customer-fact-new")),
        (None, _) => (none(), labels.word("customer-fact-no-model")),
    };
    let worth = match detail.lifetime_value {
        Some((value, lo, hi)) => {
            let args = [
                ("level", labels.percent(0.8, 0)),
                ("from", labels.money_axis(lo)),
                ("to", labels.money_axis(hi)),
            ];
            (labels.money(value), labels.phrase("customer-fact-interval", &args))
        }
        None => (none(), labels.word("customer-fact-no-model")),
    };
    let value = Fact { value: worth.0, compared: worth.1, ..value_fact(horizon_months, labels) };
    vec![
        revenue,
        last_year(detail, labels),
        Fact::new("customer-fact-profit", profit.0, profit.1),
        Fact::new("customer-fact-orders", labels.count(f64::from(detail.n_orders)), gap),
        last_order(detail, labels),
        Fact::new("customer-fact-p-alive", alive.0, alive.1),
        value,
    ]
}

fn value_fact(horizon_months: u32, labels: &dyn Labels) -> Fact {
    let n = labels.count(f64::from(horizon_months));
    Fact {
        label_args: Some([("n", n), ("unit", labels.money_unit())]),
        ..Fact::new("customer-fact-value", String::new(), String::new())
    }
}

/// The same figures while they are awaited.
pub(super) fn awaited_facts(horizon_months: u32, labels: &dyn Labels) -> Vec<Fact> {
    let awaited = |label| Fact::new(label, labels.word("customer-fact-awaited"), String::new());
    let mut facts: Vec<Fact> = [
        "customer-fact-revenue",
        "customer-fact-year-awaited",
        "customer-fact-profit",
        "customer-fact-orders",
        "customer-fact-last",
        "customer-fact-p-alive",
    ]
    .into_iter()
    .map(awaited)
    .collect();
    facts.push(Fact { value: labels.word("customer-fact-awaited"), ..value_fact(horizon_months, labels) });
    facts
}

/// The latest year against the one before.
fn last_year(detail: &CustomerDetail, labels: &dyn Labels) -> Fact {
    let (year, now, before) = detail.last_year;
    let names = [("year", labels.year(year)), ("before", labels.year(year - 1))];
    let compared = [("now", labels.money(now)), ("was", labels.money(before))];
    let change = now / before - 1.0;
    let (value, direction) = if before <= 0.0 {
        (labels.money(now), None)
    } else if change < 0.0 {
        (format!("▼ {}", labels.percent(-change, 1)), Some("down"))
    } else {
        (format!("▲ {}", labels.percent(change, 1)), Some("up"))
    };
    Fact {
        label_args: Some(names),
        direction,
        ..Fact::new("customer-fact-year", value, labels.phrase("customer-fact-year-was", &compared))
    }
}

/// The last order, in usual gaps.
fn last_order(detail: &CustomerDetail, labels: &dyn Labels) -> Fact {
    let days = labels.count(f64::from(detail.recency_days));
    let value = match detail.recency_days {
        0 => labels.word("customer-fact-today"),
        1 => labels.word("customer-fact-yesterday"),
        _ => labels.phrase("customer-fact-days-ago", &[("n", days)]),
    };
    let compared = match detail.median_gap_days.filter(|gap| *gap >= 1.0) {
        Some(gap) => {
            let ratio = f64::from(detail.recency_days) / gap;
            if ratio <= 1.0 {
                labels.word("customer-fact-within-gap")
            } else {
                labels.phrase("customer-fact-gaps", &[("ratio", labels.decimal(ratio, 1))])
            }
        }
        None => String::new(),
    };
    Fact::new("customer-fact-last", value, compared)
}

/// Days between each order and the next; orders of one day count as one.
fn silences(orders: &[Order]) -> Vec<i32> {
    orders.windows(2).map(|pair| pair[1].day.since(pair[0].day)).filter(|days| *days > 0).collect()
}

/// How long the customer has been quiet, against the silences before.
pub(super) fn timeline(detail: &CustomerDetail, labels: &dyn Labels) -> String {
    let quiet = detail.recency_days;
    let days = |n: i32| labels.count(f64::from(n));
    let silences = silences(&detail.orders);
    let Some(longest) = silences.iter().copied().max() else {
        return labels.phrase("customer-timeline-once", &[("days", days(quiet))]);
    };
    let usual = detail.median_gap_days.unwrap_or(0.0);
    let long = ((usual * LONG).ceil() as i32).max(LEAST_LONG_DAYS);
    let n_long = silences.iter().filter(|silence| **silence >= long).count();
    let n_as_long = silences.iter().filter(|silence| **silence >= quiet).count();
    if quiet >= long {
        return match n_as_long {
            0 => labels.phrase("customer-timeline-longest", &[("days", days(quiet))]),
            1 => labels.phrase("customer-timeline-came-back-once", &[("days", days(quiet))]),
            n => labels.phrase(
                "customer-timeline-came-back",
                &[("days", days(quiet)), ("n", labels.count(n as f64))],
            ),
        };
    }
    match n_long {
        0 => labels.phrase("customer-timeline-steady", &[("days", days(longest))]),
        1 => labels.phrase("customer-timeline-one-silence", &[("days", days(longest))]),
        n => labels
            .phrase("customer-timeline-silences", &[("n", labels.count(n as f64)), ("days", days(longest))]),
    }
}

/// What the lines are, and the course below where there is a model.
pub(super) fn timeline_subtitle(detail: &CustomerDetail, labels: &dyn Labels) -> String {
    let key = if detail.p_alive_course.is_empty() {
        "customer-timeline-subtitle-plain"
    } else {
        "customer-timeline-subtitle"
    };
    labels.phrase(key, &[("unit", labels.money_unit())])
}

/// The last order against the usual one.
pub(super) fn orders(detail: &CustomerDetail, labels: &dyn Labels) -> String {
    let Some(last) = detail.orders.last() else { return labels.word("customer-orders-none") };
    let mut earlier: Vec<f64> = detail.orders.iter().rev().skip(1).map(|order| order.amount).collect();
    earlier.sort_by(f64::total_cmp);
    let Some(usual) = earlier.get(earlier.len() / 2).copied().filter(|usual| *usual > 0.0) else {
        return labels.phrase("customer-orders-only", &[("money", labels.money(last.amount))]);
    };
    match last.amount / usual {
        ratio if ratio < 0.0 => labels.word("customer-orders-refund"),
        ratio if ratio >= 1.5 => {
            labels.phrase("customer-orders-larger", &[("ratio", labels.decimal(ratio, 1))])
        }
        ratio if ratio <= 0.67 => {
            labels.phrase("customer-orders-smaller", &[("share", labels.percent(ratio, 0))])
        }
        _ => labels.word("customer-orders-usual"),
    }
}
