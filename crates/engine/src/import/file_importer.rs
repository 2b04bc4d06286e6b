//! The bytes of one file to a table and a report.
//!
//! In:   slices of any size, in order.
//! Out:  an [`ImportedFile`].
//! Cost: one pass. Held are the columns, the head of the file until header and encoding are known, and the one
//!       record that is open.
//!
//! Every threshold counts bytes of the file and never looks at the slices, so any slicing ends in the same report.

use super::customer_rows::CustomerRows;
use super::dialect::{self, DELIMITERS, Dialect};
use super::encoding::{TextDecoder, code_unit_bytes, refuse_control_characters, refuse_known_binary};
use super::line_index::LineIndex;
use super::lookup_rows::LookupRows;
use super::readings::delimiter_fits;
use super::reject_log::RejectLog;
use super::row_batch::RowBatch;
use super::row_rules::RowRules;
use super::scan::{BLANK, MAX_RECORD_BYTES, Record, Scanner, Step, line_end};
use super::set_aside::{OwnCells, Wanted, WholeRow, settle_by_header};
use super::settle::{self, Finished};
use super::text_index::TextIndex;
use super::thresholds::Thresholds;
use super::transaction_batch::{Cells, Readings as BatchReadings};
use super::transaction_rows::TransactionRows;
use super::{ImportError, ImportOptions, ImportedFile, PreviewRow, Readings, RecipeBook, RejectReason};
use crate::data::FileKind;
use encoding_rs::Encoding;
use std::sync::Arc;

/// Data rows shown as they are in the file.
const N_PREVIEW_ROWS: usize = 12;

/// Imports one file, fed slice by slice.
pub struct FileImporter {
    name: String,
    n_bytes: u64,
    options: ImportOptions,
    thresholds: Thresholds,
    recipes: Arc<RecipeBook>,
    /// Rows that are read once more; nothing else is done with the file then.
    wanted: Option<Wanted>,
    stage: Stage,
}

enum Stage {
    /// Header, delimiter and encoding are not known yet.
    Head {
        bytes: Vec<u8>,
        n_wanted: usize,
    },
    Rows(Box<RowReader>),
}

/// What is known once the header is.
pub(super) struct RowReader {
    decoder: TextDecoder,
    pub(super) line_index: LineIndex,
    /// Text that is not read yet starts at `at`.
    text: Vec<u8>,
    at: usize,
    /// Physical line at `at`.
    line: u32,
    /// Text below which an open record need not be tried again.
    n_retry: usize,
    /// Whether the rest of an oversize line is to be skipped.
    is_skipping: bool,
    scanner: Scanner,
    index: TextIndex,
    batch: RowBatch,
    found: BatchReadings,
    /// Records to read before lines are taken many at a time again.
    n_single: u32,
    /// Batches in a row that came to nothing.
    n_vain: u32,
    rules: RowRules,
    own_cells: OwnCells,
    wanted: Option<Wanted>,
    pub(super) dialect: Dialect,
    pub(super) rows: Rows,
    pub(super) log: RejectLog,
    pub(super) n_records: u64,
    pub(super) preview: Vec<PreviewRow>,
    pub(super) readings: Readings,
}

/// The columns of a file, by its kind.
pub(super) enum Rows {
    Transactions(Box<TransactionRows>),
    Customers(Box<CustomerRows>),
    Lookup(Box<LookupRows>),
}

impl FileImporter {
    /// An importer for the file `name` of `n_bytes` bytes, which the report repeats.
    #[must_use]
    pub fn new(name: &str, n_bytes: u64, options: ImportOptions) -> Self {
        Self::with_thresholds(name, n_bytes, options, Thresholds::default())
    }

    /// The same with other thresholds than the usual ones.
    pub(super) fn with_thresholds(
        name: &str,
        n_bytes: u64,
        options: ImportOptions,
        thresholds: Thresholds,
    ) -> Self {
        let stage = Stage::Head { bytes: Vec::new(), n_wanted: thresholds.head_bytes };
        Self {
            name: name.to_owned(),
            n_bytes,
            options,
            thresholds,
            recipes: Arc::default(),
            wanted: None,
            stage,
        }
    }

    /// Lets recipes answer what neither the options nor the file do. The one that fits is looked up as soon as the
    /// header is found; [`super::FileReport::recipe`] tells which of its answers counted.
    #[must_use]
    pub fn with_recipes(mut self, recipes: Arc<RecipeBook>) -> Self {
        self.recipes = recipes;
        self
    }

    /// Only reads rows once more.
    #[must_use]
    pub(super) fn wanting(mut self, wanted: Wanted) -> Self {
        self.wanted = Some(wanted);
        self
    }

    /// The wanted rows read since the last call.
    pub(super) fn take_wanted(&mut self) -> Vec<WholeRow> {
        match &mut self.stage {
            Stage::Rows(reader) => reader.wanted.as_mut().map(Wanted::take).unwrap_or_default(),
            Stage::Head { .. } => Vec::new(),
        }
    }

    /// How the rows are read, once that is known.
    pub(super) fn dialect(&self) -> Option<&Dialect> {
        match &self.stage {
            Stage::Rows(reader) => Some(&reader.dialect),
            Stage::Head { .. } => None,
        }
    }

    /// Reads what is left when no bytes follow.
    pub(super) fn close(&mut self) -> Result<(), ImportError> {
        if matches!(self.stage, Stage::Head { .. }) {
            self.read_head(true)?;
        }
        match &mut self.stage {
            Stage::Head { .. } => Err(ImportError::EmptyFile),
            Stage::Rows(reader) => reader.push(&[], true),
        }
    }

    /// Reads the next bytes of the file.
    ///
    /// # Errors
    /// See [`ImportError`]; the importer is of no use afterwards.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = match &mut self.stage {
                Stage::Head { bytes, n_wanted } => {
                    let (taken, rest) = rest.split_at(rest.len().min(*n_wanted - bytes.len()));
                    bytes.extend_from_slice(taken);
                    if bytes.len() == *n_wanted {
                        self.read_head(false)?;
                    }
                    rest
                }
                Stage::Rows(reader) => {
                    let (taken, rest) = rest.split_at(rest.len().min(self.thresholds.slice_bytes));
                    reader.push(taken, false)?;
                    rest
                }
            };
        }
        Ok(())
    }

    /// Settles what needs all rows and returns the table and the report.
    ///
    /// # Errors
    /// See [`ImportError`].
    pub fn finish(mut self) -> Result<ImportedFile, ImportError> {
        self.close()?;
        match self.stage {
            Stage::Head { .. } => Err(ImportError::EmptyFile),
            Stage::Rows(reader) => {
                let file = Finished { name: self.name, n_bytes: self.n_bytes, options: self.options };
                settle::finish(*reader, file)
            }
        }
    }

    /// Finds encoding, delimiter and header in the head, or asks for more of it.
    fn read_head(&mut self, is_whole: bool) -> Result<(), ImportError> {
        let Stage::Head { bytes, n_wanted } = &mut self.stage else {
            return Ok(());
        };
        refuse_known_binary(bytes)?;
        let Some(Opened { decoder, text, dialect }) =
            opened_with_recipes(bytes, is_whole, &self.options, &self.recipes)?
        else {
            if *n_wanted >= self.thresholds.max_head_bytes || is_whole {
                // No record ends in all this text, so there is no header to find.
                return Err(ImportError::MissingRequiredColumns {
                    missing: vec!["customer_id".to_owned()],
                    found: Vec::new(),
                });
            }
            *n_wanted *= 4;
            return Ok(());
        };
        let is_big_endian = match code_unit_bytes(decoder.encoding()) {
            1 => None,
            _ => Some(decoder.encoding() == encoding_rs::UTF_16BE),
        };
        let header_start = dialect.header_start(&text).min(text.len());
        let is_blank = dialect.delimiter == BLANK;
        let tried: &[u8] = if is_blank { &[BLANK] } else { &DELIMITERS };
        let (n_split_rows, delimiters) = delimiter_fits(&text[header_start..], tried);
        let readings = Readings { n_split_rows, delimiters, ..Readings::default() };
        let mut line_index = LineIndex::new(is_big_endian);
        // A byte order mark is no line end in any unit, and whole units long.
        line_index.push(bytes);
        settle_by_header(&mut self.options, &dialect.own_columns);
        let n_rows_expected = match self.wanted {
            None => expected_rows(&text, dialect.data_start, bytes.len(), self.n_bytes),
            Some(_) => 0,
        };
        let rows = match dialect.plan.kind {
            FileKind::Transactions => Rows::Transactions(Box::new(TransactionRows::new(
                &dialect.plan,
                dialect.delimiter,
                self.options.today,
                n_rows_expected,
            ))),
            FileKind::Customers => {
                Rows::Customers(Box::new(CustomerRows::new(&dialect.plan, dialect.delimiter)))
            }
            FileKind::Lookup => Rows::Lookup(Box::new(LookupRows::new(&dialect.plan, dialect.delimiter))),
        };
        let mut reader = Box::new(RowReader {
            decoder: decoder.with_window(self.thresholds.window_bytes),
            line_index,
            text,
            at: dialect.data_start,
            line: dialect.data_line,
            n_retry: 0,
            is_skipping: false,
            scanner: Scanner::new(dialect.delimiter),
            index: TextIndex::new(dialect.delimiter),
            batch: RowBatch::new(dialect.plan.names.len()),
            found: BatchReadings::default(),
            n_single: 0,
            n_vain: 0,
            rules: RowRules::new(&dialect.plan, dialect.delimiter, dialect.header_line > 0)
                .behind(dialect.own_columns.len()),
            own_cells: OwnCells::new(dialect.own_columns.len()),
            wanted: self.wanted.take(),
            dialect,
            rows,
            log: RejectLog::default(),
            n_records: 0,
            preview: Vec::new(),
            readings,
        });
        reader.read_records(is_whole)?;
        self.stage = Stage::Rows(reader);
        Ok(())
    }
}

/// The head of a file once its header is found.
struct Opened {
    decoder: TextDecoder,
    text: Vec<u8>,
    dialect: Dialect,
}

/// Decodes the head and finds the header; `None` when more of the file is needed.
fn opened(
    bytes: &[u8],
    is_whole: bool,
    options: &ImportOptions,
    recipes: &RecipeBook,
    hint: Option<&'static Encoding>,
) -> Result<Option<Opened>, ImportError> {
    let (mut decoder, bom_length) = TextDecoder::new(bytes, is_whole, options.encoding.as_deref(), hint);
    let mut text = Vec::new();
    decoder.decode(&bytes[bom_length..], is_whole, &mut text);
    if is_whole {
        trim_end_of_file(&mut text);
        if is_empty_text(&text) {
            return Err(ImportError::EmptyFile);
        }
    }
    refuse_control_characters(&text)?;
    let dialect = dialect::find(&text, is_whole, options, recipes)?;
    Ok(dialect.map(|dialect| Opened { decoder, text, dialect }))
}

/// As [`opened`], in the encoding of the recipe that fits. A header can look right only in that encoding, so each
/// encoding of the book is tried where no recipe fits the header as it was read.
fn opened_with_recipes(
    bytes: &[u8],
    is_whole: bool,
    options: &ImportOptions,
    recipes: &RecipeBook,
) -> Result<Option<Opened>, ImportError> {
    let plain = opened(bytes, is_whole, options, recipes, None);
    if recipes.is_empty() || options.encoding.is_some() {
        return plain;
    }
    let wanted = match &plain {
        Ok(Some(found)) => found.dialect.remembered.as_ref().map(|remembered| remembered.encoding()),
        Ok(None) | Err(_) => None,
    };
    let hints = match wanted {
        Some(wanted) => wanted.into_iter().collect(),
        None if bytes.is_ascii() => Vec::new(),
        None => recipes.encodings(),
    };
    for hint in hints {
        if let Ok(Some(found)) = opened(bytes, is_whole, options, recipes, Some(hint))
            && found.dialect.remembered.as_ref().and_then(|remembered| remembered.encoding()) == Some(hint)
        {
            return Ok(Some(found));
        }
    }
    plain
}

/// As much of a text as is UTF-8 without a break.
fn valid_start(text: &[u8]) -> &str {
    match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&text[..error.valid_up_to()]).unwrap_or(""),
    }
}

/// NUL and 0x1A at the end of a file are fillers of old systems.
fn trim_end_of_file(text: &mut Vec<u8>) {
    let end = text.iter().rposition(|byte| !matches!(byte, 0 | 0x1A)).map_or(0, |last| last + 1);
    text.truncate(end);
}

fn is_empty_text(text: &[u8]) -> bool {
    text.first().is_none_or(|byte| !byte.is_ascii_graphic())
        && std::str::from_utf8(text).is_ok_and(|text| text.trim().is_empty())
}

/// Rows to make room for, from the lines of the head; at most sixteen million.
fn expected_rows(text: &[u8], data_start: usize, n_head_bytes: usize, n_bytes: u64) -> usize {
    let head = &text[data_start.min(text.len())..];
    let n_lines = memchr::memchr2_iter(b'\n', b'\r', &head[..head.len().min(1 << 16)]).count().max(1) as u64;
    let n_head = head.len().clamp(1, 1 << 16) as u64;
    let n_rest = n_bytes.max(n_head_bytes as u64);
    usize::try_from(n_rest * n_lines / n_head * 21 / 20 + 16).unwrap_or(0).min(1 << 24)
}

impl RowReader {
    fn push(&mut self, raw: &[u8], is_end: bool) -> Result<(), ImportError> {
        self.line_index.push(raw);
        self.decoder.decode(raw, is_end, &mut self.text);
        if is_end {
            trim_end_of_file(&mut self.text);
        }
        if is_end || self.text.len() - self.at.min(self.text.len()) >= self.n_retry {
            self.read_records(is_end)?;
        }
        Ok(())
    }

    /// Reads all records that are complete.
    fn read_records(&mut self, is_end: bool) -> Result<(), ImportError> {
        // The text is lent out, so that what is read from it can be kept beside it.
        let text = std::mem::take(&mut self.text);
        let result = self.read_records_of(&text, is_end);
        self.text = text;
        self.text.drain(..self.at.min(self.text.len()));
        self.at = 0;
        result
    }

    fn read_records_of(&mut self, text: &[u8], is_end: bool) -> Result<(), ImportError> {
        self.n_retry = 0;
        self.index.mark(text);
        let valid = valid_start(text);
        while self.at < text.len() {
            if self.is_skipping && !self.skip_line(text, is_end) {
                break;
            }
            if self.n_single == 0 && self.read_batch(text, valid)? {
                continue;
            }
            self.n_single = self.n_single.saturating_sub(1);
            let rules = &self.rules;
            let step = self
                .scanner
                .step_line(text, self.at, &mut self.index)
                .unwrap_or_else(|| self.scanner.step(text, self.at, is_end, &|line| rules.is_sound(line)));
            match step {
                Step::NeedMore => {
                    // Twice as much text, so that a long record is not scanned over and over.
                    self.n_retry = (text.len() - self.at) * 2;
                    break;
                }
                Step::Record { next, n_lines } => {
                    // Lent out, so that the record can be read beside everything else.
                    let scanner = std::mem::replace(&mut self.scanner, Scanner::new(self.dialect.delimiter));
                    let mut own_cells = std::mem::take(&mut self.own_cells);
                    let record = own_cells.taken_off(scanner.record(text, self.at));
                    let base = scanner.end_in_text().and_then(|end| valid.get(self.at..end));
                    let taken = self.take_record(&record, base, scanner.has_malformed_quotes());
                    self.own_cells = own_cells;
                    self.scanner = scanner;
                    taken?;
                    self.at = next;
                    self.line += n_lines;
                }
                Step::Unterminated { next } => {
                    self.take_broken(text, RejectReason::UnterminatedQuote);
                    self.at = next;
                    self.line += 1;
                }
                Step::Oversize => {
                    self.take_oversize(text);
                    self.is_skipping = true;
                }
            }
        }
        Ok(())
    }

    /// Moves to the next line; false when it has not begun yet.
    fn skip_line(&mut self, text: &[u8], is_end: bool) -> bool {
        match line_end(text, self.at, is_end) {
            Some((_, next)) => {
                self.at = next;
                self.line += 1;
                self.is_skipping = false;
                next < text.len()
            }
            None => {
                // A CR at the very end may be half of a line end.
                self.at = if text.last() == Some(&b'\r') { text.len() - 1 } else { text.len() };
                false
            }
        }
    }

    fn take_broken(&mut self, text: &[u8], reason: RejectReason) {
        let record = self.own_cells.taken_off(self.scanner.record(text, self.at));
        if let Some(wanted) = &mut self.wanted {
            return wanted.note(self.line, &record);
        }
        self.n_records += 1;
        note_preview(&mut self.preview, self.line, &record);
        self.log.push_plain(self.line, reason, None, &record);
    }

    fn take_oversize(&mut self, text: &[u8]) {
        // A row that is read once more is given back as far as a record may reach.
        let n_bytes = if self.wanted.is_some() { MAX_RECORD_BYTES } else { 400 };
        let head = &text[self.at..text.len().min(self.at + n_bytes)];
        let record =
            Record { bytes: head, spans: &[(0, head.len() as u32)], is_plain: true, is_simple: false };
        if let Some(wanted) = &mut self.wanted {
            return wanted.note(self.line, &record);
        }
        self.n_records += 1;
        note_preview(&mut self.preview, self.line, &record);
        self.log.push_plain(self.line, RejectReason::FieldTooLarge, None, &record);
    }

    /// Reads lines of the common kind many at a time; whether there were any. `valid` is as much of the text as is
    /// UTF-8 without a break.
    fn read_batch(&mut self, text: &[u8], valid: &str) -> Result<bool, ImportError> {
        let takes_batches = matches!(&self.rows, Rows::Transactions(rows) if rows.takes_batches());
        // Rows that are given back are few, and rows that are wanted are not read at all.
        let is_own = self.wanted.is_some() || !self.dialect.own_columns.is_empty();
        if !takes_batches || is_own || self.dialect.delimiter == BLANK || self.preview.len() < N_PREVIEW_ROWS
        {
            return Ok(false);
        }
        let mut batch = std::mem::take(&mut self.batch);
        batch.fill(text, valid, self.at, &mut self.index);
        let result = self.take_batch(&batch, text, valid);
        self.at = batch.start(batch.len());
        self.scanner.pass(batch.len() as u32);
        // A file of other lines is not looked at twice for each of them.
        self.n_vain = if batch.len() > 0 { 0 } else { (self.n_vain + 1).min(6) };
        self.n_single = if batch.len() > 0 { 0 } else { 1 << self.n_vain };
        let has_lines = batch.len() > 0;
        self.batch = batch;
        result.map(|()| has_lines)
    }

    fn take_batch(&mut self, batch: &RowBatch, text: &[u8], valid: &str) -> Result<(), ImportError> {
        let cells = |rows| Cells { text, valid, batch, rows };
        if let Rows::Transactions(rows) = &self.rows {
            rows.look_at(&cells(0..batch.len()), &mut self.found);
        }
        let (mut row, mut spans) = (0, Vec::new());
        while row < batch.len() {
            let run = self.found.run(row);
            if let Rows::Transactions(rows) = &mut self.rows
                && !run.is_empty()
            {
                let end = run.end;
                let n_taken = rows.take(&cells(run), &self.found, self.line, &mut self.log);
                self.n_records += n_taken as u64;
                self.line += n_taken as u32;
                row += n_taken;
                if row == end {
                    continue;
                }
            }
            let record = batch.record(text, row, &mut spans);
            let (start, end) = batch.line(row);
            self.take_record(&record, valid.get(start..end), false)?;
            self.line += 1;
            row += 1;
        }
        Ok(())
    }

    /// `base` is the text of the record, where it is known to be UTF-8.
    fn take_record(
        &mut self,
        record: &Record<'_>,
        base: Option<&str>,
        has_malformed_quotes: bool,
    ) -> Result<(), ImportError> {
        if record.is_blank() {
            return Ok(());
        }
        if let Some(wanted) = &mut self.wanted {
            wanted.note(self.line, record);
            return Ok(());
        }
        self.n_records += 1;
        note_preview(&mut self.preview, self.line, record);
        if let Some(reason) = self.rules.is_no_record(record) {
            self.log.push_plain(self.line, reason, None, record);
            return Ok(());
        }
        let Some(base) = base.or_else(|| std::str::from_utf8(record.bytes).ok()) else {
            self.log.push_plain(self.line, RejectReason::InvalidEncoding, None, record);
            return Ok(());
        };
        if let Some(reason) = self.dialect.fault_given_back(record) {
            self.log.push_plain(self.line, reason, None, record);
            return Ok(());
        }
        if let Some(reason) = self.rules.shape_reason(record) {
            self.log.push_plain(self.line, reason, None, record);
            return Ok(());
        }
        let n_accepted = self.rows.n_rows();
        match &mut self.rows {
            Rows::Transactions(rows) => rows.push(record, base, self.line, &mut self.log),
            Rows::Customers(rows) => rows.push(record, base, self.line, &mut self.log),
            Rows::Lookup(rows) => {
                rows.push(record, base, self.line, &mut self.log);
                Ok(())
            }
        }
        .map_err(|twins| twins.error(&self.dialect.plan))?;
        if has_malformed_quotes && self.rows.n_rows() > n_accepted {
            match &mut self.rows {
                Rows::Transactions(rows) => rows.n_malformed_quotes += 1,
                Rows::Customers(rows) => rows.n_malformed_quotes += 1,
                Rows::Lookup(rows) => rows.n_malformed_quotes += 1,
            }
        }
        Ok(())
    }

    /// Whether the file has no byte that says anything about its encoding.
    pub(super) fn is_ascii(&self) -> bool {
        self.decoder.is_ascii()
    }

    /// How well each encoding fits the file, beside what is known of the delimiters.
    pub(super) fn readings(&mut self) -> Readings {
        let (n_encoded_lines, encodings) = self.decoder.fits().clone();
        Readings { n_encoded_lines, encodings, ..std::mem::take(&mut self.readings) }
    }

    /// Label of the encoding by the WHATWG standard, in lower case.
    pub(super) fn encoding_label(&self) -> String {
        self.decoder.encoding().name().to_ascii_lowercase()
    }
}

impl Rows {
    /// Rows accepted so far.
    pub(super) fn n_rows(&self) -> usize {
        match self {
            Self::Transactions(rows) => rows.lines.len(),
            Self::Customers(rows) => rows.lines.len(),
            Self::Lookup(rows) => rows.lines.len(),
        }
    }
}

fn note_preview(preview: &mut Vec<PreviewRow>, line: u32, record: &Record<'_>) {
    if preview.len() < N_PREVIEW_ROWS {
        preview.push(PreviewRow { line, cells: record.excerpt(usize::MAX) });
    }
}
