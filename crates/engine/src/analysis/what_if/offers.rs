//! One message to all against the best offer for each segment.
//!
//! An offer is a category of goods. Segments are those of a year ago; offers are chosen by what each segment bought in
//! the year before that day, and judged by what it bought in the year after it. Choosing and judging by the same year
//! would always find the finer plan better, by luck alone.

use super::allocation::{by_segment, margin_rate, year_ago};
use super::base::{Assumptions, Base, Basis, MIN_CUSTOMERS};
use super::year::Years;
use crate::analysis::day_table::DayTable;
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, DimensionRole};
use crate::metric::Needs;
use crate::query::Segment;
use serde::{Deserialize, Serialize};

/// Categories looked at: those with most buyers.
const MAX_OFFERS: usize = 50;

/// What one plan comes to, judged by the later year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanOutcome {
    /// Messages sent.
    pub n_messages: f64,
    /// Expected answers.
    pub responses: f64,
    /// What the messages cost.
    pub cost: f64,
    /// Margin of the answers minus the cost.
    pub profit: f64,
}

/// The offer for a segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfferRow {
    /// The segment a year ago.
    pub segment: Segment,
    /// Its customers then.
    pub n_customers: u64,
    /// The category; `None` where no message pays.
    pub offer: Option<String>,
    /// Profit by the year it was chosen on.
    pub expected_profit: f64,
    /// Share of the segment who bought the category in the later year; 0 without an offer.
    pub buyer_share: f64,
    /// What it comes to in the later year.
    pub outcome: PlanOutcome,
}

/// Both plans for the same customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offers {
    /// Cost of a message.
    pub contact_cost: f64,
    /// Where that comes from.
    pub contact_basis: Basis,
    /// Assumed share of those inclined to a category who answer a message about it.
    pub answer_share: f64,
    /// The category of the one message.
    pub one_offer: String,
    /// One message to all.
    pub one_to_all: PlanOutcome,
    /// The best offer for each segment.
    pub best_per_segment: PlanOutcome,
    /// What the second brings more.
    pub advantage: f64,
    /// The offer of each segment.
    pub rows: Vec<OfferRow>,
}

/// Buyers of a segment and category, and the margin they brought, in the earlier and the later year.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    buyers: [u64; 2],
    margin: [i128; 2],
}

/// Compares the plans for the selected customers.
///
/// # Errors
/// [`Refused`] without a category of at least two values or two years of data, and with too few customers a year ago.
pub(super) fn offers(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    base: &Base,
    contact_cost: Option<f64>,
    assumptions: &Assumptions,
) -> Result<Offers, Refused> {
    let Some(category) =
        dataset.dimension(DimensionRole::Category).filter(|category| category.values.len() > 1)
    else {
        return Err(Refused::needs(Needs::Category));
    };
    let years = Years::ending(dataset.observed(), profile.facts.as_of);
    if !years.has_before {
        let have = profile.facts.as_of.month().since(dataset.observed().first.month()) + 1;
        return Err(Refused::TooShort { have_months: u32::try_from(have).unwrap_or(0), need_months: 24 });
    }
    let cost = contact_cost.unwrap_or(assumptions.contact_cost_share * base.margin.value);
    if !(cost > 0.0 && cost.is_finite()) {
        return Err(Refused::BadSetting { setting: "contact-cost".to_owned() });
    }
    let before = year_ago(dataset, profile);
    let members = by_segment(&before, selection);
    let n_all: u64 = members.iter().sum();
    if n_all < MIN_CUSTOMERS {
        return Err(Refused::TooFewCustomers { have: n_all, need: MIN_CUSTOMERS });
    }
    let n_offers = category.values.len();
    let table = DayTable::new(&[years.before, years.now]);
    let mut cells = vec![Cell::default(); Segment::ALL.len() * n_offers];
    // The customer and year last counted for each category.
    let mut seen = vec![[usize::MAX; 2]; n_offers];
    for customer in selection.customers.iter() {
        let Some(segment) = before.scores.segment[customer] else { continue };
        for line in dataset.lines_of_customer(customer).filter(|&line| selection.has_line(line)) {
            let Some(year) = table.get(dataset.days()[line]) else { continue };
            let offer = usize::from(category.codes[line]);
            let cell = &mut cells[segment as usize * n_offers + offer];
            let cost = dataset.costs().map_or(0, |costs| costs[line]);
            cell.margin[year] += i128::from(dataset.amounts()[line]) - i128::from(cost);
            if seen[offer][year] != customer {
                seen[offer][year] = customer;
                cell.buyers[year] += 1;
            }
        }
    }
    let rate = margin_rate(dataset, assumptions);
    let plan = |segment: usize, offer: usize, year: usize| {
        let cell = &cells[segment * n_offers + offer];
        let n = members[segment] as f64;
        let cost = n * cost;
        PlanOutcome {
            n_messages: n,
            responses: assumptions.answer_share * cell.buyers[year] as f64,
            cost,
            // Each answer brings what a buyer of the category in that segment brings in the year.
            profit: assumptions.answer_share * rate * dataset.major(cell.margin[year]) - cost,
        }
    };
    let segments: Vec<usize> = (0..Segment::ALL.len()).filter(|&idx| members[idx] > 0).collect();
    let to_all = |offer: usize, year: usize| {
        segments.iter().fold(PlanOutcome::default(), |sum, &segment| add(sum, plan(segment, offer, year)))
    };
    let mut candidates: Vec<usize> =
        (0..n_offers).filter(|&offer| !category.values[offer].is_empty()).collect();
    let buyers = |offer: usize| -> u64 {
        segments.iter().map(|segment| cells[segment * n_offers + offer].buyers[0]).sum()
    };
    candidates.sort_by_key(|&offer| (std::cmp::Reverse(buyers(offer)), offer));
    candidates.truncate(MAX_OFFERS);
    let best = |profit: &dyn Fn(usize) -> f64| {
        candidates.iter().copied().max_by(|&a, &b| profit(a).total_cmp(&profit(b)).then(b.cmp(&a)))
    };
    let Some(one) = best(&|offer| to_all(offer, 0).profit) else {
        return Err(Refused::needs(Needs::Category));
    };
    let rows: Vec<OfferRow> = segments
        .iter()
        .map(|&segment| {
            // A segment too small to choose for gets the one message.
            let choice = if members[segment] < MIN_CUSTOMERS {
                Some(one)
            } else {
                best(&|offer| plan(segment, offer, 0).profit)
            };
            let offer = choice.filter(|&offer| plan(segment, offer, 0).profit > 0.0);
            OfferRow {
                segment: Segment::ALL[segment],
                n_customers: members[segment],
                offer: offer.map(|offer| category.values[offer].clone()),
                expected_profit: offer.map_or(0.0, |offer| plan(segment, offer, 0).profit),
                buyer_share: offer.map_or(0.0, |offer| {
                    cells[segment * n_offers + offer].buyers[1] as f64 / members[segment] as f64
                }),
                outcome: offer.map_or(PlanOutcome::default(), |offer| plan(segment, offer, 1)),
            }
        })
        .collect();
    let one_to_all = to_all(one, 1);
    let best_per_segment = rows.iter().fold(PlanOutcome::default(), |sum, row| add(sum, row.outcome));
    Ok(Offers {
        contact_cost: cost,
        contact_basis: if contact_cost.is_some() { Basis::Given } else { Basis::Assumed },
        answer_share: assumptions.answer_share,
        one_offer: category.values[one].clone(),
        one_to_all,
        best_per_segment,
        advantage: best_per_segment.profit - one_to_all.profit,
        rows,
    })
}

fn add(a: PlanOutcome, b: PlanOutcome) -> PlanOutcome {
    PlanOutcome {
        n_messages: a.n_messages + b.n_messages,
        responses: a.responses + b.responses,
        cost: a.cost + b.cost,
        profit: a.profit + b.profit,
    }
}
