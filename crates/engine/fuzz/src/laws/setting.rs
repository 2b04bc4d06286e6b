//! The first six bytes of an input are the answers of a user, the rest is the file.
//!
//! The low four bits of each byte count, so that `000000` in front of a file that is readable in an editor means:
//! no answers, the usual thresholds.

use clientele_engine::data::{Day, FileKind};
use clientele_engine::import::fuzzing::{self, Thresholds};
use clientele_engine::import::{
    Calendar, ColumnRole, DateOrder, DecimalMark, FileImporter, ImportError, ImportOptions, ImportedFile,
};

/// Bytes in front of the file.
const N_BYTES: usize = 6;

/// Labels of encodings a user can choose.
const LABELS: [&str; 12] = [
    "utf-8",
    "big5",
    "gb18030",
    "shift_jis",
    "euc-kr",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "utf-16le",
    "utf-16be",
    "iso-2022-jp",
    "no-such-label",
];

/// How a file is imported.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The user's answers.
    pub options: ImportOptions,
    /// When the import moves on.
    pub thresholds: Thresholds,
}

impl Setting {
    /// No answers and the usual thresholds, on the first day of 2026.
    pub fn usual() -> Self {
        let today = Day::try_from_civil(2026, 1, 1).unwrap_or_default();
        Self { options: ImportOptions::new(today), thresholds: Thresholds::default() }
    }

    /// The setting that the first bytes of an input spell, and the file behind them.
    pub fn read(input: &[u8]) -> (Self, &[u8]) {
        let mut setting = Self::usual();
        let Some((head, file)) = input.split_at_checked(N_BYTES) else {
            return (setting, input);
        };
        let nibble = |idx: usize| usize::from(head[idx] & 15);
        let options = &mut setting.options;
        use ColumnRole::{Amount, CustomerId, Date, Name, OrderId, Quantity, Skip, UnitPrice};
        match nibble(0) {
            1 => options.kind = Some(FileKind::Transactions),
            2 => options.kind = Some(FileKind::Customers),
            3 => {
                options.has_header = Some(false);
                options.columns = Some(vec![CustomerId, Date, Amount]);
            }
            4 => {
                options.has_header = Some(false);
                options.columns = Some(vec![Date, CustomerId, Skip, Amount, OrderId, Name]);
            }
            5 => options.columns = Some(vec![CustomerId, Date, UnitPrice, Quantity]),
            6 => {
                options.has_header = Some(false);
                options.kind = Some(FileKind::Customers);
                options.columns = Some(vec![CustomerId, Name]);
            }
            7 => options.has_header = Some(false),
            8 => options.columns = Some(vec![Skip]),
            _ => {}
        }
        options.encoding =
            nibble(1).checked_sub(1).and_then(|idx| LABELS.get(idx)).map(|&label| label.into());
        options.date_order =
            [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst), None][nibble(2) & 3];
        options.calendar = [None, Some(Calendar::Gregorian), Some(Calendar::Minguo), None][nibble(2) >> 2];
        if let bits @ 1.. = nibble(3) {
            let n_bytes = 1 << (bits + 3);
            setting.thresholds = Thresholds {
                head_bytes: n_bytes,
                max_head_bytes: n_bytes * 16,
                slice_bytes: 1 << bits,
                window_bytes: n_bytes,
            };
        }
        options.delimiter = nibble(4)
            .checked_sub(1)
            .and_then(|idx| [',', ';', '\t', '|', ' ', ':', '"', '、'].get(idx).copied());
        options.decimal_mark =
            [None, Some(DecimalMark::Point), Some(DecimalMark::Comma), None][nibble(5) & 3];
        options.currency = [None, Some("EUR"), Some("TWD"), Some("XYZ")][nibble(5) >> 2].map(str::to_owned);
        (setting, file)
    }

    /// Imports `file`, which is pushed in the given slices.
    ///
    /// # Errors
    /// Those of the importer.
    pub fn import<'a>(
        &self,
        n_bytes: usize,
        slices: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<ImportedFile, ImportError> {
        let mut importer: FileImporter =
            fuzzing::importer("file.csv", n_bytes as u64, self.options.clone(), self.thresholds);
        for slice in slices {
            importer.push(slice)?;
        }
        importer.finish()
    }

    /// Imports `file` in one push.
    ///
    /// # Errors
    /// Those of the importer.
    pub fn import_whole(&self, file: &[u8]) -> Result<ImportedFile, ImportError> {
        self.import(file.len(), [file])
    }
}

/// All that an import came to, as text that is equal when the outcomes are.
pub fn outcome(result: &Result<ImportedFile, ImportError>) -> String {
    format!("{result:?}")
}
