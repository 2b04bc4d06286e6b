//! One answer per question.
//!
//! Properties of customers (scores, ranks, the model of lifetime values) are computed on the whole data set
//! and kept until the as-of day or a setting changes; a filter only selects. Each question leaves out the
//! clauses its own marks make, so that a chart never filters itself away.

use super::export;
use super::host::{ByteSource, Host};
use super::loaded::Loaded;
use crate::protocol::{Answer, Context, Envelope, Event, Question, SessionError, Task};
use clientele_engine::analysis::clv::{self, ClvModel};
use clientele_engine::analysis::selection::Selection;
use clientele_engine::analysis::{
    Profile, cohort, concentration, customers, overview, segment, selection, whale,
};
use clientele_engine::import::original_text;
use clientele_engine::query::{ClauseKind, Filter};

/// Bytes read at first to find a row; ten times that when the row is not among them.
const SOURCE_WINDOW: usize = 256 << 10;

impl<F: ByteSource> Loaded<F> {
    /// Answers a question; `None` when nobody waits for it any more.
    pub(super) async fn answer<H: Host>(
        &mut self,
        host: &H,
        id: u32,
        generation: u32,
        question: &Question,
        context: &Context,
    ) -> Result<Option<Answer>, SessionError> {
        if let Question::SourceText { file, line } = question {
            return self.source_text(*file, *line).await.map(Some);
        }
        if matches!(question, Question::Health) {
            return Ok(Some(Answer::Health(Box::new(self.health.clone()))));
        }
        self.update_profile(context);
        if needs_model(question, &context.filter) {
            if !host.breathe(id, generation).await {
                return Ok(None);
            }
            self.update_model(host, id, generation, context);
        }
        if !host.breathe(id, generation).await {
            return Ok(None);
        }
        let Some((_, profile)) = &self.profile else { return Err(SessionError::NoData) };
        self.answer_from(profile, question, context).map(Some)
    }

    fn answer_from(
        &self,
        profile: &Profile,
        question: &Question,
        context: &Context,
    ) -> Result<Answer, SessionError> {
        let dataset = &self.dataset;
        let select =
            |kinds: &[ClauseKind]| Selection::new(dataset, profile, &context.filter.without_kinds(kinds));
        Ok(match question {
            Question::Selection => Answer::Selection(selection::summary(dataset, profile, &select(&[]))),
            Question::Overview(options) => {
                let bars = select(&[ClauseKind::OrderDays]);
                Answer::Overview(Box::new(overview::report(dataset, profile, &select(&[]), &bars, options)))
            }
            Question::Segments => {
                Answer::Segments(Box::new(segment::report(dataset, profile, &select(&[ClauseKind::Segment]))))
            }
            Question::Segment(of) => {
                let selection = select(&[ClauseKind::Segment]);
                Answer::Segment(Box::new(segment::detail(dataset, profile, &selection, *of)))
            }
            Question::Concentration => {
                let selection = select(&[ClauseKind::Class, ClauseKind::RevenueRank]);
                Answer::Concentration(Box::new(concentration::report(dataset, profile, &selection)))
            }
            Question::Whale => {
                let selection = select(&[ClauseKind::LossMaking]);
                Answer::Whale(whale::report(dataset, profile, &selection).map(Box::new))
            }
            Question::LifetimeValue => {
                let selection = select(&[ClauseKind::LifetimeValue, ClauseKind::PAlive, ClauseKind::History]);
                let Some(model) = &profile.clv else { return Err(SessionError::NoData) };
                Answer::LifetimeValue(Box::new(clv::report(
                    dataset,
                    &profile.facts,
                    model,
                    &selection.customers,
                    &profile.scores.segment,
                )))
            }
            Question::Retention(options) => {
                let selection = select(&[ClauseKind::CohortActive]);
                Answer::Retention(Box::new(cohort::report(dataset, profile, &selection, options)))
            }
            Question::Customers(query) => {
                Answer::Customers(Box::new(customers::page(dataset, profile, &select(&[]), query)))
            }
            Question::Customer(id) => {
                let detail = self.customer(profile, id);
                Answer::Customer(Box::new(
                    detail.ok_or_else(|| SessionError::UnknownCustomer { id: id.clone() })?,
                ))
            }
            Question::ExportCustomers(query) => {
                Answer::ExportCustomers(export::customers_csv(dataset, profile, &select(&[]), query))
            }
            Question::FieldValues { is_line, name } => Answer::FieldValues(self.field_values(*is_line, name)),
            // Read asynchronously, in `answer`.
            Question::Health => Answer::Health(Box::new(self.health.clone())),
            Question::SourceText { .. } => return Err(SessionError::NoData),
        })
    }

    fn customer(&self, profile: &Profile, id: &str) -> Option<customers::CustomerDetail> {
        let fit = profile.clv.as_ref().and_then(|model| model.fits.first().copied());
        let p_alive_at = fit.map(|fit| {
            move |repeats: u32, age_at_last: f64, age: f64| clv::p_alive(&fit, repeats, age_at_last, age)
        });
        let interval = profile.clv.as_ref().map(|model| {
            move |customer: usize| clv::interval(model, &self.dataset, &profile.facts, customer, 0.80)
        });
        customers::detail(
            &self.dataset,
            profile,
            id,
            p_alive_at.as_ref().map(|function| function as &dyn Fn(u32, f64, f64) -> f64),
            interval.as_ref().map(|function| function as &dyn Fn(usize) -> (f64, f64)),
        )
    }

    fn update_profile(&mut self, context: &Context) {
        let key = self.key(context);
        if self.profile.as_ref().is_some_and(|(present, _)| *present == key) {
            return;
        }
        let mut profile = Profile::new(&self.dataset, key.as_of, key.scoring, key.cuts);
        if let Some((as_of, options, model)) = &self.model
            && (*as_of, *options) == (key.as_of, context.clv)
        {
            profile.clv = Some(model.clone());
        }
        self.profile = Some((key, profile));
    }

    fn update_model<H: Host>(&mut self, host: &H, id: u32, generation: u32, context: &Context) {
        let Some((key, profile)) = &mut self.profile else { return };
        if profile.clv.as_ref().is_some_and(|model| model.options == context.clv) {
            return;
        }
        if let Some((as_of, options, model)) = &self.model
            && (*as_of, *options) == (key.as_of, context.clv)
        {
            profile.clv = Some(model.clone());
            return;
        }
        let mut progress = |done: f64| {
            let body = Event::Progress { task: Task::Fitting, name: String::new(), done };
            host.emit(Envelope { id, generation, body });
            true
        };
        if let Ok(model) = ClvModel::fit(&self.dataset, &profile.facts, context.clv, &mut progress) {
            self.model = Some((key.as_of, context.clv, model.clone()));
            profile.clv = Some(model);
        }
    }

    fn field_values(&self, is_line: bool, name: &str) -> Vec<(String, u64)> {
        let dimensions =
            if is_line { self.dataset.dimensions() } else { self.dataset.customers().dimensions.as_slice() };
        let Some(dimension) = dimensions.iter().find(|dimension| dimension.name == name) else {
            return Vec::new();
        };
        let mut counts = vec![0_u64; dimension.values.len()];
        for &code in &dimension.codes {
            counts[usize::from(code)] += 1;
        }
        let mut values: Vec<(String, u64)> = dimension.values.iter().cloned().zip(counts).collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values
    }

    async fn source_text(&self, file: u16, line: u32) -> Result<Answer, SessionError> {
        let idx = usize::from(file);
        let (Some(source), Some(origin), Some(report), Some(index)) = (
            self.dataset.files().get(idx),
            self.origins.get(idx),
            self.reports.get(idx),
            self.dataset.row_index(file),
        ) else {
            return Err(SessionError::UnknownRow { name: String::new(), line });
        };
        let unreadable = |detail| SessionError::Unreadable { name: source.name.clone(), detail };
        let (from_line, offset) = index.at_or_above(line);
        let mut text = None;
        for n_bytes in [SOURCE_WINDOW, 10 * SOURCE_WINDOW] {
            let bytes = origin.read_at(offset, n_bytes).await.map_err(unreadable)?;
            text = original_text(&bytes, from_line, line, &report.encoding);
            if text.is_some() || bytes.len() < n_bytes {
                break;
            }
        }
        let header = if report.header_line == 0 {
            String::new()
        } else {
            let bytes = origin.read_at(0, SOURCE_WINDOW).await.map_err(unreadable)?;
            original_text(&bytes, 1, report.header_line, &report.encoding).unwrap_or_default()
        };
        let name = source.name.clone();
        match text {
            Some(text) => Ok(Answer::SourceText { name, line, header, text }),
            None => Err(SessionError::UnknownRow { name, line }),
        }
    }
}

/// Whether a question, or the filter it is asked under, needs the model of lifetime values.
fn needs_model(question: &Question, filter: &Filter) -> bool {
    let is_asked = matches!(
        question,
        Question::Segments
            | Question::Segment(_)
            | Question::LifetimeValue
            | Question::Customers(_)
            | Question::Customer(_)
            | Question::ExportCustomers(_)
    );
    is_asked
        || filter
            .clauses
            .iter()
            .any(|clause| matches!(clause.kind(), ClauseKind::LifetimeValue | ClauseKind::PAlive))
}
