//! Which segment a pair of recency and frequency scores makes: a map that people may edit.
//!
//! A map is a list of named rectangles of scores. It is whole when every cell lies in exactly one of them; [`check`]
//! finds the cells that lie in none or in several. Whatever a person makes of it, [`SegmentMap::segment_of`] gives
//! one answer: the first rectangle that has the cell, or the rest.

use super::segment_of;
use crate::analysis::Refused;
use crate::query::Segment;
use serde::{Deserialize, Serialize};

/// A named rectangle of scores, bounds included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapRule {
    /// The segment's name; several rectangles may share one.
    pub name: String,
    /// Least and largest recency score.
    pub recency: (u8, u8),
    /// Least and largest frequency score.
    pub frequency: (u8, u8),
}

impl MapRule {
    fn has(&self, recency: u8, frequency: u8) -> bool {
        (self.recency.0..=self.recency.1).contains(&recency)
            && (self.frequency.0..=self.frequency.1).contains(&frequency)
    }
}

/// Rectangles over all pairs of scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentMap {
    /// Number of bins of either score, 3..=10.
    pub n_bins: u8,
    /// The rectangles; the first that has a cell names it.
    pub rules: Vec<MapRule>,
}

/// A cell that several rectangles claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapOverlap {
    /// Recency and frequency score.
    pub cell: (u8, u8),
    /// Indexes of the rectangles, ascending.
    pub rules: Vec<usize>,
}

/// What is wrong with a map; nothing when all lists are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapCheck {
    /// Cells that no rectangle has.
    pub gaps: Vec<(u8, u8)>,
    /// Cells that several rectangles of different names have.
    pub overlaps: Vec<MapOverlap>,
    /// Rectangles that name no cell, because earlier ones have all of theirs or they are empty.
    pub unreachable: Vec<usize>,
}

impl MapCheck {
    /// Whether every cell lies in exactly one segment and every rectangle names a cell.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        *self == Self::default()
    }
}

impl SegmentMap {
    /// The eleven named segments with `n_bins` bins: a score of n is read as the score of five at the same height,
    /// `ceil(5 score / n)`.
    #[must_use]
    pub fn named(n_bins: u8) -> Self {
        let fifth = |score: u8| (5 * score).div_ceil(n_bins.max(1));
        let mut rules = Vec::new();
        for recency in 1..=n_bins {
            for frequency in 1..=n_bins {
                let name = segment_of(fifth(recency), fifth(frequency)).key().to_owned();
                rules.push(MapRule { name, recency: (recency, recency), frequency: (frequency, frequency) });
            }
        }
        Self { n_bins, rules }
    }

    /// The name of a cell: of the first rectangle that has it; `None` is the rest.
    #[must_use]
    pub fn segment_of(&self, recency: u8, frequency: u8) -> Option<&str> {
        self.rules.iter().find(|rule| rule.has(recency, frequency)).map(|rule| rule.name.as_str())
    }

    /// The named segment of a name, where it is one of the eleven.
    #[must_use]
    pub fn named_segment(name: &str) -> Option<Segment> {
        Segment::ALL.into_iter().find(|segment| segment.key() == name)
    }
}

/// Cells in no rectangle, cells in several, and rectangles that name none.
///
/// # Errors
/// [`Refused::BadSetting`]: `segment-map-bins` for a number of bins out of range, `segment-map-rule` for a rectangle
/// outside the grid, upside down or without a name.
pub fn check(map: &SegmentMap) -> Result<MapCheck, Refused> {
    let bad = |setting: &str| Err(Refused::BadSetting { setting: setting.to_owned() });
    if !(3..=10).contains(&map.n_bins) {
        return bad("segment-map-bins");
    }
    let is_within = |(from, to): (u8, u8)| 1 <= from && from <= to && to <= map.n_bins;
    if !map
        .rules
        .iter()
        .all(|rule| is_within(rule.recency) && is_within(rule.frequency) && !rule.name.trim().is_empty())
    {
        return bad("segment-map-rule");
    }
    let mut found = MapCheck::default();
    let mut is_reached = vec![false; map.rules.len()];
    for recency in 1..=map.n_bins {
        for frequency in 1..=map.n_bins {
            let rules: Vec<usize> =
                (0..map.rules.len()).filter(|&idx| map.rules[idx].has(recency, frequency)).collect();
            match rules.first() {
                None => found.gaps.push((recency, frequency)),
                Some(&first) => {
                    is_reached[first] = true;
                    if rules.iter().any(|&idx| map.rules[idx].name != map.rules[first].name) {
                        found.overlaps.push(MapOverlap { cell: (recency, frequency), rules });
                    }
                }
            }
        }
    }
    found.unreachable = (0..map.rules.len()).filter(|&idx| !is_reached[idx]).collect();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_eleven_segments_are_exhaustive_and_exclusive_for_any_number_of_bins() {
        for n_bins in 3..=10 {
            let map = SegmentMap::named(n_bins);
            assert!(check(&map).unwrap().is_whole(), "{n_bins}");
            let names: BTreeSet<&str> = map.rules.iter().map(|rule| rule.name.as_str()).collect();
            assert!(names.iter().all(|name| SegmentMap::named_segment(name).is_some()));
            // From five bins on, none of the eleven is missing.
            assert_eq!(names.len() == 11, n_bins >= 5, "{n_bins}");
        }
    }

    #[test]
    fn the_map_of_five_bins_is_that_of_the_pages() {
        let map = SegmentMap::named(5);
        for (recency, frequency) in (1..=5).flat_map(|r| (1..=5).map(move |f| (r, f))) {
            assert_eq!(map.segment_of(recency, frequency), Some(segment_of(recency, frequency).key()));
        }
    }

    #[test]
    fn gaps_overlaps_and_unreachable_rectangles_are_found() {
        let rule = |name: &str, recency, frequency| MapRule { name: name.to_owned(), recency, frequency };
        let map = SegmentMap {
            n_bins: 3,
            rules: vec![
                rule("good", (2, 3), (1, 3)),
                rule("never", (3, 3), (2, 2)),
                rule("old", (1, 2), (2, 3)),
            ],
        };
        let found = check(&map).unwrap();
        assert_eq!((found.gaps, found.unreachable), (vec![(1, 1)], vec![1]));
        let cells: Vec<(u8, u8)> = found.overlaps.iter().map(|overlap| overlap.cell).collect();
        assert_eq!(cells, [(2, 2), (2, 3), (3, 2)]);
        assert_eq!((map.segment_of(1, 1), map.segment_of(2, 3)), (None, Some("good")));
        for (recency, frequency) in [((0, 1), (1, 1)), ((2, 1), (1, 1)), ((1, 1), (1, 4))] {
            let map = SegmentMap { n_bins: 3, rules: vec![rule("x", recency, frequency)] };
            assert!(check(&map).is_err());
        }
    }

    proptest! {
        #[test]
        fn what_the_check_says_of_any_map_is_what_the_cells_say(
            n_bins in 3..=6_u8,
            corners in prop::collection::vec((1..=6_u8, 1..=6_u8, 1..=6_u8, 1..=6_u8, 0..4_u8), 0..8),
        ) {
            let rules: Vec<MapRule> = corners
                .iter()
                .map(|&(a, b, c, d, name)| MapRule {
                    name: name.to_string(),
                    recency: (a.min(b).min(n_bins), a.max(b).min(n_bins)),
                    frequency: (c.min(d).min(n_bins), c.max(d).min(n_bins)),
                })
                .collect();
            let map = SegmentMap { n_bins, rules };
            let found = check(&map).unwrap();
            for (recency, frequency) in (1..=n_bins).flat_map(|r| (1..=n_bins).map(move |f| (r, f))) {
                let cell = (recency, frequency);
                let names: BTreeSet<&str> = map
                    .rules
                    .iter()
                    .filter(|rule| rule.has(recency, frequency))
                    .map(|rule| rule.name.as_str())
                    .collect();
                prop_assert_eq!(found.gaps.contains(&cell), names.is_empty());
                prop_assert_eq!(found.overlaps.iter().any(|overlap| overlap.cell == cell), names.len() > 1);
                prop_assert_eq!(map.segment_of(recency, frequency).is_some(), !names.is_empty());
            }
        }
    }
}
