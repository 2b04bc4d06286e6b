//! A chart that follows its width, its data and the language.

use crate::chart::Chart;
use crate::ui::state::Shared;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// A chart that is drawn again when its width changes, or a signal its drawing reads.
///
/// The painter measures the width, the panel around it shows the same rows as a table and files: both
/// read the one chart kept here.
#[derive(Clone, Copy)]
pub struct LiveChart {
    id: u32,
    width_px: RwSignal<f32>,
    height_px: Memo<f32>,
    drawn: Memo<Option<Shared<Chart>>>,
}

impl LiveChart {
    /// A chart whose height follows from its width; `draw` gets both, in CSS pixels, and gives `None` while
    /// there is nothing to draw.
    pub fn new(
        height_px: impl Fn(f32) -> f32 + Send + Sync + 'static,
        draw: impl Fn(f32, f32) -> Option<Chart> + Send + Sync + 'static,
    ) -> Self {
        let width_px = RwSignal::new(0.0);
        let height_px = Memo::new(move |_| {
            let width = width_px.get();
            height_px(if width > 0.0 { width } else { USUAL_WIDTH_PX })
        });
        let drawn = Memo::new(move |_| {
            let width = width_px.get();
            if width < LEAST_WIDTH_PX {
                return None;
            }
            draw(width, height_px.get()).map(Shared::new)
        });
        Self { id: N_MADE.fetch_add(1, Ordering::Relaxed), width_px, height_px, drawn }
    }

    /// A name that no other chart of the page has, for ids of elements.
    #[must_use]
    pub fn dom_id(self) -> String {
        format!("chart-{}", self.id)
    }

    /// Tells the chart how wide it may be, in CSS pixels.
    pub fn resize(self, width_px: f64) {
        let width = width_px.floor() as f32;
        // The browser reports a width of 0 while the chart is hidden behind its table.
        let Some(before) = self.width_px.try_get_untracked() else { return };
        if width > 0.0 && (before - width).abs() >= 1.0 {
            self.width_px.set(width);
        }
    }

    /// Height in CSS pixels, also while nothing is drawn.
    #[must_use]
    pub fn height_px(self) -> f32 {
        self.height_px.get()
    }

    /// The chart, once its width is known and there is data. Tracks.
    #[must_use]
    pub fn get(self) -> Option<Shared<Chart>> {
        self.drawn.get()
    }

    /// The chart as it is now, for event handlers.
    #[must_use]
    pub fn get_untracked(self) -> Option<Shared<Chart>> {
        self.drawn.get_untracked()
    }
}

/// Charts made so far.
static N_MADE: AtomicU32 = AtomicU32::new(0);

/// What a height is guessed from before the first measurement.
const USUAL_WIDTH_PX: f32 = 600.0;

/// Below this no chart can be read, and drawing may not make sense.
const LEAST_WIDTH_PX: f32 = 120.0;
