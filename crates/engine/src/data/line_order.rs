//! The canonical order of lines, and where orders and customers begin in it.
//!
//! In:   tables, and the number of each customer.
//! Out:  a [`LineOrder`].
//! Cost: one counting sort by customer and one small sort for each customer whose rows are not in order, on keys
//!       that carry the day. The texts of orders are looked at only where a customer has several orders on one day.
//!
//! Work goes by blocks of customers or rows, each a call of its own: a browser makes good machine code only of what
//! is called again.

use super::dictionary::Dictionary;
use super::order_ids::OrderIds;
use super::{Day, TextColumn, TransactionTable};
use std::ops::Range;

/// Customers and rows that are worked on in one call.
const BLOCK: usize = 1 << 12;

/// The rows of all tables, laid end to end, in the order of the data set.
#[derive(Default)]
pub(super) struct LineOrder {
    /// Row at each position.
    rows: Vec<u32>,
    /// Day of the line at each position.
    pub(super) days: Vec<Day>,
    /// First order of each customer; one entry more than customers.
    pub(super) customer_orders: Vec<u32>,
    /// First line of each order; one entry more than orders.
    pub(super) order_lines: Vec<u32>,
    /// Day of each order.
    pub(super) order_days: Vec<Day>,
    /// Number of each order; none when no table has any.
    pub(super) order_ids: OrderIds,
}

/// A row and its day in one number that sorts by day, then by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(u64);

impl Entry {
    fn new(day: Day, row: u32) -> Self {
        // Days before 1970 are negative; with the sign turned over they sort below the others.
        Self((u64::from(day.0.cast_unsigned() ^ SIGN) << 32) | u64::from(row))
    }

    fn day(self) -> Day {
        Day(((self.0 >> 32) as u32 ^ SIGN).cast_signed())
    }

    fn row(self) -> u32 {
        self.0 as u32
    }
}

const SIGN: u32 = 1 << 31;

/// Order numbers of all tables under one numbering.
///
/// A line without an order number belongs to the order of its customer and day: its code lies behind those of
/// the texts, one for each day.
struct Orders {
    texts: Dictionary,
    codes: Vec<u32>,
    /// Whether codes are in the byte order of their texts.
    is_sorted: bool,
    /// By code, whether lines of the order have different days; empty when none do.
    has_days: Vec<bool>,
    n_codes: usize,
}

/// Order code of a line without an order number, until its day is known.
const UNNUMBERED: u32 = u32::MAX;

/// No day of any calendar.
const NO_DAY: Day = Day(i32::MIN);

impl Orders {
    /// Takes the order numbers out of the tables; `None` when no table has any.
    fn take(tables: &mut [TransactionTable], days: &[Day]) -> Option<Self> {
        if tables.iter().all(|table| table.orders.is_none()) {
            return None;
        }
        let mut has_unnumbered = false;
        let (texts, codes) = match tables {
            [TransactionTable { orders: orders @ Some(_), .. }]
                if orders.as_ref().is_some_and(|(texts, _)| texts.code_of("").is_none()) =>
            {
                orders.take().unwrap_or_default()
            }
            _ => {
                has_unnumbered = true;
                united(tables, days)
            }
        };
        for table in tables {
            table.orders = None;
        }
        // What has no number sorts before what has one.
        let is_sorted =
            !has_unnumbered && (1..texts.len() as u32).all(|code| texts.get(code - 1) < texts.get(code));
        let n_codes = codes.iter().copied().max().map_or(0, |code| code as usize + 1).max(texts.len());
        let mut first_days = vec![NO_DAY; n_codes];
        let mut has_days = Vec::new();
        for (codes, days) in codes.chunks(BLOCK).zip(days.chunks(BLOCK)) {
            note_days(codes, days, &mut first_days, &mut has_days);
        }
        Some(Self { texts, codes, is_sorted, has_days, n_codes })
    }

    /// The order number; empty for lines without one.
    fn text(&self, code: u32) -> &str {
        if (code as usize) < self.texts.len() { self.texts.get(code) } else { "" }
    }

    fn code(&self, entry: Entry) -> u32 {
        self.codes[entry.row() as usize]
    }

    fn compare(&self, a: u32, b: u32) -> std::cmp::Ordering {
        if self.is_sorted || a == b { a.cmp(&b) } else { self.text(a).cmp(self.text(b)) }
    }

    /// Puts the lines of one customer, sorted by day and row, into `tagged` in their order, with the day and the
    /// code of each line's order.
    fn sort(&self, entries: &[Entry], tagged: &mut Vec<(Day, u32, Entry)>) {
        tagged.clear();
        tagged.extend(entries.iter().map(|&entry| (entry.day(), self.code(entry), entry)));
        if !self.has_days.is_empty() && tagged.iter().any(|&(_, code, _)| self.has_days[code as usize]) {
            // The day of an order is its first line's, so that lines of one order stay together even if the
            // file dates them differently.
            tagged.sort_unstable_by_key(|&(_, code, entry)| (code, entry));
            for idx in 1..tagged.len() {
                if tagged[idx - 1].1 == tagged[idx].1 {
                    tagged[idx].0 = tagged[idx - 1].0;
                }
            }
            tagged.sort_unstable_by(|a, b| {
                a.0.cmp(&b.0).then_with(|| self.compare(a.1, b.1)).then(a.2.cmp(&b.2))
            });
        } else if tagged.windows(2).any(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1) {
            tagged.sort_unstable_by(|a, b| {
                a.0.cmp(&b.0).then_with(|| self.compare(a.1, b.1)).then(a.2.cmp(&b.2))
            });
        }
    }
}

/// Notes orders whose lines have different days.
#[inline(never)]
fn note_days(codes: &[u32], days: &[Day], first_days: &mut [Day], has_days: &mut Vec<bool>) {
    for (&code, &day) in codes.iter().zip(days) {
        let first = &mut first_days[code as usize];
        if *first == NO_DAY {
            *first = day;
        } else if *first != day {
            has_days.resize(first_days.len(), false);
            has_days[code as usize] = true;
        }
    }
}

/// Order numbers of tables of which some lack them, or lack some.
fn united(tables: &[TransactionTable], days: &[Day]) -> (Dictionary, Vec<u32>) {
    let mut texts = Dictionary::new();
    let mut codes = Vec::with_capacity(days.len());
    for table in tables {
        match &table.orders {
            Some((dictionary, column)) => {
                let recode: Vec<u32> = dictionary
                    .texts()
                    .iter()
                    .map(|text| if text.is_empty() { UNNUMBERED } else { texts.intern(text) })
                    .collect();
                codes.extend(column.iter().map(|&code| recode[code as usize]));
            }
            None => codes.extend(std::iter::repeat_n(UNNUMBERED, table.lines.len())),
        }
    }
    let first_day = days.iter().map(|day| day.0).min().unwrap_or(0);
    let n_texts = u32::try_from(texts.len()).unwrap_or(UNNUMBERED);
    for (code, day) in codes.iter_mut().zip(days).filter(|(code, _)| **code == UNNUMBERED) {
        *code = n_texts.saturating_add(day.0.abs_diff(first_day));
    }
    (texts, codes)
}

impl LineOrder {
    /// `numbers` gives for each table the number of each of its customers, below `n_customers`. Customers and order
    /// numbers are taken out of the tables.
    pub(super) fn new(tables: &mut [TransactionTable], numbers: &[Vec<u32>], n_customers: usize) -> Self {
        let (rows, ends) = by_customer(tables, numbers, n_customers);
        for table in &mut *tables {
            table.customers = Vec::new();
        }
        let days = match tables {
            [table] => std::mem::take(&mut table.days),
            _ => tables.iter().flat_map(|table| table.days.iter().copied()).collect(),
        };
        let orders = Orders::take(tables, &days);
        let n_orders = orders.as_ref().map_or(n_customers, |orders| orders.n_codes);
        let mut order = Self {
            days: Vec::with_capacity(rows.len()),
            rows,
            customer_orders: Vec::with_capacity(n_customers + 1),
            order_lines: Vec::with_capacity(n_orders + 1),
            order_days: Vec::with_capacity(n_orders),
            order_ids: OrderIds::default(),
        };
        let mut codes = Vec::with_capacity(orders.as_ref().map_or(0, |orders| orders.n_codes));
        let mut start = 0;
        for ends in ends.chunks(BLOCK) {
            match &orders {
                Some(orders) => order.add_numbered(orders, &days, start, ends, &mut codes),
                None => order.add(&days, start, ends),
            }
            start = ends.last().copied().unwrap_or(start);
        }
        order.customer_orders.push(order.order_days.len() as u32);
        order.order_lines.push(start);
        order.order_lines.shrink_to_fit();
        order.order_days.shrink_to_fit();
        codes.shrink_to_fit();
        if let [table] = tables {
            table.days = days;
        }
        if let Some(orders) = orders {
            order.order_ids = OrderIds::new(orders.texts.into_texts(), codes);
        }
        order
    }

    /// The rows of some positions with their days, by day and row.
    fn entries(&self, days: &[Day], lines: Range<usize>, entries: &mut Vec<Entry>) {
        entries.clear();
        entries.extend(self.rows[lines].iter().map(|&row| Entry::new(days[row as usize], row)));
        if !entries.is_sorted() {
            entries.sort_unstable();
        }
    }

    /// Adds customers whose rows lie from `start` to each of `ends`: each day of a customer is an order.
    #[inline(never)]
    fn add(&mut self, days: &[Day], mut start: u32, ends: &[u32]) {
        let mut entries = Vec::new();
        for &end in ends {
            self.customer_orders.push(self.order_days.len() as u32);
            self.entries(days, start as usize..end as usize, &mut entries);
            let mut last = None;
            for (entry, (row, at)) in entries.iter().zip(self.rows[start as usize..].iter_mut().zip(start..))
            {
                let day = entry.day();
                if last.replace(day) != Some(day) {
                    self.order_lines.push(at);
                    self.order_days.push(day);
                }
                *row = entry.row();
                self.days.push(day);
            }
            start = end;
        }
    }

    /// As [`LineOrder::add`] with order numbers, whose codes are added to `codes`.
    #[inline(never)]
    fn add_numbered(
        &mut self,
        orders: &Orders,
        days: &[Day],
        mut start: u32,
        ends: &[u32],
        codes: &mut Vec<u32>,
    ) {
        let (mut entries, mut tagged) = (Vec::new(), Vec::new());
        for &end in ends {
            self.customer_orders.push(self.order_days.len() as u32);
            self.entries(days, start as usize..end as usize, &mut entries);
            orders.sort(&entries, &mut tagged);
            let mut last = None;
            for (&(day, code, entry), (row, at)) in
                tagged.iter().zip(self.rows[start as usize..].iter_mut().zip(start..))
            {
                if last.replace(code) != Some(code) {
                    self.order_lines.push(at);
                    self.order_days.push(day);
                    codes.push(code);
                }
                *row = entry.row();
                self.days.push(entry.day());
            }
            start = end;
        }
    }

    /// A column of the tables laid end to end in the order of the data set.
    pub(super) fn gather<T: Copy>(&self, column: &[T]) -> Vec<T> {
        let mut gathered = Vec::with_capacity(self.rows.len());
        for rows in self.rows.chunks(BLOCK) {
            gather_block(rows, column, &mut gathered);
        }
        gathered
    }

    /// Lines of a customer.
    pub(super) fn n_lines_of(&self, customer: usize) -> usize {
        let first = self.customer_orders[customer] as usize;
        let end = self.customer_orders[customer + 1] as usize;
        (self.order_lines[end] - self.order_lines[first]) as usize
    }
}

#[inline(never)]
fn gather_block<T: Copy>(rows: &[u32], column: &[T], gathered: &mut Vec<T>) {
    gathered.extend(rows.iter().map(|&row| column[row as usize]));
}

/// All rows, customer by customer and in file order for each, and where the rows of each customer end.
fn by_customer(
    tables: &[TransactionTable],
    numbers: &[Vec<u32>],
    n_customers: usize,
) -> (Vec<u32>, Vec<u32>) {
    // Rows are counted and placed by the codes of their own table, which saves a look-up for each.
    let counts: Vec<Vec<u32>> = tables
        .iter()
        .zip(numbers)
        .map(|(table, numbers)| {
            let mut counts = vec![0_u32; numbers.len()];
            for codes in table.customers.chunks(BLOCK) {
                count(codes, &mut counts);
            }
            counts
        })
        .collect();
    let mut next = vec![0_u32; n_customers];
    for (counts, numbers) in counts.iter().zip(numbers) {
        for (&count, &number) in counts.iter().zip(numbers) {
            next[number as usize] += count;
        }
    }
    let mut n_rows = 0;
    for slot in &mut next {
        n_rows += std::mem::replace(slot, n_rows);
    }
    let mut rows = vec![0; n_rows as usize];
    let mut row = 0;
    for ((table, numbers), mut slots) in tables.iter().zip(numbers).zip(counts) {
        for (slot, &number) in slots.iter_mut().zip(numbers) {
            let start = next[number as usize];
            next[number as usize] += *slot;
            *slot = start;
        }
        for codes in table.customers.chunks(BLOCK) {
            place(codes, row, &mut slots, &mut rows);
            row += codes.len() as u32;
        }
    }
    (rows, next)
}

#[inline(never)]
fn count(codes: &[u32], counts: &mut [u32]) {
    for &code in codes {
        counts[code as usize] += 1;
    }
}

/// Puts the rows from `first` on into the places of their customers.
#[inline(never)]
fn place(codes: &[u32], first: u32, slots: &mut [u32], rows: &mut [u32]) {
    for (&code, row) in codes.iter().zip(first..) {
        let slot = &mut slots[code as usize];
        rows[*slot as usize] = row;
        *slot += 1;
    }
}

/// The codes of a dictionary in the byte order of their texts.
pub(super) fn codes_by_text(texts: &TextColumn) -> Vec<u32> {
    // Eight bytes behind what all texts begin with tell most of them apart without a look at the text.
    let first = texts.get(0).as_bytes();
    let n_common = texts.iter().fold(first.len(), |n, text| {
        first[..n].iter().zip(text.as_bytes()).take_while(|(a, b)| a == b).count()
    });
    let key = |text: &str| {
        let mut bytes = [0; 8];
        let rest = &text.as_bytes()[n_common..];
        let n = rest.len().min(8);
        bytes[..n].copy_from_slice(&rest[..n]);
        u64::from_be_bytes(bytes)
    };
    let mut order: Vec<(u64, u32)> =
        texts.iter().enumerate().map(|(code, text)| (key(text), code as u32)).collect();
    order.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| texts.get(a.1 as usize).cmp(texts.get(b.1 as usize)))
    });
    order.into_iter().map(|(_, code)| code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_before_1970_sort_below_the_others() {
        assert!(Entry::new(Day(-1), 9) < Entry::new(Day(0), 0));
        assert!(Entry::new(Day(5), 1) < Entry::new(Day(5), 2));
        assert_eq!((Entry::new(Day(-7), 3).day(), Entry::new(Day(-7), 3).row()), (Day(-7), 3));
    }

    proptest! {
        #[test]
        fn codes_come_in_the_order_of_their_texts(texts in prop::collection::hash_set("C-[0-9é]{0,12}|[ab\u{0}]{0,3}", 0..60)) {
            let texts: Vec<String> = texts.into_iter().collect();
            let column: TextColumn = texts.iter().map(String::as_str).collect();
            let ordered: Vec<&str> = codes_by_text(&column).iter().map(|&code| texts[code as usize].as_str()).collect();
            let mut expected: Vec<&str> = texts.iter().map(String::as_str).collect();
            expected.sort_unstable();
            prop_assert_eq!(ordered, expected);
        }
    }
}
