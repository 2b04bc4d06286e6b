//! Small systems of linear equations.

/// Solves `matrix` x = `right` by Gaussian elimination with row pivots; `None` when the matrix is singular or not
/// square.
///
/// # Source
/// Golub & Van Loan (1996), Matrix Computations, 3rd ed., algorithm 3.4.1.
#[must_use]
pub fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Option<Vec<f64>> {
    let n = right.len();
    if matrix.len() != n || matrix.iter().any(|row| row.len() != n) {
        return None;
    }
    let mut rows: Vec<Vec<f64>> = matrix.to_vec();
    let mut x = right.to_vec();
    let scale = rows.iter().flatten().fold(0.0_f64, |scale, value| scale.max(value.abs()));
    for column in 0..n {
        let pivot = (column..n).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        if rows[pivot][column].is_nan() || rows[pivot][column].abs() <= scale * 1e-13 {
            return None;
        }
        rows.swap(column, pivot);
        x.swap(column, pivot);
        let (above, below) = rows.split_at_mut(column + 1);
        let pivot_row = &above[column];
        for (offset, row) in below.iter_mut().enumerate() {
            let factor = row[column] / pivot_row[column];
            for (value, above) in row[column..].iter_mut().zip(&pivot_row[column..]) {
                *value -= factor * above;
            }
            x[column + 1 + offset] -= factor * x[column];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| rows[row][k] * x[k]).sum();
        x[row] = (x[row] - known) / rows[row][row];
    }
    x.iter().all(|value| value.is_finite()).then_some(x)
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn three_equations_with_a_zero_pivot() {
        let matrix = vec![vec![0.0, 2.0, 1.0], vec![1.0, -2.0, -3.0], vec![-1.0, 1.0, 2.0]];
        let x = solve(&matrix, &[-8.0, 0.0, 3.0]).unwrap();
        for (found, expected) in x.iter().zip([-4.0, -5.0, 2.0]) {
            assert!((found - expected).abs() < 1e-12, "{x:?}");
        }
    }

    #[test]
    fn equations_that_say_the_same_have_no_single_answer() {
        assert_eq!(solve(&[vec![1.0, 2.0], vec![2.0, 4.0]], &[1.0, 2.0]), None);
        assert_eq!(solve(&[vec![1.0, 2.0]], &[1.0]), None);
        assert_eq!(solve(&[], &[]), Some(vec![]));
    }
}
