//! What stands out: one-sentence findings as data, said in words by the layer that knows languages.
//!
//! A finding names a [`Template`] and gives its parameters; the sentence of a template stands in the languages'
//! files under `finding-ID`, what to do about it under `action-ACTION`. A module of [`crate::analysis`] defines its
//! templates in a `FINDINGS` beside the code that fills them.

use crate::data::{Day, Month};
use crate::query::{AbcClass, Clause, Segment};
use serde::{Deserialize, Serialize};

/// A kind of sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Stable name in kebab case.
    pub id: &'static str,
    /// Names of its parameters, as in the sentence, and how each is written.
    pub parameters: &'static [(&'static str, Kind)],
    /// What to do about it: the key of another sentence, without parameters.
    pub action: &'static str,
}

/// How a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// [`Value::Count`].
    Count,
    /// [`Value::Number`].
    Number,
    /// [`Value::Money`].
    Money,
    /// [`Value::Share`].
    Share,
    /// [`Value::Points`].
    Points,
    /// [`Value::Days`].
    Days,
    /// [`Value::Day`].
    Day,
    /// [`Value::Month`].
    Month,
    /// [`Value::Segment`].
    Segment,
    /// [`Value::Class`].
    Class,
    /// [`Value::Name`].
    Name,
    /// [`Value::Word`].
    Word,
}

/// A parameter of a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Things counted.
    Count(u64),
    /// A number, and how many decimals of it are worth reading.
    Number(f64, u8),
    /// Whole units of the currency.
    Money(f64),
    /// A share (0.085 is 8.5 %), and how many decimals of the percentage are worth reading.
    Share(f64, u8),
    /// A difference of two shares, in percentage points: 0.02 is 2 points.
    Points(f64),
    /// Days, as a span.
    Days(f64),
    /// A calendar day.
    Day(Day),
    /// A calendar month.
    Month(Month),
    /// A segment.
    Segment(Segment),
    /// A class by revenue.
    Class(AbcClass),
    /// A name from the files: of a column, a value, a customer, a product.
    Name(String),
    /// A word of ours, by its key in the languages' files.
    Word(String),
}

impl Value {
    /// How it is written.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Count(_) => Kind::Count,
            Self::Number(..) => Kind::Number,
            Self::Money(_) => Kind::Money,
            Self::Share(..) => Kind::Share,
            Self::Points(_) => Kind::Points,
            Self::Days(_) => Kind::Days,
            Self::Day(_) => Kind::Day,
            Self::Month(_) => Kind::Month,
            Self::Segment(_) => Kind::Segment,
            Self::Class(_) => Kind::Class,
            Self::Name(_) => Kind::Name,
            Self::Word(_) => Kind::Word,
        }
    }
}

/// A finding, the money at stake and where to look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Id of its [`Template`].
    pub template: String,
    /// Parameters of the sentence, by name.
    pub parameters: Vec<(String, Value)>,
    /// What to do about it; see [`Template::action`].
    pub action: String,
    /// Money at stake in whole units, by which findings are ranked; 0 where none can be named.
    pub at_stake: f64,
    /// The customers behind it.
    pub clause: Option<Clause>,
}

impl Finding {
    /// A finding of this template. `values` are its parameters in the order of [`Template::parameters`].
    #[must_use]
    pub fn new(
        template: &Template,
        values: impl IntoIterator<Item = Value>,
        at_stake: f64,
        clause: Option<Clause>,
    ) -> Self {
        let mut values = values.into_iter();
        let mut parameters = Vec::with_capacity(template.parameters.len());
        for &(name, kind) in template.parameters {
            let value = values.next();
            debug_assert_eq!(value.as_ref().map(Value::kind), Some(kind), "{name} of {}", template.id);
            parameters.extend(value.map(|value| (name.to_owned(), value)));
        }
        debug_assert!(values.next().is_none(), "{} has fewer parameters", template.id);
        Self {
            template: template.id.to_owned(),
            parameters,
            action: template.action.to_owned(),
            at_stake,
            clause,
        }
    }

    /// The parameter of a name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Value> {
        self.parameters.iter().find_map(|(known, value)| (known == name).then_some(value))
    }
}

/// Puts the largest stake first; what has none keeps its order at the end.
pub fn rank(findings: &mut [Finding]) {
    findings.sort_by(|a, b| b.at_stake.total_cmp(&a.at_stake));
}

/// Every template, in the order of the modules.
pub fn templates() -> impl Iterator<Item = &'static Template> {
    super::FINDINGS.iter().copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_template_has_a_name_of_its_own() {
        let mut ids = BTreeSet::new();
        for template in templates() {
            assert!(ids.insert(template.id), "{} is defined twice", template.id);
            let names: BTreeSet<_> = template.parameters.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), template.parameters.len(), "{}", template.id);
        }
    }

    #[test]
    fn the_largest_stake_comes_first() {
        let finding = |at_stake| {
            Finding::new(
                &Template { id: "x", parameters: &[("n", Kind::Count)], action: "x" },
                [Value::Count(1)],
                at_stake,
                None,
            )
        };
        let mut findings = [finding(0.0), finding(2.0), finding(5.0)];
        rank(&mut findings);
        assert_eq!(findings.map(|finding| finding.at_stake), [5.0, 2.0, 0.0]);
    }
}
