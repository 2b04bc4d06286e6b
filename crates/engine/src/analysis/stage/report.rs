//! How many customers are in each stage, now and at the end of each month.

use super::{MORE_SILENT, RuleIssue, RuleSet, SLIPPED, Stage, StageHistory, check, month_ends};
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::query::Mask;
use crate::stats::quantile::median;
use serde::{Deserialize, Serialize};

/// What the stages are asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageOptions {
    /// The rules.
    pub rules: RuleSet,
    /// Ends of months at most, the as-of day included.
    pub n_months: u16,
}

impl Default for StageOptions {
    fn default() -> Self {
        Self { rules: RuleSet::default(), n_months: 36 }
    }
}

/// One stage on the as-of day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageRow {
    /// The stage.
    pub stage: Stage,
    /// Customers.
    pub n_customers: u64,
    /// Their share of all customers.
    pub customer_share: f64,
    /// Revenue of all time.
    pub revenue: f64,
    /// Revenue over the 365 days up to the as-of day.
    pub revenue_12_months: f64,
    /// Median days since the last order.
    pub median_recency_days: Option<f64>,
}

/// The stages at one date.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StageMonth {
    /// The date: the end of a month, or the as-of day.
    pub date: Day,
    /// Customers by stage, in the order of [`Stage::ALL`]; they add up to the customers known by then.
    pub n_customers: [u64; Stage::COUNT],
}

/// Stages of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// The day of `rows`.
    pub as_of: Day,
    /// The rules in force.
    pub rules: RuleSet,
    /// What is to be known of them: rules that never decide, and overlaps.
    pub issues: Vec<RuleIssue>,
    /// One row per stage, in the order of [`Stage::ALL`].
    pub rows: Vec<StageRow>,
    /// Customers by stage at the ends of months, oldest first, the as-of day last.
    pub months: Vec<StageMonth>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

const YEAR_DAYS: i32 = 365;
/// Days back for customers who slipped.
const SLIPPED_DAYS: i32 = 90;
/// Growth of the share of silent customers that is worth a sentence.
const MIN_POINTS: f64 = 0.02;

/// The customers whose stages are told: the selected ones, and where all who ordered are selected also those who have
/// signed up without an order.
#[must_use]
pub fn population(dataset: &Dataset, profile: &Profile, selection: &Selection) -> Mask {
    let facts = &profile.facts;
    let is_all = selection.customers.count() == facts.n_active;
    let signup = dataset.customers().signup.as_ref();
    let has_signed_up =
        |customer: usize| signup.and_then(|column| column[customer]).is_some_and(|day| day <= facts.as_of);
    Mask::from_fn(dataset.n_customers(), |customer| {
        selection.customers.get(customer) || (is_all && !facts.has_order(customer) && has_signed_up(customer))
    })
}

/// Revenue of each customer of `customers` over the 365 days up to `to`, in minor units.
pub(in crate::analysis) fn year_revenue(dataset: &Dataset, customers: &Mask, to: Day) -> Vec<i128> {
    let from = to.plus(1 - YEAR_DAYS);
    let mut sums = vec![0; dataset.n_customers()];
    for customer in customers.iter() {
        for line in dataset.lines_of_customer(customer) {
            let day = dataset.days()[line];
            if from <= day && day <= to {
                sums[customer] += i128::from(dataset.amounts()[line]);
            }
        }
    }
    sums
}

/// The stages of the selected customers.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &StageOptions,
) -> StageReport {
    let facts = &profile.facts;
    let customers = population(dataset, profile, selection);
    let n_known = customers.count() as u64;
    let dates = month_ends(dataset, facts.as_of, options.n_months);
    let history = StageHistory::new(dataset, &customers, &options.rules, &dates);
    let year = year_revenue(dataset, &customers, facts.as_of);

    let mut n_customers = [0_u64; Stage::COUNT];
    let mut sums = [[0_i128; 2]; Stage::COUNT];
    let mut recency: [Vec<i64>; Stage::COUNT] = Default::default();
    for (customer, row) in history.rows() {
        let Some(place) = row.last().map(|&code| usize::from(code)).filter(|&at| at < Stage::COUNT) else {
            continue;
        };
        n_customers[place] += 1;
        sums[place][0] += i128::from(facts.revenue[customer]);
        sums[place][1] += year[customer];
        if facts.has_order(customer) {
            recency[place].push(i64::from(facts.recency_days(customer)));
        }
    }
    let row = |(&stage, recency): (&Stage, &mut Vec<i64>)| {
        let place = stage.place();
        StageRow {
            stage,
            n_customers: n_customers[place],
            customer_share: n_customers[place] as f64 / n_known.max(1) as f64,
            revenue: dataset.major(sums[place][0]),
            revenue_12_months: dataset.major(sums[place][1]),
            median_recency_days: median(recency),
        }
    };
    let months: Vec<StageMonth> = (0..dates.len())
        .map(|idx| StageMonth { date: dates[idx], n_customers: history.counts(idx) })
        .collect();
    let mut findings: Vec<Finding> =
        [slipped(dataset, &history), more_silent(&months)].into_iter().flatten().collect();
    finding::rank(&mut findings);
    StageReport {
        refused: (n_known == 0).then_some(Refused::TooFewCustomers { have: 0, need: 1 }),
        as_of: facts.as_of,
        rules: options.rules.clone(),
        issues: check(options.rules.rules()),
        rows: Stage::ALL.iter().zip(&mut recency).map(row).collect(),
        months,
        findings,
    }
}

/// Customers who bought as ever about 90 days ago and are at risk or lost now, and what they brought in the year before.
fn slipped(dataset: &Dataset, history: &StageHistory) -> Option<Finding> {
    let as_of = *history.dates().last()?;
    let then = history.dates().partition_point(|&date| date <= as_of.plus(-SLIPPED_DAYS)).checked_sub(1)?;
    let is_among =
        |code: u8, stages: &[Stage]| StageHistory::stage(code).is_some_and(|stage| stages.contains(&stage));
    let mut members = Mask::none(dataset.n_customers());
    for (customer, row) in history.rows() {
        let now = row.last().copied()?;
        if is_among(row[then], &[Stage::Growing, Stage::Loyal])
            && is_among(now, &[Stage::AtRisk, Stage::Lost])
        {
            members.set(customer);
        }
    }
    let date = history.dates()[then];
    let revenue = dataset.major(year_revenue(dataset, &members, date).iter().sum());
    (revenue > 0.0).then(|| {
        let values = [Value::Count(members.count() as u64), Value::Day(date), Value::Money(revenue)];
        Finding::new(&SLIPPED, values, revenue, None)
    })
}

/// The share of customers at risk or lost among those who ever ordered, now and a year ago.
fn more_silent(months: &[StageMonth]) -> Option<Finding> {
    let now = months.last()?;
    let before = months.iter().rfind(|month| month.date <= now.date.plus(-YEAR_DAYS))?;
    let share = |month: &StageMonth| {
        let n: u64 = month.n_customers[Stage::New.place()..].iter().sum();
        let silent: u64 = month.n_customers[Stage::AtRisk.place()..].iter().sum();
        (n >= 100).then(|| silent as f64 / n as f64)
    };
    let (now, before) = (share(now)?, share(before)?);
    (now - before >= MIN_POINTS).then(|| {
        let values = [Value::Share(now, 0), Value::Share(before, 0), Value::Points(now - before)];
        Finding::new(&MORE_SILENT, values, 0.0, None)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};

    #[test]
    fn rows_hold_the_customers_and_the_money_of_their_stage() {
        let lines = [
            line("L", "2022-01-01", 100),
            line("L", "2023-11-01", 40),
            line("L", "2023-11-20", 40),
            line("L", "2023-12-20", 40),
            line("N", "2023-12-01", 10),
            line("R", "2022-12-01", 7),
            line("R", "2023-05-01", 5),
            line("X", "2022-02-01", 3),
        ];
        let dataset = dataset(&lines, &[("P", "2023-06-01"), ("N", "2023-09-01"), ("Q", "2024-06-01")]);
        let profile = profile(&dataset, day("2023-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &StageOptions { n_months: 6, ..Default::default() });
        let rows: Vec<(u64, f64, f64)> =
            report.rows.iter().map(|row| (row.n_customers, row.revenue, row.revenue_12_months)).collect();
        // Prospect P (Q is not known yet), new N, growing nobody, loyal L, at risk R, lost X.
        assert_eq!(
            rows,
            [(1, 0.0, 0.0), (1, 10.0, 10.0), (0, 0.0, 0.0), (1, 220.0, 120.0), (1, 12.0, 5.0), (1, 3.0, 0.0)]
        );
        assert_eq!(report.rows[4].median_recency_days, Some(244.0));
        // N signed up in September and was a prospect until December.
        assert_eq!(report.months.len(), 6);
        assert_eq!(report.months[0].date, day("2023-07-31"));
        assert_eq!(report.months[0].n_customers, [1, 0, 1, 0, 0, 2]);
        assert_eq!(report.months[2].n_customers[0], 2);
        assert!(report.refused.is_none() && !report.issues.iter().any(RuleIssue::is_fatal));
    }
}
