//! The signals of one customer as of a day.

use super::{MIN_ORDERS, Signal};
use crate::data::{Dataset, Day, Dimension, DimensionRole, MeasureRole};
use crate::stats::quantile::median;

/// Jensen-Shannon distance between two lists of counts of the same kinds, 0 (alike) to 1 (nothing in common); 0 where
/// one of them is empty.
///
/// # Source
/// Lin (1991), IEEE Transactions on Information Theory 37, 145-151, equation 4.1, in bits; its root is a distance by
/// Endres & Schindelin (2003).
#[must_use]
pub fn jensen_shannon(a: &[u32], b: &[u32]) -> f64 {
    let sum = |counts: &[u32]| counts.iter().map(|&n| f64::from(n)).sum::<f64>();
    let (sum_a, sum_b) = (sum(a), sum(b));
    if sum_a == 0.0 || sum_b == 0.0 {
        return 0.0;
    }
    let term = |p: f64, middle: f64| if p > 0.0 { p * libm::log2(p / middle) } else { 0.0 };
    let divergence: f64 = a
        .iter()
        .zip(b)
        .map(|(&a, &b)| {
            let (p, q) = (f64::from(a) / sum_a, f64::from(b) / sum_b);
            let middle = f64::midpoint(p, q);
            f64::midpoint(term(p, middle), term(q, middle))
        })
        .sum();
    divergence.clamp(0.0, 1.0).sqrt()
}

/// The distance that is more than chance: what samples of the same mix differ by on average is taken off before the
/// root, so that customers with few lines do not seem to drift; 0 where no more is left.
///
/// # Source
/// The mean of the divergence of two samples, (k - 1) (1 / n + 1 / m) / (8 ln 2) bits with k kinds in them, follows from
/// its chi-squared expansion; cf. Grosse et al. (2002), Physical Review E 65, 041905.
#[must_use]
pub fn mix_drift(a: &[u32], b: &[u32]) -> f64 {
    let sum = |counts: &[u32]| counts.iter().map(|&n| f64::from(n)).sum::<f64>();
    let (n, m) = (sum(a), sum(b));
    if n == 0.0 || m == 0.0 {
        return 0.0;
    }
    let n_kinds = a.iter().zip(b).filter(|&(&a, &b)| a + b > 0).count() as f64;
    let chance = (n_kinds - 1.0) * (1.0 / n + 1.0 / m) / (8.0 * std::f64::consts::LN_2);
    (jensen_shannon(a, b).powi(2) - chance).max(0.0).sqrt()
}

/// Which lines are discounted.
enum Discounts<'a> {
    Column(&'a [u16], Vec<bool>),
    Measure(&'a [f64]),
}

/// What the signals are worked out from.
pub(super) struct Signals<'a> {
    dataset: &'a Dataset,
    discounts: Option<Discounts<'a>>,
    category: Option<&'a Dimension>,
    channel: Option<&'a Dimension>,
    counts: [Vec<u32>; 2],
    gaps: Vec<i64>,
}

/// The signals of a customer; `None` where one cannot be told.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Levels {
    /// In the order of [`Signal::ALL`].
    pub(super) levels: [Option<f64>; 5],
    /// Median gap in days.
    pub(super) gap_days: Option<f64>,
    /// Orders over the horizon before the last, and over the last.
    pub(super) n_orders: [u32; 2],
    /// Day of the last order.
    pub(super) last: Day,
}

impl<'a> Signals<'a> {
    pub(super) fn new(dataset: &'a Dataset) -> Self {
        let flag = dataset.dimension(DimensionRole::Discounted).map(|column| {
            let says_yes = column.values.iter().map(|value| Dimension::says_yes(value)).collect();
            Discounts::Column(&column.codes, says_yes)
        });
        let measure = dataset.measure(MeasureRole::Discount);
        Self {
            dataset,
            discounts: flag.or_else(|| measure.map(|measure| Discounts::Measure(&measure.values))),
            category: dataset.dimension(DimensionRole::Category),
            channel: dataset.dimension(DimensionRole::Channel),
            counts: [Vec::new(), Vec::new()],
            gaps: Vec::new(),
        }
    }

    /// Whether the columns of a signal are there.
    pub(super) fn has(&self, signal: Signal) -> bool {
        match signal {
            Signal::GapRatio | Signal::OwnDecline => true,
            Signal::DiscountRise => self.discounts.is_some(),
            Signal::CategoryDrift => self.category.is_some(),
            Signal::ChannelDrift => self.channel.is_some(),
        }
    }

    /// The signals of a customer as of `day` from what was known then; `None` without a habit. All but the own decline,
    /// which needs the market.
    pub(super) fn of(&mut self, customer: usize, day: Day, horizon_days: i32) -> Option<Levels> {
        let dataset = self.dataset;
        let orders = dataset.orders_of(customer);
        let days = &dataset.order_days()[orders.clone()];
        let n = days.partition_point(|&order_day| order_day <= day);
        let days = &days[..n];
        let last = *days.last()?;
        if n < MIN_ORDERS as usize || day.since(last) > horizon_days {
            return None;
        }
        self.gaps.clear();
        self.gaps
            .extend(days.windows(2).map(|pair| i64::from(pair[1].since(pair[0]))).filter(|&gap| gap > 0));
        let gap_days = if self.gaps.len() >= 2 { median(&mut self.gaps) } else { None };
        let within = |from: i32, to: i32| {
            let count = |until: i32| days.partition_point(|&order_day| order_day <= day.plus(-until));
            u32::try_from(count(to) - count(from)).unwrap_or(u32::MAX)
        };
        let halves = [orders.start..orders.start + n / 2, orders.start + n.div_ceil(2)..orders.start + n];
        // Lines that came after the day were not known on it.
        let lines = halves
            .map(|half| dataset.order_lines()[half.start] as usize..dataset.order_lines()[half.end] as usize);
        let known = |line: usize| dataset.days()[line] <= day;
        let discount_rise = self.discounts.as_ref().and_then(|discounts| {
            let is_discounted = |line: usize| match discounts {
                Discounts::Column(codes, says_yes) => says_yes[usize::from(codes[line])],
                Discounts::Measure(values) => values[line] > 0.0,
            };
            let share = |half: std::ops::Range<usize>| {
                let (hits, all) =
                    half.filter(|&line| known(line)).fold((0_u32, 0_u32), |(hits, all), line| {
                        (hits + u32::from(is_discounted(line)), all + 1)
                    });
                (all > 0).then(|| f64::from(hits) / f64::from(all))
            };
            Some(share(lines[1].clone())? - share(lines[0].clone())?)
        });
        let counts = &mut self.counts;
        let mut drift = |dimension: Option<&Dimension>| {
            let dimension = dimension?;
            for (counts, half) in counts.iter_mut().zip(&lines) {
                counts.clear();
                counts.resize(dimension.values.len(), 0);
                for line in half.clone().filter(|&line| known(line)) {
                    counts[usize::from(dimension.codes[line])] += 1;
                }
            }
            Some(mix_drift(&counts[0], &counts[1]))
        };
        let (category, channel) = (drift(self.category), drift(self.channel));
        let gap_ratio = gap_days.map(|gap| f64::from(day.since(last)) / gap);
        Some(Levels {
            levels: [gap_ratio, discount_rise, category, channel, None],
            gap_days,
            n_orders: [within(2 * horizon_days, horizon_days), within(horizon_days, 0)],
            last,
        })
    }
}

/// Fall of a customer's orders beyond that of the market: -1 (all new) to 1 (all gone), 0 when in step.
pub(super) fn own_decline([before, now]: [u32; 2], market_ratio: f64) -> Option<f64> {
    // Half an order on both sides keeps one order more or less from being everything.
    let (expected, now) = ((f64::from(before) + 0.5) * market_ratio, f64::from(now) + 0.5);
    (before > 0 && market_ratio > 0.0).then(|| (expected - now) / (expected + now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line};

    #[test]
    fn jensen_shannon_distance_of_scipy() {
        // scipy.spatial.distance.jensenshannon([1, 0, 0], [0, 1, 0], 2), ([1, 0], [0.5, 0.5]) with base 2.
        assert!((jensen_shannon(&[1, 0, 0], &[0, 7, 0]) - 1.0).abs() < 1e-12);
        assert!((jensen_shannon(&[4, 0], &[3, 3]) - 0.557_923_045_3).abs() < 1e-9);
        assert!(jensen_shannon(&[2, 4], &[1, 2]).abs() < 1e-9);
        assert!(jensen_shannon(&[0, 0], &[1, 2]).abs() < 1e-12);
    }

    #[test]
    fn samples_of_one_mix_drift_by_chance_alone() {
        let mut random = crate::stats::random::Pcg32::new(5, 1);
        let n_draws = 4_000;
        let (mut raw, mut corrected) = (0.0, 0.0);
        for _ in 0..n_draws {
            let mut counts = [[0_u32; 4]; 2];
            for own in &mut counts {
                for _ in 0..25 {
                    own[(random.uniform() * 4.0) as usize] += 1;
                }
            }
            let divergence = jensen_shannon(&counts[0], &counts[1]).powi(2);
            raw += divergence / f64::from(n_draws);
            corrected +=
                (divergence - 3.0 * (2.0 / 25.0) / (8.0 * std::f64::consts::LN_2)) / f64::from(n_draws);
            assert!(mix_drift(&counts[0], &counts[1]) <= divergence.sqrt());
        }
        // The correction takes off nearly all of the mean; what is left is of the second order.
        assert!(raw > 0.04 && corrected.abs() < 0.08 * raw, "{raw} {corrected}");
    }

    #[test]
    fn a_rising_discount_share_by_hand() {
        // The column of categories stands for one of discounts here: it is what a test data set has.
        let mut lines: Vec<Line> = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-06-01"]
            .map(|day| line("A", day, 5))
            .to_vec();
        lines[2].category = "gear";
        lines[3].category = "gear";
        let dataset = dataset(&lines, &[]);
        let mut signals = Signals::new(&dataset);
        let column = dataset.dimension(DimensionRole::Category).unwrap();
        let says_yes = column.values.iter().map(|value| value == "gear").collect();
        signals.discounts = Some(Discounts::Column(&column.codes, says_yes));
        let levels = signals.of(0, day("2024-05-01"), 90).unwrap();
        // Orders of January and February against March and April: nothing against everything.
        assert_eq!(levels.levels[1], Some(1.0));
        // Nothing in common, less what two lines against two of two kinds differ by: 1 / (8 ln 2).
        assert!((levels.levels[2].unwrap() - (1.0_f64 - 0.180_336_880_1).sqrt()).abs() < 1e-9);
        assert_eq!((levels.gap_days, levels.n_orders), (Some(31.0), [2, 2]));
        assert_eq!(signals.of(0, day("2024-03-31"), 90), None);
        assert_eq!(signals.of(0, day("2025-03-31"), 90), None);
    }

    #[test]
    fn in_step_with_the_market_is_no_decline() {
        assert!(own_decline([9, 9], 1.0).unwrap().abs() < 1e-12);
        assert!(own_decline([8, 0], 1.0).unwrap() > 0.8);
        // The market halves, and so does the customer.
        assert!(own_decline([10, 5], 0.5).unwrap().abs() < 0.05);
        assert_eq!(own_decline([0, 5], 1.0), None);
    }
}
