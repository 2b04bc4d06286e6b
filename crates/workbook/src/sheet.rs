//! The cells of a sheet as lines of comma-separated text.
//!
//! Each row of the sheet is one line, blank rows too, so that the number of a line is the number of the row in
//! Excel; columns before the first cell in use stay as empty cells, so that the n-th cell is the n-th letter. A
//! line break within a cell becomes a space.

use crate::strings::read_text;
use crate::value::{push_iso_date, push_number, push_unescaped};
use crate::workbook::Shared;
use crate::xml::{Tokens, push_reference};
use crate::{Limits, WorkbookError};
use miniz_oxide::deflate::compress_to_vec;
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Text of one block.
const BLOCK_BYTES: usize = 256 << 10;

/// The size of a sheet in Excel.
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;

/// Columns up to which short rows are filled with empty cells to the width of the widest row above, as Excel does
/// when it saves a sheet as CSV. One stray cell far to the right does not make every row that wide.
const MAX_FILLED_COLUMNS: u32 = 256;

/// The quickest level of deflate: blocks are kept to show original rows, and rarely looked at.
const PACK_LEVEL: u8 = 1;

/// Some rows of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetBlock {
    /// Whole lines of UTF-8 text.
    pub text: Vec<u8>,
    /// The same, packed; see [`crate::unpack_block`].
    pub packed: Vec<u8>,
    /// Rows of the sheet so far.
    pub n_rows: u32,
    /// Cells with a value so far.
    pub n_cells: u64,
    /// Share of the sheet that was read, 0 to 1.
    pub share: f64,
}

/// A sheet as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetText {
    /// One line for each row, comma-separated, quoted by RFC 4180 where needed.
    pub text: String,
    /// Rows down to the last one with a value.
    pub n_rows: u32,
    /// Cells with a value.
    pub n_cells: u64,
}

/// Reads the rows of one sheet.
pub(crate) struct SheetReader {
    name: String,
    tokens: Tokens,
    shared: Rc<Shared>,
    limits: Limits,
    text: Vec<u8>,
    n_text_bytes: u64,
    /// Rows written, blank ones included.
    n_rows: u32,
    n_cells: u64,
    /// Cells and gaps between them.
    n_places: u64,
    /// Columns of the widest row so far.
    n_columns: u32,
    row: Row,
    is_in_data: bool,
    is_finished: bool,
}

/// The cells of the row that is open.
#[derive(Default)]
struct Row {
    /// Its number, from 1; 0 before the first one.
    number: u32,
    /// Column of the cell after the last one.
    next_column: u32,
    /// Column, and the cell's text in `text`.
    cells: Vec<(u32, usize, usize)>,
    text: String,
}

/// A cell's attributes.
struct CellHead {
    column: Option<u32>,
    style: usize,
    kind: CellKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CellKind {
    Number,
    Shared,
    Text,
    Bool,
    Date,
    /// Errors such as #REF!, and whatever else is written as it stands.
    Verbatim,
}

impl SheetReader {
    pub(crate) fn new(name: String, tokens: Tokens, shared: Rc<Shared>, limits: Limits) -> Self {
        Self {
            name,
            tokens,
            shared,
            limits,
            text: Vec::new(),
            n_text_bytes: 0,
            n_rows: 0,
            n_cells: 0,
            n_places: 0,
            n_columns: 0,
            row: Row::default(),
            is_in_data: false,
            is_finished: false,
        }
    }

    /// The next rows; `None` behind the last.
    pub(crate) fn next_block(&mut self) -> Result<Option<SheetBlock>, WorkbookError> {
        while !self.is_finished && self.text.len() < BLOCK_BYTES {
            self.step()?;
        }
        if self.text.is_empty() {
            return Ok(None);
        }
        let text = std::mem::take(&mut self.text);
        self.n_text_bytes += text.len() as u64;
        if self.n_text_bytes > self.limits.max_unpacked_bytes {
            return Err(WorkbookError::TooLarge { limit: self.limits.max_unpacked_bytes });
        }
        let packed = compress_to_vec(&text, PACK_LEVEL);
        let share = if self.is_finished { 1.0 } else { self.tokens.share() };
        Ok(Some(SheetBlock { text, packed, n_rows: self.n_rows, n_cells: self.n_cells, share }))
    }

    /// Reads one row, or whatever else comes next.
    fn step(&mut self) -> Result<(), WorkbookError> {
        match self.tokens.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "sheetData" => self.is_in_data = true,
                "row" if self.is_in_data => {
                    let number = number_of_row(&element);
                    self.start_row(number)?;
                }
                "c" if self.is_in_data && self.row.number > 0 => {
                    let head = cell_head(&element);
                    self.read_cell(&head.ok_or_else(|| self.tokens.damaged())?)?;
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" if self.is_in_data => self.write_row()?,
                "sheetData" => self.is_finished = true,
                _ => {}
            },
            // A sheet without cells may leave the element out.
            Event::Eof if !self.is_in_data => self.is_finished = true,
            Event::Eof => return Err(self.tokens.damaged()),
            _ => {}
        }
        Ok(())
    }

    fn start_row(&mut self, number: Option<Option<u32>>) -> Result<(), WorkbookError> {
        let number = match number {
            Some(number) => number.ok_or_else(|| self.tokens.damaged())?,
            None => self.row.number + 1,
        };
        // Rows in another order would need the whole sheet in memory; no program writes them so.
        if number <= self.row.number || number > MAX_ROWS {
            return Err(self.tokens.damaged());
        }
        self.row.number = number;
        self.row.next_column = 0;
        self.row.cells.clear();
        self.row.text.clear();
        Ok(())
    }

    fn read_cell(&mut self, head: &CellHead) -> Result<(), WorkbookError> {
        let column = head.column.unwrap_or(self.row.next_column);
        if column >= MAX_COLUMNS {
            return Err(self.tokens.damaged());
        }
        self.row.next_column = column + 1;
        let mut raw = String::new();
        let mut is_value = false;
        loop {
            match self.tokens.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => is_value = true,
                    "is" => read_text(&mut self.tokens, "is", &mut raw)?,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "v" => is_value = false,
                    "c" => break,
                    _ => {}
                },
                Event::Text(part) if is_value => raw.push_str(&part.xml10_content()),
                Event::CData(part) if is_value => raw.push_str(&part.xml10_content()),
                Event::GeneralRef(part) if is_value => push_reference(&part, &mut raw),
                Event::Eof => return Err(self.tokens.damaged()),
                _ => {}
            }
        }
        let start = self.row.text.len();
        self.push_value(head, &raw)?;
        if self.row.text.len() > start {
            self.row.cells.push((column, start, self.row.text.len()));
        }
        Ok(())
    }

    fn push_value(&mut self, head: &CellHead, raw: &str) -> Result<(), WorkbookError> {
        let text = &mut self.row.text;
        match head.kind {
            _ if raw.is_empty() => {}
            CellKind::Number => {
                let kind = self.shared.kinds.get(head.style).copied().unwrap_or_default();
                push_number(raw, kind, self.shared.is_1904, text);
            }
            CellKind::Shared => {
                let string = raw.trim().parse().ok().and_then(|idx| self.shared.strings.get(idx));
                text.push_str(string.ok_or_else(|| self.tokens.damaged())?);
            }
            CellKind::Text => push_unescaped(raw, text),
            CellKind::Bool => {
                let is_true = matches!(raw.trim(), "1" | "true" | "TRUE");
                text.push_str(if is_true { "TRUE" } else { "FALSE" });
            }
            CellKind::Date => push_iso_date(raw, text),
            CellKind::Verbatim => text.push_str(raw),
        }
        Ok(())
    }

    /// Writes the row, and the blank ones above it.
    fn write_row(&mut self) -> Result<(), WorkbookError> {
        let row = &mut self.row;
        // Cells need not be in order. Of two in one place the later one stands, as in Excel.
        if !row.cells.is_sorted_by_key(|&(column, ..)| column) {
            row.cells.sort_by_key(|&(column, ..)| column);
        }
        let Some(&(last, ..)) = row.cells.last() else { return Ok(()) };
        self.n_places += u64::from(last) + 1;
        self.n_cells += row.cells.len() as u64;
        if self.n_places > self.limits.max_cells {
            return Err(WorkbookError::TooManyCells {
                sheet: self.name.clone(),
                limit: self.limits.max_cells,
            });
        }
        // A row inside a row ends twice.
        let n_blank = row.number.checked_sub(self.n_rows + 1).ok_or_else(|| self.tokens.damaged())?;
        self.text.extend(std::iter::repeat_n(b'\n', n_blank as usize));
        let mut at = 0;
        for (idx, &(column, start, end)) in row.cells.iter().enumerate() {
            if row.cells.get(idx + 1).is_some_and(|&(next, ..)| next == column) {
                continue;
            }
            self.text.extend(std::iter::repeat_n(b',', (column - at) as usize));
            at = column;
            push_quoted(&row.text[start..end], &mut self.text);
        }
        let n_filled = self.n_columns.min(MAX_FILLED_COLUMNS);
        self.text.extend(std::iter::repeat_n(b',', n_filled.saturating_sub(last + 1) as usize));
        self.text.push(b'\n');
        self.n_rows = row.number;
        self.n_columns = self.n_columns.max(last + 1);
        Ok(())
    }
}

/// Writes a cell by RFC 4180, with a space for each line break.
fn push_quoted(cell: &str, text: &mut Vec<u8>) {
    let needs_quotes = cell.bytes().any(|byte| matches!(byte, b',' | b'"'));
    if needs_quotes {
        text.push(b'"');
    }
    let mut bytes = cell.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                text.push(b' ');
            }
            b'\n' => text.push(b' '),
            b'"' => text.extend_from_slice(b"\"\""),
            byte => text.push(byte),
        }
    }
    if needs_quotes {
        text.push(b'"');
    }
}

/// The number that a row gives itself: none when it gives none, `Some(None)` when it is no number.
fn number_of_row(element: &BytesStart<'_>) -> Option<Option<u32>> {
    let mut attributes = element.attributes();
    let mut known = attributes.with_checks(false).filter_map(Result::ok);
    let number = known.find(|attribute| attribute.key.as_ref() == "r")?;
    Some(number.value.trim().parse().ok())
}

fn cell_head(element: &BytesStart<'_>) -> Option<CellHead> {
    let mut head = CellHead { column: None, style: 0, kind: CellKind::Number };
    for attribute in element.attributes().with_checks(false).filter_map(Result::ok) {
        let value: &str = attribute.value.as_ref();
        match attribute.key.as_ref() {
            "r" => head.column = Some(position(value)?.1),
            "s" => head.style = value.parse().unwrap_or(0),
            "t" => {
                head.kind = match value {
                    "n" => CellKind::Number,
                    "s" => CellKind::Shared,
                    "str" | "inlineStr" => CellKind::Text,
                    "b" => CellKind::Bool,
                    "d" => CellKind::Date,
                    _ => CellKind::Verbatim,
                }
            }
            _ => {}
        }
    }
    Some(head)
}

/// Row, from 1, and column, from 0, of a reference such as `$B$12`.
pub(crate) fn position(reference: &str) -> Option<(u32, u32)> {
    let (mut row, mut column) = (0_u32, 0_u32);
    for byte in reference.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column =
                    column.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    let is_on_sheet = (1..=MAX_ROWS).contains(&row) && (1..=MAX_COLUMNS).contains(&column);
    is_on_sheet.then(|| (row, column - 1))
}
