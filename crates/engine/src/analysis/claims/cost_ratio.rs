//! Ten times the cost, six times the time: winning against keeping.

use super::verdict::CONFIDENCE;
use super::{Claim, ClaimResult, Estimate, Figure, FigureUnit, Sample, Subject, Threshold, Why};
use crate::data::MeasureRole;
use crate::metric::Needs;
use crate::stats::normal;
use crate::stats::student::Moments;

/// Fewest cases of each sample.
const LEAST: u64 = 30;

/// L1: cost of winning a customer over cost of keeping one for a year, at least 10.
pub(super) fn cost(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(10.0);
    let open = |why| ClaimResult::open(Claim::TenTimesCost, FigureUnit::Ratio, threshold, LEAST, why);
    let inputs = &subject.options.inputs;
    let Some(winning) = inputs.cost_of_winning.or_else(|| measured(subject)) else {
        return open(Why::Refused(crate::analysis::Refused::needs(Needs::AcquisitionCost)));
    };
    let Some(keeping) = inputs.cost_of_keeping else {
        let mean = Figure::new("cost-of-winning", winning.mean, FigureUnit::Money);
        return open(Why::NotGiven("cost-of-keeping".to_owned())).with([mean]);
    };
    of(Claim::TenTimesCost, winning, keeping, threshold, FigureUnit::Money)
}

/// L2: hours of winning a customer over hours of keeping one, at least 6.
pub(super) fn time(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(6.0);
    let inputs = &subject.options.inputs;
    let open = |name: &str| {
        let why = Why::NotGiven(name.to_owned());
        ClaimResult::open(Claim::SixTimesTime, FigureUnit::Ratio, threshold, LEAST, why)
    };
    match (inputs.hours_of_winning, inputs.hours_of_keeping) {
        (None, _) => open("hours-of-winning"),
        (_, None) => open("hours-of-keeping"),
        (Some(winning), Some(keeping)) => {
            of(Claim::SixTimesTime, winning, keeping, threshold, FigureUnit::Number)
        }
    }
}

/// Cost of winning the selected customers, where the customers file has it.
fn measured(subject: &Subject) -> Option<Sample> {
    let measures = &subject.dataset.customers().measures;
    let costs = measures.iter().find(|measure| measure.role == MeasureRole::AcquisitionCost)?;
    // Sorted, so that the rounding of the sum does not depend on the order of customers.
    let mut values: Vec<f64> = subject
        .selection
        .customers
        .iter()
        .map(|customer| costs.values[customer])
        .filter(|cost| cost.is_finite())
        .collect();
    values.sort_by(f64::total_cmp);
    let moments: Moments = values.into_iter().collect();
    (moments.n > 0).then(|| Sample { n: moments.n, mean: moments.mean, deviation: moments.variance().sqrt() })
}

fn of(claim: Claim, winning: Sample, keeping: Sample, threshold: Threshold, unit: FigureUnit) -> ClaimResult {
    match ratio(winning, keeping, threshold.value()) {
        Some(estimate) => ClaimResult::judged(claim, FigureUnit::Ratio, estimate, threshold, LEAST),
        None => {
            let why = Why::Refused(crate::analysis::Refused::NothingPositive);
            ClaimResult::open(claim, FigureUnit::Ratio, threshold, LEAST, why)
        }
    }
    .given(true)
    .with([
        Figure::new("mean-of-winning", winning.mean, unit),
        Figure::new("mean-of-keeping", keeping.mean, unit),
    ])
}

/// The ratio of two means; its interval is that of its logarithm by the delta method. `None` where a mean is not
/// above 0.
///
/// # Source
/// Casella & Berger (2002), Statistical Inference, 2nd ed., section 5.5.4.
pub(super) fn ratio(a: Sample, b: Sample, threshold: f64) -> Option<Estimate> {
    let is_sound = |sample: Sample| {
        sample.mean > 0.0
            && sample.mean.is_finite()
            && sample.deviation >= 0.0
            && sample.deviation.is_finite()
    };
    if a.n == 0 || b.n == 0 || !is_sound(a) || !is_sound(b) {
        return None;
    }
    let part = |sample: Sample| (sample.deviation / sample.mean).powi(2) / sample.n as f64;
    let error = (part(a) + part(b)).sqrt();
    let reach = normal::quantile(0.5 + CONFIDENCE / 2.0) * error;
    let value = a.mean / b.mean;
    Some(Estimate {
        value,
        ci_low: value * libm::exp(-reach),
        ci_high: value * libm::exp(reach),
        p_value: (error > 0.0).then(|| normal::two_sided_p(libm::log(value / threshold) / error)),
        n: a.n.min(b.n),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_ratio_is_that_of_its_logarithm() {
        let sample = |mean, deviation, n| Sample { n, mean, deviation };
        let estimate = ratio(sample(120.0, 60.0, 100), sample(10.0, 4.0, 64), 10.0).unwrap();
        // Error: sqrt(0.5^2 / 100 + 0.4^2 / 64) = sqrt(0.005).
        let factor = (1.959_963_984_540_054 * 0.005_f64.sqrt()).exp();
        assert!((estimate.value - 12.0).abs() < 1e-12);
        assert!(
            (estimate.ci_high - 12.0 * factor).abs() < 1e-9 && (estimate.ci_low - 12.0 / factor).abs() < 1e-9
        );
        assert_eq!(estimate.n, 64);
        assert_eq!(ratio(sample(0.0, 1.0, 50), sample(1.0, 1.0, 50), 10.0), None);
    }
}
