//! What one pass over the customers counts: who complained, who came back, who left.

use super::{OutcomeRow, RecoveryOptions, SilentLoss, Stake, ValueBasis};
use crate::analysis::Profile;
use crate::analysis::estimate::{Difference, Share};
use crate::analysis::selection::Selection;
use crate::analysis::service::history::collect;
use crate::analysis::service::outcome::{CaseOutcome, Cases};
use crate::data::{Dataset, Day};

/// Order numbers told apart; later ones are one stratum.
const MAX_STRATUM: usize = 20;

#[derive(Debug, Clone, Default)]
pub(super) struct ByOutcome {
    pub(super) n_customers: u64,
    pub(super) revenue: i128,
    /// Revenue of the year up to the complaint.
    pub(super) last_year: i128,
    /// Sum of lifetime values, where they are fitted.
    pub(super) lifetime_value: f64,
    pub(super) returns: (u64, u64),
}

/// What one pass over the customers counts.
pub(super) struct Counts {
    pub(super) by_outcome: [ByOutcome; 4],
    /// Complainers who came back, of those whose days are over.
    pub(super) complained: (u64, u64),
    /// By order number: complainers, orders without complaint after which the customer came back, such orders.
    pub(super) strata: Vec<(u64, u64, u64)>,
    pub(super) has_value: bool,
    pub(super) lost: (u64, i128),
    pub(super) silent: (u64, i128, i128),
}

impl Counts {
    pub(super) fn new(
        dataset: &Dataset,
        profile: &Profile,
        selection: &Selection,
        found: &Cases,
        options: &RecoveryOptions,
    ) -> Self {
        let mut counts = Self {
            by_outcome: Default::default(),
            complained: (0, 0),
            strata: vec![(0, 0, 0); MAX_STRATUM],
            has_value: profile.clv.is_some(),
            lost: (0, 0),
            silent: (0, 0, 0),
        };
        let facts = &profile.facts;
        let (mut orders, mut days) = (Vec::new(), Vec::new());
        for customer in selection.customers.iter() {
            collect(dataset, selection, customer, &mut orders);
            days.clear();
            days.extend(orders.iter().map(|order| order.day));
            days.dedup();
            let case = found.first[customer];
            let own =
                &mut counts.by_outcome[case.map_or(CaseOutcome::NoComplaint, |case| case.outcome) as usize];
            let revenue: i128 = orders.iter().map(|order| order.revenue).sum();
            let end = case.and_then(|case| case.day).unwrap_or(facts.last_day[customer]);
            let last_year: i128 = orders
                .iter()
                .filter(|order| (0..365).contains(&end.since(order.day)))
                .map(|order| order.revenue)
                .sum();
            own.n_customers += 1;
            own.revenue += revenue;
            own.last_year += last_year;
            own.lifetime_value += profile.lifetime_value(customer).unwrap_or(0.0);

            let is_lost = facts.recency_days(customer) >= options.lost_days;
            if is_lost {
                counts.lost = (counts.lost.0 + 1, counts.lost.1 + revenue);
                if case.is_none() {
                    let silent = counts.silent;
                    counts.silent = (silent.0 + 1, silent.1 + revenue, silent.2 + last_year);
                }
            }
            if found.is_dated {
                counts.follow(
                    &days,
                    case.and_then(|case| Some((case.day?, case.outcome))),
                    facts.as_of,
                    options,
                );
            } else if facts.as_of.since(facts.first_day[customer]) >= options.lost_days {
                counts.stand(days.len(), case.map(|case| case.outcome), !is_lost);
            }
        }
        counts
    }

    /// Takes in a customer whose complaint has a day: what came after it, or after each order without one.
    fn follow(
        &mut self,
        days: &[Day],
        case: Option<(Day, CaseOutcome)>,
        as_of: Day,
        options: &RecoveryOptions,
    ) {
        let is_over = |day: Day| as_of.since(day) >= options.return_days;
        let came_back = |day: Day| {
            let next = days.partition_point(|&other| other <= day);
            days.get(next).is_some_and(|next| next.since(day) <= options.return_days)
        };
        if let Some((day, outcome)) = case
            && is_over(day)
        {
            self.case(days.partition_point(|&other| other <= day), outcome, came_back(day));
        }
        for (idx, &day) in days.iter().enumerate() {
            let is_free = case.is_none_or(|(complaint, _)| day < complaint);
            if !is_free || !is_over(day) {
                break;
            }
            let stratum = &mut self.strata[stratum(idx + 1)];
            stratum.1 += u64::from(came_back(day));
            stratum.2 += 1;
        }
    }

    /// Takes in a customer whose complaints have no days: whether they are still there.
    fn stand(&mut self, n_orders: usize, case: Option<CaseOutcome>, is_there: bool) {
        match case {
            Some(outcome) => self.case(n_orders, outcome, is_there),
            None => {
                let stratum = &mut self.strata[stratum(n_orders)];
                stratum.1 += u64::from(is_there);
                stratum.2 += 1;
            }
        }
    }

    fn case(&mut self, n_orders: usize, outcome: CaseOutcome, came_back: bool) {
        let returns = &mut self.by_outcome[outcome as usize].returns;
        *returns = (returns.0 + u64::from(came_back), returns.1 + 1);
        self.complained = (self.complained.0 + u64::from(came_back), self.complained.1 + 1);
        self.strata[stratum(n_orders)].0 += 1;
    }

    pub(super) fn rows(&self, dataset: &Dataset) -> Vec<OutcomeRow> {
        let strata: Vec<(u64, u64, f64)> =
            self.strata.iter().map(|&(n_cases, hits, n)| (hits, n, n_cases as f64)).collect();
        CaseOutcome::ALL
            .iter()
            .map(|&outcome| {
                let own = &self.by_outcome[outcome as usize];
                let returned = match outcome {
                    CaseOutcome::NoComplaint => Share::standardized(&strata),
                    _ => Share::of(own.returns.0, own.returns.1),
                };
                let revenue = dataset.major(own.revenue);
                OutcomeRow { outcome, n_customers: own.n_customers, revenue, returned }
            })
            .collect()
    }

    pub(super) fn stake(&self, dataset: &Dataset, profile: &Profile, gain: Difference) -> Stake {
        let value = |own: &ByOutcome| {
            if self.has_value { own.lifetime_value } else { dataset.major(own.last_year) }
        };
        let complained = &self.by_outcome[1..];
        let complainer_value: f64 = complained.iter().map(value).sum();
        let unresolved_value = value(&self.by_outcome[CaseOutcome::Unresolved as usize]);
        Stake {
            basis: match profile.clv {
                Some(_) => ValueBasis::LifetimeValue,
                None => ValueBasis::YearlyRevenue,
            },
            complainer_value,
            unresolved_value,
            gain,
            at_stake: complainer_value * gain.difference,
            at_stake_low: complainer_value * gain.ci_low,
            at_stake_high: complainer_value * gain.ci_high,
            open_at_stake: unresolved_value * gain.difference,
        }
    }

    pub(super) fn silent_loss(&self, dataset: &Dataset) -> SilentLoss {
        SilentLoss {
            silent: Share::of(self.silent.0, self.lost.0),
            lost_revenue: dataset.major(self.lost.1),
            silent_revenue: dataset.major(self.silent.1),
            silent_last_year_revenue: dataset.major(self.silent.2),
        }
    }
}

fn stratum(n_orders: usize) -> usize {
    n_orders.clamp(1, MAX_STRATUM) - 1
}
