//! How many clusters: every number of a range is fitted, its silhouette and its stability are measured.

use super::ClusterOptions;
use crate::progress::{Cancelled, Progress};
use crate::stats::agreement::{adjusted_rand, counts};
use crate::stats::kmeans::{Fit, Plan, Points, fit, nearest, sample, silhouette};
use crate::stats::random::Pcg32;
use serde::{Deserialize, Serialize};

/// Mean agreement of resamples from which a number of clusters counts as stable.
pub(super) const STABLE: f64 = 0.8;
/// The finest division is suggested whose silhouette is at least this share of the best one.
const SILHOUETTE_SHARE: f64 = 0.9;
/// Customers of a resample, at most.
const MAX_BOOTSTRAP: usize = 4_000;

/// The numbers of clusters that are tried, both included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) k_min: usize,
    pub(super) k_max: usize,
}

/// How good a number of clusters is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct KRow {
    /// Number of clusters.
    pub k: u8,
    /// Sum of squared distances to the centres, in scaled units.
    pub inertia: f64,
    /// Mean silhouette, -1..=1; `None` where all points fell into one cluster.
    pub silhouette: Option<f64>,
    /// Mean adjusted Rand index of resamples against this division; `None` where none were drawn.
    pub stability: Option<f64>,
    /// The least of them.
    pub least_stability: Option<f64>,
    /// Share of all points in the smallest cluster.
    pub smallest_share: f64,
}

pub(super) struct Choice {
    pub(super) by_k: Vec<KRow>,
    pub(super) suggested_k: usize,
    pub(super) n_silhouette: u64,
    pub(super) n_bootstrap: u64,
    fits: Vec<Fit>,
}

impl Choice {
    pub(super) fn take(&mut self, k: usize) -> Option<Fit> {
        let place = self.fits.iter().position(|fit| fit.k == k)?;
        Some(self.fits.swap_remove(place))
    }
}

/// Fits every number of clusters of the options.
///
/// Suggested is the largest one that is stable (mean adjusted Rand index of at least 0.8) and whose silhouette is
/// at least 0.9 of the best among the stable ones: a finer division says more, where it is about as clear. Where
/// none is stable it is the most stable one.
pub(super) fn choose(
    points: Points,
    options: &ClusterOptions,
    progress: &mut impl Progress,
) -> Result<Choice, Cancelled> {
    let range = options.range();
    let plan = options.plan();
    let mut random = Pcg32::new(options.seed, 1_000);
    let seen = sample(points.len(), options.n_silhouette.max(2), &mut random);
    let seen_points = points.pick(&seen);
    let base = sample(points.len(), MAX_BOOTSTRAP, &mut random);
    let base_points = points.pick(&base);

    let n_fits = (range.k_max - range.k_min + 1) as f64;
    let (mut by_k, mut fits) = (Vec::new(), Vec::new());
    for k in range.k_min..=range.k_max {
        let done = (k - range.k_min) as f64 / n_fits;
        let mut part = |share: f64| progress.report(done + share / n_fits);
        let fit = fit(points, k, &plan, &mut |share: f64| part(share * 0.5))?;
        let labels: Vec<u8> = seen.iter().map(|&idx| fit.labels[idx]).collect();
        let silhouette = silhouette(Points { values: &seen_points, ..points }, &labels, k);
        let agreements = bootstrap(
            Points { values: &base_points, ..points },
            &base.iter().map(|&idx| fit.labels[idx]).collect::<Vec<u8>>(),
            k,
            options,
            &mut |share: f64| part(0.5 + share * 0.5),
        )?;
        let mut sizes = vec![0_usize; k];
        for &label in &fit.labels {
            sizes[usize::from(label)] += 1;
        }
        by_k.push(KRow {
            k: u8::try_from(k).unwrap_or(u8::MAX),
            inertia: fit.inertia,
            silhouette,
            stability: mean(&agreements),
            least_stability: agreements.iter().copied().reduce(f64::min),
            smallest_share: sizes.iter().copied().min().unwrap_or(0) as f64 / points.len().max(1) as f64,
        });
        fits.push(fit);
    }
    Ok(Choice {
        suggested_k: suggested(&by_k).unwrap_or(range.k_min),
        by_k,
        n_silhouette: seen.len() as u64,
        n_bootstrap: base.len() as u64,
        fits,
    })
}

/// Adjusted Rand indices of a division against those that resamples make of the same points.
///
/// # Source
/// Dolnicar & Leisch (2010), Evaluation of structure and reproducibility of cluster solutions using the bootstrap,
/// Marketing Letters 21, 83-101: the centres of a resample divide the original points.
fn bootstrap(
    points: Points,
    labels: &[u8],
    k: usize,
    options: &ClusterOptions,
    progress: &mut impl Progress,
) -> Result<Vec<f64>, Cancelled> {
    let n = points.len();
    let mut random = Pcg32::new(options.seed, 2_000 + k as u64);
    let mut agreements = Vec::new();
    for round in 0..options.n_bootstraps {
        progress.step(f64::from(round) / f64::from(options.n_bootstraps))?;
        let drawn: Vec<usize> = (0..n).map(|_| ((random.uniform() * n as f64) as usize).min(n - 1)).collect();
        let drawn = points.pick(&drawn);
        let plan = Plan { n_starts: 3, n_rounds: 30, seed: u64::from(random.next_u32()), n_sample: n };
        let found = fit(Points { values: &drawn, ..points }, k, &plan, &mut |_: f64| true)?;
        let pairs = labels
            .iter()
            .enumerate()
            .map(|(idx, &label)| (usize::from(label), nearest(&found.centers, points.row(idx)).0));
        agreements.extend(adjusted_rand(&counts(pairs, k, k)));
    }
    Ok(agreements)
}

fn suggested(by_k: &[KRow]) -> Option<usize> {
    let is_stable = |row: &&KRow| row.stability.is_none_or(|stability| stability >= STABLE);
    let clarity = |row: &KRow| row.silhouette.unwrap_or(-1.0);
    let best = by_k.iter().filter(is_stable).map(clarity).fold(f64::NEG_INFINITY, f64::max);
    let fine = by_k.iter().filter(is_stable).rfind(|row| clarity(row) >= best * SILHOUETTE_SHARE);
    let most_stable = || {
        by_k.iter().max_by(|a, b| {
            a.stability.unwrap_or(0.0).total_cmp(&b.stability.unwrap_or(0.0)).then(b.k.cmp(&a.k))
        })
    };
    fine.or_else(most_stable).map(|row| usize::from(row.k))
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(k: u8, silhouette: f64, stability: f64) -> KRow {
        KRow {
            k,
            inertia: 1.0,
            silhouette: Some(silhouette),
            stability: Some(stability),
            least_stability: Some(stability),
            smallest_share: 0.1,
        }
    }

    #[test]
    fn the_finest_of_the_clear_and_stable_numbers_is_suggested() {
        assert_eq!(suggested(&[row(2, 0.5, 0.99), row(3, 0.46, 0.9), row(4, 0.49, 0.5)]), Some(3));
        assert_eq!(suggested(&[row(2, 0.5, 0.99), row(3, 0.3, 0.9)]), Some(2));
        assert_eq!(suggested(&[row(2, 0.5, 0.6), row(3, 0.3, 0.7)]), Some(3));
        assert_eq!(suggested(&[]), None);
    }

    #[test]
    fn three_heaps_are_found_three() {
        let mut random = Pcg32::new(3, 3);
        let values: Vec<f64> = (0..300)
            .flat_map(|idx| {
                let (x, y) = [(0.0, 0.0), (9.0, 0.0), (0.0, 9.0)][idx % 3];
                [x + random.normal(), y + random.normal()]
            })
            .collect();
        let options = ClusterOptions { k_max: 6, ..ClusterOptions::default() };
        let choice = choose(Points { values: &values, n_dims: 2 }, &options, &mut |_: f64| true).unwrap();
        assert_eq!(choice.suggested_k, 3);
        let row = choice.by_k.iter().find(|row| row.k == 3).unwrap();
        assert!(row.stability.unwrap() > 0.98 && row.silhouette.unwrap() > 0.7);
        assert!(choice.by_k.is_sorted_by(|a, b| a.inertia >= b.inertia));
    }
}
