//! Random numbers that are the same on every machine.
//!
//! In:   a seed and a stream; nothing here asks the machine for entropy.
//! Out:  uniform, exponential, normal, gamma and beta numbers.
//!
//! The generator is PCG-XSH-RR 64/32, small and fast and far better than a linear congruential
//! generator by itself. It is not for secrets.

/// A PCG-XSH-RR 64/32 generator.
///
/// # Source
/// M. E. O'Neill (2014), PCG: a family of simple fast space-efficient statistically good algorithms for
/// random number generation, Harvey Mudd College HMC-CS-2014-0905; constants of `pcg32`.
#[derive(Debug, Clone)]
pub struct Pcg32 {
    state: u64,
    increment: u64,
}

impl Pcg32 {
    const MULTIPLIER: u64 = 6_364_136_223_846_793_005;

    /// A generator for a seed; generators of different streams are independent for the same seed.
    #[must_use]
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut generator = Self { state: 0, increment: (stream << 1) | 1 };
        generator.next_u32();
        generator.state = generator.state.wrapping_add(seed);
        generator.next_u32();
        generator
    }

    /// The next 32 random bits.
    pub fn next_u32(&mut self) -> u32 {
        let old = self.state;
        self.state = old.wrapping_mul(Self::MULTIPLIER).wrapping_add(self.increment);
        let mixed = (((old >> 18) ^ old) >> 27) & 0xFFFF_FFFF;
        let mixed = u32::try_from(mixed).unwrap_or(u32::MAX);
        mixed.rotate_right(u32::try_from(old >> 59).unwrap_or(0))
    }

    /// A number between 0 and 1, both excluded, on a grid of 2^-53.
    pub fn uniform(&mut self) -> f64 {
        let bits = (u64::from(self.next_u32()) << 21) | (u64::from(self.next_u32()) >> 11);
        (bits as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    /// An exponential number with mean 1.
    pub fn exponential(&mut self) -> f64 {
        -libm::log(self.uniform())
    }

    /// A standard normal number.
    ///
    /// # Source
    /// Box & Muller (1958), Annals of Mathematical Statistics 29, 610-611; one number of the pair is
    /// thrown away, which keeps the generator free of hidden state.
    pub fn normal(&mut self) -> f64 {
        let radius = (2.0 * self.exponential()).sqrt();
        radius * libm::cos(core::f64::consts::TAU * self.uniform())
    }

    /// A gamma number with `shape > 0` and scale 1; its mean is `shape`.
    ///
    /// # Source
    /// Marsaglia & Tsang (2000), A simple method for generating gamma variables, ACM Transactions on
    /// Mathematical Software 26(3), 363-372; for shapes below 1 the note in its section 6.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = libm::exp(-self.exponential() / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            let v = root * root * root;
            if v > 0.0 && libm::log(self.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v;
            }
        }
    }

    /// A beta number with shapes `a, b > 0`.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a), self.gamma(b));
        if x + y > 0.0 { x / (x + y) } else { a / (a + b) }
    }
}

#[cfg(test)]
mod tests {
    use super::Pcg32;

    #[test]
    fn first_numbers_of_the_pcg32_demo_seed_42_stream_54() {
        let mut generator = Pcg32::new(42, 54);
        let first: Vec<u32> = (0..6).map(|_| generator.next_u32()).collect();
        assert_eq!(first, [0xa15c_02b7, 0x7b47_f409, 0xba1d_3330, 0x83d2_f293, 0xbfa4_784b, 0xcbed_606e]);
    }

    #[test]
    fn gamma_and_beta_numbers_have_the_right_mean_and_variance() {
        let mut generator = Pcg32::new(1, 1);
        let n = 40_000;
        for shape in [0.3, 1.0, 4.5] {
            let draws: Vec<f64> = (0..n).map(|_| generator.gamma(shape)).collect();
            let mean = draws.iter().sum::<f64>() / f64::from(n);
            let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(n);
            assert!((mean / shape - 1.0).abs() < 0.04, "mean {mean} of {shape}");
            assert!((variance / shape - 1.0).abs() < 0.1, "variance {variance} of {shape}");
        }
        let mean = (0..n).map(|_| generator.beta(2.0, 6.0)).sum::<f64>() / f64::from(n);
        assert!((mean - 0.25).abs() < 0.005);
    }
}
