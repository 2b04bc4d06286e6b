//! What was answered about a layout of columns, kept for the next file of the same layout.
//!
//! In:   the report of a file and the answers it was read with.
//! Out:  a [`Recipe`], which turns the header of another file into [`ImportOptions`].
//! Cost: a few hundred bytes; a recipe holds headers and answers, and never a cell of a file. Headers are words
//!       about the data, so they are kept; what stands below them is not.
//!
//! A recipe answers what a file leaves open. What the user answers goes before it, and so does what the file
//! says of itself: an answer that the file contradicts is left out, and [`RecipeUse::ignored`] says so.

use super::header::normalized;
use super::id::is_invisible;
use super::{Calendar, ColumnRole, DateForm, DateOrder, DecimalMark, FileReport, ImportOptions};
use crate::data::{Day, FileKind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Names that [`RecipeUse`] lists of columns that differ.
const MAX_LISTED: usize = 20;

/// The names of the columns of a file, as they are compared: two files have equal signatures when they have the
/// same columns, in whatever order.
///
/// Names are compared as headers are (see `header`): without spaces, punctuation and a last part in round
/// brackets. Columns that only that part tells apart keep it; columns of one name are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderSignature {
    names: Vec<String>,
    n_columns: u32,
}

impl HeaderSignature {
    /// The signature of a header, given as it is written.
    #[must_use]
    pub fn of_header(names: &[String]) -> Self {
        Self { names: column_keys(names), n_columns: u32::try_from(names.len()).unwrap_or(u32::MAX) }
    }

    /// The signature of files without a header: only their number of columns is known.
    #[must_use]
    pub fn without_header(n_columns: usize) -> Self {
        Self { names: Vec::new(), n_columns: u32::try_from(n_columns).unwrap_or(u32::MAX) }
    }

    /// The names as they are compared, in the order of the file the signature was taken from.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of columns.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.n_columns as usize
    }

    /// Whether the columns have names.
    #[must_use]
    pub fn has_header(&self) -> bool {
        !self.names.is_empty()
    }

    /// Sixty-four bits that stand for the signature: FNV-1a over the names in byte order. The same on every machine
    /// and in every version, so that it can name a recipe from outside.
    #[must_use]
    pub fn hash(&self) -> u64 {
        const BASIS: u64 = 0xCBF2_9CE4_8422_2325;
        const PRIME: u64 = 0x0000_0100_0000_01B3;
        let mut sorted: Vec<&str> = self.names.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        let mut hash = BASIS;
        let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        self.n_columns.to_le_bytes().into_iter().for_each(&mut add);
        for name in sorted {
            name.bytes().chain([0x1F]).for_each(&mut add);
        }
        hash
    }
}

/// The names of columns as they are compared, all of them distinct.
fn column_keys(names: &[String]) -> Vec<String> {
    let mut keys: Vec<String> = names.iter().map(|name| normalized(name)).collect();
    let count = |keys: &[String]| {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for key in keys {
            *counts.entry(key.clone()).or_default() += 1;
        }
        counts
    };
    // `Amount (USD)` beside `Amount (TWD)`: what is alike must not be mistaken for one another.
    let counts = count(&keys);
    for (key, name) in keys.iter_mut().zip(names) {
        if counts.get(key).is_some_and(|&n| n > 1) {
            *key = spelled(name);
        }
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for key in &mut keys {
        let mut number = 2;
        let plain = key.clone();
        while !seen.insert(key.clone()) {
            *key = format!("{plain}\u{1F}{number}");
            number += 1;
        }
    }
    keys
}

/// A header with its brackets, in NFKC and lower case.
fn spelled(name: &str) -> String {
    let folded = name.nfkc().collect::<String>().to_lowercase();
    folded.chars().filter(|&c| !c.is_whitespace() && !c.is_control() && !is_invisible(c)).collect()
}

/// Answers about a file that do not concern single columns; `None` where nothing was settled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecipeAnswers {
    /// Label of the encoding by the WHATWG standard.
    pub encoding: Option<String>,
    /// Character between cells.
    pub delimiter: Option<char>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Day or month first.
    pub date_order: Option<DateOrder>,
    /// What years of two digits in front mean.
    pub calendar: Option<Calendar>,
    /// Decimal mark of amounts.
    pub decimal_mark: Option<DecimalMark>,
    /// ISO code of the currency of the amounts.
    pub currency: Option<String>,
}

impl RecipeAnswers {
    /// These answers, and where there is none that of `before`.
    #[must_use]
    fn or(self, before: Self) -> Self {
        Self {
            encoding: self.encoding.or(before.encoding),
            delimiter: self.delimiter.or(before.delimiter),
            sheet: self.sheet.or(before.sheet),
            date_order: self.date_order.or(before.date_order),
            calendar: self.calendar.or(before.calendar),
            decimal_mark: self.decimal_mark.or(before.decimal_mark),
            currency: self.currency.or(before.currency),
        }
    }
}

/// One answer of a recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipeAnswer {
    /// The encoding.
    Encoding,
    /// The delimiter.
    Delimiter,
    /// That there is no header.
    Header,
    /// The roles of columns.
    Roles,
    /// The sheet of a workbook.
    Sheet,
    /// Day or month first.
    DateOrder,
    /// The calendar.
    Calendar,
    /// The decimal mark.
    DecimalMark,
    /// The currency.
    Currency,
}

impl RecipeAnswer {
    /// All answers.
    pub const ALL: [Self; 9] = [
        Self::Encoding,
        Self::Delimiter,
        Self::Header,
        Self::Roles,
        Self::Sheet,
        Self::DateOrder,
        Self::Calendar,
        Self::DecimalMark,
        Self::Currency,
    ];
}

/// How well a file fits a recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RecipeMatch {
    /// The same columns, in any order.
    Exact,
    /// All columns that are used, and at least half of all; or, without a header, the number of columns.
    Near,
}

/// What a recipe did for a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeUse {
    /// How well the file fits.
    pub matched: RecipeMatch,
    /// [`HeaderSignature::hash`] of the recipe, by which it can be forgotten.
    pub signature: u64,
    /// The day of the import the recipe was made of.
    pub made_on: Day,
    /// Answers that decided something the user did not answer.
    pub used: Vec<RecipeAnswer>,
    /// Answers that were left out, because the file says otherwise.
    pub ignored: Vec<RecipeAnswer>,
    /// Headers of columns that the recipe does not know, 20 at most.
    pub extra: Vec<String>,
    /// Columns of the recipe, none of them used, that the file does not have, 20 at most.
    pub missing: Vec<String>,
}

/// What was answered about files of one layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Version of the form in which recipes are written: [`Recipe::VERSION`].
    pub version: u32,
    /// The columns.
    pub signature: HeaderSignature,
    /// What the rows are.
    pub kind: FileKind,
    /// Role of each column, in the order of the names of the signature.
    pub roles: Vec<ColumnRole>,
    /// Whether somebody gave the columns their roles. Otherwise their names did, and will do so again.
    pub are_roles_answered: bool,
    /// The other answers.
    pub answers: RecipeAnswers,
    /// What the page wants to find again, such as how scores are cut. The import does not look at it.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    /// The day of the import it was made of.
    pub made_on: Day,
}

/// The columns of a file as a recipe sees them.
pub(super) struct Fit {
    pub(super) matched: RecipeMatch,
    /// Role of each column of the file; `None` for columns the recipe does not know.
    pub(super) roles: Vec<Option<ColumnRole>>,
    pub(super) n_shared: usize,
    pub(super) extra: Vec<String>,
    pub(super) missing: Vec<String>,
}

impl Recipe {
    /// The version of recipes that this engine writes, and the newest it reads.
    pub const VERSION: u32 = 1;

    /// What is worth keeping of an import: what was answered, and what the file itself settled for good, such as
    /// day before month because there is a 31st. What was only taken for granted is not kept.
    #[must_use]
    pub fn from_report(report: &FileReport, options: &ImportOptions) -> Self {
        let remembered =
            |answer: RecipeAnswer| report.recipe.as_ref().is_some_and(|recipe| recipe.used.contains(&answer));
        let names: Vec<String> = report.columns.iter().map(|column| column.name.clone()).collect();
        let signature = if report.header_line == 0 {
            HeaderSignature::without_header(names.len())
        } else {
            HeaderSignature::of_header(&names)
        };
        let answered = options.columns.as_deref().unwrap_or_default();
        let roles = report
            .columns
            .iter()
            .enumerate()
            .map(|(idx, column)| {
                let is_ignored = options.ignored.iter().any(|&ignored| usize::from(ignored) == idx);
                let role = answered.get(idx).copied().unwrap_or(column.role);
                if is_ignored { ColumnRole::Skip } else { role }
            })
            .collect();
        let n_of = |form: DateForm| {
            report.date_forms.iter().find(|(known, _)| *known == form).map_or(0, |&(_, n)| n)
        };
        // Both orders count the dates that fit both, so they differ by what is sure.
        let is_order_sure = n_of(DateForm::DayFirst) != n_of(DateForm::MonthFirst);
        let is_order_known = is_order_sure || remembered(RecipeAnswer::DateOrder);
        let encoding = remembered(RecipeAnswer::Encoding).then(|| report.encoding.clone());
        let delimiter = remembered(RecipeAnswer::Delimiter).then_some(report.delimiter);
        let minguo = (report.calendar == Calendar::Minguo).then_some(Calendar::Minguo);
        let calendar = minguo.or(remembered(RecipeAnswer::Calendar).then_some(report.calendar));
        let comma = (report.decimal_mark == DecimalMark::Comma).then_some(DecimalMark::Comma);
        let mark = comma.or(remembered(RecipeAnswer::DecimalMark).then_some(report.decimal_mark));
        Self {
            version: Self::VERSION,
            signature,
            kind: report.file.kind,
            roles,
            are_roles_answered: options.columns.is_some()
                || !options.ignored.is_empty()
                || remembered(RecipeAnswer::Roles),
            answers: RecipeAnswers {
                encoding: options.encoding.clone().or(encoding),
                delimiter: options.delimiter.or(delimiter),
                sheet: options.sheet.clone(),
                date_order: options.date_order.or(report.date_order.filter(|_| is_order_known)),
                calendar: options.calendar.or(calendar),
                decimal_mark: options.decimal_mark.or(mark),
                currency: options.currency.clone().or_else(|| report.currency.clone()),
            },
            settings: BTreeMap::new(),
            made_on: options.today,
        }
    }

    /// The options with which a file with this header is read, or `None` when its columns are others. Columns
    /// the recipe does not know are not used; [`super::FileImporter::with_recipes`] gives them the role their
    /// name stands for, and leaves answers out that the file contradicts.
    #[must_use]
    pub fn options_for(&self, names: &[String], today: Day) -> Option<ImportOptions> {
        let fit = self.fit(names)?;
        let columns = fit.roles.into_iter().map(|role| role.unwrap_or(ColumnRole::Skip)).collect();
        Some(ImportOptions {
            ignored: Vec::new(),
            kind: Some(self.kind),
            encoding: self.answers.encoding.clone(),
            delimiter: self.answers.delimiter,
            has_header: Some(self.signature.has_header()),
            columns: Some(columns),
            sheet: self.answers.sheet.clone(),
            date_order: self.answers.date_order,
            calendar: self.answers.calendar,
            decimal_mark: self.answers.decimal_mark,
            currency: self.answers.currency.clone(),
            today,
        })
    }

    /// This recipe with what only an earlier one of the same signature knows.
    #[must_use]
    pub(super) fn over(self, before: Self) -> Self {
        let mut settings = before.settings;
        settings.extend(self.settings);
        Self { answers: self.answers.or(before.answers), settings, ..self }
    }

    /// The columns of a file as this recipe sees them; `None` when they are others.
    ///
    /// A near fit has every column that is used, and at least half of the columns in common: an id, a date and an
    /// amount alone make two files of different programs look alike.
    pub(super) fn fit(&self, names: &[String]) -> Option<Fit> {
        if !self.signature.has_header() {
            return (names.len() == self.signature.n_columns()).then(|| Fit {
                matched: RecipeMatch::Near,
                roles: self.roles.iter().copied().map(Some).collect(),
                n_shared: 0,
                extra: Vec::new(),
                missing: Vec::new(),
            });
        }
        let keys = column_keys(names);
        let known: BTreeMap<&str, ColumnRole> =
            self.signature.names.iter().map(String::as_str).zip(self.roles.iter().copied()).collect();
        let roles: Vec<Option<ColumnRole>> =
            keys.iter().map(|key| known.get(key.as_str()).copied()).collect();
        let n_shared = roles.iter().flatten().count();
        let present: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
        let missing: Vec<(&str, ColumnRole)> = known
            .iter()
            .filter(|(name, _)| !present.contains(*name))
            .map(|(name, role)| (*name, *role))
            .collect();
        let extra: Vec<String> = names
            .iter()
            .zip(&roles)
            .filter(|(_, role)| role.is_none())
            .map(|(name, _)| name.clone())
            .collect();
        let matched = if extra.is_empty() && missing.is_empty() {
            RecipeMatch::Exact
        } else if missing.iter().all(|(_, role)| *role == ColumnRole::Skip)
            && n_shared * 2 >= names.len().max(known.len())
        {
            RecipeMatch::Near
        } else {
            return None;
        };
        Some(Fit {
            matched,
            roles,
            n_shared,
            extra: extra.into_iter().take(MAX_LISTED).map(|name| name.chars().take(80).collect()).collect(),
            missing: missing.into_iter().take(MAX_LISTED).map(|(name, _)| name.to_owned()).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(header: &str) -> Vec<String> {
        header.split(',').map(str::to_owned).collect()
    }

    fn recipe(header: &str, roles: &[ColumnRole]) -> Recipe {
        Recipe {
            version: 1,
            signature: HeaderSignature::of_header(&names(header)),
            kind: FileKind::Transactions,
            roles: roles.to_vec(),
            are_roles_answered: true,
            answers: RecipeAnswers { date_order: Some(DateOrder::DayFirst), ..RecipeAnswers::default() },
            settings: BTreeMap::new(),
            made_on: Day(19_000),
        }
    }

    const ROLES: [ColumnRole; 4] =
        [ColumnRole::CustomerId, ColumnRole::Date, ColumnRole::Amount, ColumnRole::Skip];

    #[test]
    fn the_hash_is_the_same_for_ever_and_for_any_order() {
        let signature = HeaderSignature::of_header(&names("who,when,how much,note"));
        assert_eq!(signature.hash(), HeaderSignature::of_header(&names("Note,How Much,WHEN,who")).hash());
        // Written down once: a change would orphan every recipe that is kept.
        assert_eq!(HeaderSignature::of_header(&names("a,b")).hash(), 0x2e2f_ab5c_bfff_43c0);
        assert_ne!(
            HeaderSignature::of_header(&names("ab")).hash(),
            HeaderSignature::of_header(&names("a,b")).hash()
        );
    }

    #[test]
    fn roles_follow_the_names_wherever_they_stand() {
        let options = recipe("who,when,how much,note", &ROLES)
            .options_for(&names("note,how much,who,when"), Day(20_000));
        let Some(options) = options else { unreachable!("the columns are the same") };
        assert_eq!(options.columns.as_deref(), Some([ROLES[3], ROLES[2], ROLES[0], ROLES[1]].as_slice()));
        assert_eq!((options.date_order, options.today), (Some(DateOrder::DayFirst), Day(20_000)));
    }

    #[test]
    fn a_near_fit_has_every_column_that_is_used() {
        let recipe = recipe("who,when,how much,note", &ROLES);
        let Some(fit) = recipe.fit(&names("who,when,how much,shop")) else {
            unreachable!("all used columns are there")
        };
        assert_eq!((fit.matched, fit.extra, fit.missing), (RecipeMatch::Near, names("shop"), names("note")));
        assert_eq!(fit.roles[3], None);
        assert!(recipe.fit(&names("who,when,note,shop")).is_none(), "an amount is missing");
        assert!(recipe.fit(&names("who,when,how much,a,b,c,d")).is_none(), "most columns are others");
    }

    #[test]
    fn columns_that_only_their_brackets_tell_apart_are_not_mixed_up() {
        let roles = [ColumnRole::CustomerId, ColumnRole::Date, ColumnRole::Amount, ColumnRole::Skip];
        let recipe = recipe("id,day,Amount (USD),Amount (TWD)", &roles);
        let Some(fit) = recipe.fit(&names("id,day,Amount (TWD),Amount (USD)")) else {
            unreachable!("the columns are the same")
        };
        assert_eq!(fit.roles[2..], [Some(ColumnRole::Skip), Some(ColumnRole::Amount)]);
        assert!(recipe.fit(&names("id,day,Amount (TWD)")).is_none());
        let twice = HeaderSignature::of_header(&names("x,x,x"));
        assert_eq!(twice.names().iter().collect::<BTreeSet<_>>().len(), 3);
    }
}
