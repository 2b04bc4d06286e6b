//! The signals held against the past, and who shows them now.

use super::signal::{Levels, Signals, own_decline};
use super::{
    CATEGORY_NOW, CHANNEL_NOW, ChurnSignalOptions, ChurnSignalReport, DECLINE_NOW, DISCOUNT_NOW,
    FlaggedCustomer, GAP_NOW, MARKET_FALLS, MarketDecline, Signal, SignalRow,
};
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::selection::Selection;
use crate::analysis::stage::year_revenue;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::metric::Needs;
use crate::query::Clause;
use crate::stats::auc::{auc, best_cut};
use crate::stats::gamma::ln_gamma;
use crate::stats::quantile::median;

/// Fewest lost and fewest kept customers behind a test.
const MIN_EACH: u64 = 20;
/// Area from which a signal is worth a sentence.
const TELLING: f64 = 0.6;
/// Fall of the market that is worth a sentence.
const MARKET_FALL: f64 = -0.1;
const ALPHA: f64 = 0.05;
/// Customers named by a finding at most.
const MAX_IDS: usize = 200;

/// A customer as of a day, and whether an order followed within the horizon.
struct Case {
    customer: usize,
    levels: Levels,
    is_lost: bool,
}

/// Signals before silence among the selected customers.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &ChurnSignalOptions,
) -> ChurnSignalReport {
    let as_of = profile.facts.as_of;
    let horizon = i32::try_from(options.horizon_days.clamp(1, 3_650)).unwrap_or(3_650);
    let cut = as_of.plus(-horizon);
    let mut signals = Signals::new(dataset);
    let (past, _) = cases(dataset, selection, &mut signals, cut, horizon);
    let (present, market) = cases(dataset, selection, &mut signals, as_of, horizon);
    let n_lost = past.iter().filter(|case| case.is_lost).count() as u64;
    let n_tested = past.len() as u64;
    let need_days = 3 * horizon;
    let have_days = as_of.since(dataset.observed().first);
    let refused = if have_days < need_days {
        let months = |days: i32| u32::try_from(days / 30).unwrap_or(0);
        Some(Refused::TooShort { have_months: months(have_days), need_months: months(need_days) })
    } else if n_lost < MIN_EACH || n_tested - n_lost < MIN_EACH {
        Some(Refused::TooFewEvents { have: n_lost.min(n_tested - n_lost), need: MIN_EACH })
    } else {
        None
    };
    let year = year_revenue(dataset, &selection.customers, as_of);
    let mut rows: Vec<SignalRow> = Vec::new();
    let mut flags: Vec<Vec<(Signal, f64)>> = vec![Vec::new(); present.len()];
    for (idx, signal) in Signal::ALL.into_iter().enumerate() {
        let mut row = row(signal, idx, &past, &signals, horizon);
        if refused.is_some() {
            row.refused = row.refused.or_else(|| refused.clone());
        }
        let mut sum = 0;
        if let Some(alarm) = row.alarm.filter(|_| row.refused.is_none()) {
            for (case, flags) in present.iter().zip(&mut flags) {
                if let Some(level) = case.levels.levels[idx].filter(|&level| level >= alarm.score) {
                    row.n_flagged += 1;
                    sum += year[case.customer];
                    flags.push((signal, level));
                }
            }
        }
        row.revenue_at_stake = dataset.major(sum);
        rows.push(row);
    }
    rows.sort_by(|a, b| {
        let area = |row: &SignalRow| row.auc.map_or(-1.0, |auc| auc.area);
        area(b).total_cmp(&area(a))
    });
    let mut flagged: Vec<(usize, Vec<(Signal, f64)>)> = present
        .iter()
        .map(|case| case.customer)
        .zip(flags)
        .filter(|(_, signals)| !signals.is_empty())
        .collect();
    flagged.sort_by_key(|(customer, _)| (std::cmp::Reverse(year[*customer]), *customer));
    let n_flagged = flagged.len() as u64;
    let mut findings: Vec<Finding> = Vec::new();
    if refused.is_none() {
        findings.extend(signal_now(dataset, &rows, &flagged));
        findings.extend(market_falls(&market));
    }
    finding::rank(&mut findings);
    flagged.truncate(usize::from(options.max_customers));
    let customers = flagged.into_iter().map(|(customer, signals)| FlaggedCustomer {
        id: dataset.customers().ids.get(customer).to_owned(),
        label: dataset.customers().label(customer).to_owned(),
        signals,
        revenue_12_months: dataset.major(year[customer]),
    });
    ChurnSignalReport {
        refused,
        as_of,
        cut,
        horizon_days: horizon.unsigned_abs(),
        n_tested,
        n_lost,
        signals: rows,
        market,
        customers: customers.collect(),
        n_flagged,
        findings,
    }
}

/// The customers with a habit as of `day`, and the market over the two horizons before it.
fn cases(
    dataset: &Dataset,
    selection: &Selection,
    signals: &mut Signals<'_>,
    day: Day,
    horizon: i32,
) -> (Vec<Case>, MarketDecline) {
    let mut cases: Vec<Case> = Vec::new();
    let mut falls: Vec<[u64; 2]> = Vec::new();
    let mut market = MarketDecline::default();
    for customer in selection.customers.iter() {
        let days = &dataset.order_days()[dataset.orders_of(customer)];
        let until = |back: i32| days.partition_point(|&order_day| order_day <= day.plus(-back));
        let (n_earlier, n_middle, n_all) = (until(2 * horizon), until(horizon), until(0));
        let (before, now) = ((n_middle - n_earlier) as u64, (n_all - n_middle) as u64);
        market.n_orders_before += before;
        market.n_orders_now += now;
        if now < before {
            falls.push([before, now]);
        }
        if let Some(levels) = signals.of(customer, day, horizon) {
            let next = days.get(n_all);
            let is_lost = next.is_none_or(|next| next.since(day) > horizon);
            cases.push(Case { customer, levels, is_lost });
        }
    }
    let ratio =
        (market.n_orders_before > 0).then(|| market.n_orders_now as f64 / market.n_orders_before as f64);
    market.change = ratio.map(|ratio| ratio - 1.0);
    market.n_falling = falls.len() as u64;
    if let Some(ratio) = ratio {
        for case in &mut cases {
            case.levels.levels[4] = own_decline(case.levels.n_orders, ratio);
        }
        let share = ratio / (1.0 + ratio);
        let is_alone = |&[before, now]: &[u64; 2]| binomial_at_most(now, before + now, share) < ALPHA;
        market.n_falling_alone = falls.iter().filter(|fall| is_alone(fall)).count() as u64;
    }
    (cases, market)
}

/// Chance of at most `k` of `n` at a chance of `p` each.
fn binomial_at_most(k: u64, n: u64, p: f64) -> f64 {
    if p <= 0.0 || k >= n {
        return 1.0;
    }
    if p >= 1.0 {
        return 0.0;
    }
    let ln_choose = |i: u64| {
        let (n, i) = (n as f64, i as f64);
        ln_gamma(n + 1.0) - ln_gamma(i + 1.0) - ln_gamma(n - i + 1.0)
    };
    let chance =
        |i: u64| libm::exp(ln_choose(i) + i as f64 * libm::log(p) + (n - i) as f64 * libm::log1p(-p));
    (0..=k).map(chance).sum::<f64>().min(1.0)
}

fn row(signal: Signal, idx: usize, past: &[Case], signals: &Signals<'_>, horizon: i32) -> SignalRow {
    let refused = (!signals.has(signal)).then(|| {
        Refused::needs(match signal {
            Signal::DiscountRise => Needs::Discount,
            Signal::ChannelDrift => Needs::Channel,
            _ => Needs::Category,
        })
    });
    let level = |case: &Case| case.levels.levels[idx];
    let mut scores: Vec<(f64, bool)> =
        past.iter().filter_map(|case| Some((level(case)?, case.is_lost))).collect();
    let n_customers = scores.len() as u64;
    let area = auc(&mut scores);
    let alarm = best_cut(&mut scores);
    let lead = |case: &Case| {
        let alarm =
            alarm.filter(|alarm| case.is_lost && level(case).is_some_and(|own| own >= alarm.score))?;
        // Silence alone says lost when the horizon has gone by since the last order. The ratio reached its alarm so
        // many gaps after it; what orders tell was known with the last one.
        let waited = match signal {
            Signal::GapRatio => (alarm.score * case.levels.gap_days?).ceil(),
            _ => 0.0,
        };
        Some((f64::from(horizon) - waited).max(0.0) as i64)
    };
    let mut leads: Vec<i64> = past.iter().filter_map(lead).collect();
    SignalRow {
        signal,
        refused,
        n_customers,
        auc: area,
        alarm,
        lead_days: median(&mut leads),
        n_flagged: 0,
        revenue_at_stake: 0.0,
    }
}

fn signal_now(
    dataset: &Dataset,
    rows: &[SignalRow],
    flagged: &[(usize, Vec<(Signal, f64)>)],
) -> Option<Finding> {
    let best = rows.iter().find(|row| row.refused.is_none())?;
    let auc = best.auc.filter(|auc| auc.ci_low > 0.5 && auc.area >= TELLING)?;
    let shown = flagged.iter().filter(|(_, own)| own.iter().any(|(signal, _)| *signal == best.signal));
    let ids: Vec<String> =
        shown.take(MAX_IDS).map(|(customer, _)| dataset.customers().ids.get(*customer).to_owned()).collect();
    (best.revenue_at_stake > 0.0).then(|| {
        let values =
            [Value::Count(best.n_flagged), Value::Number(auc.area, 2), Value::Money(best.revenue_at_stake)];
        let clause = (ids.len() as u64 == best.n_flagged).then_some(Clause::CustomerIds(ids));
        let template = match best.signal {
            Signal::GapRatio => &GAP_NOW,
            Signal::DiscountRise => &DISCOUNT_NOW,
            Signal::CategoryDrift => &CATEGORY_NOW,
            Signal::ChannelDrift => &CHANNEL_NOW,
            Signal::OwnDecline => &DECLINE_NOW,
        };
        Finding::new(template, values, best.revenue_at_stake, clause)
    })
}

fn market_falls(market: &MarketDecline) -> Option<Finding> {
    let change = market.change.filter(|&change| change <= MARKET_FALL && market.n_orders_before >= 100)?;
    let values =
        [Value::Share(-change, 0), Value::Count(market.n_falling_alone), Value::Count(market.n_falling)];
    Some(Finding::new(&MARKET_FALLS, values, 0.0, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    fn run(lines: &[Line], as_of: &str, horizon_days: u32) -> ChurnSignalReport {
        let dataset = dataset(lines, &[]);
        let profile = profile(&dataset, day(as_of));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, &ChurnSignalOptions { horizon_days, max_customers: 5 })
    }

    /// `n` customers who order every ten days; those before `n_stopping` stop in August 2023.
    fn shop(n: u32, n_stopping: u32) -> Vec<Line> {
        let mut lines = Vec::new();
        for customer in 0..n {
            let stop = if customer < n_stopping { day("2023-08-20") } else { day("2024-01-01") };
            let mut at = day("2023-01-01").plus(i32::try_from(customer % 10).unwrap());
            while at < stop {
                lines.push(line(&format!("C{customer:03}"), &at.to_string(), 10));
                at = at.plus(10);
            }
        }
        lines
    }

    #[test]
    fn customers_who_slow_down_are_told_from_those_who_do_not() {
        let report = run(&shop(60, 25), "2023-12-20", 80);
        // On the cut day, 1 October, the stopped ones have been silent for six weeks.
        assert_eq!((report.refused.clone(), report.n_tested, report.n_lost), (None, 60, 25));
        let best = &report.signals[0];
        let gap = report.signals.iter().find(|row| row.signal == Signal::GapRatio).unwrap();
        assert!((gap.auc.unwrap().area - 1.0).abs() < 1e-12 && best.auc.unwrap().area >= 1.0);
        let alarm = gap.alarm.unwrap();
        assert!(alarm.score > 1.0 && (alarm.recall - 1.0).abs() < 1e-12);
        assert_eq!(gap.lead_days, Some((80.0 - (alarm.score * 10.0).ceil()).max(0.0)));
        // All who are left order every ten days.
        assert_eq!(gap.n_flagged, 0);
        let discount = report.signals.iter().find(|row| row.signal == Signal::DiscountRise).unwrap();
        assert!(matches!(discount.refused, Some(Refused::NeedsColumn { .. })) && discount.auc.is_none());
    }

    #[test]
    fn a_fall_with_everybody_is_told_from_a_fall_alone() {
        let steady = run(&shop(60, 25), "2023-12-20", 80);
        // 25 stop altogether, 35 go on.
        assert!(steady.market.change.unwrap() < 0.0);
        assert_eq!((steady.market.n_falling, steady.market.n_falling_alone), (25, 0));
        // On the cut day those who stopped have fallen against a market that stood.
        let earlier = run(&shop(60, 3), "2023-11-20", 90);
        assert_eq!(earlier.market.n_falling_alone, 3);
        assert!((binomial_at_most(0, 9, 0.5) - 0.5_f64.powi(9)).abs() < 1e-15);
        assert!((binomial_at_most(3, 10, 0.3) - 0.649_610_717_9).abs() < 1e-9);
    }

    #[test]
    fn too_little_history_is_refused() {
        let report = run(&shop(60, 25), "2023-06-20", 90);
        assert!(matches!(report.refused, Some(Refused::TooShort { .. })));
        assert!(report.customers.is_empty() && report.findings.is_empty());
        let report = run(&shop(30, 1), "2023-12-20", 80);
        assert!(matches!(report.refused, Some(Refused::TooFewEvents { have: 1, need: 20 })));
    }
}
