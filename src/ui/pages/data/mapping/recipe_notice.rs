//! What was taken over from an earlier file of the same layout, with the ways out of it.

use crate::text::recipe::of_recipe;
use crate::ui::state::use_app;
use crate::ui::words::{tr, use_format};
use clientele_engine::import::{RecipeMatch, RecipeUse};
use leptos::prelude::*;

/// The notice; nothing where no earlier file answered anything.
#[component]
pub(super) fn RecipeNotice(
    /// Which plan it is about.
    plan: usize,
    /// What the recipe did.
    recipe: Option<RecipeUse>,
) -> impl IntoView {
    let state = use_app();
    let plan = u32::try_from(plan).unwrap_or(u32::MAX);
    // Changes together with the report, of which this is a part.
    let is_without = state.without_recipe.with_untracked(|plans| plans.contains(&plan));
    match recipe.filter(is_worth_saying) {
        Some(recipe) => view! { <Taken plan recipe /> }.into_any(),
        None if is_without => view! {
            <div class="message" data-tone="plain" data-field="recipe">
                <p class="message__text">{move || tr("data-recipe-left")}</p>
                <div class="message__actions">
                    <button type="button" class="button" on:click=move |_| state.set_without_recipe(plan, false)>
                        {move || tr("data-recipe-again")}
                    </button>
                </div>
            </div>
        }
        .into_any(),
        None => ().into_any(),
    }
}

/// A file that decides everything itself, with the same columns as last time, needs no word about it.
fn is_worth_saying(recipe: &RecipeUse) -> bool {
    recipe.matched == RecipeMatch::Near || !recipe.used.is_empty() || !recipe.ignored.is_empty()
}

#[component]
fn Taken(plan: u32, recipe: RecipeUse) -> impl IntoView {
    let state = use_app();
    let signature = recipe.signature;
    let recipe = StoredValue::new(recipe);
    let said = move || recipe.with_value(|recipe| of_recipe(recipe, use_format()));
    let forget = move |_| {
        state.forget_recipe(signature);
        state.restage(state.plans.get_untracked());
    };
    view! {
        <section class="message" data-tone="plain" data-field="recipe" aria-labelledby="recipe-title">
            <h2 class="message__title" id="recipe-title">
                {move || said().title}
            </h2>
            <p class="message__text">{move || said().detail}</p>
            <p class="message__text">{move || said().advice}</p>
            <div class="message__actions">
                <button type="button" class="button" on:click=move |_| state.set_without_recipe(plan, true)>
                    {move || tr("data-recipe-without")}
                </button>
                <button type="button" class="button" on:click=forget>
                    {move || tr("data-recipe-forget")}
                </button>
            </div>
        </section>
    }
}
