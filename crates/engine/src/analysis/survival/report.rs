//! Spells of customers, their curves and the test between groups.

use super::{
    Ending, GROUPS_DIFFER, HALF_GONE, MIN_CUSTOMERS, SurvivalCurve, SurvivalOptions, SurvivalReport,
};
use crate::analysis::finding::{self, Finding, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::query::Clause;
use crate::stats::survival::{
    Spell, SurvivalStep, kaplan_meier, log_rank, median, median_interval, restricted_mean, survival_at,
};

/// Points of a curve at most.
const MAX_STEPS: usize = 200;
/// Fewest departures behind any curve.
const MIN_GONE: u64 = 5;
/// Fewest customers of a group.
const MIN_GROUP: usize = 5;
/// Significance from which a difference of groups is worth a sentence.
const ALPHA: f64 = 0.01;
const YEAR_DAYS: u32 = 365;

/// Survival of the selected customers until they fall silent.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &SurvivalOptions,
) -> SurvivalReport {
    let days = options.silence_days;
    let spell = |customer: usize| silence_spell(dataset, profile, customer, days);
    build(dataset, profile, selection, options, (Ending::Silence { days }, &spell))
}

/// Survival of the selected customers until their contracts end: `ends` holds the last day of the contract of each
/// customer of the data set, `None` for contracts without an end. An end after the as-of day has not come yet.
#[must_use]
pub fn contract_report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    ends: &[Option<Day>],
    options: &SurvivalOptions,
) -> SurvivalReport {
    let as_of = profile.facts.as_of;
    let spell = |customer: usize| {
        let since = profile.facts.birth_day(customer);
        let end = ends.get(customer).copied().flatten().filter(|&end| end <= as_of);
        let time = end.unwrap_or(as_of).since(since).max(0).unsigned_abs();
        Spell { time, is_over: end.is_some() }
    };
    build(dataset, profile, selection, options, (Ending::Contracts, &spell))
}

/// The spell of a customer with an order by the as-of day.
fn silence_spell(dataset: &Dataset, profile: &Profile, customer: usize, silence_days: u32) -> Spell {
    let (facts, as_of) = (&profile.facts, profile.facts.as_of);
    let first_order = dataset.orders_of(customer).start;
    let days = &dataset.order_days()[first_order..first_order + facts.n_orders[customer] as usize];
    let since = facts.first_day[customer];
    let rule = i64::from(silence_days);
    let gone_after = |last: Day| i64::from(last.since(since)) + rule + 1;
    let silent = days.windows(2).find(|pair| i64::from(pair[1].since(pair[0])) > rule);
    let last = silent.map_or(facts.last_day[customer], |pair| pair[0]);
    let is_over = silent.is_some() || i64::from(as_of.since(last)) > rule;
    let time = if is_over { gone_after(last) } else { i64::from(as_of.since(since)) };
    Spell { time: u32::try_from(time).unwrap_or(0), is_over }
}

fn build(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &SurvivalOptions,
    (ending, spell): (Ending, &dyn Fn(usize) -> Spell),
) -> SurvivalReport {
    let facts = &profile.facts;
    let begins = dataset.observed().first.month().first_day();
    let (before, seen): (Vec<usize>, Vec<usize>) =
        selection.customers.iter().partition(|&customer| facts.birth_day(customer) < begins);
    let mut spells: Vec<Spell> = seen.iter().map(|&customer| spell(customer)).collect();
    let dimension = options.group_by.as_deref().map(|name| {
        let known = dataset.customers().dimensions.iter().find(|dimension| dimension.name == name);
        known.ok_or_else(|| Refused::NeedsColumn { column: name.to_owned() })
    });
    let mut groups: Vec<(&str, Vec<Spell>)> = Vec::new();
    if let Some(Ok(dimension)) = dimension {
        let mut by_value: Vec<Vec<Spell>> = vec![Vec::new(); dimension.values.len()];
        for (&customer, &spell) in seen.iter().zip(&spells) {
            by_value[usize::from(dimension.codes[customer])].push(spell);
        }
        groups = dimension.values.iter().map(String::as_str).zip(by_value).collect();
        groups.retain(|(value, spells)| !value.is_empty() && spells.len() >= MIN_GROUP);
        groups.sort_by_key(|(_, spells)| std::cmp::Reverse(spells.len()));
        groups.truncate(usize::from(options.max_groups));
    }
    let last_time = |spells: &[Spell]| spells.iter().map(|spell| spell.time).max().unwrap_or(0);
    let shortest = groups.iter().map(|(_, spells)| last_time(spells)).min();
    let restricted_to_days = shortest.unwrap_or_else(|| last_time(&spells));
    let usual_gap_days = usual_gap_days(dataset, profile, &seen);

    let n_grouped: usize = groups.iter().map(|(_, spells)| spells.len()).sum();
    let (names, mut members): (Vec<&str>, Vec<Vec<Spell>>) = groups.into_iter().unzip();
    let test = log_rank(&members);
    let mut curves: Vec<SurvivalCurve> = names
        .iter()
        .zip(&mut members)
        .map(|(name, spells)| curve(Some((*name).to_owned()), spells, restricted_to_days))
        .collect();
    let mut all = curve(None, &mut spells, restricted_to_days);
    let refused = if let Some(Err(refused)) = dimension {
        Some(refused)
    } else if ending == (Ending::Silence { days: 0 }) {
        Some(Refused::BadSetting { setting: "silence-days".to_owned() })
    } else if all.n_customers < MIN_CUSTOMERS {
        Some(Refused::TooFewCustomers { have: all.n_customers, need: MIN_CUSTOMERS })
    } else if all.n_gone < MIN_GONE {
        Some(Refused::TooFewEvents { have: all.n_gone, need: MIN_GONE })
    } else {
        None
    };
    let mut findings = Vec::new();
    if refused.is_none() {
        let name = options.group_by.as_deref().unwrap_or_default();
        let differ = test.as_ref().filter(|test| test.p_value < ALPHA);
        findings.extend(differ.and_then(|_| groups_differ(name, &curves)));
        if let (Some(days), Ending::Silence { days: silence }) = (all.median_days, ending) {
            let values = [Value::Days(f64::from(days)), Value::Days(f64::from(silence))];
            findings.push(Finding::new(&HALF_GONE, values, 0.0, None));
        }
    } else {
        all.steps.clear();
        curves.clear();
    }
    finding::rank(&mut findings);
    SurvivalReport {
        n_ungrouped: if options.group_by.is_some() { (seen.len() - n_grouped) as u64 } else { 0 },
        test: test.filter(|_| refused.is_none()),
        refused,
        as_of: facts.as_of,
        ending,
        usual_gap_days,
        all,
        groups: curves,
        restricted_to_days,
        n_before: before.len() as u64,
        findings,
    }
}

fn curve(group: Option<String>, spells: &mut [Spell], restricted_to_days: u32) -> SurvivalCurve {
    let steps = kaplan_meier(spells);
    let (low, high) = median_interval(&steps);
    SurvivalCurve {
        group,
        n_customers: spells.len() as u64,
        n_gone: steps.iter().map(|step| step.n_over).sum(),
        median_days: median(&steps),
        median_ci_low_days: low,
        median_ci_high_days: high,
        one_year_share: survival_at(&steps, YEAR_DAYS),
        restricted_mean_days: restricted_mean(&steps, restricted_to_days),
        steps: thinned(steps),
    }
}

/// At most [`MAX_STEPS`] of the steps, the last among them, evenly spread.
fn thinned(steps: Vec<SurvivalStep>) -> Vec<SurvivalStep> {
    let n = steps.len();
    if n <= MAX_STEPS {
        return steps;
    }
    (0..MAX_STEPS).map(|place| steps[place * (n - 1) / (MAX_STEPS - 1)]).collect()
}

/// The 90th percentile of the gaps between order days.
fn usual_gap_days(dataset: &Dataset, profile: &Profile, customers: &[usize]) -> Option<u32> {
    let mut gaps: Vec<u32> = Vec::new();
    for &customer in customers {
        let first = dataset.orders_of(customer).start;
        let days = &dataset.order_days()[first..first + profile.facts.n_orders[customer] as usize];
        gaps.extend(days.windows(2).map(|pair| pair[1].since(pair[0]).unsigned_abs()).filter(|&gap| gap > 0));
    }
    let place = (gaps.len() * 9).div_ceil(10).checked_sub(1)?;
    Some(*gaps.select_nth_unstable(place).1)
}

/// The groups that keep most and least at the end of the shortest curve, by mean days.
fn groups_differ(dimension: &str, curves: &[SurvivalCurve]) -> Option<Finding> {
    let by_mean =
        |a: &&SurvivalCurve, b: &&SurvivalCurve| a.restricted_mean_days.total_cmp(&b.restricted_mean_days);
    let known = || curves.iter().filter(|curve| curve.one_year_share.is_some());
    let (worst, best) = (known().min_by(by_mean)?, known().max_by(by_mean)?);
    let (worst_share, best_share) = (worst.one_year_share?, best.one_year_share?);
    let worst_name = worst.group.clone()?;
    (worst_share < best_share).then(|| {
        let clause =
            Clause::CustomerValue { dimension: dimension.to_owned(), values: vec![worst_name.clone()] };
        let values = [
            Value::Name(dimension.to_owned()),
            Value::Name(best.group.clone().unwrap_or_default()),
            Value::Share(best_share, 0),
            Value::Name(worst_name),
            Value::Share(worst_share, 0),
        ];
        Finding::new(&GROUPS_DIFFER, values, 0.0, Some(clause))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};

    fn report_of(lines: &[Line], as_of: &str, silence_days: u32) -> SurvivalReport {
        let dataset = dataset(lines, &[]);
        let profile = profile(&dataset, day(as_of));
        let all = select(&dataset, &profile, &[]);
        report(&dataset, &profile, &all, &SurvivalOptions { silence_days, ..SurvivalOptions::default() })
    }

    #[test]
    fn a_spell_ends_when_the_silence_exceeds_the_rule() {
        let lines = [
            // Silent for 30 days exactly, then seen again: one spell of 40 days so far.
            line("A", "2024-01-01", 1),
            line("A", "2024-01-31", 1),
            // Silent for 31 days: gone on the 31st day after the first order, although back later.
            line("B", "2024-01-01", 1),
            line("B", "2024-02-01", 1),
        ];
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-02-10"));
        assert_eq!(silence_spell(&dataset, &profile, 0, 30), Spell { time: 40, is_over: false });
        assert_eq!(silence_spell(&dataset, &profile, 1, 30), Spell { time: 31, is_over: true });
        assert_eq!(usual_gap_days(&dataset, &profile, &[0, 1]), Some(31));
        assert_eq!(usual_gap_days(&dataset, &profile, &[]), None);
    }

    #[test]
    fn too_few_customers_or_departures_are_refused() {
        let mut lines = vec![line("A", "2023-01-01", 1)];
        assert!(matches!(
            report_of(&lines, "2024-06-01", 90).refused,
            Some(Refused::TooFewCustomers { have: 1, .. })
        ));
        lines.extend((0..20).map(|n| line(&format!("B{n}"), "2024-05-20", 1)));
        assert!(matches!(
            report_of(&lines, "2024-06-01", 90).refused,
            Some(Refused::TooFewEvents { have: 1, .. })
        ));
        assert!(matches!(report_of(&lines, "2024-06-01", 0).refused, Some(Refused::BadSetting { .. })));
    }

    #[test]
    fn customers_who_buy_once_are_gone_when_the_rule_has_run_out() {
        let lines: Vec<Line> = (0..12).map(|n| line(&format!("B{n}"), "2024-01-10", 1)).collect();
        let report = report_of(&lines, "2024-12-31", 90);
        assert_eq!((report.refused, report.all.n_gone), (None, 12));
        assert_eq!((report.all.median_days, report.all.one_year_share), (Some(91), Some(0.0)));
    }

    #[test]
    fn contracts_end_on_their_day_and_not_before() {
        let lines: Vec<Line> = (0..12).map(|n| line(&format!("{n:02}"), "2024-01-01", 1)).collect();
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-03-01"));
        let all = select(&dataset, &profile, &[]);
        let ends: Vec<Option<Day>> =
            (0..12).map(|n| if n < 6 { Some(day("2024-01-11")) } else { Some(day("2024-05-01")) }).collect();
        let report = contract_report(&dataset, &profile, &all, &ends, &SurvivalOptions::default());
        assert_eq!((report.all.n_gone, report.all.median_days), (6, Some(10)));
        assert_eq!(report.ending, Ending::Contracts);
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        let dataset = dataset(&[line("A", "2024-01-01", 1)], &[]);
        let profile = profile(&dataset, day("2024-06-01"));
        let all = select(&dataset, &profile, &[]);
        let options = SurvivalOptions { group_by: Some("city".to_owned()), ..SurvivalOptions::default() };
        assert!(matches!(
            report(&dataset, &profile, &all, &options).refused,
            Some(Refused::NeedsColumn { column }) if column == "city"
        ));
    }
}
