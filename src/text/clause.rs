//! What is selected, in the words of a chip: a field and its value.

use super::Format;
use clientele_engine::query::{AbcClass, Clause, Segment};

/// Values of one field from which on a chip counts them instead of naming them.
const MAX_NAMED: usize = 3;

/// The name of a segment.
#[must_use]
pub fn segment_name(segment: Segment, format: Format) -> String {
    format.words().say(match segment {
        Segment::Champions => "segment-champions",
        Segment::Loyal => "segment-loyal",
        Segment::PotentialLoyalists => "segment-potential-loyalists",
        Segment::New => "segment-new",
        Segment::Promising => "segment-promising",
        Segment::NeedAttention => "segment-need-attention",
        Segment::AboutToSleep => "segment-about-to-sleep",
        Segment::CantLose => "segment-cant-lose",
        Segment::AtRisk => "segment-at-risk",
        Segment::Hibernating => "segment-hibernating",
        Segment::Lost => "segment-lost",
    })
}

/// The letter of a class.
#[must_use]
pub fn class_letter(class: AbcClass) -> &'static str {
    match class {
        AbcClass::A => "A",
        AbcClass::B => "B",
        AbcClass::C => "C",
    }
}

/// What a clause is about: "Segment", or the header of a column.
#[must_use]
pub fn field(clause: &Clause, format: Format) -> String {
    let key = match clause {
        Clause::Segments(_) => "clause-segment",
        Clause::RfmCells(_) => "clause-rfm",
        Clause::Classes(_) => "clause-class",
        Clause::RevenueRank { .. } => "clause-revenue-rank",
        Clause::LossMaking(_) => "clause-profit",
        Clause::LifetimeValue { .. } => "clause-lifetime-value",
        Clause::PAlive { .. } => "clause-p-alive",
        Clause::FirstOrder { .. } => "clause-first-order",
        Clause::CohortActive { .. } => "clause-cohort",
        Clause::History { .. } => "clause-history",
        Clause::OrderDays(_) => "clause-order-days",
        Clause::CustomerIds(_) => "clause-customers",
        Clause::CustomerValue { dimension, .. } | Clause::LineValue { dimension, .. } => {
            return dimension.clone();
        }
    };
    format.words().say(key)
}

/// What a clause asks for: "Champions, Loyal", "top 20%".
#[must_use]
pub fn value(clause: &Clause, format: Format) -> String {
    let words = format.words();
    let percent = |share: f64| format.percent(share, u8::from((share * 100.0).fract().abs() > 1e-9));
    match clause {
        Clause::Segments(segments) => {
            let names: Vec<_> = segments.iter().map(|&segment| segment_name(segment, format)).collect();
            named(&names, "clause-n-segments", format)
        }
        Clause::RfmCells(cells) => {
            let names: Vec<_> = cells
                .iter()
                .map(|(recency, frequency)| {
                    let args = [
                        ("recency", recency.to_string().into()),
                        ("frequency", frequency.to_string().into()),
                    ];
                    words.say_with("clause-rfm-cell", &args)
                })
                .collect();
            named(&names, "clause-n-cells", format)
        }
        Clause::Classes(classes) => {
            let letters: Vec<_> = classes.iter().map(|&class| class_letter(class).to_owned()).collect();
            format.list(&letters)
        }
        Clause::RevenueRank { from, to } if *from <= 0.0 => {
            words.say_with("clause-rank-top", &[("share", percent(*to).into())])
        }
        Clause::RevenueRank { from, to } => format.range(percent(*from), percent(*to)),
        Clause::LossMaking(true) => words.say("clause-loss-making"),
        Clause::LossMaking(false) => words.say("clause-not-loss-making"),
        Clause::LifetimeValue { lo, hi } => {
            between(lo.map(|lo| format.money(lo)), hi.map(|hi| format.money(hi)), format)
        }
        Clause::PAlive { lo, hi } => {
            let hi = (*hi <= 1.0).then(|| percent(*hi));
            between((*lo > 0.0).then(|| percent(*lo)), hi, format)
        }
        Clause::FirstOrder { from, to } if from == to => format.month(*from),
        Clause::FirstOrder { from, to } => format.range(format.month(*from), format.month(*to)),
        Clause::CohortActive { cohort, n_months, age } => {
            let key = if *n_months == 1 { "clause-cohort-month" } else { "clause-cohort-quarter" };
            let args = [("cohort", format.month(*cohort).into()), ("age", age.to_string().into())];
            words.say_with(key, &args)
        }
        Clause::History { repeats, recency_days } => {
            let args = [
                ("repeats", span(i64::from(repeats.0), i64::from(repeats.1), format).into()),
                ("days", span(i64::from(recency_days.0), i64::from(recency_days.1), format).into()),
            ];
            words.say_with("clause-history-text", &args)
        }
        Clause::OrderDays(days) => format.day_range(*days),
        Clause::CustomerValue { values, .. } | Clause::LineValue { values, .. } => {
            let names: Vec<_> = values.iter().map(|value| value_name(value, format)).collect();
            named(&names, "clause-n-values", format)
        }
        Clause::CustomerIds(ids) => named(ids, "clause-n-customers", format),
    }
}

/// A clause in one line: "Segment Champions".
#[must_use]
pub fn sentence(clause: &Clause, format: Format) -> String {
    format!("{} {}", field(clause, format), value(clause, format))
}

/// A value of a column, with a word for the empty one.
#[must_use]
pub fn value_name(value: &str, format: Format) -> String {
    if value.is_empty() { format.words().say("clause-empty-value") } else { value.to_owned() }
}

fn named(names: &[String], many: &'static str, format: Format) -> String {
    if names.len() > MAX_NAMED {
        format.words().say_with(many, &[("count", format.whole(names.len() as u64).into())])
    } else {
        format.list(names)
    }
}

fn between(lo: Option<String>, hi: Option<String>, format: Format) -> String {
    let words = format.words();
    match (lo, hi) {
        (Some(lo), Some(hi)) => format.range(lo, hi),
        (Some(lo), None) => words.say_with("clause-at-least", &[("value", lo.into())]),
        (None, Some(hi)) => words.say_with("clause-below", &[("value", hi.into())]),
        (None, None) => words.say("clause-any"),
    }
}

/// Whole numbers from `lo` to `hi`; bounds at the end of their type are open.
fn span(lo: i64, hi: i64, format: Format) -> String {
    let is_open = hi >= i64::from(i32::MAX);
    let text = |value: i64| format.count(value as f64);
    if lo == hi {
        text(lo)
    } else if is_open {
        format.words().say_with("clause-at-least", &[("value", text(lo).into())])
    } else {
        format.range(text(lo), text(hi))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;
    use clientele_engine::data::Month;

    #[track_caller]
    fn check(clause: &Clause, en: &str, hant: &str) {
        assert_eq!(sentence(clause, Format::new(Locale::En, Some("TWD"))), en);
        assert_eq!(sentence(clause, Format::new(Locale::ZhHant, Some("TWD"))), hant);
    }

    #[test]
    fn clauses_read_as_on_their_chips() {
        check(
            &Clause::Segments(vec![Segment::Champions, Segment::Loyal]),
            "Segment Champions, Loyal",
            "區隔 核心顧客、忠誠顧客",
        );
        check(&Clause::Segments(Segment::ALL.to_vec()), "Segment 11 segments", "區隔 11 個區隔");
        check(&Clause::RevenueRank { from: 0.0, to: 0.2 }, "Rank by revenue top 20%", "營收排名 前 20%");
        check(&Clause::PAlive { lo: 0.0, hi: 0.5 }, "P(alive) below 50%", "活躍機率 低於 50%");
        check(
            &Clause::LifetimeValue { lo: Some(20_000.0), hi: None },
            "Lifetime value NT$20.0k or more",
            "顧客終身價值 NT$20,000 以上",
        );
        check(
            &Clause::CohortActive { cohort: Month::new(2024, 1), n_months: 3, age: 2 },
            "Cohort Jan 2024, back in quarter 2",
            "首購群 2024 年 1 月，第 2 季回購",
        );
        check(
            &Clause::History { repeats: (3, u32::MAX), recency_days: (31, 90) },
            "History 3 or more repeat orders, last 31 – 90 days ago",
            "購買紀錄 回購 3 以上 次，31 – 90 天前最後購買",
        );
        check(
            &Clause::LineValue { dimension: "品類".to_owned(), values: vec![String::new()] },
            "品類 (empty)",
            "品類 （空白）",
        );
    }
}
