//! The page as a whole: state, frame, and the page the address names.

use super::ask::ask_what_is_shown;
use super::browser::stray_drop::refuse_stray_drops;
use super::browser::{self, preferences};
use super::pages::customer::CustomerPage;
use super::pages::customers::CustomersPage;
use super::pages::data::DataPage;
use super::pages::lifetime_value::LifetimeValuePage;
use super::pages::overview::OverviewPage;
use super::pages::pareto::ParetoPage;
use super::pages::retention::RetentionPage;
use super::pages::segments::SegmentsPage;
use super::shell::{
    FilterBar, HelpDialog, LiveRegion, Navigation, StatusBanner, Tabs, ToastView, TopBar, listen_to_keys,
    page_name,
};
use super::state::{AppState, Route};
use super::words::{provide_words, tr};
use leptos::prelude::*;

/// Everything on the screen.
#[component]
pub fn App() -> impl IntoView {
    let state = AppState::new(preferences::locale(), preferences::theme(), Route::Data);
    provide_context(state);
    provide_words(state);
    ask_what_is_shown(state);
    follow_address(state);
    refuse_stray_drops(DROP_ZONES);
    let is_help_open = RwSignal::new(false);
    listen_to_keys(state, is_help_open);
    Effect::new(move |_| preferences::show(state.locale.get(), state.theme.get()));
    Effect::new(move |_| preferences::show_title(&title(state)));

    // Before there is anything to navigate, the page is all there is.
    let is_bare = Memo::new(move |_| {
        state.data.with(Option::is_none) && (state.staged.with(Option::is_none) || state.is_confirmed.get())
    });
    let has_filter = Memo::new(move |_| {
        state.data.with(Option::is_some) && state.route.with(|route| *route != Route::Data)
    });
    // One customer after another is the same page: where the focus is stays, and what is open.
    let shown = Memo::new(move |_| match state.route.get() {
        Route::Customer(_) => Route::Customer(String::new()),
        other => other,
    });
    let skip = move |event: leptos::ev::MouseEvent| {
        // The address names pages: a link to `#main` would lead away.
        event.prevent_default();
        if let Some(main) = browser::element(MAIN_ID) {
            browser::focus::focus(&main);
        }
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip>
            {move || tr("app-skip")}
        </a>
        <div class="frame" data-frame=move || is_bare.get().then_some("bare")>
            <Navigation />
            <div class="frame__bars">
                <TopBar is_bare />
                <StatusBanner />
                <Show when=move || has_filter.get()>
                    <FilterBar />
                </Show>
            </div>
            <main class="frame__main" id=MAIN_ID tabindex="-1">
                {move || shown.with(page)}
            </main>
            <Tabs />
        </div>
        <ToastView />
        <HelpDialog is_open=is_help_open />
        <LiveRegion />
    }
}

const MAIN_ID: &str = "main";

/// Where files may be dropped.
const DROP_ZONES: &str = ".drop-zone, .loaded";

/// The view of a page. Erased, so that the type of the frame does not grow with the pages.
fn page(route: &Route) -> AnyView {
    match route {
        Route::Data => view! { <DataPage /> }.into_any(),
        Route::Overview => view! { <OverviewPage /> }.into_any(),
        Route::Segments => view! { <SegmentsPage /> }.into_any(),
        Route::Pareto => view! { <ParetoPage /> }.into_any(),
        Route::LifetimeValue => view! { <LifetimeValuePage /> }.into_any(),
        Route::Retention => view! { <RetentionPage /> }.into_any(),
        Route::Customers => view! { <CustomersPage /> }.into_any(),
        Route::Customer(_) => view! { <CustomerPage /> }.into_any(),
    }
}

/// Opens the page that Back and Forward lead to.
fn follow_address(state: AppState) {
    let handle = window_event_listener(leptos::ev::hashchange, move |_| {
        state.follow_address(&browser::hash());
    });
    on_cleanup(move || handle.remove());
}

fn title(state: AppState) -> String {
    let product = tr("app-name");
    let Some(name) = state.data.with(|data| data.as_ref().map(|data| data.name.clone())) else {
        return product;
    };
    let page = state.route.with(|route| tr(page_name(route)));
    format!("{page} – {name} – {product}")
}
