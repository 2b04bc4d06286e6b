//! The headline figures of a customer, each with what it is to be held against.

use super::sentences;
use crate::chart::Labels;
use crate::ui::state::{Shared, use_app};
use crate::ui::words::{tr, use_format};
use clientele_engine::analysis::customers::CustomerDetail;
use leptos::prelude::*;

/// A strip of seven figures; six without cost, and fewer without amounts.
#[component]
pub(super) fn Facts(
    /// The customer; places are kept while `None`.
    detail: Memo<Option<Shared<CustomerDetail>>>,
) -> impl IntoView {
    let state = use_app();
    let has_cost =
        Memo::new(move |_| state.data.with(|data| data.as_ref().is_some_and(|data| data.has_cost)));
    let facts = move || {
        let format = use_format();
        let horizon = state.context.with(|context| context.clv.horizon_months);
        let mut facts = detail.with(|detail| match detail {
            Some(detail) => sentences::facts(detail, horizon, &format),
            None => sentences::awaited_facts(horizon, &format),
        });
        if !has_cost.get() {
            facts.retain(|fact| fact.label != "customer-fact-profit");
        }
        if !state.has_amounts() {
            facts.retain(|fact| !fact.is_about_money());
        }
        facts.into_iter().map(|fact| fact_tile(fact, &format)).collect_view()
    };
    view! {
        <dl class="customer__facts" aria-busy=move || detail.with(Option::is_none).to_string()>
            {facts}
        </dl>
    }
}

fn fact_tile(fact: sentences::Fact, labels: &dyn Labels) -> impl IntoView + use<> {
    let label = match fact.label_args {
        Some(args) => labels.phrase(fact.label, &args),
        None => tr(fact.label),
    };
    view! {
        <div class="customer__fact">
            <dt>{label}</dt>
            <dd>
                <span class="customer__value" data-direction=fact.direction>
                    {fact.value}
                </span>
                <span class="customer__compared">{fact.compared}</span>
            </dd>
        </div>
    }
}
