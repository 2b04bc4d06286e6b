//! Files in, one JSON report out: everything the engine finds, for other programs to check.
//!
//! ```text
//! cargo run --release -p clientele-engine --example analyze -- \
//!     --transactions FILE [--transactions FILE] [--customers FILE] [--as-of 2024-12-31] \
//!     [--calibration-end 2023-12-31] [--scoring fixed|quintiles]
//! ```
//!
//! The report goes to standard output, what went wrong to standard error. Its keys say their units:
//! `_days`, `_weeks`, `_share` (0 to 1), `_percent`; money is in whole units of the currency, dates are
//! ISO 8601. Sections:
//!
//! | key | content |
//! |---|---|
//! | `files` | rows read, accepted and set aside, by file and reason |
//! | `totals` | rows, customers, orders, first and last date, revenue, profit |
//! | `rfm` | scores by quintiles with ties kept together and, for comparison, split by id; segments |
//! | `pareto` | top shares, Gini, ABC classes, deciles, whale curve |
//! | `cohorts` | active customers and revenue by month of the first order and months since |
//! | `months` | customers, orders and revenue by month; a customer is new in the month of sign-up where it is known, else of the first order |
//! | `clv` | purchase models (times in weeks), order values, expected orders and values, and the check against the days after `--calibration-end` (chosen by itself when not given) |
//!
//! The as-of day is the last day of the data unless given.

use clientele_engine::analysis::clv::history::{collapse, histories, mean_repeat_value};
use clientele_engine::analysis::clv::{
    ClvModel, ClvOptions, GammaGammaFit, Predictor, PurchaseFit, PurchaseModel, expected_orders, gamma_gamma,
    holdout, p_alive, report,
};
use clientele_engine::analysis::concentration::{self, AbcCuts};
use clientele_engine::analysis::overview::{self, Grain, OverviewOptions, Period};
use clientele_engine::analysis::segment::{Scoring, classic_segments, qcut_rank_first, quintile_edges_of};
use clientele_engine::analysis::selection::Selection;
use clientele_engine::analysis::{Profile, cohort, segment, whale};
use clientele_engine::data::{Dataset, DatasetBuilder, Day, FileKind};
use clientele_engine::import::{FileImporter, FileReport, ImportOptions, ImportedTable};
use clientele_engine::progress::Unwatched;
use clientele_engine::query::{AbcClass, Filter};
use serde_json::{Map, Value, json};
use std::error::Error;
use std::io::Read;

const USAGE: &str = "usage: analyze --transactions FILE [--customers FILE] [--as-of DAY] \
                     [--calibration-end DAY] [--scoring fixed|quintiles]";

/// Weeks for which the calibration fits also predict, as is usual for the CDNOW data.
const NEXT_WEEKS: f64 = 39.0;

struct Arguments {
    files: Vec<(FileKind, String)>,
    as_of: Option<Day>,
    calibration_end: Option<Day>,
    scoring: Scoring,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments(std::env::args().skip(1))?;
    let mut builder = DatasetBuilder::new();
    let mut files = Vec::new();
    for (kind, path) in &arguments.files {
        let (table, report) = read(path, *kind)?;
        files.push(file(&report));
        match table {
            ImportedTable::Transactions(table) => builder.add_transactions(table),
            ImportedTable::Customers(table) => builder.add_customers(table),
            ImportedTable::Lookup(table) => builder.add_lookup(table),
        };
    }
    let (dataset, joined) = builder.finish()?;
    let as_of = arguments.as_of.unwrap_or(dataset.observed().last);
    let profile = Profile::new(&dataset, as_of, arguments.scoring, AbcCuts::default());
    let selection = Selection::new(&dataset, &profile, &Filter::default());
    let report = json!({
        "as_of": as_of.to_string(),
        "currency": dataset.currency(),
        "files": files,
        "customers_without_orders": joined.n_customers_without_orders,
        "customers_without_profile": joined.n_customers_without_profile,
        "totals": totals(&dataset, &profile, &selection),
        "rfm": rfm(&dataset, &profile, &selection),
        "pareto": pareto(&dataset, &profile, &selection),
        "cohorts": cohorts(&dataset, &profile, &selection),
        "months": months(&dataset, &profile, &selection),
        "clv": clv(&dataset, &profile, &selection, arguments.calibration_end)?,
    });
    println!("{report:#}");
    Ok(())
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, Box<dyn Error>> {
    let mut arguments =
        Arguments { files: Vec::new(), as_of: None, calibration_end: None, scoring: Scoring::FixedCutoffs };
    while let Some(word) = words.next() {
        let value = words.next().ok_or(USAGE)?;
        match word.as_str() {
            "--transactions" => arguments.files.push((FileKind::Transactions, value)),
            "--customers" => arguments.files.push((FileKind::Customers, value)),
            "--as-of" => arguments.as_of = Some(day(&value)?),
            "--calibration-end" => arguments.calibration_end = Some(day(&value)?),
            "--scoring" if value == "fixed" => arguments.scoring = Scoring::FixedCutoffs,
            "--scoring" if value == "quintiles" => arguments.scoring = Scoring::Quintiles,
            _ => return Err(USAGE.into()),
        }
    }
    if arguments.files.iter().all(|(kind, _)| *kind != FileKind::Transactions) {
        return Err(USAGE.into());
    }
    Ok(arguments)
}

fn day(text: &str) -> Result<Day, Box<dyn Error>> {
    let mut parts = text.split('-');
    let mut part = || parts.next().and_then(|part| part.parse::<u32>().ok());
    let day = part()
        .zip(part())
        .zip(part())
        .and_then(|((year, month), day)| Day::try_from_civil(i32::try_from(year).ok()?, month, day));
    day.ok_or_else(|| format!("not a day like 2024-12-31: {text:?}").into())
}

/// The day of the machine's clock; dates after it are mistakes.
fn today() -> Day {
    let seconds =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day(i32::try_from(seconds / 86_400).unwrap_or(i32::MAX))
}

fn read(path: &str, kind: FileKind) -> Result<(ImportedTable, FileReport), Box<dyn Error>> {
    let mut file = std::fs::File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let n_bytes = file.metadata()?.len();
    let options = ImportOptions { kind: Some(kind), ..ImportOptions::new(today()) };
    let mut importer = FileImporter::new(path, n_bytes, options);
    let mut slice = vec![0; 1 << 20];
    loop {
        let n = file.read(&mut slice)?;
        if n == 0 {
            break;
        }
        importer.push(&slice[..n]).map_err(|error| format!("{path}: {error}"))?;
    }
    let imported = importer.finish().map_err(|error| format!("{path}: {error}"))?;
    Ok((imported.table, imported.report))
}

fn file(report: &FileReport) -> Value {
    serde_json::to_value(report).unwrap_or(Value::Null)
}

fn totals(dataset: &Dataset, profile: &Profile, selection: &Selection) -> Value {
    let facts = &profile.facts;
    let orders: u64 = facts.n_orders.iter().map(|&n| u64::from(n)).sum();
    let days: u64 = facts.n_order_days.iter().map(|&n| u64::from(n)).sum();
    let revenue: i128 = facts.revenue.iter().map(|&it| i128::from(it)).sum();
    let revenue = dataset.major(revenue);
    let profit = facts.profit.as_ref().map(|profit| {
        let profit: i128 = profit.iter().map(|&it| i128::from(it)).sum();
        dataset.major(profit)
    });
    let used = (0..dataset.n_lines()).filter(|&line| selection.has_line(line));
    let n_zero = used.clone().filter(|&line| dataset.amounts()[line] == 0).count();
    let last = used.clone().map(|line| dataset.days()[line]).max().unwrap_or(dataset.observed().last);
    json!({
        "rows_used": used.count(),
        "customers": facts.n_active,
        "orders": orders,
        "distinct_customer_days": days,
        "first_date": dataset.observed().first.to_string(),
        "last_date": last.to_string(),
        "revenue_total": revenue,
        "average_order_value": revenue / orders.max(1) as f64,
        "revenue_per_customer": revenue / facts.n_active.max(1) as f64,
        "profit_total": profit,
        "rows_with_zero_revenue": n_zero,
    })
}

fn rfm(dataset: &Dataset, profile: &Profile, selection: &Selection) -> Value {
    let facts = &profile.facts;
    let method = |scores: [&[u8]; 3]| {
        let segments = |has_lost: bool| -> Map<String, Value> {
            classic_segments(facts, scores[0], scores[1], has_lost)
                .into_iter()
                .map(|row| {
                    let revenue = dataset.major(row.revenue);
                    (row.name.to_owned(), json!({ "customers": row.n_customers, "revenue": revenue }))
                })
                .collect()
        };
        json!({
            "score_counts": {
                "R": score_counts(scores[0]), "F": score_counts(scores[1]), "M": score_counts(scores[2]),
            },
            "segments_10": segments(false),
            "segments_11_with_lost_for_R1_F1": segments(true),
            "grid_customers_R_by_F": grid(scores[0], scores[1]),
        })
    };
    let [recency, frequency, monetary] = qcut_rank_first(facts);
    let quintiles = segment::Scores::new(facts, Scoring::Quintiles);
    let mut together = method([&quintiles.recency, &quintiles.frequency, &quintiles.monetary]);
    let [recency_days, frequency_orders, money] = quintile_edges_of(facts);
    together["edges_20_40_60_80_percent"] = json!({
        "recency_days": recency_days,
        "frequency_orders": frequency_orders,
        "monetary": money.map(|edge| edge / 10_f64.powi(i32::from(dataset.money_scale()))),
    });
    let product = segment::report(dataset, profile, selection);
    json!({
        "reference_date": facts.as_of.to_string(),
        "customers": facts.n_active,
        "methods": {
            "pandas_qcut_rank_first": method([&recency, &frequency, &monetary]),
            "percentile_ties_together": together,
        },
        "product": {
            "scoring": product.scoring,
            "recency_edges_days": product.recency_edges_days,
            "frequency_edges_orders": product.frequency_edges,
            "segments": product.rows.iter().map(|row| json!(row)).collect::<Vec<_>>(),
        },
    })
}

fn score_counts(scores: &[u8]) -> Map<String, Value> {
    (1..=5_u8)
        .map(|score| (score.to_string(), json!(scores.iter().filter(|&&it| it == score).count())))
        .collect()
}

/// Customers by recency and frequency score.
fn grid(recency: &[u8], frequency: &[u8]) -> Map<String, Value> {
    let count = |r: u8, f: u8| recency.iter().zip(frequency).filter(|&(&a, &b)| (a, b) == (r, f)).count();
    let row = |r: u8| (1..=5_u8).map(|f| (format!("F{f}"), json!(count(r, f)))).collect::<Map<_, _>>();
    (1..=5_u8).map(|r| (format!("R{r}"), row(r).into())).collect()
}

fn pareto(dataset: &Dataset, profile: &Profile, selection: &Selection) -> Value {
    let report = concentration::report(dataset, profile, selection);
    let mut revenue: Vec<_> =
        selection.customers.iter().map(|customer| profile.facts.revenue[customer]).collect();
    revenue.sort_unstable_by(|a, b| b.cmp(a));
    let deciles: Vec<Value> = concentration::deciles(&revenue)
        .iter()
        .enumerate()
        .map(|(idx, &(n, revenue))| {
            let revenue = dataset.major(revenue);
            json!({
                "decile": idx + 1, "customers": n, "revenue": revenue,
                "revenue_share": revenue / report.revenue,
            })
        })
        .collect();
    let classes: Map<String, Value> = report
        .classes
        .iter()
        .map(|row| {
            let name = match row.class {
                AbcClass::A => "A",
                AbcClass::B => "B",
                AbcClass::C => "C",
            };
            (name.to_owned(), json!({ "customers": row.n_customers, "revenue": row.revenue }))
        })
        .collect();
    let top_share: Vec<Value> = report
        .top
        .iter()
        .map(|top| {
            json!({
                "top_percent": top.percent,
                "customers_ceil": top.n_customers,
                "revenue_share_ceil": top.revenue_share,
            })
        })
        .collect();
    let top_customers: Vec<Value> = profile
        .ranks
        .by_revenue
        .iter()
        .take(10)
        .map(|&customer| {
            let customer = customer as usize;
            json!({
                "customer": dataset.customers().ids.get(customer),
                "revenue": dataset.major(i128::from(profile.facts.revenue[customer])),
            })
        })
        .collect();
    let whale = whale::report(dataset, profile, selection).map(|whale| {
        json!({
            "profit_total": whale.profit,
            "peak_cumulative_profit": whale.peak_profit,
            "peak_percent_of_total_profit": 100.0 * whale.peak_profit / whale.profit,
            "peak_at_customer_share": whale.peak_customer_share,
            "unprofitable_customers": whale.n_loss_making,
            "sum_of_losses": -whale.loss,
        })
    });
    json!({
        "customers": report.n_customers,
        "top_share": top_share,
        "gini": report.gini,
        "abc_cut_80_95_customer_that_crosses_belongs_to_the_better_class": classes,
        "deciles_by_revenue_best_first": deciles,
        "top_10_customers": top_customers,
        "whale_curve": whale,
    })
}

fn cohorts(dataset: &Dataset, profile: &Profile, selection: &Selection) -> Value {
    // Open: the month of the as-of day is kept although it may not be over.
    let rows = cohort::triangle(dataset, profile, selection, 1, true);
    let n_ages = rows.iter().map(|row| row.active.len()).max().unwrap_or(0);
    let retention: Map<String, Value> = (0..n_ages)
        .map(|age| {
            let old: Vec<_> = rows.iter().filter(|row| row.active.len() > age).collect();
            let active: u64 = old.iter().map(|row| row.active[age]).sum();
            let all: u64 = old.iter().map(|row| row.active[0]).sum();
            (age.to_string(), json!(100.0 * active as f64 / all.max(1) as f64))
        })
        .collect();
    let by_cohort = |of: &dyn Fn(&cohort::CohortRow) -> Value| -> Map<String, Value> {
        rows.iter().map(|row| (row.start.to_string(), of(row))).collect()
    };
    json!({
        "cohort": "calendar month of the first order",
        "offset": "calendar months since; the last month may not be over",
        "customers_active": by_cohort(&|row| json!(row.active)),
        "retention_percent_weighted_by_offset": retention,
        "revenue": by_cohort(&|row| json!(row.revenue)),
    })
}

fn months(dataset: &Dataset, profile: &Profile, selection: &Selection) -> Value {
    let options = OverviewOptions { period: Period::All, grain: Grain::Month };
    let report = overview::report(dataset, profile, selection, selection, &options);
    report
        .bars
        .iter()
        .filter(|bar| bar.n_orders > 0)
        .map(|bar| {
            let revenue = bar.new_revenue + bar.returning_revenue;
            let value = json!({
                "active_customers": bar.n_customers,
                "new_customers": bar.n_new_customers,
                "returning_customers": bar.n_customers - bar.n_new_customers,
                "orders": bar.n_orders,
                "revenue": revenue,
                "revenue_per_active_customer": revenue / bar.n_customers.max(1) as f64,
                "average_order_value": revenue / bar.n_orders as f64,
                "revenue_of_new_customers": bar.new_revenue,
                "revenue_of_returning_customers": bar.returning_revenue,
            });
            (bar.days.first.month().to_string(), value)
        })
        .collect::<Map<String, Value>>()
        .into()
}

fn clv(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    calibration_end: Option<Day>,
) -> Result<Value, Box<dyn Error>> {
    let facts = &profile.facts;
    let model = ClvModel::fit(dataset, facts, ClvOptions::default(), &mut Unwatched)?;
    let sums = report(dataset, facts, &model, &selection.customers, &profile.scores.segment);
    let check = holdout::check(dataset, facts, calibration_end, &mut Unwatched)?;
    let end = check.as_ref().map(|check| check.report.calibration_end);
    let order_values = match end {
        Some(end) => calibration_values(dataset, end)?,
        None => None,
    };
    let calibration = check.as_ref().map(|check| {
        let end = check.report.calibration_end;
        let models: Map<String, Value> = check
            .fits
            .iter()
            .map(|fit| (name(fit.model).to_owned(), with_predictions(dataset, fit, end)))
            .collect();
        json!({
            "calibration_end": end.to_string(),
            "time_unit": "weeks",
            "models": models,
            "gamma_gamma": order_values.as_ref().map(gamma_gamma_json),
        })
    });
    Ok(json!({
        "refused": model.refused,
        "as_of": {
            "model_used": model.used_fit().map(|fit| name(fit.model)),
            "models": model
                .fits
                .iter()
                .map(|fit| (name(fit.model).to_owned(), purchase_json(fit)))
                .collect::<Map<String, Value>>(),
            "gamma_gamma": model.order_value.as_ref().map(gamma_gamma_json),
        },
        "expected": {
            "horizon_months": sums.options.horizon_months,
            "annual_discount_share": sums.options.annual_discount,
            "value_is": if model.is_margin { "margin" } else { "revenue" },
            "customers": sums.n_customers,
            "mean_p_alive_share": sums.mean_p_alive,
            "orders": sums.expected_orders,
            "revenue_not_discounted": sums.expected_revenue,
            "lifetime_value_discounted": sums.total_value,
            "bins": sums.bins,
            "top_customers_with_80_percent_interval": sums.top,
        },
        "calibration": calibration,
        "holdout": check.as_ref().map(holdout_json),
    }))
}

fn name(model: PurchaseModel) -> &'static str {
    match model {
        PurchaseModel::BgNbd => "bgnbd",
        PurchaseModel::MbgNbd => "mbgnbd",
    }
}

fn purchase_json(fit: &PurchaseFit) -> Value {
    json!({
        "r": fit.r,
        "alpha_weeks": fit.alpha,
        "a": fit.a,
        "b": fit.b,
        "log_likelihood": fit.log_likelihood,
        "customers": fit.n_customers,
        "degenerate": fit.is_degenerate,
    })
}

fn gamma_gamma_json(fit: &GammaGammaFit) -> Value {
    json!({
        "p": fit.p,
        "q": fit.q,
        "gamma": fit.v,
        "log_likelihood": fit.log_likelihood,
        "customers_used": fit.n_customers,
        "correlation_frequency_monetary": fit.correlation,
        "population_mean": gamma_gamma::expected_order_value(fit, 0, 0.0),
        "degenerate": fit.is_degenerate,
    })
}

/// The model of order values on the days up to `end`.
fn calibration_values(dataset: &Dataset, end: Day) -> Result<Option<GammaGammaFit>, Box<dyn Error>> {
    let values: Vec<(u32, f64)> = histories(dataset, end)
        .iter()
        .enumerate()
        .filter_map(|(customer, history)| {
            Some(((*history)?.repeats, mean_repeat_value(dataset, customer, end)))
        })
        .collect();
    Ok(gamma_gamma::fit(&values, &mut Unwatched)?)
}

fn with_predictions(dataset: &Dataset, fit: &PurchaseFit, end: Day) -> Value {
    let (mut alive, mut orders) = (0.0, 0.0);
    for (history, n) in collapse(&histories(dataset, end)).groups {
        let (at_last, age) = (history.age_at_last_weeks(), history.age_weeks());
        alive += f64::from(n) * p_alive(fit, history.repeats, at_last, age);
        orders += f64::from(n) * expected_orders(fit, history.repeats, at_last, age, NEXT_WEEKS);
    }
    let mut value = purchase_json(fit);
    value["sum_p_alive"] = json!(alive);
    value["sum_expected_purchases_next_39_weeks"] = json!(orders);
    value
}

fn holdout_json(check: &holdout::HoldoutCheck) -> Value {
    let report = &check.report;
    let scores: Vec<Value> = report
        .scores
        .iter()
        .map(|score| {
            let predictor = match score.predictor {
                Predictor::Model(model) => name(model),
                Predictor::Zero => "zero",
                Predictor::SameRate => "same_rate",
                Predictor::SameCount => "same_count",
            };
            json!({
                "predictor": predictor,
                "predicted_total": score.total,
                "mean_absolute_error_per_customer": score.mean_absolute_error,
                "root_mean_square_error_per_customer": score.root_mean_square_error,
            })
        })
        .collect();
    json!({
        "calibration_end": report.calibration_end.to_string(),
        "holdout_end": report.holdout_end.to_string(),
        "customers": report.n_customers,
        "actual_total": report.observed_total,
        "purchase_unit": "distinct order days",
        "scores_smallest_root_mean_square_error_first": scores,
        "by_calibration_repeats": report.groups,
    })
}
