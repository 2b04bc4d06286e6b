//! All recipes a person has made, newest first, and their form as JSON.
//!
//! In:   recipes, or the text of a file that somebody saved, or made up.
//! Out:  the recipe for a header, or the text of all of them.
//! Cost: at most [`RecipeBook::MAX_RECIPES`] recipes of at most [`RecipeBook::MAX_TEXT_BYTES`] of names together.
//!
//! Reading JSON is total: it is cut off by size before it is parsed, keys it does not know are dropped, a recipe
//! that makes no sense is left out and counted, and only what passes the same checks as our own is kept.

use super::recipe::Fit;
use super::{ColumnRole, Recipe, RecipeMatch};
use crate::data::{Day, FileKind};
use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the file says it is.
const FORMAT: &str = "clientele-recipes";

/// Bytes of a name of a column, a sheet or a setting.
const MAX_NAME_BYTES: usize = 1_000;

/// Settings of a recipe.
const MAX_SETTINGS: usize = 64;

/// Bytes of the value of a setting.
const MAX_SETTING_BYTES: usize = 4_096;

/// Many recipes, one for each signature, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeBook {
    recipes: Vec<Recipe>,
}

/// Why a text is no book of recipes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum RecipeBookError {
    /// More bytes than any book has.
    #[error("the file has {n_bytes} bytes, a book of recipes at most {limit}")]
    TooLarge {
        /// Bytes of the text.
        n_bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// The text is not JSON.
    #[error("not JSON: line {line}, column {column}")]
    NotJson {
        /// Line, from 1.
        line: u32,
        /// Column, from 1.
        column: u32,
    },
    /// JSON, but not a book of recipes.
    #[error("JSON, but not a book of recipes")]
    NotABook,
    /// A book of a later version of the product.
    #[error("the book has version {version}, the newest known is {newest}")]
    Newer {
        /// Its version.
        version: u64,
        /// The newest that can be read.
        newest: u64,
    },
}

/// A book that was read, and how many of its recipes were left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadBook {
    /// The recipes that make sense.
    pub book: RecipeBook,
    /// Recipes that do not: damaged, of a later version, or more than a book holds.
    pub n_skipped: u32,
}

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    version: u32,
    recipes: &'a [Recipe],
}

impl RecipeBook {
    /// Recipes a book holds; the oldest goes first.
    pub const MAX_RECIPES: usize = 200;

    /// Bytes of all names and settings together; the oldest recipe goes first.
    pub const MAX_TEXT_BYTES: usize = 1 << 20;

    /// Bytes of JSON that are looked at.
    pub const MAX_JSON_BYTES: usize = 4 << 20;

    /// Columns of a layout that is worth a recipe.
    pub const MAX_COLUMNS: usize = 2_000;

    /// A book without recipes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The recipes, newest first.
    #[must_use]
    pub fn recipes(&self) -> &[Recipe] {
        &self.recipes
    }

    /// Number of recipes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.recipes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.recipes.is_empty()
    }

    /// Adds a recipe. One of the same signature makes way; what only that one knew is taken over. False when the
    /// recipe was not kept, because it has too many columns or makes no sense.
    pub fn remember(&mut self, recipe: Recipe) -> bool {
        let Some(recipe) = sound(recipe) else { return false };
        let before = self.recipes.iter().position(|known| known.signature_key() == recipe.signature_key());
        let recipe = match before.map(|idx| self.recipes.remove(idx)) {
            Some(before) if before.kind == recipe.kind => recipe.over(before),
            _ => recipe,
        };
        self.recipes.insert(0, recipe);
        self.trim();
        true
    }

    /// Forgets the recipe with this [`super::HeaderSignature::hash`]; false when there is none.
    pub fn forget(&mut self, signature: u64) -> bool {
        let n_before = self.recipes.len();
        self.recipes.retain(|recipe| recipe.signature.hash() != signature);
        self.recipes.len() < n_before
    }

    /// Notes something for the page on the recipe with this signature; an empty value takes it back. False when
    /// there is no such recipe or the note is too long.
    pub fn set_setting(&mut self, signature: u64, key: &str, value: &str) -> bool {
        let Some(recipe) = self.recipes.iter_mut().find(|recipe| recipe.signature.hash() == signature) else {
            return false;
        };
        if key.len() > MAX_NAME_BYTES || value.len() > MAX_SETTING_BYTES {
            return false;
        }
        if value.is_empty() {
            recipe.settings.remove(key);
        } else if recipe.settings.len() < MAX_SETTINGS || recipe.settings.contains_key(key) {
            recipe.settings.insert(key.to_owned(), value.to_owned());
        } else {
            return false;
        }
        true
    }

    /// Takes over the recipes of another book. Where both know a signature, the later made one stands.
    pub fn merge(&mut self, other: Self) {
        let mut all = std::mem::take(&mut self.recipes);
        all.extend(other.recipes);
        // Stable: of recipes made on one day the one that was there stands.
        all.sort_by_key(|recipe| std::cmp::Reverse(recipe.made_on));
        for recipe in all {
            if !self.recipes.iter().any(|known| known.signature_key() == recipe.signature_key()) {
                self.recipes.push(recipe);
            }
        }
        self.trim();
    }

    /// The recipe for a header, and how well it fits: an exact one first, else the one with the most columns in
    /// common. `kind` is what the rows are known to be.
    #[must_use]
    pub fn find(&self, names: &[String], kind: Option<FileKind>) -> Option<(&Recipe, RecipeMatch)> {
        self.exact(names, kind).or_else(|| self.near(names, kind)).map(|(recipe, fit)| (recipe, fit.matched))
    }

    /// The recipe with the same columns.
    pub(super) fn exact(&self, names: &[String], kind: Option<FileKind>) -> Option<(&Recipe, Fit)> {
        self.named(names, kind).find(|(_, fit)| fit.matched == RecipeMatch::Exact)
    }

    /// The recipe with the most columns in common, the newest of several.
    pub(super) fn near(&self, names: &[String], kind: Option<FileKind>) -> Option<(&Recipe, Fit)> {
        let mut best: Option<(&Recipe, Fit)> = None;
        for (recipe, fit) in self.named(names, kind) {
            if best.as_ref().is_none_or(|(_, other)| fit.n_shared > other.n_shared) {
                best = Some((recipe, fit));
            }
        }
        best
    }

    fn named(&self, names: &[String], kind: Option<FileKind>) -> impl Iterator<Item = (&Recipe, Fit)> {
        self.recipes
            .iter()
            .filter(move |recipe| {
                recipe.signature.has_header() && kind.is_none_or(|kind| recipe.kind == kind)
            })
            .filter_map(move |recipe| Some((recipe, recipe.fit(names)?)))
    }

    /// The recipe for files without a header that have so many columns.
    pub(super) fn headerless(&self, n_columns: usize, kind: Option<FileKind>) -> Option<&Recipe> {
        self.recipes.iter().find(|recipe| {
            !recipe.signature.has_header()
                && recipe.signature.n_columns() == n_columns
                && kind.is_none_or(|kind| recipe.kind == kind)
        })
    }

    /// Encodings that some recipe names, each once.
    pub(super) fn encodings(&self) -> Vec<&'static Encoding> {
        let mut encodings: Vec<&'static Encoding> = Vec::new();
        for recipe in &self.recipes {
            let label = recipe.answers.encoding.as_deref();
            if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.as_bytes()))
                && !encodings.contains(&encoding)
            {
                encodings.push(encoding);
            }
        }
        encodings
    }

    /// Sheets of workbooks that some recipe names, each once, newest first.
    #[must_use]
    pub fn sheets(&self) -> Vec<&str> {
        let mut sheets: Vec<&str> = Vec::new();
        for sheet in self.recipes.iter().filter_map(|recipe| recipe.answers.sheet.as_deref()) {
            if !sheets.contains(&sheet) {
                sheets.push(sheet);
            }
        }
        sheets
    }

    /// Delimiters that some recipe names.
    pub(super) fn delimiters(&self) -> Vec<u8> {
        let mut delimiters: Vec<u8> = Vec::new();
        for delimiter in self.recipes.iter().filter_map(|recipe| recipe.answers.delimiter) {
            if let Ok(delimiter) = u8::try_from(delimiter)
                && !delimiters.contains(&delimiter)
            {
                delimiters.push(delimiter);
            }
        }
        delimiters
    }

    /// The book as JSON, indented, for a file or the browser's storage.
    #[must_use]
    pub fn to_json(&self) -> String {
        let written = Written { format: FORMAT, version: Recipe::VERSION, recipes: &self.recipes };
        // Maps with text keys and plain values can always be written.
        serde_json::to_string_pretty(&written).unwrap_or_default()
    }

    /// A book from JSON.
    ///
    /// # Errors
    /// See [`RecipeBookError`].
    pub fn from_json(text: &str) -> Result<ReadBook, RecipeBookError> {
        if text.len() > Self::MAX_JSON_BYTES {
            let (n_bytes, limit) = (text.len() as u64, Self::MAX_JSON_BYTES as u64);
            return Err(RecipeBookError::TooLarge { n_bytes, limit });
        }
        let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let value: Value = serde_json::from_str(text).map_err(|error| RecipeBookError::NotJson {
            line: place(error.line()),
            column: place(error.column()),
        })?;
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(RecipeBookError::NotABook);
        }
        let newest = u64::from(Recipe::VERSION);
        match value.get("version").and_then(Value::as_u64) {
            Some(version) if version > newest => return Err(RecipeBookError::Newer { version, newest }),
            Some(1..) => {}
            Some(0) | None => return Err(RecipeBookError::NotABook),
        }
        let Some(Value::Array(items)) = value.get("recipes") else { return Err(RecipeBookError::NotABook) };
        let mut read = ReadBook::default();
        for item in items {
            let recipe = Recipe::deserialize(item).ok().and_then(sound);
            // The text lists the newest first; of two for one signature the first one stands.
            match recipe {
                Some(recipe)
                    if !read
                        .book
                        .recipes
                        .iter()
                        .any(|known| known.signature_key() == recipe.signature_key()) =>
                {
                    read.book.recipes.push(recipe);
                }
                _ => read.n_skipped += 1,
            }
        }
        let n_read = read.book.recipes.len();
        read.book.trim();
        read.n_skipped += place(n_read - read.book.recipes.len());
        Ok(read)
    }

    fn trim(&mut self) {
        self.recipes.truncate(Self::MAX_RECIPES);
        let mut n_bytes = 0;
        let n_fitting = self.recipes.iter().take_while(|recipe| {
            n_bytes += recipe.text_bytes();
            n_bytes <= Self::MAX_TEXT_BYTES
        });
        let n_fitting = n_fitting.count();
        self.recipes.truncate(n_fitting);
    }
}

impl Recipe {
    /// What two recipes for the same files have in common.
    fn signature_key(&self) -> (u64, usize) {
        (self.signature.hash(), self.signature.n_columns())
    }

    /// Bytes of its names and settings.
    fn text_bytes(&self) -> usize {
        let names: usize = self.signature.names().iter().map(String::len).sum();
        let settings: usize = self.settings.iter().map(|(key, value)| key.len() + value.len()).sum();
        names + settings
    }
}

/// A recipe as it may be kept: `None` when it makes no sense, without the answers that make none.
fn sound(mut recipe: Recipe) -> Option<Recipe> {
    let n_columns = recipe.signature.n_columns();
    let names = recipe.signature.names();
    let has_names = names.len() == n_columns && names.iter().all(|name| name.len() <= MAX_NAME_BYTES);
    let has_shape = (1..=RecipeBook::MAX_COLUMNS).contains(&n_columns)
        && recipe.roles.len() == n_columns
        && (names.is_empty() || has_names);
    let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
    // No year 1900 before files are read, none after 2200: such a day was made up.
    let has_day = (Day(-25_567)..=Day(84_005)).contains(&recipe.made_on);
    let is_known = (1..=Recipe::VERSION).contains(&recipe.version);
    if !has_shape || distinct.len() != names.len() || !has_day || !is_known || !has_required(&recipe) {
        return None;
    }
    let answers = &mut recipe.answers;
    answers.encoding =
        answers.encoding.take().filter(|label| Encoding::for_label(label.as_bytes()).is_some());
    answers.delimiter = answers.delimiter.filter(|c| {
        c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '"' | '\n' | '\r' | ' ' | '\0' | '.' | '-')
    });
    answers.currency = answers
        .currency
        .take()
        .filter(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()));
    answers.sheet = answers.sheet.take().filter(|sheet| !sheet.is_empty() && sheet.len() <= MAX_NAME_BYTES);
    let settings = std::mem::take(&mut recipe.settings);
    recipe.settings = settings
        .into_iter()
        .filter(|(key, value)| key.len() <= MAX_NAME_BYTES && value.len() <= MAX_SETTING_BYTES)
        .take(MAX_SETTINGS)
        .collect();
    Some(recipe)
}

/// Whether the columns that the kind of file cannot do without have their roles.
fn has_required(recipe: &Recipe) -> bool {
    let has = |role: ColumnRole| recipe.roles.contains(&role);
    match recipe.kind {
        FileKind::Transactions => {
            let has_amount =
                has(ColumnRole::Amount) || (has(ColumnRole::UnitPrice) && has(ColumnRole::Quantity));
            has(ColumnRole::CustomerId) && has(ColumnRole::Date) && has_amount
        }
        FileKind::Customers => has(ColumnRole::CustomerId),
        FileKind::Lookup => true,
    }
}
