//! Whom we may contact, and what lies with those we may not.
//!
//! In:   columns about customers with the role of consent: one, or one for each channel.
//! Out:  a [`ConsentReport`]; [`may_contact`] is what every list goes through.
//! Cost: one pass over the customers for each column.
//!
//! An empty cell is no consent: who has not said yes is left out.

use crate::analysis::development::grouping::{Group, Grouping, Groups};
use crate::analysis::finding::{Finding, Kind, Template, Value};
use crate::analysis::selection::{SelectedTotals, Selection};
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Dimension, DimensionRole};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::query::{Clause, Mask};
use serde::{Deserialize, Serialize};

/// Which consent a list needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Channel {
    /// Any of them.
    #[default]
    Any,
    /// That of one column, by its header.
    Named(String),
}

/// A column of consent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentRow {
    /// Its header; empty for any of the columns.
    pub channel: String,
    /// Selected customers who said yes.
    pub n_yes: u64,
    /// Those who said no.
    pub n_no: u64,
    /// Those of whom nothing is known.
    pub n_unknown: u64,
    /// Share who said yes.
    pub share: f64,
    /// Revenue of those who said yes.
    pub revenue_reachable: f64,
    /// Revenue of the others.
    pub revenue_not_reachable: f64,
    /// The former's share of both; `None` where the sum is not above zero.
    pub revenue_share: Option<f64>,
}

/// A group of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupConsent {
    /// Which.
    pub group: Group,
    /// Selected customers.
    pub n_customers: u64,
    /// Those who may be contacted by any channel.
    pub n_yes: u64,
    /// Their share.
    pub share: f64,
    /// Revenue of the others.
    pub revenue_not_reachable: f64,
}

/// Whom we may contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentReport {
    /// Any channel first, then each column.
    pub rows: Vec<ConsentRow>,
    /// Groups, largest revenue out of reach first.
    pub groups: Vec<GroupConsent>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Valuable customers may not be contacted.
const OUT_OF_REACH: Template = Template {
    id: "out-of-reach",
    parameters: &[("count", Kind::Count), ("share", Kind::Share), ("revenue", Kind::Money)],
    action: "ask-for-consent",
};

pub(crate) const FINDINGS: &[Template] = &[OUT_OF_REACH];

fn columns(dataset: &Dataset) -> Vec<&Dimension> {
    let dimensions = dataset.customers().dimensions.iter();
    dimensions.filter(|dimension| dimension.role == Some(DimensionRole::Consent)).collect()
}

fn chosen<'a>(dataset: &'a Dataset, channel: &Channel) -> Result<Vec<&'a Dimension>, Refused> {
    let mut columns = columns(dataset);
    if let Channel::Named(name) = channel {
        columns.retain(|dimension| dimension.name == *name);
        if columns.is_empty() {
            return Err(Refused::NeedsColumn { column: name.clone() });
        }
    }
    if columns.is_empty() { Err(Refused::needs(Needs::Consent)) } else { Ok(columns) }
}

/// The customers who said yes to the channel.
///
/// # Errors
/// [`Refused::NeedsColumn`] where the data says nothing about consent: whether to contact anybody then is not for
/// a default to decide.
pub fn may_contact(dataset: &Dataset, channel: &Channel) -> Result<Mask, Refused> {
    let columns = chosen(dataset, channel)?;
    Ok(Mask::from_fn(dataset.n_customers(), |customer| columns.iter().any(|column| column.is_yes(customer))))
}

/// Who of the selected customers may be contacted, and the revenue of the selected lines that lies with the others.
///
/// # Errors
/// Those of [`may_contact`]; [`Refused`] without a selected customer, or without the column of the groups.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    grouping: &Grouping,
) -> Result<ConsentReport, Refused> {
    let columns = chosen(dataset, &Channel::Any)?;
    let groups = Groups::new(dataset, profile, grouping)?;
    let n = selection.customers.count() as u64;
    if n == 0 {
        return Err(Refused::TooFewCustomers { have: 0, need: 1 });
    }
    let totals = SelectedTotals::new(dataset, profile, selection);
    let row = |channel: &str, columns: &[&Dimension]| {
        let (mut n_yes, mut n_unknown, mut revenue) = (0, 0, [0_i128; 2]);
        for customer in selection.customers.iter() {
            let is_yes = columns.iter().any(|column| column.is_yes(customer));
            let is_unknown = columns.iter().all(|column| column.value(customer).is_empty());
            n_yes += u64::from(is_yes);
            n_unknown += u64::from(is_unknown);
            revenue[usize::from(is_yes)] += i128::from(totals.revenue[customer]);
        }
        let [out, within] = revenue.map(|revenue| dataset.major(revenue));
        ConsentRow {
            channel: channel.to_owned(),
            n_yes,
            n_no: n - n_yes - n_unknown,
            n_unknown,
            share: n_yes as f64 / n as f64,
            revenue_reachable: within,
            revenue_not_reachable: out,
            revenue_share: (within >= 0.0 && out >= 0.0 && within + out > 0.0)
                .then(|| within / (within + out)),
        }
    };
    let mut rows = vec![row("", &columns)];
    rows.extend(columns.iter().map(|column| row(&column.name, &[column])));
    let mut sums = vec![(0_u64, 0_u64, 0_i128); groups.len()];
    for customer in selection.customers.iter() {
        if let Some(group) = groups.of(customer) {
            let is_yes = columns.iter().any(|column| column.is_yes(customer));
            let sum = &mut sums[group];
            sum.0 += 1;
            sum.1 += u64::from(is_yes);
            sum.2 += if is_yes { 0 } else { i128::from(totals.revenue[customer]) };
        }
    }
    let mut by_group: Vec<GroupConsent> = sums
        .iter()
        .enumerate()
        .filter(|(_, sum)| sum.0 > 0)
        .map(|(idx, &(n_customers, n_yes, revenue))| GroupConsent {
            group: groups.group(idx),
            n_customers,
            n_yes,
            share: n_yes as f64 / n_customers as f64,
            revenue_not_reachable: dataset.major(revenue),
        })
        .collect();
    by_group.sort_by(|a, b| b.revenue_not_reachable.total_cmp(&a.revenue_not_reachable));
    let any = &rows[0];
    let mut findings = Vec::new();
    if n > any.n_yes && any.revenue_not_reachable > 0.0 {
        let values = [
            Value::Count(n - any.n_yes),
            Value::Share(1.0 - any.share, 0),
            Value::Money(any.revenue_not_reachable),
        ];
        let clause = match columns.as_slice() {
            [only] => {
                let no = |value: &&String| !Dimension::says_yes(value);
                let values = only.values.iter().filter(no).cloned().collect();
                Some(Clause::CustomerValue { dimension: only.name.clone(), values })
            }
            _ => None,
        };
        findings.push(Finding::new(&OUT_OF_REACH, values, any.revenue_not_reachable, clause));
    }
    Ok(ConsentReport { rows, groups: by_group, findings })
}

const WORKED: &str = "analysis::campaign::consent::tests::who_did_not_say_yes_is_out_of_reach";

pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "consent-share",
        formula: "customers who said yes / customers; an empty cell is no yes",
        unit: Unit::Share,
        additivity: Additivity::RatioOfSums,
        needs: &[Needs::Consent],
        source: "definition",
        limits: "What the file says; whether it is valid consent is for a lawyer.",
        test: WORKED,
    },
    Metric {
        id: "revenue-out-of-reach",
        formula: "revenue of customers who did not say yes to any channel",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[Needs::Amount, Needs::Consent],
        source: "definition",
        limits: "Past revenue: much of it comes without a contact.",
        test: WORKED,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, profile, select};
    use crate::data::{DatasetBuilder, Day, FileKind};
    use crate::import::{FileImporter, ImportOptions, ImportedTable};

    fn read(builder: &mut DatasetBuilder, kind: FileKind, text: &str) {
        let options = ImportOptions { kind: Some(kind), ..ImportOptions::new(Day(20_000)) };
        let mut importer = FileImporter::new("x.csv", text.len() as u64, options);
        importer.push(text.as_bytes()).unwrap();
        match importer.finish().unwrap().table {
            ImportedTable::Transactions(table) => builder.add_transactions(table),
            ImportedTable::Customers(table) => builder.add_customers(table),
            ImportedTable::Lookup(table) => builder.add_lookup(table),
        };
    }

    /// A said yes, B no, C nothing.
    fn shop() -> Dataset {
        let mut builder = DatasetBuilder::new();
        let lines = "customer_id,date,amount\nA,2024-03-01,100\nB,2024-03-02,40\nC,2024-03-03,60\n";
        read(&mut builder, FileKind::Transactions, lines);
        read(&mut builder, FileKind::Customers, "customer_id,name,consent\nA,Ada,yes\nB,Ben,no\nC,Cid,\n");
        builder.finish().unwrap().0
    }

    #[test]
    fn who_did_not_say_yes_is_out_of_reach() {
        let dataset = shop();
        let profile = profile(&dataset, day("2024-12-31"));
        let all = select(&dataset, &profile, &[]);
        let report = report(&dataset, &profile, &all, &Grouping::Segments).unwrap();
        for row in &report.rows {
            assert_eq!((row.n_yes, row.n_no, row.n_unknown), (1, 1, 1));
            assert_eq!((row.revenue_reachable, row.revenue_not_reachable), (100.0, 100.0));
            assert_eq!(row.revenue_share, Some(0.5));
        }
        assert_eq!(report.rows.len(), 2);
        assert_eq!(report.groups.iter().map(|row| row.n_customers).sum::<u64>(), 3);
        assert_eq!(report.findings[0].at_stake, 100.0);
        let mask = may_contact(&dataset, &Channel::Any).unwrap();
        assert_eq!(mask.iter().collect::<Vec<_>>(), [0]);
        let refused = may_contact(&dataset, &Channel::Named("sms".to_owned()));
        assert_eq!(refused, Err(Refused::NeedsColumn { column: "sms".to_owned() }));
    }

    #[test]
    fn without_a_column_nobody_decides_by_default() {
        let dataset =
            crate::analysis::sample::dataset(&[crate::analysis::sample::line("A", "2024-01-01", 1)], &[]);
        assert_eq!(may_contact(&dataset, &Channel::Any), Err(Refused::needs(Needs::Consent)));
    }
}
