//! The typed data set: one row per transaction line, as columns of equal length.

use super::order_ids::OrderIds;
use super::{
    Customers, Day, DayRange, Dimension, Measure, MeasureRole, Money, RowIndex, SourceFile, SourceRow,
};
use std::ops::Range;

/// Order lines of customers, as a struct of arrays.
///
/// Shapes: `n_lines` lines, `n_orders` orders, `n_customers` customers.
///
/// Invariants, made by [`super::DatasetBuilder::finish`]:
/// - lines are sorted by (customer, day of the order, order, day, file, line number);
/// - the lines of an order are neighbours, and so are the orders of a customer;
/// - an order belongs to one customer; without order numbers one customer-day is one order;
/// - all columns of lines have the same length.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    pub(super) customers: Customers,
    /// First order of each customer; `n_customers + 1` entries.
    pub(super) customer_orders: Vec<u32>,
    /// First line of each order; `n_orders + 1` entries.
    pub(super) order_lines: Vec<u32>,
    /// Day of each order: the first day among its lines.
    pub(super) order_days: Vec<Day>,
    /// Order numbers as in the file; empty column when no file has them.
    pub(super) order_ids: OrderIds,
    pub(super) days: Vec<Day>,
    pub(super) amounts: Vec<Money>,
    pub(super) costs: Option<Vec<Money>>,
    pub(super) quantities: Option<Vec<i32>>,
    pub(super) source_lines: Vec<u32>,
    /// File of each line; empty when all lines come from file 0.
    pub(super) source_files: Vec<u16>,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) has_amounts: bool,
    pub(super) measures: Vec<Measure>,
    pub(super) money_scale: u8,
    pub(super) currency: Option<String>,
    pub(super) files: Vec<SourceFile>,
    pub(super) row_indexes: Vec<RowIndex>,
    pub(super) observed: DayRange,
}

impl Dataset {
    /// Number of order lines.
    #[must_use]
    pub fn n_lines(&self) -> usize {
        self.amounts.len()
    }

    /// Number of orders.
    #[must_use]
    pub fn n_orders(&self) -> usize {
        self.order_days.len()
    }

    /// Number of customers, those without an order included.
    #[must_use]
    pub fn n_customers(&self) -> usize {
        self.customers.len()
    }

    /// Ids, names and attributes of the customers.
    #[must_use]
    pub fn customers(&self) -> &Customers {
        &self.customers
    }

    /// Index range of the orders of a customer, in order of their day.
    #[must_use]
    pub fn orders_of(&self, customer: usize) -> Range<usize> {
        self.customer_orders[customer] as usize..self.customer_orders[customer + 1] as usize
    }

    /// Index range of the lines of an order.
    #[must_use]
    pub fn lines_of(&self, order: usize) -> Range<usize> {
        self.order_lines[order] as usize..self.order_lines[order + 1] as usize
    }

    /// Index range of all lines of a customer.
    #[must_use]
    pub fn lines_of_customer(&self, customer: usize) -> Range<usize> {
        let orders = self.orders_of(customer);
        self.order_lines[orders.start] as usize..self.order_lines[orders.end] as usize
    }

    /// First order of each customer, with one entry more than customers.
    #[must_use]
    pub fn customer_orders(&self) -> &[u32] {
        &self.customer_orders
    }

    /// First line of each order, with one entry more than orders.
    #[must_use]
    pub fn order_lines(&self) -> &[u32] {
        &self.order_lines
    }

    /// Day of each order: the first day among its lines.
    #[must_use]
    pub fn order_days(&self) -> &[Day] {
        &self.order_days
    }

    /// Order number as in the file; empty when the file has none.
    #[must_use]
    pub fn order_id(&self, order: usize) -> &str {
        self.order_ids.get(order)
    }

    /// Whether the files name orders; otherwise an order is one customer-day.
    #[must_use]
    pub fn has_order_ids(&self) -> bool {
        !self.order_ids.is_empty()
    }

    /// Day of each line.
    #[must_use]
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// Amount of each line in minor units; negative for returns.
    #[must_use]
    pub fn amounts(&self) -> &[Money] {
        &self.amounts
    }

    /// Whether the files have amounts; without, all amounts are zero and say nothing.
    #[must_use]
    pub fn has_amounts(&self) -> bool {
        self.has_amounts
    }

    /// Cost of each line (goods and service together) in minor units, where a file has cost or profit.
    #[must_use]
    pub fn costs(&self) -> Option<&[Money]> {
        self.costs.as_deref()
    }

    /// Quantity of each line, where a file has one.
    #[must_use]
    pub fn quantities(&self) -> Option<&[i32]> {
        self.quantities.as_deref()
    }

    /// Dimensions of lines: category, channel, flags.
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// The first dimension of lines with that role.
    #[must_use]
    pub fn dimension(&self, role: super::DimensionRole) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.role == Some(role))
    }

    /// Numbers about lines besides money and quantity: discounts, satisfaction. One value per line.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The first number about lines with that role.
    #[must_use]
    pub fn measure(&self, role: MeasureRole) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.role == role)
    }

    /// Decimals of the money columns.
    #[must_use]
    pub fn money_scale(&self) -> u8 {
        self.money_scale
    }

    /// ISO code of the currency, where the files or the user name one.
    #[must_use]
    pub fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// Minor units as a number of whole units: 12345 with scale 2 is 123.45.
    #[must_use]
    pub fn major(&self, minor: i128) -> f64 {
        // Division by a power of ten rounds once, so up to 2^53 minor units print back exactly.
        minor as f64 / 10_f64.powi(i32::from(self.money_scale))
    }

    /// First to last day of the file.
    #[must_use]
    pub fn observed(&self) -> DayRange {
        self.observed
    }

    /// The files the rows were read from.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Where a line was read from.
    #[must_use]
    pub fn source(&self, line: usize) -> SourceRow {
        SourceRow { file: self.source_files.get(line).copied().unwrap_or(0), line: self.source_lines[line] }
    }

    /// The index from lines to byte offsets of a file.
    #[must_use]
    pub fn row_index(&self, file: u16) -> Option<&RowIndex> {
        self.row_indexes.get(usize::from(file))
    }

    /// Bytes kept per line of the file, all columns of lines and orders counted.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        let line_columns = self.days.capacity() * size_of::<Day>()
            + self.amounts.capacity() * size_of::<Money>()
            + self.costs.as_ref().map_or(0, |costs| costs.capacity() * size_of::<Money>())
            + self.quantities.as_ref().map_or(0, |column| column.capacity() * size_of::<i32>())
            + self.source_lines.capacity() * size_of::<u32>()
            + self.source_files.capacity();
        let dimensions: usize =
            self.dimensions.iter().map(|dimension| dimension.codes.capacity() * size_of::<u16>()).sum();
        let orders = (self.order_lines.capacity() + self.customer_orders.capacity()) * size_of::<u32>()
            + self.order_days.capacity() * size_of::<Day>()
            + self.order_ids.n_bytes();
        let measures: usize =
            self.measures.iter().map(|measure| measure.values.capacity() * size_of::<f64>()).sum();
        line_columns + dimensions + measures + orders
    }
}
