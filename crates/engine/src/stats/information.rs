//! How sure a maximum likelihood estimate is: observed information and its inverse.
//!
//! In:   the gradient of minus the log-likelihood at its minimum.
//! Out:  the Hessian there, and the covariance of the estimates.
//! Cost: two gradients per variable; the rest is O(`N`^3).

/// A covariance matrix, and how near the information it was made of came to being singular.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Covariance<const N: usize> {
    /// Covariances of the variables.
    pub matrix: [[f64; N]; N],
    /// Largest over smallest eigenvalue of the information with every variable in units of its own curvature;
    /// 1 where variables say different things, large where one can stand in for another.
    pub condition: f64,
}

/// Conditions beyond this are those of a ridge, on which the quadratic that covariances stand on is no picture
/// of the likelihood.
pub const WORST_CONDITION: f64 = 1e6;

/// The Hessian of a function from central differences of its gradient; symmetric by construction.
pub fn hessian<const N: usize>(
    gradient: &mut impl FnMut(&[f64; N]) -> [f64; N],
    at: &[f64; N],
    step: f64,
) -> [[f64; N]; N] {
    let mut rows = [[0.0; N]; N];
    for (i, row) in rows.iter_mut().enumerate() {
        let mut shifted = |by: f64| {
            let mut place = *at;
            place[i] += by;
            gradient(&place)
        };
        let (up, down) = (shifted(step), shifted(-step));
        *row = core::array::from_fn(|j| (up[j] - down[j]) / (2.0 * step));
    }
    core::array::from_fn(|i| core::array::from_fn(|j| 0.5 * (rows[i][j] + rows[j][i])))
}

/// The inverse of a symmetric matrix that is positive definite; `None` where it is not, or where its condition
/// is worse than [`WORST_CONDITION`].
///
/// # Source
/// Efron & Hinkley (1978), Biometrika 65(3), 457-482, for the observed information as inverse of the variance;
/// Gauss-Jordan elimination, which needs no pivoting where the matrix is positive definite and scaled.
#[must_use]
pub fn inverse<const N: usize>(matrix: &[[f64; N]; N]) -> Option<Covariance<N>> {
    if (0..N).any(|i| !(matrix[i][i] > 0.0 && matrix[i][i].is_finite())) {
        return None;
    }
    let scale: [f64; N] = core::array::from_fn(|i| 1.0 / matrix[i][i].sqrt());
    let scaled: [[f64; N]; N] =
        core::array::from_fn(|i| core::array::from_fn(|j| matrix[i][j] * scale[i] * scale[j]));
    let eigenvalues = eigenvalues(scaled);
    let smallest = eigenvalues.iter().copied().fold(f64::INFINITY, f64::min);
    let largest = eigenvalues.iter().copied().fold(0.0, f64::max);
    // Written so that what is no number is refused too.
    let is_definite = smallest > 0.0 && largest <= WORST_CONDITION * smallest;
    if !is_definite {
        return None;
    }
    let mut left = scaled;
    let mut right: [[f64; N]; N] =
        core::array::from_fn(|i| core::array::from_fn(|j| if i == j { 1.0 } else { 0.0 }));
    for pivot in 0..N {
        let factor = 1.0 / left[pivot][pivot];
        for j in 0..N {
            left[pivot][j] *= factor;
            right[pivot][j] *= factor;
        }
        let (pivot_left, pivot_right) = (left[pivot], right[pivot]);
        for i in (0..N).filter(|&i| i != pivot) {
            let factor = left[i][pivot];
            for j in 0..N {
                left[i][j] -= factor * pivot_left[j];
                right[i][j] -= factor * pivot_right[j];
            }
        }
    }
    let matrix = core::array::from_fn(|i| {
        core::array::from_fn(|j| 0.5 * (right[i][j] + right[j][i]) * scale[i] * scale[j])
    });
    Some(Covariance { matrix, condition: largest / smallest })
}

/// Variance of a figure whose slopes in the variables are `slopes`: the delta method.
///
/// # Source
/// C. R. Rao (1973), Linear Statistical Inference and its Applications, 2nd ed., section 6a.2.
#[must_use]
pub fn variance_of<const N: usize>(covariance: &[[f64; N]; N], slopes: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for (row, slope) in covariance.iter().zip(slopes) {
        for (covariance, other) in row.iter().zip(slopes) {
            sum += slope * covariance * other;
        }
    }
    sum.max(0.0)
}

/// The lower triangle `L` with `L L'` the matrix, to draw correlated normal numbers with; `None` where the
/// matrix is not positive definite.
///
/// # Source
/// Golub & Van Loan, Matrix Computations (4th ed. 2013), algorithm 4.2.1.
#[must_use]
pub fn cholesky<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut lower = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = matrix[i][j] - known;
            if i != j {
                lower[i][j] = rest / lower[j][j];
            } else if rest > 0.0 {
                lower[i][i] = rest.sqrt();
            } else {
                return None;
            }
        }
    }
    Some(lower)
}

/// Eigenvalues of a symmetric matrix.
///
/// # Source
/// Jacobi (1846), by rows; Golub & Van Loan, Matrix Computations (4th ed. 2013), section 8.5.
fn eigenvalues<const N: usize>(mut matrix: [[f64; N]; N]) -> [f64; N] {
    for _ in 0..50 {
        let off: f64 =
            (0..N).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| matrix[i][j].powi(2)).sum();
        if off < 1e-30 {
            break;
        }
        for p in 0..N {
            for q in p + 1..N {
                rotate(&mut matrix, p, q);
            }
        }
    }
    core::array::from_fn(|i| matrix[i][i])
}

/// Turns the plane of `p` and `q` so that their element vanishes.
fn rotate<const N: usize>(matrix: &mut [[f64; N]; N], p: usize, q: usize) {
    if matrix[p][q].abs() < 1e-300 {
        return;
    }
    let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
    let t = 1.0_f64.copysign(theta) / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for row in matrix.iter_mut() {
        let (left, right) = (row[p], row[q]);
        row[p] = c * left - s * right;
        row[q] = s * left + c * right;
    }
    let (upper, lower) = (matrix[p], matrix[q]);
    for k in 0..N {
        matrix[p][k] = c * upper[k] - s * lower[k];
        matrix[q][k] = s * upper[k] + c * lower[k];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HILBERT: [[f64; 3]; 3] =
        [[1.0, 1.0 / 2.0, 1.0 / 3.0], [1.0 / 2.0, 1.0 / 3.0, 1.0 / 4.0], [1.0 / 3.0, 1.0 / 4.0, 1.0 / 5.0]];

    #[test]
    fn the_inverse_of_the_hilbert_matrix_of_three_is_of_whole_numbers() {
        let expected = [[9.0, -36.0, 30.0], [-36.0, 192.0, -180.0], [30.0, -180.0, 180.0]];
        let found = inverse(&HILBERT).unwrap();
        for (found, expected) in found.matrix.iter().flatten().zip(expected.iter().flatten()) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        // The eigenvalues of the scaled matrix have the product of its determinant.
        assert!(found.condition > 100.0 && found.condition < 1_000.0, "{}", found.condition);
    }

    #[test]
    fn a_matrix_that_is_not_definite_or_nearly_singular_has_no_inverse() {
        assert_eq!(inverse(&[[1.0, 2.0], [2.0, 1.0]]), None);
        assert_eq!(inverse(&[[1.0, 1.0 - 1e-9], [1.0 - 1e-9, 1.0]]), None);
        assert_eq!(inverse(&[[f64::NAN, 0.0], [0.0, 1.0]]), None);
        assert_eq!(inverse(&[[0.0]]), None);
        assert!(inverse(&[[1e12, 0.0], [0.0, 1e-12]]).is_some());
    }

    #[test]
    fn the_hessian_of_a_known_function_comes_from_its_gradient() {
        // x^2 y + exp(y): gradient 2 x y, x^2 + exp(y).
        let mut gradient = |&[x, y]: &[f64; 2]| [2.0 * x * y, x * x + y.exp()];
        let found = hessian(&mut gradient, &[1.5, 0.5], 1e-4);
        for (found, expected) in found.iter().flatten().zip([1.0, 3.0, 3.0, 0.5_f64.exp()]) {
            assert!((found - expected).abs() < 1e-7);
        }
    }

    #[test]
    fn cholesky_times_its_mirror_is_the_matrix() {
        let lower = cholesky(&HILBERT).unwrap();
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = (0..3).map(|k| lower[i][k] * lower[j][k]).sum();
                assert!((product - HILBERT[i][j]).abs() < 1e-14);
            }
        }
        assert_eq!(cholesky(&[[1.0, 2.0], [2.0, 1.0]]), None);
    }

    #[test]
    fn the_variance_of_a_sum_holds_the_covariance_twice() {
        assert!((variance_of(&[[4.0, 1.0], [1.0, 9.0]], &[1.0, 1.0]) - 15.0).abs() < 1e-12);
    }
}
