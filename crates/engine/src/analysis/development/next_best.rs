//! What a customer would buy next of what the customer never bought, and whether that is better than
//! offering everybody what sells best.
//!
//! In:   a data set with products or categories, a selection of customers.
//! Out:  a [`NextBestReport`]: the check first, suggestions after it.
//! Cost: one pass over the lines to count pairs, another to check; items times items of memory.
//!
//! The model: the score of an item is the mean, over the items a customer has, of the share of their buyers
//! who have it too; each share is drawn towards the item's popularity as if [`NextBestOptions::shrinkage`]
//! more buyers had been average; items bought lately may weigh more. It is checked on the last order of each
//! customer, which it then has not seen: how often does one of its first `k` suggestions come true, against
//! the `k` most popular items the customer does not have? Whether recency weighs is chosen on one half of
//! these customers and the hit rate told of the other half. Where the model is not better, the suggestions
//! are the popular ones, and the report says so.
//!
//! Sources: Deshpande & Karypis (2004), Item-based top-N recommendation algorithms, ACM Transactions on
//! Information Systems 22(1), section 4.2.2 (conditional probability) and 5.2.1 (hit rate of held-out items);
//! Cremonesi, Koren & Turrin (2010), RecSys (popularity as the baseline to beat).

use super::NoReport;
use super::items::{ItemLevel, Items};
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::progress::Progress;
use crate::stats::proportion::{Interval, wilson};
use crate::stats::student::incomplete_beta;
use serde::{Deserialize, Serialize};

/// Items that are modelled, at most: those with most buyers.
pub const MAX_ITEMS: usize = 400;
/// Customers of the check, at most: every so-manieth is taken where there are more.
const MAX_TESTED: usize = 40_000;
/// Held-out orders with something new that the check needs, in each half.
pub const MIN_TESTED: u64 = 50;

/// What to suggest and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NextBestOptions {
    /// What an item is.
    pub level: ItemLevel,
    /// Suggestions per customer.
    pub k: usize,
    /// Buyers of average taste that are added to the buyers of every item.
    pub shrinkage: f64,
    /// Days after which a purchase weighs half, where recency weighs at all.
    pub half_life_days: f64,
    /// Customers of a report, at most.
    pub max_customers: usize,
}

impl Default for NextBestOptions {
    fn default() -> Self {
        Self { level: ItemLevel::Category, k: 3, shrinkage: 10.0, half_life_days: 180.0, max_customers: 100 }
    }
}

/// How often suggestions came true in orders that were held back.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HitRates {
    /// Customers whose held-out last order has something new, in the half that is told of.
    pub n_tested: u64,
    /// Of these, customers for whom one of the first `k` suggestions was in it.
    pub n_hits: u64,
    /// Their share.
    pub hit_rate: f64,
    /// Its interval, at 95 %.
    pub interval: Interval,
    /// The same of the `k` most popular items that the customer did not have.
    pub popularity_hits: u64,
    /// Their share.
    pub popularity_hit_rate: f64,
    /// Customers for whom only the model was right.
    pub n_only_model: u64,
    /// Customers for whom only popularity was right.
    pub n_only_popularity: u64,
    /// Chance that the model would be right alone so much more often if it were no better.
    pub p_value: f64,
    /// Whether recent purchases weigh more.
    pub is_recency_weighted: bool,
    /// Whether the model beats popularity: more hits, at 5 %.
    pub is_better: bool,
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The item.
    pub item: String,
    /// Share of like buyers who have it, 0 to 1: a rank, not the chance of buying it next.
    pub score: f64,
}

/// Suggestions for a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerSuggestions {
    /// Id.
    pub customer: String,
    /// Best first.
    pub suggestions: Vec<Suggestion>,
}

/// How often an item is the first suggestion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SuggestedItem {
    /// The item.
    pub item: String,
    /// Selected customers who do not have it and to whom it is suggested first.
    pub n_first: u64,
    /// Selected customers who have it.
    pub n_buyers: u64,
}

/// Suggestions and how good they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NextBestReport {
    /// Header of the column of items.
    pub column: String,
    /// Suggestions per customer.
    pub k: u64,
    /// Items that are modelled.
    pub n_items: u64,
    /// Items with a buyer that are not, because others have more.
    pub n_items_left_out: u64,
    /// The check against popularity.
    pub check: HitRates,
    /// Whether the suggestions are the model's; those of popularity otherwise.
    pub uses_model: bool,
    /// Selected customers with a suggestion.
    pub n_customers: u64,
    /// By customers it is suggested to first, most first.
    pub items: Vec<SuggestedItem>,
    /// Customers with the highest first score, highest first.
    pub customers: Vec<CustomerSuggestions>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// The model tells more than popularity.
const NEXT_BEST: Template = Template {
    id: "next-best",
    parameters: &[
        ("item", Kind::Name),
        ("count", Kind::Count),
        ("hit-rate", Kind::Share),
        ("popularity", Kind::Share),
    ],
    action: "offer-the-next-best",
};
/// The model tells no more than popularity.
const NO_BETTER_THAN_POPULAR: Template = Template {
    id: "no-better-than-popular",
    parameters: &[("hit-rate", Kind::Share), ("popularity", Kind::Share)],
    action: "offer-what-sells",
};

pub(crate) const FINDINGS: &[Template] = &[NEXT_BEST, NO_BETTER_THAN_POPULAR];

/// Who has what, and who has both.
#[derive(Debug, Clone)]
pub struct NextBest<'a> {
    dataset: &'a Dataset,
    items: Items<'a>,
    as_of: Day,
    options: NextBestOptions,
    /// Codes of the modelled items, by buyers, most first.
    modelled: Vec<usize>,
    /// Rank of a code among them.
    rank: Vec<u16>,
    n_left_out: u64,
    n_customers: f64,
    buyers: Vec<f64>,
    /// Customers with both, row by row.
    both: Vec<u32>,
    is_recency_weighted: bool,
    uses_model: bool,
}

/// The items a customer has, and when each was last bought.
type History = Vec<(u16, Day)>;

const NOT_MODELLED: u16 = u16::MAX;

impl<'a> NextBest<'a> {
    /// Counts who has what among all customers by the as-of day of the profile, checks the model on their
    /// last orders, and chooses it or popularity.
    ///
    /// # Errors
    /// [`Refused`] without the column or with too few held-out orders; cancelled when nobody waits any more.
    pub fn fit(
        dataset: &'a Dataset,
        profile: &Profile,
        options: &NextBestOptions,
        progress: &mut impl Progress,
    ) -> Result<(Self, HitRates), NoReport> {
        let items = Items::new(dataset, &options.level)?;
        let mut model = Self {
            dataset,
            items,
            as_of: profile.facts.as_of,
            options: options.clone(),
            modelled: Vec::new(),
            rank: vec![NOT_MODELLED; items.len()],
            n_left_out: 0,
            n_customers: 0.0,
            buyers: Vec::new(),
            both: Vec::new(),
            is_recency_weighted: false,
            uses_model: false,
        };
        model.choose_items();
        progress.step(0.1)?;
        model.count(true);
        progress.step(0.4)?;
        let check = model.check(progress)?;
        (model.is_recency_weighted, model.uses_model) = (check.is_recency_weighted, check.is_better);
        model.count(false);
        progress.step(0.9)?;
        Ok((model, check))
    }

    /// Suggestions for a customer, best first; none for who has everything.
    #[must_use]
    pub fn suggest(&self, customer: usize) -> Vec<Suggestion> {
        let mut history = History::new();
        let n_orders = self.orders(customer).len();
        self.read(customer, n_orders, &mut history);
        let mut scores = vec![0.0; self.modelled.len()];
        self.score(&history, self.as_of, self.way(), &mut scores);
        let mut best = Vec::new();
        self.best(&history, &scores, &mut best);
        best.into_iter()
            .map(|rank| Suggestion {
                item: self.items.name(self.modelled[usize::from(rank)]).to_owned(),
                score: scores[usize::from(rank)],
            })
            .collect()
    }

    fn way(&self) -> Way {
        match (self.uses_model, self.is_recency_weighted) {
            (false, _) => Way::Popularity,
            (true, false) => Way::Pairs,
            (true, true) => Way::RecentPairs,
        }
    }

    /// Orders of a customer by the as-of day.
    fn orders(&self, customer: usize) -> std::ops::Range<usize> {
        let orders = self.dataset.orders_of(customer);
        let days = &self.dataset.order_days()[orders.clone()];
        orders.start..orders.start + days.partition_point(|&day| day <= self.as_of)
    }

    fn choose_items(&mut self) {
        let mut buyers = vec![0_u64; self.items.len()];
        let mut last_buyer = vec![usize::MAX; self.items.len()];
        for customer in 0..self.dataset.n_customers() {
            for line in self.orders(customer).flat_map(|order| self.dataset.lines_of(order)) {
                if let Some(item) = self.items.bought(line)
                    && last_buyer[item] != customer
                {
                    last_buyer[item] = customer;
                    buyers[item] += 1;
                }
            }
        }
        let mut codes: Vec<usize> = (0..buyers.len()).filter(|&item| buyers[item] > 0).collect();
        codes.sort_by_key(|&item| (std::cmp::Reverse(buyers[item]), item));
        self.n_left_out = codes.len().saturating_sub(MAX_ITEMS) as u64;
        codes.truncate(MAX_ITEMS);
        for (rank, &item) in (0_u16..).zip(&codes) {
            self.rank[item] = rank;
        }
        self.modelled = codes;
    }

    /// What a customer has after so many orders.
    fn read(&self, customer: usize, n_orders: usize, history: &mut History) {
        history.clear();
        for order in self.orders(customer).take(n_orders) {
            let day = self.dataset.order_days()[order];
            self.each_item(order, |rank| match history.iter_mut().find(|(known, _)| *known == rank) {
                Some((_, last)) => *last = day,
                None => history.push((rank, day)),
            });
        }
    }

    fn each_item(&self, order: usize, mut with: impl FnMut(u16)) {
        for line in self.dataset.lines_of(order) {
            let rank = self.items.bought(line).map_or(NOT_MODELLED, |item| self.rank[item]);
            if rank != NOT_MODELLED && self.dataset.days()[line] <= self.as_of {
                with(rank);
            }
        }
    }

    /// Counts buyers and pairs, without the last order of each customer where it is held back.
    fn count(&mut self, holds_back: bool) {
        let n = self.modelled.len();
        let (mut buyers, mut both) = (vec![0.0; n], vec![0_u32; n * n]);
        let mut n_customers = 0.0;
        let mut history = History::new();
        for customer in 0..self.dataset.n_customers() {
            let n_orders = self.orders(customer).len();
            let n_seen = if holds_back { n_orders.saturating_sub(1).max(n_orders.min(1)) } else { n_orders };
            self.read(customer, n_seen, &mut history);
            if history.is_empty() {
                continue;
            }
            n_customers += 1.0;
            for &(a, _) in &history {
                buyers[usize::from(a)] += 1.0;
                let row = usize::from(a) * n;
                for &(b, _) in &history {
                    both[row + usize::from(b)] += 1;
                }
            }
        }
        (self.buyers, self.both, self.n_customers) = (buyers, both, n_customers);
    }

    fn score(&self, history: &History, now: Day, way: Way, scores: &mut [f64]) {
        let n = self.modelled.len();
        let all = self.n_customers.max(1.0);
        let shrinkage = self.options.shrinkage.max(0.0);
        if way == Way::Popularity || history.is_empty() {
            for (score, buyers) in scores.iter_mut().zip(&self.buyers) {
                *score = buyers / all;
            }
            return;
        }
        scores.fill(0.0);
        let (mut weights, mut towards_popular) = (0.0, 0.0);
        for &(item, last) in history {
            let weight = match way {
                Way::RecentPairs => {
                    libm::exp2(-f64::from(now.since(last)) / self.options.half_life_days.max(1.0))
                }
                Way::Pairs | Way::Popularity => 1.0,
            };
            let item = usize::from(item);
            // Somebody has the item in question, or it would not be in a history; held-out counts may be 0.
            let buyers = (self.buyers[item] + shrinkage).max(1.0);
            weights += weight;
            towards_popular += weight * shrinkage / buyers;
            let row = &self.both[item * n..(item + 1) * n];
            for (score, &both) in scores.iter_mut().zip(row) {
                *score += weight * f64::from(both) / buyers;
            }
        }
        let weights = weights.max(f64::MIN_POSITIVE);
        for (score, buyers) in scores.iter_mut().zip(&self.buyers) {
            *score = (*score + towards_popular * buyers / all) / weights;
        }
    }

    /// The `k` highest scores of what is not in the history; of equal ones the more popular.
    fn best(&self, history: &History, scores: &[f64], best: &mut Vec<u16>) {
        best.clear();
        for (rank, &score) in (0_u16..).zip(scores) {
            let is_beaten = |other: &u16| scores[usize::from(*other)] >= score;
            if (best.len() == self.options.k && best.last().is_some_and(is_beaten))
                || history.iter().any(|&(known, _)| known == rank)
            {
                continue;
            }
            let place = best.partition_point(is_beaten);
            best.insert(place, rank);
            best.truncate(self.options.k);
        }
    }

    /// Customers whose last order has something new, without it and with what was new.
    fn check(&self, progress: &mut impl Progress) -> Result<HitRates, NoReport> {
        let n_customers = self.dataset.n_customers();
        let stride = n_customers.div_ceil(MAX_TESTED).max(1);
        let (mut history, mut new, mut best) = (History::new(), Vec::new(), Vec::new());
        let mut scores = vec![0.0; self.modelled.len()];
        let mut halves = [Hits::default(); 2];
        for (idx, customer) in (0..n_customers).step_by(stride).enumerate() {
            if idx % 1_024 == 0 {
                progress.step(0.4 + 0.4 * customer as f64 / n_customers as f64)?;
            }
            let orders = self.orders(customer);
            if orders.len() < 2 {
                continue;
            }
            let last = orders.end - 1;
            self.read(customer, orders.len() - 1, &mut history);
            new.clear();
            self.each_item(last, |rank| {
                if !new.contains(&rank) && !history.iter().any(|&(known, _)| known == rank) {
                    new.push(rank);
                }
            });
            if new.is_empty() || history.is_empty() {
                continue;
            }
            let now = self.dataset.order_days()[last];
            let hits = Way::ALL.map(|way| {
                self.score(&history, now, way, &mut scores);
                self.best(&history, &scores, &mut best);
                best.iter().any(|rank| new.contains(rank))
            });
            halves[idx % 2].add(hits);
        }
        let [tuned, told] = halves;
        let n_tested = tuned.n.min(told.n);
        if n_tested < MIN_TESTED {
            return Err(Refused::TooFewRepeaters { have: n_tested, need: MIN_TESTED }.into());
        }
        Ok(told.rates(tuned.n_hits[2] > tuned.n_hits[1]))
    }
}

/// How items are scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Popularity,
    Pairs,
    RecentPairs,
}

impl Way {
    const ALL: [Self; 3] = [Self::Popularity, Self::Pairs, Self::RecentPairs];
}

/// Hits of each way.
#[derive(Debug, Clone, Copy, Default)]
struct Hits {
    n: u64,
    n_hits: [u64; 3],
    /// Customers for whom only the plain and only the recency-weighted model were right against popularity.
    n_only_model: [u64; 2],
    n_only_popularity: [u64; 2],
}

impl Hits {
    fn add(&mut self, hits: [bool; 3]) {
        self.n += 1;
        for (n, hit) in self.n_hits.iter_mut().zip(hits) {
            *n += u64::from(hit);
        }
        for idx in 0..2 {
            self.n_only_model[idx] += u64::from(hits[idx + 1] && !hits[0]);
            self.n_only_popularity[idx] += u64::from(hits[0] && !hits[idx + 1]);
        }
    }

    fn rates(&self, is_recency_weighted: bool) -> HitRates {
        let idx = usize::from(is_recency_weighted);
        let n_hits = self.n_hits[idx + 1];
        let (wins, losses) = (self.n_only_model[idx], self.n_only_popularity[idx]);
        // McNemar's test, exact: the chance of so many wins among those that differ, at even odds.
        let p_value = if wins == 0 { 1.0 } else { incomplete_beta(wins as f64, losses as f64 + 1.0, 0.5) };
        HitRates {
            n_tested: self.n,
            n_hits,
            hit_rate: n_hits as f64 / self.n as f64,
            interval: wilson(n_hits, self.n, 0.95),
            popularity_hits: self.n_hits[0],
            popularity_hit_rate: self.n_hits[0] as f64 / self.n as f64,
            n_only_model: wins,
            n_only_popularity: losses,
            p_value,
            is_recency_weighted,
            is_better: p_value < 0.05 && wins > losses,
        }
    }
}

/// Suggestions for the selected customers; the model is of all customers.
///
/// # Errors
/// Those of [`NextBest::fit`].
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &NextBestOptions,
    progress: &mut impl Progress,
) -> Result<NextBestReport, NoReport> {
    let (model, check) = NextBest::fit(dataset, profile, options, progress)?;
    let n = model.modelled.len();
    let (mut n_first, mut n_buyers) = (vec![0_u64; n], vec![0_u64; n]);
    let (mut history, mut best) = (History::new(), Vec::new());
    let mut scores = vec![0.0; n];
    let mut n_customers = 0;
    let mut tops: Vec<(f64, usize)> = Vec::new();
    for customer in selection.customers.iter() {
        let n_orders = model.orders(customer).len();
        model.read(customer, n_orders, &mut history);
        for &(rank, _) in &history {
            n_buyers[usize::from(rank)] += 1;
        }
        model.score(&history, model.as_of, model.way(), &mut scores);
        model.best(&history, &scores, &mut best);
        if let Some(&first) = best.first() {
            n_customers += 1;
            n_first[usize::from(first)] += 1;
            tops.push((scores[usize::from(first)], customer));
        }
    }
    tops.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    tops.truncate(options.max_customers);
    let mut items: Vec<SuggestedItem> = (0..n)
        .map(|rank| SuggestedItem {
            item: model.items.name(model.modelled[rank]).to_owned(),
            n_first: n_first[rank],
            n_buyers: n_buyers[rank],
        })
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.n_first));
    items.truncate(50);
    let rates = [Value::Share(check.hit_rate, 1), Value::Share(check.popularity_hit_rate, 1)];
    let findings = match items.first() {
        Some(item) if check.is_better && item.n_first > 0 => {
            let subject = [Value::Name(item.item.clone()), Value::Count(item.n_first)];
            vec![Finding::new(&NEXT_BEST, subject.into_iter().chain(rates), 0.0, None)]
        }
        _ => vec![Finding::new(&NO_BETTER_THAN_POPULAR, rates, 0.0, None)],
    };
    Ok(NextBestReport {
        column: model.items.column().to_owned(),
        k: options.k as u64,
        n_items: n as u64,
        n_items_left_out: model.n_left_out,
        check,
        uses_model: model.uses_model,
        n_customers,
        items,
        customers: tops
            .into_iter()
            .map(|(_, customer)| CustomerSuggestions {
                customer: dataset.customers().ids.get(customer).to_owned(),
                suggestions: model.suggest(customer),
            })
            .collect(),
        findings,
    })
}

const LIMITS: &str = "Needs 100 customers whose last order has something new. Where the model does not beat popularity \
                      at 5 %, suggestions are the popular items.";

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "next-best-score",
        formula: "sum over i of w_i (n_ij + s p_j) / (n_i + s), over sum of w_i; w_i = 1 or 2^(-days / half-life)",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Category],
        source: "Deshpande & Karypis 2004, section 4.2.2, with shrinkage to popularity",
        limits: LIMITS,
        test: "analysis::development::next_best::tests::scores_are_those_worked_by_hand",
    },
    Metric {
        id: "hit-rate",
        formula: "customers with one of k suggestions in the held-out last order / customers with something new in it",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Category],
        source: "Deshpande & Karypis 2004, section 5.2.1; popularity after Cremonesi, Koren & Turrin 2010",
        limits: LIMITS,
        test: "analysis::development::next_best::tests::planted_pairs_beat_popularity_and_noise_does_not",
    },
];

#[cfg(test)]
mod tests;
