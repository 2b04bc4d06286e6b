//! Files that wrap a table: gzip and workbooks, chosen by name and by first bytes, both.
//!
//! What is inside is handed on as text in slices, as if it were the file; offsets of rows count the text. A file
//! whose name says something else is left alone: the import then says what it looks like.

use super::host::{ByteSource, Host, SheetSource};
use super::staging::Origin;
use crate::protocol::{
    ContainerError, ContainerFailure, FilePlan, SessionError, SheetInfo, WorkbookError, WorkbookInfo,
};
use clientele_engine::data::FileKind;
use clientele_engine::import::{FileImporter, ImportError, ImportOptions, RecipeBook};
use clientele_workbook::{GzipDecoder, Limits, SheetBlock, Workbook, unpack_block};
use std::sync::Arc;

/// Text handed on at a time.
const SLICE_BYTES: usize = 1 << 20;

/// Unpacked bytes between two copies of the gzip decoder, 43 KiB each, from which reading can go on.
const MARK_BYTES: u64 = 16 << 20;

/// Packed bytes read at a time when an original row is looked for.
const LOOK_UP_BYTES: usize = 256 << 10;

/// Share of the work on a workbook that is done when its bytes are there.
const SHARE_OF_LOADING: f64 = 0.2;

/// The first bytes of the container of old and of encrypted workbooks.
const OLE_MAGIC: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// Why no further bytes came.
pub(super) enum ReadError {
    /// The browser cannot read the file any more.
    Unreadable(String),
    /// What the file wraps cannot be reached.
    Container(ContainerError),
}

impl ReadError {
    /// The error of the file with this index and name.
    pub(super) fn of_file(self, idx: usize, name: &str) -> SessionError {
        let name = name.to_owned();
        match self {
            Self::Unreadable(detail) => SessionError::Unreadable { name, detail },
            Self::Container(error) => {
                let file = u32::try_from(idx).unwrap_or(u32::MAX);
                SessionError::Container(ContainerFailure { file, name, error })
            }
        }
    }
}

impl<E: Into<ContainerError>> From<E> for ReadError {
    fn from(error: E) -> Self {
        Self::Container(error.into())
    }
}

/// A file whose text is inside.
pub(super) enum Packed<F> {
    Gzip(GzipFile<F>),
    Sheet(SheetFile),
}

impl<F: ByteSource> Packed<F> {
    /// Replaces `slice` by the next text; `false` at its end.
    pub(super) async fn next(&mut self, slice: &mut Vec<u8>) -> Result<bool, ReadError> {
        match self {
            Self::Gzip(file) => file.next(slice).await,
            Self::Sheet(file) => file.next(slice),
        }
    }

    /// Up to `n_bytes` bytes of the text from `offset` on.
    pub(super) async fn read_at(&self, offset: u64, n_bytes: usize) -> Result<Vec<u8>, String> {
        match self {
            Self::Gzip(file) => file.read_at(offset, n_bytes).await,
            Self::Sheet(file) => file.read_at(offset, n_bytes),
        }
    }

    /// How many of its bytes are done with.
    pub(super) fn n_done(&self) -> u64 {
        match self {
            Self::Gzip(file) => file.decoder.n_packed(),
            Self::Sheet(file) => {
                let share = SHARE_OF_LOADING + (1.0 - SHARE_OF_LOADING) * file.share;
                (file.n_bytes as f64 * share) as u64
            }
        }
    }

    /// The sheets, where it is a workbook.
    pub(super) fn workbook(&self) -> Option<&WorkbookInfo> {
        match self {
            Self::Gzip(_) => None,
            Self::Sheet(file) => Some(&file.info),
        }
    }
}

/// Looks into a file that its name and its first bytes call packed; any other one is given back as it came.
/// `None` when the command was cancelled. `progress` is told how many bytes are done.
pub(super) async fn open<H: Host>(
    host: &H,
    (id, generation): (u32, u32),
    plan: &FilePlan,
    recipes: &Arc<RecipeBook>,
    origin: Origin<H::File>,
    progress: impl Fn(u64),
) -> Result<Option<Origin<H::File>>, ReadError> {
    let Origin::File(mut file) = origin else { return Ok(Some(origin)) };
    let name = plan.name.to_lowercase();
    let has_end = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    let head = file.read_at(0, OLE_MAGIC.len()).await.map_err(ReadError::Unreadable)?;
    if has_end(&[".gz"]) && head.starts_with(&GzipDecoder::MAGIC) {
        return Ok(Some(Origin::Packed(Box::new(Packed::Gzip(GzipFile::new(file))))));
    }
    let is_workbook = has_end(&[".xlsx", ".xlsm"]) && head.starts_with(&Workbook::MAGIC[..2])
        || has_end(&[".xlsx", ".xlsm", ".xls", ".xlsb"]) && head == OLE_MAGIC
        || has_end(&[".xlsb"]) && head.starts_with(&Workbook::MAGIC[..2]);
    if !is_workbook {
        return Ok(Some(Origin::File(file)));
    }
    let (n_bytes, limit) = (file.n_bytes(), Limits::default().max_file_bytes);
    if n_bytes > limit {
        return Err(WorkbookError::FileTooLarge { n_bytes, limit }.into());
    }
    let mut source = host.sheet_source().await?;
    let mut slice = Vec::new();
    let mut n_read = 0;
    while file.next(&mut slice).await.map_err(ReadError::Unreadable)? {
        source.push(&slice)?;
        n_read += slice.len() as u64;
        progress((n_read as f64 * SHARE_OF_LOADING) as u64);
        if !host.breathe(id, generation).await {
            return Ok(None);
        }
    }
    let sheets = source.open()?;
    let sheet = match &plan.options.sheet {
        Some(name) => {
            let known = sheets.iter().position(|sheet| sheet.name == *name);
            known.ok_or_else(|| WorkbookError::UnknownSheet { name: name.clone() })?
        }
        None => {
            let found =
                find_sheet(host, (id, generation), source.as_mut(), &sheets, (&plan.options, recipes))
                    .await?;
            let Some(found) = found else { return Ok(None) };
            found
        }
    };
    source.start_sheet(sheet)?;
    let info = WorkbookInfo { sheets, sheet: u32::try_from(sheet).unwrap_or(u32::MAX) };
    let file =
        SheetFile { source: Some(source), info, blocks: Vec::new(), n_text_bytes: 0, n_bytes, share: 0.0 };
    Ok(Some(Origin::Packed(Box::new(Packed::Sheet(file)))))
}

/// How a sheet is read: its text is ours, so there is nothing to find out about encoding and delimiter.
pub(super) fn sheet_options(options: &ImportOptions) -> ImportOptions {
    ImportOptions { encoding: Some("utf-8".to_owned()), delimiter: Some(','), ..options.clone() }
}

/// The first visible sheet that lists orders; else the first that lists customers; else the first with anything
/// in it. `None` when the command was cancelled.
async fn find_sheet<H: Host>(
    host: &H,
    (id, generation): (u32, u32),
    source: &mut dyn SheetSource,
    sheets: &[SheetInfo],
    (options, recipes): (&ImportOptions, &Arc<RecipeBook>),
) -> Result<Option<usize>, ReadError> {
    let options = sheet_options(options);
    if let Some(idx) = remembered_sheet(source, sheets, &options, recipes)? {
        return Ok(Some(idx));
    }
    let (mut with_customers, mut with_cells) = (None, None);
    for (idx, _) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.is_visible) {
        if !host.breathe(id, generation).await {
            return Ok(None);
        }
        source.start_sheet(idx)?;
        // A damaged sheet does not keep another one from being read.
        let Ok(Some(block)) = source.next_block() else { continue };
        with_cells = with_cells.or(Some(idx));
        match kind_of(&block, &options) {
            Some(FileKind::Transactions) => return Ok(Some(idx)),
            Some(FileKind::Customers | FileKind::Lookup) => with_customers = with_customers.or(Some(idx)),
            None => {}
        }
    }
    let first_visible = sheets.iter().position(|sheet| sheet.is_visible);
    Ok(Some(with_customers.or(with_cells).or(first_visible).unwrap_or(0)))
}

/// The sheet that somebody chose in an earlier file of the same layout: it has the name, and a recipe that names it
/// fits its header. `None` where there is none.
fn remembered_sheet(
    source: &mut dyn SheetSource,
    sheets: &[SheetInfo],
    options: &ImportOptions,
    recipes: &Arc<RecipeBook>,
) -> Result<Option<usize>, ReadError> {
    for name in recipes.sheets() {
        let Some(idx) = sheets.iter().position(|sheet| sheet.name == name) else { continue };
        source.start_sheet(idx)?;
        // A damaged sheet does not keep another one from being read.
        let Ok(Some(block)) = source.next_block() else { continue };
        let mut importer =
            FileImporter::new("", block.text.len() as u64, options.clone()).with_recipes(Arc::clone(recipes));
        let imported = importer.push(&block.text).and_then(|()| importer.finish());
        let signature = imported.ok().and_then(|imported| imported.report.recipe).map(|used| used.signature);
        let is_of_sheet = recipes.recipes().iter().any(|recipe| {
            signature == Some(recipe.signature.hash()) && recipe.answers.sheet.as_deref() == Some(name)
        });
        if is_of_sheet {
            return Ok(Some(idx));
        }
    }
    Ok(None)
}

/// What the rows are, judged by the first of them; `None` without a header.
fn kind_of(block: &SheetBlock, options: &ImportOptions) -> Option<FileKind> {
    let mut importer = FileImporter::new("", block.text.len() as u64, options.clone());
    let outcome = importer.push(&block.text).and_then(|()| importer.finish());
    match outcome {
        Ok(imported) => Some(imported.report.file.kind),
        Err(ImportError::EmptyFile | ImportError::MissingRequiredColumns { .. }) => None,
        // A header alone may be that of a template.
        Err(ImportError::NoDataRows { .. } | ImportError::NotText { .. }) => Some(FileKind::Customers),
        Err(_) => Some(FileKind::Transactions),
    }
}

/// A gzip file.
pub(super) struct GzipFile<F> {
    file: F,
    decoder: GzipDecoder,
    /// The slice that is being unpacked, and how much of it is.
    slice: Vec<u8>,
    n_used: usize,
    is_at_end: bool,
    /// Copies of the decoder from which rows further down are reached quickly.
    marks: Vec<GzipDecoder>,
}

impl<F: ByteSource> GzipFile<F> {
    fn new(file: F) -> Self {
        let decoder = GzipDecoder::new(Limits::default());
        Self { file, decoder, slice: Vec::new(), n_used: 0, is_at_end: false, marks: Vec::new() }
    }

    async fn next(&mut self, text: &mut Vec<u8>) -> Result<bool, ReadError> {
        text.clear();
        while text.len() < SLICE_BYTES {
            if self.n_used == self.slice.len() && !self.is_at_end {
                self.n_used = 0;
                self.is_at_end = !self.file.next(&mut self.slice).await.map_err(ReadError::Unreadable)?;
                if self.is_at_end {
                    self.slice.clear();
                }
            }
            let n_before = text.len();
            let rest = &self.slice[self.n_used..];
            self.n_used += self.decoder.push(rest, text, SLICE_BYTES - n_before)?;
            if self.is_at_end && text.len() == n_before {
                break;
            }
        }
        let last = self.marks.last().map_or(0, GzipDecoder::n_unpacked);
        if self.decoder.n_unpacked() >= last + MARK_BYTES {
            self.marks.push(self.decoder.clone());
        }
        if text.is_empty() {
            self.decoder.finish()?;
        }
        Ok(!text.is_empty())
    }

    async fn read_at(&self, offset: u64, n_bytes: usize) -> Result<Vec<u8>, String> {
        let n_marks = self.marks.partition_point(|mark| mark.n_unpacked() <= offset);
        let mut decoder = match n_marks.checked_sub(1) {
            Some(idx) => self.marks[idx].clone(),
            None => GzipDecoder::new(Limits::default()),
        };
        let (mut found, mut text) = (Vec::new(), Vec::new());
        let mut is_at_end = false;
        while found.len() < n_bytes && !is_at_end {
            let packed = self.file.read_at(decoder.n_packed(), LOOK_UP_BYTES).await?;
            is_at_end = packed.is_empty();
            let mut n_used = 0;
            loop {
                let from = decoder.n_unpacked();
                text.clear();
                n_used += decoder
                    .push(&packed[n_used..], &mut text, SLICE_BYTES)
                    .map_err(|error| error.to_string())?;
                if text.is_empty() {
                    break;
                }
                let skipped = usize::try_from(offset.saturating_sub(from)).unwrap_or(usize::MAX);
                let wanted = text.get(skipped..).unwrap_or_default();
                found.extend_from_slice(&wanted[..wanted.len().min(n_bytes - found.len())]);
                if found.len() == n_bytes {
                    break;
                }
            }
        }
        Ok(found)
    }
}

/// A sheet of a workbook.
pub(super) struct SheetFile {
    /// What reads it; gone when the sheet is read, and the memory of the workbook with it.
    source: Option<Box<dyn SheetSource>>,
    info: WorkbookInfo,
    blocks: Vec<Block>,
    n_text_bytes: u64,
    n_bytes: u64,
    share: f64,
}

/// Some rows of a sheet, kept packed.
struct Block {
    /// Where its text begins in the text of the sheet.
    offset: u64,
    n_bytes: usize,
    packed: Vec<u8>,
}

impl SheetFile {
    fn next(&mut self, text: &mut Vec<u8>) -> Result<bool, ReadError> {
        text.clear();
        let Some(source) = &mut self.source else { return Ok(false) };
        match source.next_block()? {
            Some(block) => {
                let n_bytes = block.text.len();
                self.blocks.push(Block { offset: self.n_text_bytes, n_bytes, packed: block.packed });
                self.n_text_bytes += n_bytes as u64;
                self.share = block.share;
                *text = block.text;
                Ok(true)
            }
            None => {
                self.source = None;
                self.share = 1.0;
                Ok(false)
            }
        }
    }

    fn read_at(&self, offset: u64, n_bytes: usize) -> Result<Vec<u8>, String> {
        let first = self.blocks.partition_point(|block| block.offset + block.n_bytes as u64 <= offset);
        let mut found = Vec::new();
        for block in self.blocks.iter().skip(first) {
            let text = unpack_block(&block.packed, block.n_bytes).map_err(|error| error.to_string())?;
            let skipped = usize::try_from(offset.saturating_sub(block.offset)).unwrap_or(usize::MAX);
            let wanted = text.get(skipped..).unwrap_or_default();
            found.extend_from_slice(&wanted[..wanted.len().min(n_bytes - found.len())]);
            if found.len() == n_bytes {
                break;
            }
        }
        Ok(found)
    }
}
