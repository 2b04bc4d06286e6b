//! From an interval to a verdict.

use crate::analysis::Refused;
use crate::stats::normal;
use crate::stats::proportion::{newcombe, wilson};
use serde::{Deserialize, Serialize};

/// Confidence of every interval here.
pub(super) const CONFIDENCE: f64 = 0.95;

/// What the data says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// The whole interval is on the claim's side.
    Supported,
    /// The whole interval is on the other side.
    NotSupported,
    /// Neither: too few cases, a missing column, or an interval on both sides.
    NotEnoughData,
}

/// Why there is not enough data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// A column or time is missing, or cases are too few.
    Refused(Refused),
    /// Both sides of the threshold lie in the interval.
    IntervalHoldsThreshold,
    /// The claim can be read in two ways, and they come to different verdicts.
    ReadingsDiffer,
    /// The reader has to say something that no file holds: its name in [`super::Inputs`], in kebab case.
    NotGiven(String),
    /// Whether complaints were resolved is not known, and all complainers together do not decide it.
    ResolutionUnknown,
    /// No data of a business can test it.
    NoTest,
}

/// A statistic with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The statistic.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub ci_low: f64,
    /// Upper end.
    pub ci_high: f64,
    /// Two-sided p-value against the threshold, where the statistic has one.
    pub p_value: Option<f64>,
    /// Cases it was computed on; of the smaller group where there are two.
    pub n: u64,
}

impl Estimate {
    /// A share with its Wilson interval, against a threshold.
    pub(super) fn share(hits: u64, n: u64, threshold: f64) -> Self {
        let interval = wilson(hits, n, CONFIDENCE);
        let value = if n > 0 { hits as f64 / n as f64 } else { 0.0 };
        let error = (threshold * (1.0 - threshold) / n.max(1) as f64).sqrt();
        Self {
            value,
            ci_low: interval.low,
            ci_high: interval.high,
            p_value: (error > 0.0).then(|| normal::two_sided_p((value - threshold) / error)),
            n,
        }
    }

    /// The difference of two shares with its Newcombe interval.
    pub(super) fn difference(a: super::Hits, b: super::Hits) -> Self {
        let interval = newcombe((a.hits, a.n), (b.hits, b.n), CONFIDENCE);
        Self {
            value: a.share() - b.share(),
            ci_low: interval.low,
            ci_high: interval.high,
            p_value: normal::two_proportion_z(a.hits, a.n, b.hits, b.n).map(normal::two_sided_p),
            n: a.n.min(b.n),
        }
    }
}

/// What a statistic has to be for a claim to hold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Threshold {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
}

impl Threshold {
    /// The value itself.
    #[must_use]
    pub fn value(self) -> f64 {
        match self {
            Self::AtLeast(value) | Self::AtMost(value) => value,
        }
    }
}

/// The verdict on an estimate, and why there is none.
#[must_use]
pub fn judge(estimate: &Estimate, threshold: Threshold, least_n: u64) -> (Verdict, Option<Why>) {
    let Estimate { ci_low, ci_high, n, .. } = *estimate;
    if n < least_n {
        let refused = Refused::TooFewEvents { have: n, need: least_n };
        return (Verdict::NotEnoughData, Some(Why::Refused(refused)));
    }
    let (holds, fails) = match threshold {
        Threshold::AtLeast(value) => (value <= ci_low, ci_high < value),
        Threshold::AtMost(value) => (ci_high <= value, value < ci_low),
    };
    match (holds, fails) {
        (true, false) => (Verdict::Supported, None),
        (false, true) => (Verdict::NotSupported, None),
        _ => (Verdict::NotEnoughData, Some(Why::IntervalHoldsThreshold)),
    }
}

/// How far an interval is from turning the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Distance from the threshold to the nearer end of the interval, in units of the statistic: a verdict stands
    /// until the interval has moved so far. Negative where the threshold lies in the interval: so much of it is on
    /// the smaller side.
    pub margin: f64,
    /// Cases at which the same statistic would decide, the interval narrowing with their square root; `None` where
    /// it decides already or lies on the threshold.
    pub n_to_decide: Option<u64>,
}

impl Turn {
    pub(super) fn of(estimate: &Estimate, threshold: Threshold) -> Self {
        let limit = threshold.value();
        let margin = (estimate.ci_low - limit).max(limit - estimate.ci_high);
        let distance = (estimate.value - limit).abs();
        let reach = if estimate.value < limit { estimate.ci_high } else { estimate.ci_low };
        let needed = estimate.n as f64 * ((reach - estimate.value) / distance).powi(2);
        // Past a billion cases the answer is that no data will decide.
        let n_to_decide = (margin < 0.0 && needed.is_finite() && needed < 1e9).then(|| needed.ceil() as u64);
        Self { margin, n_to_decide }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_needs_the_whole_interval_and_enough_cases() {
        let of = |ci_low, ci_high, n| {
            let value = f64::midpoint(ci_low, ci_high);
            judge(&Estimate { value, ci_low, ci_high, p_value: None, n }, Threshold::AtLeast(0.5), 30).0
        };
        assert_eq!(of(0.5, 0.7, 30), Verdict::Supported);
        assert_eq!(of(0.3, 0.499, 30), Verdict::NotSupported);
        assert_eq!(of(0.4, 0.6, 1_000_000), Verdict::NotEnoughData);
        assert_eq!(of(0.6, 0.7, 29), Verdict::NotEnoughData);
        assert_eq!(of(f64::NAN, f64::NAN, 100), Verdict::NotEnoughData);
        let most = Estimate { value: -0.05, ci_low: -0.08, ci_high: -0.03, p_value: None, n: 50 };
        assert_eq!(judge(&most, Threshold::AtMost(-0.022), 30).0, Verdict::Supported);
    }

    #[test]
    fn what_would_turn_it_is_the_distance_to_the_threshold() {
        let estimate = Estimate { value: 0.6, ci_low: 0.55, ci_high: 0.65, p_value: None, n: 400 };
        let turn = Turn::of(&estimate, Threshold::AtLeast(0.5));
        assert!((turn.margin - 0.05).abs() < 1e-12 && turn.n_to_decide.is_none());
        // Half a reach away: four times the cases.
        let turn = Turn::of(&estimate, Threshold::AtLeast(0.575));
        assert_eq!(turn.n_to_decide, Some(1_600));
    }

    #[test]
    fn no_single_case_turns_a_verdict_into_its_opposite() {
        for n in 30..400 {
            let verdicts: Vec<Verdict> = (0..=n)
                .map(|hits| judge(&Estimate::share(hits, n, 0.1), Threshold::AtLeast(0.1), 30).0)
                .collect();
            for pair in verdicts.windows(2) {
                let turns = pair.contains(&Verdict::Supported) && pair.contains(&Verdict::NotSupported);
                assert!(!turns, "{n}");
            }
        }
    }
}
