//! Smallest value of a smooth function of a few variables whose gradient is known.
//!
//! In:   a function that gives value and gradient, a start, and bounds for each variable.
//! Out:  a [`Minimum`]: where, how small, and why the search stopped.
//! Cost: about as many evaluations as iterations; the rest is O(`N`^2) per iteration.
//!
//! BFGS with a dense inverse Hessian, because the models here have two to four variables: the limited
//! memory variant would save nothing. Bounds are kept by holding a variable that would leave them.
//! The search ends in a local minimum; a caller who needs more tries several starts.

/// Why a search stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// No component of the gradient, apart from those held by a bound, is larger than the tolerance.
    Gradient,
    /// The value has stopped falling: a minimum to within rounding, or a flat ridge.
    Flat,
    /// As many iterations as allowed.
    Iterations,
    /// The function is not finite at the start.
    NotFinite,
}

/// Where a search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum<const N: usize> {
    /// The variables.
    pub at: [f64; N],
    /// The value there.
    pub value: f64,
    /// Why the search stopped.
    pub stop: Stop,
}

/// When to stop, and where to stay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Smallest value of every variable.
    pub lo: f64,
    /// Largest value of every variable.
    pub hi: f64,
    /// Largest component of the gradient at a minimum.
    pub gradient: f64,
    /// Iterations at most.
    pub n_iterations: u32,
}

/// Searches a local minimum of `function`, which gives value and gradient.
///
/// Values that are not finite count as infinitely large, so the function may refuse points.
///
/// # Source
/// Update: Nocedal & Wright, Numerical Optimization (2nd ed. 2006), equation 6.17. Line search: Lewis &
/// Overton (2013), Mathematical Programming 141, algorithm 2.6 (weak Wolfe conditions by bisection).
pub fn minimize<const N: usize>(
    function: &mut impl FnMut(&[f64; N]) -> (f64, [f64; N]),
    start: [f64; N],
    limits: &Limits,
) -> Minimum<N> {
    minimize_from(function, start, None, limits)
}

/// [`minimize`] that begins with a known inverse of the Hessian, as of the same function on a sample of its
/// terms: a good one saves the iterations in which the curvature would be learnt.
pub fn minimize_from<const N: usize>(
    function: &mut impl FnMut(&[f64; N]) -> (f64, [f64; N]),
    start: [f64; N],
    known_inverse: Option<[[f64; N]; N]>,
    limits: &Limits,
) -> Minimum<N> {
    const SUFFICIENT_DECREASE: f64 = 1e-4;
    const CURVATURE: f64 = 0.9;
    /// Longest step of one variable; variables here are logarithms, so this is a factor of about 20.
    const LONGEST_STEP: f64 = 3.0;

    let mut at = start.map(|x| x.clamp(limits.lo, limits.hi));
    let (mut value, mut gradient) = function(&at);
    if !value.is_finite() {
        return Minimum { at, value, stop: Stop::NotFinite };
    }
    let mut is_fresh = known_inverse.is_none();
    let mut inverse_hessian = known_inverse.unwrap_or_else(identity::<N>);
    let mut held = [false; N];
    let mut n_flat = 0;
    for _ in 0..limits.n_iterations {
        let now_held: [bool; N] = core::array::from_fn(|i| {
            (at[i] <= limits.lo && gradient[i] > 0.0) || (at[i] >= limits.hi && gradient[i] < 0.0)
        });
        if now_held != held {
            held = now_held;
            inverse_hessian = identity();
            is_fresh = true;
        }
        let free: [f64; N] = core::array::from_fn(|i| if held[i] { 0.0 } else { gradient[i] });
        if free.iter().all(|slope| slope.abs() <= limits.gradient) {
            return Minimum { at, value, stop: Stop::Gradient };
        }
        let mut direction: [f64; N] =
            core::array::from_fn(|i| if held[i] { 0.0 } else { -dot(&inverse_hessian[i], &free) });
        if dot(&direction, &free) >= 0.0 {
            inverse_hessian = identity();
            is_fresh = true;
            direction = free.map(|slope| -slope);
        }
        let slope = dot(&direction, &free);
        let reach = direction.iter().fold(0.0_f64, |reach, step| reach.max(step.abs()));
        let longest = LONGEST_STEP / reach;
        let mut step = if is_fresh { (1.0 / reach).min(longest) } else { longest.min(1.0) };
        let (mut lo, mut hi) = (0.0, f64::INFINITY);
        // Rounding of the value would refuse every step close to the minimum.
        let rounding = 4.0 * f64::EPSILON * value.abs();
        let mut found = None;
        for _ in 0..40 {
            let trial: [f64; N] =
                core::array::from_fn(|i| (at[i] + step * direction[i]).clamp(limits.lo, limits.hi));
            let (trial_value, trial_gradient) = function(&trial);
            let falls = trial_value <= value + SUFFICIENT_DECREASE * step * slope + rounding;
            if !falls || !trial_value.is_finite() {
                hi = step;
            } else {
                found = Some((trial, trial_value, trial_gradient));
                if dot(&trial_gradient, &direction) >= CURVATURE * slope || step >= longest {
                    break;
                }
                lo = step;
            }
            step = if hi.is_finite() { 0.5 * (lo + hi) } else { (2.0 * step).min(longest) };
        }
        let Some((next, next_value, next_gradient)) = found else {
            if is_fresh {
                return Minimum { at, value, stop: Stop::Flat };
            }
            inverse_hessian = identity();
            is_fresh = true;
            continue;
        };
        let moved: [f64; N] = core::array::from_fn(|i| next[i] - at[i]);
        let turned: [f64; N] = core::array::from_fn(|i| next_gradient[i] - gradient[i]);
        update(&mut inverse_hessian, &moved, &turned, is_fresh);
        is_fresh = false;
        n_flat = if value - next_value <= 2.0 * f64::EPSILON * value.abs() { n_flat + 1 } else { 0 };
        (at, value, gradient) = (next, next_value, next_gradient);
        if n_flat >= 3 {
            return Minimum { at, value, stop: Stop::Flat };
        }
    }
    Minimum { at, value, stop: Stop::Iterations }
}

/// The BFGS update of the inverse Hessian; left alone where the function does not curve upward.
fn update<const N: usize>(
    inverse_hessian: &mut [[f64; N]; N],
    moved: &[f64; N],
    turned: &[f64; N],
    is_fresh: bool,
) {
    let curvature = dot(moved, turned);
    if curvature <= 1e-12 * dot(turned, turned).sqrt() * dot(moved, moved).sqrt() {
        return;
    }
    if is_fresh {
        // Nocedal & Wright 6.20: the first guess of the scale.
        let scale = curvature / dot(turned, turned);
        *inverse_hessian = identity::<N>().map(|row| row.map(|x| x * scale));
    }
    let bent: [f64; N] = core::array::from_fn(|i| dot(&inverse_hessian[i], turned));
    let factor = (1.0 + dot(turned, &bent) / curvature) / curvature;
    for i in 0..N {
        for j in 0..N {
            inverse_hessian[i][j] +=
                factor * moved[i] * moved[j] - (bent[i] * moved[j] + moved[i] * bent[j]) / curvature;
        }
    }
}

fn identity<const N: usize>() -> [[f64; N]; N] {
    core::array::from_fn(|i| core::array::from_fn(|j| if i == j { 1.0 } else { 0.0 }))
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { lo: -50.0, hi: 50.0, gradient: 1e-9, n_iterations: 500 };

    #[test]
    fn rosenbrock_1960_from_the_usual_start() {
        let mut valley = |&[x, y]: &[f64; 2]| {
            let (u, v) = (y - x * x, 1.0 - x);
            (100.0 * u * u + v * v, [-400.0 * x * u - 2.0 * v, 200.0 * u])
        };
        let minimum = minimize(&mut valley, [-1.2, 1.0], &LIMITS);
        assert!((minimum.at[0] - 1.0).abs() < 1e-8 && (minimum.at[1] - 1.0).abs() < 1e-8, "{minimum:?}");
        assert_eq!(minimum.stop, Stop::Gradient);
    }

    #[test]
    fn a_bound_holds_one_variable_and_the_others_still_settle() {
        let mut bowl = |&[x, y]: &[f64; 2]| {
            (
                (x - 9.0).powi(2) + (x - 9.0) * (y + 1.0) + (y + 1.0).powi(2),
                [2.0 * (x - 9.0) + y + 1.0, x - 9.0 + 2.0 * (y + 1.0)],
            )
        };
        let minimum = minimize(&mut bowl, [0.0, 0.0], &Limits { hi: 5.0, ..LIMITS });
        assert!((minimum.at[0] - 5.0).abs() < 1e-12 && (minimum.at[1] - 1.0).abs() < 1e-8, "{minimum:?}");
    }

    #[test]
    fn with_the_inverse_hessian_of_a_bowl_the_first_step_is_the_last() {
        let mut n_calls = 0;
        let mut bowl = |&[x, y]: &[f64; 2]| {
            n_calls += 1;
            (x * x + 25.0 * (y - 1.0) * (y - 1.0), [2.0 * x, 50.0 * (y - 1.0)])
        };
        let minimum = minimize_from(&mut bowl, [1.5, -1.0], Some([[0.5, 0.0], [0.0, 0.02]]), &LIMITS);
        assert_eq!((minimum.stop, n_calls), (Stop::Gradient, 2));
    }

    #[test]
    fn a_function_that_is_nowhere_finite_says_so() {
        let minimum = minimize(&mut |_: &[f64; 1]| (f64::NAN, [0.0]), [0.0], &LIMITS);
        assert_eq!(minimum.stop, Stop::NotFinite);
    }
}
