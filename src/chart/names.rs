//! Names that have a short form for small marks.

use super::labels::Labels;
use super::sheet::Type;
use clientele_engine::query::Segment;

/// The name of a segment, or its short form where the whole name does not fit.
pub(super) fn segment_within(labels: &dyn Labels, segment: Segment, letters: Type, max_px: f32) -> String {
    let name = labels.segment(segment);
    if letters.width_px(&name) <= max_px {
        return name;
    }
    let key = match segment {
        Segment::PotentialLoyalists => "chart-short-potential-loyalists",
        Segment::NeedAttention => "chart-short-need-attention",
        Segment::AboutToSleep => "chart-short-about-to-sleep",
        Segment::CantLose => "chart-short-cant-lose",
        Segment::Hibernating => "chart-short-hibernating",
        Segment::Champions
        | Segment::Loyal
        | Segment::New
        | Segment::Promising
        | Segment::AtRisk
        | Segment::Lost => {
            return name;
        }
    };
    labels.word(key)
}
