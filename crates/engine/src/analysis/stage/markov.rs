//! What a customer in a state is worth, and where customers end up, under a Markov chain.

use crate::stats::linear::solve;

/// Expected present value of a customer in each state: `V = (I - P / (1 + rate))^-1 R`, where `moves` is P, row by row,
/// `rewards` is R, what a customer in the state brings per period, and `rate` the discount per period, above 0. `None`
/// where the rate is not above 0 or the shapes do not fit.
///
/// # Source
/// Pfeifer & Carraway (2000), Modeling customer relationships as Markov chains, Journal of Interactive Marketing 14(2),
/// 43-55, equation 9.
#[must_use]
pub fn expected_values(moves: &[Vec<f64>], rewards: &[f64], rate: f64) -> Option<Vec<f64>> {
    if rate.is_nan() || rate <= 0.0 {
        return None;
    }
    let row = |(from, chances): (usize, &Vec<f64>)| -> Vec<f64> {
        let own = |to: usize| if from == to { 1.0 } else { 0.0 };
        chances.iter().enumerate().map(|(to, chance)| own(to) - chance / (1.0 + rate)).collect()
    };
    let matrix: Vec<Vec<f64>> = moves.iter().enumerate().map(row).collect();
    solve(&matrix, rewards)
}

/// Shares of the states that moves leave as they are; `None` where several such distributions exist.
///
/// # Source
/// Kemeny & Snell (1960), Finite Markov chains, theorem 4.1.6.
#[must_use]
pub fn steady_state(moves: &[Vec<f64>]) -> Option<Vec<f64>> {
    let n = moves.len();
    let row = |to: usize| -> Vec<f64> {
        if to + 1 == n {
            return vec![1.0; n];
        }
        (0..n).map(|from| moves[from][to] - if from == to { 1.0 } else { 0.0 }).collect()
    };
    if n == 0 || moves.iter().any(|chances| chances.len() != n) {
        return None;
    }
    let matrix: Vec<Vec<f64>> = (0..n).map(row).collect();
    let mut sums = vec![0.0; n];
    sums[n - 1] = 1.0;
    let shares = solve(&matrix, &sums)?;
    shares.iter().all(|&share| share >= -1e-9).then(|| shares.iter().map(|&share| share.max(0.0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pfeifer_and_carraway_2000_value_a_customer_at_52_320() {
        // Recency 1 to 4 and gone; purchase chances .3, .2, .15, .05; net contribution 40, marketing 4 a period, rate .2.
        let moves = vec![
            vec![0.3, 0.7, 0.0, 0.0, 0.0],
            vec![0.2, 0.0, 0.8, 0.0, 0.0],
            vec![0.15, 0.0, 0.0, 0.85, 0.0],
            vec![0.05, 0.0, 0.0, 0.0, 0.95],
            vec![0.0, 0.0, 0.0, 0.0, 1.0],
        ];
        let values = expected_values(&moves, &[36.0, -4.0, -4.0, -4.0, 0.0], 0.2).unwrap();
        for (value, expected) in values.iter().zip([52.320, 5.554, 1.251, -1.820, 0.0]) {
            assert!((value - expected).abs() < 5e-4, "{values:?}");
        }
        assert_eq!(steady_state(&moves).map(|shares| shares[4].round()), Some(1.0));
    }

    #[test]
    fn the_steady_state_of_land_of_oz() {
        // Kemeny, Snell & Thompson (1974): rain, nice, snow; fixed vector (.4, .2, .4).
        let moves = vec![vec![0.5, 0.25, 0.25], vec![0.5, 0.0, 0.5], vec![0.25, 0.25, 0.5]];
        let shares = steady_state(&moves).unwrap();
        for (share, expected) in shares.iter().zip([0.4, 0.2, 0.4]) {
            assert!((share - expected).abs() < 1e-12, "{shares:?}");
        }
    }

    #[test]
    fn two_ends_have_no_single_steady_state_and_no_rate_no_value() {
        let stay = vec![vec![1.0, 0.0], vec![0.0, 1.0]];
        assert_eq!(steady_state(&stay), None);
        assert_eq!(steady_state(&[]), None);
        assert_eq!(expected_values(&stay, &[1.0, 1.0], 0.0), None);
        assert_eq!(expected_values(&stay, &[1.0], 0.1), None);
        assert!((expected_values(&stay, &[1.0, 0.0], 0.1).unwrap()[0] - 11.0).abs() < 1e-9);
    }
}
