//! Which rows of a long table are in sight.

use std::ops::Range;

/// Tables up to this many rows are shown whole.
pub(super) const WHOLE_ROWS: usize = 200;

/// Rows made above and below those in sight, so that a turn of the wheel does not show a gap.
const SPARE_ROWS: usize = 16;

/// The rows to make, for a table scrolled by `top_px` in a window of `height_px`.
pub(super) fn rows_in_sight(n_rows: usize, row_px: f64, top_px: f64, height_px: f64) -> Range<usize> {
    if n_rows <= WHOLE_ROWS || row_px <= 0.0 {
        return 0..n_rows;
    }
    let first = (top_px.max(0.0) / row_px).floor() as usize;
    let n_shown = (height_px.max(row_px) / row_px).ceil() as usize + 1;
    // In steps of the spare rows: most scrolling then changes nothing.
    let first = (first.min(n_rows) / SPARE_ROWS * SPARE_ROWS).saturating_sub(SPARE_ROWS);
    let last = first.saturating_add(n_shown).saturating_add(3 * SPARE_ROWS).min(n_rows);
    first.min(last)..last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_tables_are_whole() {
        assert_eq!(rows_in_sight(200, 28.0, 900.0, 420.0), 0..200);
    }

    #[test]
    fn every_row_in_sight_is_made_with_spare_ones_around_it() {
        for top in 0..5_000 {
            let top_px = f64::from(top) * 5.6;
            let rows = rows_in_sight(1_000, 28.0, top_px, 420.0);
            let (first, last) = ((top_px / 28.0) as usize, ((top_px + 420.0) / 28.0).ceil() as usize);
            assert!(rows.start <= first.min(1_000) && last.min(1_000) <= rows.end, "{top_px}: {rows:?}");
            assert!(rows.len() < 80, "{rows:?}");
        }
    }

    #[test]
    fn a_place_beyond_the_end_shows_the_end() {
        assert_eq!(rows_in_sight(500, 28.0, 1e9, 420.0).end, 500);
    }
}
