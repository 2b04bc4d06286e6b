//! The lifetime value that needs no model: margin times retention, and what a little more retention is worth.
//!
//! In:   a [`Dataset`] of two years at least.
//! Out:  a [`FormulaReport`].
//! Cost: one pass over the orders of the last two years.
//!
//! A customer who brings the same margin every year and stays with the same chance is worth a multiple of that
//! margin. Both "the same" are wrong for most shops, which is why the purchase models are there; the formula is
//! the rung of the ladder that can be checked by hand.
//!
//! Source: Gupta & Lehmann (2003), Customers as assets, Journal of Interactive Marketing 17(1), 9-24, equation 3:
//! the margin of this year is in hand, and the value is that of the years to come.

use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::stats::proportion::wilson;
use serde::{Deserialize, Serialize};

/// Fewest customers of the first year.
const LEAST_CUSTOMERS: u64 = 50;
/// Days of a year.
const YEAR: i32 = 365;
/// Confidence of the interval of a retention rate.
const CONFIDENCE: f64 = 0.9;

/// What the margin of a year is to be multiplied by: `r / (1 + i - r)`. `None` for a retention rate outside
/// 0..=1, a discount below 0, or where all stay for ever at no discount.
///
/// # Source
/// Gupta & Lehmann (2003), equation 3.
#[must_use]
pub fn margin_multiple(retention: f64, annual_discount: f64) -> Option<f64> {
    let is_rate = (0.0..=1.0).contains(&retention) && annual_discount >= 0.0 && annual_discount.is_finite();
    let rest = 1.0 + annual_discount - retention;
    (is_rate && rest > 1e-9).then(|| retention / rest)
}

/// What the formula is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FormulaOptions {
    /// Discount per year.
    pub annual_discount: f64,
    /// How much retention might rise, in shares of all: 0.05 is five points.
    pub rise_points: f64,
}

impl Default for FormulaOptions {
    fn default() -> Self {
        Self { annual_discount: 0.10, rise_points: 0.05 }
    }
}

/// Retention raised, and what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Raised {
    /// The retention rate.
    pub retention: f64,
    /// The multiple.
    pub multiple: f64,
    /// Value of a customer.
    pub value: f64,
    /// Rise of the value over what it is now, as a share of it.
    pub rise: f64,
}

/// The value of the selected customers by the formula.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormulaReport {
    /// What was asked.
    pub options: FormulaOptions,
    /// Why there is no figure; everything below is 0 or empty then.
    pub refused: Option<Refused>,
    /// Whether margins are margins (there is cost) rather than revenue.
    pub is_margin: bool,
    /// Customers who ordered in the year that ended a year ago.
    pub n_before: u64,
    /// Those of them who ordered in the last year.
    pub n_retained: u64,
    /// Their share.
    pub retention: f64,
    /// Lower end of its 90 % interval.
    pub retention_lo: f64,
    /// Upper end.
    pub retention_hi: f64,
    /// Customers who ordered in the last year.
    pub n_active: u64,
    /// Their mean margin (or revenue) in that year.
    pub margin_per_year: f64,
    /// The multiple; `None` where it has no limit.
    pub multiple: Option<f64>,
    /// Value of a customer: margin times multiple.
    pub value: Option<f64>,
    /// The same at the lower end of retention.
    pub value_lo: Option<f64>,
    /// At the upper end.
    pub value_hi: Option<f64>,
    /// Retention raised by points of all.
    pub raised_points: Option<Raised>,
    /// Retention raised by the same share of itself: what "five per cent" may mean, too.
    pub raised_share: Option<Raised>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// What a little more retention is worth.
pub(super) const RETENTION_RISE: Template = Template {
    id: "retention-rise",
    parameters: &[
        ("retention", Kind::Share),
        ("points", Kind::Points),
        ("rise", Kind::Share),
        ("value", Kind::Money),
    ],
    action: "raise-retention",
};

/// Reports the value of the selected customers by the formula, on their selected lines.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &FormulaOptions,
) -> FormulaReport {
    let as_of = profile.facts.as_of;
    let (this_year, last_year) = (as_of.plus(-YEAR), as_of.plus(-2 * YEAR));
    let (mut n_before, mut n_retained, mut n_active, mut margin) = (0, 0, 0, 0_i128);
    for customer in selection.customers.iter() {
        let (mut before, mut now) = (false, false);
        for line in dataset.lines_of_customer(customer).filter(|&line| selection.has_line(line)) {
            let day = dataset.days()[line];
            if day > this_year && day <= as_of {
                now = true;
                margin += i128::from(dataset.amounts()[line]);
                margin -= dataset.costs().map_or(0, |costs| i128::from(costs[line]));
            }
            before |= is_in(day, last_year, this_year);
        }
        n_before += u64::from(before);
        n_retained += u64::from(before && now);
        n_active += u64::from(now);
    }
    let mut report = FormulaReport {
        options: *options,
        refused: refusal(dataset, as_of, n_before, options),
        is_margin: dataset.costs().is_some(),
        n_before,
        n_retained,
        retention: 0.0,
        retention_lo: 0.0,
        retention_hi: 0.0,
        n_active,
        margin_per_year: 0.0,
        multiple: None,
        value: None,
        value_lo: None,
        value_hi: None,
        raised_points: None,
        raised_share: None,
        findings: Vec::new(),
    };
    if report.refused.is_some() {
        return report;
    }
    report.retention = n_retained as f64 / n_before as f64;
    let interval = wilson(n_retained, n_before, CONFIDENCE);
    (report.retention_lo, report.retention_hi) = (interval.low, interval.high);
    report.margin_per_year = dataset.major(margin) / n_active.max(1) as f64;
    let value = |retention: f64| {
        margin_multiple(retention, options.annual_discount).map(|it| it * report.margin_per_year)
    };
    let (now, lo, hi) = (value(report.retention), value(report.retention_lo), value(report.retention_hi));
    (report.value, report.value_lo, report.value_hi) = (now, lo, hi);
    // A negative margin turns the ends around.
    if report.margin_per_year < 0.0 {
        (report.value_lo, report.value_hi) = (hi, lo);
    }
    report.multiple = margin_multiple(report.retention, options.annual_discount);
    report.raised_points = raised(&report, report.retention + options.rise_points);
    report.raised_share = raised(&report, report.retention * (1.0 + options.rise_points));
    report.findings = findings(&report);
    report
}

fn is_in(day: Day, after: Day, to: Day) -> bool {
    day > after && day <= to
}

fn refusal(dataset: &Dataset, as_of: Day, n_before: u64, options: &FormulaOptions) -> Option<Refused> {
    let is_possible =
        options.annual_discount >= 0.0 && options.rise_points >= 0.0 && options.rise_points <= 1.0;
    if !is_possible {
        return Some(Refused::BadSetting { setting: "annual-discount".to_owned() });
    }
    if !dataset.has_amounts() {
        return Some(Refused::needs(crate::metric::Needs::Amount));
    }
    let n_days = as_of.since(dataset.observed().first).max(0).unsigned_abs() + 1;
    if n_days < 2 * YEAR.unsigned_abs() {
        return Some(Refused::TooShort { have_months: (f64::from(n_days) / 30.437) as u32, need_months: 24 });
    }
    (n_before < LEAST_CUSTOMERS).then_some(Refused::TooFewCustomers { have: n_before, need: LEAST_CUSTOMERS })
}

/// The formula at another retention rate; nobody can retain more than all.
fn raised(report: &FormulaReport, retention: f64) -> Option<Raised> {
    let retention = retention.min(1.0);
    let now = report.multiple.filter(|&now| now > 0.0)?;
    let multiple = margin_multiple(retention, report.options.annual_discount)?;
    Some(Raised { retention, multiple, value: multiple * report.margin_per_year, rise: multiple / now - 1.0 })
}

fn findings(report: &FormulaReport) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(raised), Some(value)) = (report.raised_points, report.value)
        && value > 0.0
        && raised.rise > 0.0
    {
        let more = (raised.value - value) * report.n_active as f64;
        findings.push(Finding::new(
            &RETENTION_RISE,
            [
                Value::Share(report.retention, 0),
                Value::Points(raised.retention - report.retention),
                Value::Share(raised.rise, 0),
                Value::Money(more),
            ],
            more,
            None,
        ));
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};

    #[test]
    fn multiples_of_gupta_and_lehmann_2003() {
        let printed = |retention, discount| format!("{:.2}", margin_multiple(retention, discount).unwrap());
        assert_eq!([printed(0.80, 0.0), printed(0.85, 0.0)], ["4.00", "5.67"]);
        assert_eq!([printed(0.90, 0.0), printed(0.95, 0.0)], ["9.00", "19.00"]);
        assert_eq!([printed(0.80, 0.1), printed(0.85, 0.1)], ["2.67", "3.40"]);
        assert_eq!([printed(0.90, 0.1), printed(0.95, 0.1)], ["4.50", "6.33"]);
        let rise = |from, to, discount| {
            let multiple = |rate| margin_multiple(rate, discount).unwrap();
            format!("{:.1}", 100.0 * (multiple(to) / multiple(from) - 1.0))
        };
        assert_eq!([rise(0.80, 0.85, 0.0), rise(0.90, 0.95, 0.0)], ["41.7", "111.1"]);
        assert_eq!([rise(0.80, 0.85, 0.1), rise(0.90, 0.95, 0.1)], ["27.5", "40.7"]);
    }

    #[test]
    fn what_has_no_limit_has_no_multiple() {
        assert_eq!(margin_multiple(1.0, 0.0), None);
        assert_eq!(margin_multiple(1.1, 0.1), None);
        assert_eq!(margin_multiple(-0.1, 0.1), None);
        assert_eq!(margin_multiple(0.5, -0.1), None);
        assert_eq!(margin_multiple(f64::NAN, 0.1), None);
        assert_eq!(margin_multiple(0.0, 0.1), Some(0.0));
    }

    #[test]
    fn sixty_customers_of_whom_forty_five_come_back() {
        let mut lines = Vec::new();
        for customer in 0..60 {
            lines.push(line(&format!("{customer:02}"), "2022-06-01", 100));
            if customer < 45 {
                lines.push(line(&format!("{customer:02}"), "2023-06-01", 40));
            }
        }
        // Only the last two years count, and so does everybody of the last.
        lines.push(line("60", "2021-06-01", 100));
        lines.push(line("61", "2023-07-01", 85));
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2023-12-31"));
        let report = report(&dataset, &profile, &select(&dataset, &profile, &[]), &FormulaOptions::default());
        assert_eq!((report.n_before, report.n_retained, report.n_active), (60, 45, 46));
        assert!((report.retention - 0.75).abs() < 1e-12);
        assert!((report.margin_per_year - (45.0 * 40.0 + 85.0) / 46.0).abs() < 1e-12);
        assert!((report.multiple.unwrap() - 0.75 / 0.35).abs() < 1e-12);
        assert!(report.retention_lo < 0.75 && report.retention_hi > 0.75);
        assert!(report.value_lo < report.value && report.value < report.value_hi);
        // 0.80 / 0.30 over 0.75 / 0.35.
        assert!((report.raised_points.unwrap().rise - 0.244_444).abs() < 1e-5);
        assert!((report.raised_share.unwrap().retention - 0.7875).abs() < 1e-12);
        assert_eq!(report.findings.len(), 1);
    }

    #[test]
    fn a_short_past_and_few_customers_are_refused() {
        let refused = |lines: &[_], as_of: &str| {
            let dataset = dataset(lines, &[]);
            let profile = profile(&dataset, day(as_of));
            report(&dataset, &profile, &select(&dataset, &profile, &[]), &FormulaOptions::default()).refused
        };
        let one = [line("A", "2022-01-01", 5)];
        assert_eq!(refused(&one, "2022-12-31"), Some(Refused::TooShort { have_months: 11, need_months: 24 }));
        assert_eq!(refused(&one, "2025-12-31"), Some(Refused::TooFewCustomers { have: 0, need: 50 }));
    }
}
