//! How well a score tells two kinds apart.

use super::proportion::Z_95;
use serde::{Deserialize, Serialize};

/// Area under the curve of true against false alarms.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Auc {
    /// Chance that one of the kind looked for scores above one of the other kind; 0.5 says nothing.
    pub area: f64,
    /// Lower end of its 95 % interval.
    pub ci_low: f64,
    /// Upper end.
    pub ci_high: f64,
    /// How many of the kind looked for.
    pub n_hits: u64,
    /// How many of the other kind.
    pub n_others: u64,
}

/// Where to cut a score so that alarms are worth most.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// A score of at least this is an alarm.
    pub score: f64,
    /// Share of the kind looked for with an alarm.
    pub recall: f64,
    /// Share of alarms that are of the kind looked for.
    pub precision: f64,
}

/// The area of scores, each with whether it is of the kind looked for; ties count half. `None` without both kinds.
///
/// # Source
/// Mann & Whitney (1947); standard error of Hanley & McNeil (1982), Radiology 143, 29-36, equation 1.
#[must_use]
pub fn auc(scores: &mut [(f64, bool)]) -> Option<Auc> {
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n_hits = scores.iter().filter(|score| score.1).count();
    let n_others = scores.len() - n_hits;
    if n_hits == 0 || n_others == 0 {
        return None;
    }
    let (mut below, mut wins) = (0.0, 0.0);
    for run in scores.chunk_by(|a, b| a.0 == b.0) {
        let hits = run.iter().filter(|score| score.1).count() as f64;
        let others = run.len() as f64 - hits;
        wins += hits * (below + others / 2.0);
        below += others;
    }
    let (n1, n2) = (n_hits as f64, n_others as f64);
    let area: f64 = wins / (n1 * n2);
    let square = area * area;
    let q1 = area / (2.0 - area);
    let q2 = 2.0 * square / (1.0 + area);
    let variance =
        (area * (1.0 - area) + (n1 - 1.0) * (q1 - square) + (n2 - 1.0) * (q2 - square)) / (n1 * n2);
    let half = Z_95 * variance.max(0.0).sqrt();
    Some(Auc {
        area,
        ci_low: (area - half).max(0.0),
        ci_high: (area + half).min(1.0),
        n_hits: n_hits as u64,
        n_others: n_others as u64,
    })
}

/// The cut with the largest share of true less false alarms; the highest such score. `None` without both kinds, or
/// where no cut is better than none.
///
/// # Source
/// Youden (1950), Cancer 3, 32-35.
#[must_use]
pub fn best_cut(scores: &mut [(f64, bool)]) -> Option<Cut> {
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    let n_hits = scores.iter().filter(|score| score.1).count() as f64;
    let n_others = scores.len() as f64 - n_hits;
    if n_hits == 0.0 || n_others == 0.0 {
        return None;
    }
    let (mut hits, mut others) = (0.0, 0.0);
    let mut best = (1e-9, None);
    for run in scores.chunk_by(|a, b| a.0 == b.0) {
        let found = run.iter().filter(|score| score.1).count() as f64;
        hits += found;
        others += run.len() as f64 - found;
        let gain = hits / n_hits - others / n_others;
        if gain > best.0 {
            let cut = Cut { score: run[0].0, recall: hits / n_hits, precision: hits / (hits + others) };
            best = (gain, Some(cut));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ratings of 58 normal and 51 abnormal images, from definitely normal to definitely abnormal.
    const RATINGS: [(u32, u32); 5] = [(33, 3), (6, 2), (6, 2), (11, 11), (2, 33)];

    #[test]
    fn hanley_and_mcneil_1982_rate_images_at_0_893() {
        let mut scores = Vec::new();
        for (rating, (normal, abnormal)) in (1_u8..).zip(RATINGS) {
            scores.extend((0..normal).map(|_| (f64::from(rating), false)));
            scores.extend((0..abnormal).map(|_| (f64::from(rating), true)));
        }
        let found = auc(&mut scores).unwrap();
        assert_eq!((found.n_hits, found.n_others), (51, 58));
        // Area .893 and standard error .032 as printed there.
        assert!((found.area - 0.893).abs() < 5e-4, "{found:?}");
        assert!(((found.ci_high - found.area) / Z_95 - 0.032).abs() < 5e-4, "{found:?}");
        // Ratings of 4 and 5: 44 of 51 abnormal, 13 of 58 normal.
        let cut = best_cut(&mut scores).unwrap();
        assert!((cut.score - 4.0).abs() < 1e-12 && (cut.recall - 44.0 / 51.0).abs() < 1e-12);
        assert!((cut.precision - 44.0 / 57.0).abs() < 1e-12);
    }

    #[test]
    fn one_kind_alone_cannot_be_told_apart() {
        assert_eq!(auc(&mut [(1.0, true), (2.0, true)]), None);
        assert_eq!(best_cut(&mut []), None);
        let same = auc(&mut [(1.0, true), (1.0, false), (1.0, false)]).unwrap();
        assert!((same.area - 0.5).abs() < 1e-12);
        assert_eq!(best_cut(&mut [(1.0, true), (1.0, false)]), None);
    }
}
