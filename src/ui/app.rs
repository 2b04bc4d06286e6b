//! The root of the page: state, shell and the page that is shown.

use super::ask::keep_asking;
use super::browser;
use super::pages::customer::CustomerPage;
use super::pages::customers::CustomersPage;
use super::pages::lifetime_value::LifetimeValuePage;
use super::pages::overview::OverviewPage;
use super::pages::pareto::ParetoPage;
use super::pages::retention::RetentionPage;
use super::pages::segments::SegmentsPage;
use super::shell::Shell;
use super::state::{AppState, Route, Theme};
use super::words::provide_words;
use crate::text::Locale;
use leptos::prelude::*;

/// Starts the app on the page.
pub fn start() {
    console_error_panic_hook::set_once();
    mount_to_body(App);
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let locale = browser::stored(browser::LOCALE)
        .and_then(|tag| Locale::from_tag(&tag))
        .unwrap_or_else(|| Locale::from_preferences(browser::languages().iter().map(String::as_str)));
    let theme = if browser::is_dark() { Theme::Dark } else { Theme::Light };
    // Before a file is read there is nothing to see on any other page.
    let state = AppState::new(locale, theme, Route::Data);
    browser::set_hash(Route::Data.hash());
    provide_context(state);
    provide_words(state);
    keep_asking(state);
    follow_address(state);

    Effect::new(move |_| browser::set_language(state.locale.get().tag()));
    Effect::new(move |_| browser::set_theme(state.theme.get() == Theme::Dark));

    view! {
        <Shell>
            {move || match state.route.get() {
                Route::Data => view! { <super::shell::StandIn /> }.into_any(),
                Route::Overview => view! { <OverviewPage /> }.into_any(),
                Route::Customers => view! { <CustomersPage /> }.into_any(),
                Route::Customer(_) => view! { <CustomerPage /> }.into_any(),
                Route::Segments => view! { <SegmentsPage /> }.into_any(),
                Route::Pareto => view! { <ParetoPage /> }.into_any(),
                Route::LifetimeValue => view! { <LifetimeValuePage /> }.into_any(),
                Route::Retention => view! { <RetentionPage /> }.into_any(),
            }}
        </Shell>
    }
}

/// Lets Back, Forward and a typed fragment choose the page.
fn follow_address(state: AppState) {
    let handle = window_event_listener(leptos::ev::hashchange, move |_| {
        let hash = browser::hash();
        if hash == state.route.with_untracked(|route| format!("#{}", route.hash())) {
            return;
        }
        // Only the page with data can be shown without data; a customer's id is not in the address.
        let has_data = state.data.with_untracked(Option::is_some);
        match Route::from_hash(&hash) {
            Some(route) if has_data || route == Route::Data => state.route.set(route),
            _ => browser::set_hash(state.route.with_untracked(Route::hash)),
        }
    });
    on_cleanup(move || handle.remove());
}
