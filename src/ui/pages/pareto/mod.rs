//! Concentration: who brings the revenue, who the profit, and who costs more than they earn.

mod abc_panel;
mod lorenz_panel;
mod sentences;
mod traits_panel;
mod whale_panel;

use crate::ui::charts::Nobody;
use crate::ui::words::tr;
use abc_panel::AbcPanel;
use leptos::prelude::*;
use lorenz_panel::LorenzPanel;
use traits_panel::TraitsPanel;
use whale_panel::WhalePanel;

/// The Pareto page.
#[component]
pub fn ParetoPage() -> impl IntoView {
    view! {
        <div class="page pareto">
            <header class="page__head">
                <div>
                    <h1 class="page__title">{move || tr("pareto-title")}</h1>
                    <p class="page__subtitle">{move || tr("pareto-subtitle")}</p>
                </div>
            </header>
            <Nobody />
            <div class="pareto__row">
                <LorenzPanel />
                <WhalePanel />
            </div>
            <div class="pareto__row">
                <AbcPanel />
                <TraitsPanel />
            </div>
        </div>
    }
    .into_any()
}
