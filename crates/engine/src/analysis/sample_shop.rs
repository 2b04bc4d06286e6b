//! Data sets of a few lines with whatever columns a test needs, built without files.

use super::sample::Line;
use crate::data::{
    CustomerAttributes, CustomerTable, Dataset, DatasetBuilder, Day, Dictionary, Dimension, DimensionRole,
    FileKind, Measure, MeasureRole, RowIndex, SourceFile, TextAttribute, TextColumn, TextRole,
    TransactionTable, ValuedBy,
};

/// Lines and customers with columns by name; each column has one value per line, or per entry of `ids`.
#[derive(Debug, Clone, Default)]
pub(super) struct Shop {
    pub(super) lines: Vec<Line>,
    pub(super) has_costs: bool,
    pub(super) line_values: Vec<(&'static str, Option<DimensionRole>, Vec<String>)>,
    pub(super) line_numbers: Vec<(MeasureRole, Vec<f64>)>,
    pub(super) ids: Vec<String>,
    pub(super) values: Vec<(&'static str, Option<DimensionRole>, Vec<String>)>,
    pub(super) numbers: Vec<(MeasureRole, Vec<f64>)>,
    pub(super) texts: Vec<(&'static str, TextRole, Vec<String>)>,
    pub(super) signups: Option<Vec<Option<Day>>>,
}

impl Shop {
    /// The data set, in whole units of money.
    pub(super) fn dataset(&self) -> Dataset {
        let (mut customer_ids, mut orders) = (Dictionary::new(), Dictionary::new());
        let mut builder = DatasetBuilder::new();
        let n = self.lines.len();
        builder.add_transactions(TransactionTable {
            file: file(FileKind::Transactions),
            customers: self.lines.iter().map(|line| customer_ids.intern(&line.customer)).collect(),
            customer_ids,
            names: TextColumn::new(),
            days: self.lines.iter().map(|line| line.day).collect(),
            amounts: self.lines.iter().map(|line| line.amount).collect(),
            costs: self.has_costs.then(|| self.lines.iter().map(|line| line.cost).collect()),
            keys: Vec::new(),
            valued_by: ValuedBy::Amounts,
            money_scale: 0,
            quantities: None,
            orders: {
                let codes = self.lines.iter().map(|line| orders.intern(&line.order)).collect();
                Some((orders, codes))
            },
            dimensions: self.line_values.iter().map(dimension).collect(),
            measures: self.line_numbers.iter().map(measure).collect(),
            attributes: CustomerAttributes::default(),
            lines: (2..).take(n).collect(),
            row_index: RowIndex::default(),
            currency: None,
        });
        if !self.ids.is_empty() {
            builder.add_customers(CustomerTable {
                file: file(FileKind::Customers),
                ids: self.ids.iter().map(String::as_str).collect(),
                names: TextColumn::new(),
                signup: self.signups.clone(),
                dimensions: self.values.iter().map(dimension).collect(),
                measures: self.numbers.iter().map(measure).collect(),
                texts: self
                    .texts
                    .iter()
                    .map(|(name, role, values)| TextAttribute {
                        name: (*name).to_owned(),
                        role: *role,
                        values: values.iter().map(String::as_str).collect(),
                    })
                    .collect(),
                lines: (2..).take(self.ids.len()).collect(),
                row_index: RowIndex::default(),
            });
        }
        builder.finish().unwrap().0
    }
}

fn file(kind: FileKind) -> SourceFile {
    SourceFile { name: String::new(), kind, n_bytes: 0 }
}

/// A column of texts as codes.
pub(super) fn dimension(
    (name, role, texts): &(&'static str, Option<DimensionRole>, Vec<String>),
) -> Dimension {
    let mut values = texts.clone();
    values.sort();
    values.dedup();
    let code = |text: &String| u16::try_from(values.binary_search(text).unwrap()).unwrap();
    Dimension { name: (*name).to_owned(), role: *role, codes: texts.iter().map(code).collect(), values }
}

fn measure((role, values): &(MeasureRole, Vec<f64>)) -> Measure {
    Measure { name: format!("{role:?}").to_lowercase(), role: *role, values: values.clone() }
}
