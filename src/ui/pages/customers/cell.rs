//! One cell of the list.

use super::column::Column;
use super::row::label_of;
use crate::chart::{Chart, Labels, Paint, Role, Size, clause_of, interval_dot, month_sparkbars};
use crate::ui::charts::SmallChart;
use crate::ui::state::AppState;
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::customers::{CustomerPage, CustomerRow};
use clientele_engine::query::ClauseKind;
use leptos::prelude::*;

/// The cell of a column.
pub(super) fn cell(
    state: AppState,
    column: Column,
    row: &CustomerRow,
    page: &CustomerPage,
    value_domain: Memo<(f64, f64)>,
) -> impl IntoView + use<> {
    let format = use_format();
    let content = match column {
        Column::Label => view! { <bdi class="customers__name">{label_of(row).to_owned()}</bdi> }.into_any(),
        Column::Id => view! { <bdi class="quiet">{row.id.clone()}</bdi> }.into_any(),
        Column::Attribute(idx) => {
            let value = row.attributes.get(usize::from(idx)).cloned().unwrap_or_default();
            view! { <bdi class="quiet">{value}</bdi> }.into_any()
        }
        Column::Orders => format.count(f64::from(row.n_orders)).into_any(),
        Column::Revenue => revenue(row, page).into_any(),
        Column::Profit => match row.profit {
            Some(profit) => money(profit).into_any(),
            None => nothing(),
        },
        Column::Months => {
            let chart = Some(months(state, row, page));
            view! { <SmallChart chart width_px=MONTHS.width_px height_px=MONTHS.height_px /> }.into_any()
        }
        Column::Quiet => {
            format.phrase("customers-days", &[("n", format.count(f64::from(row.recency_days)))]).into_any()
        }
        Column::PAlive => row.p_alive.map_or_else(nothing, |share| format.percent(share, 0).into_any()),
        Column::Value => {
            row.lifetime_value.map_or_else(nothing, |value| worth(value, value_domain).into_any())
        }
        Column::Segment => row.segment.map_or_else(nothing, |segment| {
            let color = Paint::from(Role::Segment(segment)).css();
            view! {
                <span class="customers__segment">
                    <span class="swatch" data-segment=segment.key() style:background-color=color></span>
                    {format.segment(segment)}
                </span>
            }
            .into_any()
        }),
    };
    view! {
        <td data-column=column.css() data-kind=column.is_number().then_some("number")>
            {content}
        </td>
    }
}

fn nothing() -> AnyView {
    tr("customers-nothing").into_any()
}

/// Money in whole units; a loss says so by its sign and its color.
fn money(value: f64) -> impl IntoView {
    // Rounded first: a loss of cents is neither written nor colored.
    let whole = value.round();
    let text = use_format().count(whole);
    view! { <span data-figure="" data-loss=(whole < 0.0).then_some("")>{text}</span> }
}

fn revenue(row: &CustomerRow, page: &CustomerPage) -> impl IntoView + use<> {
    let share = if page.max_revenue > 0.0 { (row.revenue / page.max_revenue).clamp(0.0, 1.0) } else { 0.0 };
    view! {
        <span class="customers__revenue">
            <span class="customers__track" aria-hidden="true">
                <span class="customers__bar" style:inline-size=format!("{:.1}%", share * 100.0)></span>
            </span>
            {money(row.revenue)}
        </span>
    }
}

/// Size of the months' bars, CSS pixels.
const MONTHS: Size = Size { width_px: 96.0, height_px: 18.0 };

fn months(state: AppState, row: &CustomerRow, page: &CustomerPage) -> Chart {
    state.context.with(|context| {
        let selected = clause_of(&context.filter, &[ClauseKind::OrderDays]);
        month_sparkbars::draw(row, page.first_month, selected, MONTHS, &use_format())
    })
}

/// Size of the dot's scale, CSS pixels.
const SCALE: Size = Size { width_px: 74.0, height_px: 18.0 };

fn worth(value: f64, domain: Memo<(f64, f64)>) -> impl IntoView {
    let chart = Signal::derive(move || {
        Some(interval_dot::draw(value.round(), None, domain.get(), SCALE, &use_format()))
    });
    view! {
        <span class="customers__worth">
            <SmallChart chart width_px=SCALE.width_px height_px=SCALE.height_px />
            {money(value)}
        </span>
    }
}
