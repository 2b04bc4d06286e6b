//! The answers of a recipe while a file is read with it.
//!
//! In:   the recipe that fits the header, and what the user answered about this file.
//! Out:  answers where neither the user nor the file decides, and a [`RecipeUse`] that says what came of each.

use super::currency::Currency;
use super::date_column::{DateColumn, DateReading};
use super::recipe::Fit;
use super::{
    DecimalMark, ImportError, ImportOptions, Recipe, RecipeAnswer, RecipeAnswers, RecipeUse, amount_column,
};
use encoding_rs::Encoding;

/// A recipe in use.
#[derive(Debug, Clone)]
pub(super) struct Remembered {
    pub(super) answers: RecipeAnswers,
    pub(super) recipe_use: RecipeUse,
}

impl Remembered {
    /// Notes what the recipe decides by being chosen: header, roles, delimiter.
    pub(super) fn new(recipe: &Recipe, fit: Fit, options: &ImportOptions) -> Self {
        let mut used = Vec::new();
        if recipe.answers.delimiter.is_some() && options.delimiter.is_none() {
            used.push(RecipeAnswer::Delimiter);
        }
        if !recipe.signature.has_header() && options.has_header.is_none() {
            used.push(RecipeAnswer::Header);
        }
        if recipe.are_roles_answered && options.columns.is_none() {
            used.push(RecipeAnswer::Roles);
        }
        Self {
            answers: recipe.answers.clone(),
            recipe_use: RecipeUse {
                matched: fit.matched,
                signature: recipe.signature.hash(),
                made_on: recipe.made_on,
                used,
                ignored: Vec::new(),
                extra: fit.extra,
                missing: fit.missing,
            },
        }
    }

    /// The encoding the recipe names.
    pub(super) fn encoding(&self) -> Option<&'static Encoding> {
        self.answers.encoding.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()))
    }

    fn note(&mut self, answer: RecipeAnswer, is_used: bool) {
        let list = if is_used { &mut self.recipe_use.used } else { &mut self.recipe_use.ignored };
        if !list.contains(&answer) {
            list.push(answer);
        }
    }
}

/// Answers that were left out so far, for the warning.
pub(super) fn n_ignored(remembered: Option<&Remembered>) -> u64 {
    remembered.map_or(0, |remembered| remembered.recipe_use.ignored.len() as u64)
}

/// The options with what the recipe decided filled in, for the columns that are not required.
pub(super) fn effective(options: &ImportOptions, remembered: Option<&Remembered>) -> ImportOptions {
    let mut options = options.clone();
    let Some(remembered) = remembered else { return options };
    let answers = &remembered.answers;
    let is_left = |answer: RecipeAnswer| remembered.recipe_use.ignored.contains(&answer);
    if !is_left(RecipeAnswer::DateOrder) {
        options.date_order = options.date_order.or(answers.date_order);
    }
    if !is_left(RecipeAnswer::Calendar) {
        options.calendar = options.calendar.or(answers.calendar);
    }
    if remembered.recipe_use.used.contains(&RecipeAnswer::Roles) {
        options.columns.get_or_insert_default();
    }
    options
}

/// Says whether the file was read in the encoding of the recipe.
pub(super) fn note_encoding(remembered: &mut Option<Remembered>, label: &str, options: &ImportOptions) {
    if let Some(remembered) = remembered
        && options.encoding.is_none()
        && let Some(wanted) = remembered.encoding()
    {
        let is_used = Encoding::for_label(label.as_bytes()) == Some(wanted);
        remembered.note(RecipeAnswer::Encoding, is_used);
    }
}

/// Settles a column of dates: the user's answer, else what the column proves, else the recipe.
///
/// # Errors
/// [`ImportError::AmbiguousDates`] when none of them decides.
pub(super) fn date_reading(
    dates: &DateColumn,
    options: &ImportOptions,
    header_names_minguo: bool,
    remembered: &mut Option<Remembered>,
) -> Result<DateReading, ImportError> {
    let Some(remembered) = remembered else {
        return dates.reading(options.date_order, options.calendar, header_names_minguo);
    };
    let mut order = options.date_order;
    if let (None, Some(known)) = (order, remembered.answers.date_order)
        && dates.has_order_question()
    {
        match dates.sure_order() {
            Some(sure) if sure != known => remembered.note(RecipeAnswer::DateOrder, false),
            Some(_) => {}
            None => {
                order = Some(known);
                remembered.note(RecipeAnswer::DateOrder, true);
            }
        }
    }
    let mut calendar = options.calendar;
    if let (None, Some(known)) = (calendar, remembered.answers.calendar) {
        match dates.sure_calendar(header_names_minguo) {
            Some(sure) if sure != known => remembered.note(RecipeAnswer::Calendar, false),
            None if dates.has_calendar_question() => {
                calendar = Some(known);
                remembered.note(RecipeAnswer::Calendar, true);
            }
            _ => {}
        }
    }
    dates.reading(order, calendar, header_names_minguo)
}

/// Settles the mark of decimals: the user's answer, else what the cells prove, else the recipe, else a point.
pub(super) fn decimal_mark(
    evidence: Option<DecimalMark>,
    options: &ImportOptions,
    remembered: &mut Option<Remembered>,
) -> DecimalMark {
    let known = remembered.as_ref().and_then(|remembered| remembered.answers.decimal_mark);
    match (options.decimal_mark, evidence, known, remembered) {
        (Some(asked), ..) => asked,
        (None, Some(evidence), Some(known), Some(remembered)) => {
            if evidence != known {
                remembered.note(RecipeAnswer::DecimalMark, false);
            }
            evidence
        }
        (None, Some(evidence), ..) => evidence,
        (None, None, Some(known), Some(remembered)) => {
            remembered.note(RecipeAnswer::DecimalMark, true);
            known
        }
        (None, None, ..) => DecimalMark::Point,
    }
}

/// Settles the currency of a column and its ISO code: what cells or header name, else the recipe. A tie is decided
/// by the recipe if it names one of the two.
///
/// # Errors
/// [`ImportError::AmbiguousCurrency`].
pub(super) fn currency(
    found: Result<Currency, ImportError>,
    remembered: &mut Option<Remembered>,
) -> Result<(Currency, Option<String>), ImportError> {
    let code_of = |currency: Currency| currency.iso_code().map(str::to_owned);
    let known = remembered.as_ref().and_then(|remembered| remembered.answers.currency.clone());
    let (Some(code), Some(remembered)) = (known, remembered) else {
        return found.map(|currency| (currency, code_of(currency)));
    };
    let known = Currency::from_iso_code(&code);
    match (found, known) {
        // Nothing names a currency, or only a sign that several share.
        (Ok(Currency::None), known) => {
            remembered.note(RecipeAnswer::Currency, true);
            Ok((known.unwrap_or(Currency::None), Some(code)))
        }
        (Ok(found), Some(known)) if found == known => Ok((found, code_of(found))),
        (Ok(found), Some(known))
            if found.iso_code().is_none() && amount_column::is_same_currency(found, known) =>
        {
            remembered.note(RecipeAnswer::Currency, true);
            Ok((known, code_of(known)))
        }
        (Ok(found), _) => {
            remembered.note(RecipeAnswer::Currency, false);
            Ok((found, code_of(found)))
        }
        (Err(ImportError::AmbiguousCurrency { first, second }), Some(known))
            if [&first, &second].contains(&&known.label().to_owned()) =>
        {
            remembered.note(RecipeAnswer::Currency, true);
            Ok((known, code_of(known)))
        }
        (Err(error), _) => Err(error),
    }
}
