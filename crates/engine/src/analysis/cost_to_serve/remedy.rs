//! What simple remedies would bring among the customers who lose money: stated sums, not forecasts.

use super::{CostBasis, CostOptions, CostRate};
use crate::analysis::Refused;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Day, Money};
use serde::{Deserialize, Serialize};

/// What remedies are supposed to do; all shares are assumptions of the reader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remedies {
    /// By how much prices rise for customers who lose money: 0.05 is 5 %.
    pub price_rise: f64,
    /// Share of them who leave because of it.
    pub leave_share: f64,
    /// The driver that is moved to a cheaper channel, by name; the one that costs loss-makers most when `None`.
    pub shift_driver: Option<String>,
    /// Share of it that is moved.
    pub shift_share: f64,
    /// Share of its cost that the cheaper channel saves.
    pub shift_saving: f64,
    /// Least value of an order in whole units; the lower quartile of the orders of all others when `None`.
    pub minimum_order: Option<f64>,
    /// Share of the smaller orders that are raised to it; the others are lost.
    pub raised_share: f64,
}

impl Default for Remedies {
    fn default() -> Self {
        Self {
            price_rise: 0.05,
            leave_share: 0.1,
            shift_driver: None,
            shift_share: 0.5,
            shift_saving: 0.6,
            minimum_order: None,
            raised_share: 0.5,
        }
    }
}

impl Remedies {
    /// Whether shares are shares.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] `remedies` for shares out of 0..=1, or a rise or an order value that is no number of
    /// zero or more.
    pub fn check(&self) -> Result<(), Refused> {
        let shares = [self.leave_share, self.shift_share, self.shift_saving, self.raised_share];
        let amounts = [self.price_rise, self.minimum_order.unwrap_or(0.0)];
        if shares.iter().all(|share| (0.0..=1.0).contains(share))
            && amounts.iter().all(|amount| (0.0..=1e12).contains(amount))
        {
            Ok(())
        } else {
            Err(Refused::BadSetting { setting: "remedies".to_owned() })
        }
    }
}

/// A remedy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RemedyKind {
    /// Prices rise: those who stay pay more, those who leave take their loss with them.
    Reprice,
    /// Part of a driver moves to a cheaper channel.
    CheaperChannel {
        /// The driver.
        driver: String,
    },
    /// Small orders are raised to a least value or lost.
    MinimumOrder {
        /// The least value, in whole units.
        amount: f64,
    },
    /// All of them are let go. Ledger totals stay: they are shared by those who are left.
    LetGo,
}

/// What a remedy would bring.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remedy {
    /// Which.
    pub kind: RemedyKind,
    /// Loss-making customers whom it would touch.
    pub n_customers: u64,
    /// By how much profit would rise; below zero where it would fall.
    pub gain: f64,
    /// Profit of all selected customers with it.
    pub profit_after: f64,
    /// Loss-makers who would still lose money.
    pub n_still_losing: u64,
}

/// One loss-making customer, in smallest units of money.
pub(super) struct Losing {
    pub(super) customer: usize,
    pub(super) revenue: Money,
    pub(super) profit: Money,
    /// Cost in the files.
    pub(super) file_cost: Money,
    /// Shares of drivers whose total stands in the ledger.
    pub(super) ledger: Money,
    /// Share of the driver that is moved to a cheaper channel.
    pub(super) shifted: Money,
}

/// What the remedies work on.
pub(super) struct Case<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) selection: &'a Selection,
    pub(super) as_of: Day,
    pub(super) options: &'a CostOptions,
    pub(super) losing: &'a [Losing],
    /// Profit of all selected customers, in smallest units.
    pub(super) profit: i128,
    /// The driver whose shares are in [`Losing::shifted`].
    pub(super) shift_driver: Option<String>,
    /// Customers who lose no money.
    pub(super) others: &'a [usize],
}

impl Case<'_> {
    /// Every remedy that can be worked out; none without loss-makers.
    pub(super) fn remedies(&self) -> Vec<Remedy> {
        if self.losing.is_empty() {
            return Vec::new();
        }
        let Remedies { price_rise, leave_share, shift_share, shift_saving, .. } = self.options.remedies;
        let mut remedies = vec![self.remedy(RemedyKind::Reprice, |losing| {
            let stays = 1.0 - leave_share;
            // Who leaves takes the loss along, but not the shares of the ledger.
            let left = losing.profit.saturating_add(losing.ledger) as f64;
            stays * losing.revenue.max(0) as f64 * price_rise - leave_share * left
        })];
        if let Some(driver) = &self.shift_driver {
            let kind = RemedyKind::CheaperChannel { driver: driver.clone() };
            remedies.push(self.remedy(kind, |losing| losing.shifted as f64 * shift_share * shift_saving));
        }
        remedies.extend(self.minimum_order());
        remedies.push(
            self.remedy(RemedyKind::LetGo, |losing| -(losing.profit.saturating_add(losing.ledger) as f64)),
        );
        remedies
    }

    /// Sums what a remedy brings of each loss-maker.
    fn remedy(&self, kind: RemedyKind, gain: impl Fn(&Losing) -> f64) -> Remedy {
        let unit = 10_f64.powi(i32::from(self.dataset.money_scale()));
        let gains: Vec<f64> = self.losing.iter().map(gain).collect();
        let total: f64 = gains.iter().sum();
        let is_let_go = kind == RemedyKind::LetGo;
        let still = |(gain, losing): (&f64, &Losing)| !is_let_go && losing.profit as f64 + gain < 0.0;
        Remedy {
            kind,
            n_customers: gains.iter().filter(|&&gain| gain != 0.0).count() as u64,
            gain: total / unit,
            profit_after: (self.profit as f64 + total) / unit,
            n_still_losing: gains.iter().zip(self.losing).filter(|&pair| still(pair)).count() as u64,
        }
    }

    /// Values of the orders of a customer, of the selected lines, with their cost in the files.
    fn orders(&self, customer: usize) -> impl Iterator<Item = (Money, Money)> {
        let costs = self.dataset.costs();
        self.dataset.orders_of(customer).filter_map(move |order| {
            let mut sum = None::<(Money, Money)>;
            for line in self.dataset.lines_of(order) {
                if self.dataset.days()[line] <= self.as_of && self.selection.has_line(line) {
                    let sum = sum.get_or_insert((0, 0));
                    sum.0 = sum.0.saturating_add(self.dataset.amounts()[line]);
                    sum.1 = sum.1.saturating_add(costs.map_or(0, |costs| costs[line]));
                }
            }
            sum
        })
    }

    /// Needs cost in the files: without it the margin of the larger order is not known.
    fn minimum_order(&self) -> Option<Remedy> {
        self.dataset.costs()?;
        let unit = 10_f64.powi(i32::from(self.dataset.money_scale()));
        let least = self.options.remedies.minimum_order.map(|amount| amount * unit);
        let least = least.or_else(|| self.lower_quartile())?;
        let raised = self.options.remedies.raised_share;
        let per_order: f64 = self
            .options
            .drivers
            .iter()
            .filter(|driver| driver.basis == CostBasis::Order)
            .map(|driver| match driver.rate {
                CostRate::Each(rate) => rate * unit,
                CostRate::Ledger(_) => 0.0,
            })
            .sum();
        let kind = RemedyKind::MinimumOrder { amount: least / unit };
        Some(self.remedy(kind, |losing| {
            // What more is sold earns the customer's own margin; it is zero where that is below zero.
            let margin = if losing.revenue > 0 {
                ((losing.revenue as f64 - losing.file_cost as f64) / losing.revenue as f64).max(0.0)
            } else {
                0.0
            };
            let small =
                self.orders(losing.customer).filter(|&(value, _)| value > 0 && (value as f64) < least);
            small
                .map(|(value, cost)| {
                    let lost = value as f64 - cost as f64 - per_order;
                    raised * (least - value as f64) * margin - (1.0 - raised) * lost
                })
                .sum()
        }))
    }

    /// The value that three quarters of the orders of all others reach.
    fn lower_quartile(&self) -> Option<f64> {
        let mut values: Vec<Money> = self
            .others
            .iter()
            .flat_map(|&customer| self.orders(customer))
            .map(|(value, _)| value)
            .filter(|&value| value > 0)
            .collect();
        let place = values.len().checked_sub(1)? / 4;
        let (_, &mut value, _) = values.select_nth_unstable(place);
        Some(value as f64)
    }
}
