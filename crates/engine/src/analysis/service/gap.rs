//! What customers expected, what they felt they got, and which of it matters to them.
//!
//! In:   answers to a survey by dimension, with expectation and perception, and a score over all where asked.
//! Out:  a [`GapReport`]: the gap of each dimension with its interval, its importance, its place in the quadrant.
//! Cost: a sort of the answers and one of the respondents per dimension.
//!
//! Source: perceived minus expected, Parasuraman, Zeithaml & Berry (1988), SERVQUAL, Journal of Retailing 64(1);
//! Oliver (1980). Importance is derived, by rank correlation with the score over all or, without one, with having
//! ordered again; what people say is important is not asked. The quadrant is Martilla & James (1977),
//! Importance-performance analysis, Journal of Marketing 41(1), cut at the means of the dimensions.

use super::history::{brought, collect};
use super::logs::SurveyAnswers;
use crate::analysis::estimate::{Mean, RankCorrelation};
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::selection::Selection;
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day};
use crate::metric::Needs;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapOptions {
    /// Days after an answer within which an order counts as coming back.
    pub repeat_days: i32,
    /// Fewest answers to a dimension for a gap.
    pub min_answers: u64,
    /// Fewest respondents for an importance.
    pub min_respondents: u64,
}

impl Default for GapOptions {
    fn default() -> Self {
        Self { repeat_days: 90, min_answers: 10, min_respondents: 30 }
    }
}

/// What importance is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportanceBasis {
    /// The score over all.
    Overall,
    /// Whether the respondent ordered again.
    Repeat,
}

/// Where a dimension lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quadrant {
    /// Important, and worse than the others.
    ConcentrateHere,
    /// Important, and better than the others.
    KeepUp,
    /// Less important, and worse.
    LowPriority,
    /// Less important, and better.
    PossibleOverkill,
}

/// One dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapRow {
    /// Its name.
    pub dimension: String,
    /// Mean of what was felt.
    pub perceived: Option<Mean>,
    /// Mean of what was expected.
    pub expected: Option<Mean>,
    /// Mean of perceived minus expected, over answers with both.
    pub gap: Option<Mean>,
    /// Rank correlation of what was felt with the basis.
    pub importance: Option<RankCorrelation>,
    /// Its quadrant.
    pub quadrant: Option<Quadrant>,
}

/// Gaps by dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapReport {
    /// Why there is no figure, if there is none.
    pub refused: Option<Refused>,
    /// Answers counted: one a respondent and dimension, the latest.
    pub n_answers: u64,
    /// Answers replaced by a later one of the same respondent.
    pub n_replaced: u64,
    /// Known customers who answered.
    pub n_respondents: u64,
    /// What importance is measured against.
    pub importance_basis: Option<ImportanceBasis>,
    /// Dimensions, widest shortfall first.
    pub rows: Vec<GapRow>,
    /// Mean of what was felt over the dimensions: the vertical line of the quadrant.
    pub performance_line: Option<f64>,
    /// Mean importance over the dimensions: its horizontal line.
    pub importance_line: Option<f64>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// A dimension that matters falls short.
const SHORTFALL: Template = Template {
    id: "expectation-missed",
    parameters: &[("dimension", Kind::Name), ("gap", Kind::Number), ("count", Kind::Count)],
    action: "close-the-gap",
};

/// Templates of this report.
pub(crate) const FINDINGS: &[Template] = &[SHORTFALL];

/// The answer of a respondent to a dimension.
#[derive(Debug, Clone, Copy)]
struct Answer {
    customer: Option<usize>,
    day: Option<Day>,
    expected: f64,
    perceived: f64,
    overall: f64,
}

/// Gaps of the selected customers and of respondents nobody knows.
///
/// Answers of unknown respondents count only while no customer is filtered out.
#[must_use]
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    answers: &SurveyAnswers,
    options: &GapOptions,
) -> GapReport {
    let mut report = GapReport {
        refused: answers.check().err(),
        n_answers: 0,
        n_replaced: 0,
        n_respondents: 0,
        importance_basis: None,
        rows: Vec::new(),
        performance_line: None,
        importance_line: None,
        findings: Vec::new(),
    };
    let (Some(dimensions), Some(perceived)) = (&answers.dimensions, &answers.perceived) else {
        report.refused = report.refused.or(Some(Refused::needs(Needs::Satisfaction)));
        return report;
    };
    if report.refused.is_some() {
        return report;
    }
    let is_whole = selection.customers.count() == profile.facts.n_active;
    let mut by_dimension: BTreeMap<u16, Vec<Answer>> = BTreeMap::new();
    let value =
        |column: &Option<Vec<f64>>, row: usize| column.as_ref().map_or(f64::NAN, |column| column[row]);
    for (row, &perceived) in perceived.iter().enumerate() {
        let customer = answers.customers[row].map(|customer| customer as usize);
        let customer = customer.filter(|&customer| customer < dataset.n_customers());
        let is_in = is_whole || customer.is_some_and(|customer| selection.customers.get(customer));
        let is_known = answers.days[row].is_none_or(|day| day <= profile.facts.as_of);
        if is_in && is_known && perceived.is_finite() && !dimensions.value(row).is_empty() {
            by_dimension.entry(dimensions.codes[row]).or_default().push(Answer {
                customer,
                day: answers.days[row],
                expected: value(&answers.expected, row),
                perceived,
                overall: value(&answers.overall, row),
            });
        }
    }
    let mut respondents: Vec<usize> = Vec::new();
    for own in by_dimension.values_mut() {
        report.n_replaced += keep_latest(own);
        report.n_answers += own.len() as u64;
        respondents.extend(own.iter().filter_map(|answer| answer.customer));
    }
    respondents.sort_unstable();
    respondents.dedup();
    report.n_respondents = respondents.len() as u64;
    if report.n_answers < options.min_answers {
        report.refused = Some(Refused::TooFewEvents { have: report.n_answers, need: options.min_answers });
        return report;
    }
    let has_overall =
        by_dimension.values().flatten().filter(|answer| answer.overall.is_finite()).count() as u64;
    let basis = if has_overall >= options.min_respondents {
        ImportanceBasis::Overall
    } else {
        ImportanceBasis::Repeat
    };
    let mut returned = Returned::new(dataset, profile, selection, options.repeat_days);
    for (&code, own) in &by_dimension {
        let Some(name) = dimensions.values.get(usize::from(code)) else { continue };
        if (own.len() as u64) < options.min_answers {
            continue;
        }
        let pairs: Vec<(f64, f64)> = own
            .iter()
            .filter_map(|answer| {
                let against = match basis {
                    ImportanceBasis::Overall => answer.overall,
                    ImportanceBasis::Repeat => returned.of(answer)?,
                };
                against.is_finite().then_some((answer.perceived, against))
            })
            .collect();
        let (felt, against): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let has_enough = felt.len() as u64 >= options.min_respondents;
        let expected = || own.iter().map(|answer| answer.expected).filter(|value| value.is_finite());
        let gaps = own.iter().map(|answer| answer.perceived - answer.expected).filter(|gap| gap.is_finite());
        report.rows.push(GapRow {
            dimension: name.clone(),
            perceived: Mean::of(own.iter().map(|answer| answer.perceived)),
            expected: Mean::of(expected()),
            gap: Mean::of(gaps),
            importance: if has_enough { RankCorrelation::of(&felt, &against) } else { None },
            quadrant: None,
        });
    }
    place(&mut report, basis);
    let width = |row: &GapRow| row.gap.map_or(f64::INFINITY, |gap| gap.mean);
    report.rows.sort_by(|a, b| width(a).total_cmp(&width(b)));
    report.findings = findings(&report);
    report
}

/// Leaves the latest answer of each known respondent; returns how many it replaced. Answers of nobody known all stay.
fn keep_latest(answers: &mut Vec<Answer>) -> u64 {
    let n = answers.len();
    // Of two answers of a day the lower one is kept, whatever the order of the rows.
    answers.sort_by(|a, b| {
        (a.customer, b.day).cmp(&(b.customer, a.day)).then(a.perceived.total_cmp(&b.perceived))
    });
    answers.dedup_by(|later, kept| later.customer.is_some() && later.customer == kept.customer);
    (n - answers.len()) as u64
}

/// Whether respondents ordered again.
struct Returned<'a> {
    dataset: &'a Dataset,
    profile: &'a Profile,
    selection: &'a Selection,
    days: i32,
    orders: Vec<super::history::Order>,
}

impl<'a> Returned<'a> {
    fn new(dataset: &'a Dataset, profile: &'a Profile, selection: &'a Selection, days: i32) -> Self {
        Self { dataset, profile, selection, days, orders: Vec::new() }
    }

    /// 1 or 0; `None` where the respondent, the day or what followed is not known.
    fn of(&mut self, answer: &Answer) -> Option<f64> {
        let (customer, day) = (answer.customer?, answer.day?);
        if self.profile.facts.as_of.since(day) < self.days || !self.selection.customers.get(customer) {
            return None;
        }
        collect(self.dataset, self.selection, customer, &mut self.orders);
        Some(f64::from(u8::from(brought(&self.orders, day, 1, self.days).n_orders > 0)))
    }
}

/// Puts each dimension into its quadrant; two dimensions are the least that can be told apart.
fn place(report: &mut GapReport, basis: ImportanceBasis) {
    let known: Vec<(f64, f64)> =
        report.rows.iter().filter_map(|row| Some((row.perceived?.mean, row.importance?.rho))).collect();
    if known.is_empty() {
        return;
    }
    report.importance_basis = Some(basis);
    let n = known.len() as f64;
    let performance = known.iter().map(|pair| pair.0).sum::<f64>() / n;
    let importance = known.iter().map(|pair| pair.1).sum::<f64>() / n;
    (report.performance_line, report.importance_line) = (Some(performance), Some(importance));
    if known.len() < 2 {
        return;
    }
    for row in &mut report.rows {
        let (Some(perceived), Some(rho)) = (row.perceived, row.importance) else { continue };
        row.quadrant = Some(match (rho.rho >= importance, perceived.mean >= performance) {
            (true, false) => Quadrant::ConcentrateHere,
            (true, true) => Quadrant::KeepUp,
            (false, false) => Quadrant::LowPriority,
            (false, true) => Quadrant::PossibleOverkill,
        });
    }
}

/// The widest sure shortfall, among those that matter where that is known.
fn findings(report: &GapReport) -> Vec<Finding> {
    let matters =
        |row: &&GapRow| matches!(row.quadrant, None | Some(Quadrant::ConcentrateHere | Quadrant::KeepUp));
    let is_short = |row: &&GapRow| row.gap.is_some_and(|gap| gap.n > 1 && gap.ci_high < 0.0);
    let mut findings: Vec<Finding> = report
        .rows
        .iter()
        .filter(is_short)
        .find(matters)
        .and_then(|row| {
            let gap = row.gap?;
            let values =
                [Value::Name(row.dimension.clone()), Value::Number(-gap.mean, 1), Value::Count(gap.n)];
            Some(Finding::new(&SHORTFALL, values, 0.0, None))
        })
        .into_iter()
        .collect();
    finding::rank(&mut findings);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{day, line, profile, select};
    use crate::analysis::sample_shop::{Shop, dimension};
    use crate::stats::random::Pcg32;

    /// Answers of `n` customers to three dimensions: speed matters and falls short by 2, price matters and is met,
    /// decor does not matter and is exceeded by 1.
    fn survey(n: usize, with_overall: bool) -> (Dataset, SurveyAnswers) {
        let mut random = Pcg32::new(4, 4);
        let mut shop = Shop::default();
        let (mut answers, mut names) = (SurveyAnswers::default(), Vec::new());
        let (mut expected, mut perceived, mut overall) = (Vec::new(), Vec::new(), Vec::new());
        for idx in 0..n {
            let id = format!("C{idx:04}");
            let (speed, price) = (random.normal(), random.normal());
            shop.lines.push(line(&id, "2022-01-01", 10));
            if speed + price > 0.0 {
                shop.lines.push(line(&id, "2022-02-10", 10));
            }
            for (name, wanted, felt) in [
                ("speed", 8.0, 6.0 + speed),
                ("price", 7.0, 7.0 + price),
                ("decor", 5.0, 6.0 + random.normal()),
            ] {
                answers.customers.push(u32::try_from(idx).ok());
                answers.days.push(Some(day("2022-01-15")));
                names.push(name.to_owned());
                expected.push(wanted);
                perceived.push(felt);
                overall.push(5.0 + speed + price + 0.2 * random.normal());
            }
        }
        answers.dimensions = Some(dimension(&("question", None, names)));
        (answers.expected, answers.perceived) = (Some(expected), Some(perceived));
        answers.overall = with_overall.then_some(overall);
        (shop.dataset(), answers)
    }

    fn run(dataset: &Dataset, answers: &SurveyAnswers) -> GapReport {
        let profile = profile(dataset, day("2023-12-31"));
        let all = select(dataset, &profile, &[]);
        report(dataset, &profile, &all, answers, &GapOptions::default())
    }

    #[test]
    fn planted_gaps_lie_in_their_intervals_and_what_matters_is_found() {
        for with_overall in [true, false] {
            let (dataset, answers) = survey(400, with_overall);
            let report = run(&dataset, &answers);
            let basis = if with_overall { ImportanceBasis::Overall } else { ImportanceBasis::Repeat };
            assert_eq!((report.refused.clone(), report.importance_basis), (None, Some(basis)));
            let names: Vec<&str> = report.rows.iter().map(|row| row.dimension.as_str()).collect();
            assert_eq!(names, ["speed", "price", "decor"]);
            for (row, truth) in report.rows.iter().zip([-2.0, 0.0, 1.0]) {
                let gap = row.gap.unwrap();
                assert!((gap.mean - truth).abs() < 0.15 && gap.ci_high - gap.ci_low < 0.25, "{row:?}");
            }
            let quadrants: Vec<Quadrant> = report.rows.iter().filter_map(|row| row.quadrant).collect();
            use Quadrant::{ConcentrateHere, KeepUp, LowPriority};
            assert_eq!(quadrants[..2], [ConcentrateHere, KeepUp]);
            assert!(matches!(quadrants[2], LowPriority | Quadrant::PossibleOverkill));
            assert_eq!(report.findings[0].parameter("dimension"), Some(&Value::Name("speed".to_owned())));
        }
    }

    #[test]
    fn the_latest_answer_of_a_customer_counts_once_and_strangers_all() {
        let dataset = Shop { lines: vec![line("A", "2022-01-01", 1)], ..Shop::default() }.dataset();
        let n = 12;
        let answers = SurveyAnswers {
            customers: (0..n).map(|row| (row < 3).then_some(0)).collect(),
            days: (0..n).map(|row| Some(day("2022-01-02").plus(row))).collect(),
            dimensions: Some(dimension(&("q", None, vec!["speed".to_owned(); n as usize]))),
            expected: Some(vec![5.0; n as usize]),
            perceived: Some((0..n).map(f64::from).collect()),
            overall: None,
        };
        let report = run(&dataset, &answers);
        assert_eq!((report.n_answers, report.n_replaced, report.n_respondents), (10, 2, 1));
        // 2 of the customer, 3 to 11 of strangers: mean 6.5.
        assert_eq!(report.rows[0].perceived.map(|mean| (mean.n, mean.mean)), Some((10, 6.5)));
        assert_eq!((report.rows[0].importance, report.rows[0].quadrant), (None, None));
        let few = SurveyAnswers { perceived: Some(vec![f64::NAN; n as usize]), ..answers };
        assert_eq!(run(&dataset, &few).refused, Some(Refused::TooFewEvents { have: 0, need: 10 }));
        let none = SurveyAnswers::default();
        assert_eq!(run(&dataset, &none).refused, Some(Refused::needs(Needs::Satisfaction)));
    }
}
