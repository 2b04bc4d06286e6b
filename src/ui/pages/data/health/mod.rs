//! How sound the data is: what was found, how full the columns are, and ids that may be one person.

mod fills;
mod persons;

use crate::protocol::StagedReport;
use crate::text::Format;
use crate::text::health::{advice, sentence};
use crate::text::rich::Rich;
use crate::ui::state::Shared;
use crate::ui::widgets::{Tag, Tone};
use crate::ui::words::{tr, use_format, use_locale};
use clientele_engine::analysis::health::{HealthFinding, HealthReport, Severity};
use fills::Fills;
use leptos::prelude::*;
use persons::Persons;

/// Findings that are shown at once; more are behind a disclosure.
const N_SHOWN: usize = 4;

/// The health of the data set.
#[component]
pub(super) fn Health(
    /// How the files were read.
    report: Shared<StagedReport>,
    /// What was found in them.
    health: Shared<HealthReport>,
    /// Whether the files wait to be imported: then ids can be merged. Default: they are the data set.
    #[prop(optional)]
    is_staged: bool,
) -> impl IntoView {
    let currency = report.files.iter().find_map(|file| file.currency.clone());
    let mut findings = health.findings.clone();
    let more = findings.split_off(N_SHOWN.min(findings.len()));
    let is_sound = findings.is_empty();
    let n_more = more.len() as u64;
    let list = move |findings: Vec<HealthFinding>| {
        let currency = currency.clone();
        let rows = findings.into_iter().map(|finding| finding_row(finding, currency.clone()));
        view! { <ul class="health__findings">{rows.collect_view()}</ul> }
    };
    view! {
        <section class="panel health" aria-labelledby="health-title">
            <h2 id="health-title">{move || tr("data-health")}</h2>
            {is_sound.then(|| view! { <p class="quiet">{move || tr("data-health-sound")}</p> })}
            {list.clone()(findings)}
            {(n_more > 0)
                .then(|| {
                    view! {
                        <details>
                            <summary>
                                {move || {
                                    crate::ui::words::tr_with(
                                        "data-health-more",
                                        &[("n", n_more.into()), ("count", use_format().whole(n_more).into())],
                                    )
                                }}
                            </summary>
                            {list(more)}
                        </details>
                    }
                })}
            <Fills fills=health.fills.clone() />
            <Persons report=report.clone() persons=health.same_persons.clone() is_staged />
        </section>
    }
}

fn finding_row(finding: HealthFinding, currency: Option<String>) -> impl IntoView {
    let (word, tone) = match finding.severity {
        Severity::Error => ("data-health-error", Tone::Down),
        Severity::Warning => ("data-health-warning", Tone::Warn),
        Severity::Note => ("data-health-note", Tone::Plain),
    };
    let kind = finding.kind.clone();
    let text = move || rich_text(sentence(&kind, Format::new(use_locale(), currency.as_deref())));
    view! {
        <li class="health__finding">
            <Tag text=Signal::derive(move || tr(word)) tone />
            <div>
                <p>{text}</p>
                <p class="quiet">{move || advice(&finding.kind, use_format())}</p>
            </div>
        </li>
    }
}

/// A sentence with its bold parts.
fn rich_text(parts: Rich) -> Vec<AnyView> {
    let part = |(text, is_bold): (String, bool)| {
        if is_bold { view! { <strong>{text}</strong> }.into_any() } else { text.into_any() }
    };
    parts.into_iter().map(part).collect()
}
