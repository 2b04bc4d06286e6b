//! How far two ways of dividing the same things agree.
//!
//! In:   a table of counts, one row per group of the first division, one column per group of the second.
//! Out:  Cramer's V, the adjusted Rand index.
//! Cost: one pass over the table.

/// Cramer's V, 0 (independent) to 1 (one division follows from the other), over rows and columns that have
/// anything. `None` with fewer than two of either.
///
/// # Source
/// H. Cramer (1946), Mathematical Methods of Statistics, 21.9: the root of chi-square / (n (min(r, c) - 1)).
#[must_use]
pub fn cramers_v(table: &[Vec<u64>]) -> Option<f64> {
    let sums = Sums::new(table);
    let least = sums.n_rows().min(sums.n_columns());
    (least > 1).then(|| (sums.chi_square(table) / (sums.n * (least - 1) as f64)).sqrt().min(1.0))
}

/// Cramer's V less what chance alone makes of it. `None` with fewer than two rows or columns or fewer than two
/// things.
///
/// # Source
/// W. Bergsma (2013), A bias-correction for Cramer's V and Tschuprow's T, Journal of the Korean Statistical
/// Society 42, 323-328.
#[must_use]
pub fn cramers_v_corrected(table: &[Vec<u64>]) -> Option<f64> {
    let sums = Sums::new(table);
    let (rows, columns) = (sums.n_rows() as f64, sums.n_columns() as f64);
    if rows < 2.0 || columns < 2.0 || sums.n < 2.0 {
        return None;
    }
    let less = sums.n - 1.0;
    let phi = (sums.chi_square(table) / sums.n - (rows - 1.0) * (columns - 1.0) / less).max(0.0);
    let shrunk = |size: f64| size - (size - 1.0).powi(2) / less;
    let least = shrunk(rows).min(shrunk(columns)) - 1.0;
    (least > 0.0).then(|| (phi / least).sqrt().min(1.0))
}

/// The adjusted Rand index: 1 for equal divisions, 0 on average for random ones. `None` with fewer than two
/// things; 1 where both divisions put all things together or all apart.
///
/// # Source
/// Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2, 193-218, equation 5.
#[must_use]
pub fn adjusted_rand(table: &[Vec<u64>]) -> Option<f64> {
    let sums = Sums::new(table);
    if sums.n < 2.0 {
        return None;
    }
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    let together: f64 = table.iter().flatten().map(|&n| pairs(n as f64)).sum();
    let in_rows: f64 = sums.rows.iter().map(|&n| pairs(n)).sum();
    let in_columns: f64 = sums.columns.iter().map(|&n| pairs(n)).sum();
    let expected = in_rows * in_columns / pairs(sums.n);
    let most = f64::midpoint(in_rows, in_columns);
    Some(if most > expected { (together - expected) / (most - expected) } else { 1.0 })
}

/// Counts of pairs of groups: `n_rows` by `n_columns`.
#[must_use]
pub fn counts(pairs: impl Iterator<Item = (usize, usize)>, n_rows: usize, n_columns: usize) -> Vec<Vec<u64>> {
    let mut table = vec![vec![0; n_columns]; n_rows];
    for (row, column) in pairs {
        table[row][column] += 1;
    }
    table
}

struct Sums {
    rows: Vec<f64>,
    columns: Vec<f64>,
    n: f64,
}

impl Sums {
    fn new(table: &[Vec<u64>]) -> Self {
        let rows: Vec<f64> = table.iter().map(|row| row.iter().sum::<u64>() as f64).collect();
        let n_columns = table.first().map_or(0, Vec::len);
        let columns =
            (0..n_columns).map(|idx| table.iter().map(|row| row[idx]).sum::<u64>() as f64).collect();
        Self { n: rows.iter().sum(), rows, columns }
    }

    fn n_rows(&self) -> usize {
        self.rows.iter().filter(|&&n| n > 0.0).count()
    }

    fn n_columns(&self) -> usize {
        self.columns.iter().filter(|&&n| n > 0.0).count()
    }

    fn chi_square(&self, table: &[Vec<u64>]) -> f64 {
        let mut sum = 0.0;
        for (row, in_row) in table.iter().zip(&self.rows) {
            for (&n, in_column) in row.iter().zip(&self.columns) {
                let expected = in_row * in_column / self.n;
                if expected > 0.0 {
                    sum += (n as f64 - expected).powi(2) / expected;
                }
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_divisions_agree_fully_and_independent_ones_not_at_all() {
        let same = vec![vec![5, 0], vec![0, 7]];
        assert_eq!(adjusted_rand(&same), Some(1.0));
        assert!((cramers_v(&same).unwrap() - 1.0).abs() < 1e-12);
        let independent = vec![vec![10, 20], vec![20, 40]];
        assert_eq!((cramers_v(&independent), cramers_v_corrected(&independent)), (Some(0.0), Some(0.0)));
        assert!(adjusted_rand(&independent).unwrap().abs() < 0.05);
    }

    #[test]
    fn the_adjusted_rand_index_is_that_of_scikit_learn() {
        // adjusted_rand_score([0, 0, 1, 2], [0, 0, 1, 1]) of its documentation.
        let table = counts([(0, 0), (0, 0), (1, 1), (2, 1)].into_iter(), 3, 2);
        assert!((adjusted_rand(&table).unwrap() - 0.571_428_571_428_571_4).abs() < 1e-12);
        // Two that cut across each other: adjusted_rand_score([0, 0, 1, 1], [0, 1, 0, 1]).
        assert!(
            (adjusted_rand(&counts([(0, 0), (0, 1), (1, 0), (1, 1)].into_iter(), 2, 2)).unwrap() + 0.5).abs()
                < 1e-12
        );
    }

    #[test]
    fn cramers_v_of_a_two_by_two_table_is_phi() {
        // phi = (10 * 40 - 20 * 30) / sqrt(30 * 70 * 40 * 60)
        let phi = 200.0 / (30.0_f64 * 70.0 * 40.0 * 60.0).sqrt();
        assert!((cramers_v(&[vec![10, 20], vec![30, 40]]).unwrap() - phi).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_compared_has_no_index() {
        assert_eq!((cramers_v(&[]), adjusted_rand(&[])), (None, None));
        assert_eq!(cramers_v(&[vec![3, 4]]), None);
        assert_eq!(cramers_v(&[vec![3, 0], vec![4, 0]]), None);
        assert_eq!(adjusted_rand(&[vec![9]]), Some(1.0));
    }
}
