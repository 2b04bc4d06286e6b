//! The rows of a file that were set aside, as a CSV file that is mended and read again.
//!
//! In:   the file itself, read from its first byte once more, and line and reason of each row.
//! Out:  parts of a few MiB of text, asked for one by one, so that neither end holds the whole of it.
//!
//! Every row is in it, whole, under the header of its file, with two columns in front:
//! [`clientele_engine::import::set_aside_header`]. The import knows them and takes them off, so the mended file is read as the original was
//! and can be appended to it; a row that nobody mended is set aside again.

use super::container;
use super::host::{ByteSource, Host};
use super::staging::{Origin, Source};
use crate::protocol::{SessionError, SetAsidePart};
use crate::text::csv::returned_cell;
use clientele_engine::import::{FileReport, RejectReason, SetAsideReader, WholeRow, set_aside_header};
use std::sync::Arc;

/// Bytes of text after which a part ends.
const PART_BYTES: usize = 4 << 20;

/// A file and its rows that were set aside: line and reason, in file order.
pub(super) struct SetAside<F> {
    pub(super) source: Source<F>,
    pub(super) rows: Vec<(u32, RejectReason)>,
}

/// A CSV file that is being written.
pub(super) struct Writing<F> {
    name: String,
    origin: Origin<F>,
    reader: SetAsideReader,
    own_header: [String; 2],
    rows: Vec<(u32, RejectReason)>,
    words: Vec<(RejectReason, String)>,
    n_rows: u64,
    n_parts: u32,
    is_done: bool,
}

impl<F: ByteSource> Writing<F> {
    /// Opens the file once more; `None` when the command was cancelled.
    pub(super) async fn start<H: Host<File = F>>(
        host: &H,
        id: (u32, u32),
        SetAside { source, rows }: &SetAside<F>,
        report: Option<&FileReport>,
        words: Vec<(RejectReason, String)>,
    ) -> Result<Option<Self>, SessionError> {
        let name = source.plan.name.clone();
        let origin = source.handle.reopen().into_origin();
        let opened = container::open(host, id, &source.plan, &source.recipes, origin, |_| {}).await;
        let gone = |_| SessionError::KeptUnreadable { name: name.clone(), detail: String::new() };
        let Some(origin) = opened.map_err(gone)? else { return Ok(None) };
        let options = match origin.workbook() {
            Some(_) => container::sheet_options(&source.plan.options),
            None => source.plan.options.clone(),
        };
        let lines: Arc<[u32]> = rows.iter().map(|&(line, _)| line).collect();
        let reader = SetAsideReader::new(options, Arc::clone(&source.recipes), lines);
        Ok(Some(Self {
            name,
            origin,
            reader,
            own_header: set_aside_header(report),
            rows: rows.to_vec(),
            words,
            n_rows: 0,
            n_parts: 0,
            is_done: false,
        }))
    }

    /// The part that comes next.
    pub(super) fn next_part(&self) -> u32 {
        self.n_parts
    }

    /// Writes the next part; `None` when the command was cancelled.
    pub(super) async fn part<H: Host<File = F>>(
        &mut self,
        host: &H,
        (id, generation): (u32, u32),
    ) -> Result<Option<SetAsidePart>, SessionError> {
        let changed = || SessionError::KeptChanged { name: self.name.clone() };
        let mut text = String::new();
        let mut slice = Vec::new();
        while !self.is_done && text.len() < PART_BYTES {
            let has_more = self.origin.next(&mut slice).await.map_err(|_| changed())?;
            let found = if has_more { self.reader.push(&slice) } else { self.reader.finish() };
            let found = found.map_err(|_| changed())?;
            if self.n_rows == 0 && !found.is_empty() {
                let header = self.reader.header().ok_or_else(changed)?;
                text.push('\u{FEFF}');
                push_row(
                    &mut text,
                    self.own_header.iter().cloned().chain(header.iter().map(|name| returned_cell(name))),
                );
            }
            for row in found {
                let reason = self.reason_of(&row).ok_or_else(changed)?;
                let own = [row.line.to_string(), returned_cell(reason)];
                push_row(&mut text, own.into_iter().chain(row.cells.iter().map(|cell| returned_cell(cell))));
                self.n_rows += 1;
            }
            self.is_done = !has_more || self.n_rows == self.rows.len() as u64;
            if !host.breathe(id, generation).await {
                return Ok(None);
            }
        }
        if self.is_done && self.n_rows != self.rows.len() as u64 {
            return Err(changed());
        }
        let part = self.n_parts;
        self.n_parts += 1;
        Ok(Some(SetAsidePart {
            name: self.name.clone(),
            part,
            text,
            n_rows: self.n_rows,
            is_last: self.is_done,
        }))
    }

    fn reason_of(&self, row: &WholeRow) -> Option<&str> {
        let &(line, reason) = self.rows.get(usize::try_from(self.n_rows).ok()?)?;
        let word = self.words.iter().find(|(known, _)| *known == reason);
        (line == row.line).then(|| word.map_or(reason.key(), |(_, word)| word.as_str()))
    }
}

fn push_row(csv: &mut String, cells: impl Iterator<Item = String>) {
    for (idx, cell) in cells.enumerate() {
        if idx > 0 {
            csv.push(',');
        }
        csv.push_str(&cell);
    }
    csv.push_str("\r\n");
}
