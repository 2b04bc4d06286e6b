//! What customers who are more satisfied do afterwards, and whether satisfaction leads to loyalty, value and profit.
//!
//! In:   scores (from answers, order lines or a column about customers) and the orders of the same customers.
//! Out:  a [`SatisfactionReport`]: bands of scores with what followed, and every link of the chain tested.
//! Cost: one pass over the selected lines, four sorts of the customers.
//!
//! Source: the chain satisfaction → loyalty → value → profit, tested rather than assumed; cf. Heskett, Jones,
//! Loveman, Sasser & Schlesinger (1994), Putting the service-profit chain to work, Harvard Business Review 72(2).
//! Every link is a rank correlation: an association, not a cause. Loyalty is counted before value, in days that do
//! not overlap, so that the second link does not hold by counting the same orders twice.

use super::history::{Brought, Order, brought, collect};
use super::logs::SurveyAnswers;
use super::score::{self, Score, ScoreSource};
use crate::analysis::estimate::{Difference, Mean, RankCorrelation, Share};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use crate::metric::Needs;
use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SatisfactionOptions {
    /// Days after the score within which an order counts as a repeat.
    pub repeat_days: i32,
    /// Days over which revenue after the score is counted.
    pub value_days: i32,
    /// Days without an order after which a customer counts as lost.
    pub lost_days: i32,
    /// Upper ends of the bands; chosen by the scale when `None`.
    pub cuts: Option<Vec<f64>>,
    /// Fewest scored customers.
    pub min_customers: u64,
}

impl Default for SatisfactionOptions {
    fn default() -> Self {
        Self { repeat_days: 90, value_days: 365, lost_days: 365, cuts: None, min_customers: 30 }
    }
}

/// Customers whose score lies in a band, and what they did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BandRow {
    /// Lowest score in it; `None` for customers without a score.
    pub score_low: Option<f64>,
    /// Highest score in it.
    pub score_high: Option<f64>,
    /// Customers.
    pub n_customers: u64,
    /// Revenue of all their selected orders.
    pub revenue: f64,
    /// Ordered again within the days after the score, of those whose days are over.
    pub repeat: Option<Share>,
    /// Revenue in the year after the score, of those whose year is over.
    pub next_revenue: Option<Mean>,
    /// Lost by the as-of day, of those known for long enough.
    pub lost: Option<Share>,
}

/// What a link of the chain begins or ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The score.
    Satisfaction,
    /// Orders in the days after the score.
    Loyalty,
    /// Revenue in the year after those days.
    Value,
    /// Profit in that year.
    Profit,
}

/// Whether a link is seen in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkVerdict {
    /// More goes with more, beyond chance.
    Holds,
    /// Nothing is seen: the interval includes zero.
    Broken,
    /// More goes with less, beyond chance.
    Reversed,
    /// Too few customers, or a side that does not vary or is not known.
    Untested,
}

/// One link of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChainLink {
    /// Its beginning.
    pub from: Stage,
    /// Its end.
    pub to: Stage,
    /// Rank correlation over customers whose days and year are over.
    pub correlation: Option<RankCorrelation>,
    /// What it says.
    pub verdict: LinkVerdict,
}

/// Satisfaction and what followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SatisfactionReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Where the scores come from.
    pub source: Option<ScoreSource>,
    /// Whether scores have days, so that what followed did follow.
    pub is_dated: bool,
    /// Selected customers with a score.
    pub response: Option<Share>,
    /// Mean score.
    pub score: Option<Mean>,
    /// Bands, lowest first.
    pub bands: Vec<BandRow>,
    /// Customers without a score; from their first order.
    pub without_score: BandRow,
    /// Repeat share of the highest band minus that of the lowest.
    pub repeat_difference: Option<Difference>,
    /// Links of the chain, in its order, then satisfaction with value and with profit.
    pub chain: Vec<ChainLink>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Satisfied customers come back more often.
const SATISFIED_RETURN: Template = Template {
    id: "satisfied-return",
    parameters: &[
        ("high", Kind::Number),
        ("share-high", Kind::Share),
        ("low", Kind::Number),
        ("share-low", Kind::Share),
        ("days", Kind::Days),
    ],
    action: "lift-low-scores",
};

/// Satisfaction does not go with more orders.
const CHAIN_BROKEN: Template = Template {
    id: "satisfaction-without-loyalty",
    parameters: &[("rho", Kind::Number), ("count", Kind::Count)],
    action: "ask-what-matters",
};

/// More revenue does not go with more profit.
const VALUE_WITHOUT_PROFIT: Template = Template {
    id: "value-without-profit",
    parameters: &[("rho", Kind::Number), ("count", Kind::Count)],
    action: "check-cost-of-large-customers",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[SATISFIED_RETURN, CHAIN_BROKEN, VALUE_WITHOUT_PROFIT];

/// Satisfaction of the selected customers and what they did after their score.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    answers: Option<&SurveyAnswers>,
    options: &SatisfactionOptions,
) -> SatisfactionReport {
    let mut report = SatisfactionReport {
        refused: None,
        source: None,
        is_dated: false,
        response: None,
        score: None,
        bands: Vec::new(),
        without_score: BandRow {
            score_low: None,
            score_high: None,
            n_customers: 0,
            revenue: 0.0,
            repeat: None,
            next_revenue: None,
            lost: None,
        },
        repeat_difference: None,
        chain: Vec::new(),
        findings: Vec::new(),
    };
    if let Some(Err(refused)) = answers.map(SurveyAnswers::check) {
        report.refused = Some(refused);
        return report;
    }
    let Some((source, scores)) = score::scores(dataset, profile, selection, answers) else {
        report.refused = Some(Refused::needs(Needs::Satisfaction));
        return report;
    };
    let n_scored = scores.len() as u64;
    report.source = Some(source);
    report.is_dated = source != ScoreSource::Customers;
    report.response = Share::of(n_scored, selection.customers.count() as u64);
    report.score = Mean::of(scores.iter().map(|score| score.value));
    if n_scored < options.min_customers {
        report.refused = Some(Refused::TooFewCustomers { have: n_scored, need: options.min_customers });
        return report;
    }
    let ends = score::bands(&scores, options.cuts.as_deref());
    let mut followed = Followed::new(dataset, profile, selection, options);
    let mut tallies = vec![Tally::default(); ends.len()];
    let mut unscored = Tally::default();
    let mut observations = Vec::new();
    let mut of_customer = scores.iter().peekable();
    for customer in selection.customers.iter() {
        let score = of_customer.next_if(|score| score.customer == customer);
        let anchor = score.map_or(profile.facts.first_day[customer], |score| score.anchor);
        let seen = followed.of(customer, anchor);
        match score {
            Some(score) => {
                let band = ends.partition_point(|&end| end < score.value).min(ends.len() - 1);
                tallies[band].add(score.value, &seen);
                observations.extend(seen.chain.map(|chain| Observation::new(score, chain)));
            }
            None => unscored.add(f64::NAN, &seen),
        }
    }
    report.bands =
        tallies.iter().filter(|tally| tally.n_customers > 0).map(|tally| tally.row(dataset)).collect();
    report.without_score = unscored.row(dataset);
    let ends_of = (report.bands.first(), report.bands.last());
    if let (Some(low), Some(high)) = ends_of
        && report.bands.len() > 1
        && let (Some(low), Some(high)) = (low.repeat, high.repeat)
    {
        report.repeat_difference = Some(high.minus(&low));
    }
    report.chain = chain(&observations, profile.facts.profit.is_some());
    report.findings = findings(&report, options);
    report
}

/// What a customer did after an anchor; `None` where the time is not over.
struct Seen {
    revenue: i128,
    repeated: Option<bool>,
    next_revenue: Option<f64>,
    is_lost: Option<bool>,
    chain: Option<(Brought, Brought)>,
}

struct Followed<'a> {
    dataset: &'a Dataset,
    profile: &'a Profile,
    selection: &'a Selection,
    options: &'a SatisfactionOptions,
    orders: Vec<Order>,
}

impl<'a> Followed<'a> {
    fn new(
        dataset: &'a Dataset,
        profile: &'a Profile,
        selection: &'a Selection,
        options: &'a SatisfactionOptions,
    ) -> Self {
        Self { dataset, profile, selection, options, orders: Vec::new() }
    }

    fn of(&mut self, customer: usize, anchor: crate::data::Day) -> Seen {
        let SatisfactionOptions { repeat_days, value_days, lost_days, .. } = *self.options;
        collect(self.dataset, self.selection, customer, &mut self.orders);
        let facts = &self.profile.facts;
        let known_days = facts.as_of.since(anchor);
        let after = |from, to| brought(&self.orders, anchor, from, to);
        Seen {
            revenue: self.orders.iter().map(|order| order.revenue).sum(),
            repeated: (known_days >= repeat_days).then(|| after(1, repeat_days).n_orders > 0),
            next_revenue: (known_days >= value_days)
                .then(|| self.dataset.major(after(1, value_days).revenue)),
            is_lost: (known_days >= lost_days).then(|| facts.recency_days(customer) >= lost_days),
            chain: (known_days >= repeat_days.saturating_add(value_days)).then(|| {
                let value = after(repeat_days.saturating_add(1), repeat_days.saturating_add(value_days));
                (after(1, repeat_days), value)
            }),
        }
    }
}

#[derive(Debug, Clone, Default)]
struct Tally {
    low: Option<f64>,
    high: Option<f64>,
    n_customers: u64,
    revenue: i128,
    repeats: (u64, u64),
    losses: (u64, u64),
    next_revenue: Vec<f64>,
}

impl Tally {
    fn add(&mut self, score: f64, seen: &Seen) {
        if score.is_finite() {
            self.low = Some(self.low.map_or(score, |low| low.min(score)));
            self.high = Some(self.high.map_or(score, |high| high.max(score)));
        }
        self.n_customers += 1;
        self.revenue += seen.revenue;
        for (count, outcome) in [(&mut self.repeats, seen.repeated), (&mut self.losses, seen.is_lost)] {
            count.0 += u64::from(outcome == Some(true));
            count.1 += u64::from(outcome.is_some());
        }
        self.next_revenue.extend(seen.next_revenue);
    }

    fn row(&self, dataset: &Dataset) -> BandRow {
        BandRow {
            score_low: self.low,
            score_high: self.high,
            n_customers: self.n_customers,
            revenue: dataset.major(self.revenue),
            repeat: Share::of(self.repeats.0, self.repeats.1),
            next_revenue: Mean::of(self.next_revenue.iter().copied()),
            lost: Share::of(self.losses.0, self.losses.1),
        }
    }
}

/// One customer's stages of the chain.
struct Observation {
    satisfaction: f64,
    loyalty: f64,
    value: f64,
    profit: f64,
}

impl Observation {
    fn new(score: &Score, (early, late): (Brought, Brought)) -> Self {
        Self {
            satisfaction: score.value,
            loyalty: early.n_orders as f64,
            value: late.revenue as f64,
            profit: late.profit as f64,
        }
    }

    fn at(&self, stage: Stage) -> f64 {
        match stage {
            Stage::Satisfaction => self.satisfaction,
            Stage::Loyalty => self.loyalty,
            Stage::Value => self.value,
            Stage::Profit => self.profit,
        }
    }
}

fn chain(observations: &[Observation], has_profit: bool) -> Vec<ChainLink> {
    use Stage::{Loyalty, Profit, Satisfaction, Value};
    let links = [
        (Satisfaction, Loyalty),
        (Loyalty, Value),
        (Value, Profit),
        (Satisfaction, Value),
        (Satisfaction, Profit),
    ];
    let link = |(from, to): (Stage, Stage)| {
        let side = |stage: Stage| observations.iter().map(|one| one.at(stage)).collect::<Vec<f64>>();
        let is_known = has_profit || to != Profit;
        let correlation = if is_known { RankCorrelation::of(&side(from), &side(to)) } else { None };
        let verdict = match correlation {
            None => LinkVerdict::Untested,
            Some(found) if found.ci_low > 0.0 => LinkVerdict::Holds,
            Some(found) if found.ci_high < 0.0 => LinkVerdict::Reversed,
            Some(_) => LinkVerdict::Broken,
        };
        ChainLink { from, to, correlation, verdict }
    };
    links.map(link).to_vec()
}

fn findings(report: &SatisfactionReport, options: &SatisfactionOptions) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(low), Some(high), Some(difference)) =
        (report.bands.first(), report.bands.last(), report.repeat_difference)
        && let (Some(share_low), Some(share_high)) = (low.repeat, high.repeat)
        && difference.ci_low > 0.0
    {
        // What the least satisfied would bring more in a year, were they like the most satisfied.
        let gain = match (low.next_revenue, high.next_revenue) {
            (Some(low_year), Some(high_year)) => (high_year.mean - low_year.mean) * low.n_customers as f64,
            _ => 0.0,
        };
        let values = [
            Value::Number(high.score_low.unwrap_or_default(), 0),
            Value::Share(share_high.share, 0),
            Value::Number(low.score_high.unwrap_or_default(), 0),
            Value::Share(share_low.share, 0),
            Value::Days(f64::from(options.repeat_days)),
        ];
        findings.push(Finding::new(&SATISFIED_RETURN, values, gain.max(0.0), None));
    }
    let failing = [
        (Stage::Satisfaction, Stage::Loyalty, &CHAIN_BROKEN),
        (Stage::Value, Stage::Profit, &VALUE_WITHOUT_PROFIT),
    ];
    for (from, to, template) in failing {
        let link = report.chain.iter().find(|link| (link.from, link.to) == (from, to));
        if let Some(ChainLink { correlation: Some(found), verdict, .. }) = link
            && matches!(verdict, LinkVerdict::Broken | LinkVerdict::Reversed)
        {
            let values = [Value::Number(found.rho, 2), Value::Count(found.n)];
            findings.push(Finding::new(template, values, 0.0, None));
        }
    }
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::Shop;
    use crate::data::MeasureRole;
    use crate::stats::random::Pcg32;

    fn run(shop: &Shop, as_of: &str, options: &SatisfactionOptions) -> SatisfactionReport {
        let dataset = shop.dataset();
        let profile = profile(&dataset, day(as_of));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, None, options)
    }

    /// A shop of customers who repeat with a chance that grows with their score by `slope` from 0.5, scores 1 to 5.
    fn simulated(n: usize, slope: f64, seed: u64) -> Shop {
        let mut random = Pcg32::new(seed, 1);
        let (mut shop, mut scores) = (Shop::default(), Vec::new());
        for idx in 0..n {
            let id = format!("C{idx:04}");
            let score = (random.uniform() * 5.0).ceil();
            shop.lines.push(line(&id, "2022-01-10", 20));
            if random.uniform() < 0.5 + slope * (score - 3.0) {
                shop.lines.push(line(&id, "2022-02-20", 20));
            }
            if random.uniform() < 0.5 + slope * (score - 3.0) {
                shop.lines.push(line(&id, "2022-08-20", 30));
            }
            shop.ids.push(id);
            scores.push(score);
        }
        shop.numbers = vec![(MeasureRole::Satisfaction, scores)];
        shop
    }

    #[test]
    fn bands_hold_what_was_planted_and_the_chain_holds() {
        let report = run(&simulated(2_000, 0.1, 3), "2024-12-31", &SatisfactionOptions::default());
        assert_eq!((report.refused.clone(), report.source), (None, Some(ScoreSource::Customers)));
        assert!(!report.is_dated);
        assert_eq!(report.bands.len(), 5);
        for (row, truth) in report.bands.iter().zip([0.3, 0.4, 0.5, 0.6, 0.7]) {
            let repeat = row.repeat.unwrap();
            assert!(repeat.ci_low - 0.03 < truth && truth < repeat.ci_high + 0.03, "{row:?}");
        }
        let verdict = |from, to| {
            let link = report.chain.iter().find(|link| (link.from, link.to) == (from, to)).unwrap();
            link.verdict
        };
        assert_eq!(verdict(Stage::Satisfaction, Stage::Loyalty), LinkVerdict::Holds);
        assert_eq!(verdict(Stage::Satisfaction, Stage::Value), LinkVerdict::Holds);
        // Without cost there is no profit to test.
        assert_eq!(verdict(Stage::Value, Stage::Profit), LinkVerdict::Untested);
        assert_eq!(report.findings[0].template, "satisfied-return");
        assert!(report.findings[0].at_stake > 0.0);
    }

    #[test]
    fn no_effect_is_called_one_in_5_of_100_shops() {
        let options = SatisfactionOptions::default();
        let mut n_called = 0;
        for seed in 0..200 {
            let link = run(&simulated(150, 0.0, seed), "2024-12-31", &options).chain[0];
            n_called += i32::from(link.verdict != LinkVerdict::Broken);
        }
        assert!(n_called <= 20, "{n_called} of 200");
    }

    #[test]
    fn a_planted_difference_lies_in_its_interval_in_95_of_100_shops() {
        let options = SatisfactionOptions::default();
        let covered = (0..200)
            .filter(|&seed| {
                let found =
                    run(&simulated(400, 0.1, seed), "2024-12-31", &options).repeat_difference.unwrap();
                found.ci_low <= 0.4 && 0.4 <= found.ci_high
            })
            .count();
        assert!(covered >= 180, "{covered} of 200");
    }

    #[test]
    fn a_score_on_a_line_counts_from_the_day_of_its_order() {
        let mut shop = Shop { has_costs: true, ..Shop::default() };
        let mut scores = Vec::new();
        for idx in 0..40 {
            let id = format!("C{idx:02}");
            shop.lines.push(line(&id, "2022-01-01", 5));
            shop.lines.push(line(&id, "2022-06-01", 10));
            scores.extend([f64::NAN, f64::from(1 + idx % 2)]);
            if idx % 2 == 1 {
                shop.lines.push(line(&id, "2022-07-01", 7));
                scores.push(f64::NAN);
            }
        }
        shop.line_numbers = vec![(MeasureRole::Satisfaction, scores)];
        let report = run(&shop, "2024-01-01", &SatisfactionOptions::default());
        assert!(report.is_dated && report.source == Some(ScoreSource::Lines));
        let repeats: Vec<f64> = report.bands.iter().map(|row| row.repeat.unwrap().share).collect();
        assert_eq!(repeats, [0.0, 1.0]);
        assert_eq!(report.bands[1].next_revenue.unwrap().mean, 7.0);
        assert_eq!(report.bands[1].lost.unwrap().share, 1.0);
        // The days after the score are not over yet.
        let early = run(&shop, "2022-07-15", &SatisfactionOptions::default());
        assert!(early.bands.iter().all(|row| row.repeat.is_none() && row.next_revenue.is_none()));
        assert!(early.chain.iter().all(|link| link.verdict == LinkVerdict::Untested));
    }

    #[test]
    fn without_scores_or_with_few_it_is_refused() {
        let mut shop = simulated(10, 0.1, 1);
        let options = SatisfactionOptions::default();
        let few = run(&shop, "2024-12-31", &options);
        assert_eq!(few.refused, Some(Refused::TooFewCustomers { have: 10, need: 30 }));
        shop.numbers.clear();
        let none = run(&shop, "2024-12-31", &options);
        assert_eq!(none.refused, Some(Refused::needs(Needs::Satisfaction)));
        let equal = {
            let mut shop = simulated(50, 0.0, 1);
            shop.numbers = vec![(MeasureRole::Satisfaction, vec![4.0; 50])];
            run(&shop, "2024-12-31", &options)
        };
        assert_eq!((equal.bands.len(), equal.repeat_difference), (1, None));
        assert_eq!(equal.chain[0].verdict, LinkVerdict::Untested);
    }
}
