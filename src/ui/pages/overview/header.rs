//! Which stretch of time the overview describes, and what it is compared with.

use crate::chart::Labels;
use crate::ui::state::use_app;
use crate::ui::widgets::{Segmented, Select};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::overview::{Grain, OverviewReport, Period};
use clientele_engine::data::DayRange;
use leptos::prelude::*;

/// Title, period and width of the bars.
#[component]
pub(super) fn Header() -> impl IntoView {
    let state = use_app();
    let report = Memo::new(move |_| state.overview.with(|slot| slot.latest().cloned()));
    let subtitle =
        move || report.with(|report| report.as_ref().map(|report| subtitle(report, &use_format())));

    let value = Signal::derive(move || {
        period_value(
            state.overview_options.with(|options| options.period),
            report.with(|report| report.as_ref().map(|report| report.period.last.year())),
        )
    });
    let options = Signal::derive(move || {
        let format = use_format();
        let years =
            report.with(|report| report.as_ref().map(|report| report.years.clone())).unwrap_or_default();
        let mut options: Vec<(String, String)> =
            years.into_iter().rev().map(|year| (year.to_string(), format.year(year))).collect();
        options.push((LAST_12.to_owned(), tr("overview-period-last-12")));
        options.push((ALL.to_owned(), tr("overview-period-all")));
        options
    });
    let on_period = Callback::new(move |value: String| {
        let period = match value.as_str() {
            LAST_12 => Period::Last12Months,
            ALL => Period::All,
            year => year.parse().map_or(Period::LatestYear, Period::Year),
        };
        state.overview_options.update(|options| options.period = period);
    });

    let grain = Signal::derive(move || {
        match state.overview_options.with(|options| options.grain) {
            Grain::Month => "month",
            Grain::Quarter => "quarter",
            Grain::Year => "year",
        }
        .to_owned()
    });
    let grains = Signal::derive(move || {
        vec![
            ("month".to_owned(), tr("overview-grain-month")),
            ("quarter".to_owned(), tr("overview-grain-quarter")),
            ("year".to_owned(), tr("overview-grain-year")),
        ]
    });
    let on_grain = Callback::new(move |value: String| {
        let grain = match value.as_str() {
            "quarter" => Grain::Quarter,
            "year" => Grain::Year,
            _ => Grain::Month,
        };
        state.overview_options.update(|options| options.grain = grain);
    });
    let compare = move || {
        let format = use_format();
        let compare = report.with(|report| report.as_ref().and_then(|report| report.compare));
        compare.map_or_else(|| tr("overview-compare-none"), |days| span(days, &format))
    };

    view! {
        <header class="page__head">
            <div>
                <h1 class="page__title">{move || tr("overview-title")}</h1>
                <p class="page__subtitle">{subtitle}</p>
            </div>
            <div class="page__controls">
                <Select label=Signal::derive(|| tr("overview-period")) value options on_change=on_period />
                <span class="compare">
                    <span class="compare__label">{move || tr("overview-compare")}</span>
                    {compare}
                </span>
                <Segmented
                    label=Signal::derive(|| tr("overview-grain"))
                    value=grain
                    options=grains
                    on_change=on_grain
                />
            </div>
        </header>
    }
}

const LAST_12: &str = "last-12";
const ALL: &str = "all";

/// The option that stands for a period; the latest year is shown as the year it is.
fn period_value(period: Period, latest_year: Option<i32>) -> String {
    match period {
        Period::LatestYear => latest_year.map(|year| year.to_string()).unwrap_or_default(),
        Period::Year(year) => year.to_string(),
        Period::Last12Months => LAST_12.to_owned(),
        Period::All => ALL.to_owned(),
    }
}

/// A year by its number, anything else by its months.
pub(super) fn span(days: DayRange, labels: &dyn Labels) -> String {
    if days == DayRange::of_year(days.first.year()) {
        return labels.year(days.first.year());
    }
    let args = [("from", labels.month(days.first.month())), ("to", labels.month(days.last.month()))];
    labels.phrase("overview-range", &args)
}

fn subtitle(report: &OverviewReport, labels: &dyn Labels) -> String {
    let year = |days: DayRange| (days == DayRange::of_year(days.first.year())).then(|| days.first.year());
    let day = labels.day(report.period.last);
    match report.compare {
        Some(before) => match (year(report.period), year(before)) {
            (Some(now), Some(then)) => labels.phrase(
                "overview-subtitle-year",
                &[("year", labels.year(now)), ("before", labels.year(then)), ("day", day)],
            ),
            _ => labels.phrase(
                "overview-subtitle-range",
                &[
                    ("from", labels.day(report.period.first)),
                    ("to", day),
                    ("before-from", labels.day(before.first)),
                    ("before-to", labels.day(before.last)),
                ],
            ),
        },
        None => labels.phrase(
            "overview-subtitle-alone",
            &[
                ("from", labels.day(report.period.first)),
                ("to", labels.day(report.period.last)),
                ("day", day),
            ],
        ),
    }
}
