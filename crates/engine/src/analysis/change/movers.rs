//! Who and what changed most between two periods.

use super::{FEW_MOVERS, Periods};
use crate::analysis::day_table::day_runs;
use crate::analysis::finding::{Finding, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Dimension};
use crate::metric::Needs;
use crate::query::Clause;
use serde::{Deserialize, Serialize};

/// What the movers are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MoversOptions {
    /// The periods.
    pub periods: Periods,
    /// Header of a column of customers or of lines; customers one by one without.
    pub dimension: Option<String>,
    /// Gains listed at most, and as many losses.
    pub max_each: u16,
}

impl MoversOptions {
    /// The customers who changed most between two periods.
    #[must_use]
    pub fn new(periods: Periods) -> Self {
        Self { periods, dimension: None, max_each: 10 }
    }
}

/// A customer or a value that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeMover {
    /// Id of the customer, or the value.
    pub key: String,
    /// Name of the customer, or the value.
    pub label: String,
    /// Revenue before.
    pub before: f64,
    /// Revenue now.
    pub now: f64,
    /// The difference.
    pub change: f64,
}

/// Gains or losses that are not listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct RestMovers {
    /// How many.
    pub n: u64,
    /// Their change together.
    pub change: f64,
}

/// Who or what changed most. All changes add up to `now - before`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoversReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// The periods.
    pub periods: Periods,
    /// Revenue before.
    pub before: f64,
    /// Revenue now.
    pub now: f64,
    /// Largest gains first.
    pub gains: Vec<ChangeMover>,
    /// Gains that are not listed.
    pub other_gains: RestMovers,
    /// Largest losses first.
    pub losses: Vec<ChangeMover>,
    /// Losses that are not listed.
    pub other_losses: RestMovers,
    /// Customers or values with orders in a period that did not change.
    pub n_unchanged: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// The customers or values of a column that changed most.
#[must_use]
pub fn movers(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &MoversOptions,
) -> MoversReport {
    let (periods, as_of) = (options.periods, profile.facts.as_of);
    let find = |dimensions: &'_ [Dimension], name: &str| {
        dimensions.iter().position(|dimension| dimension.name == name)
    };
    let name = options.dimension.as_deref();
    let of_customers = name
        .and_then(|name| find(&dataset.customers().dimensions, name))
        .map(|idx| &dataset.customers().dimensions[idx]);
    let of_lines =
        name.and_then(|name| find(dataset.dimensions(), name)).map(|idx| &dataset.dimensions()[idx]);
    let column = of_customers.or(of_lines);
    let refused = if periods.overlap() {
        Some(Refused::BadSetting { setting: "periods".to_owned() })
    } else if !dataset.has_amounts() {
        Some(Refused::needs(Needs::Amount))
    } else if let (Some(name), None) = (name, column) {
        Some(Refused::NeedsColumn { column: name.to_owned() })
    } else {
        None
    };
    let n = column.map_or(dataset.n_customers(), |column| column.values.len());
    // Revenue before and now, and whether there was any line.
    let mut sums = vec![([0_i128; 2], false); n];
    for customer in selection.customers.iter().filter(|_| refused.is_none()) {
        for (day, lines) in dataset.orders_of(customer).flat_map(|order| day_runs(dataset, order)) {
            let Some(side) = periods.place(day).filter(|_| day <= as_of) else { continue };
            match (of_customers, of_lines) {
                (None, Some(column)) => {
                    for line in lines.filter(|&line| selection.has_line(line)) {
                        let sum = &mut sums[usize::from(column.codes[line])];
                        sum.0[side] += i128::from(dataset.amounts()[line]);
                        sum.1 = true;
                    }
                }
                (own, _) => {
                    let Some(revenue) = selection.sum(dataset.amounts(), lines) else { continue };
                    let sum = &mut sums[own.map_or(customer, |column| usize::from(column.codes[customer]))];
                    sum.0[side] += revenue;
                    sum.1 = true;
                }
            }
        }
    }
    let change = |idx: usize| sums[idx].0[1] - sums[idx].0[0];
    let mover = |idx: usize| {
        let [before, now] = sums[idx].0;
        let (key, label) = match column {
            Some(column) => (column.values[idx].as_str(), column.values[idx].as_str()),
            None => (dataset.customers().ids.get(idx), dataset.customers().label(idx)),
        };
        ChangeMover {
            key: key.to_owned(),
            label: label.to_owned(),
            before: dataset.major(before),
            now: dataset.major(now),
            change: dataset.major(now - before),
        }
    };
    let limit = usize::from(options.max_each);
    let ranked = |is_gain: bool| {
        let mut found: Vec<usize> =
            (0..n).filter(|&idx| if is_gain { change(idx) > 0 } else { change(idx) < 0 }).collect();
        found.sort_by_key(|&idx| (std::cmp::Reverse(change(idx).abs()), idx));
        let rest = &found[found.len().min(limit)..];
        let other = RestMovers {
            n: rest.len() as u64,
            change: dataset.major(rest.iter().map(|&idx| change(idx)).sum()),
        };
        (found.iter().take(limit).map(|&idx| mover(idx)).collect::<Vec<_>>(), other)
    };
    let ((gains, other_gains), (losses, other_losses)) = (ranked(true), ranked(false));
    let total = |side: usize| dataset.major(sums.iter().map(|sum| sum.0[side]).sum());
    let findings = if column.is_none() { few_movers(&losses, other_losses) } else { None };
    MoversReport {
        refused,
        periods,
        before: total(0),
        now: total(1),
        gains,
        other_gains,
        losses,
        other_losses,
        n_unchanged: (0..n).filter(|&idx| sums[idx].1 && change(idx) == 0).count() as u64,
        findings: findings.into_iter().collect(),
    }
}

/// The listed losses make at least a third of all losses, and there are others.
fn few_movers(losses: &[ChangeMover], others: RestMovers) -> Option<Finding> {
    const MIN_SHARE: f64 = 1.0 / 3.0;
    let listed: f64 = -losses.iter().map(|mover| mover.change).sum::<f64>();
    let all = listed - others.change;
    let share = listed / all;
    (all > 0.0 && share >= MIN_SHARE && others.n >= losses.len() as u64).then(|| {
        let ids = losses.iter().map(|mover| mover.key.clone()).collect();
        let values = [Value::Count(losses.len() as u64), Value::Money(listed), Value::Share(share, 0)];
        Finding::new(&FEW_MOVERS, values, listed, Some(Clause::CustomerIds(ids)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line, profile, select};
    use crate::data::DayRange;

    #[test]
    fn gains_losses_and_the_rest_of_six_customers() {
        let mut lines = Vec::new();
        for (customer, before, now) in
            [("A", 10, 90), ("B", 5, 25), ("C", 0, 1), ("D", 70, 10), ("E", 9, 4), ("F", 3, 3)]
        {
            lines.push(line(customer, "2022-04-01", before));
            lines.push(line(customer, "2023-04-01", now));
        }
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2023-12-31"));
        let all = select(&dataset, &profile, &[]);
        let periods = Periods::new(DayRange::of_year(2022), DayRange::of_year(2023)).unwrap();
        let options = MoversOptions { max_each: 1, ..MoversOptions::new(periods) };
        let report = movers(&dataset, &profile, &all, &options);
        assert_eq!((report.gains[0].key.as_str(), report.gains[0].change), ("A", 80.0));
        assert_eq!(report.other_gains, RestMovers { n: 2, change: 21.0 });
        assert_eq!((report.losses[0].key.as_str(), report.losses[0].change), ("D", -60.0));
        assert_eq!(report.other_losses, RestMovers { n: 1, change: -5.0 });
        assert_eq!((report.n_unchanged, report.before, report.now), (1, 97.0, 133.0));
        let finding = &report.findings[0];
        assert!((finding.at_stake - 60.0).abs() < 1e-12 && finding.template == "few-movers");
        let options = MoversOptions { dimension: Some("category".to_owned()), ..options };
        let report = movers(&dataset, &profile, &all, &options);
        assert_eq!((report.gains[0].label.as_str(), report.gains[0].change), ("tea", 36.0));
    }
}
