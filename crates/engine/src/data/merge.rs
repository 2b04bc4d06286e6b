//! Several ids of one person become one customer, as the user decided.
//!
//! In:   a joined data set and groups of ids.
//! Out:  the same lines under the customers that are kept, and who stands behind each of them.
//! Cost: one pass over the lines and the customers; without groups nothing is touched.
//!
//! A merge is made on the way from files to the data set and nowhere else, so that leaving the groups out gives
//! back exactly the data set without them. What the files say is not changed: the original row of a line still
//! names the id that was merged.

use super::{Customers, Dataset, Day, Dimension, TextColumn};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Why ids are taken for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MergeRule {
    /// The same telephone number.
    Phone,
    /// The same e-mail address.
    Email,
    /// The same name and address.
    NameAndAddress,
    /// The same name, and ids that differ only in case, leading zeros, spaces or width.
    NameAndId,
    /// The same name and year of birth.
    NameAndBirthYear,
    /// The user says so.
    Manual,
}

/// Ids that are one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeGroup {
    /// The id all lines shall belong to. Its profile stands. Where no file names it, the first of the others in
    /// byte order takes its place.
    pub keep: String,
    /// The other ids. Their profiles fill what is empty in the one that is kept.
    pub merged: Vec<String>,
    /// Why.
    pub rule: MergeRule,
}

/// Which id stands for which, worked out over all groups: from a merged id to the next one on the way to the id
/// that is kept, without circles.
///
/// Groups that share an id become one. The first group that merges an id away decides where to, and a group
/// that would lead back to where it came from is left out.
fn next_ids(groups: &[MergeGroup]) -> FxHashMap<&str, &str> {
    let mut next: FxHashMap<&str, &str> = FxHashMap::default();
    for group in groups {
        for merged in &group.merged {
            if !next.contains_key(merged.as_str()) && kept(&next, &group.keep) != merged {
                next.insert(merged, &group.keep);
            }
        }
    }
    next
}

/// The id that stands for `id`: itself unless it is merged.
fn kept<'a>(next: &FxHashMap<&'a str, &'a str>, id: &'a str) -> &'a str {
    let mut kept = id;
    while let Some(further) = next.get(kept) {
        kept = further;
    }
    kept
}

/// Who is merged into whom, by number.
struct Plan {
    /// By the customer who is kept: those merged into it, ascending.
    merged: BTreeMap<usize, Vec<usize>>,
    /// Customers who are left, ascending.
    left: Vec<usize>,
}

impl Plan {
    /// `None` when nobody is merged.
    fn new(ids: &TextColumn, groups: &[MergeGroup]) -> Option<Self> {
        let next = next_ids(groups);
        let mut present: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for id in next.iter().flat_map(|(&merged, &keep)| [merged, keep]) {
            if let Some(idx) = idx_of(ids, id) {
                present.entry(kept(&next, id)).or_default().insert(idx);
            }
        }
        let mut merged: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut is_merged = vec![false; ids.len()];
        for (keep, mut customers) in present {
            let Some(keep) = idx_of(ids, keep).or_else(|| customers.first().copied()) else { continue };
            customers.remove(&keep);
            for &customer in &customers {
                is_merged[customer] = true;
            }
            if !customers.is_empty() {
                merged.insert(keep, customers.into_iter().collect());
            }
        }
        let left = (0..ids.len()).filter(|&customer| !is_merged[customer]).collect();
        (!merged.is_empty()).then_some(Self { merged, left })
    }

    fn merged_into(&self, customer: usize) -> &[usize] {
        self.merged.get(&customer).map(Vec::as_slice).unwrap_or_default()
    }

    /// A customer and those merged into it.
    fn all_of(&self, customer: usize) -> impl Iterator<Item = usize> {
        std::iter::once(customer).chain(self.merged_into(customer).iter().copied())
    }
}

/// The place of an id among ids that ascend in byte order.
fn idx_of(ids: &TextColumn, id: &str) -> Option<usize> {
    let (mut low, mut high) = (0, ids.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if ids.get(middle) < id { low = middle + 1 } else { high = middle }
    }
    (low < ids.len() && ids.get(low) == id).then_some(low)
}

impl Dataset {
    /// Takes several ids for one customer. Lines and sums stay; the customers become fewer by those merged. Ids
    /// that no file names are passed over.
    #[must_use]
    pub fn merged(self, groups: &[MergeGroup]) -> Self {
        let Some(plan) = Plan::new(&self.customers.ids, groups) else {
            return self;
        };
        let lines = Regrouped::new(&self, &plan);
        let gather_dimension =
            |dimension: Dimension| Dimension { codes: lines.gather(&dimension.codes), ..dimension };
        let gather_measure =
            |measure: super::Measure| super::Measure { values: lines.gather(&measure.values), ..measure };
        Self {
            days: lines.gather(&self.days),
            amounts: lines.gather(&self.amounts),
            costs: self.costs.map(|column| lines.gather(&column)),
            quantities: self.quantities.map(|column| lines.gather(&column)),
            source_lines: lines.gather(&self.source_lines),
            source_files: if self.source_files.is_empty() {
                Vec::new()
            } else {
                lines.gather(&self.source_files)
            },
            dimensions: self.dimensions.into_iter().map(gather_dimension).collect(),
            measures: self.measures.into_iter().map(gather_measure).collect(),
            customers: merged_customers(&self.customers, &plan),
            customer_orders: lines.customer_orders,
            order_lines: lines.order_lines,
            order_days: lines.order_days,
            order_ids: self.order_ids.picked(&lines.numbered_as),
            has_amounts: self.has_amounts,
            money_scale: self.money_scale,
            currency: self.currency,
            files: self.files,
            row_indexes: self.row_indexes,
            observed: self.observed,
        }
    }
}

/// The canonical order of lines once customers are merged.
struct Regrouped {
    /// Line of the data set before at each new position.
    rows: Vec<u32>,
    customer_orders: Vec<u32>,
    order_lines: Vec<u32>,
    order_days: Vec<Day>,
    /// Order of the data set before that has the number of each.
    numbered_as: Vec<u32>,
}

fn short(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Regrouped {
    fn new(dataset: &Dataset, plan: &Plan) -> Self {
        let mut new = Self {
            rows: Vec::with_capacity(dataset.n_lines()),
            customer_orders: Vec::with_capacity(plan.left.len() + 1),
            order_lines: Vec::with_capacity(dataset.n_orders() + 1),
            order_days: Vec::with_capacity(dataset.n_orders()),
            numbered_as: Vec::with_capacity(dataset.n_orders()),
        };
        for &customer in &plan.left {
            new.customer_orders.push(short(new.order_days.len()));
            if plan.merged_into(customer).is_empty() {
                for order in dataset.orders_of(customer) {
                    new.push(dataset.order_days[order], order, dataset.lines_of(order));
                }
            } else {
                new.push_merged(
                    dataset,
                    plan.all_of(customer).flat_map(|one| dataset.orders_of(one)).collect(),
                );
            }
        }
        new.customer_orders.push(short(new.order_days.len()));
        new.order_lines.push(short(new.rows.len()));
        new
    }

    fn push(&mut self, day: Day, order: usize, lines: impl Iterator<Item = usize>) {
        self.order_lines.push(short(self.rows.len()));
        self.order_days.push(day);
        self.numbered_as.push(short(order));
        self.rows.extend(lines.map(short));
    }

    /// Orders of several ids as those of one: orders of the same number, or of the same day where there are
    /// no numbers, become one, as [`super::DatasetBuilder`] makes them.
    fn push_merged(&mut self, dataset: &Dataset, mut orders: Vec<usize>) {
        let key = |order: usize| {
            let day = if dataset.has_order_ids() { Day::default() } else { dataset.order_days[order] };
            (dataset.order_id(order), day)
        };
        orders.sort_by_key(|&order| key(order));
        let mut joined: Vec<(Day, &str, &[usize])> = orders
            .chunk_by(|&a, &b| key(a) == key(b))
            .map(|parts| {
                let day = parts.iter().map(|&order| dataset.order_days[order]).min().unwrap_or_default();
                (day, dataset.order_id(parts[0]), parts)
            })
            .collect();
        joined.sort_by_key(|&(day, id, _)| (day, id));
        for (day, _, parts) in joined {
            let mut lines: Vec<usize> = parts.iter().flat_map(|&order| dataset.lines_of(order)).collect();
            lines.sort_by_key(|&line| {
                let source = dataset.source(line);
                (dataset.days[line], source.file, source.line)
            });
            self.push(day, parts[0], lines.into_iter());
        }
    }

    fn gather<T: Copy>(&self, column: &[T]) -> Vec<T> {
        self.rows.iter().map(|&row| column[row as usize]).collect()
    }
}

/// What is known of each customer who is left, filled from those merged into them.
fn merged_customers(customers: &Customers, plan: &Plan) -> Customers {
    let texts = |column: &TextColumn| -> TextColumn {
        if column.is_empty() {
            return TextColumn::new();
        }
        let known = |&customer: &usize| {
            plan.all_of(customer).map(|one| column.get(one)).find(|text| !text.is_empty()).unwrap_or("")
        };
        plan.left.iter().map(known).collect()
    };
    Customers {
        ids: plan.left.iter().map(|&customer| customers.ids.get(customer)).collect(),
        names: texts(&customers.names),
        signup: customers.signup.as_ref().map(|column| {
            plan.left.iter().map(|&customer| plan.all_of(customer).find_map(|one| column[one])).collect()
        }),
        dimensions: customers.dimensions.iter().map(|dimension| merged_dimension(dimension, plan)).collect(),
        measures: customers
            .measures
            .iter()
            .map(|measure| {
                let known = |&customer: &usize| {
                    let mut values = plan.all_of(customer).map(|one| measure.values[one]);
                    values.find(|value| !value.is_nan()).unwrap_or(f64::NAN)
                };
                super::Measure { values: plan.left.iter().map(known).collect(), ..measure.clone() }
            })
            .collect(),
        texts: customers
            .texts
            .iter()
            .map(|text| super::TextAttribute { values: texts(&text.values), ..text.clone() })
            .collect(),
        has_profile: if customers.has_profile.is_empty() {
            Vec::new()
        } else {
            plan.left
                .iter()
                .map(|&customer| plan.all_of(customer).any(|one| customers.has_profile[one]))
                .collect()
        },
        aliases: (0_u32..)
            .zip(&plan.left)
            .filter(|(_, customer)| !plan.merged_into(**customer).is_empty())
            .map(|(idx, &customer)| {
                let ids = plan.merged_into(customer).iter().map(|&one| customers.ids.get(one).to_owned());
                (idx, ids.collect())
            })
            .collect(),
    }
}

/// A dimension of the customers who are left, without values that nobody has any more.
fn merged_dimension(dimension: &Dimension, plan: &Plan) -> Dimension {
    let known = |&customer: &usize| {
        let mut values = plan.all_of(customer).map(|one| dimension.value(one));
        values.find(|value| !value.is_empty()).unwrap_or("")
    };
    let texts: Vec<&str> = plan.left.iter().map(known).collect();
    let values: BTreeSet<&str> = texts.iter().copied().collect();
    let codes: FxHashMap<&str, u16> = values
        .iter()
        .enumerate()
        .map(|(code, &value)| (value, u16::try_from(code).unwrap_or(u16::MAX)))
        .collect();
    Dimension {
        name: dimension.name.clone(),
        role: dimension.role,
        codes: texts.iter().map(|text| codes[text]).collect(),
        values: values.into_iter().map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        CustomerAttributes, CustomerTable, Dataset, DatasetBuilder, Dictionary, Dimension, FileKind,
        JoinSummary, Measure, MeasureRole, RowIndex, SourceFile, TextAttribute, TextRole, TransactionTable,
    };
    use super::*;

    fn file(kind: FileKind) -> SourceFile {
        SourceFile { name: String::new(), kind, n_bytes: 0 }
    }

    /// Rows of customer, name, day and amount.
    fn orders(rows: &[(&str, &str, i32, i64)]) -> TransactionTable {
        let mut customer_ids = Dictionary::new();
        let customers = rows.iter().map(|row| customer_ids.intern(row.0)).collect();
        let name = |id| rows.iter().find(|row| row.0 == id).map_or("", |row| row.1);
        TransactionTable {
            file: file(FileKind::Transactions),
            customers,
            names: customer_ids.texts().iter().map(name).collect(),
            customer_ids,
            days: rows.iter().map(|row| Day(row.2)).collect(),
            amounts: rows.iter().map(|row| row.3).collect(),
            costs: None,
            money_scale: 0,
            quantities: None,
            orders: None,
            dimensions: Vec::new(),
            measures: Vec::new(),
            attributes: CustomerAttributes::default(),
            keys: Vec::new(),
            valued_by: crate::data::ValuedBy::Amounts,
            lines: (2..).take(rows.len()).collect(),
            row_index: RowIndex::default(),
            currency: None,
        }
    }

    /// Rows of id, name, sign-up, city, year of birth and phone.
    fn people(rows: &[(&str, &str, i32, &str, f64, &str)]) -> CustomerTable {
        let mut values: Vec<String> = rows.iter().map(|row| row.3.to_owned()).collect();
        values.sort();
        values.dedup();
        let code = |row: &(&str, &str, i32, &str, f64, &str)| {
            u16::try_from(values.iter().position(|value| value == row.3).unwrap()).unwrap()
        };
        CustomerTable {
            file: file(FileKind::Customers),
            ids: rows.iter().map(|row| row.0).collect(),
            names: rows.iter().map(|row| row.1).collect(),
            signup: Some(rows.iter().map(|row| (row.2 > 0).then_some(Day(row.2))).collect()),
            dimensions: vec![Dimension {
                name: "city".to_owned(),
                role: None,
                codes: rows.iter().map(code).collect(),
                values: values.clone(),
            }],
            measures: vec![Measure {
                name: "born".to_owned(),
                role: MeasureRole::BirthYear,
                values: rows.iter().map(|row| row.4).collect(),
            }],
            texts: vec![TextAttribute {
                name: "phone".to_owned(),
                role: TextRole::Phone,
                values: rows.iter().map(|row| row.5).collect(),
            }],
            lines: (2..).take(rows.len()).collect(),
            row_index: RowIndex::default(),
        }
    }

    /// Everything in a data set; numbers that are none are equal here.
    fn text(dataset: &Dataset) -> String {
        format!("{dataset:?}")
    }

    fn group(keep: &str, merged: &[&str]) -> MergeGroup {
        MergeGroup {
            keep: keep.to_owned(),
            merged: merged.iter().map(|&id| id.to_owned()).collect(),
            rule: MergeRule::Manual,
        }
    }

    fn build(groups: &[MergeGroup]) -> (Dataset, JoinSummary) {
        let mut builder = DatasetBuilder::new();
        builder.add_transactions(orders(&[
            ("A", "", 5, 10),
            ("B", "Bea", 3, 20),
            ("C", "", 1, 40),
            ("A", "", 1, 80),
            ("D", "Don", 9, -5),
        ]));
        builder.add_transactions(orders(&[("B", "", 7, 7), ("E", "Eva", 8, 3)]));
        builder.add_customers(people(&[
            ("A", "Ann", 0, "", f64::NAN, "1"),
            ("B", "Beatrice", 4, "Taipei", 1980.0, "2"),
            ("C", "", 0, "Tainan", f64::NAN, ""),
        ]));
        builder
            .add_customers(people(&[("E", "", 6, "Hualien", 1990.0, "5"), ("F", "Fay", 2, "", 1991.0, "")]));
        builder.merge(groups.to_vec());
        builder.finish().unwrap()
    }

    #[test]
    fn all_lines_go_to_the_id_that_is_kept_and_empty_attributes_are_filled() {
        let (plain, before) = build(&[]);
        let (dataset, summary) = build(&[group("A", &["B", "E", "nobody"])]);
        let customers = dataset.customers();
        assert_eq!(customers.ids.iter().collect::<Vec<_>>(), ["A", "C", "D", "F"]);
        assert_eq!((before.n_customers - summary.n_customers, summary.n_merged_customers), (2, 2));
        assert_eq!(dataset.n_lines(), plain.n_lines());
        assert_eq!(dataset.amounts().iter().sum::<i64>(), plain.amounts().iter().sum::<i64>());
        let lines = dataset.lines_of_customer(0);
        assert_eq!(dataset.days()[lines.clone()], [Day(1), Day(3), Day(5), Day(7), Day(8)]);
        assert_eq!(dataset.amounts()[lines], [80, 20, 10, 7, 3]);
        // The profile that is kept stands; what it leaves empty comes from the others in the order of their ids.
        assert_eq!((customers.label(0), customers.texts[0].values.get(0)), ("Ann", "1"));
        assert_eq!(customers.signup.as_ref().unwrap()[0], Some(Day(4)));
        assert_eq!(customers.dimensions[0].value(0), "Taipei");
        assert_eq!(customers.measures[0].values[0], 1980.0);
        assert_eq!(customers.also_known_as(0), ["B", "E"]);
        assert!(customers.also_known_as(1).is_empty());
        // The text of the file still names the other id.
        assert_eq!(dataset.source(1).line, 3);
    }

    #[test]
    fn taking_a_merge_back_gives_the_same_data_set() {
        let (plain, _) = build(&[]);
        let (merged, _) = build(&[group("D", &["C"]), group("F", &["B"])]);
        assert_ne!(text(&merged), text(&plain));
        assert_eq!(text(&build(&[]).0), text(&plain));
    }

    #[test]
    fn whoever_has_no_profile_takes_over_that_of_the_merged() {
        let (dataset, summary) = build(&[group("D", &["C", "F"])]);
        let idx = dataset.customers().ids.iter().position(|id| id == "D").unwrap();
        let customers = dataset.customers();
        assert_eq!((customers.label(idx), customers.dimensions[0].value(idx)), ("Don", "Tainan"));
        assert_eq!(customers.measures[0].values[idx], 1991.0);
        assert!(customers.has_profile[idx]);
        assert_eq!((summary.n_customers_without_profile, summary.n_merged_customers), (0, 2));
    }

    #[test]
    fn groups_that_share_an_id_are_one_and_circles_end() {
        let (chain, summary) = build(&[group("A", &["B"]), group("C", &["A"])]);
        assert_eq!(chain.customers().also_known_as(0), ["A", "B"]);
        assert_eq!((chain.customers().ids.get(0), summary.n_merged_customers), ("C", 2));
        let (circle, summary) = build(&[group("A", &["B"]), group("B", &["A"]), group("A", &["A"])]);
        assert_eq!((circle.customers().ids.get(0), summary.n_merged_customers), ("A", 1));
    }

    #[test]
    fn an_id_that_no_file_names_gives_way_to_the_first_of_the_others() {
        let (dataset, summary) = build(&[group("Z", &["D", "C"])]);
        assert_eq!(dataset.customers().ids.iter().collect::<Vec<_>>(), ["A", "B", "C", "E", "F"]);
        assert_eq!(
            (dataset.customers().also_known_as(2), summary.n_merged_customers),
            (["D".to_owned()].as_slice(), 1)
        );
        let (plain, _) = build(&[]);
        assert_eq!(text(&build(&[group("Z", &["D"])]).0), text(&plain));
    }

    #[test]
    fn a_merge_gives_the_lines_that_the_file_would_have_given_under_one_id() {
        // Orders of both, some of the same number and day, in an order that the files do not have.
        let rows = [
            ("A", 9, 1),
            ("B", 7, 2),
            ("A", 7, 3),
            ("B", 9, 4),
            ("C", 8, 5),
            ("B", 1, 6),
            ("A", 9, 7),
            ("B", 3, 8),
        ];
        let numbers = ["n1", "n2", "n1", "n3", "n1", "n2", "n4", "n4"];
        let build = |rename: bool, has_numbers: bool| {
            let named: Vec<(&str, &str, i32, i64)> = rows
                .iter()
                .map(|&(id, day, amount)| (if rename && id == "B" { "A" } else { id }, "", day, amount))
                .collect();
            let mut table = orders(&named);
            if has_numbers {
                let mut texts = Dictionary::new();
                let codes = numbers.iter().map(|number| texts.intern(number)).collect();
                table.orders = Some((texts, codes));
            }
            let mut builder = DatasetBuilder::new();
            builder.add_transactions(table);
            if !rename {
                builder.merge(vec![group("A", &["B"])]);
            }
            let mut dataset = builder.finish().unwrap().0;
            dataset.customers.aliases.clear();
            dataset
        };
        for has_numbers in [false, true] {
            assert_eq!(build(false, has_numbers), build(true, has_numbers));
        }
    }
}
