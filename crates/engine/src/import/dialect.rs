//! The head of a file to its delimiter and its header.
//!
//! In:   the first text of a file and the user's answers.
//! Out:  a [`Dialect`], `None` when more text is needed, or the error that stops the file.
//! Cost: at most twenty records are read for each delimiter.
//!
//! The delimiter is the one under which a header appears, so nothing is counted or guessed: a column of
//! addresses full of commas cannot outvote the tabs between columns. Runs of blanks are tried last, once no
//! delimiter shows a header.

use super::amount::parse_amount;
use super::date::parse_date;
use super::header::{HeaderPlan, plan, plan_lookup, plan_without_amounts};
use super::id::parse_id;
use super::orders_without_amounts::{Doubt, doubt};
use super::recipe::Fit;
use super::remembered::Remembered;
use super::scan::{BLANK, Record, Scanner, Step, excerpt, line_end};
use super::set_aside::{fault_given_back, n_own_columns};
use super::{ColumnRole, ImportError, ImportOptions, Recipe, RecipeBook, RejectReason};
use crate::data::FileKind;

/// Delimiters that are tried, in order of preference.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Records from the top among which the header is looked for, blank ones not counted.
const N_HEADER_CANDIDATES: usize = 20;

/// Columns a table may have.
pub(super) const MAX_COLUMNS: usize = 16_384;

/// How the rows of a file are to be read.
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    pub(super) plan: HeaderPlan,
    /// Line of the header; 0 when there is none.
    pub(super) header_line: u32,
    /// Where the first record below the header starts in the text, and its line.
    pub(super) data_start: usize,
    pub(super) data_line: u32,
    /// Records above the header that are no blank lines.
    pub(super) n_preamble: u64,
    /// Our own columns in front of those of the plan, where rows that were set aside come back.
    pub(super) own_columns: Vec<String>,
    /// What an earlier file of the same layout answered.
    pub(super) remembered: Option<Remembered>,
}

impl Dialect {
    /// The fault for which a row was given back and which its cells still show.
    pub(super) fn fault_given_back(&self, record: &Record<'_>) -> Option<RejectReason> {
        if self.own_columns.is_empty() { None } else { fault_given_back(record) }
    }

    /// Where the header, or the first record of a file without one, starts in the text.
    pub(super) fn header_start(&self, text: &[u8]) -> usize {
        let mut at = 0;
        for _ in 1..self.header_line {
            at = line_end(text, at, true).map_or(text.len(), |(_, next)| next);
        }
        if self.header_line == 0 { self.data_start } else { at }
    }
}

/// One of the first records of a file.
struct Candidate {
    line: u32,
    next: usize,
    next_line: u32,
    /// Cells in front of `names` that are our own.
    own_columns: Vec<String>,
    names: Vec<String>,
}

/// How a header may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// By sure names.
    Strict(FileKind),
    /// By loose names, too.
    Loose(FileKind),
    /// As orders without amounts: quantities of products, or only who and when.
    WithoutAmounts { needs_product: bool },
    /// As rows that other files name by a key, and with a price where only that tells them from customers.
    Lookup { needs_price: bool },
}

impl Reading {
    /// What rows of that kind are read as, the likelier first. Only where nobody said what the rows are may
    /// they lack amounts.
    fn all(kind: Option<FileKind>) -> Vec<Self> {
        match kind {
            Some(FileKind::Lookup) => vec![Self::Lookup { needs_price: false }],
            Some(kind) => vec![Self::Strict(kind), Self::Loose(kind)],
            None => vec![
                Self::Strict(FileKind::Transactions),
                Self::Loose(FileKind::Transactions),
                Self::WithoutAmounts { needs_product: true },
                Self::Lookup { needs_price: true },
                Self::Strict(FileKind::Customers),
                Self::Loose(FileKind::Customers),
                Self::Lookup { needs_price: false },
            ],
        }
    }

    fn plan(self, names: Vec<String>) -> Option<HeaderPlan> {
        match self {
            Self::Strict(kind) => plan(names, kind, false).ok(),
            Self::Loose(kind) => plan(names, kind, true).ok(),
            Self::WithoutAmounts { needs_product } => {
                plan_without_amounts(names).filter(|plan| !needs_product || plan.has_value())
            }
            Self::Lookup { needs_price } => {
                plan_lookup(names).filter(|plan| !needs_price || plan.column(ColumnRole::UnitPrice).is_some())
            }
        }
    }
}

/// The records at the top of a file under one delimiter.
struct Top {
    delimiter: u8,
    candidates: Vec<Candidate>,
    is_complete: bool,
}

/// Finds delimiter and header in `text`, which starts the file. `is_end` tells that it is the whole file.
///
/// A header that a recipe of the book knows is a header even if no rule would find it; without one everything
/// is as the rules say.
///
/// # Errors
/// [`ImportError::MissingRequiredColumns`] or [`ImportError::TooManyColumns`].
pub(super) fn find(
    text: &[u8],
    is_end: bool,
    options: &ImportOptions,
    recipes: &RecipeBook,
) -> Result<Option<Dialect>, ImportError> {
    let Some((first_end, second_start)) = line_end(text, 0, is_end) else {
        return Ok(None);
    };
    let separator = separator_line(&text[..first_end]);
    let (start, line) = if separator.is_some() { (second_start, 2) } else { (0, 1) };
    let asked = options.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()).filter(u8::is_ascii);
    let delimiters: Vec<u8> = match asked.or(separator) {
        Some(delimiter) => vec![delimiter],
        None => DELIMITERS.to_vec(),
    };
    let readings = Reading::all(options.kind);
    let top_of = |&delimiter: &u8| top(text, (start, line), is_end, delimiter, readings[0]);
    let mut tops: Vec<Top> = delimiters.iter().map(top_of).collect();
    let is_open = options.kind.is_none() || options.columns.is_some();
    let may_be_blanks = asked.or(separator).is_none() && is_open;
    let is_undivided = |top: &Top| top.candidates.iter().all(|candidate| candidate.names.len() < 2);
    // Where no delimiter divides anything, blanks may.
    if may_be_blanks && tops.iter().all(is_undivided) {
        tops.push(top_of(&BLANK));
    }
    if let Some(n_columns) = tops.iter().flat_map(|top| top.candidates.iter().map(|c| c.names.len())).max()
        && n_columns > MAX_COLUMNS
    {
        return Err(ImportError::TooManyColumns { n_columns: n_columns as u32, limit: MAX_COLUMNS as u32 });
    }
    if options.has_header == Some(false) {
        let known = remembered_headerless(&tops, (start, line), options, recipes);
        return match (known, &options.columns) {
            (Some(dialect), None) => Ok(Some(dialect)),
            _ => without_header(&tops, (start, line), is_end, options),
        };
    }
    let others = recipes.delimiters().into_iter().filter(|known| !delimiters.contains(known));
    let odd_tops: Vec<Top> = if asked.or(separator).is_some() {
        Vec::new()
    } else {
        others.map(|delimiter| top(text, (start, line), is_end, delimiter, readings[0])).collect()
    };
    if let Some(dialect) = remembered_header(&tops, &odd_tops, options, recipes) {
        return with_answers(dialect, options, (text, is_end)).map(Some);
    }
    for &reading in &readings {
        let is_open = tops.iter().any(|top| !top.is_complete);
        if let Some((top, idx, found)) = best(&tops, reading) {
            let candidate = &top.candidates[idx];
            let dialect = Dialect {
                delimiter: top.delimiter,
                plan: found,
                header_line: candidate.line,
                data_start: candidate.next,
                data_line: candidate.next_line,
                n_preamble: idx as u64,
                own_columns: candidate.own_columns.clone(),
                remembered: None,
            };
            let dialect = with_near_recipe(dialect, options, recipes);
            return with_answers(dialect, options, (text, is_end)).map(Some);
        }
        if is_open && !is_end {
            return Ok(None);
        }
    }
    let known = near_header(&tops, options, recipes);
    let known = known.or_else(|| remembered_headerless(&tops, (start, line), options, recipes));
    if let Some(dialect) = known {
        return with_answers(dialect, options, (text, is_end)).map(Some);
    }
    if let Some(columns) = &options.columns {
        return first_record_as_header(&tops, columns, options).map(Some);
    }
    Err(no_header(&tops, options.kind.unwrap_or(FileKind::Transactions)))
}

/// The header that a recipe knows to the last column, under the delimiter that shows it.
fn remembered_header(
    tops: &[Top],
    odd_tops: &[Top],
    options: &ImportOptions,
    recipes: &RecipeBook,
) -> Option<Dialect> {
    if recipes.is_empty() {
        return None;
    }
    for (top, is_odd) in tops.iter().map(|top| (top, false)).chain(odd_tops.iter().map(|top| (top, true))) {
        for (idx, candidate) in top.candidates.iter().enumerate() {
            let Some((recipe, fit)) = recipes.exact(&candidate.names, options.kind) else { continue };
            // A sign that divides nothing elsewhere is only tried for the recipe that names it.
            if is_odd && recipe.answers.delimiter != Some(char::from(top.delimiter)) {
                continue;
            }
            if let Some(plan) = planned(candidate.names.clone(), recipe, &fit) {
                return Some(dialect_at(top, idx, plan, Remembered::new(recipe, fit, options)));
            }
        }
    }
    None
}

/// The first record that has the columns of a recipe and some others, where no rule finds a header.
fn near_header(tops: &[Top], options: &ImportOptions, recipes: &RecipeBook) -> Option<Dialect> {
    tops.iter().filter(|_| !recipes.is_empty()).find_map(|top| {
        top.candidates.iter().enumerate().find_map(|(idx, candidate)| {
            let (recipe, fit) = recipes.near(&candidate.names, options.kind)?;
            let plan = planned(candidate.names.clone(), recipe, &fit)?;
            Some(dialect_at(top, idx, plan, Remembered::new(recipe, fit, options)))
        })
    })
}

/// Lays a recipe that nearly fits over a header that the rules found.
fn with_near_recipe(dialect: Dialect, options: &ImportOptions, recipes: &RecipeBook) -> Dialect {
    let names = &dialect.plan.names;
    let Some((recipe, fit)) = recipes.near(names, Some(dialect.plan.kind)) else { return dialect };
    match planned(names.clone(), recipe, &fit) {
        Some(plan) => Dialect { plan, remembered: Some(Remembered::new(recipe, fit, options)), ..dialect },
        None => dialect,
    }
}

fn dialect_at(top: &Top, idx: usize, plan: HeaderPlan, remembered: Remembered) -> Dialect {
    let candidate = &top.candidates[idx];
    Dialect {
        delimiter: top.delimiter,
        plan,
        header_line: candidate.line,
        data_start: candidate.next,
        data_line: candidate.next_line,
        n_preamble: idx as u64,
        own_columns: candidate.own_columns.clone(),
        remembered: Some(remembered),
    }
}

/// The roles of columns under a recipe. Roles somebody gave stand; otherwise names speak for themselves, so that
/// two columns for one thing are still found, and a column to group by stays one however few rows the file has.
fn planned(names: Vec<String>, recipe: &Recipe, fit: &Fit) -> Option<HeaderPlan> {
    let by_name =
        plan(names.clone(), recipe.kind, false).or_else(|_| plan(names.clone(), recipe.kind, true)).ok();
    let roles_by_name = by_name.as_ref().map(|plan| plan.roles.clone());
    let plan = match by_name {
        Some(mut plan) if !recipe.are_roles_answered => {
            for (role, known) in plan.roles.iter_mut().zip(&fit.roles) {
                if let (None, Some(ColumnRole::Dimension(_))) = (*role, known) {
                    *role = *known;
                }
            }
            plan
        }
        _ => {
            let mut roles = fit.roles.clone();
            roles.resize(names.len(), None);
            for (idx, found) in roles_by_name.into_iter().flatten().enumerate() {
                let is_single = !matches!(found, Some(ColumnRole::Cost | ColumnRole::Dimension(_)));
                if roles[idx].is_none() && !(is_single && roles.contains(&found)) {
                    roles[idx] = found;
                }
            }
            let n_known = fit.n_shared;
            HeaderPlan { kind: recipe.kind, names, roles, twins: Vec::new(), n_known }
        }
    };
    missing_roles(&plan).is_empty().then_some(plan)
}

/// A file without a header that has as many columns as the files a recipe was made of, if its first records
/// read as such rows do.
fn remembered_headerless(
    tops: &[Top],
    (start, line): (usize, u32),
    options: &ImportOptions,
    recipes: &RecipeBook,
) -> Option<Dialect> {
    if options.has_header == Some(true) {
        return None;
    }
    tops.iter().find_map(|top| {
        let first = top.candidates.first()?;
        let recipe = recipes.headerless(first.names.len(), options.kind)?;
        let names: Vec<String> = (1..=first.names.len()).map(|number| number.to_string()).collect();
        let fit = recipe.fit(&names)?;
        let roles = fit.roles.clone();
        let plan = HeaderPlan { kind: recipe.kind, n_known: names.len(), names, roles, twins: Vec::new() };
        let n_sound = top.candidates.iter().filter(|candidate| is_sound_row(&plan, candidate)).count();
        let is_plausible = missing_roles(&plan).is_empty() && n_sound * 2 > top.candidates.len();
        is_plausible.then(|| Dialect {
            delimiter: top.delimiter,
            plan,
            header_line: 0,
            data_start: start,
            data_line: line,
            n_preamble: 0,
            own_columns: Vec::new(),
            remembered: Some(Remembered::new(recipe, fit, options)),
        })
    })
}

/// Whether the id, the date and the amount of a record can be read, as far as its kind has them.
fn is_sound_row(plan: &HeaderPlan, candidate: &Candidate) -> bool {
    let cell = |role| plan.column(role).and_then(|idx| candidate.names.get(idx)).map_or("", String::as_str);
    let has_id = parse_id(cell(ColumnRole::CustomerId)).is_ok();
    let amount =
        if plan.column(ColumnRole::Amount).is_some() { ColumnRole::Amount } else { ColumnRole::UnitPrice };
    let is_line = || parse_date(cell(ColumnRole::Date)).is_ok() && parse_amount(cell(amount)).is_ok();
    match plan.kind {
        FileKind::Transactions => has_id && is_line(),
        FileKind::Customers => has_id,
        FileKind::Lookup => true,
    }
}

/// The delimiter that a first line `sep=;` names.
fn separator_line(line: &[u8]) -> Option<u8> {
    let line = line.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter]
            if [s, e, p].into_iter().zip(b"sep").all(|(a, b)| a.eq_ignore_ascii_case(b))
                && delimiter.is_ascii() =>
        {
            Some(*delimiter)
        }
        // A line of `sep=,` may have been saved again with a comma at its end.
        [s, e, p, b'=', delimiter, rest @ ..]
            if [s, e, p].into_iter().zip(b"sep").all(|(a, b)| a.eq_ignore_ascii_case(b))
                && delimiter.is_ascii_punctuation()
                && rest.iter().all(|byte| byte == delimiter || *byte == b' ') =>
        {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// Reads records until one is a header under the first reading, or enough were seen.
fn top(text: &[u8], (start, line): (usize, u32), is_end: bool, delimiter: u8, reading: Reading) -> Top {
    let is_header = |names: Vec<String>| reading.plan(names).is_some();
    let is_sound = |line: &[u8]| {
        let mut scanner = Scanner::new(delimiter);
        let step = scanner.step(line, 0, true, &|_| false);
        matches!(step, Step::Record { .. }) && is_header(names_of(&scanner.record(line, 0)).1)
    };
    let mut scanner = Scanner::new(delimiter);
    let mut top = Top { delimiter, candidates: Vec::new(), is_complete: true };
    let (mut at, mut line) = (start, line);
    while at < text.len() && top.candidates.len() < N_HEADER_CANDIDATES {
        let (next, n_lines) = match scanner.step(text, at, is_end, &is_sound) {
            Step::Record { next, n_lines } => (next, n_lines),
            Step::Unterminated { next } => (next, 1),
            Step::NeedMore | Step::Oversize => {
                top.is_complete = false;
                break;
            }
        };
        let record = scanner.record(text, at);
        if !record.is_blank() {
            let (own_columns, names) = names_of(&record);
            let is_found = is_header(names.clone());
            top.candidates.push(Candidate { line, next, next_line: line + n_lines, own_columns, names });
            if is_found {
                return top;
            }
        }
        (at, line) = (next, line + n_lines);
    }
    top.is_complete &= is_end || top.candidates.len() == N_HEADER_CANDIDATES;
    top
}

/// The names of our own columns in front of a header, and those of the others.
fn names_of(record: &Record<'_>) -> (Vec<String>, Vec<String>) {
    let name = |cell: &[u8]| String::from_utf8_lossy(&cell[..cell.len().min(400)]).into_owned();
    let mut names: Vec<String> = record.cells().map(name).collect();
    let others = names.split_off(n_own_columns(&names));
    (names, others)
}

/// The delimiter under which a header appears, with the most known columns of several.
fn best(tops: &[Top], reading: Reading) -> Option<(&Top, usize, HeaderPlan)> {
    let mut best: Option<(&Top, usize, HeaderPlan)> = None;
    for top in tops {
        let found = top
            .candidates
            .iter()
            .enumerate()
            .find_map(|(idx, candidate)| reading.plan(candidate.names.clone()).map(|plan| (idx, plan)));
        if let Some((idx, plan)) = found
            && best.as_ref().is_none_or(|(_, _, other)| plan.n_known > other.n_known)
        {
            best = Some((top, idx, plan));
        }
    }
    best
}

/// Puts the roles the user chose over those that were found.
fn with_answers(
    mut dialect: Dialect,
    options: &ImportOptions,
    (text, is_end): (&[u8], bool),
) -> Result<Dialect, ImportError> {
    for &column in &options.ignored {
        dialect.plan.ignore(usize::from(column));
    }
    if !options.ignored.is_empty() && options.columns.is_none() {
        let missing = missing_roles(&dialect.plan);
        if !missing.is_empty() {
            let found = excerpts(&dialect.plan.names);
            return Err(ImportError::MissingRequiredColumns { missing, found });
        }
    }
    if let Some(columns) = &options.columns {
        let n_columns = dialect.plan.names.len();
        dialect.plan.roles =
            columns.iter().copied().map(Some).chain(std::iter::repeat(None)).take(n_columns).collect();
        dialect.plan.twins.clear();
        dialect.plan.kind = options.kind.unwrap_or_else(|| kind_of(columns));
        let missing = missing_roles(&dialect.plan);
        if !missing.is_empty() {
            return Err(ImportError::MissingRequiredColumns {
                missing,
                found: excerpts(&dialect.plan.names),
            });
        }
    } else if options.kind.is_none()
        && dialect.plan.kind == FileKind::Customers
        && dialect.remembered.is_none()
    {
        // Ids and dates without amounts are orders, not customers: either the amounts are a column whose name
        // says nothing, or there are none.
        let has_date = dialect.plan.names.iter().any(|name| {
            super::synonyms::strict_field(&super::header::normalized(name))
                == Some(super::synonyms::Field::Date)
        });
        if has_date {
            let orders = Reading::WithoutAmounts { needs_product: false }.plan(dialect.plan.names.clone());
            let records = (&text[dialect.data_start.min(text.len())..], is_end);
            let shape = (dialect.delimiter, dialect.own_columns.len());
            match orders {
                Some(plan) if doubt(&plan, shape, records) == Doubt::None => dialect.plan = plan,
                _ => {
                    let found = excerpts(&dialect.plan.names);
                    let missing = vec!["amount".to_owned()];
                    return Err(ImportError::MissingRequiredColumns { missing, found });
                }
            }
        }
    }
    Ok(dialect)
}

fn kind_of(columns: &[ColumnRole]) -> FileKind {
    let has = |role| columns.contains(&role);
    if has(ColumnRole::Date) {
        FileKind::Transactions
    } else if !has(ColumnRole::CustomerId) && (has(ColumnRole::ProductId) || has(ColumnRole::Key)) {
        FileKind::Lookup
    } else {
        FileKind::Customers
    }
}

fn missing_roles(plan: &HeaderPlan) -> Vec<String> {
    let has = |role| plan.column(role).is_some();
    let mut missing = Vec::new();
    if plan.kind == FileKind::Lookup {
        return missing;
    }
    if !has(ColumnRole::CustomerId) {
        missing.push("customer_id".to_owned());
    }
    if plan.kind == FileKind::Transactions {
        if !has(ColumnRole::Date) {
            missing.push("date".to_owned());
        }
        if !plan.has_value() {
            missing.push("amount".to_owned());
        }
    }
    missing
}

/// A plan with the roles the user gave and nothing read from names.
fn answered_plan(
    names: Vec<String>,
    columns: &[ColumnRole],
    options: &ImportOptions,
) -> Result<HeaderPlan, ImportError> {
    let n_columns = names.len().max(columns.len());
    let plan = HeaderPlan {
        kind: options.kind.unwrap_or_else(|| kind_of(columns)),
        roles: columns.iter().copied().map(Some).chain(std::iter::repeat(None)).take(n_columns).collect(),
        names: names.into_iter().chain(std::iter::repeat(String::new())).take(n_columns).collect(),
        twins: Vec::new(),
        n_known: columns.len(),
    };
    let missing = missing_roles(&plan);
    if missing.is_empty() {
        Ok(plan)
    } else {
        Err(ImportError::MissingRequiredColumns { missing, found: excerpts(&plan.names) })
    }
}

/// The delimiter that splits the first record into as many cells as the user named, or into the most.
fn likeliest<'a>(tops: &'a [Top], n_columns: usize) -> Option<&'a Top> {
    let n_cells = |top: &Top| top.candidates.first().map_or(0, |candidate| candidate.names.len());
    let mut best: Option<&'a Top> = None;
    for top in tops.iter().filter(|top| n_cells(top) > 0) {
        let rank = |top: &Top| (n_cells(top) == n_columns, n_cells(top));
        if best.is_none_or(|other| rank(top) > rank(other)) {
            best = Some(top);
        }
    }
    best
}

fn without_header(
    tops: &[Top],
    (start, line): (usize, u32),
    is_end: bool,
    options: &ImportOptions,
) -> Result<Option<Dialect>, ImportError> {
    let Some(columns) = &options.columns else {
        return Err(no_header(tops, options.kind.unwrap_or(FileKind::Transactions)));
    };
    let Some(top) = likeliest(tops, columns.len()) else {
        return if is_end { Err(no_header(tops, FileKind::Transactions)) } else { Ok(None) };
    };
    let n_cells = top.candidates[0].names.len();
    let names = (1..=n_cells.min(columns.len())).map(|number| number.to_string()).collect();
    Ok(Some(Dialect {
        delimiter: top.delimiter,
        plan: answered_plan(names, columns, options)?,
        header_line: 0,
        data_start: start,
        data_line: line,
        n_preamble: 0,
        own_columns: Vec::new(),
        remembered: None,
    }))
}

/// The user named the columns of a file whose header says nothing: its first record is the header.
fn first_record_as_header(
    tops: &[Top],
    columns: &[ColumnRole],
    options: &ImportOptions,
) -> Result<Dialect, ImportError> {
    let Some((top, first)) =
        likeliest(tops, columns.len()).and_then(|top| Some((top, top.candidates.first()?)))
    else {
        return Err(no_header(tops, FileKind::Transactions));
    };
    Ok(Dialect {
        delimiter: top.delimiter,
        plan: answered_plan(first.names.clone(), columns, options)?,
        header_line: first.line,
        data_start: first.next,
        data_line: first.next_line,
        n_preamble: 0,
        own_columns: first.own_columns.clone(),
        remembered: None,
    })
}

/// The error for a file without a header, told from the record that misses the fewest columns.
fn no_header(tops: &[Top], kind: FileKind) -> ImportError {
    let all = || tops.iter().flat_map(|top| &top.candidates);
    let missing = all()
        .filter_map(|candidate| plan(candidate.names.clone(), kind, true).err())
        .min_by_key(Vec::len)
        .unwrap_or_else(|| vec!["customer_id"]);
    let widest = tops.iter().filter_map(|top| top.candidates.first()).max_by_key(|first| first.names.len());
    ImportError::MissingRequiredColumns {
        missing: missing.into_iter().map(str::to_owned).collect(),
        found: widest.map_or_else(Vec::new, |first| excerpts(&first.names)),
    }
}

fn excerpts(names: &[String]) -> Vec<String> {
    names.iter().take(20).map(|name| excerpt(name.as_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Day;

    fn found(text: &str) -> Result<(char, u32, FileKind), ImportError> {
        let options = ImportOptions::new(Day(20_000));
        find(text.as_bytes(), true, &options, &RecipeBook::new()).map(|dialect| match dialect {
            Some(dialect) => (char::from(dialect.delimiter), dialect.header_line, dialect.plan.kind),
            None => unreachable!("the text is complete"),
        })
    }

    #[test]
    fn the_delimiter_is_the_one_that_shows_a_header() {
        let transactions = FileKind::Transactions;
        assert_eq!(found("customer_id;date;amount\n1;2024-01-01;1,5\n"), Ok((';', 1, transactions)));
        assert_eq!(found("a, b\tc\n\ncustomer_id\tdate\tamount\n"), Ok(('\t', 3, transactions)));
        assert_eq!(found("sep=|\ncustomer_id|date|amount\n"), Ok(('|', 2, transactions)));
        assert_eq!(found("\"SEP=;\"\ncustomer_id;date;amount\n"), Ok((';', 2, transactions)));
        assert_eq!(found("customer_id,name\n1,Ann\n"), Ok((',', 1, FileKind::Customers)));
    }

    #[test]
    fn orders_without_amounts_are_not_customers() {
        let transactions = FileKind::Transactions;
        assert_eq!(found("cust,date\n1,2006-01-01\n"), Ok((',', 1, transactions)));
        assert_eq!(found("cust,date,store_id\n1,2006-01-01,3\n"), Ok((',', 1, transactions)));
        // A column of numbers may be the amount; unique ids with names may be customers.
        for text in [
            "cust,date,x\n1,2006-01-01,12.50\n1,2006-01-02,3\n",
            "cust,date,x\n1,2006-01-01,\n1,2006-01-02,NT$3\n",
            "cust,date,cost\n1,2006-01-01,3\n1,2006-01-02,4\n",
            "cust,date,name\n1,2006-01-01,Ann\n2,2006-01-02,Bob\n",
        ] {
            let error = found(text);
            assert!(
                matches!(&error, Err(ImportError::MissingRequiredColumns { missing, .. }) if missing == &["amount"]),
                "{text}: {error:?}"
            );
        }
        assert_eq!(found("cust,date,name\n1,2006-01-01,Ann\n1,2006-01-02,Ann\n"), Ok((',', 1, transactions)));
    }

    #[test]
    fn a_key_without_customers_or_dates_is_a_lookup() {
        let lookup = FileKind::Lookup;
        assert_eq!(found("ProductKey,ProductName,ProductPrice\n1,Tea,5\n"), Ok((',', 1, lookup)));
        assert_eq!(found("id;name;price\n1;Tea;5\n"), Ok((';', 1, lookup)));
        assert_eq!(found("id;name;city\n1;Ann;Taipei\n"), Ok((';', 1, FileKind::Customers)));
        assert!(found("planet,moons\nMars,2\n").is_err());
        assert!(found("order_id,amount\n1,2\n").is_err());
    }

    #[test]
    fn blanks_part_columns_where_nothing_else_does() {
        let transactions = FileKind::Transactions;
        let text = " customer_id  date   amount \n 0001 20240101   1.50\n";
        assert_eq!(found(text), Ok((' ', 1, transactions)));
        assert_eq!(found("customer id,date,amount\n1,2024-01-01,2\n"), Ok((',', 1, transactions)));
        let error = found(" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n");
        assert!(
            matches!(&error, Err(ImportError::MissingRequiredColumns { found, .. }) if found.len() == 5),
            "{error:?}"
        );
    }

    #[test]
    fn a_stray_quote_above_the_header_hides_nothing() {
        assert_eq!(found("\"report\ncustomer_id,date,amount\n1,2,\"3\"\n").map(|found| found.1), Ok(2));
    }
}
