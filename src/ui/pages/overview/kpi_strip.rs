//! The headline figures of the period, and the revenue to expect of today's customers.

use super::header::span;
use crate::chart::{Chart, Labels, Size, sparkline};
use crate::ui::charts::{SmallChart, refusal_text};
use crate::ui::state::{AppState, Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::overview::{Compared, Kpis, OverviewReport};
use leptos::prelude::*;

const SPARK_PX: Size = Size { width_px: 56.0, height_px: 28.0 };

/// Changes below this are shown as none.
const LEAST_CHANGE: f64 = 0.0005;

/// How a figure is written, and whether its change is a ratio or a difference of shares.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Money,
    Count,
    Share,
}

/// Six tiles.
#[component]
pub(super) fn KpiStrip() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.overview.with(|slot| slot.latest().cloned()));
    let is_loading = move || state.overview.with(|slot| slot.is_loading()).to_string();
    view! {
        <section class="kpis" aria-label=move || tr("overview-kpis") aria-busy=is_loading>
            <Tile report label="overview-kpi-revenue" unit=Unit::Money figure=|kpis| &kpis.revenue />
            <Tile report label="overview-kpi-active" unit=Unit::Count figure=|kpis| &kpis.active_customers />
            <Tile report label="overview-kpi-new" unit=Unit::Count figure=|kpis| &kpis.new_customers />
            <Tile report label="overview-kpi-kept" unit=Unit::Share figure=|kpis| &kpis.kept_share />
            <Tile
                report
                label="overview-kpi-average-order"
                unit=Unit::Money
                figure=|kpis| &kpis.average_order
            />
            <ExpectedTile state />
        </section>
    }
}

#[component]
fn Tile(
    report: Memo<Option<Shared<OverviewReport>>>,
    label: &'static str,
    unit: Unit,
    figure: fn(&Kpis) -> &Compared,
) -> impl IntoView {
    let compared = Memo::new(move |_| {
        report.with(|report| report.as_ref().map(|report| (figure(&report.kpis).clone(), report.compare)))
    });
    let state = use_app();
    let lacks_amounts = move || unit == Unit::Money && !state.has_amounts();
    let value = move || {
        if lacks_amounts() {
            return "–".to_owned();
        }
        let format = use_format();
        compared.with(|compared| {
            let value = compared.as_ref().and_then(|(compared, _)| compared.value);
            value.map_or_else(|| "–".to_owned(), |value| written(value, unit, &format))
        })
    };
    let spark = Memo::new(move |_| {
        if lacks_amounts() {
            return None;
        }
        compared.with(|compared| {
            let (compared, _) = compared.as_ref()?;
            (compared.by_month.len() > 1)
                .then(|| -> Chart { sparkline::draw("", &compared.by_month, SPARK_PX, &use_format()) })
        })
    });
    let change = move || {
        if lacks_amounts() {
            return Some(
                view! { <span class="kpi__versus">{tr("overview-kpi-needs-amounts")}</span> }.into_any(),
            );
        }
        compared.get().map(|(compared, before)| {
            let format = use_format();
            let change = change(&compared, unit);
            let versus = match (before, change) {
                (None, _) => tr("overview-kpi-no-comparison"),
                (Some(days), Some(_)) => {
                    format.phrase("overview-kpi-versus", &[("period", span(days, &format))])
                }
                (Some(days), None) => {
                    format.phrase("overview-kpi-nothing-before", &[("period", span(days, &format))])
                }
            };
            view! {
                {change.map(|change| change_mark(change, unit, &format))}
                <span class="kpi__versus">{versus}</span>
            }
            .into_any()
        })
    };
    view! {
        <div class="kpi">
            <span class="kpi__label">{move || tr(label)}</span>
            <span class="kpi__row">
                <strong class="kpi__value">{value}</strong>
                <SmallChart chart=spark width_px=SPARK_PX.width_px height_px=SPARK_PX.height_px />
            </span>
            <span class="kpi__change">{change}</span>
        </div>
    }
}

/// Revenue to expect of today's customers, or why there is none.
#[component]
fn ExpectedTile(state: AppState) -> impl IntoView {
    let report = Memo::new(move |_| state.lifetime_value.with(|slot| slot.latest().cloned()));
    let months = move || state.context.with(|context| context.clv.horizon_months);
    let label = move || {
        let format = use_format();
        format.phrase("overview-kpi-expected", &[("months", format.count(f64::from(months())))])
    };
    let value = move || {
        report.with(|report| match report {
            _ if !state.has_amounts() => "–".to_owned(),
            Some(report) if report.refused.is_none() => use_format().money(report.expected_revenue),
            Some(_) => "–".to_owned(),
            None => "…".to_owned(),
        })
    };
    let note = move || {
        if !state.has_amounts() {
            return tr("overview-kpi-needs-amounts");
        }
        let is_refused = report.with(|report| report.as_ref().is_some_and(|report| report.refused.is_some()));
        tr(if is_refused { "overview-kpi-expected-none" } else { "overview-kpi-expected-note" })
    };
    let why = move || {
        report.with(|report| report.as_ref().and_then(|report| report.refused.as_ref().map(refusal_text)))
    };
    view! {
        <div class="kpi" title=why>
            <span class="kpi__label">{label}</span>
            <span class="kpi__row">
                <strong class="kpi__value">{value}</strong>
            </span>
            <span class="kpi__change">
                <span class="kpi__versus">{note}</span>
            </span>
        </div>
    }
}

fn written(value: f64, unit: Unit, labels: &dyn Labels) -> String {
    match unit {
        Unit::Money => labels.money(value),
        Unit::Count => labels.count(value),
        Unit::Share => labels.percent(value, 1),
    }
}

/// Change against the period before: a ratio, or a difference for shares.
fn change(compared: &Compared, unit: Unit) -> Option<f64> {
    let (now, before) = (compared.value?, compared.before?);
    if unit == Unit::Share {
        return Some(now - before);
    }
    (before > 0.0).then(|| now / before - 1.0)
}

/// Gains point up and are blue, losses point down and are rust; never color alone.
fn change_mark(change: f64, unit: Unit, labels: &dyn Labels) -> impl IntoView + use<> {
    let size = change.abs();
    let text = match unit {
        Unit::Share => labels.phrase("overview-points", &[("points", labels.decimal(size * 100.0, 1))]),
        _ => labels.percent(size, 1),
    };
    let (direction, sign) = if size < LEAST_CHANGE {
        ("same", "")
    } else if change > 0.0 {
        ("up", "▲ ")
    } else {
        ("down", "▼ ")
    };
    view! { <span class="kpi__mark" data-direction=direction>{sign}{text}</span> }
}
