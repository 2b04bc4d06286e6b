//! Which two things are bought together more often than by chance.
//!
//! In:   a selection of a data set with products or categories.
//! Out:  a [`BasketReport`] of rules "who buys A also buys B".
//! Cost: two passes over the selected lines; pairs are counted among frequent items only, in a triangle of
//!       at most [`MAX_ITEMS`] items.
//!
//! A basket is an order with at least one purchase. Association is not cause: a rule says what goes
//! together, not what one does to the other.
//!
//! Sources: Agrawal & Srikant (1994), Fast Algorithms for Mining Association Rules, VLDB (support,
//! confidence); Brin, Motwani, Ullman & Tsur (1997), Dynamic Itemset Counting, SIGMOD (lift, called interest;
//! conviction); Piatetsky-Shapiro (1991), Discovery, Analysis and Presentation of Strong Rules (leverage).

use super::NoReport;
use super::items::{Distinct, ItemLevel, Items};
use crate::analysis::Refused;
use crate::analysis::selection::Selection;
use crate::data::Dataset;
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::progress::Progress;
use crate::stats::hypergeometric::fisher_greater_ln;
use crate::stats::multiple::false_discovery_rates;
use serde::{Deserialize, Serialize};

/// Items among which pairs are counted, at most; the rarer ones are left out and counted.
pub const MAX_ITEMS: usize = 2_000;
/// Baskets needed.
pub const MIN_BASKETS: u64 = 50;
/// Items of the matrix of a report, at most.
const MAX_MATRIX_ITEMS: usize = 16;

/// What to count, and which rules to keep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BasketOptions {
    /// What an item is.
    pub level: ItemLevel,
    /// Baskets that must hold both items, at least.
    pub min_baskets: u64,
    /// Share of all baskets that must hold both items, at least.
    pub min_support: f64,
    /// Share of false rules to be tolerated among those kept.
    pub false_discovery_rate: f64,
    /// Rules of a report, at most.
    pub max_rules: usize,
}

impl Default for BasketOptions {
    fn default() -> Self {
        Self {
            level: ItemLevel::Category,
            min_baskets: 10,
            min_support: 0.000_5,
            false_discovery_rate: 0.05,
            max_rules: 50,
        }
    }
}

/// "Who buys the antecedent also buys the consequent."
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairRule {
    /// What is there.
    pub antecedent: String,
    /// What goes with it.
    pub consequent: String,
    /// Baskets with both.
    pub n_both: u64,
    /// Baskets with the antecedent.
    pub n_antecedent: u64,
    /// Baskets with the consequent.
    pub n_consequent: u64,
    /// Share of all baskets with both.
    pub support: f64,
    /// Share of the antecedent's baskets with the consequent, too.
    pub confidence: f64,
    /// Confidence over the consequent's share of all baskets; 1 when the two have nothing to do with each other.
    pub lift: f64,
    /// Support minus what it would be by chance.
    pub leverage: f64,
    /// How many times as often the rule would be wrong by chance; `None` where it is never wrong.
    pub conviction: Option<f64>,
    /// One-sided p-value of Fisher's exact test; 0 where it is too small for a number.
    pub p_value: f64,
    /// Share of false rules among all at least as sure as this one.
    pub false_discovery_rate: f64,
}

/// One field of the matrix of a report.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairCell {
    /// Index of one item in [`BasketReport::matrix_items`].
    pub a: u32,
    /// Index of the other, larger than `a`.
    pub b: u32,
    /// Baskets with both.
    pub n_both: u64,
    /// Lift.
    pub lift: f64,
}

/// Pairs that go together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BasketReport {
    /// Header of the column of items.
    pub column: String,
    /// Orders with a purchase.
    pub n_baskets: u64,
    /// Those with two different items or more.
    pub n_baskets_of_two: u64,
    /// Different items bought.
    pub n_items: u64,
    /// Items frequent enough to be paired.
    pub n_frequent_items: u64,
    /// Frequent items left out all the same because there are more than [`MAX_ITEMS`].
    pub n_items_left_out: u64,
    /// Baskets that a pair must have.
    pub min_baskets: u64,
    /// Pairs with that many.
    pub n_pairs: u64,
    /// Pairs more often together than by chance, at the tolerated share of false ones.
    pub n_rules: u64,
    /// Rules among those, both directions, by leverage and then confidence; at most as many as asked for.
    pub rules: Vec<PairRule>,
    /// Items with most baskets, most first.
    pub matrix_items: Vec<String>,
    /// Every two of them that were bought together at all.
    pub matrix: Vec<PairCell>,
}

/// Counts of baskets by pairs of frequent items.
#[derive(Debug, Clone)]
pub struct PairCounts<'a> {
    items: Items<'a>,
    n_baskets: u64,
    n_baskets_of_two: u64,
    n_items: u64,
    n_left_out: u64,
    min_baskets: u64,
    /// Frequent items in the order of their names, and their baskets.
    frequent: Vec<(usize, u64)>,
    /// Baskets with the `i`-th and the `j`-th frequent item, `i < j`, at `j (j - 1) / 2 + i`.
    counts: Vec<u32>,
}

/// A pair of frequent items.
#[derive(Debug, Clone, Copy)]
struct Pair {
    a: usize,
    b: usize,
    n_both: u64,
    ln_p: f64,
}

/// Counts the pairs of the selected lines.
///
/// # Errors
/// [`Refused`] without the column or with fewer than [`MIN_BASKETS`] baskets of two different items; cancelled
/// when nobody waits for the answer any more.
pub fn count<'a>(
    dataset: &'a Dataset,
    selection: &Selection,
    options: &BasketOptions,
    progress: &mut impl Progress,
) -> Result<PairCounts<'a>, NoReport> {
    let items = Items::new(dataset, &options.level)?;
    let mut with_item = vec![0_u64; items.len()];
    let (mut n_baskets, mut n_baskets_of_two) = (0, 0);
    let mut basket = Distinct::new(items.len());
    let n_customers = dataset.n_customers().max(1) as f64;
    for (idx, customer) in selection.customers.iter().enumerate() {
        if idx % 4_096 == 0 {
            progress.step(0.3 * customer as f64 / n_customers)?;
        }
        for order in dataset.orders_of(customer) {
            fill(&mut basket, &items, dataset, selection, order);
            for &item in basket.found() {
                with_item[item] += 1;
            }
            n_baskets += u64::from(!basket.found().is_empty());
            n_baskets_of_two += u64::from(basket.found().len() > 1);
        }
    }
    if n_baskets_of_two < MIN_BASKETS {
        return Err(Refused::TooFewOrders { have: n_baskets_of_two, need: MIN_BASKETS }.into());
    }
    // A share of all baskets, rounded up past the error of the product.
    let of_share = (options.min_support * n_baskets as f64 - 1e-9).ceil().max(1.0) as u64;
    let min_baskets = options.min_baskets.max(of_share);
    let mut frequent: Vec<(usize, u64)> =
        with_item.iter().copied().enumerate().filter(|&(_, n)| n >= min_baskets).collect();
    let n_left_out = frequent.len().saturating_sub(MAX_ITEMS) as u64;
    if n_left_out > 0 {
        frequent.sort_by_key(|&(item, n)| (std::cmp::Reverse(n), item));
        frequent.truncate(MAX_ITEMS);
        frequent.sort_unstable();
    }
    let mut rank_of = vec![usize::MAX; items.len()];
    for (rank, &(item, _)) in frequent.iter().enumerate() {
        rank_of[item] = rank;
    }
    let n = frequent.len();
    let mut counts = vec![0_u32; n * n.saturating_sub(1) / 2];
    let mut ranks = Vec::new();
    for (idx, customer) in selection.customers.iter().enumerate() {
        if idx % 1_024 == 0 {
            progress.step(0.3 + 0.6 * customer as f64 / n_customers)?;
        }
        for order in dataset.orders_of(customer) {
            fill(&mut basket, &items, dataset, selection, order);
            ranks.clear();
            ranks.extend(basket.found().iter().map(|&item| rank_of[item]).filter(|&rank| rank != usize::MAX));
            ranks.sort_unstable();
            for (place, &high) in ranks.iter().enumerate() {
                let row = high * high.saturating_sub(1) / 2;
                for &low in &ranks[..place] {
                    counts[row + low] += 1;
                }
            }
        }
    }
    let n_items = with_item.iter().filter(|&&n| n > 0).count() as u64;
    Ok(PairCounts { items, n_baskets, n_baskets_of_two, n_items, n_left_out, min_baskets, frequent, counts })
}

fn fill(basket: &mut Distinct, items: &Items, dataset: &Dataset, selection: &Selection, order: usize) {
    basket.clear();
    for line in dataset.lines_of(order).filter(|&line| selection.has_line(line)) {
        if let Some(item) = items.bought(line) {
            basket.add(item);
        }
    }
}

impl PairCounts<'_> {
    /// Every pair in at least as many baskets as asked for, with its p-value.
    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut counts = self.counts.iter();
        for b in 0..self.frequent.len() {
            for a in 0..b {
                let n_both = counts.next().map_or(0, |&n| u64::from(n));
                if n_both >= self.min_baskets {
                    let (n_a, n_b) = (self.frequent[a].1, self.frequent[b].1);
                    pairs.push(Pair {
                        a,
                        b,
                        n_both,
                        ln_p: fisher_greater_ln(n_both, n_a, n_b, self.n_baskets),
                    });
                }
            }
        }
        pairs
    }

    /// Every rule of every pair with enough baskets, both directions, whether it is one or not, in the
    /// order of the names.
    #[must_use]
    pub fn rules(&self) -> Vec<PairRule> {
        let pairs = self.pairs();
        let rates = self.rates(&pairs);
        let mut rules: Vec<PairRule> = pairs
            .iter()
            .zip(&rates)
            .flat_map(|(pair, &rate)| [self.rule(pair, false, rate), self.rule(pair, true, rate)])
            .collect();
        rules.sort_by(|x, y| (&x.antecedent, &x.consequent).cmp(&(&y.antecedent, &y.consequent)));
        rules
    }

    /// Every pair of frequent items was a test: those with too few baskets were seen not to be worth one.
    fn rates(&self, pairs: &[Pair]) -> Vec<f64> {
        let p_values: Vec<f64> = pairs.iter().map(|pair| libm::exp(pair.ln_p)).collect();
        false_discovery_rates(&p_values, self.counts.len() as u64)
    }

    fn rule(&self, pair: &Pair, is_turned: bool, rate: f64) -> PairRule {
        let (from, to) = if is_turned { (pair.b, pair.a) } else { (pair.a, pair.b) };
        let ((antecedent, n_antecedent), (consequent, n_consequent)) =
            (self.frequent[from], self.frequent[to]);
        let all = self.n_baskets as f64;
        let (support, share) = (pair.n_both as f64 / all, n_consequent as f64 / all);
        let confidence = pair.n_both as f64 / n_antecedent as f64;
        PairRule {
            antecedent: self.items.name(antecedent).to_owned(),
            consequent: self.items.name(consequent).to_owned(),
            n_both: pair.n_both,
            n_antecedent,
            n_consequent,
            support,
            confidence,
            lift: confidence / share,
            leverage: support - share * n_antecedent as f64 / all,
            conviction: (pair.n_both < n_antecedent).then(|| (1.0 - share) / (1.0 - confidence)),
            p_value: libm::exp(pair.ln_p),
            false_discovery_rate: rate,
        }
    }

    /// The report of these counts.
    #[must_use]
    pub fn report(&self, options: &BasketOptions) -> BasketReport {
        let pairs = self.pairs();
        let rates = self.rates(&pairs);
        let all = self.n_baskets as f64;
        let excess = |pair: &Pair| {
            let (n_a, n_b) = (self.frequent[pair.a].1 as f64, self.frequent[pair.b].1 as f64);
            pair.n_both as f64 - n_a * n_b / all
        };
        let mut kept: Vec<(&Pair, f64)> = pairs
            .iter()
            .zip(rates)
            .filter(|&(pair, rate)| rate <= options.false_discovery_rate && excess(pair) > 0.0)
            .collect();
        let n_rules = kept.len() as u64;
        // Of two pairs with the same leverage the earlier names come first, so that the order is always the same.
        kept.sort_by(|x, y| excess(y.0).total_cmp(&excess(x.0)).then((x.0.a, x.0.b).cmp(&(y.0.a, y.0.b))));
        kept.truncate(options.max_rules.div_ceil(2));
        let mut rules: Vec<PairRule> = kept
            .iter()
            .flat_map(|&(pair, rate)| {
                let rules = [self.rule(pair, false, rate), self.rule(pair, true, rate)];
                let is_turned = rules[1].confidence > rules[0].confidence;
                let [first, second] = rules;
                if is_turned { [second, first] } else { [first, second] }
            })
            .collect();
        rules.truncate(options.max_rules);
        let (matrix_items, matrix) = self.matrix();
        BasketReport {
            column: self.items.column().to_owned(),
            n_baskets: self.n_baskets,
            n_baskets_of_two: self.n_baskets_of_two,
            n_items: self.n_items,
            n_frequent_items: self.frequent.len() as u64 + self.n_left_out,
            n_items_left_out: self.n_left_out,
            min_baskets: self.min_baskets,
            n_pairs: pairs.len() as u64,
            n_rules,
            rules,
            matrix_items,
            matrix,
        }
    }

    fn matrix(&self) -> (Vec<String>, Vec<PairCell>) {
        let mut ranks: Vec<usize> = (0..self.frequent.len()).collect();
        ranks.sort_by_key(|&rank| (std::cmp::Reverse(self.frequent[rank].1), rank));
        ranks.truncate(MAX_MATRIX_ITEMS);
        let mut cells = Vec::new();
        for (b, &of_b) in (0_u32..).zip(&ranks) {
            for (a, &of_a) in (0..b).zip(&ranks) {
                let (low, high) = (of_a.min(of_b), of_a.max(of_b));
                let n_both = u64::from(self.counts[high * high.saturating_sub(1) / 2 + low]);
                if n_both > 0 {
                    let by_chance = self.frequent[of_a].1 as f64 * self.frequent[of_b].1 as f64;
                    cells.push(PairCell {
                        a,
                        b,
                        n_both,
                        lift: n_both as f64 * self.n_baskets as f64 / by_chance,
                    });
                }
            }
        }
        let names = ranks.iter().map(|&rank| self.items.name(self.frequent[rank].0).to_owned()).collect();
        (names, cells)
    }
}

/// Pairs of the selected lines that go together.
///
/// # Errors
/// Those of [`count`].
pub fn report(
    dataset: &Dataset,
    selection: &Selection,
    options: &BasketOptions,
    progress: &mut impl Progress,
) -> Result<BasketReport, NoReport> {
    Ok(count(dataset, selection, options, progress)?.report(options))
}

const FEW: &str = "Not given below 50 baskets of two different items; pairs of fewer baskets than asked for are not \
                   listed. What goes together need not be caused by each other.";

const fn metric(
    id: &'static str,
    formula: &'static str,
    unit: Unit,
    additivity: Additivity,
    source: &'static str,
    test: &'static str,
) -> Metric {
    Metric { id, formula, unit, additivity, needs: &[Needs::Category], source, limits: FEW, test }
}

const GOLDEN: &str = "it::analysis::development::pair_rules_match_section_h";

pub(crate) const METRICS: &[Metric] = &[
    metric(
        "baskets",
        "number of orders with a line of an amount above 0",
        Unit::Count,
        Additivity::OverCustomers,
        "Agrawal & Srikant 1994, section 1",
        GOLDEN,
    ),
    metric(
        "basket-support",
        "n(A and B) / n",
        Unit::Share,
        Additivity::RatioOfSums,
        "Agrawal & Srikant 1994, section 1",
        GOLDEN,
    ),
    metric(
        "basket-confidence",
        "n(A and B) / n(A)",
        Unit::Share,
        Additivity::RatioOfSums,
        "Agrawal & Srikant 1994, section 1",
        GOLDEN,
    ),
    metric(
        "basket-lift",
        "n n(A and B) / (n(A) n(B))",
        Unit::Ratio,
        Additivity::NotAdditive,
        "Brin, Motwani, Ullman & Tsur 1997, section 4 (interest)",
        GOLDEN,
    ),
    metric(
        "basket-leverage",
        "n(A and B) / n - n(A) n(B) / n^2",
        Unit::Share,
        Additivity::NotAdditive,
        "Piatetsky-Shapiro 1991",
        GOLDEN,
    ),
    metric(
        "basket-conviction",
        "(1 - n(B) / n) / (1 - n(A and B) / n(A))",
        Unit::Ratio,
        Additivity::NotAdditive,
        "Brin, Motwani, Ullman & Tsur 1997, section 4",
        GOLDEN,
    ),
    metric(
        "basket-p-value",
        "P(X >= n(A and B)), X hypergeometric with n, n(A), n(B)",
        Unit::Probability,
        Additivity::NotAdditive,
        "Fisher 1935, one-sided exact test",
        "stats::hypergeometric::tests::large_tables_agree_with_exact_rational_arithmetic",
    ),
    metric(
        "false-discovery-rate",
        "min over j >= i of p(j) m / j, for the i-th smallest of m p-values",
        Unit::Share,
        Additivity::NotAdditive,
        "Benjamini & Hochberg 1995",
        "stats::multiple::tests::four_of_the_fifteen_hypotheses_of_benjamini_and_hochberg_1995_are_rejected",
    ),
];
