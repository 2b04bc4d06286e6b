//! The data set on screen and what was computed from it.

use super::set_aside::SetAside;
use super::staging::{Origin, Staged};
use crate::protocol::{Context, DataInfo, FieldInfo};
use clientele_engine::analysis::Profile;
use clientele_engine::analysis::clv::{ClvModel, ClvOptions};
use clientele_engine::analysis::concentration::AbcCuts;
use clientele_engine::analysis::facts::CustomerFacts;
use clientele_engine::analysis::health::HealthReport;
use clientele_engine::analysis::segment::{Scores, Scoring};
use clientele_engine::data::{Dataset, Day};
use clientele_engine::import::FileReport;

/// The settings a profile was computed with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ProfileKey {
    pub(super) as_of: Day,
    pub(super) scoring: Scoring,
    pub(super) cuts: AbcCuts,
}

/// The data set on screen.
pub(super) struct Loaded<F> {
    pub(super) dataset: Dataset,
    pub(super) origins: Vec<Origin<F>>,
    pub(super) reports: Vec<FileReport>,
    /// The files in the order of `reports`, to be read again when others are appended or rows are to be mended.
    pub(super) sources: Vec<SetAside<F>>,
    /// How sound the data is, worked out when it was read.
    pub(super) health: HealthReport,
    info: DataInfo,
    /// The latest profile; its model of lifetime values is filled in when a question needs it.
    pub(super) profile: Option<(ProfileKey, Profile)>,
    /// The latest model; kept apart since scoring and cuts do not change it.
    pub(super) model: Option<(Day, ClvOptions, ClvModel)>,
}

impl<F> Loaded<F> {
    /// Makes a staged data set the one on screen.
    pub(super) fn new(mut staged: Staged<F>, name: String) -> Self {
        let health = staged.health().clone();
        let Staged { dataset, report, origins, sources, .. } = staged;
        let facts = CustomerFacts::new(&dataset, dataset.observed().last);
        let info = info(&dataset, &facts, name);
        Self { dataset, origins, reports: report.files, sources, health, info, profile: None, model: None }
    }

    /// What the page needs to know of it.
    pub(super) fn info(&self) -> &DataInfo {
        &self.info
    }

    /// The settings that a context stands for.
    pub(super) fn key(&self, context: &Context) -> ProfileKey {
        ProfileKey {
            as_of: context.as_of.unwrap_or(self.dataset.observed().last),
            scoring: context.scoring.unwrap_or(self.info.default_scoring),
            cuts: context.cuts,
        }
    }
}

fn info(dataset: &Dataset, facts: &CustomerFacts, name: String) -> DataInfo {
    let customers = dataset.customers();
    let field = |dimension: &clientele_engine::data::Dimension, is_line| FieldInfo {
        name: dimension.name.clone(),
        role: dimension.role,
        is_line,
        n_values: u32::try_from(dimension.values.len()).unwrap_or(u32::MAX),
    };
    let mut fields: Vec<FieldInfo> =
        customers.dimensions.iter().map(|dimension| field(dimension, false)).collect();
    fields.extend(dataset.dimensions().iter().map(|dimension| field(dimension, true)));
    let first_file = dataset.files().first().map(|file| file.name.clone()).unwrap_or_default();
    DataInfo {
        name: if name.is_empty() { first_file } else { name },
        n_customers: facts.n_active as u64,
        n_orders: dataset.n_orders() as u64,
        n_lines: dataset.n_lines() as u64,
        observed: dataset.observed(),
        currency: dataset.currency().map(str::to_owned),
        has_amounts: dataset.has_amounts(),
        has_cost: dataset.costs().is_some(),
        has_names: !customers.names.is_empty(),
        has_signup: customers.signup.is_some(),
        has_order_ids: dataset.has_order_ids(),
        default_scoring: default_scoring(facts),
        fields,
        files: dataset.files().iter().map(|file| (file.name.clone(), file.kind)).collect(),
    }
}

/// Fixed cut-offs, unless nearly everyone would share one score: a firm whose customers order every few
/// years, or every day, learns nothing from them and gets quintiles.
fn default_scoring(facts: &CustomerFacts) -> Scoring {
    const NEARLY_EVERYONE: f64 = 0.85;
    let scores = Scores::new(facts, Scoring::FixedCutoffs);
    let is_lopsided = |column: &[u8]| {
        (1..=5).any(|score| {
            let n = column.iter().filter(|&&present| present == score).count();
            n as f64 > NEARLY_EVERYONE * facts.n_active as f64
        })
    };
    if is_lopsided(&scores.recency) || is_lopsided(&scores.frequency) {
        Scoring::Quintiles
    } else {
        Scoring::FixedCutoffs
    }
}
