//! Customers whom only one kind of file knows.

use super::{MAX_EXAMPLES, share};
use crate::data::Dataset;
use serde::{Deserialize, Serialize};

/// Customers that lack something.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Orphan {
    /// Customers.
    pub n_customers: u64,
    /// Their share of all customers.
    pub customer_share: f64,
    /// Their order lines.
    pub n_lines: u64,
    /// What these lines add up to, net of returns.
    pub revenue: f64,
    /// Share of that of all revenue; 0 where all of it is zero.
    pub revenue_share: f64,
    /// Ids of some of them: those with the most revenue, then the first by id.
    pub examples: Vec<String>,
}

/// Customers whom only one kind of file knows; all zero where there is no customers file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Orphans {
    /// Customers of a customers file without any order.
    pub without_orders: Orphan,
    /// Customers with orders whom no customers file names.
    pub without_profile: Orphan,
}

/// Who is in one kind of file only.
pub(super) fn orphans(dataset: &Dataset) -> Orphans {
    let customers = dataset.customers();
    if customers.has_profile.is_empty() {
        return Orphans::default();
    }
    let has_orders = |customer: usize| !dataset.orders_of(customer).is_empty();
    let all: i128 = dataset.amounts().iter().map(|&amount| i128::from(amount)).sum();
    Orphans {
        without_orders: orphan(dataset, all, |customer| !has_orders(customer)),
        without_profile: orphan(dataset, all, |customer| {
            has_orders(customer) && !customers.has_profile.get(customer).copied().unwrap_or(false)
        }),
    }
}

fn orphan(dataset: &Dataset, all: i128, is_orphan: impl Fn(usize) -> bool) -> Orphan {
    let mut found: Vec<(i128, usize)> = Vec::new();
    let mut orphan = Orphan::default();
    let mut sum = 0;
    for customer in (0..dataset.n_customers()).filter(|&customer| is_orphan(customer)) {
        let lines = dataset.lines_of_customer(customer);
        orphan.n_lines += lines.len() as u64;
        let revenue: i128 = dataset.amounts()[lines].iter().map(|&amount| i128::from(amount)).sum();
        sum += revenue;
        found.push((revenue, customer));
    }
    orphan.n_customers = found.len() as u64;
    orphan.customer_share = share(found.len() as f64, dataset.n_customers() as f64);
    orphan.revenue = dataset.major(sum);
    orphan.revenue_share = share(sum as f64, all as f64);
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    orphan.examples = found
        .iter()
        .take(MAX_EXAMPLES)
        .map(|&(_, customer)| dataset.customers().ids.get(customer).to_owned())
        .collect();
    orphan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, line};

    #[test]
    fn customers_of_one_file_only_are_counted_with_their_money() {
        let lines = [
            line("A", "2024-01-10", 60),
            line("B", "2024-01-10", 30),
            line("C", "2024-01-11", 20),
            line("C", "2024-01-12", -10),
        ];
        let orphans = orphans(&dataset(&lines, &[("A", "2023-01-01"), ("Z", "2023-01-01")]));
        let without = &orphans.without_profile;
        assert_eq!((without.n_customers, without.n_lines, without.revenue), (2, 3, 40.0));
        assert_eq!((without.revenue_share, without.customer_share), (0.4, 0.5));
        assert_eq!(without.examples, ["B", "C"]);
        assert_eq!(orphans.without_orders.examples, ["Z"]);
        assert_eq!(super::orphans(&dataset(&lines, &[])), Orphans::default());
    }
}
