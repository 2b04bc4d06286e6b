//! What stands out, as sentences with their figures in bold, and what to do about it.

use super::rich::{Rich, say_rich};
use super::{Arg, Format, clause};
use clientele_engine::analysis::finding::{Finding, Value};

/// The sentence of a finding, in parts.
#[must_use]
pub fn sentence(finding: &Finding, format: Format) -> Rich {
    let written: Vec<(&str, Arg)> = finding
        .parameters
        .iter()
        .map(|(name, value)| (name.as_str(), Arg::Text(self::value(value, format))))
        .collect();
    // Numbers once more as numbers, so that a language can choose between singular and plural.
    let numbers: Vec<(String, Arg)> = finding
        .parameters
        .iter()
        .filter_map(|(name, value)| match value {
            Value::Count(n) => Some((format!("n-{name}"), Arg::from(*n))),
            Value::Days(n) => Some((format!("n-{name}"), Arg::from(*n))),
            _ => None,
        })
        .collect();
    let numbers = numbers.iter().map(|(name, arg)| (name.as_str(), arg.clone()));
    let arguments: Vec<(&str, Arg)> = written.into_iter().chain(numbers).collect();
    say_rich(format.words(), &key(&finding.template), &arguments)
}

/// What to do about a finding, as a short sentence.
#[must_use]
pub fn action(finding: &Finding, format: Format) -> String {
    format.words().say(&format!("action-{}", finding.action))
}

/// The key of a template's sentence.
fn key(template: &str) -> String {
    format!("finding-{template}")
}

/// A parameter, written.
#[must_use]
pub fn value(value: &Value, format: Format) -> String {
    match value {
        Value::Count(n) => format.whole(*n),
        Value::Number(number, decimals) => format.decimal(*number, *decimals),
        Value::Money(money) => format.money(*money),
        Value::Share(share, decimals) => format.percent(*share, *decimals),
        Value::Points(difference) => format.points(*difference),
        Value::Days(days) => format.count(*days),
        Value::Day(day) => format.day(*day),
        Value::Month(month) => format.month(*month),
        Value::Segment(segment) => clause::segment_name(*segment, format),
        Value::Class(class) => clause::class_letter(*class).to_owned(),
        Value::Name(name) => clause::value_name(name, format),
        Value::Word(key) => format.words().say(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tests::variables;
    use crate::text::{Locale, Words, rich};
    use clientele_engine::analysis::finding::templates;
    use clientele_engine::query::Segment;
    use std::collections::BTreeSet;

    #[test]
    fn a_finding_is_a_sentence_in_every_language() {
        let template = templates().find(|template| template.id == "silent-segment").unwrap();
        let values = [
            Value::Count(647),
            Value::Segment(Segment::CantLose),
            Value::Days(385.0),
            Value::Money(13_940_000.0),
        ];
        let finding = Finding::new(template, values, 0.0, None);
        let said = |locale| rich::plain(&sentence(&finding, Format::new(locale, Some("TWD"))));
        assert_eq!(
            said(Locale::En),
            "647 “Can’t lose them” customers have been silent for a median 385 days. They brought NT$13.9M."
        );
        assert_eq!(said(Locale::ZhHant), "647 位「不可流失」顧客中位數已 385 天未購買，曾貢獻 NT$1,394 萬。");
        assert_eq!(said(Locale::ZhHans), "647 位“不可流失”客户中位数已 385 天未购买，曾贡献 NT$1,394 万。");
    }

    #[test]
    fn every_template_has_a_sentence_of_its_parameters_and_an_action() {
        for locale in Locale::ALL {
            let said = variables(locale);
            let words = Words::of(locale);
            for template in templates() {
                let parameters: BTreeSet<String> =
                    template.parameters.iter().map(|(name, _)| (*name).to_owned()).collect();
                assert_eq!(
                    said.get(&key(template.id)),
                    Some(&parameters),
                    "{} of {}",
                    template.id,
                    locale.tag()
                );
                assert!(words.has(&format!("action-{}", template.action)), "{}", template.action);
            }
        }
    }
}
