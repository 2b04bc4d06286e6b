//! Whether everything that went into the import came out of it again.
//!
//! In:   the reports of the files and the data set.
//! Out:  one [`Book`] for each file and one for all.
//!
//! Nothing is concluded from a difference: rows are counted as they are read, as they are set aside and as they
//! lie in the data set, and money is added up for each of the three on its own. Then they are compared.

use crate::data::{Dataset, Decimal, FileKind, JoinSummary};
use crate::import::{FileReport, WarningKind};
use serde::{Deserialize, Serialize};

/// Money of a file or of all, as exact decimal text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MoneyBook {
    /// Every readable amount.
    pub read: String,
    /// Amounts of accepted rows.
    pub accepted: String,
    /// Readable amounts of rows set aside.
    pub set_aside: String,
    /// Amounts of rows that another file had brought already.
    pub merged: String,
    /// Amounts in the data set, which keeps up to four decimals.
    pub in_dataset: String,
}

impl MoneyBook {
    /// The same sums with as many decimals each, so that they can be read below each other.
    fn aligned(mut self) -> Self {
        let texts =
            [&mut self.read, &mut self.accepted, &mut self.set_aside, &mut self.merged, &mut self.in_dataset];
        let scale = texts.iter().filter_map(|text| Some(Decimal::parse(text)?.scale)).max().unwrap_or(0);
        for text in texts {
            if let Some(decimal) = Decimal::parse(text) {
                *text = decimal.with_scale(scale).text();
            }
        }
        self
    }
}

/// Rows and money of a file or of all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Book {
    /// Name of the file; empty for all.
    pub name: String,
    /// What its rows are; `None` for all.
    pub kind: Option<FileKind>,
    /// Records read.
    pub n_read: u64,
    /// Records accepted, those merged left out.
    pub n_accepted: u64,
    /// Records set aside.
    pub n_set_aside: u64,
    /// Records that another file had brought already.
    pub n_merged: u64,
    /// Records set aside whose amount cannot be read, so that no sum holds it.
    pub n_unreadable: u64,
    /// The money; `None` where the rows have none.
    pub money: Option<MoneyBook>,
    /// Whether rows and money in are those accepted, set aside and merged, to the last digit.
    pub balances: bool,
}

/// The books of all files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Books {
    /// One for each file.
    pub files: Vec<Book>,
    /// All files together; it balances when each of them does and the sums agree.
    pub all: Book,
}

/// Lines and minor units of a file in the data set.
#[derive(Clone, Copy, Default)]
struct InDataset {
    n_lines: u64,
    amount: i128,
}

/// Balances the books.
pub(super) fn books(files: &[FileReport], join: &JoinSummary, dataset: &Dataset) -> Books {
    let mut in_dataset = vec![InDataset::default(); files.len()];
    for (line, &amount) in dataset.amounts().iter().enumerate() {
        if let Some(file) = in_dataset.get_mut(usize::from(dataset.source(line).file)) {
            file.n_lines += 1;
            file.amount += i128::from(amount);
        }
    }
    let books: Vec<Book> = files
        .iter()
        .zip(&in_dataset)
        .enumerate()
        .map(|(file, (report, present))| book(report, merged(join, file), *present, dataset.money_scale()))
        .collect();
    let all = all(&books);
    Books { files: books, all }
}

/// Rows of a file that were merged into those of other files, and the exact sum of their amounts.
fn merged(join: &JoinSummary, file: usize) -> (u64, Option<Decimal>) {
    let n_rows = join.merged_rows.get(file).copied().unwrap_or(0);
    let dropped =
        join.overlaps.iter().filter(|overlap| overlap.later as usize == file && overlap.n_rows_dropped > 0);
    let money = dropped
        .map(|overlap| Decimal::parse(&overlap.money))
        .try_fold(Decimal::default(), |sum, part| sum.plus(part?));
    (n_rows, money)
}

fn book(
    report: &FileReport,
    (n_merged, merged): (u64, Option<Decimal>),
    present: InDataset,
    scale: u8,
) -> Book {
    let has_lines = report.file.kind == FileKind::Transactions;
    // Orders may have no money at all.
    let has_money = has_lines && !report.sum_amount.is_empty();
    let accepted = Decimal::parse(&report.sum_amount).and_then(|sum| sum.minus(merged?));
    let money = has_money.then(|| {
        MoneyBook {
            read: report.sum_read.clone(),
            accepted: accepted.map(Decimal::text).unwrap_or_default(),
            set_aside: report.sum_rejected.clone(),
            merged: merged.map(Decimal::text).unwrap_or_default(),
            in_dataset: Decimal { mantissa: present.amount, scale }.text(),
        }
        .aligned()
    });
    let is_rounded = report.warnings.iter().any(|warning| warning.kind == WarningKind::AmountsRounded);
    let n_accepted = report.n_accepted.saturating_sub(n_merged);
    let balances = report.n_records == n_accepted + report.n_rejected + n_merged
        && report.n_rejected == report.reasons.iter().map(|&(_, n)| n).sum::<u64>()
        && (!has_lines || n_accepted == present.n_lines)
        && money.as_ref().is_none_or(|money| is_balanced(money, is_rounded).unwrap_or(false));
    Book {
        name: report.file.name.clone(),
        kind: Some(report.file.kind),
        n_read: report.n_records,
        n_accepted,
        n_set_aside: report.n_rejected,
        n_merged,
        n_unreadable: report.n_unreadable,
        money,
        balances,
    }
}

/// Whether money in is money accepted, set aside and merged, and the data set holds what was accepted. Amounts
/// with more decimals than the data set keeps are rounded there; the file's own sum is exact all the same.
fn is_balanced(money: &MoneyBook, is_rounded: bool) -> Option<bool> {
    let accepted = Decimal::parse(&money.accepted)?;
    let out = accepted.plus(Decimal::parse(&money.set_aside)?)?.plus(Decimal::parse(&money.merged)?)?;
    let is_all_there = is_rounded || Decimal::parse(&money.in_dataset)?.is_equal(accepted);
    Some(Decimal::parse(&money.read)?.is_equal(out) && is_all_there)
}

fn all(books: &[Book]) -> Book {
    let sum = |n: fn(&Book) -> u64| books.iter().map(n).sum::<u64>();
    let text = |part: fn(&MoneyBook) -> &String| {
        books
            .iter()
            .filter_map(|book| book.money.as_ref())
            .try_fold(Decimal::default(), |sum, money| sum.plus(Decimal::parse(part(money))?))
    };
    let parts = [
        text(|money| &money.read),
        text(|money| &money.accepted),
        text(|money| &money.set_aside),
        text(|money| &money.merged),
        text(|money| &money.in_dataset),
    ];
    let [read, accepted, set_aside, merged, in_dataset] =
        parts.map(|part| part.map(Decimal::text).unwrap_or_default());
    let book = Book {
        name: String::new(),
        kind: None,
        n_read: sum(|book| book.n_read),
        n_accepted: sum(|book| book.n_accepted),
        n_set_aside: sum(|book| book.n_set_aside),
        n_merged: sum(|book| book.n_merged),
        n_unreadable: sum(|book| book.n_unreadable),
        money: books
            .iter()
            .any(|book| book.money.is_some())
            .then(|| MoneyBook { read, accepted, set_aside, merged, in_dataset }.aligned()),
        balances: false,
    };
    let is_money_balanced = book.money.as_ref().is_none_or(|money| is_balanced(money, true).unwrap_or(false));
    let balances = books.iter().all(|book| book.balances)
        && book.n_read == book.n_accepted + book.n_set_aside + book.n_merged
        && is_money_balanced;
    Book { balances, ..book }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_cent_is_noticed() {
        let mut money = MoneyBook {
            read: "100.00".to_owned(),
            accepted: "90.5".to_owned(),
            set_aside: "9.50".to_owned(),
            merged: "0".to_owned(),
            in_dataset: "90.50".to_owned(),
        };
        assert_eq!(is_balanced(&money, false), Some(true));
        money.in_dataset = "90.49".to_owned();
        assert_eq!(is_balanced(&money, false), Some(false));
        assert_eq!(is_balanced(&money, true), Some(true));
        money.set_aside = "9.49".to_owned();
        assert_eq!(is_balanced(&money, true), Some(false));
        money.set_aside = "many".to_owned();
        assert_eq!(is_balanced(&money, true), None);
    }
}
