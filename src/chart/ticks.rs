//! Round numbers for an axis.

/// Round values an axis is labeled at, and the domain it spans.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ticks {
    /// Lower end of the domain.
    pub(super) lo: f64,
    /// Upper end of the domain, above `lo`.
    pub(super) hi: f64,
    /// The round values in it, ascending.
    pub(super) values: Vec<f64>,
}

impl Ticks {
    /// Ticks from 0 (or from the lowest value if it is below) to a round value at or above `hi`.
    pub(super) fn spanning(lo: f64, hi: f64, n_steps: usize) -> Self {
        let lo = finite(lo).min(0.0);
        let hi = finite(hi).max(0.0);
        let hi = if hi > lo { hi } else { lo + 1.0 };
        let step = round_step((hi - lo) / n_steps.max(1) as f64);
        // The small slack keeps a value that lies on a tick from opening another step.
        let first = (lo / step + 1e-9).floor();
        let last = (hi / step - 1e-9).ceil();
        let values = (0..=(last - first) as usize).map(|idx| (first + idx as f64) * step).collect();
        Self { lo: first * step, hi: last * step, values }
    }

    /// Like [`Ticks::spanning`], but the domain ends at `hi` itself with a little air, so that no room is lost.
    pub(super) fn within(lo: f64, hi: f64, n_steps: usize) -> Self {
        let round = Self::spanning(lo, hi, n_steps);
        let top = (finite(hi).max(0.0) * 1.04).min(round.hi);
        let hi = if top > round.lo { top } else { round.hi };
        let values = round.values.into_iter().filter(|&value| value <= hi).collect();
        Self { lo: round.lo, hi, values }
    }

    /// Ticks at given values over a given domain.
    pub(super) fn at(lo: f64, hi: f64, values: &[f64]) -> Self {
        Self { lo, hi, values: values.to_vec() }
    }
}

/// The number, or 0 where it is not finite.
pub(super) fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten at or above `raw`.
pub(super) fn round_step(raw: f64) -> f64 {
    if !raw.is_finite() || raw <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|step| step * power >= raw * (1.0 - 1e-9));
    let step = step.unwrap_or(10.0) * power;
    if step.is_finite() && step > 0.0 { step } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_span_the_values() {
        assert_eq!(Ticks::spanning(0.0, 3.48, 4).values, [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(Ticks::spanning(-30.0, 70.0, 5).values, [-40.0, -20.0, 0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(Ticks::spanning(0.0, 4.0, 4).hi, 4.0);
        assert_eq!(Ticks::within(0.0, 3.2, 4).values, [0.0, 1.0, 2.0, 3.0]);
    }

    #[test]
    fn nothing_and_nonsense_still_give_a_domain() {
        for (lo, hi) in [(0.0, 0.0), (f64::NAN, f64::INFINITY), (5.0, -5.0), (0.0, 1e-300), (-1e300, 1e300)] {
            let ticks = Ticks::spanning(lo, hi, 4);
            assert!(ticks.lo < ticks.hi, "{ticks:?}");
            assert!(ticks.values.len() < 20 && ticks.values.iter().all(|value| value.is_finite()));
        }
    }
}
