//! The tier of every customer in a period.

use super::{Tier, TierOptions};
use crate::analysis::facts::saturated;
use crate::analysis::partition::{Group, Partition};
use crate::data::{Dataset, Day, DayRange, Money};
use crate::stats::quantile::{quintile, quintile_edges};
use std::cmp::Reverse;

/// Every customer's tier in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiers {
    /// The days of the period.
    pub period: DayRange,
    /// Whether value is profit; revenue otherwise.
    pub is_profit: bool,
    /// The tier of each customer; `None` without an order by the end of the period.
    pub tier: Vec<Option<Tier>>,
    /// Value of each customer's lines of the period, in minor units.
    pub value: Vec<Money>,
    /// Revenue of each customer's lines of the period, in minor units.
    pub revenue: Vec<Money>,
    /// Orders of each customer with a line in the period.
    pub n_orders: Vec<u32>,
    /// What each customer could bring more, in minor units; 0 where nothing.
    pub potential: Vec<f64>,
}

impl Tiers {
    /// The tiers as of the end of `period`. Later lines are not looked at.
    #[must_use]
    pub fn new(dataset: &Dataset, period: DayRange, options: &TierOptions) -> Self {
        let n = dataset.n_customers();
        let mut tiers = Self {
            period,
            is_profit: dataset.costs().is_some(),
            tier: vec![None; n],
            value: vec![0; n],
            revenue: vec![0; n],
            n_orders: vec![0; n],
            potential: vec![0.0; n],
        };
        for customer in 0..n {
            tiers.count(dataset, customer);
        }
        let mut buyers: Vec<usize> = (0..n).filter(|&customer| tiers.n_orders[customer] > 0).collect();
        tiers.find_potential(&buyers);
        buyers.retain(|&customer| {
            let is_below = tiers.value[customer] < 0;
            tiers.tier[customer] = Some(if is_below { Tier::BelowZero } else { Tier::Rest });
            !is_below
        });
        let n_buyers = tiers.n_orders.iter().filter(|&&n| n > 0).count();
        let value = |customer: usize| tiers.value[customer] as f64;
        let n_top = (n_buyers as f64 * options.top_share).ceil() as usize;
        let (top, mut left) = split(buyers, n_top, value);
        // By how much more they could bring; who could not is not looked at.
        left.retain(|&customer| tiers.potential[customer] > 0.0);
        let n_growable = ((n_buyers - top.len()) as f64 * options.growable_share).ceil() as usize;
        let (growable, _) = split(left, n_growable, |customer| tiers.potential[customer]);
        for customer in top {
            tiers.tier[customer] = Some(Tier::MostValuable);
        }
        for customer in growable {
            tiers.tier[customer] = Some(Tier::MostGrowable);
        }
        tiers
    }

    /// Orders and money of a customer in the period; dormant until they turn out to be there.
    fn count(&mut self, dataset: &Dataset, customer: usize) {
        let DayRange { first, last } = self.period;
        let (mut revenue, mut cost) = (0_i128, 0_i128);
        for order in dataset.orders_of(customer) {
            if dataset.order_days()[order] > last {
                break;
            }
            self.tier[customer] = Some(Tier::Dormant);
            let mut is_within = false;
            for line in dataset.lines_of(order) {
                let day: Day = dataset.days()[line];
                if first <= day && day <= last {
                    is_within = true;
                    revenue += i128::from(dataset.amounts()[line]);
                    cost += dataset.costs().map_or(0, |costs| i128::from(costs[line]));
                }
            }
            self.n_orders[customer] += u32::from(is_within);
        }
        self.revenue[customer] = saturated(revenue);
        self.value[customer] = saturated(revenue - cost);
    }

    /// What buyers would bring more by ordering as often as the eager quarter of those with orders of their size.
    fn find_potential(&mut self, buyers: &[usize]) {
        let per_order =
            |tiers: &Self, customer: usize| tiers.revenue[customer] / i64::from(tiers.n_orders[customer]);
        let mut sizes: Vec<i64> = buyers.iter().map(|&customer| per_order(self, customer)).collect();
        let edges = quintile_edges(&mut sizes);
        let mut peers: [Vec<u32>; 5] = Default::default();
        for &customer in buyers {
            let fifth = quintile(&edges, per_order(self, customer));
            peers[usize::from(fifth) - 1].push(self.n_orders[customer]);
        }
        let quartile = peers.map(|mut orders| {
            orders.sort_unstable();
            orders.get((orders.len() * 3).div_ceil(4).saturating_sub(1)).copied().unwrap_or(0)
        });
        for &customer in buyers {
            let fifth = quintile(&edges, per_order(self, customer));
            let more = quartile[usize::from(fifth) - 1].saturating_sub(self.n_orders[customer]);
            let value = self.value[customer] as f64 / f64::from(self.n_orders[customer]);
            self.potential[customer] = (f64::from(more) * value).max(0.0);
        }
    }

    /// The tiers as a division of the customers.
    #[must_use]
    pub fn partition(&self) -> Partition {
        Partition::new(Tier::ALL.map(Group::Tier).to_vec(), self.tier.len(), |customer| {
            self.tier[customer].map(|tier| tier as usize)
        })
    }
}

/// The `n` customers with the largest figure above zero, and all equal to the last of them; then the others.
fn split(mut customers: Vec<usize>, n: usize, figure: impl Fn(usize) -> f64) -> (Vec<usize>, Vec<usize>) {
    customers.sort_by(|&a, &b| figure(b).total_cmp(&figure(a)).then_with(|| Reverse(b).cmp(&Reverse(a))));
    let mut end = n.min(customers.len());
    while 0 < end && end < customers.len() && figure(customers[end]) >= figure(customers[end - 1]) {
        end += 1;
    }
    while 0 < end && figure(customers[end - 1]) <= 0.0 {
        end -= 1;
    }
    let others = customers.split_off(end);
    (customers, others)
}
