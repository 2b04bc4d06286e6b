//! Seeded random numbers, the same on every machine.
//!
//! The generator is PCG-XSH-RR 64/32 (O'Neill 2014). Transcendental functions come from `libm`, since those
//! of the platform differ in the last digit and would change the sample from browser to browser.

/// A seeded generator.
pub(super) struct Random {
    state: u64,
}

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Self { state: seed.wrapping_add(0x9E37_79B9_7F4A_7C15) };
        random.next();
        random
    }

    fn next(&mut self) -> u32 {
        let old = self.state;
        self.state = old.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let xor_shifted = (((old >> 18) ^ old) >> 27) as u32;
        xor_shifted.rotate_right((old >> 59) as u32)
    }

    /// Uniform in 0..1, never 0.
    pub(super) fn share(&mut self) -> f64 {
        (f64::from(self.next()) + 0.5) / 4_294_967_296.0
    }

    /// Whether something of this probability happens.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// An index drawn in proportion to weights.
    pub(super) fn pick(&mut self, weights: &[f64]) -> usize {
        let mut rest = self.share() * weights.iter().sum::<f64>();
        for (idx, weight) in weights.iter().enumerate() {
            rest -= weight;
            if rest < 0.0 {
                return idx;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// Standard normal, by Box and Muller.
    pub(super) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.share()));
        radius * libm::cos(std::f64::consts::TAU * self.share())
    }

    /// Exponential with mean 1.
    pub(super) fn exponential(&mut self) -> f64 {
        -libm::log(self.share())
    }

    /// Gamma with scale 1, by Marsaglia and Tsang 2000.
    pub(super) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * libm::pow(self.share(), 1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
            if v > 0.0 && libm::log(self.share()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v;
            }
        }
    }

    /// Beta.
    pub(super) fn beta(&mut self, a: f64, b: f64) -> f64 {
        let x = self.gamma(a);
        x / (x + self.gamma(b))
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_seed_gives_the_same_numbers_everywhere() {
        let mut random = Random::new(7);
        let first: Vec<u32> = (0..3).map(|_| random.next()).collect();
        let mut again = Random::new(7);
        assert_eq!(first, (0..3).map(|_| again.next()).collect::<Vec<_>>());
    }

    #[test]
    fn gamma_and_beta_have_their_means() {
        let mut random = Random::new(1);
        let n = 20_000;
        let mean = |draw: &mut dyn FnMut() -> f64| (0..n).map(|_| draw()).sum::<f64>() / f64::from(n);
        let gamma = mean(&mut || random.gamma(0.98));
        // The standard error is below 0.008.
        assert!((gamma - 0.98).abs() < 0.03, "{gamma}");
        let beta = mean(&mut || random.beta(0.77, 3.32));
        assert!((beta - 0.77 / 4.09).abs() < 0.01, "{beta}");
    }
}
