//! What happened between a company and its customers besides orders: contacts, complaints, answers to surveys,
//! deliveries.
//!
//! Structs of arrays, one entry a row, in any order. A customer is the index in the data set, `None` where the row
//! names nobody the data set knows; [`customer_indexes`] finds them by id. Columns that a log does not have are
//! `None`; columns of different lengths are refused by the reports.

use crate::analysis::Refused;
use crate::data::{Customers, Dataset, Day, Dimension, DimensionRole};

/// Contacts: calls, visits, chats, mails.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContactLog {
    /// Who.
    pub customers: Vec<Option<u32>>,
    /// When.
    pub days: Vec<Day>,
    /// Minute of the day at which the contact began, 0 to 1439.
    pub minutes: Option<Vec<u16>>,
    /// Seconds until it was answered or given up; NaN where unknown.
    pub wait_seconds: Option<Vec<f64>>,
    /// Seconds an agent was busy with it; NaN where unknown.
    pub handle_seconds: Option<Vec<f64>>,
    /// Whether the customer gave up before an answer.
    pub abandoned: Option<Vec<bool>>,
    /// Whether the first contact settled the matter; `None` where nobody said.
    pub resolved: Option<Vec<Option<bool>>>,
    /// How often it was handed on.
    pub transfers: Option<Vec<u16>>,
    /// Whether the company called.
    pub outbound: Option<Vec<bool>>,
    /// Who served.
    pub agents: Option<Dimension>,
}

/// Complaints.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ComplaintLog {
    /// Who.
    pub customers: Vec<Option<u32>>,
    /// When it was made.
    pub opened: Vec<Day>,
    /// When it was closed; `None` while open.
    pub closed: Option<Vec<Option<Day>>>,
    /// Whether it was resolved; `None` where nobody said.
    pub resolved: Option<Vec<Option<bool>>>,
    /// About what.
    pub categories: Option<Dimension>,
}

/// Answers to surveys, one row an answered dimension.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SurveyAnswers {
    /// Who.
    pub customers: Vec<Option<u32>>,
    /// When; `None` where unknown.
    pub days: Vec<Option<Day>>,
    /// What was asked about.
    pub dimensions: Option<Dimension>,
    /// What the customer expected; NaN where not asked.
    pub expected: Option<Vec<f64>>,
    /// What the customer felt they got; NaN where not asked.
    pub perceived: Option<Vec<f64>>,
    /// The score over all, on the scale of the file; NaN where not asked.
    pub overall: Option<Vec<f64>>,
}

/// Orders with the days that were promised and kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deliveries {
    /// Order, as its index in the data set.
    pub orders: Vec<u32>,
    /// Promised day; `None` where none was.
    pub promised: Vec<Option<Day>>,
    /// Day it was shipped or delivered; `None` while it is not.
    pub delivered: Vec<Option<Day>>,
}

/// Index of each id in the data set, by binary search.
pub fn customer_indexes<'a>(
    customers: &Customers,
    ids: impl IntoIterator<Item = &'a str>,
) -> Vec<Option<u32>> {
    let find = |id: &str| {
        let (mut low, mut high) = (0, customers.len());
        while low < high {
            let middle = low.midpoint(high);
            if customers.ids.get(middle) < id { low = middle + 1 } else { high = middle }
        }
        (low < customers.len() && customers.ids.get(low) == id).then(|| u32::try_from(low).ok()).flatten()
    };
    ids.into_iter().map(|id| find(id.trim())).collect()
}

impl ContactLog {
    /// Whether all columns have one length.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] naming `contact-log` where they have not.
    pub fn check(&self) -> Result<(), Refused> {
        let n = self.customers.len();
        let lengths = [
            Some(self.days.len()),
            self.minutes.as_ref().map(Vec::len),
            self.wait_seconds.as_ref().map(Vec::len),
            self.handle_seconds.as_ref().map(Vec::len),
            self.abandoned.as_ref().map(Vec::len),
            self.resolved.as_ref().map(Vec::len),
            self.transfers.as_ref().map(Vec::len),
            self.outbound.as_ref().map(Vec::len),
            self.agents.as_ref().map(|agents| agents.codes.len()),
        ];
        alike(n, &lengths, "contact-log")
    }
}

impl ComplaintLog {
    /// Whether all columns have one length.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] naming `complaint-log` where they have not.
    pub fn check(&self) -> Result<(), Refused> {
        let lengths = [
            Some(self.opened.len()),
            self.closed.as_ref().map(Vec::len),
            self.resolved.as_ref().map(Vec::len),
            self.categories.as_ref().map(|categories| categories.codes.len()),
        ];
        alike(self.customers.len(), &lengths, "complaint-log")
    }

    /// The complaints that order lines carry, one an order, on the day of the order; `None` without such a column.
    /// Whether they were resolved is not known there.
    #[must_use]
    pub fn of_lines(dataset: &Dataset) -> Option<Self> {
        let dimension = dataset.dimension(DimensionRole::Complaint)?;
        let is_complaint: Vec<bool> =
            dimension.values.iter().map(|value| Dimension::says_yes(value)).collect();
        let mut log = Self::default();
        let mut codes = Vec::new();
        for customer in 0..dataset.n_customers() {
            for order in dataset.orders_of(customer) {
                let complained =
                    dataset.lines_of(order).find(|&line| is_complaint[usize::from(dimension.codes[line])]);
                if let Some(line) = complained {
                    log.customers.push(u32::try_from(customer).ok());
                    log.opened.push(dataset.order_days()[order]);
                    codes.push(dimension.codes[line]);
                }
            }
        }
        // A column that only says yes names no subject.
        let n_subjects = is_complaint.iter().filter(|&&yes| yes).count();
        log.categories = (n_subjects > 1).then(|| Dimension { codes, ..dimension.clone() });
        Some(log)
    }
}

impl SurveyAnswers {
    /// Whether all columns have one length.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] naming `survey-answers` where they have not.
    pub fn check(&self) -> Result<(), Refused> {
        let lengths = [
            Some(self.days.len()),
            self.dimensions.as_ref().map(|dimensions| dimensions.codes.len()),
            self.expected.as_ref().map(Vec::len),
            self.perceived.as_ref().map(Vec::len),
            self.overall.as_ref().map(Vec::len),
        ];
        alike(self.customers.len(), &lengths, "survey-answers")
    }
}

impl Deliveries {
    /// Whether all columns have one length.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] naming `deliveries` where they have not.
    pub fn check(&self) -> Result<(), Refused> {
        alike(self.orders.len(), &[Some(self.promised.len()), Some(self.delivered.len())], "deliveries")
    }
}

fn alike(n: usize, lengths: &[Option<usize>], log: &str) -> Result<(), Refused> {
    if lengths.iter().flatten().all(|&length| length == n) {
        Ok(())
    } else {
        Err(Refused::BadSetting { setting: log.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, line};

    #[test]
    fn customers_are_found_by_id_and_others_are_nobody() {
        let lines = ["B", "A", "D"].map(|customer| line(customer, "2024-01-01", 1));
        let dataset = dataset(&lines, &[]);
        let found = customer_indexes(dataset.customers(), ["D", " A", "C", "", "E"]);
        assert_eq!(found, [Some(2), Some(0), None, None, None]);
    }

    #[test]
    fn columns_of_different_lengths_are_refused() {
        let mut log = ContactLog { customers: vec![None], days: vec![Day(1)], ..ContactLog::default() };
        assert_eq!(log.check(), Ok(()));
        log.abandoned = Some(Vec::new());
        assert!(matches!(log.check(), Err(Refused::BadSetting { .. })));
        assert_eq!(ComplaintLog::default().check(), Ok(()));
        assert_eq!(SurveyAnswers::default().check(), Ok(()));
        assert!(Deliveries { orders: vec![0], ..Deliveries::default() }.check().is_err());
    }
}
