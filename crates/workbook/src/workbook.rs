//! A workbook: its sheets, and what their cells refer to.

use crate::archive::Archive;
use crate::number_format::{self, NumberKind};
use crate::part::{PartReader, Unpacked};
use crate::sheet::{SheetBlock, SheetReader, SheetText};
use crate::strings::SharedStrings;
use crate::xml::{Tokens, attribute};
use crate::{Limits, WorkbookError};
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::rc::Rc;

/// The first bytes of the container of Excel 97 to 2003 and of encrypted workbooks.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The stream of an OLE container that holds an encrypted workbook.
const ENCRYPTED_STREAM: &str = "EncryptedPackage";

/// A sheet, before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetInfo {
    /// Its name.
    pub name: String,
    /// Rows down to the last one in use, as the file says; programs need not say it, and may be wrong.
    pub n_rows: Option<u32>,
    /// Columns up to the last one in use, as the file says.
    pub n_columns: Option<u32>,
    /// Whether its tab is shown.
    pub is_visible: bool,
}

/// What cells of all sheets refer to.
pub(crate) struct Shared {
    pub(crate) strings: SharedStrings,
    /// What numbers stand for, by style.
    pub(crate) kinds: Vec<NumberKind>,
    /// Whether days are counted from 1904-01-01.
    pub(crate) is_1904: bool,
}

/// An open workbook.
pub struct Workbook {
    archive: Archive,
    limits: Limits,
    unpacked: Unpacked,
    sheets: Vec<SheetInfo>,
    /// Names of the sheets' parts.
    parts: Vec<String>,
    shared: Rc<Shared>,
    reading: Option<SheetReader>,
}

/// A relation: the last word of its type, and its target.
type Relations = HashMap<String, (String, String)>;

impl Workbook {
    /// The first bytes of every .xlsx file.
    pub const MAGIC: [u8; 4] = *b"PK\x03\x04";

    /// Opens a workbook: its list of sheets, shared strings and styles are read.
    ///
    /// # Errors
    /// See [`WorkbookError`].
    pub fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self, WorkbookError> {
        let n_bytes = bytes.len() as u64;
        if n_bytes > limits.max_file_bytes {
            return Err(WorkbookError::FileTooLarge { n_bytes, limit: limits.max_file_bytes });
        }
        if bytes.starts_with(&OLE) {
            return Err(ole_error(&bytes));
        }
        if !bytes.starts_with(b"PK") {
            return Err(WorkbookError::NotAWorkbook);
        }
        let archive = Archive::open(bytes, limits)?;
        let unpacked = Unpacked::default();
        let part = |name: &str| {
            let entry = archive.entry(name)?;
            Some(Tokens::new(PartReader::new(&archive, entry, *limits, &unpacked)))
        };

        let root = match part("_rels/.rels") {
            Some(mut tokens) => relations(&mut tokens)?,
            None => Relations::new(),
        };
        let main = root.into_values().find(|(kind, _)| kind == "officeDocument");
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |(_, target)| resolved("", &target));
        if main.ends_with(".bin") {
            return Err(WorkbookError::OtherFormat { format: "xlsb".to_owned() });
        }
        let mut tokens = part(&main).ok_or(WorkbookError::NotAWorkbook)?;
        let Listing { sheets: listed, is_1904 } = listing(&mut tokens)?;
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let links = match part(&join(folder, &format!("_rels/{name}.rels"))) {
            Some(mut tokens) => relations(&mut tokens)?,
            None => Relations::new(),
        };
        let linked = |wanted: &str| {
            links.values().find(|(kind, _)| kind == wanted).map(|(_, target)| resolved(folder, target))
        };

        let (mut sheets, mut parts) = (Vec::new(), Vec::new());
        for (name, link, is_visible) in listed {
            let Some((_, target)) = links.get(&link).filter(|(kind, _)| kind == "worksheet") else {
                continue;
            };
            let target = resolved(folder, target);
            let Some(mut tokens) = part(&target) else {
                return Err(WorkbookError::Corrupt { part: target });
            };
            let (n_rows, n_columns) = dimension(&mut tokens).unzip();
            sheets.push(SheetInfo { name, n_rows, n_columns, is_visible });
            parts.push(target);
        }
        if sheets.is_empty() {
            return Err(WorkbookError::NoWorksheet);
        }
        let strings = linked("sharedStrings").unwrap_or_else(|| join(folder, "sharedStrings.xml"));
        let strings = match part(&strings) {
            Some(mut tokens) => SharedStrings::read(&mut tokens)?,
            None => SharedStrings::default(),
        };
        let styles = linked("styles").unwrap_or_else(|| join(folder, "styles.xml"));
        let kinds = match part(&styles) {
            Some(mut tokens) => number_kinds(&mut tokens)?,
            None => Vec::new(),
        };
        let shared = Rc::new(Shared { strings, kinds, is_1904 });
        Ok(Self { archive, limits: *limits, unpacked, sheets, parts, shared, reading: None })
    }

    /// The sheets with cells, in the order of their tabs; sheets of charts are left out.
    #[must_use]
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// Begins to read a sheet, and ends the reading of any other.
    ///
    /// # Errors
    /// [`WorkbookError::UnknownSheet`].
    pub fn start_sheet(&mut self, idx: usize) -> Result<(), WorkbookError> {
        let unknown = || WorkbookError::UnknownSheet { name: (idx + 1).to_string() };
        let (info, part) = self.sheets.get(idx).zip(self.parts.get(idx)).ok_or_else(unknown)?;
        let entry = self.archive.entry(part).ok_or_else(unknown)?;
        let tokens = Tokens::new(PartReader::new(&self.archive, entry, self.limits, &self.unpacked));
        let shared = Rc::clone(&self.shared);
        self.reading = Some(SheetReader::new(info.name.clone(), tokens, shared, self.limits));
        Ok(())
    }

    /// The next rows of the sheet that was begun; `None` at its end.
    ///
    /// # Errors
    /// See [`WorkbookError`].
    pub fn next_block(&mut self) -> Result<Option<SheetBlock>, WorkbookError> {
        match &mut self.reading {
            Some(reader) => reader.next_block(),
            None => Ok(None),
        }
    }

    /// The text of a whole sheet.
    ///
    /// # Errors
    /// See [`WorkbookError`].
    pub fn sheet_text(&mut self, idx: usize) -> Result<SheetText, WorkbookError> {
        self.start_sheet(idx)?;
        let mut sheet = SheetText { text: String::new(), n_rows: 0, n_cells: 0 };
        while let Some(block) = self.next_block()? {
            sheet.text.push_str(&String::from_utf8_lossy(&block.text));
            (sheet.n_rows, sheet.n_cells) = (block.n_rows, block.n_cells);
        }
        Ok(sheet)
    }
}

/// An OLE container holds an encrypted workbook, or one of Excel 97 to 2003.
fn ole_error(bytes: &[u8]) -> WorkbookError {
    let name: Vec<u8> = ENCRYPTED_STREAM.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_encrypted = bytes.windows(name.len()).any(|window| window == name);
    if is_encrypted {
        WorkbookError::Encrypted
    } else {
        WorkbookError::OtherFormat { format: "xls".to_owned() }
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The part that a target names, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => join(folder, &target),
    };
    let mut steps = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn relations(tokens: &mut Tokens) -> Result<Relations, WorkbookError> {
    let mut relations = Relations::new();
    loop {
        match tokens.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] = ["Id", "Type", "Target"].map(|name| attribute(&element, name));
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
                    // The rest of a type differs between the two editions of the standard.
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    relations.insert(id, (kind, target));
                }
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

struct Listing {
    /// Name, id of the relation, and whether it is visible.
    sheets: Vec<(String, String, bool)>,
    is_1904: bool,
}

fn listing(tokens: &mut Tokens) -> Result<Listing, WorkbookError> {
    let mut listing = Listing { sheets: Vec::new(), is_1904: false };
    let mut is_workbook = false;
    loop {
        match tokens.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "workbook" => is_workbook = true,
                "workbookPr" => {
                    // An extension has an element of the same name without the attribute.
                    if let Some(value) = attribute(&element, "date1904") {
                        listing.is_1904 = matches!(value.as_str(), "1" | "true" | "on");
                    }
                }
                "sheet" if is_workbook => {
                    let name = attribute(&element, "name").unwrap_or_default();
                    let link = attribute(&element, "id").unwrap_or_default();
                    let state = attribute(&element, "state");
                    let is_visible = !matches!(state.as_deref(), Some("hidden" | "veryHidden"));
                    listing.sheets.push((name, link, is_visible));
                }
                _ => {}
            },
            Event::Eof if is_workbook => return Ok(listing),
            Event::Eof => return Err(WorkbookError::NotAWorkbook),
            _ => {}
        }
    }
}

/// Last row and column in use, as a sheet says before its cells.
fn dimension(tokens: &mut Tokens) -> Option<(u32, u32)> {
    loop {
        match tokens.next().ok()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "dimension" => {
                    let area = attribute(&element, "ref")?;
                    let last = area.rsplit(':').next()?;
                    return crate::sheet::position(last).map(|(row, column)| (row, column + 1));
                }
                "sheetData" => return None,
                _ => {}
            },
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// What the numbers of each style stand for.
fn number_kinds(tokens: &mut Tokens) -> Result<Vec<NumberKind>, WorkbookError> {
    let mut codes: HashMap<u32, NumberKind> = HashMap::new();
    let mut kinds = Vec::new();
    let mut is_cell_styles = false;
    loop {
        match tokens.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&element, "formatCode")) {
                        codes.insert(id, number_format::of_code(&code));
                    }
                }
                "cellXfs" => is_cell_styles = true,
                "xf" if is_cell_styles => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    kinds.push(codes.get(&id).copied().unwrap_or_else(|| number_format::built_in(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => is_cell_styles = false,
            Event::Eof => return Ok(kinds),
            _ => {}
        }
    }
}
