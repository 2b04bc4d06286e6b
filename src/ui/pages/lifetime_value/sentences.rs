//! The sentences of the lifetime value page, computed from its report.

use crate::chart::{Cell, Column, DataTable, Labels};
use clientele_engine::analysis::clv::{
    ClvReport, GammaGammaFit, HoldoutReport, HoldoutScore, Independence, Predictor, PurchaseFit,
    PurchaseModel,
};

/// Mean length of a month.
const DAYS_PER_MONTH: f64 = 30.437;

/// Totals this close to what happened are called a match.
const MATCH: f64 = 0.03;

/// Symbols of the four parameters; the last two are those of leaving, under BG/NBD and under Pareto/NBD.
pub(super) const SYMBOLS: [&str; 4] = ["r", "α", "a, s", "b, β"];

/// Repeat orders of a "frequent buyer", as the explanation of the map says.
const FREQUENT: u32 = 12;

/// Shares below this are only said to be so.
const LEAST_SHARE: f64 = 0.001;

fn months(report: &ClvReport, labels: &dyn Labels) -> String {
    labels.phrase("clv-months", &[("n", labels.count(f64::from(report.options.horizon_months)))])
}

/// What the customers are worth together.
pub(super) fn total(report: &ClvReport, is_all: bool, labels: &dyn Labels) -> String {
    if report.n_customers == 0 {
        return labels.word("clv-total-nobody");
    }
    let args = [("money", labels.money(report.total_value)), ("months", months(report, labels))];
    labels.phrase(if is_all { "clv-total" } else { "clv-total-selection" }, &args)
}

/// What a value is: margin or revenue, and its discount.
pub(super) fn total_subtitle(report: &ClvReport, labels: &dyn Labels) -> String {
    let discount = report.options.annual_discount;
    let key = match (report.is_margin, discount > 0.0) {
        (true, true) => "clv-total-subtitle-margin",
        (true, false) => "clv-total-subtitle-margin-plain",
        (false, true) => "clv-total-subtitle-revenue",
        (false, false) => "clv-total-subtitle-revenue-plain",
    };
    let args = [
        ("n", labels.count(report.n_customers as f64)),
        ("months", months(report, labels)),
        ("discount", labels.percent(discount, 0)),
    ];
    labels.phrase(key, &args)
}

/// Whether a predictor is the purchase model `used`.
pub(super) fn is_model(predictor: Predictor, used: Option<PurchaseModel>) -> bool {
    matches!((predictor, used), (Predictor::Model(model), Some(used)) if model == used)
}

fn score_of(checked: &HoldoutReport, model: PurchaseModel) -> Option<&HoldoutScore> {
    checked.scores.iter().find(|score| is_model(score.predictor, Some(model)))
}

/// How well the model would have foretold the holdout period.
pub(super) fn holdout(report: &ClvReport, labels: &dyn Labels) -> String {
    let (Some(checked), Some(fit)) = (&report.holdout, report.fits.first()) else {
        return labels.word("clv-holdout-none");
    };
    let Some(score) = score_of(checked, fit.model) else { return labels.word("clv-holdout-none") };
    if checked.observed_total <= 0.0 {
        return labels.word("clv-holdout-nothing");
    }
    let error = |score: &HoldoutScore| score.root_mean_square_error;
    let naive = checked.scores.iter().filter(|score| !matches!(score.predictor, Predictor::Model(_)));
    if naive.map(error).any(|naive| naive < error(score)) {
        return labels.word("clv-holdout-naive");
    }
    if !follows(checked) {
        return labels.word("clv-holdout-astray");
    }
    let off = score.total / checked.observed_total - 1.0;
    let args = [("share", labels.percent(off.abs(), 0))];
    match off {
        off if off.abs() <= MATCH => labels.word("clv-holdout-match"),
        off if off > 0.0 => labels.phrase("clv-holdout-high", &args),
        _ => labels.phrase("clv-holdout-low", &args),
    }
}

/// Whether predictions rise and fall with what happened, from group to group, more often than not.
fn follows(checked: &HoldoutReport) -> bool {
    let steps = checked
        .groups
        .windows(2)
        .map(|pair| (pair[1].predicted - pair[0].predicted) * (pair[1].observed - pair[0].observed) >= 0.0);
    let (n_alike, n) = steps.fold((0, 0), |(n_alike, n), is_alike| (n_alike + u32::from(is_alike), n + 1));
    2 * n_alike >= n
}

/// A parameter; those of a fit without a peak can be huge and are written short.
pub(super) fn parameter(value: f64, decimals: u8, labels: &dyn Labels) -> String {
    if value.abs() < 10_000.0 { labels.decimal(value, decimals) } else { labels.money_axis(value) }
}

/// When, and for whom.
pub(super) fn holdout_subtitle(report: &ClvReport, labels: &dyn Labels) -> String {
    let Some(checked) = &report.holdout else { return String::new() };
    let args = [
        ("from", labels.day(checked.calibration_end.plus(1))),
        ("to", labels.day(checked.holdout_end)),
        ("n", labels.count(checked.n_customers as f64)),
    ];
    labels.phrase("clv-holdout-subtitle", &args)
}

/// Who predicted.
pub(super) fn predictor(predictor: Predictor, labels: &dyn Labels) -> String {
    match predictor {
        Predictor::Model(model) => model_name(model, labels),
        Predictor::Zero => labels.word("clv-predictor-zero"),
        Predictor::SameRate => labels.word("clv-predictor-same-rate"),
        Predictor::SameCount => labels.word("clv-predictor-same-count"),
    }
}

/// The name of a purchase model.
pub(super) fn model_name(model: PurchaseModel, labels: &dyn Labels) -> String {
    labels.word(match model {
        PurchaseModel::BgNbd => "clv-model-bg-nbd",
        PurchaseModel::MbgNbd => "clv-model-mbg-nbd",
        PurchaseModel::ParetoNbd => "clv-model-pareto-nbd",
    })
}

/// When a frequent buyer is more likely gone than not.
pub(super) fn map(report: &ClvReport, labels: &dyn Labels) -> String {
    let most = report.map.iter().map(|cell| cell.repeats).max().unwrap_or(0);
    let frequent = FREQUENT.min(most);
    let column = || report.map.iter().filter(move |cell| cell.repeats == frequent);
    if frequent == 0 {
        return labels.word("clv-map-empty");
    }
    let gone = column().find(|cell| cell.p_alive < 0.5);
    let last = column().next_back();
    let months = |days: i32| labels.count((f64::from(days) / DAYS_PER_MONTH).round().max(1.0));
    match (gone, last) {
        (Some(cell), _) => labels.phrase("clv-map-gone", &[("months", months(cell.recency_days))]),
        (None, Some(cell)) => labels.phrase("clv-map-alive", &[("months", months(cell.recency_days))]),
        (None, None) => labels.word("clv-map-empty"),
    }
}

/// For whom the map is drawn.
pub(super) fn map_subtitle(report: &ClvReport, labels: &dyn Labels) -> String {
    let months = (f64::from(report.map_age_days) / DAYS_PER_MONTH).round();
    labels.phrase("clv-map-subtitle", &[("months", labels.count(months))])
}

/// The model used with its parameters, for the explanation of the map.
pub(super) fn used_parameters(report: &ClvReport, labels: &dyn Labels) -> String {
    report.fits.first().map(|fit| parameters(fit, labels)).unwrap_or_default()
}

fn parameters(fit: &PurchaseFit, labels: &dyn Labels) -> String {
    let args = [
        ("model", model_name(fit.model, labels)),
        ("r", parameter(fit.r, 2, labels)),
        ("alpha", parameter(fit.alpha, 1, labels)),
        ("a", parameter(fit.a, 2, labels)),
        ("b", parameter(fit.b, 2, labels)),
    ];
    let key = match fit.model {
        PurchaseModel::BgNbd | PurchaseModel::MbgNbd => "clv-parameters",
        PurchaseModel::ParetoNbd => "clv-parameters-pareto",
    };
    labels.phrase(key, &args)
}

/// How much of the value the customers at the top hold.
pub(super) fn top(report: &ClvReport, labels: &dyn Labels) -> String {
    let sum: f64 = report.top.iter().map(|row| row.value).sum();
    if report.top.is_empty() || report.total_value <= 0.0 || sum <= 0.0 {
        return labels.word("clv-top-empty");
    }
    if report.top.len() == 1 {
        return labels.phrase("clv-top-one", &[("name", report.top[0].label.clone())]);
    }
    let share = (sum / report.total_value).min(1.0);
    let decimals = if share < 0.02 { 1 } else { 0 };
    let key = if share < LEAST_SHARE { "clv-top-less" } else { "clv-top" };
    let share = labels.percent(share.max(LEAST_SHARE), decimals);
    labels.phrase(key, &[("n", labels.count(report.top.len() as f64)), ("share", share)])
}

/// Unit, horizon and level of the bars.
pub(super) fn top_subtitle(report: &ClvReport, labels: &dyn Labels) -> String {
    let args = [
        ("unit", labels.money_unit()),
        ("months", months(report, labels)),
        ("level", labels.percent(0.8, 0)),
    ];
    labels.phrase("clv-top-subtitle", &args)
}

/// Which purchase model is used.
pub(super) fn models(report: &ClvReport, labels: &dyn Labels) -> String {
    let Some(fit) = report.fits.first() else { return labels.word("clv-models-none") };
    let key = match (report.fits.len() > 1, &report.holdout) {
        (false, _) => "clv-models-only",
        (true, Some(_)) => "clv-models-holdout",
        (true, None) => "clv-models-likelihood-best",
    };
    labels.phrase(key, &[("model", model_name(fit.model, labels))])
}

/// Why a fit is used or not, and whether its parameters mean anything.
pub(super) fn role_of_fit(report: &ClvReport, idx: usize, labels: &dyn Labels) -> String {
    let Some(fit) = report.fits.get(idx) else { return String::new() };
    let error = report.holdout.as_ref().and_then(|checked| score_of(checked, fit.model));
    let role = match (idx == 0, error) {
        (true, Some(score)) => {
            labels.phrase("clv-role-used", &[("error", labels.decimal(score.root_mean_square_error, 3))])
        }
        (false, Some(score)) => {
            labels.phrase("clv-role-other", &[("error", labels.decimal(score.root_mean_square_error, 3))])
        }
        (true, None) => labels.word("clv-role-used-likelihood"),
        (false, None) => labels.word("clv-role-other-likelihood"),
    };
    if fit.is_degenerate { labels.phrase("clv-role-degenerate", &[("role", role)]) } else { role }
}

/// What the correlation of order numbers and values allows.
pub(super) fn order_value_check(fit: &GammaGammaFit, labels: &dyn Labels) -> String {
    if fit.is_degenerate {
        return labels.word("clv-order-value-degenerate");
    }
    let args = [("correlation", labels.decimal(fit.correlation, 2))];
    let key = if fit.independence() == Independence::Violated {
        "clv-order-value-violated"
    } else if fit.independence() == Independence::Given {
        "clv-order-value-independent"
    } else if fit.correlation > 0.0 {
        "clv-order-value-rising"
    } else {
        "clv-order-value-falling"
    };
    labels.phrase(key, &args)
}

/// The fits as a table for a file.
pub(super) fn models_table(report: &ClvReport, labels: &dyn Labels) -> DataTable {
    let column = |head: String, is_number: bool| Column { head, is_number };
    let mut columns = vec![column(labels.word("clv-models-model"), false)];
    columns.extend(SYMBOLS.map(|symbol| column(symbol.to_owned(), true)));
    columns.push(column(labels.word("clv-models-likelihood"), true));
    columns.push(column(labels.word("clv-models-customers"), true));
    columns.push(column(labels.word("clv-models-role"), false));
    let number = |value: f64| Cell::number(value, labels.decimal(value, 3));
    let row = |(idx, fit): (usize, &PurchaseFit)| {
        vec![
            Cell::text(model_name(fit.model, labels)),
            number(fit.r),
            number(fit.alpha),
            number(fit.a),
            number(fit.b),
            number(fit.log_likelihood),
            Cell::number(fit.n_customers as f64, labels.count(fit.n_customers as f64)),
            Cell::text(role_of_fit(report, idx, labels)),
        ]
    };
    DataTable { columns, rows: report.fits.iter().enumerate().map(row).collect() }
}
