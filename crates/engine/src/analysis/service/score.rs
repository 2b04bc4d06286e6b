//! Where satisfaction scores come from: answers to surveys, order lines, or a column about customers.
//!
//! One score a customer, so that nobody counts twice. Of several the first is taken: what came after it can be
//! watched longest, and choosing a later one would choose by what the customer did since.

use super::logs::SurveyAnswers;
use crate::analysis::Profile;
use crate::analysis::selection::Selection;
use crate::data::{Dataset, Day, MeasureRole};
use serde::{Deserialize, Serialize};

/// Where scores come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScoreSource {
    /// A log of answers, each on its day.
    Answers,
    /// A column of order lines: on the day of the order.
    Lines,
    /// A column about customers, without a day: what follows is counted from the first order, which may have come
    /// before the answer.
    Customers,
}

/// The score of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Score {
    pub(super) customer: usize,
    pub(super) value: f64,
    /// The day from which later behaviour is counted.
    pub(super) anchor: Day,
}

/// The scores of selected customers by customer, `None` where nothing holds any. Days after the as-of day are not known yet.
pub(super) fn scores(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    answers: Option<&SurveyAnswers>,
) -> Option<(ScoreSource, Vec<Score>)> {
    of_answers(dataset, profile, selection, answers)
        .map(|scores| (ScoreSource::Answers, scores))
        .or_else(|| of_lines(dataset, selection).map(|scores| (ScoreSource::Lines, scores)))
        .or_else(|| of_customers(dataset, profile, selection).map(|scores| (ScoreSource::Customers, scores)))
        .filter(|(_, scores)| !scores.is_empty())
}

fn of_answers(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    answers: Option<&SurveyAnswers>,
) -> Option<Vec<Score>> {
    let answers = answers?;
    let overall = answers.overall.as_ref()?;
    let mut first: Vec<Option<(Day, f64)>> = vec![None; dataset.n_customers()];
    for (row, &value) in overall.iter().enumerate() {
        let customer = answers.customers[row].map_or(usize::MAX, |customer| customer as usize);
        let Some(day) = answers.days[row].filter(|&day| day <= profile.facts.as_of) else { continue };
        let Some(known) = first.get_mut(customer) else { continue };
        // Of two answers of a day the lower one, whatever the order of the rows.
        let is_first = known
            .is_none_or(|(known, score)| day < known || (day == known && value.total_cmp(&score).is_lt()));
        if value.is_finite() && is_first {
            *known = Some((day, value));
        }
    }
    let scores: Vec<Score> = selection
        .customers
        .iter()
        .filter_map(|customer| first[customer].map(|(anchor, value)| Score { customer, value, anchor }))
        .collect();
    (!scores.is_empty()).then_some(scores)
}

fn of_lines(dataset: &Dataset, selection: &Selection) -> Option<Vec<Score>> {
    let measure = dataset.measure(MeasureRole::Satisfaction)?;
    let first = |customer: usize| {
        dataset.orders_of(customer).find_map(|order| {
            let mut own = dataset
                .lines_of(order)
                .filter(|&line| selection.has_line(line))
                .map(|line| measure.values[line])
                .filter(|value| value.is_finite());
            let value = own.next()?;
            // Lines of an order are one answer, so the lowest of them where they differ.
            let value = own.fold(value, f64::min);
            Some(Score { customer, value, anchor: dataset.order_days()[order] })
        })
    };
    Some(selection.customers.iter().filter_map(first).collect())
}

fn of_customers(dataset: &Dataset, profile: &Profile, selection: &Selection) -> Option<Vec<Score>> {
    let measure =
        dataset.customers().measures.iter().find(|measure| measure.role == MeasureRole::Satisfaction)?;
    let score = |customer: usize| {
        let value = measure.values[customer];
        value.is_finite().then(|| Score { customer, value, anchor: profile.facts.first_day[customer] })
    };
    Some(selection.customers.iter().filter_map(score).collect())
}

/// Upper ends of the bands of scores, the last of which is the highest score.
///
/// Up to seven different whole scores are a band each. A scale that ends at 10 or 100 is cut at 4, 6 and 8 tenths; any
/// other scores at their quartiles, equal scores staying together.
pub(super) fn bands(scores: &[Score], cuts: Option<&[f64]>) -> Vec<f64> {
    let mut values: Vec<f64> = scores.iter().map(|score| score.value).collect();
    values.sort_unstable_by(f64::total_cmp);
    let Some(&highest) = values.last() else { return Vec::new() };
    let mut distinct = values.clone();
    distinct.dedup();
    let mut ends: Vec<f64> = match cuts {
        Some(cuts) => cuts.iter().copied().filter(|cut| cut.is_finite()).collect(),
        None if distinct.len() <= 7 && distinct.iter().all(|value| value.fract() == 0.0) => distinct,
        None if distinct[0] >= 0.0 && [10.0, 100.0].contains(&highest) => {
            [0.4, 0.6, 0.8].map(|part| part * highest).to_vec()
        }
        None => [1, 2, 3].map(|quarter| values[(values.len() * quarter).div_ceil(4) - 1]).to_vec(),
    };
    ends.push(highest);
    ends.sort_unstable_by(f64::total_cmp);
    ends.retain(|&end| end <= highest);
    ends.dedup();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands_of(values: &[f64]) -> Vec<f64> {
        let score = |&value: &f64| Score { customer: 0, value, anchor: Day(0) };
        bands(&values.iter().map(score).collect::<Vec<_>>(), None)
    }

    #[test]
    fn scales_are_cut_where_people_read_them() {
        assert_eq!(bands_of(&[5.0, 1.0, 3.0, 3.0]), [1.0, 3.0, 5.0]);
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(bands_of(&ten), [4.0, 6.0, 8.0, 10.0]);
        let hundred: Vec<f64> = (0..=100).map(f64::from).collect();
        assert_eq!(bands_of(&hundred), [40.0, 60.0, 80.0, 100.0]);
        assert_eq!(bands_of(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]), [0.2, 0.4, 0.6, 0.8]);
        assert_eq!(bands_of(&[2.5; 9]), [2.5]);
        assert_eq!(bands_of(&[]), [0.0; 0]);
    }
}
