//! Moves between stages from one date to another, and what a stage is worth.

use super::report::{population, year_revenue};
use super::{RuleSet, Stage, StageHistory, expected_values, month_ends, steady_state};
use crate::analysis::day_table::{DayTable, day_runs};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, DayRange};
use crate::query::Mask;
use serde::{Deserialize, Serialize};

/// What the migration is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MigrationOptions {
    /// The rules.
    pub rules: RuleSet,
    /// First date; 365 days before `to` when `None`.
    pub from: Option<Day>,
    /// Second date; the as-of day when `None`. A later day counts as the as-of day.
    pub to: Option<Day>,
    /// Discount per year, above 0.
    pub annual_discount: f64,
    /// Months whose moves are pooled for the values.
    pub n_pooled_months: u16,
    /// Movers listed at most.
    pub max_movers: u16,
}

impl Default for MigrationOptions {
    fn default() -> Self {
        Self {
            rules: RuleSet::default(),
            from: None,
            to: None,
            annual_discount: 0.1,
            n_pooled_months: 12,
            max_movers: 20,
        }
    }
}

/// One cell of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StageMove {
    /// Stage at the first date; `None` of customers who were not known then.
    pub from: Option<Stage>,
    /// Stage at the second date.
    pub to: Stage,
    /// Customers.
    pub n_customers: u64,
    /// Their share of the customers of `from`; `None` of an empty stage and of customers who came in.
    pub share: Option<f64>,
}

/// What a stage is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageValue {
    /// The stage.
    pub stage: Stage,
    /// Customer-months behind the figures.
    pub n_customer_months: u64,
    /// Margin (revenue where there is no cost) of a customer in a month begun in the stage.
    pub monthly_margin: f64,
    /// Chances of each stage a month later, in the order of [`Stage::ALL`].
    pub monthly_moves: [f64; Stage::COUNT],
    /// Expected present value of a customer in the stage.
    pub value: f64,
    /// Customers in the stage at the second date.
    pub n_customers: u64,
    /// Share of the stage once moves have gone on for ever without new customers; `None` where it is not certain.
    pub steady_share: Option<f64>,
}

/// A customer who changed stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mover {
    /// Customer id.
    pub id: String,
    /// Name, or id where there is none.
    pub label: String,
    /// Stage at the first date.
    pub from: Stage,
    /// Stage at the second.
    pub to: Stage,
    /// Revenue over the 365 days up to the first date.
    pub revenue_before: f64,
}

/// Moves between stages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MigrationReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// First date.
    pub from: Day,
    /// Second date.
    pub to: Day,
    /// Every pair of stages, row by row, then those who came in: 42 cells.
    pub moves: Vec<StageMove>,
    /// Customers known at the first date.
    pub n_known: u64,
    /// Those of them in the same stage at both.
    pub n_stayed: u64,
    /// Values of the stages that were seen; empty where the pooled months are too few.
    pub values: Vec<StageValue>,
    /// Why there are no values, if there are none.
    pub values_refused: Option<Refused>,
    /// Whether the margin is revenue less cost.
    pub has_cost: bool,
    /// Those who changed stage, the largest by `revenue_before` first.
    pub movers: Vec<Mover>,
    /// How many changed stage, listed or not.
    pub n_movers: u64,
}

const YEAR_DAYS: i32 = 365;
/// Fewest pooled pairs of months.
const MIN_MONTHS: u32 = 3;

/// Moves between stages of the selected customers.
#[must_use]
pub fn migration(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &MigrationOptions,
) -> MigrationReport {
    let as_of = profile.facts.as_of;
    let to = options.to.unwrap_or(as_of).min(as_of);
    let from = options.from.unwrap_or(to.plus(-YEAR_DAYS));
    let customers = population(dataset, profile, selection);
    let history = StageHistory::new(dataset, &customers, &options.rules, &[from, to]);

    let mut counts = [[0_u64; Stage::COUNT]; Stage::COUNT];
    let mut entered = [0_u64; Stage::COUNT];
    let mut moved: Vec<(usize, Stage, Stage)> = Vec::new();
    for (customer, row) in history.rows() {
        let codes = (row.first().copied(), row.last().copied());
        let (Some(first), Some(Some(now))) = (codes.0, codes.1.map(StageHistory::stage)) else { continue };
        let Some(then) = StageHistory::stage(first) else {
            entered[now.place()] += 1;
            continue;
        };
        counts[then.place()][now.place()] += 1;
        if then != now {
            moved.push((customer, then, now));
        }
    }
    let n_known: u64 = counts.iter().flatten().sum();
    let movers = movers(dataset, &moved, from, usize::from(options.max_movers));
    let refused = if from >= to {
        Some(Refused::BadSetting { setting: "dates".to_owned() })
    } else if n_known == 0 {
        Some(Refused::TooFewCustomers { have: 0, need: 1 })
    } else {
        None
    };
    let (values, values_refused) = match values(dataset, &customers, to, options) {
        Ok(values) => (values, None),
        Err(refused) => (Vec::new(), Some(refused)),
    };
    MigrationReport {
        refused,
        from,
        to,
        moves: cells(&counts, &entered),
        n_known,
        n_stayed: (0..Stage::COUNT).map(|place| counts[place][place]).sum(),
        values,
        values_refused,
        has_cost: dataset.costs().is_some(),
        n_movers: moved.len() as u64,
        movers,
    }
}

fn cells(counts: &[[u64; Stage::COUNT]; Stage::COUNT], entered: &[u64; Stage::COUNT]) -> Vec<StageMove> {
    let row = |from: Stage| {
        let counts = &counts[from.place()];
        let n: u64 = counts.iter().sum();
        Stage::ALL.map(|to| StageMove {
            from: Some(from),
            to,
            n_customers: counts[to.place()],
            share: (n > 0).then(|| counts[to.place()] as f64 / n as f64),
        })
    };
    let came_in =
        Stage::ALL.map(|to| StageMove { from: None, to, n_customers: entered[to.place()], share: None });
    Stage::ALL.into_iter().flat_map(row).chain(came_in).collect()
}

fn movers(dataset: &Dataset, moved: &[(usize, Stage, Stage)], from: Day, limit: usize) -> Vec<Mover> {
    let mut mask = Mask::none(dataset.n_customers());
    for &(customer, ..) in moved {
        mask.set(customer);
    }
    let before = year_revenue(dataset, &mask, from);
    let mut order: Vec<&(usize, Stage, Stage)> = moved.iter().collect();
    order.sort_by_key(|(customer, ..)| (std::cmp::Reverse(before[*customer]), *customer));
    let mover = |&&(customer, from, to): &&(usize, Stage, Stage)| Mover {
        id: dataset.customers().ids.get(customer).to_owned(),
        label: dataset.customers().label(customer).to_owned(),
        from,
        to,
        revenue_before: dataset.major(before[customer]),
    };
    order.iter().take(limit).map(mover).collect()
}

/// The values of the stages from the moves and margins of whole months up to `to`.
fn values(
    dataset: &Dataset,
    customers: &Mask,
    to: Day,
    options: &MigrationOptions,
) -> Result<Vec<StageValue>, Refused> {
    if !dataset.has_amounts() {
        return Err(Refused::needs(crate::metric::Needs::Amount));
    }
    let rate = libm::pow(1.0 + options.annual_discount, 1.0 / 12.0) - 1.0;
    let mut dates = month_ends(dataset, to, options.n_pooled_months.saturating_add(2));
    dates.retain(|&date| date == date.month().last_day());
    let n_extra = dates.len().saturating_sub(usize::from(options.n_pooled_months) + 1);
    dates.drain(..n_extra);
    let have_months = u32::try_from(dates.len().saturating_sub(1)).unwrap_or(0);
    if have_months < MIN_MONTHS {
        return Err(Refused::TooShort { have_months, need_months: MIN_MONTHS });
    }
    let history = StageHistory::new(dataset, customers, &options.rules, &dates);
    let months: Vec<DayRange> =
        dates.windows(2).map(|pair| DayRange { first: pair[0].plus(1), last: pair[1] }).collect();
    let table = DayTable::new(&months);
    let mut counts = [[0_u64; Stage::COUNT]; Stage::COUNT];
    let mut margins = [0_i128; Stage::COUNT];
    let mut n_now = [0_u64; Stage::COUNT];
    for (customer, row) in history.rows() {
        for pair in row.windows(2) {
            if let (Some(from), Some(to)) = (StageHistory::stage(pair[0]), StageHistory::stage(pair[1])) {
                counts[from.place()][to.place()] += 1;
            }
        }
        if let Some(now) = row.last().and_then(|&code| StageHistory::stage(code)) {
            n_now[now.place()] += 1;
        }
        for (day, lines) in dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order)) {
            let Some(month) = table.get(day) else { continue };
            let Some(stage) = StageHistory::stage(row[month]) else { continue };
            let sum = |column: &[i64]| column[lines.clone()].iter().map(|&sum| i128::from(sum)).sum::<i128>();
            margins[stage.place()] += sum(dataset.amounts()) - dataset.costs().map_or(0, sum);
        }
    }
    // Only stages that somebody has been in take part; a stage that nobody was seen leaving cannot be valued.
    let sizes = counts.map(|row| row.iter().sum::<u64>());
    let seen: Vec<Stage> = Stage::ALL.into_iter().filter(|stage| sizes[stage.place()] > 0).collect();
    let is_left = |&from: &Stage| {
        let row = &counts[from.place()];
        (0..Stage::COUNT).all(|to| row[to] == 0 || sizes[to] > 0)
    };
    if seen.is_empty() || !seen.iter().all(is_left) {
        return Err(Refused::TooFewEvents { have: 0, need: 1 });
    }
    let chance =
        |from: Stage, to: Stage| counts[from.place()][to.place()] as f64 / sizes[from.place()] as f64;
    let moves: Vec<Vec<f64>> =
        seen.iter().map(|&from| seen.iter().map(|&to| chance(from, to)).collect()).collect();
    let rewards: Vec<f64> = seen
        .iter()
        .map(|stage| dataset.major(margins[stage.place()]) / sizes[stage.place()] as f64)
        .collect();
    let values = expected_values(&moves, &rewards, rate)
        .ok_or_else(|| Refused::BadSetting { setting: "annual-discount".to_owned() })?;
    let steady = steady_state(&moves);
    let value = |(idx, &stage): (usize, &Stage)| StageValue {
        stage,
        n_customer_months: sizes[stage.place()],
        monthly_margin: rewards[idx],
        monthly_moves: Stage::ALL.map(|to| chance(stage, to)),
        value: values[idx],
        n_customers: n_now[stage.place()],
        steady_share: steady.as_ref().map(|shares| shares[idx]),
    };
    Ok(seen.iter().enumerate().map(value).collect())
}
