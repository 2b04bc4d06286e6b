//! Which customers resemble a chosen few, and whether resemblance finds such customers at all.
//!
//! In:   a data set with attributes of customers (or their habits), the chosen few as a selection.
//! Out:  a [`LookAlikeReport`]: the check first, the most alike after it.
//! Cost: customers times seeds kept times traits.
//!
//! The check: seeds are dealt into five parts; each part in turn is hidden among the other customers, all are
//! ranked by likeness to the rest of the seeds, and it is counted how many of the hidden come back in the first
//! tenth. By chance a tenth of them would. Traits that were used to choose the seeds have to be left out, or the
//! check finds what was put in.

use super::gower::{NumberTrait, Person, Traits, mode};
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DimensionRole};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::progress::Progress;
use crate::query::{Clause, Mask};
use crate::stats::proportion::{Interval, wilson};
use crate::stats::random::Pcg32;
use serde::{Deserialize, Serialize};

use super::NoReport;

/// Seeds needed.
pub const MIN_SEEDS: u64 = 20;
/// Other customers needed.
pub const MIN_OTHERS: u64 = 50;
/// Seeds that customers are compared with one by one, at most; drawn where there are more.
const MAX_COMPARED: usize = 300;
/// Customers of the check besides the hidden ones, at most; drawn where there are more.
const MAX_CHECKED: usize = 4_000;
/// Parts the seeds are dealt into.
const N_PARTS: usize = 5;
/// Values of a column at most, for its being equal to say anything.
const MAX_VALUES: usize = 200;
/// Customers that a finding's clause names.
const N_NAMED: usize = 500;

/// What likeness is measured to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Likeness {
    /// The seed in the middle: median of numbers, most frequent of groups.
    Median,
    /// The mean over the so many nearest seeds, which finds several kinds of them.
    Nearest(usize),
}

/// What customers are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TraitChoice {
    /// Columns of the customers; habits where there are none.
    Auto,
    /// Columns of the customers.
    Attributes,
    /// Orders, revenue per order, days since the last order and since the first.
    Habits,
    /// Both.
    Both,
}

/// How look-alikes are found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LookAlikeOptions {
    /// What likeness is measured to.
    pub likeness: Likeness,
    /// What customers are compared by.
    pub traits: TraitChoice,
    /// Names of traits to leave out: what the seeds were chosen by.
    pub without: Vec<String>,
    /// Customers of the list, at most.
    pub max_customers: usize,
    /// Seed of the random numbers.
    pub seed: u64,
}

impl Default for LookAlikeOptions {
    fn default() -> Self {
        Self {
            likeness: Likeness::Nearest(5),
            traits: TraitChoice::Auto,
            without: Vec::new(),
            max_customers: 200,
            seed: 1,
        }
    }
}

/// A trait and how the seeds stand out in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TraitRow {
    /// A number.
    Number {
        /// Its name.
        name: String,
        /// Median of the seeds.
        seeds: f64,
        /// Median of all.
        all: f64,
    },
    /// A group.
    Group {
        /// Its name.
        name: String,
        /// The value most frequent among seeds.
        value: String,
        /// Its share of the seeds of whom it is known.
        seeds_share: f64,
        /// Its share of all of whom it is known.
        all_share: f64,
    },
}

/// Whether likeness finds hidden seeds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RecallCheck {
    /// Seeds hidden, each once.
    pub n_hidden: u64,
    /// Hidden seeds within the first tenth; ties at its end count in part.
    pub n_found: f64,
    /// Their share.
    pub recall: f64,
    /// Its interval, at 95 %.
    pub interval: Interval,
    /// The share to be expected by chance: a tenth, rounded up to whole customers.
    pub by_chance: f64,
    /// The one over the other.
    pub lift: f64,
    /// Whether the interval lies above chance.
    pub is_better: bool,
}

/// A customer who resembles the seeds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LookAlike {
    /// Id.
    pub customer: String,
    /// Likeness, 0 to 1.
    pub similarity: f64,
    /// Traits in which the customer is as good as the seed in the middle.
    pub shared: Vec<String>,
}

/// The most alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LookAlikeReport {
    /// Seeds.
    pub n_seeds: u64,
    /// Customers who are none.
    pub n_others: u64,
    /// Traits that were compared.
    pub traits: Vec<TraitRow>,
    /// The check.
    pub check: RecallCheck,
    /// Most alike first.
    pub customers: Vec<LookAlike>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Other customers resemble the chosen ones, and likeness is worth something.
const LOOK_ALIKES: Template = Template {
    id: "look-alikes",
    parameters: &[("count", Kind::Count), ("seeds", Kind::Count), ("lift", Kind::Number)],
    action: "try-look-alikes",
};

pub(crate) const FINDINGS: &[Template] = &[LOOK_ALIKES];

/// Likeness to seeds.
struct Model<'a> {
    traits: &'a Traits<'a>,
    people: Vec<Person>,
    k: usize,
}

impl<'a> Model<'a> {
    fn new(traits: &'a Traits<'a>, seeds: &[usize], likeness: Likeness, random: &mut Pcg32) -> Self {
        match likeness {
            Likeness::Median => Self { traits, people: vec![traits.middle(seeds)], k: 1 },
            Likeness::Nearest(k) => {
                let kept = drawn(seeds, MAX_COMPARED, random);
                let people = kept.iter().map(|&seed| traits.person(seed)).collect();
                Self { traits, people, k: k.clamp(1, kept.len().max(1)) }
            }
        }
    }

    /// Mean likeness to the `k` nearest; `nearest` is scratch space.
    fn similarity(&self, customer: usize, nearest: &mut Vec<f64>) -> f64 {
        nearest.clear();
        for person in &self.people {
            let similarity = self.traits.similarity(customer, person);
            let place = nearest.partition_point(|&other| other >= similarity);
            if place < self.k {
                nearest.insert(place, similarity);
                nearest.truncate(self.k);
            }
        }
        nearest.iter().sum::<f64>() / nearest.len().max(1) as f64
    }
}

/// `n` of some customers at random, in their order; all where there are no more.
fn drawn(customers: &[usize], n: usize, random: &mut Pcg32) -> Vec<usize> {
    // Selection sampling: Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S.
    let mut kept = Vec::with_capacity(n.min(customers.len()));
    for (idx, &customer) in customers.iter().enumerate() {
        let (left, wanted) = ((customers.len() - idx) as f64, n.saturating_sub(kept.len()) as f64);
        if random.uniform() * left < wanted {
            kept.push(customer);
        }
    }
    kept
}

fn traits<'a>(
    dataset: &'a Dataset,
    profile: &Profile,
    (who, options): (&Mask, &LookAlikeOptions),
) -> Result<Traits<'a>, Refused> {
    let is_wanted = |name: &str| !options.without.iter().any(|other| other == name);
    let mut traits = Traits::default();
    let customers = dataset.customers();
    if options.traits != TraitChoice::Habits {
        for dimension in &customers.dimensions {
            let n_values = dimension.values.iter().filter(|value| !value.is_empty()).count();
            let is_about_contacts = matches!(
                dimension.role,
                Some(DimensionRole::Campaign | DimensionRole::TestGroup | DimensionRole::Consent)
            );
            if is_wanted(&dimension.name) && (2..=MAX_VALUES).contains(&n_values) && !is_about_contacts {
                traits.groups.push(dimension);
            }
        }
        let numbers = customers.measures.iter().filter(|measure| is_wanted(&measure.name));
        traits.numbers.extend(numbers.filter_map(|it| NumberTrait::new(&it.name, it.values.clone())));
    }
    let has_attributes = traits.len() > 0;
    if options.traits == TraitChoice::Attributes && !has_attributes {
        return Err(Refused::needs(Needs::Attributes));
    }
    let wants_habits = match options.traits {
        TraitChoice::Attributes => false,
        TraitChoice::Auto => !has_attributes,
        TraitChoice::Habits | TraitChoice::Both => true,
    };
    if wants_habits {
        let facts = &profile.facts;
        let habit = |of: &dyn Fn(usize) -> f64| -> Vec<f64> {
            (0..facts.len()).map(|idx| if who.get(idx) { of(idx) } else { f64::NAN }).collect()
        };
        let log = |value: f64| libm::log1p(value.max(0.0));
        let per_order = |idx: usize| {
            dataset.major(i128::from(facts.revenue[idx])) / f64::from(facts.n_orders[idx].max(1))
        };
        let habits = [
            ("orders", habit(&|idx| log(f64::from(facts.n_orders[idx])))),
            ("revenue-per-order", habit(&|idx| log(per_order(idx)))),
            ("days-since-last-order", habit(&|idx| log(f64::from(facts.recency_days(idx))))),
            ("days-since-first-order", habit(&|idx| log(f64::from(facts.as_of.since(facts.first_day[idx]))))),
        ];
        let wanted = habits.into_iter().filter(|(name, _)| is_wanted(name));
        traits.numbers.extend(wanted.filter_map(|(name, values)| NumberTrait::new(name, values)));
    }
    if traits.len() == 0 { Err(Refused::AllEqual) } else { Ok(traits) }
}

/// The customers with an order who are most like those of `seeds`, among all of the data set. Numbers of habits
/// are logarithms in [`TraitRow::Number`].
///
/// # Errors
/// [`Refused`] with too few seeds or others, or without a trait that differs; cancelled when nobody waits any more.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    seeds: &Selection,
    options: &LookAlikeOptions,
    progress: &mut impl Progress,
) -> Result<LookAlikeReport, NoReport> {
    let who = Mask::from_fn(dataset.n_customers(), |customer| profile.facts.has_order(customer));
    let (seeds, others): (Vec<usize>, Vec<usize>) =
        who.iter().partition(|&customer| seeds.customers.get(customer));
    for (have, need) in [(seeds.len() as u64, MIN_SEEDS), (others.len() as u64, MIN_OTHERS)] {
        if have < need {
            return Err(Refused::TooFewCustomers { have, need }.into());
        }
    }
    let traits = traits(dataset, profile, (&who, options))?;
    let mut random = Pcg32::new(options.seed, 0x6100);
    let check = check(&traits, (&seeds, &others), options.likeness, &mut random, progress)?;
    let model = Model::new(&traits, &seeds, options.likeness, &mut random);
    let middle = traits.middle(&seeds);
    let mut nearest = Vec::new();
    let mut ranked: Vec<(f64, usize)> = Vec::with_capacity(others.len());
    for (idx, &customer) in others.iter().enumerate() {
        if idx % 4_096 == 0 {
            progress.step(0.5 + 0.5 * idx as f64 / others.len() as f64)?;
        }
        ranked.push((model.similarity(customer, &mut nearest), customer));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let id = |customer: usize| dataset.customers().ids.get(customer).to_owned();
    let mut findings = Vec::new();
    if check.is_better {
        let n = N_NAMED.min(ranked.len());
        let ids = ranked[..n].iter().map(|&(_, customer)| id(customer)).collect();
        let values = [Value::Count(n as u64), Value::Count(seeds.len() as u64), Value::Number(check.lift, 1)];
        findings.push(Finding::new(&LOOK_ALIKES, values, 0.0, Some(Clause::CustomerIds(ids))));
    }
    Ok(LookAlikeReport {
        n_seeds: seeds.len() as u64,
        n_others: others.len() as u64,
        traits: rows(&traits, &seeds, &who.iter().collect::<Vec<_>>()),
        check,
        customers: ranked
            .iter()
            .take(options.max_customers)
            .map(|&(similarity, customer)| LookAlike {
                customer: id(customer),
                similarity,
                shared: traits.shared(customer, &middle),
            })
            .collect(),
        findings,
    })
}

fn rows(traits: &Traits, seeds: &[usize], all: &[usize]) -> Vec<TraitRow> {
    let (of_seeds, of_all) = (traits.middle(seeds), traits.middle(all));
    let numbers = traits.numbers.iter().enumerate().map(|(idx, number)| TraitRow::Number {
        name: number.name.clone(),
        seeds: Some(of_seeds.numbers[idx]).filter(|value| value.is_finite()).unwrap_or(0.0),
        all: Some(of_all.numbers[idx]).filter(|value| value.is_finite()).unwrap_or(0.0),
    });
    let share = |group: &crate::data::Dimension, code: u16, customers: &[usize]| {
        let known = customers.iter().filter(|&&customer| !group.value(customer).is_empty()).count();
        let with = customers.iter().filter(|&&customer| group.codes[customer] == code).count();
        with as f64 / known.max(1) as f64
    };
    let groups = traits.groups.iter().filter_map(|group| {
        let (code, _) = mode(group, seeds)?;
        Some(TraitRow::Group {
            name: group.name.clone(),
            value: group.values[usize::from(code)].clone(),
            seeds_share: share(group, code, seeds),
            all_share: share(group, code, all),
        })
    });
    numbers.chain(groups).collect()
}

fn check(
    traits: &Traits,
    (seeds, others): (&[usize], &[usize]),
    likeness: Likeness,
    random: &mut Pcg32,
    progress: &mut impl Progress,
) -> Result<RecallCheck, NoReport> {
    let mut dealt = seeds.to_vec();
    // Fisher and Yates' shuffle.
    for idx in (1..dealt.len()).rev() {
        dealt.swap(idx, ((idx + 1) as f64 * random.uniform()) as usize);
    }
    let others = drawn(others, MAX_CHECKED, random);
    let (mut n_found, mut n_top, mut n_ranked) = (0.0, 0.0, 0.0);
    let mut nearest = Vec::new();
    for part in 0..N_PARTS {
        progress.step(0.5 * part as f64 / N_PARTS as f64)?;
        let (hidden, rest): (Vec<_>, Vec<_>) =
            dealt.iter().copied().enumerate().partition(|(idx, _)| idx % N_PARTS == part);
        let hidden: Vec<usize> =
            drawn(&hidden.into_iter().map(|(_, seed)| seed).collect::<Vec<_>>(), MAX_CHECKED, random);
        let rest: Vec<usize> = rest.into_iter().map(|(_, seed)| seed).collect();
        let model = Model::new(traits, &rest, likeness, random);
        let mut score = |customers: &[usize]| -> Vec<f64> {
            customers.iter().map(|&customer| model.similarity(customer, &mut nearest)).collect()
        };
        let (of_hidden, of_others) = (score(&hidden), score(&others));
        let mut all: Vec<f64> = of_hidden.iter().chain(&of_others).copied().collect();
        all.sort_unstable_by(|a, b| b.total_cmp(a));
        let n = all.len().div_ceil(10);
        let edge = all[n - 1];
        let above = all.partition_point(|&other| other > edge);
        let tied = all.partition_point(|&other| other >= edge) - above;
        // Of those tied at the end of the tenth, so many fit in.
        let part_of_tied = (n - above) as f64 / tied.max(1) as f64;
        for own in of_hidden {
            n_found += if own > edge {
                1.0
            } else if own < edge {
                0.0
            } else {
                part_of_tied
            };
        }
        n_top += (n * hidden.len()) as f64 / all.len() as f64;
        n_ranked += hidden.len() as f64;
    }
    let recall = n_found / n_ranked;
    let by_chance = n_top / n_ranked;
    let interval = wilson(n_found.floor() as u64, n_ranked as u64, 0.95);
    let interval = Interval { low: interval.low.min(recall), high: interval.high.max(recall) };
    Ok(RecallCheck {
        n_hidden: n_ranked as u64,
        n_found,
        recall,
        interval,
        by_chance,
        lift: recall / by_chance,
        is_better: interval.low > by_chance,
    })
}

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "gower-similarity",
        formula: "sum of s_k over traits known of both / their number; s = 1 - abs(x - y) / range, or 1 if equal and 0 if not",
        unit: Unit::Number,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Attributes],
        source: "Gower 1971, equation 1",
        limits: "All traits weigh the same. Traits that seeds were chosen by have to be left out.",
        test: "analysis::development::gower::tests::similarities_are_equation_1_of_gower_1971_worked_by_hand",
    },
    Metric {
        id: "look-alike-recall",
        formula: "hidden seeds within the tenth most alike / hidden seeds, over five parts",
        unit: Unit::Share,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Attributes],
        source: "recall at the top share, as in Deshpande & Karypis 2004, section 5.2.1; interval of Wilson 1927",
        limits: "Needs 20 seeds and 50 others.",
        test: "analysis::development::look_alike::tests::planted_likeness_is_found_and_noise_is_not",
    },
    Metric {
        id: "look-alike-lift",
        formula: "recall / recall by chance",
        unit: Unit::Ratio,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Attributes],
        source: "definition",
        limits: "1 is what drawing lots would find.",
        test: "analysis::development::look_alike::tests::planted_likeness_is_found_and_noise_is_not",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};
    use crate::progress::Unwatched;

    /// 400 customers, every eighth with an order of about 900, the others of about 100; days without a pattern.
    fn shop() -> Dataset {
        let mut random = Pcg32::new(5, 5);
        let mut lines: Vec<Line> = Vec::new();
        for idx in 0..400_i64 {
            let amount = if idx % 8 == 0 { 900 } else { 100 } + (random.uniform() * 60.0) as i64;
            let day =
                ["2024-01-05", "2024-04-05", "2024-07-05", "2024-10-05"][(random.uniform() * 4.0) as usize];
            lines.push(line(&format!("C{idx:03}"), day, amount));
        }
        dataset(&lines, &[])
    }

    fn run(is_seed: impl Fn(usize) -> bool, likeness: Likeness) -> LookAlikeReport {
        let dataset = shop();
        let profile = profile(&dataset, day("2024-12-31"));
        let ids = (0..400).filter(|&idx| is_seed(idx)).map(|idx| format!("C{idx:03}")).collect();
        let seeds = select(&dataset, &profile, &[Clause::CustomerIds(ids)]);
        let options = LookAlikeOptions { likeness, ..LookAlikeOptions::default() };
        report(&dataset, &profile, &seeds, &options, &mut Unwatched).unwrap()
    }

    #[test]
    fn planted_likeness_is_found_and_noise_is_not() {
        // Half of the large orders are seeds; the other half is who should be found.
        for likeness in [Likeness::Median, Likeness::Nearest(3)] {
            let planted = run(|idx| idx % 16 == 0, likeness);
            assert_eq!((planted.n_seeds, planted.n_others), (25, 375));
            assert!(planted.check.is_better && planted.check.lift > 3.0, "{:?}", planted.check);
            let n_large = planted.customers.iter().take(25).filter(|row| {
                let idx: usize = row.customer[1..].parse().unwrap();
                idx % 16 == 8
            });
            assert!(n_large.count() >= 20);
            assert_eq!(planted.findings[0].template, "look-alikes");
        }
        let noise = run(|idx| idx % 16 == 3, Likeness::Nearest(3));
        assert!(!noise.check.is_better && noise.findings.is_empty(), "{:?}", noise.check);
    }

    #[test]
    fn too_few_seeds_and_customers_without_differences_are_refused() {
        let dataset = dataset(&[line("A", "2024-01-05", 5)], &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let refused = report(&dataset, &profile, &all, &LookAlikeOptions::default(), &mut Unwatched);
        assert_eq!(refused, Err(Refused::TooFewCustomers { have: 1, need: 20 }.into()));

        let lines: Vec<Line> = (0..90).map(|idx| line(&format!("C{idx:02}"), "2024-01-05", 5)).collect();
        let dataset = crate::analysis::sample::dataset(&lines, &[]);
        let profile = crate::analysis::sample::profile(&dataset, day("2024-12-31"));
        let ids = (0..30).map(|idx| format!("C{idx:02}")).collect();
        let seeds = select(&dataset, &profile, &[Clause::CustomerIds(ids)]);
        let refused = report(&dataset, &profile, &seeds, &LookAlikeOptions::default(), &mut Unwatched);
        assert_eq!(refused, Err(Refused::AllEqual.into()));
    }
}
