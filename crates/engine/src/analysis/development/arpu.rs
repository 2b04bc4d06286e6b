//! Revenue per customer, with its denominator stated, and how the same customers grow.
//!
//! In:   a selection of a data set.
//! Out:  an [`ArpuReport`]: a row per month, and the last year against the year before.
//! Cost: one pass over the selected lines.
//!
//! Revenue per customer rises when small customers leave. So there are two denominators, customers who bought
//! in the month and customers who had bought before it began, and next to them the same customers year on year:
//! all who bought in the earlier year, those who bought nothing since included.
//!
//! Source: definitions. Interval of growth: a ratio of two sums over the same customers, W. G. Cochran (1977),
//! Sampling Techniques, 3rd ed., equation 6.13, with customers as the units.

use crate::analysis::day_table::{DayTable, day_runs};
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DayRange, Month};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::query::{Clause, Segment};
use crate::stats::normal::quantile;
use crate::stats::proportion::Interval;
use serde::{Deserialize, Serialize};

/// Customers of the earlier year that growth is told from.
pub const MIN_CUSTOMERS: u64 = 30;
/// Days of a year in which the year before can be held against it.
const YEAR_DAYS: i32 = 365;

/// How growth is told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ArpuOptions {
    /// Confidence of the interval of growth.
    pub confidence: f64,
    /// Change of a customer's revenue, as a share of it, below which the customer counts as steady.
    pub steady_share: f64,
}

impl Default for ArpuOptions {
    fn default() -> Self {
        Self { confidence: 0.95, steady_share: 0.1 }
    }
}

/// A month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ArpuMonth {
    /// Which.
    pub month: Month,
    /// Whether the data covers all of it.
    pub is_whole: bool,
    /// Customers with an order in it.
    pub n_active: u64,
    /// Selected customers with an order before it began.
    pub n_known_at_start: u64,
    /// Revenue of the selected lines.
    pub revenue: f64,
    /// Revenue per customer with an order in the month; `None` without one.
    pub per_active: Option<f64>,
    /// Revenue in the month of those known at its start, each; `None` without one.
    pub per_known_at_start: Option<f64>,
}

/// The same customers in two years.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SameCustomers {
    /// The earlier year: 365 days.
    pub before: DayRange,
    /// The later year: the 365 days to the as-of day.
    pub now: DayRange,
    /// Customers with an order in the earlier year.
    pub n_customers: u64,
    /// Their revenue in it.
    pub revenue_before: f64,
    /// Their revenue in the later year.
    pub revenue_now: f64,
    /// Change of the one to the other, those who bought nothing since included; `None` where the earlier
    /// revenue is not above zero.
    pub growth: Option<f64>,
    /// Its interval.
    pub growth_interval: Option<Interval>,
    /// Customers of the earlier year with an order in the later one.
    pub n_kept: u64,
    /// Change of their revenue alone: flattered by those who left.
    pub growth_of_kept: Option<f64>,
    /// Customers who bring clearly more than before.
    pub n_growing: u64,
    /// Customers who bring about the same.
    pub n_steady: u64,
    /// Customers who bring clearly less, and something.
    pub n_declining: u64,
    /// Customers without an order in the later year.
    pub n_stopped: u64,
    /// What growing customers bring more.
    pub gained: f64,
    /// What declining customers bring less, as a positive amount.
    pub lost_to_decline: f64,
    /// What customers who stopped had brought.
    pub lost_to_stopping: f64,
}

/// A segment in the later year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SegmentArpu {
    /// Which.
    pub segment: Segment,
    /// Customers with an order in the later year.
    pub n_active: u64,
    /// Their revenue in it.
    pub revenue: f64,
    /// Revenue per such customer.
    pub per_active: f64,
}

/// Revenue per customer over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArpuReport {
    /// Every month from the first to that of the as-of day.
    pub months: Vec<ArpuMonth>,
    /// Last year against the year before; `None` where two years are not covered or too few customers bought.
    pub same_customers: Option<SameCustomers>,
    /// Why there is no comparison.
    pub same_customers_refused: Option<Refused>,
    /// Segments in the last 365 days, strongest first; only those with an active customer.
    pub segments: Vec<SegmentArpu>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// The same customers bring less (or more) than a year ago.
const SAME_CUSTOMERS_SHRINK: Template = Template {
    id: "same-customers-shrink",
    parameters: &[
        ("count", Kind::Count),
        ("decline", Kind::Share),
        ("lost", Kind::Money),
        ("stopped", Kind::Count),
    ],
    action: "win-back-decliners",
};
/// The same customers bring more than a year ago.
const SAME_CUSTOMERS_GROW: Template = Template {
    id: "same-customers-grow",
    parameters: &[("count", Kind::Count), ("growth", Kind::Share), ("gained", Kind::Money)],
    action: "learn-from-growers",
};

pub(crate) const FINDINGS: &[Template] = &[SAME_CUSTOMERS_SHRINK, SAME_CUSTOMERS_GROW];

#[derive(Debug, Clone, Copy, Default)]
struct MonthSum {
    n_active: u64,
    n_new: u64,
    revenue: i128,
    revenue_of_known: i128,
}

/// Revenue and orders of one customer in two years.
#[derive(Debug, Clone, Copy, Default)]
struct Years {
    revenue: [i128; 2],
    has_order: [bool; 2],
}

/// Revenue per customer of the selected lines, by month and year on year.
///
/// # Errors
/// [`Refused`] without amounts or without a selected customer.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &ArpuOptions,
) -> Result<ArpuReport, Refused> {
    if !dataset.has_amounts() {
        return Err(Refused::needs(Needs::Amount));
    }
    let as_of = profile.facts.as_of;
    let first = dataset.observed().first.month();
    let n_months = usize::try_from(as_of.month().since(first) + 1).unwrap_or(0);
    if n_months == 0 || selection.customers.count() == 0 {
        return Err(Refused::TooFewCustomers { have: 0, need: 1 });
    }
    let ranges: Vec<DayRange> = (0..n_months).map(|idx| first.plus(idx as i32).range()).collect();
    let table = DayTable::new(&ranges);
    let now = DayRange { first: as_of.plus(1 - YEAR_DAYS), last: as_of };
    let before = DayRange { first: now.first.plus(-YEAR_DAYS), last: now.first.plus(-1) };
    let mut sums = vec![MonthSum::default(); n_months];
    let mut panel = Panel::new(options);
    let mut segments = [(0_u64, 0_i128); Segment::ALL.len()];
    // Lines of one order may lie on several days, so months may come back.
    let mut months_seen: Vec<usize> = Vec::new();
    for customer in selection.customers.iter() {
        let mut years = Years::default();
        let (mut last_month, mut first_month) = (usize::MAX, usize::MAX);
        let runs = dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order));
        months_seen.clear();
        for (day, lines) in runs {
            let Some(month) = table.get(day).filter(|_| day <= as_of) else { continue };
            let Some(revenue) = selection.sum(dataset.amounts(), lines) else { continue };
            first_month = first_month.min(month);
            if month != last_month && !months_seen.contains(&month) {
                months_seen.push(month);
                sums[month].n_active += 1;
            }
            last_month = month;
            sums[month].revenue += revenue;
            if first_month < month {
                sums[month].revenue_of_known += revenue;
            }
            for (idx, year) in [before, now].into_iter().enumerate() {
                if year.contains(day) {
                    years.revenue[idx] += revenue;
                    years.has_order[idx] = true;
                }
            }
        }
        if let Some(sum) = sums.get_mut(first_month) {
            sum.n_new += 1;
        }
        panel.add(years);
        let own = profile.scores.segment[customer];
        if let Some(idx) = Segment::ALL.iter().position(|&segment| Some(segment) == own)
            && years.has_order[1]
        {
            segments[idx].0 += 1;
            segments[idx].1 += years.revenue[1];
        }
    }
    let mut n_known = 0;
    let months = sums
        .iter()
        .zip(&ranges)
        .map(|(sum, range)| {
            let per = |revenue: i128, n: u64| (n > 0).then(|| dataset.major(revenue) / n as f64);
            let row = ArpuMonth {
                month: range.first.month(),
                is_whole: dataset.observed().first <= range.first && range.last <= as_of,
                n_active: sum.n_active,
                n_known_at_start: n_known,
                revenue: dataset.major(sum.revenue),
                per_active: per(sum.revenue, sum.n_active),
                per_known_at_start: per(sum.revenue_of_known, n_known),
            };
            n_known += sum.n_new;
            row
        })
        .collect();
    let same = if dataset.observed().first > before.first {
        let have_months = u32::try_from(n_months).unwrap_or(0).min(24);
        Err(Refused::TooShort { have_months, need_months: 25 })
    } else {
        panel.finish(dataset, before, now)
    };
    let (same_customers, same_customers_refused) = match same {
        Ok(same) => (Some(same), None),
        Err(refused) => (None, Some(refused)),
    };
    Ok(ArpuReport {
        months,
        findings: same_customers.iter().filter_map(finding).collect(),
        same_customers,
        same_customers_refused,
        segments: Segment::ALL
            .into_iter()
            .zip(segments)
            .filter(|(_, (n_active, _))| *n_active > 0)
            .map(|(segment, (n_active, revenue))| SegmentArpu {
                segment,
                n_active,
                revenue: dataset.major(revenue),
                per_active: dataset.major(revenue) / n_active as f64,
            })
            .collect(),
    })
}

fn finding(same: &SameCustomers) -> Option<Finding> {
    let (growth, interval) = (same.growth?, same.growth_interval?);
    let clause = Some(Clause::OrderDays(same.before));
    if interval.high < 0.0 {
        let lost = same.revenue_before - same.revenue_now;
        let values = [
            Value::Count(same.n_customers),
            Value::Share(-growth, 1),
            Value::Money(lost),
            Value::Count(same.n_stopped),
        ];
        Some(Finding::new(&SAME_CUSTOMERS_SHRINK, values, lost, clause))
    } else if interval.low > 0.0 {
        let gained = same.revenue_now - same.revenue_before;
        let values = [Value::Count(same.n_customers), Value::Share(growth, 1), Value::Money(gained)];
        Some(Finding::new(&SAME_CUSTOMERS_GROW, values, gained, clause))
    } else {
        None
    }
}

/// The customers of the earlier year, summed.
struct Panel {
    options: ArpuOptions,
    n: [u64; 5],
    money: [i128; 5],
    /// Sums of x, y, x x, x y, y y of revenue before and now.
    moments: [f64; 5],
}

const GROWING: usize = 0;
const STEADY: usize = 1;
const DECLINING: usize = 2;
const STOPPED: usize = 3;

impl Panel {
    fn new(options: &ArpuOptions) -> Self {
        Self { options: *options, n: [0; 5], money: [0; 5], moments: [0.0; 5] }
    }

    /// Adds a customer, if one of the earlier year.
    fn add(&mut self, Years { revenue: [before, now], has_order }: Years) {
        if !has_order[0] {
            return;
        }
        let change = now - before;
        let kind = if !has_order[1] {
            STOPPED
        } else if (change.abs() as f64) <= self.options.steady_share * before.abs() as f64 {
            STEADY
        } else if change > 0 {
            GROWING
        } else {
            DECLINING
        };
        self.n[kind] += 1;
        self.money[kind] += if kind == STOPPED { before } else { change };
        self.money[4] += if kind == STOPPED { 0 } else { before };
        let (x, y) = (before as f64, now as f64);
        for (sum, term) in self.moments.iter_mut().zip([x, y, x * x, x * y, y * y]) {
            *sum += term;
        }
    }

    fn finish(&self, dataset: &Dataset, before: DayRange, now: DayRange) -> Result<SameCustomers, Refused> {
        let n_customers: u64 = self.n[..4].iter().sum();
        if n_customers < MIN_CUSTOMERS {
            return Err(Refused::TooFewCustomers { have: n_customers, need: MIN_CUSTOMERS });
        }
        let [x, y, xx, xy, yy] = self.moments;
        let n = n_customers as f64;
        let kept_before = self.money[4];
        let kept_change = self.money[GROWING] + self.money[STEADY] + self.money[DECLINING];
        let all_before = kept_before + self.money[STOPPED];
        let all_now = kept_before + kept_change;
        let ratio = y / x;
        let growth = (all_before > 0).then(|| all_now as f64 / all_before as f64 - 1.0);
        let residuals = (yy - 2.0 * ratio * xy + ratio * ratio * xx).max(0.0) / (n - 1.0);
        let reach = quantile(0.5 + self.options.confidence / 2.0) * (residuals / n).sqrt() / (x / n);
        Ok(SameCustomers {
            before,
            now,
            n_customers,
            revenue_before: dataset.major(all_before),
            revenue_now: dataset.major(all_now),
            growth,
            growth_interval: growth.map(|growth| Interval { low: growth - reach, high: growth + reach }),
            n_kept: n_customers - self.n[STOPPED],
            growth_of_kept: (kept_before > 0).then(|| kept_change as f64 / kept_before as f64),
            n_growing: self.n[GROWING],
            n_steady: self.n[STEADY],
            n_declining: self.n[DECLINING],
            n_stopped: self.n[STOPPED],
            gained: dataset.major(self.money[GROWING]),
            lost_to_decline: dataset.major(-self.money[DECLINING]),
            lost_to_stopping: dataset.major(self.money[STOPPED]),
        })
    }
}

const GOLDEN: &str = "it::analysis::development::revenue_per_active_customer_is_that_of_section_i";
const WORKED: &str = "analysis::development::arpu::tests::the_same_customers_are_those_worked_by_hand";

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "arpu-active",
        formula: "revenue of the month / customers with an order in it",
        unit: Unit::Money,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount],
        source: "definition (average revenue per user); the denominator is customers with an order",
        limits: "Rises when small customers leave; read beside the same customers year on year.",
        test: GOLDEN,
    },
    Metric {
        id: "arpu-known",
        formula: "revenue in the month of customers with an order before it / number of these customers",
        unit: Unit::Money,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount],
        source: "definition; the denominator is customers at the start of the period",
        limits: "Falls as one-time customers pile up, whatever the others do.",
        test: WORKED,
    },
    Metric {
        id: "same-customer-growth",
        formula: "revenue of the last 365 days / revenue of the 365 days before - 1, of customers with an order in \
                  the latter",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Amount],
        source: "definition; interval of a ratio after Cochran 1977, equation 6.13",
        limits: "Needs 730 days of data and 30 customers of the earlier year. Who spends by chance more than usual in \
                 one year tends to spend less in the next.",
        test: WORKED,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    #[test]
    fn the_same_customers_are_those_worked_by_hand() {
        let mut lines: Vec<Line> = Vec::new();
        for idx in 0..40 {
            let id = format!("C{idx:02}");
            lines.push(line(&id, "2022-01-01", 10));
            lines.push(line(&id, "2023-06-01", 100));
            // 10 grow by 50, 10 are steady, 10 fall by 40, 10 stop.
            match idx / 10 {
                0 => lines.push(line(&id, "2024-06-01", 150)),
                1 => lines.push(line(&id, "2024-06-01", 105)),
                2 => lines.push(line(&id, "2024-06-01", 60)),
                _ => {}
            }
        }
        lines.push(line("N", "2024-06-30", 999));
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-30"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &ArpuOptions::default()).unwrap();
        let same = report.same_customers.unwrap();
        assert_eq!((same.n_customers, same.n_kept), (40, 30));
        assert_eq!((same.n_growing, same.n_steady, same.n_declining, same.n_stopped), (10, 10, 10, 10));
        assert_eq!((same.revenue_before, same.revenue_now), (4_000.0, 3_150.0));
        assert_eq!((same.gained, same.lost_to_decline, same.lost_to_stopping), (500.0, 400.0, 1_000.0));
        assert!((same.growth.unwrap() + 0.2125).abs() < 1e-12);
        assert!((same.growth_of_kept.unwrap() - 0.05).abs() < 1e-12);
        // Every customer had 100: the standard error is that of the mean of 150, 105, 60 and 0.
        let variance: f64 =
            [150.0, 105.0, 60.0, 0.0].iter().map(|now: &f64| 10.0 * (now - 78.75).powi(2)).sum();
        let reach = 1.959_963_984_540_054 * (variance / 39.0 / 40.0).sqrt() / 100.0;
        let interval = same.growth_interval.unwrap();
        assert!((interval.high - (-0.2125 + reach)).abs() < 1e-9, "{interval:?}");
        assert_eq!(report.findings[0].template, "same-customers-shrink");
        assert_eq!(report.findings[0].at_stake, 850.0);
        let june = report.months.iter().find(|row| row.month == Month::new(2024, 6)).unwrap();
        assert_eq!((june.n_active, june.n_known_at_start, june.is_whole), (31, 40, true));
        assert_eq!(june.per_known_at_start, Some(3_150.0 / 40.0));
        assert_eq!(june.per_active, Some(4_149.0 / 31.0));
        let quiet = report.months.iter().find(|row| row.month == Month::new(2024, 7)).unwrap();
        assert_eq!((quiet.per_active, quiet.per_known_at_start), (None, Some(0.0)));
        let total: f64 = report.months.iter().map(|row| row.revenue).sum();
        assert!((total - (400.0 + 4_000.0 + 4_149.0)).abs() < 1e-9);
    }

    #[test]
    fn a_short_history_and_few_customers_have_no_growth() {
        let dataset = dataset(&[line("A", "2024-01-10", 5), line("A", "2024-02-10", -5)], &[]);
        let profile = profile(&dataset, day("2024-02-15"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &ArpuOptions::default()).unwrap();
        assert_eq!(report.months.len(), 2);
        assert!(!report.months[0].is_whole && !report.months[1].is_whole);
        assert_eq!(
            report.same_customers_refused,
            Some(Refused::TooShort { have_months: 2, need_months: 25 })
        );
        assert!(report.findings.is_empty());
    }
}
