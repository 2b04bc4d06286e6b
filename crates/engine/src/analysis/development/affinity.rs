//! Which groups of customers take to which things more than others do.
//!
//! In:   a selection of a data set with products or categories; groups of customers: segments or an attribute.
//! Out:  an [`AffinityReport`]: one cell for each group and item, what is distinct first.
//! Cost: one pass over the selected lines; groups times items of memory.
//!
//! A customer counts once for an item. The index is 100 where the group buys an item just as often as all
//! selected customers together.
//!
//! Sources: index of penetration after common practice in media planning; interval of E. B. Wilson (1927) for the
//! share of the group, the base taken as known; adjusted residual: S. J. Haberman (1973), The analysis of
//! residuals in cross-classified tables, Biometrics 29, 205-220, equation 2.

use super::grouping::{Group, Grouping, Groups};
use super::items::{ItemLevel, Items};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::Dataset;
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::query::Clause;
use crate::stats::multiple::false_discovery_rates;
use crate::stats::normal::{two_proportion_z, two_sided_p};
use crate::stats::proportion::{Interval, wilson};
use serde::{Deserialize, Serialize};

/// Customers that a group needs, to be in a report at all.
pub const MIN_GROUP: u64 = 30;
/// Items of a report, at most: those with most buyers.
pub const MAX_ITEMS: usize = 60;
/// Groups of a report, at most: the largest.
const MAX_GROUPS: usize = 24;

/// What to hold against what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AffinityOptions {
    /// What an item is.
    pub level: ItemLevel,
    /// How customers are grouped.
    pub grouping: Grouping,
    /// Share of false cells to be tolerated among those called distinct.
    pub false_discovery_rate: f64,
    /// Confidence of the intervals.
    pub confidence: f64,
}

impl Default for AffinityOptions {
    fn default() -> Self {
        Self {
            level: ItemLevel::Category,
            grouping: Grouping::Segments,
            false_discovery_rate: 0.05,
            confidence: 0.95,
        }
    }
}

/// A group and an item.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AffinityCell {
    /// Index in [`AffinityReport::groups`].
    pub group: u32,
    /// Index in [`AffinityReport::items`].
    pub item: u32,
    /// Customers of the group who bought the item.
    pub n_buyers: u64,
    /// Their share of the group.
    pub share: f64,
    /// Share of the group over share of all, times 100.
    pub index: f64,
    /// Its interval.
    pub index_interval: Interval,
    /// Buyers above (or below) what the group would have if it were like all.
    pub extra_buyers: f64,
    /// Adjusted residual: how many standard errors the group is from the other customers.
    pub residual: f64,
    /// Share of false cells among all at least as far from 100.
    pub false_discovery_rate: f64,
    /// Whether the group differs at the tolerated share of false cells.
    pub is_distinct: bool,
}

/// Size of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupRow {
    /// Which.
    pub group: Group,
    /// Selected customers with a purchase.
    pub n_customers: u64,
    /// Items the group takes to most, by index, distinct ones only: indices in [`AffinityReport::items`].
    pub top_items: Vec<u32>,
}

/// Buyers of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemRow {
    /// Its name.
    pub item: String,
    /// Selected customers who bought it.
    pub n_buyers: u64,
    /// Their share of all selected customers with a purchase.
    pub share: f64,
}

/// Groups by items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AffinityReport {
    /// Header of the column of items.
    pub column: String,
    /// Selected customers with a purchase and a group.
    pub n_customers: u64,
    /// Groups with at least [`MIN_GROUP`] customers, largest first.
    pub groups: Vec<GroupRow>,
    /// Customers in groups that are not listed.
    pub n_in_other_groups: u64,
    /// Items with most buyers, most first.
    pub items: Vec<ItemRow>,
    /// Items that are not listed.
    pub n_items_left_out: u64,
    /// Every group by every item.
    pub cells: Vec<AffinityCell>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// A group takes to an item far more than all customers do.
const GROUP_LIKES: Template = Template {
    id: "group-likes",
    parameters: &[
        ("group", Kind::Name),
        ("item", Kind::Name),
        ("share", Kind::Share),
        ("base", Kind::Share),
        ("count", Kind::Count),
    ],
    action: "offer-to-the-group",
};
/// A segment takes to an item far more than all customers do.
const SEGMENT_LIKES: Template = Template {
    id: "segment-likes",
    parameters: &[
        ("segment", Kind::Segment),
        ("item", Kind::Name),
        ("share", Kind::Share),
        ("base", Kind::Share),
        ("count", Kind::Count),
    ],
    action: "offer-to-the-group",
};

pub(crate) const FINDINGS: &[Template] = &[GROUP_LIKES, SEGMENT_LIKES];

/// Which groups of the selected customers bought which items of the selected lines.
///
/// # Errors
/// [`Refused`] without a column, or with fewer than two groups of [`MIN_GROUP`] customers:
/// [`Refused::AllEqual`] where there are customers enough, but all in one group.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &AffinityOptions,
) -> Result<AffinityReport, Refused> {
    let items = Items::new(dataset, &options.level)?;
    let groups = Groups::new(dataset, profile, &options.grouping)?;
    let mut counts = vec![0_u64; groups.len() * items.len()];
    let mut sizes = vec![0_u64; groups.len()];
    let mut bought = super::items::Distinct::new(items.len());
    for customer in selection.customers.iter() {
        let Some(group) = groups.of(customer) else { continue };
        bought.clear();
        for line in dataset.lines_of_customer(customer).filter(|&line| selection.has_line(line)) {
            if let Some(item) = items.bought(line) {
                bought.add(item);
            }
        }
        sizes[group] += u64::from(!bought.found().is_empty());
        for &item in bought.found() {
            counts[group * items.len() + item] += 1;
        }
    }
    let n_customers: u64 = sizes.iter().sum();
    let mut listed: Vec<usize> = (0..sizes.len()).filter(|&group| sizes[group] >= MIN_GROUP).collect();
    if listed.len() < 2 {
        let need = 2 * MIN_GROUP;
        let is_enough = n_customers >= need;
        return Err(if is_enough {
            Refused::AllEqual
        } else {
            Refused::TooFewCustomers { have: n_customers, need }
        });
    }
    listed.sort_by_key(|&group| (std::cmp::Reverse(sizes[group]), group));
    listed.truncate(MAX_GROUPS);
    let buyers = |item: usize| (0..sizes.len()).map(|group| counts[group * items.len() + item]).sum::<u64>();
    let mut ranked: Vec<(usize, u64)> =
        (0..items.len()).map(|item| (item, buyers(item))).filter(|&(_, n)| n > 0).collect();
    ranked.sort_by_key(|&(item, n)| (std::cmp::Reverse(n), item));
    let n_items_left_out = ranked.len().saturating_sub(MAX_ITEMS) as u64;
    ranked.truncate(MAX_ITEMS);

    let mut cells = Vec::with_capacity(listed.len() * ranked.len());
    for (group_idx, &group) in (0_u32..).zip(&listed) {
        for (item_idx, &(item, n_all)) in (0_u32..).zip(&ranked) {
            let (n_buyers, n_group) = (counts[group * items.len() + item], sizes[group]);
            let base = n_all as f64 / n_customers as f64;
            let share = n_buyers as f64 / n_group as f64;
            let interval = wilson(n_buyers, n_group, options.confidence);
            // The pooled z of the group against the others is Haberman's adjusted residual.
            let residual =
                two_proportion_z(n_buyers, n_group, n_all - n_buyers, n_customers - n_group).unwrap_or(0.0);
            cells.push(AffinityCell {
                group: group_idx,
                item: item_idx,
                n_buyers,
                share,
                index: 100.0 * share / base,
                index_interval: Interval {
                    low: 100.0 * interval.low / base,
                    high: 100.0 * interval.high / base,
                },
                extra_buyers: n_buyers as f64 - base * n_group as f64,
                residual,
                false_discovery_rate: 1.0,
                is_distinct: false,
            });
        }
    }
    let p_values: Vec<f64> = cells.iter().map(|cell| two_sided_p(cell.residual)).collect();
    for (cell, rate) in cells.iter_mut().zip(false_discovery_rates(&p_values, 0)) {
        cell.false_discovery_rate = rate;
        cell.is_distinct = rate <= options.false_discovery_rate;
    }
    let rows: Vec<GroupRow> = (0_u32..)
        .zip(&listed)
        .map(|(group_idx, &group)| {
            let mut liked: Vec<&AffinityCell> = cells
                .iter()
                .filter(|cell| cell.group == group_idx && cell.is_distinct && cell.index > 100.0)
                .collect();
            liked.sort_by(|a, b| b.index.total_cmp(&a.index));
            GroupRow {
                group: groups.group(group),
                n_customers: sizes[group],
                top_items: liked.iter().take(3).map(|cell| cell.item).collect(),
            }
        })
        .collect();
    let mut report = AffinityReport {
        column: items.column().to_owned(),
        n_customers,
        n_in_other_groups: n_customers - rows.iter().map(|row| row.n_customers).sum::<u64>(),
        groups: rows,
        items: ranked
            .iter()
            .map(|&(item, n_buyers)| ItemRow {
                item: items.name(item).to_owned(),
                n_buyers,
                share: n_buyers as f64 / n_customers as f64,
            })
            .collect(),
        n_items_left_out,
        cells,
        findings: Vec::new(),
    };
    report.findings = findings(&report, &options.grouping);
    Ok(report)
}

/// The three cells with most extra buyers.
fn findings(report: &AffinityReport, grouping: &Grouping) -> Vec<Finding> {
    let mut cells: Vec<&AffinityCell> =
        report.cells.iter().filter(|cell| cell.is_distinct && cell.extra_buyers > 0.0).collect();
    cells.sort_by(|a, b| b.extra_buyers.total_cmp(&a.extra_buyers));
    let mut findings: Vec<Finding> = cells
        .into_iter()
        .take(3)
        .map(|cell| {
            let (row, item) = (&report.groups[cell.group as usize], &report.items[cell.item as usize]);
            let rest = [
                Value::Name(item.item.clone()),
                Value::Share(cell.share, 0),
                Value::Share(item.share, 0),
                Value::Count(row.n_customers - cell.n_buyers),
            ];
            let (template, who, clause) = match (&row.group, grouping) {
                (Group::Segment(segment), _) => {
                    (&SEGMENT_LIKES, Value::Segment(*segment), Clause::Segments(vec![*segment]))
                }
                (Group::Value(value), Grouping::Attribute(name)) => {
                    let (dimension, values) = (name.clone(), vec![value.clone()]);
                    (&GROUP_LIKES, Value::Name(value.clone()), Clause::CustomerValue { dimension, values })
                }
                (Group::Value(value), Grouping::Segments) => {
                    (&GROUP_LIKES, Value::Name(value.clone()), Clause::CustomerIds(Vec::new()))
                }
            };
            Finding::new(template, [who].into_iter().chain(rest), 0.0, Some(clause))
        })
        .collect();
    finding::rank(&mut findings);
    findings
}

const LIMITS: &str = "Groups of fewer than 30 customers are not listed. The base is taken as known: the interval is that \
                      of the group's share alone.";
const WORKED: &str = "analysis::development::affinity::tests::indices_and_residuals_are_those_worked_by_hand";

const fn metric(id: &'static str, formula: &'static str, unit: Unit, source: &'static str) -> Metric {
    let additivity = Additivity::NotAdditive;
    Metric { id, formula, unit, additivity, needs: &[Needs::Category], source, limits: LIMITS, test: WORKED }
}

pub(crate) const METRICS: &[Metric] = &[
    metric(
        "affinity-share",
        "customers of the group with the item / customers of the group with a purchase",
        Unit::Share,
        "definition; interval of Wilson 1927",
    ),
    metric("affinity-index", "100 x share of the group / share of all", Unit::Index, "definition"),
    metric(
        "affinity-extra-buyers",
        "buyers of the group - customers of the group x share of all",
        Unit::Count,
        "leverage times the number of customers: Piatetsky-Shapiro 1991",
    ),
    metric(
        "affinity-residual",
        "(O - E) / sqrt(E (1 - row / n) (1 - column / n))",
        Unit::Number,
        "Haberman 1973, equation 2",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile, select};
    use crate::query::Segment;

    /// 40 new customers of whom 30 bought beans, 60 old ones of whom 10 did; the others bought tea.
    fn shop() -> Dataset {
        let mut lines = Vec::new();
        for idx in 0..100 {
            let day = if idx < 40 { "2024-12-20" } else { "2022-01-05" };
            let category = if idx < 30 || (40..50).contains(&idx) { "beans" } else { "tea" };
            lines.push(Line { category, ..line(&format!("C{idx:02}"), day, 10) });
        }
        dataset(&lines, &[])
    }

    #[test]
    fn indices_and_residuals_are_those_worked_by_hand() {
        let dataset = shop();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &AffinityOptions::default()).unwrap();
        let sizes: Vec<_> = report.groups.iter().map(|row| (row.group.clone(), row.n_customers)).collect();
        assert_eq!(sizes, [(Group::Segment(Segment::Lost), 60), (Group::Segment(Segment::New), 40)]);
        let names: Vec<_> = report.items.iter().map(|item| (item.item.as_str(), item.n_buyers)).collect();
        assert_eq!(names, [("tea", 60), ("beans", 40)]);
        let beans = report.cells.iter().find(|cell| (cell.group, cell.item) == (1, 1)).unwrap();
        assert_eq!((beans.n_buyers, beans.share, beans.extra_buyers), (30, 0.75, 14.0));
        assert!((beans.index - 187.5).abs() < 1e-9);
        // Expected 16; (30 - 16) / sqrt(16 x .6 x .6).
        assert!((beans.residual - 14.0 / 5.76_f64.sqrt()).abs() < 1e-12, "{beans:?}");
        assert!(beans.is_distinct && beans.index_interval.low > 100.0);
        assert_eq!(report.groups[1].top_items, [1]);
        assert_eq!(report.findings[0].clause, Some(Clause::Segments(vec![Segment::Lost])));
        let residuals: f64 = report.cells.iter().map(|cell| cell.residual).sum();
        assert!(residuals.abs() < 1e-9);
    }

    #[test]
    fn one_group_has_nothing_to_be_held_against() {
        let lines: Vec<Line> = (0..50).map(|idx| line(&format!("C{idx}"), "2024-12-01", 1)).collect();
        let dataset = dataset(&lines, &[]);
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let refused = report(&dataset, &profile, &all, &AffinityOptions::default());
        assert_eq!(refused, Err(Refused::TooFewCustomers { have: 50, need: 60 }));
        let options = AffinityOptions {
            grouping: Grouping::Attribute("city".to_owned()),
            ..AffinityOptions::default()
        };
        let refused = report_of(&dataset, &options);
        assert_eq!(refused, Err(Refused::NeedsColumn { column: "city".to_owned() }));
    }

    fn report_of(dataset: &Dataset, options: &AffinityOptions) -> Result<AffinityReport, Refused> {
        let profile = profile(dataset, day("2024-12-31"));
        let all = select(dataset, &profile, &[]);
        report(dataset, &profile, &all, options)
    }
}
