//! What a recipe did for a file, and why a file of recipes could not be taken over.

use super::message::Message;
use super::{Format, isolated};
use clientele_engine::import::{RecipeAnswer, RecipeBookError, RecipeMatch, RecipeUse};

/// What was taken over from an earlier file: how well the columns fit, what counted and what did not, what to do.
#[must_use]
pub fn of_recipe(recipe: &RecipeUse, format: Format) -> Message {
    let words = format.words();
    let day = [("day", format.day(recipe.made_on).into())];
    let title = match recipe.matched {
        RecipeMatch::Exact => words.say_with("recipe-exact", &day),
        RecipeMatch::Near => words.say_with("recipe-near", &day),
    };
    let answers = |answers: &[RecipeAnswer]| {
        let names: Vec<String> = answers.iter().map(|&answer| answer_name(answer, format)).collect();
        [("answers", format.list(&names).into())]
    };
    let names = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| isolated(name)).collect();
        [("names", format.list(&names).into())]
    };
    let mut sentences = vec![if recipe.used.is_empty() {
        words.say("recipe-used-none")
    } else {
        words.say_with("recipe-used", &answers(&recipe.used))
    }];
    if !recipe.ignored.is_empty() {
        sentences.push(words.say_with("recipe-ignored", &answers(&recipe.ignored)));
    }
    if !recipe.extra.is_empty() {
        sentences.push(words.say_with("recipe-extra", &names(&recipe.extra)));
    }
    if !recipe.missing.is_empty() {
        sentences.push(words.say_with("recipe-missing", &names(&recipe.missing)));
    }
    Message { title, detail: format.sentences(&sentences), advice: words.say("recipe-advice") }
}

/// The name of an answer inside a sentence.
#[must_use]
pub fn answer_name(answer: RecipeAnswer, format: Format) -> String {
    format.words().say(match answer {
        RecipeAnswer::Encoding => "recipe-answer-encoding",
        RecipeAnswer::Delimiter => "recipe-answer-delimiter",
        RecipeAnswer::Header => "recipe-answer-header",
        RecipeAnswer::Roles => "recipe-answer-roles",
        RecipeAnswer::Sheet => "recipe-answer-sheet",
        RecipeAnswer::DateOrder => "recipe-answer-date-order",
        RecipeAnswer::Calendar => "recipe-answer-calendar",
        RecipeAnswer::DecimalMark => "recipe-answer-decimal-mark",
        RecipeAnswer::Currency => "recipe-answer-currency",
    })
}

/// Why a text is no book of recipes.
#[must_use]
pub fn of_book_error(error: &RecipeBookError, format: Format) -> Message {
    match error {
        RecipeBookError::TooLarge { n_bytes, limit } => Message::of(
            ["recipe-book-too-large", "recipe-book-too-large-detail", "recipe-book-advice"],
            &[("size", format.whole(*n_bytes).into()), ("limit", format.whole(*limit).into())],
            format,
        ),
        RecipeBookError::NotJson { line, column } => Message::of(
            ["recipe-book-not-json", "recipe-book-not-json-detail", "recipe-book-advice"],
            &[
                ("line", format.whole(u64::from(*line)).into()),
                ("column", format.whole(u64::from(*column)).into()),
            ],
            format,
        ),
        RecipeBookError::NotABook => Message::of(
            ["recipe-book-not-a-book", "recipe-book-not-a-book-detail", "recipe-book-advice"],
            &[],
            format,
        ),
        RecipeBookError::Newer { version, newest } => Message::of(
            ["recipe-book-newer", "recipe-book-newer-detail", "recipe-book-newer-advice"],
            &[("version", version.to_string().into()), ("newest", newest.to_string().into())],
            format,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;
    use clientele_engine::data::Day;

    #[test]
    fn everything_a_recipe_did_is_said() {
        let recipe = RecipeUse {
            matched: RecipeMatch::Near,
            signature: 1,
            made_on: Day(20_000),
            used: vec![RecipeAnswer::DateOrder, RecipeAnswer::Roles],
            ignored: vec![RecipeAnswer::Currency],
            extra: vec!["חנות".to_owned()],
            missing: vec!["memo".to_owned()],
        };
        for locale in Locale::ALL {
            let format = Format::new(locale, None);
            let message = of_recipe(&recipe, format);
            assert!(message.title.contains(&format.day(Day(20_000))), "{message:?}");
            for answer in recipe.used.iter().chain(&recipe.ignored) {
                assert!(message.detail.contains(&answer_name(*answer, format)), "{message:?}");
            }
            assert!(message.detail.contains("\u{2068}חנות\u{2069}") && message.detail.contains("memo"));
            let nothing =
                RecipeUse { used: vec![], ignored: vec![], extra: vec![], missing: vec![], ..recipe.clone() };
            assert_eq!(of_recipe(&nothing, format).detail, format.words().say("recipe-used-none"));
        }
    }

    #[test]
    fn answers_and_errors_have_words_in_every_language() {
        let errors = [
            RecipeBookError::TooLarge { n_bytes: 9_999_999, limit: 4_194_304 },
            RecipeBookError::NotJson { line: 3, column: 14 },
            RecipeBookError::NotABook,
            RecipeBookError::Newer { version: 7, newest: 1 },
        ];
        for locale in Locale::ALL {
            let format = Format::new(locale, None);
            for answer in RecipeAnswer::ALL {
                assert!(!answer_name(answer, format).starts_with("recipe-"));
            }
            for error in &errors {
                let Message { title, detail, advice } = of_book_error(error, format);
                for text in [&title, &detail, &advice] {
                    assert!(!text.is_empty() && !text.contains("recipe-") && !text.contains("{$"), "{text}");
                }
            }
            assert!(of_book_error(&errors[0], format).detail.contains("4,194,304"));
            assert!(of_book_error(&errors[1], format).detail.contains("14"));
        }
    }
}
