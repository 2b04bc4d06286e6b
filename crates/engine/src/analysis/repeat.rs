//! Who comes again, and within how long; who is silent, under several rules; and who is late by their own habit.
//!
//! In:   a selection.
//! Out:  a [`RepeatReport`].
//! Cost: one pass over the orders of the selected customers.
//!
//! Orders of one day are one visit: the figures are about coming again, so that a basket split in two is no return. A
//! visit counts for N days only once N days have gone by since, so that young visits do not look unfaithful. Customers
//! who became one before the data begins have no first visit in it; their visits count among "any" ones.

use super::finding::{self, Finding, Kind, Template, Value};
use super::selection::{SelectedTotals, Selection};
use super::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::metric::{Additivity, Metric, Unit};
use crate::query::Clause;
use crate::stats::proportion::Proportion;
use crate::stats::quantile::median;
use serde::{Deserialize, Serialize};

/// Days within which coming again is asked for.
pub const WITHIN_DAYS: [u32; 5] = [30, 60, 90, 180, 365];
/// Days of silence after which a customer may be called lost.
pub const SILENCE_DAYS: [u32; 3] = [90, 180, 365];
/// Upper ends of the bands of [`GapBand`]; the last band is open.
pub const GAP_BANDS: [f64; 4] = [1.0, 2.0, 3.0, 5.0];
/// Visits needed before a customer has a habit: two gaps.
pub const MIN_VISITS: usize = 3;

const YEAR_DAYS: i32 = 365;
/// A customer whose silence is more than this many times the usual gap is late.
const LATE_RATIO: f64 = 2.0;

/// Coming again within some days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RepeatRow {
    /// Days.
    pub days: u32,
    /// Of the first visits that long ago: how many were followed by a second within the days.
    pub first: Option<Proportion>,
    /// Of all visits that long ago: how many were followed by another within the days.
    pub any: Option<Proportion>,
}

/// Loss under a rule of silence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SilenceRow {
    /// A customer is lost after more than so many days of silence.
    pub days: u32,
    /// Customers lost now, of all with an order.
    pub silent: Option<Proportion>,
    /// Of those not lost a year ago: how many are lost now. `None` where the data does not reach back a year and the
    /// days of the rule.
    pub lost_in_year: Option<Proportion>,
    /// The same loss as a rate per month.
    pub monthly_churn: Option<f64>,
    /// Years a customer stays at this rate; `None` when nobody was lost.
    pub expected_tenure_years: Option<f64>,
}

/// Customers by how late they are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GapBand {
    /// Silence over the customer's own median gap is above this.
    pub above: f64,
    /// And not above this; `None` in the last band.
    pub to: Option<f64>,
    /// Customers.
    pub n_customers: u64,
    /// Their revenue so far.
    pub revenue: f64,
}

/// Coming again, silence and habit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepeatReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Last day that counts.
    pub as_of: Day,
    /// By [`WITHIN_DAYS`].
    pub within: Vec<RepeatRow>,
    /// By [`SILENCE_DAYS`].
    pub silence: Vec<SilenceRow>,
    /// Customers with a habit, by how late they are.
    pub gap_bands: Vec<GapBand>,
    /// Customers with fewer than [`MIN_VISITS`] visits, who have no habit yet.
    pub n_without_habit: u64,
    /// Median over customers with a habit of their own median gap.
    pub median_gap_days: Option<f64>,
    /// Customers who became one before the data begins: without a first visit in it.
    pub n_before: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Annual churn of a monthly rate: `1 - (1 - m)^12`.
#[must_use]
pub fn annual_churn(monthly: f64) -> f64 {
    -libm::expm1(12.0 * libm::log1p(-monthly.clamp(0.0, 1.0)))
}

/// Monthly churn of an annual rate: `1 - (1 - a)^(1/12)`.
#[must_use]
pub fn monthly_churn(annual: f64) -> f64 {
    -libm::expm1(libm::log1p(-annual.clamp(0.0, 1.0)) / 12.0)
}

/// Periods a customer stays at a churn rate per period: `1 / churn`; `None` where nobody leaves.
#[must_use]
pub fn expected_tenure(churn: f64) -> Option<f64> {
    (churn > 0.0).then(|| 1.0 / churn)
}

/// Distinct order days of a customer by the as-of day, ascending, into `visits`.
pub(super) fn visits_of(dataset: &Dataset, profile: &Profile, customer: usize, visits: &mut Vec<Day>) {
    let first = dataset.orders_of(customer).start;
    visits.clear();
    visits.extend_from_slice(&dataset.order_days()[first..first + profile.facts.n_orders[customer] as usize]);
    visits.dedup();
}

/// Silence over the customer's own median gap between visits; `None` with fewer than [`MIN_VISITS`].
pub(super) fn gap_ratio(visits: &[Day], as_of: Day, gaps: &mut Vec<i64>) -> Option<(f64, f64)> {
    if visits.len() < MIN_VISITS {
        return None;
    }
    gaps.clear();
    gaps.extend(visits.windows(2).map(|pair| i64::from(pair[1].since(pair[0]))));
    let gap = median(gaps).filter(|&gap| gap > 0.0)?;
    let silence = f64::from(as_of.since(*visits.last()?));
    Some((silence / gap, gap))
}

/// Coming again, silence and habit of the selected customers.
#[must_use]
pub fn report(dataset: &Dataset, profile: &Profile, selection: &Selection) -> RepeatReport {
    let facts = &profile.facts;
    let as_of = facts.as_of;
    let begins = dataset.observed().first;
    let mut first = [(0_u64, 0_u64); WITHIN_DAYS.len()];
    let mut any = [(0_u64, 0_u64); WITHIN_DAYS.len()];
    let mut silent = [0_u64; SILENCE_DAYS.len()];
    let mut lost = [(0_u64, 0_u64); SILENCE_DAYS.len()];
    let mut bands = [(0_u64, 0_i128); GAP_BANDS.len() + 1];
    let (mut n_customers, mut n_before, mut n_without_habit) = (0, 0, 0);
    let (mut visits, mut gaps, mut median_gaps) = (Vec::new(), Vec::new(), Vec::new());
    let totals = SelectedTotals::new(dataset, profile, selection);
    let year_ago = as_of.plus(-YEAR_DAYS);
    for customer in selection.customers.iter() {
        n_customers += 1;
        visits_of(dataset, profile, customer, &mut visits);
        let is_before = facts.birth_day(customer) < begins.month().first_day();
        n_before += u64::from(is_before);
        for (place, &visit) in visits.iter().enumerate() {
            let age = as_of.since(visit).unsigned_abs();
            let gap = visits.get(place + 1).map(|next| next.since(visit).unsigned_abs());
            for (idx, &days) in WITHIN_DAYS.iter().enumerate().take_while(|(_, days)| **days <= age) {
                let is_hit = u64::from(gap.is_some_and(|gap| gap <= days));
                any[idx].0 += is_hit;
                any[idx].1 += 1;
                if place == 0 && !is_before {
                    first[idx].0 += is_hit;
                    first[idx].1 += 1;
                }
            }
        }
        let recency = facts.recency_days(customer).unsigned_abs();
        let last_then = visits.partition_point(|&visit| visit <= year_ago).checked_sub(1);
        let recency_then = last_then.map(|place| year_ago.since(visits[place]).unsigned_abs());
        for (idx, &days) in SILENCE_DAYS.iter().enumerate() {
            silent[idx] += u64::from(recency > days);
            if recency_then.is_some_and(|then| then <= days) {
                lost[idx].0 += u64::from(recency > days);
                lost[idx].1 += 1;
            }
        }
        let Some((ratio, gap)) = gap_ratio(&visits, as_of, &mut gaps) else {
            n_without_habit += 1;
            continue;
        };
        // Halves of days, as medians of even numbers fall between two days.
        median_gaps.push((gap * 2.0) as i64);
        let band = &mut bands[GAP_BANDS.partition_point(|&edge| edge < ratio)];
        band.0 += 1;
        band.1 += i128::from(totals.revenue[customer]);
    }
    let within: Vec<RepeatRow> = WITHIN_DAYS
        .iter()
        .zip(first.iter().zip(&any))
        .map(|(&days, (first, any))| RepeatRow {
            days,
            first: Proportion::new(first.0, first.1),
            any: Proportion::new(any.0, any.1),
        })
        .collect();
    let silence = SILENCE_DAYS.iter().zip(silent.iter().zip(&lost)).map(|(&days, (&silent, lost))| {
        let is_covered = i64::from(year_ago.since(begins)) >= i64::from(days);
        let lost_in_year = Proportion::new(lost.0, lost.1).filter(|_| is_covered);
        SilenceRow {
            days,
            silent: Proportion::new(silent, n_customers),
            lost_in_year,
            monthly_churn: lost_in_year.map(|lost| monthly_churn(lost.share)),
            expected_tenure_years: lost_in_year.and_then(|lost| expected_tenure(lost.share)),
        }
    });
    let band = |(idx, &(n_customers, revenue)): (usize, &(u64, i128))| GapBand {
        above: idx.checked_sub(1).map_or(0.0, |below| GAP_BANDS[below]),
        to: GAP_BANDS.get(idx).copied(),
        n_customers,
        revenue: dataset.major(revenue),
    };
    let gap_bands: Vec<GapBand> = bands.iter().enumerate().map(band).collect();
    let mut findings: Vec<Finding> =
        [second_order(&within), late(&gap_bands)].into_iter().flatten().collect();
    finding::rank(&mut findings);
    RepeatReport {
        refused: (n_customers == 0).then_some(Refused::TooFewCustomers { have: 0, need: 1 }),
        as_of,
        silence: silence.collect(),
        within,
        gap_bands,
        n_without_habit,
        median_gap_days: median(&mut median_gaps).map(|twice| twice / 2.0),
        n_before,
        findings,
    }
}

/// Fewest first visits behind a sentence.
const MIN_FINDING: u64 = 100;

/// Few come a second time within 90 days.
const SECOND_ORDER: Template = Template {
    id: "few-second-orders",
    parameters: &[("share", Kind::Share), ("later", Kind::Share), ("n", Kind::Count)],
    action: "welcome-programme",
};

/// Customers are late by their own habit.
const LATE: Template = Template {
    id: "late-by-habit",
    parameters: &[("count", Kind::Count), ("ratio", Kind::Number), ("revenue", Kind::Money)],
    action: "call-the-late",
};

/// Templates of this module.
pub(crate) const FINDINGS: &[Template] = &[SECOND_ORDER, LATE];

fn second_order(within: &[RepeatRow]) -> Option<Finding> {
    let share = |days: u32| within.iter().find(|row| row.days == days)?.first;
    let (soon, year) = (share(90)?, share(365)?);
    (soon.n >= MIN_FINDING && soon.share < 0.5).then(|| {
        let values = [Value::Share(soon.share, 0), Value::Share(year.share, 0), Value::Count(soon.n)];
        // Those who never came again, as far as they can be asked for.
        let clause = Clause::History { repeats: (0, 0), recency_days: (90, i32::MAX) };
        Finding::new(&SECOND_ORDER, values, 0.0, Some(clause))
    })
}

/// Those between twice and five times their gap: later ones are gone rather than late.
fn late(bands: &[GapBand]) -> Option<Finding> {
    let late = || bands.iter().filter(|band| band.above >= LATE_RATIO && band.to.is_some());
    let n: u64 = late().map(|band| band.n_customers).sum();
    let revenue: f64 = late().map(|band| band.revenue).sum();
    (n > 0 && revenue > 0.0).then(|| {
        let values = [Value::Count(n), Value::Number(LATE_RATIO, 0), Value::Money(revenue)];
        Finding::new(&LATE, values, revenue, None)
    })
}

/// Metrics of this module.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "repeat-within-first",
        formula: "second visit within N days / first visits at least N days ago",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[],
        source: "our definition; interval of Wilson 1927",
        limits: "visits younger than N days are left out; orders of one day are one visit",
        test: "analysis::repeat::tests::a_visit_counts_once_its_days_have_gone_by",
    },
    Metric {
        id: "repeat-within-any",
        formula: "visits followed by another within N days / visits at least N days ago",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[],
        source: "our definition; interval of Wilson 1927",
        limits: "frequent customers weigh more; visits younger than N days are left out",
        test: "analysis::repeat::tests::a_visit_counts_once_its_days_have_gone_by",
    },
    Metric {
        id: "silent-share",
        formula: "customers silent for more than N days / customers with an order",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[],
        source: "our definition",
        limits: "all customers ever, so that it grows with the age of the data",
        test: "analysis::repeat::tests::loss_is_counted_among_those_who_were_there_a_year_ago",
    },
    Metric {
        id: "annual-churn",
        formula: "silent for more than N days now / not so a year ago",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[],
        source: "our definition; interval of Wilson 1927",
        limits: "a year and N days of data at least",
        test: "analysis::repeat::tests::loss_is_counted_among_those_who_were_there_a_year_ago",
    },
    Metric {
        id: "monthly-churn",
        formula: "1 - (1 - annual)^(1/12)",
        unit: Unit::Share,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "algebra",
        limits: "assumes the same rate in every month",
        test: "analysis::repeat::tests::ten_percent_a_year_is_0_874_percent_a_month",
    },
    Metric {
        id: "expected-tenure",
        formula: "1 / churn per period",
        unit: Unit::Years,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "algebra: mean of the geometric distribution",
        limits: "assumes the same rate for ever; not given when nobody was lost",
        test: "analysis::repeat::tests::ten_percent_a_year_is_0_874_percent_a_month",
    },
    Metric {
        id: "gap-ratio",
        formula: "days since the last visit / median days between the customer's visits",
        unit: Unit::Ratio,
        additivity: Additivity::NotAdditive,
        needs: &[],
        source: "our definition",
        limits: "three visits at least",
        test: "analysis::repeat::tests::a_habit_is_the_median_gap_of_three_visits",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    fn report_of(lines: &[Line], as_of: &str) -> RepeatReport {
        let dataset = dataset(lines, &[]);
        let profile = profile(&dataset, day(as_of));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all)
    }

    #[test]
    fn ten_percent_a_year_is_0_874_percent_a_month() {
        assert!((monthly_churn(0.10) - 0.008_741_6).abs() < 1e-7);
        assert!((annual_churn(monthly_churn(0.37)) - 0.37).abs() < 1e-14);
        assert!((annual_churn(0.01) - 0.113_615_1).abs() < 1e-7);
        assert!((annual_churn(1.0) - 1.0).abs() < 1e-12 && annual_churn(0.0).abs() < 1e-12);
        assert_eq!((expected_tenure(0.2), expected_tenure(0.0)), (Some(5.0), None));
    }

    #[test]
    fn a_visit_counts_once_its_days_have_gone_by() {
        let lines = [
            // Again after exactly 30 days.
            line("A", "2024-01-01", 1),
            line("A", "2024-01-31", 1),
            // Again after 31 days.
            line("B", "2024-01-01", 1),
            line("B", "2024-02-01", 1),
            // Too young to be asked for 30 days.
            line("C", "2024-03-02", 1),
        ];
        let report = report_of(&lines, "2024-03-31");
        let row = report.within[0];
        assert_eq!((row.days, row.first.unwrap().hits, row.first.unwrap().n), (30, 1, 2));
        assert_eq!((row.any.unwrap().hits, row.any.unwrap().n), (1, 4));
        let row = report.within[1];
        assert_eq!((row.days, row.first.unwrap().hits, row.first.unwrap().n), (60, 2, 2));
        assert_eq!((report.within[2].first.unwrap().n, report.within[3].first), (2, None));
    }

    #[test]
    fn loss_is_counted_among_those_who_were_there_a_year_ago() {
        let lines = [
            // There a year ago, and lost since.
            line("A", "2022-12-01", 1),
            // There a year ago and still.
            line("B", "2022-12-15", 1),
            line("B", "2023-12-01", 1),
            // Lost already a year ago.
            line("C", "2022-01-01", 1),
            // New.
            line("D", "2023-11-01", 1),
        ];
        let report = report_of(&lines, "2023-12-31");
        let row = report.silence[0];
        assert_eq!((row.days, row.silent.unwrap().hits, row.silent.unwrap().n), (90, 2, 4));
        assert_eq!((row.lost_in_year.unwrap().hits, row.lost_in_year.unwrap().n), (1, 2));
        assert_eq!(row.expected_tenure_years, Some(2.0));
        // 365 days before the last year nobody was seen yet.
        assert_eq!((report.silence[2].days, report.silence[2].lost_in_year), (365, None));
    }

    #[test]
    fn a_habit_is_the_median_gap_of_three_visits() {
        let lines = [
            line("A", "2024-01-01", 10),
            line("A", "2024-01-11", 10),
            line("A", "2024-01-21", 10),
            // Two visits only.
            line("B", "2024-01-01", 1),
            line("B", "2024-01-11", 1),
        ];
        let report = report_of(&lines, "2024-02-15");
        assert_eq!((report.n_without_habit, report.median_gap_days), (1, Some(10.0)));
        // 25 days of silence are 2.5 gaps.
        let filled: Vec<&GapBand> = report.gap_bands.iter().filter(|band| band.n_customers > 0).collect();
        assert_eq!(filled.len(), 1);
        assert_eq!((filled[0].above, filled[0].to, filled[0].revenue), (2.0, Some(3.0), 30.0));
        let late = report.findings.iter().find(|finding| finding.template == "late-by-habit").unwrap();
        assert!((late.at_stake - 30.0).abs() < 1e-12);
    }

    #[test]
    fn nobody_and_one_order_of_nothing_have_no_shares() {
        let empty = report_of(&[line("A", "2024-01-01", 0)], "2023-01-01");
        assert!(empty.refused.is_some() && empty.silence[0].silent.is_none());
        let one = report_of(&[line("A", "2024-01-01", 0)], "2024-01-01");
        assert!(one.refused.is_none() && one.within.iter().all(|row| row.first.is_none()));
        assert_eq!(one.silence[0].silent.map(|silent| silent.share), Some(0.0));
    }
}
