//! k-means: squared distances to the nearest of k centres made small.
//!
//! In:   points as rows of a flat table, k, a seed.
//! Out:  centres, the centre of each point and the inertia.
//! Cost: n * k * dimensions per round; rounds and starts are bounded.
//!
//! Starts run on a seeded sample of at most [`Plan::n_sample`] points; the best of them is then refined on all
//! points. With fewer points than that the sample is all of them.

use super::random::Pcg32;
use crate::progress::{Cancelled, Progress};

/// Points, one row of `n_dims` numbers each.
#[derive(Debug, Clone, Copy)]
pub struct Points<'a> {
    /// All coordinates, row by row.
    pub values: &'a [f64],
    /// Coordinates of a point, at least 1.
    pub n_dims: usize,
}

impl<'a> Points<'a> {
    /// Number of points.
    #[must_use]
    pub fn len(self) -> usize {
        self.values.len() / self.n_dims.max(1)
    }

    /// Whether there is no point.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.values.is_empty()
    }

    /// The coordinates of a point.
    #[must_use]
    pub fn row(self, idx: usize) -> &'a [f64] {
        &self.values[idx * self.n_dims..(idx + 1) * self.n_dims]
    }

    /// The points of these numbers.
    #[must_use]
    pub fn pick(self, which: &[usize]) -> Vec<f64> {
        which.iter().flat_map(|&idx| self.row(idx).iter().copied()).collect()
    }
}

/// How much work a fit may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Starts by k-means++; the best is kept.
    pub n_starts: u32,
    /// Points of the sample that the starts run on.
    pub n_sample: usize,
    /// Rounds of a start, and of the refinement, at most.
    pub n_rounds: u32,
    /// Seed of the random numbers.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { n_starts: 12, n_sample: 20_000, n_rounds: 60, seed: 1 }
    }
}

/// The result of a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Number of clusters.
    pub k: usize,
    /// Centres, k rows.
    pub centers: Vec<f64>,
    /// The centre of each point, 0..k.
    pub labels: Vec<u8>,
    /// Sum over the points of the squared distance to their centre.
    pub inertia: f64,
}

/// Squared Euclidean distance.
#[must_use]
pub fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// The nearest of some centres, and its squared distance; the first of equally near ones.
#[must_use]
pub fn nearest(centers: &[f64], point: &[f64]) -> (usize, f64) {
    let mut best = (0, f64::INFINITY);
    for (idx, center) in centers.chunks_exact(point.len().max(1)).enumerate() {
        let distance = squared_distance(center, point);
        if distance < best.1 {
            best = (idx, distance);
        }
    }
    best
}

/// Distinct numbers below `n`, `n_sample` of them in ascending order; all where there are no more.
///
/// # Source
/// Knuth (1997), The Art of Computer Programming 2, 3.4.2, algorithm S.
#[must_use]
pub fn sample(n: usize, n_sample: usize, random: &mut Pcg32) -> Vec<usize> {
    if n <= n_sample {
        return (0..n).collect();
    }
    let mut chosen = Vec::with_capacity(n_sample);
    for idx in 0..n {
        let (left, wanted) = ((n - idx) as f64, (n_sample - chosen.len()) as f64);
        if random.uniform() * left < wanted {
            chosen.push(idx);
        }
        if chosen.len() == n_sample {
            break;
        }
    }
    chosen
}

/// Fits k centres, `1 <= k <= 255`. With fewer distinct points than k some clusters stay empty.
///
/// # Errors
/// [`Cancelled`] when `progress` says so.
///
/// # Source
/// Arthur & Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA, 1027-1035, section 2.2;
/// Lloyd (1982), IEEE Transactions on Information Theory 28(2), 129-137.
pub fn fit(points: Points, k: usize, plan: &Plan, progress: &mut impl Progress) -> Result<Fit, Cancelled> {
    let k = k.clamp(1, 255);
    let mut random = Pcg32::new(plan.seed, k as u64);
    let chosen = sample(points.len(), plan.n_sample, &mut random);
    let is_whole = chosen.len() == points.len();
    let picked = if is_whole { Vec::new() } else { points.pick(&chosen) };
    let sampled = if is_whole { points } else { Points { values: &picked, ..points } };

    let mut best: Option<Fit> = None;
    for start in 0..plan.n_starts.max(1) {
        progress.step(f64::from(start) / f64::from(plan.n_starts.max(1) + 1))?;
        let centers = seed(sampled, k, &mut random);
        let found = lloyd(sampled, k, centers, plan.n_rounds, progress)?;
        if best.as_ref().is_none_or(|best| found.inertia < best.inertia) {
            best = Some(found);
        }
    }
    let Some(best) = best else {
        return Ok(Fit { k, centers: Vec::new(), labels: Vec::new(), inertia: 0.0 });
    };
    // A few points move for long; they may do so to the end where a round is cheap.
    let n_rounds = if points.len() <= 50_000 { plan.n_rounds.saturating_mul(5) } else { plan.n_rounds };
    lloyd(points, k, best.centers, n_rounds, progress)
}

/// The first centres: each a point, chosen with a chance in proportion to its squared distance to those chosen
/// before, the best of a few candidates (2 + ln k of them).
fn seed(points: Points, k: usize, random: &mut Pcg32) -> Vec<f64> {
    let n = points.len();
    if n == 0 {
        return Vec::new();
    }
    let any = |random: &mut Pcg32| ((random.uniform() * n as f64) as usize).min(n - 1);
    let mut centers = points.row(any(random)).to_vec();
    let mut nearest: Vec<f64> = (0..n).map(|idx| squared_distance(points.row(idx), &centers)).collect();
    let n_candidates = 2 + libm::log(k as f64) as usize;
    for _ in 1..k {
        let total: f64 = nearest.iter().sum();
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        for _ in 0..n_candidates {
            let mut rest = random.uniform() * total;
            let place = nearest.iter().position(|&distance| {
                rest -= distance;
                rest < 0.0
            });
            // All points lie on centres, or rounding ran past the end: any point is as good.
            let place = place.unwrap_or_else(|| any(random));
            let closer: Vec<f64> = nearest
                .iter()
                .enumerate()
                .map(|(idx, &distance)| distance.min(squared_distance(points.row(idx), points.row(place))))
                .collect();
            let sum: f64 = closer.iter().sum();
            if best.as_ref().is_none_or(|best| sum < best.0) {
                best = Some((sum, place, closer));
            }
        }
        if let Some((_, place, closer)) = best {
            centers.extend_from_slice(points.row(place));
            nearest = closer;
        }
    }
    centers
}

/// Rounds of "each point to its nearest centre, each centre to the mean of its points" until no point moves. A
/// cluster that loses all its points takes the point that lies farthest from its centre.
fn lloyd(
    points: Points,
    k: usize,
    mut centers: Vec<f64>,
    n_rounds: u32,
    progress: &mut impl Progress,
) -> Result<Fit, Cancelled> {
    let (n, n_dims) = (points.len(), points.n_dims);
    let mut labels = vec![u8::MAX; n];
    let mut inertia = 0.0;
    for round in 0..n_rounds.max(1) {
        if n > 50_000 {
            // A round over so many points is worth asking whether anybody still waits.
            progress.step(0.9 + 0.1 * f64::from(round) / f64::from(n_rounds.max(1)))?;
        }
        let mut n_moved = 0_usize;
        inertia = 0.0;
        let mut sums = vec![0.0; centers.len()];
        let mut sizes = vec![0_usize; k];
        let mut farthest = (0, -1.0);
        for (idx, label) in labels.iter_mut().enumerate() {
            let point = points.row(idx);
            let (own, distance) = nearest(&centers, point);
            inertia += distance;
            if distance > farthest.1 {
                farthest = (idx, distance);
            }
            let own_label = u8::try_from(own).unwrap_or(u8::MAX);
            n_moved += usize::from(*label != own_label);
            *label = own_label;
            sizes[own] += 1;
            for (sum, value) in sums[own * n_dims..(own + 1) * n_dims].iter_mut().zip(point) {
                *sum += value;
            }
        }
        // The last rounds of a large fit move a few points and change the inertia in the sixth digit.
        if n_moved * 100_000 <= n || round + 1 == n_rounds {
            break;
        }
        for (cluster, &size) in sizes.iter().enumerate().take(centers.len() / n_dims.max(1)) {
            let center = &mut centers[cluster * n_dims..(cluster + 1) * n_dims];
            if size == 0 {
                if farthest.1 > 0.0 {
                    center.copy_from_slice(points.row(farthest.0));
                }
                continue;
            }
            for (value, sum) in center.iter_mut().zip(&sums[cluster * n_dims..]) {
                *value = sum / size as f64;
            }
        }
    }
    Ok(Fit { k, centers, labels, inertia })
}

/// The mean silhouette of points by their clusters, -1..=1, exactly: `n * n` distances. A point alone in its
/// cluster counts 0. `None` with fewer than two clusters that have points.
///
/// # Source
/// Rousseeuw (1987), Journal of Computational and Applied Mathematics 20, 53-65.
#[must_use]
pub fn silhouette(points: Points, labels: &[u8], k: usize) -> Option<f64> {
    let n = points.len();
    let mut sizes = vec![0_usize; k];
    for &label in labels {
        sizes[usize::from(label)] += 1;
    }
    if sizes.iter().filter(|&&size| size > 0).count() < 2 {
        return None;
    }
    let mut sum = 0.0;
    let mut distances = vec![0.0; k];
    for (idx, &label) in labels.iter().enumerate() {
        let own = usize::from(label);
        if sizes[own] == 1 {
            continue;
        }
        distances.fill(0.0);
        for (other, &label) in labels.iter().enumerate() {
            distances[usize::from(label)] += squared_distance(points.row(idx), points.row(other)).sqrt();
        }
        let within = distances[own] / (sizes[own] - 1) as f64;
        let between = (0..k)
            .filter(|&cluster| cluster != own && sizes[cluster] > 0)
            .map(|cluster| distances[cluster] / sizes[cluster] as f64)
            .fold(f64::INFINITY, f64::min);
        let larger = within.max(between);
        if larger > 0.0 {
            sum += (between - within) / larger;
        }
    }
    Some(sum / n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Unwatched;

    fn fitted(values: &[f64], n_dims: usize, k: usize) -> Fit {
        fit(Points { values, n_dims }, k, &Plan::default(), &mut Unwatched).unwrap()
    }

    #[test]
    fn two_heaps_are_found_with_their_means() {
        let fit = fitted(&[0.0, 1.0, 2.0, 10.0, 11.0, 12.0], 1, 2);
        let mut centers = fit.centers.clone();
        centers.sort_by(f64::total_cmp);
        assert_eq!((centers, fit.inertia), (vec![1.0, 11.0], 4.0));
        assert_eq!(fit.labels[0], fit.labels[2]);
        assert_ne!(fit.labels[2], fit.labels[3]);
    }

    #[test]
    fn more_clusters_than_distinct_points_stay_empty() {
        let fit = fitted(&[3.0; 8], 2, 3);
        assert_eq!((fit.inertia, fit.labels), (0.0, vec![0; 4]));
        assert_eq!(fitted(&[], 2, 3).labels, [0_u8; 0]);
    }

    #[test]
    fn a_sample_that_was_refined_is_as_good_as_a_fit_of_all() {
        let mut random = Pcg32::new(5, 5);
        let heaps = [(0.0, 0.0), (6.0, 0.0), (0.0, 6.0), (6.0, 6.0)];
        let values: Vec<f64> = (0..4_000)
            .flat_map(|idx| {
                let (x, y) = heaps[idx % 4];
                [x + random.normal(), y + random.normal()]
            })
            .collect();
        let points = Points { values: &values, n_dims: 2 };
        let all = fit(points, 4, &Plan::default(), &mut Unwatched).unwrap();
        let few = Plan { n_sample: 300, ..Plan::default() };
        let sampled = fit(points, 4, &few, &mut Unwatched).unwrap();
        assert!(sampled.inertia < all.inertia * 1.0001, "{} {}", sampled.inertia, all.inertia);
        assert_eq!(all.labels.len(), 4_000);
    }

    #[test]
    fn silhouette_of_a_case_by_hand() {
        // a(0) = 1, b(0) = 4.5; a(1) = 1, b(1) = 3.5; a(4) = a(5) = 1, b(4) = 3.5, b(5) = 4.5.
        let points = Points { values: &[0.0, 1.0, 4.0, 5.0], n_dims: 1 };
        let expected = (3.5 / 4.5 + 2.5 / 3.5) / 2.0;
        assert!((silhouette(points, &[0, 0, 1, 1], 2).unwrap() - expected).abs() < 1e-12);
        assert_eq!(silhouette(points, &[0, 0, 0, 0], 2), None);
        assert!(silhouette(points, &[0, 1, 0, 1], 2).unwrap() < 0.0);
    }

    #[test]
    fn a_fit_nobody_waits_for_stops() {
        let values = [0.0, 1.0, 2.0];
        assert!(fit(Points { values: &values, n_dims: 1 }, 2, &Plan::default(), &mut |_| false).is_err());
    }

    #[test]
    fn a_sample_has_distinct_numbers_in_order() {
        let chosen = sample(100, 10, &mut Pcg32::new(1, 1));
        assert_eq!(chosen.len(), 10);
        assert!(chosen.is_sorted_by(|a, b| a < b) && chosen.iter().all(|&idx| idx < 100));
        assert_eq!(sample(3, 10, &mut Pcg32::new(1, 1)), [0, 1, 2]);
    }
}
