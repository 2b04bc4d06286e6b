//! Offers chosen for a customer against any offer, or none.

use super::{Claim, ClaimResult, Estimate, Figure, FigureUnit, Subject, Threshold, Why};
use crate::analysis::Refused;
use crate::metric::Needs;

/// Fewest people in each group.
const LEAST: u64 = 30;

/// L13: share of buyers among those with an offer chosen for them, minus that of the comparison group, above 0.
pub(super) fn targeted(subject: &Subject) -> ClaimResult {
    let threshold = Threshold::AtLeast(0.0);
    let inputs = &subject.options.inputs;
    let (Some(targeted), Some(untargeted)) = (inputs.targeted, inputs.untargeted) else {
        let why = Why::Refused(Refused::needs(Needs::Campaign));
        return ClaimResult::open(Claim::TargetedOffers, FigureUnit::Points, threshold, LEAST, why);
    };
    if targeted.hits > targeted.n || untargeted.hits > untargeted.n {
        let why = Why::Refused(Refused::BadSetting { setting: "targeted".to_owned() });
        return ClaimResult::open(Claim::TargetedOffers, FigureUnit::Points, threshold, LEAST, why);
    }
    let estimate = Estimate::difference(targeted, untargeted);
    ClaimResult::judged(Claim::TargetedOffers, FigureUnit::Points, estimate, threshold, LEAST)
        .given(true)
        .with([
            Figure::share("targeted-share", targeted.share()),
            Figure::share("untargeted-share", untargeted.share()),
        ])
}
