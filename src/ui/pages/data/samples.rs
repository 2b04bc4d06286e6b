//! Data to look around in: one shop simulated in the worker, two public data sets served with the product.

use super::answers::plan;
use super::sample_picture::{Picture, SamplePicture};
use crate::protocol::SampleId;
use crate::ui::browser::preferences::today;
use crate::ui::browser::sample_file::fetch_sample;
use crate::ui::state::{AppState, use_app};
use crate::ui::words::tr;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A sample, as it is described: keys of its words, where it comes from, on which terms.
struct Sample {
    name: &'static str,
    about: &'static str,
    size: &'static str,
    good_for: &'static str,
    origin: &'static str,
    /// Key of the name of the licence, and its address.
    licence: Option<(&'static str, &'static str)>,
    picture: Picture,
    source: Source,
}

/// Where a sample comes from.
#[derive(Clone, Copy)]
enum Source {
    /// Made in the worker.
    Made(SampleId),
    /// A packed file of the own origin by its name, and its currency.
    Served(&'static str, &'static str),
}

const SAMPLES: [Sample; 3] = [
    Sample {
        name: "data-sample-lantern",
        about: "data-sample-lantern-about",
        size: "data-sample-lantern-size",
        good_for: "data-sample-lantern-good-for",
        origin: "data-sample-lantern-origin",
        licence: None,
        picture: Picture::Months,
        source: Source::Made(SampleId::Lantern),
    },
    Sample {
        name: "data-sample-retail",
        about: "data-sample-retail-about",
        size: "data-sample-retail-size",
        good_for: "data-sample-retail-good-for",
        origin: "data-sample-retail-origin",
        licence: Some(("data-licence-cc-by", "https://creativecommons.org/licenses/by/4.0/")),
        picture: Picture::Retention,
        source: Source::Served("online_retail", "GBP"),
    },
    Sample {
        name: "data-sample-superstore",
        about: "data-sample-superstore-about",
        size: "data-sample-superstore-size",
        good_for: "data-sample-superstore-good-for",
        origin: "data-sample-superstore-origin",
        licence: Some(("data-licence-mit", "samples/superstore-LICENSE.txt")),
        picture: Picture::Whale,
        source: Source::Served("superstore", "USD"),
    },
];

/// How fetching a sample went; the sample is known by the key of its name.
#[derive(Clone, Copy, PartialEq)]
enum Fetch {
    Idle,
    Running(&'static str),
    Failed(&'static str),
}

/// The samples.
#[component]
pub(super) fn Samples() -> impl IntoView {
    let fetch = RwSignal::new(Fetch::Idle);
    view! {
        <section class="samples" aria-labelledby="samples-title">
            <div class="samples__head">
                <h2 id="samples-title">{move || tr("data-samples")}</h2>
            </div>
            <ul class="samples__list">
                {SAMPLES.iter().map(|sample| view! { <SampleCard sample fetch /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn SampleCard(sample: &'static Sample, fetch: RwSignal<Fetch>) -> impl IntoView {
    let state = use_app();
    let name = sample.name;
    let is_running = move || fetch.get() == Fetch::Running(name);
    let word = move || tr(if is_running() { "data-sample-fetching" } else { "data-open-sample" });
    let label = move || format!("{}, {}", word(), tr(name));
    let licence = sample.licence.map(|(key, address)| {
        view! {
            <a href=address target="_blank" rel="noopener noreferrer">
                {move || tr(key)}
            </a>
        }
    });
    view! {
        <li class="samples__sample">
            <SamplePicture picture=sample.picture />
            <h3>{move || tr(name)}</h3>
            <p>{move || tr(sample.about)}</p>
            <p class="quiet">{move || tr(sample.size)}</p>
            <p class="quiet">{move || tr(sample.good_for)}</p>
            <button
                type="button"
                class="link-button"
                aria-label=label
                disabled=is_running
                on:click=move |_| open(state, sample, fetch)
            >
                {word}
            </button>
            <Show when=move || fetch.get() == Fetch::Failed(name)>
                <p class="samples__failed" role="alert">
                    {move || tr("data-sample-failed")}
                </p>
            </Show>
            <p class="samples__origin">
                {move || tr(sample.origin)} {licence.is_some().then_some(" · ")} {licence}
            </p>
        </li>
    }
}

fn open(state: AppState, sample: &'static Sample, fetch: RwSignal<Fetch>) {
    match sample.source {
        Source::Made(id) => state.stage_sample(id, today(), tr(sample.name)),
        Source::Served(file_name, currency) => {
            fetch.set(Fetch::Running(sample.name));
            spawn_local(async move {
                let fetched = fetch_sample(file_name).await;
                // Whoever has gone on to something else in the meantime does not want the sample any more.
                if fetch.try_get_untracked() != Some(Fetch::Running(sample.name)) {
                    return;
                }
                match fetched {
                    Ok(file) => {
                        fetch.set(Fetch::Idle);
                        let plans = vec![plan(&file, Some(currency))];
                        state.stage_sample_files(plans, &[file], tr(sample.name));
                    }
                    Err(_) => fetch.set(Fetch::Failed(sample.name)),
                }
            });
        }
    }
}
