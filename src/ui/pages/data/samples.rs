//! Data to look around in: one shop simulated in the worker, two real data sets served with the product.

use super::answers::plan;
use crate::protocol::SampleId;
use crate::ui::browser::preferences::today;
use crate::ui::browser::sample_file::fetch_unpacked;
use crate::ui::state::{AppState, use_app};
use crate::ui::words::tr;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A sample, as it is described.
struct Sample {
    name: &'static str,
    about: &'static str,
    size: &'static str,
    good_for: &'static str,
    source: Source,
}

/// Where a sample comes from.
#[derive(Clone, Copy)]
enum Source {
    /// Made in the worker.
    Made(SampleId),
    /// A packed file of the own origin, the name it gets, and its currency.
    Served(&'static str, &'static str, &'static str),
}

const SAMPLES: [Sample; 3] = [
    Sample {
        name: "data-sample-lantern",
        about: "data-sample-lantern-about",
        size: "data-sample-lantern-size",
        good_for: "data-sample-lantern-good-for",
        source: Source::Made(SampleId::Lantern),
    },
    Sample {
        name: "data-sample-retail",
        about: "data-sample-retail-about",
        size: "data-sample-retail-size",
        good_for: "data-sample-retail-good-for",
        source: Source::Served("samples/online_retail.csv.gz", "online_retail.csv", "GBP"),
    },
    Sample {
        name: "data-sample-superstore",
        about: "data-sample-superstore-about",
        size: "data-sample-superstore-size",
        good_for: "data-sample-superstore-good-for",
        source: Source::Served("samples/superstore.csv.gz", "superstore.csv", "USD"),
    },
];

/// The samples.
#[component]
pub(super) fn Samples() -> impl IntoView {
    let state = use_app();
    let failed = RwSignal::new(None::<&'static str>);
    view! {
        <section class="samples" aria-labelledby="samples-title">
            <div class="samples__head">
                <h2 id="samples-title">{move || tr("data-samples")}</h2>
            </div>
            <ul class="samples__list">
                {SAMPLES
                    .iter()
                    .map(|sample| {
                        let (name, source) = (sample.name, sample.source);
                        let label = move || format!("{}, {}", tr("data-open-sample"), tr(name));
                        view! {
                            <li class="samples__sample">
                                <h3>{move || tr(sample.name)}</h3>
                                <p>{move || tr(sample.about)}</p>
                                <p class="quiet">{move || tr(sample.size)}</p>
                                <p class="quiet">{move || tr(sample.good_for)}</p>
                                <button
                                    type="button"
                                    class="link-button"
                                    aria-label=label
                                    on:click=move |_| {
                                        failed.set(None);
                                        open(state, source, name, failed);
                                    }
                                >
                                    {move || tr("data-open-sample")}
                                </button>
                                <Show when=move || failed.get() == Some(name)>
                                    <p class="samples__failed" role="alert">
                                        {move || tr("data-sample-failed")}
                                    </p>
                                </Show>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

fn open(state: AppState, source: Source, name: &'static str, failed: RwSignal<Option<&'static str>>) {
    match source {
        Source::Made(sample) => state.stage_sample(sample, today(), tr(name)),
        Source::Served(path, file_name, currency) => spawn_local(async move {
            match fetch_unpacked(path, file_name).await {
                Ok(file) => state.stage_sample_files(vec![plan(&file, Some(currency))], &[file], tr(name)),
                // The page may be gone by now, and its signals with it.
                Err(_) => {
                    let _ = failed.try_set(Some(name));
                }
            }
        }),
    }
}
