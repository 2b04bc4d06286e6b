//! What the columns of a file besides the required ones become: attributes of customers or of lines.
//!
//! In:   the columns with what is known of them, and the rows that are left.
//! Out:  the columns of the tables, their reports and what could not be read.

use super::attribute_column::{AttributeColumn, Attributes, Codes, SettledColumn, Values};
use super::column_profile::ColumnProfile;
use super::column_reports::{ByColumn, finish_profiles};
use super::customer_values::{CustomerCodes, CustomerRowsOf};
use super::header::normalized;
use super::measure_cells::CellReading;
use super::synonyms::names_customer;
use super::{ColumnReport, DecimalMark, ImportOptions, WarningKind};
use crate::data::{CustomerAttributes, Dimension, DimensionRole, Measure, MeasureRole};

/// The columns of a transactions file besides the required ones.
pub(super) struct LineColumns {
    pub(super) reports: ByColumn<ColumnReport>,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) measures: Vec<Measure>,
    pub(super) attributes: CustomerAttributes,
    pub(super) warnings: Vec<(WarningKind, u64)>,
}

/// The columns of a customers file besides id, name and sign-up.
pub(super) struct CustomerColumns {
    pub(super) reports: ByColumn<ColumnReport>,
    pub(super) attributes: CustomerAttributes,
    pub(super) warnings: Vec<(WarningKind, u64)>,
}

/// How cells of such columns are read. `usual_mark` is the decimal mark of columns that do not tell.
pub(super) fn cell_reading(options: &ImportOptions, usual_mark: DecimalMark) -> CellReading {
    CellReading {
        today: options.today,
        is_asked: options.columns.is_some(),
        date_order: options.date_order,
        calendar: options.calendar,
        decimal_mark: options.decimal_mark,
        usual_mark,
    }
}

/// Settles the columns of a customers file.
pub(super) fn of_customers(
    profiles: Vec<ColumnProfile>,
    columns: Vec<AttributeColumn>,
    reading: &CellReading,
) -> CustomerColumns {
    let (mut reports, dimensions) = finish_profiles(profiles, None);
    let mut attributes = Attributes { dimensions, ..Attributes::default() };
    let mut warnings = Vec::new();
    for column in columns {
        let settled = column.settled(None, reading);
        warnings.push(unreadable(&settled));
        attributes.add(&settled, settled.row_codes());
        reports.push((settled.column, settled.report));
    }
    CustomerColumns { reports, attributes: in_file_order(attributes), warnings }
}

/// Settles the columns of a transactions file. `keep` tells which of the rows read are left.
pub(super) fn of_lines(
    profiles: Vec<ColumnProfile>,
    columns: Vec<AttributeColumn>,
    keep: Option<&[bool]>,
    rows: &CustomerRowsOf<'_>,
    reading: &CellReading,
) -> LineColumns {
    let (mut reports, dimensions) = finish_profiles(profiles, keep);
    let mut of_customers = Attributes::default();
    let mut of_lines = Attributes::default();
    let mut warnings = Vec::new();
    for (column, dimension) in dimensions {
        match by_customer(&dimension, rows) {
            Some(dimension) => of_customers.dimensions.push((column, dimension)),
            None => of_lines.dimensions.push((column, dimension)),
        }
    }
    for column in columns {
        let settled = column.settled(keep, reading);
        warnings.push(unreadable(&settled));
        match codes_of_customers(&settled, rows) {
            Some(found) => {
                let kind = WarningKind::ConflictingCustomerValues { column: settled.column as u16 };
                warnings.push((kind, found.n_conflicts));
                of_customers.add(&settled, Codes::OfCustomers(&found.codes));
            }
            None => of_lines.add(&settled, settled.row_codes()),
        }
        reports.push((settled.column, settled.report));
    }
    let lines = in_file_order(of_lines);
    LineColumns {
        reports,
        dimensions: lines.dimensions,
        measures: lines.measures,
        attributes: in_file_order(of_customers),
        warnings,
    }
}

fn unreadable(settled: &SettledColumn) -> (WarningKind, u64) {
    (WarningKind::UnreadableValues { column: settled.column as u16 }, settled.n_unreadable)
}

fn in_file_order(mut attributes: Attributes) -> CustomerAttributes {
    attributes.dimensions.sort_by_key(|&(column, _)| column);
    CustomerAttributes {
        signup: attributes.signup,
        dimensions: attributes.dimensions.into_iter().map(|(_, dimension)| dimension).collect(),
        measures: attributes.measures,
        texts: attributes.texts,
    }
}

/// The values of customers, `None` for a column that is about lines.
fn codes_of_customers(settled: &SettledColumn, rows: &CustomerRowsOf<'_>) -> Option<CustomerCodes> {
    let is_of_lines = match settled.meaning {
        Values::Numbers(role, _) => matches!(role, MeasureRole::Discount | MeasureRole::Satisfaction),
        Values::Groups(role) => {
            matches!(role, None | Some(DimensionRole::Discounted | DimensionRole::Complaint))
        }
        Values::Unused => true,
        Values::Texts(_) | Values::Days(_) => false,
    };
    if is_of_lines {
        return None;
    }
    // A city may be that of the delivery and a kind that of the order, unless the header says whose it is.
    let is_doubtful = matches!(
        settled.meaning,
        Values::Groups(Some(
            DimensionRole::Region
                | DimensionRole::CustomerKind
                | DimensionRole::AcquisitionChannel
                | DimensionRole::TestGroup
        ))
    ) && !names_customer(&normalized(&settled.report.name));
    let text = |code: u32| settled.texts.get(code);
    rows.codes(is_doubtful, |row| settled.filled(row), |a, b| text(a).cmp(text(b)))
}

/// A column without a meaning of its own as an attribute of customers, if that is what it is.
fn by_customer(dimension: &Dimension, rows: &CustomerRowsOf<'_>) -> Option<Dimension> {
    if !matches!(dimension.role, None | Some(DimensionRole::Campaign)) {
        return None;
    }
    let has_empty = dimension.values.first().is_some_and(String::is_empty);
    let code = |row: usize| {
        let code = *dimension.codes.get(row)?;
        (!has_empty || code > 0).then_some(u32::from(code))
    };
    let codes = rows.constant_codes(dimension.values.len(), code)?;
    let needs_empty = codes.contains(&None);
    let mut values = dimension.values.clone();
    if needs_empty && !has_empty {
        values.insert(0, String::new());
    } else if !needs_empty && has_empty {
        values.remove(0);
    }
    let shift = i32::from(needs_empty) - i32::from(has_empty);
    let recoded = |code: Option<u32>| code.map_or(0, |code| (code.cast_signed() + shift) as u16);
    Some(Dimension {
        name: dimension.name.clone(),
        role: dimension.role,
        values,
        codes: codes.into_iter().map(recoded).collect(),
    })
}
