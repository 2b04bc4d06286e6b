//! How long until something happens, when for some it has not happened yet.
//!
//! In:   spells: how long each lasted, and whether its end was seen (else it is censored on the right).
//! Out:  the product-limit curve with its intervals, its median, and the log-rank test between groups.
//! Cost: one sort of the spells; the test looks at each group once per distinct time.

use super::chi_square::upper_tail;
use super::linear::solve;
use super::proportion::Z_95;
use serde::{Deserialize, Serialize};

/// One spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// How long it lasted, or has lasted so far.
    pub time: u32,
    /// Whether its end was seen.
    pub is_over: bool,
}

/// The curve from a time at which a spell ended or was last seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SurvivalStep {
    /// The time.
    pub time: u32,
    /// Spells that lasted at least as long.
    pub n_at_risk: u64,
    /// Spells that ended at this time.
    pub n_over: u64,
    /// Spells last seen at this time.
    pub n_censored: u64,
    /// Share that lasts longer than this time.
    pub survival: f64,
    /// Greenwood's standard error of it.
    pub standard_error: f64,
    /// Lower end of its 95 % interval, on the log-log scale.
    pub ci_low: f64,
    /// Upper end.
    pub ci_high: f64,
}

/// The product-limit estimate of survival, one step per distinct time. Spells censored at a time count as at risk at
/// it. Once nobody is left the standard error is 0 and the interval is [0, 0], as nothing is known beyond.
///
/// # Source
/// Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457-481; variance of Greenwood (1926);
/// interval on the scale log(-log S): Kalbfleisch & Prentice (1980), equation 1.13.
#[must_use]
pub fn kaplan_meier(spells: &mut [Spell]) -> Vec<SurvivalStep> {
    spells.sort_unstable_by_key(|spell| spell.time);
    let mut at_risk = spells.len() as u64;
    let (mut survival, mut greenwood) = (1.0_f64, 0.0_f64);
    let mut steps = Vec::new();
    for run in spells.chunk_by(|a, b| a.time == b.time) {
        let n_over = run.iter().filter(|spell| spell.is_over).count() as u64;
        let n_censored = run.len() as u64 - n_over;
        let n = at_risk as f64;
        survival *= (at_risk - n_over) as f64 / n;
        if n_over < at_risk {
            greenwood += n_over as f64 / (n * (at_risk - n_over) as f64);
        }
        let standard_error = survival * greenwood.sqrt();
        let (ci_low, ci_high) = interval(survival, greenwood);
        steps.push(SurvivalStep {
            time: run[0].time,
            n_at_risk: at_risk,
            n_over,
            n_censored,
            survival,
            standard_error,
            ci_low,
            ci_high,
        });
        at_risk -= run.len() as u64;
    }
    steps
}

fn interval(survival: f64, greenwood: f64) -> (f64, f64) {
    let log = libm::log(survival);
    if survival <= 0.0 || log == 0.0 {
        return (survival, survival);
    }
    let spread = Z_95 * greenwood.sqrt() / log.abs();
    let (low, high) = (libm::exp(log * libm::exp(spread)), libm::exp(log * libm::exp(-spread)));
    (low.clamp(0.0, survival), high.clamp(survival, 1.0))
}

/// First time at which half or less last longer; `None` where the curve does not come down that far.
#[must_use]
pub fn median(steps: &[SurvivalStep]) -> Option<u32> {
    steps.iter().find(|step| step.survival <= 0.5 + 1e-12).map(|step| step.time)
}

/// Ends of the 95 % interval of the median; an end that the data does not reach is `None`.
///
/// # Source
/// Brookmeyer & Crowley (1982), Biometrics 38, 29-41, on the log-log scale.
#[must_use]
pub fn median_interval(steps: &[SurvivalStep]) -> (Option<u32>, Option<u32>) {
    let is_known = |step: &&SurvivalStep| step.survival > 0.0;
    let first = |holds: &dyn Fn(&SurvivalStep) -> bool| {
        steps.iter().filter(is_known).find(|step| step.survival < 1.0 && holds(step)).map(|step| step.time)
    };
    (first(&|step| step.ci_low <= 0.5), first(&|step| step.ci_high <= 0.5))
}

/// Survival past `time`; `None` past the last time anybody was seen unless nobody was left.
#[must_use]
pub fn survival_at(steps: &[SurvivalStep], time: u32) -> Option<f64> {
    let place = steps.partition_point(|step| step.time <= time);
    match (steps.get(place.wrapping_sub(1)), steps.get(place)) {
        (None, _) => (!steps.is_empty()).then_some(1.0),
        (Some(step), None) if step.survival > 0.0 && step.time < time => None,
        (Some(step), _) => Some(step.survival),
    }
}

/// Mean survival time up to `limit`: the area under the curve.
#[must_use]
pub fn restricted_mean(steps: &[SurvivalStep], limit: u32) -> f64 {
    let (mut area, mut from, mut level) = (0.0, 0_u32, 1.0);
    for step in steps.iter().take_while(|step| step.time < limit) {
        area += f64::from(step.time - from) * level;
        (from, level) = (step.time, step.survival);
    }
    area + f64::from(limit - from) * level
}

/// The log-rank test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogRank {
    /// Statistic: chi-squared if all groups last alike.
    pub chi_square: f64,
    /// Degrees of freedom: groups less one.
    pub n_degrees: u32,
    /// Chance of such a statistic if all groups last alike.
    pub p_value: f64,
    /// Ends seen in each group.
    pub observed: Vec<u64>,
    /// Ends expected in each group if all last alike.
    pub expected: Vec<f64>,
}

/// Tests whether groups last equally long; `None` with fewer than two groups that say anything.
///
/// # Source
/// Mantel (1966), Cancer Chemotherapy Reports 50, 163-170; for several groups Kalbfleisch & Prentice (1980), 1.4, with
/// the hypergeometric covariance.
#[must_use]
pub fn log_rank(groups: &[Vec<Spell>]) -> Option<LogRank> {
    let k = groups.len();
    let mut all: Vec<(u32, bool, usize)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, spells)| spells.iter().map(move |spell| (spell.time, spell.is_over, group)))
        .collect();
    all.sort_unstable_by_key(|spell| spell.0);
    let mut at_risk: Vec<f64> = groups.iter().map(|spells| spells.len() as f64).collect();
    let mut n: f64 = at_risk.iter().sum();
    let mut observed = vec![0_u64; k];
    let mut expected = vec![0.0; k];
    let mut covariance = vec![vec![0.0; k]; k];
    for run in all.chunk_by(|a, b| a.0 == b.0) {
        let d = run.iter().filter(|spell| spell.1).count() as f64;
        for spell in run {
            observed[spell.2] += u64::from(spell.1);
        }
        if d > 0.0 {
            let factor = if n > 1.0 { d * (n - d) / (n - 1.0) } else { 0.0 };
            for j in 0..k {
                let share = at_risk[j] / n;
                expected[j] += d * share;
                for l in 0..k {
                    let same = if j == l { 1.0 } else { 0.0 };
                    covariance[j][l] += factor * share * (same - at_risk[l] / n);
                }
            }
        }
        for spell in run {
            at_risk[spell.2] -= 1.0;
        }
        n -= run.len() as f64;
    }
    // Groups that nobody was seen leaving, nor was expected to, say nothing.
    let telling: Vec<usize> = (0..k).filter(|&j| covariance[j][j] > 1e-12).collect();
    let used = telling.get(..telling.len().checked_sub(1)?)?;
    if used.is_empty() {
        return None;
    }
    let difference: Vec<f64> = used.iter().map(|&j| observed[j] as f64 - expected[j]).collect();
    let matrix: Vec<Vec<f64>> =
        used.iter().map(|&j| used.iter().map(|&l| covariance[j][l]).collect()).collect();
    let weights = solve(&matrix, &difference)?;
    let chi_square = difference.iter().zip(&weights).map(|(a, b)| a * b).sum::<f64>().max(0.0);
    let p_value = upper_tail(chi_square, used.len());
    Some(LogRank { chi_square, n_degrees: u32::try_from(used.len()).ok()?, p_value, observed, expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weeks of remission of acute leukaemia, Freireich et al. (1963), Blood 21, 699-716; negative: censored.
    const SIX_MP: [i32; 21] =
        [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];
    const PLACEBO: [i32; 21] = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

    fn spells(weeks: &[i32]) -> Vec<Spell> {
        weeks.iter().map(|&week| Spell { time: week.unsigned_abs(), is_over: week > 0 }).collect()
    }

    #[test]
    fn remission_under_six_mp_of_freireich_1963() {
        let steps = kaplan_meier(&mut spells(&SIX_MP));
        let ends: Vec<&SurvivalStep> = steps.iter().filter(|step| step.n_over > 0).collect();
        // Survival and Greenwood's error as tabulated by Klein & Moeschberger (2003), table 4.1.
        let expected = [
            (6, 21, 3, 0.857, 0.0764),
            (7, 17, 1, 0.807, 0.0869),
            (10, 15, 1, 0.753, 0.0963),
            (13, 12, 1, 0.690, 0.1068),
            (16, 11, 1, 0.627, 0.1141),
            (22, 7, 1, 0.538, 0.1282),
            (23, 6, 1, 0.448, 0.1346),
        ];
        assert_eq!(ends.len(), expected.len());
        for (step, (time, n_at_risk, n_over, survival, error)) in ends.iter().zip(expected) {
            assert_eq!((step.time, step.n_at_risk, step.n_over), (time, n_at_risk, n_over));
            assert!((step.survival - survival).abs() < 6e-4, "{step:?}");
            assert!((step.standard_error - error).abs() < 6e-5, "{step:?}");
            assert!(step.ci_low < step.survival && step.survival < step.ci_high);
        }
        // At 23 weeks on the log-log scale: .4482 ^ exp(+-1.96 * .1346 / (.4482 |ln .4482|)).
        let last = ends[6];
        assert!((last.ci_low - 0.188).abs() < 1e-3 && (last.ci_high - 0.680).abs() < 1e-3, "{last:?}");
        assert_eq!(median(&steps), Some(23));
        assert_eq!(median_interval(&steps), (Some(13), None));
        assert_eq!(survival_at(&steps, 5), Some(1.0));
        assert!((survival_at(&steps, 8).unwrap() - 0.807).abs() < 1e-3);
        assert_eq!(survival_at(&steps, 36), None);
    }

    #[test]
    fn six_mp_against_placebo_has_a_log_rank_of_16_79() {
        let placebo = kaplan_meier(&mut spells(&PLACEBO));
        assert_eq!(median(&placebo), Some(8));
        assert_eq!(placebo.last().map(|step| (step.time, step.survival)), Some((23, 0.0)));
        assert_eq!(survival_at(&placebo, 99), Some(0.0));
        let test = log_rank(&[spells(&SIX_MP), spells(&PLACEBO)]).unwrap();
        // Kalbfleisch & Prentice (1980): 9 observed against 19.25, 21 against 10.75; chi-squared 16.79.
        assert_eq!(test.observed, [9, 21]);
        assert!((test.expected[0] - 19.25).abs() < 5e-3 && (test.expected[1] - 10.75).abs() < 5e-3);
        assert!((test.chi_square - 16.79).abs() < 5e-3, "{test:?}");
        assert!((test.p_value - 4.17e-5).abs() < 1e-7, "{test:?}");
    }

    #[test]
    fn the_order_of_three_groups_does_not_matter() {
        let groups = [spells(&SIX_MP), spells(&PLACEBO[..9]), spells(&PLACEBO[9..])];
        let test = log_rank(&groups).unwrap();
        let [a, b, c] = groups;
        let turned = log_rank(&[c, a, b]).unwrap();
        assert!((test.chi_square - turned.chi_square).abs() < 1e-9 && test.n_degrees == 2);
        let all: f64 = test.expected.iter().sum();
        assert!((all - test.observed.iter().sum::<u64>() as f64).abs() < 1e-9);
    }

    #[test]
    fn groups_that_say_nothing_are_not_tested() {
        assert_eq!(log_rank(&[]), None);
        assert_eq!(log_rank(&[spells(&PLACEBO)]), None);
        assert_eq!(log_rank(&[spells(&[-3, -4]), spells(&[-5])]), None);
        assert_eq!(log_rank(&[Vec::new(), spells(&PLACEBO)]), None);
        let alike = log_rank(&[spells(&PLACEBO), spells(&PLACEBO)]).unwrap();
        assert!(alike.chi_square < 1e-12 && (alike.p_value - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_mean_of_spells_that_all_ended_is_their_mean() {
        let steps = kaplan_meier(&mut spells(&PLACEBO));
        let mean = PLACEBO.iter().sum::<i32>() as f64 / 21.0;
        assert!((restricted_mean(&steps, 23) - mean).abs() < 1e-9);
        assert!((restricted_mean(&steps, 1) - 1.0).abs() < 1e-12);
        assert!((restricted_mean(&[], 10) - 10.0).abs() < 1e-12);
    }
}
