//! What stands out, as sentences with their figures in bold.

use super::rich::{Rich, say_rich};
use super::{Format, clause};
use clientele_engine::analysis::finding::FindingKind;

/// The sentence of a finding, in parts.
#[must_use]
pub fn sentence(finding: &FindingKind, format: Format) -> Rich {
    let words = format.words();
    match finding {
        FindingKind::SilentSegment { segment, n_customers, median_recency_days, revenue } => say_rich(
            words,
            "finding-silent-segment",
            &[
                ("count", format.whole(*n_customers).into()),
                ("segment", clause::segment_name(*segment, format).into()),
                ("days", format.count(*median_recency_days).into()),
                ("revenue", format.money(*revenue).into()),
            ],
        ),
        FindingKind::LossMakers { customer_share, loss } => say_rich(
            words,
            "finding-loss-makers",
            &[("share", format.percent(*customer_share, 0).into()), ("loss", format.money(*loss).into())],
        ),
        FindingKind::WeakCohort { start, retention, others } => say_rich(
            words,
            "finding-weak-cohort",
            &[
                ("cohort", format.month(*start).into()),
                ("retention", format.percent(*retention, 0).into()),
                ("others", format.percent(*others, 0).into()),
            ],
        ),
        FindingKind::FastestGrowth { dimension, value, growth, others } => say_rich(
            words,
            "finding-fastest-growth",
            &[
                ("dimension", dimension.as_str().into()),
                ("value", clause::value_name(value, format).into()),
                ("growth", format.percent(*growth, 1).into()),
                ("others", format.percent(*others, 1).into()),
            ],
        ),
        FindingKind::TopShare { share_of_top_20, share_of_top_1, n_top_1 } => say_rich(
            words,
            "finding-top-share",
            &[
                ("top-20", format.percent(*share_of_top_20, 0).into()),
                ("top-1", format.percent(*share_of_top_1, 0).into()),
                ("count", format.whole(*n_top_1).into()),
            ],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Locale, rich};
    use clientele_engine::query::Segment;

    #[test]
    fn a_finding_is_a_sentence_in_every_language() {
        let finding = FindingKind::SilentSegment {
            segment: Segment::CantLose,
            n_customers: 647,
            median_recency_days: 385.0,
            revenue: 13_940_000.0,
        };
        let said = |locale| rich::plain(&sentence(&finding, Format::new(locale, Some("TWD"))));
        assert_eq!(
            said(Locale::En),
            "647 “Can’t lose them” customers have been silent for a median 385 days. They brought NT$13.9M."
        );
        assert_eq!(said(Locale::ZhHant), "647 位「不可流失」顧客中位數已 385 天未購買，曾貢獻 NT$1,394 萬。");
        assert_eq!(said(Locale::ZhHans), "647 位“不可流失”客户中位数已 385 天未购买，曾贡献 NT$1,394 万。");
    }
}
