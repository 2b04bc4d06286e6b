//! How far ahead values look, and what money is worth later.

use crate::chart::Labels;
use crate::ui::state::use_app;
use crate::ui::widgets::Select;
use crate::ui::words::{tr, use_format};
use leptos::prelude::*;

/// Horizons offered, in months.
const HORIZONS: [u32; 5] = [3, 6, 12, 24, 36];

/// Discounts offered, in percent a year.
const DISCOUNTS: [u32; 4] = [0, 5, 10, 15];

/// Horizon and discount of lifetime values, on every page.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let state = use_app();
    let clv = Memo::new(move |_| state.context.with(|context| context.clv));
    let horizon = Signal::derive(move || clv.get().horizon_months.to_string());
    let horizons = Signal::derive(move || {
        let format = use_format();
        let months = |n: u32| format.phrase("clv-months", &[("n", format.count(f64::from(n)))]);
        HORIZONS.map(|n| (n.to_string(), months(n))).to_vec()
    });
    let on_horizon = Callback::new(move |value: String| {
        if let Ok(months) = value.parse() {
            state.context.update(|context| context.clv.horizon_months = months);
        }
    });
    let discount = Signal::derive(move || percent_of(clv.get().annual_discount).to_string());
    let discounts = Signal::derive(move || {
        let format = use_format();
        DISCOUNTS.map(|n| (n.to_string(), format.percent(f64::from(n) / 100.0, 0))).to_vec()
    });
    let on_discount = Callback::new(move |value: String| {
        if let Ok(percent) = value.parse::<u32>() {
            state.context.update(|context| context.clv.annual_discount = f64::from(percent) / 100.0);
        }
    });
    view! {
        <div class="page__controls">
            <Select
                label=Signal::derive(|| tr("clv-horizon"))
                value=horizon
                options=horizons
                on_change=on_horizon
            />
            <Select
                label=Signal::derive(|| tr("clv-discount"))
                value=discount
                options=discounts
                on_change=on_discount
            />
        </div>
    }
}

fn percent_of(share: f64) -> u32 {
    (share * 100.0).round() as u32
}
