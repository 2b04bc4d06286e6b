//! Contracts: who renews, period after period, and how long those who are left will stay.
//!
//! In:   how many were lost at each renewal and how many are still there, or a [`Dataset`].
//! Out:  an [`SbgFit`] of the shifted-beta-geometric model, and a [`ContractReport`].
//! Cost: one pass over the orders; a fit of sums over the renewals.
//!
//! For sellers of contracts, memberships and subscriptions, where a customer who pays nothing in a period has
//! left. A retention rate that rises with the age of a cohort does not mean that customers grow more loyal:
//! those who leave easily have left. The model says just this: each customer leaves at a renewal with a
//! personal probability that never changes, and these are beta distributed.
//!
//! Source: Fader & Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1),
//! 76-90. Residual lifetime: Fader & Hardie (2010), Customer-base valuation in a contractual setting, Marketing
//! Science 29(1), 85-93.

use super::{FitEnd, Interval};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::stats::information::{hessian, inverse, variance_of};
use crate::stats::minimize::{Limits, Minimum, Stop, minimize};
use serde::{Deserialize, Serialize};

/// Fewest customers to fit on.
const LEAST_CUSTOMERS: u64 = 50;
/// Fewest renewals that somebody has to have behind them: one rate has no course.
const LEAST_RENEWALS: usize = 2;
/// Renewals at most, so that a report is bounded.
const MOST_PERIODS: usize = 60;
/// Standard normal quantile at 95 %, for intervals of 90 %.
const NORMAL_95: f64 = 1.644_853_626_951_472_7;
/// Renewals before which residual lifetimes are given.
const N_LIFETIMES: u32 = 5;

/// Customers lost at each renewal, and still there after their last one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renewals {
    /// Customers lost at renewal 1, 2 and so on.
    pub lost: Vec<u64>,
    /// Customers still there who have 0, 1, 2 … renewals behind them.
    pub kept: Vec<u64>,
}

impl Renewals {
    /// Of one cohort, whose survivors are counted before the first renewal and after each.
    #[must_use]
    pub fn of_survivors(survivors: &[u64]) -> Self {
        let mut kept = vec![0; survivors.len()];
        if let (Some(last), Some(&n)) = (kept.last_mut(), survivors.last()) {
            *last = n;
        }
        Self { lost: survivors.windows(2).map(|pair| pair[0].saturating_sub(pair[1])).collect(), kept }
    }

    /// Customers in all.
    #[must_use]
    pub fn n_customers(&self) -> u64 {
        self.lost.iter().chain(&self.kept).sum()
    }

    /// Customers who faced a renewal (1 is the first), and those of them who renewed.
    fn at(&self, renewal: usize) -> (u64, u64) {
        let from = |counts: &[u64], from: usize| counts.iter().skip(from).sum::<u64>();
        let faced = from(&self.lost, renewal - 1) + from(&self.kept, renewal);
        (faced, faced - self.lost.get(renewal - 1).copied().unwrap_or(0))
    }
}

/// A fitted shifted-beta-geometric model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SbgFit {
    /// First shape of the probability of leaving at a renewal.
    pub alpha: f64,
    /// Second shape.
    pub beta: f64,
    /// Log-likelihood at the maximum, of all customers.
    pub log_likelihood: f64,
    /// Customers fitted on.
    pub n_customers: u64,
    /// Whether customers do not differ, so that there is one probability of leaving and no shapes.
    pub is_degenerate: bool,
    /// Why the search ended.
    pub end: FitEnd,
    /// Covariances of the logarithms of the shapes; `None` where they mean nothing by themselves.
    pub covariance: Option<[[f64; 2]; 2]>,
}

impl SbgFit {
    /// Share of customers who renew at renewal `t` (1 is the first), of those who are left.
    ///
    /// # Source
    /// Fader & Hardie (2007), equation 8.
    #[must_use]
    pub fn retention_rate(&self, t: u32) -> f64 {
        let before = f64::from(t.max(1)) - 1.0;
        (self.beta + before) / (self.alpha + self.beta + before)
    }

    /// Share of customers left after `t` renewals.
    ///
    /// # Source
    /// Fader & Hardie (2007), equation 6: `B(alpha, beta + t) / B(alpha, beta)`, a product of retention rates.
    #[must_use]
    pub fn survival(&self, t: u32) -> f64 {
        (1..=t).map(|renewal| self.retention_rate(renewal)).product()
    }

    /// Discounted expected residual lifetime, in periods, of a customer just before renewal `n` (1 is the first):
    /// the renewals to come, this one included, those of later periods discounted at `discount` per period.
    /// `None` without a discount above 0, where the sum may have no limit.
    ///
    /// # Source
    /// Fader & Hardie (2010), equation 6; its Gauss hypergeometric function is the sum of these terms.
    #[must_use]
    pub fn residual_lifetime(&self, n: u32, discount: f64) -> Option<f64> {
        // Not above 0 includes what is no number.
        let is_discounted = discount > 1e-6;
        if !is_discounted {
            return None;
        }
        let factor = 1.0 / (1.0 + discount);
        let (mut term, mut sum, mut renewal) = (1.0, 0.0, f64::from(n.max(1)) - 1.0);
        loop {
            term *= (self.beta + renewal) / (self.alpha + self.beta + renewal);
            sum += term;
            term *= factor;
            // What is left is smaller than a geometric series.
            if term < 1e-13 * sum * (1.0 - factor) {
                return Some(sum);
            }
            renewal += 1.0;
        }
    }

    /// The interval of a figure that follows from the shapes, as that of [`super::Uncertainty::interval_of`].
    #[must_use]
    pub fn interval_of(&self, z: f64, figure: &dyn Fn(&Self) -> f64) -> Option<Interval> {
        let covariance = self.covariance?;
        let logs = [self.alpha, self.beta].map(libm::log);
        let slopes: [f64; 2] = core::array::from_fn(|i| {
            let at = |by: f64| {
                let mut logs = logs;
                logs[i] += by;
                let [alpha, beta] = logs.map(libm::exp);
                libm::log(figure(&Self { alpha, beta, ..*self }))
            };
            (at(1e-3) - at(-1e-3)) / 2e-3
        });
        let deviation = variance_of(&covariance, &slopes).sqrt();
        deviation.is_finite().then(|| Interval::around(figure(self), deviation, z))
    }
}

/// Fits the model by maximum likelihood; `None` where nobody or everybody was lost, or nothing was renewed.
///
/// # Source
/// Fader & Hardie (2007), equation B3; cohorts of different age are one likelihood.
#[must_use]
pub fn fit(renewals: &Renewals) -> Option<SbgFit> {
    const STARTS: [[f64; 2]; 3] = [[1.0, 1.0], [0.7, 4.0], [5.0, 20.0]];
    const LIMITS: Limits = Limits { lo: -12.0, hi: 12.0, gradient: 1e-10, n_iterations: 300 };
    let n = renewals.n_customers() as f64;
    let n_lost: u64 = renewals.lost.iter().sum();
    let n_renewed: u64 = (1..=renewals.lost.len()).map(|renewal| renewals.at(renewal).1).sum();
    if n_lost == 0 || n_renewed == 0 {
        return None;
    }
    let mut best: Option<Minimum<2>> = None;
    for start in STARTS {
        let found = minimize(&mut |logs| negative_mean(renewals, n, logs), start.map(libm::log), &LIMITS);
        if found.value.is_finite() && best.is_none_or(|best| found.value < best.value) {
            best = Some(found);
        }
    }
    let best = best?;
    let [alpha, beta] = best.at.map(libm::exp);
    let runs_off = alpha > 1e3 || beta > 1e3;
    let information = hessian(&mut |logs: &[f64; 2]| negative_mean(renewals, n, logs).1, &best.at, 1e-4);
    Some(SbgFit {
        alpha,
        beta,
        log_likelihood: -best.value * n,
        n_customers: renewals.n_customers(),
        is_degenerate: runs_off,
        end: match best.stop {
            _ if runs_off => FitEnd::RunsOff,
            Stop::Iterations => FitEnd::Iterations,
            _ => FitEnd::Converged,
        },
        covariance: inverse(&information)
            .filter(|_| !runs_off)
            .map(|inverse| inverse.matrix.map(|row| row.map(|it| it / n))),
    })
}

/// Minus the mean log-likelihood and its gradient at the logarithms of the shapes.
fn negative_mean(renewals: &Renewals, n: f64, logs: &[f64; 2]) -> (f64, [f64; 2]) {
    let [alpha, beta] = logs.map(libm::exp);
    let n_periods = renewals.lost.len().max(renewals.kept.len());
    // Logarithm of the survival so far and its slopes.
    let (mut survival, mut slope_alpha, mut slope_beta) = (0.0, 0.0, 0.0);
    let (mut sum, mut slopes) = (0.0, [0.0; 2]);
    for period in 0..n_periods {
        let kept = renewals.kept.get(period).copied().unwrap_or(0) as f64;
        sum += kept * survival;
        slopes[0] += kept * slope_alpha;
        slopes[1] += kept * slope_beta;
        let lost = renewals.lost.get(period).copied().unwrap_or(0) as f64;
        let (own, both) = (beta + period as f64, alpha + beta + period as f64);
        sum += lost * (survival + libm::log(alpha / both));
        slopes[0] += lost * (slope_alpha + 1.0 / alpha - 1.0 / both);
        slopes[1] += lost * (slope_beta - 1.0 / both);
        survival += libm::log(own / both);
        slope_alpha -= 1.0 / both;
        slope_beta += 1.0 / own - 1.0 / both;
    }
    (-sum / n, [-slopes[0] * alpha / n, -slopes[1] * beta / n])
}

/// What the contracts are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ContractOptions {
    /// Months of a period; a customer without an order in one has left.
    pub period_months: u32,
    /// Periods for which survival is projected.
    pub horizon_periods: u32,
    /// Discount per year.
    pub annual_discount: f64,
}

impl Default for ContractOptions {
    fn default() -> Self {
        Self { period_months: 12, horizon_periods: 12, annual_discount: 0.10 }
    }
}

/// One renewal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RenewalRow {
    /// Which, from 1.
    pub renewal: u32,
    /// Customers who faced it within the data; 0 beyond it.
    pub n_faced: u64,
    /// Those of them who renewed.
    pub n_renewed: u64,
    /// Share who renewed, where somebody faced it.
    pub observed_retention: Option<f64>,
    /// Share left after it, where somebody faced it: Kaplan-Meier.
    pub observed_survival: Option<f64>,
    /// Share who renews under the model.
    pub fitted_retention: f64,
    /// Share left under the model, with its interval.
    pub fitted_survival: f64,
    /// Lower end of the 90 % interval of the share left, as far as the parameters go.
    pub survival_lo: Option<f64>,
    /// Upper end.
    pub survival_hi: Option<f64>,
}

/// Retention of the selected customers as if they had contracts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContractReport {
    /// What was asked.
    pub options: ContractOptions,
    /// Why there is no figure; everything below is empty then.
    pub refused: Option<Refused>,
    /// Customers whose first order is known and who have faced a renewal.
    pub n_customers: u64,
    /// The model.
    pub fit: Option<SbgFit>,
    /// 90 % intervals of alpha and beta.
    pub parameters: Option<[Interval; 2]>,
    /// By renewal, those of the data and those projected.
    pub renewals: Vec<RenewalRow>,
    /// Discounted expected residual lifetime, in periods, just before renewal 1, 2 …
    pub residual_lifetime_periods: Vec<f64>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Retention looks as if customers grew loyal, and it is only that others have left.
pub(super) const RENEWAL_RISES: Template = Template {
    id: "renewal-rises",
    parameters: &[("first", Kind::Share), ("later", Kind::Share), ("n", Kind::Count), ("left", Kind::Share)],
    action: "save-first-renewal",
};

/// Reports who renews, for the selected customers whose first order is in the data.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &ContractOptions,
) -> ContractReport {
    let renewals = renewals_of(dataset, profile, selection, options.period_months.max(1));
    let n_customers = renewals.n_customers();
    let mut report = ContractReport {
        options: *options,
        refused: refusal(&renewals),
        n_customers,
        fit: None,
        parameters: None,
        renewals: Vec::new(),
        residual_lifetime_periods: Vec::new(),
        findings: Vec::new(),
    };
    if report.refused.is_some() {
        return report;
    }
    let Some(fit) = fit(&renewals) else {
        report.refused = Some(Refused::NoMaximum);
        return report;
    };
    let n_rows = renewals.lost.len().max(options.horizon_periods as usize).min(MOST_PERIODS);
    let mut observed = 1.0;
    for renewal in 1..=n_rows {
        let (n_faced, n_renewed) = renewals.at(renewal);
        let retention = (n_faced > 0).then(|| n_renewed as f64 / n_faced as f64);
        observed *= retention.unwrap_or(1.0);
        let t = u32::try_from(renewal).unwrap_or(u32::MAX);
        let interval = fit.interval_of(NORMAL_95, &|fit| fit.survival(t));
        report.renewals.push(RenewalRow {
            renewal: t,
            n_faced,
            n_renewed,
            observed_retention: retention,
            observed_survival: retention.map(|_| observed),
            fitted_retention: fit.retention_rate(t),
            fitted_survival: fit.survival(t),
            survival_lo: interval.map(|it| it.lo),
            survival_hi: interval.map(|it| it.hi.min(1.0)),
        });
    }
    let years = f64::from(options.period_months.max(1)) / 12.0;
    let discount = libm::pow(1.0 + options.annual_discount.max(0.0), years) - 1.0;
    report.residual_lifetime_periods =
        (1..=N_LIFETIMES).filter_map(|n| fit.residual_lifetime(n, discount)).collect();
    report.parameters = fit.covariance.map(|covariance| {
        let shapes = [fit.alpha, fit.beta];
        core::array::from_fn(|i| Interval::around(shapes[i], covariance[i][i].max(0.0).sqrt(), NORMAL_95))
    });
    report.fit = Some(fit);
    report.findings = findings(dataset, profile, selection, &report);
    report
}

fn refusal(renewals: &Renewals) -> Option<Refused> {
    let have = renewals.n_customers();
    if have < LEAST_CUSTOMERS {
        return Some(Refused::TooFewCustomers { have, need: LEAST_CUSTOMERS });
    }
    let n_renewals = renewals.lost.len().max(renewals.kept.len().saturating_sub(1));
    if n_renewals < LEAST_RENEWALS {
        let have = n_renewals as u64;
        return Some(Refused::TooFewEvents { have, need: LEAST_RENEWALS as u64 });
    }
    None
}

/// Who was lost when. Renewal `k` is an order between `k - 1/2` and `k + 1/2` periods after the first one, so
/// that it may come some days before or after it is due; only renewals whose time is over count.
fn renewals_of(dataset: &Dataset, profile: &Profile, selection: &Selection, period_months: u32) -> Renewals {
    let facts = &profile.facts;
    let born = super::history::born_in_window(dataset, facts);
    let mut renewals = Renewals::default();
    let days_per_period = f64::from(period_months) * 365.25 / 12.0;
    let tomorrow = facts.as_of.plus(1);
    for customer in selection.customers.iter().filter(|&customer| born.get(customer)) {
        let days = &dataset.order_days()[dataset.orders_of(customer)];
        let days = &days[..days.partition_point(|&day| day <= facts.as_of)];
        let Some(&first) = days.first() else { continue };
        let start_of = |renewal: usize| first.plus((days_per_period * (renewal as f64 - 0.5)).round() as i32);
        let mut n_renewed = 0;
        let mut is_lost = false;
        while n_renewed < MOST_PERIODS && !is_lost && start_of(n_renewed + 2) <= tomorrow {
            is_lost = !has_day_in(days, start_of(n_renewed + 1), start_of(n_renewed + 2));
            n_renewed += usize::from(!is_lost);
        }
        if n_renewed == 0 && !is_lost {
            continue;
        }
        let counts = if is_lost { &mut renewals.lost } else { &mut renewals.kept };
        if counts.len() <= n_renewed {
            counts.resize(n_renewed + 1, 0);
        }
        counts[n_renewed] += 1;
    }
    renewals
}

/// Whether one of ascending days is not before `from` and before `to`.
fn has_day_in(days: &[Day], from: Day, to: Day) -> bool {
    days.get(days.partition_point(|&day| day < from)).is_some_and(|&day| day < to)
}

fn findings(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    report: &ContractReport,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let seen: Vec<&RenewalRow> =
        report.renewals.iter().filter(|row| row.n_faced >= LEAST_CUSTOMERS).collect();
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else { return findings };
    let (Some(early), Some(late)) = (first.observed_retention, last.observed_retention) else {
        return findings;
    };
    if last.renewal > first.renewal && late > early {
        // At stake is a year of what the customers who left at the first renewal used to bring.
        let revenue: i128 =
            selection.customers.iter().map(|customer| i128::from(profile.facts.revenue[customer])).sum();
        let per_customer = dataset.major(revenue) / selection.customers.count().max(1) as f64;
        let n_lost = first.n_faced - first.n_renewed;
        findings.push(Finding::new(
            &RENEWAL_RISES,
            [
                Value::Share(early, 0),
                Value::Share(late, 0),
                Value::Count(u64::from(last.renewal)),
                Value::Share(1.0 - early, 0),
            ],
            (n_lost as f64 * per_customer).max(0.0),
            None,
        ));
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    /// Fader & Hardie (2007), table 1: survivors of 1,000 customers, years 0 to 7 of 12.
    const REGULAR: [u64; 8] = [1_000, 631, 468, 382, 326, 289, 262, 241];
    const HIGH_END: [u64; 8] = [1_000, 869, 743, 653, 593, 551, 517, 491];

    fn fitted(survivors: &[u64]) -> SbgFit {
        fit(&Renewals::of_survivors(survivors)).expect("a maximum")
    }

    #[test]
    fn regular_and_high_end_customers_of_fader_and_hardie_2007() {
        let regular = fitted(&REGULAR);
        assert_eq!(format!("{:.3} {:.3}", regular.alpha, regular.beta), "0.704 1.182");
        assert_eq!(format!("{:.2}", regular.log_likelihood), "-1680.27");
        assert_eq!(format!("{:.4}", regular.survival(12)), "0.1700");
        let high_end = fitted(&HIGH_END);
        assert_eq!(format!("{:.3} {:.3}", high_end.alpha, high_end.beta), "0.668 3.806");
        assert_eq!(format!("{:.2}", high_end.log_likelihood), "-1611.16");
        assert_eq!(format!("{:.4}", high_end.survival(12)), "0.3780");
        assert_eq!((regular.end, regular.is_degenerate), (FitEnd::Converged, false));
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_likelihood() {
        let renewals = Renewals { lost: vec![30, 12, 0, 5], kept: vec![4, 0, 7, 20, 31] };
        for logs in [[0.0, 0.5], [1.8, -1.3], [-0.5, 3.0]] {
            let (_, gradient) = negative_mean(&renewals, 109.0, &logs);
            for i in 0..2 {
                let at = |shift: f64| {
                    let mut logs = logs;
                    logs[i] += shift;
                    negative_mean(&renewals, 109.0, &logs).0
                };
                let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((gradient[i] - slope).abs() < 1e-8, "{i} {} {slope}", gradient[i]);
            }
        }
    }

    #[test]
    fn where_all_leave_alike_there_is_one_rate_and_no_shapes() {
        let fit = fitted(&[8_000, 4_000, 2_000, 1_000, 500, 250, 125]);
        assert_eq!((fit.is_degenerate, fit.end, fit.covariance), (true, FitEnd::RunsOff, None));
        assert!((fit.retention_rate(1) - 0.5).abs() < 1e-3 && (fit.retention_rate(6) - 0.5).abs() < 1e-3);
    }

    #[test]
    fn nobody_or_everybody_lost_has_no_maximum() {
        assert_eq!(fit(&Renewals::of_survivors(&[100, 100, 100])), None);
        assert_eq!(fit(&Renewals::of_survivors(&[100, 0])), None);
        assert_eq!(fit(&Renewals::default()), None);
        assert_eq!(fitted(&REGULAR).residual_lifetime(1, 0.0), None);
    }

    #[test]
    fn renewals_count_when_their_time_is_over_and_a_gap_is_the_end() {
        let yearly = |customer: &str, years: &[&str]| -> Vec<Line> {
            years.iter().map(|year| line(customer, &format!("{year}-03-01"), 10)).collect()
        };
        let mut lines = yearly("A", &["2018", "2019", "2020", "2021"]);
        // Comes back after a year without, which is not a renewal; is too young; came once.
        lines.extend(yearly("B", &["2018", "2020"]));
        lines.extend(yearly("C", &["2021"]));
        lines.extend(yearly("D", &["2019"]));
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2021-12-31"));
        let all = select(&dataset, &profile, &[]);
        let renewals = renewals_of(&dataset, &profile, &all, 12);
        // The time of the first renewal of C is not over.
        assert_eq!(renewals, Renewals { lost: vec![2], kept: vec![0, 0, 0, 1] });
        let report = report(&dataset, &profile, &all, &ContractOptions::default());
        assert_eq!(report.refused, Some(Refused::TooFewCustomers { have: 3, need: 50 }));
    }
}
