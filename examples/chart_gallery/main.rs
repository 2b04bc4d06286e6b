//! Draws every chart from made-up reports to SVG files: `cargo run --example chart_gallery -- <folder>`.
//!
//! A second argument chooses the locale (`en`), a third `dark` the dark theme.

mod reports;
mod words;

use clientele::chart::{self, Chart, Size, Theme, svg_text};
use clientele_engine::data::{DayRange, Month};
use clientele_engine::query::{Clause, Segment};
use std::path::Path;
use words::Words;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "gallery".to_owned());
    let words = Words::new(&args.next().unwrap_or_else(|| "en".to_owned()));
    let theme = if args.next().as_deref() == Some("dark") { Theme::Dark } else { Theme::Light };
    std::fs::create_dir_all(&folder)?;
    let save = |name: &str, chart: Chart| {
        let width = chart.scene.width_px;
        let path = Path::new(&folder).join(format!("{name}-{width}.svg"));
        println!("{name}-{width}: {} | {} rows", chart.summary, chart.table.rows.len());
        std::fs::write(path, svg_text(&chart.scene, name, &chart.summary, theme))
    };
    let at = |width_px: f32, height_px: f32| Size { width_px, height_px };

    let overview = reports::overview();
    for size in [at(752.0, 262.0), at(358.0, 220.0), at(1100.0, 320.0)] {
        save("month_bars", chart::month_bars::draw(&overview, None, size, &words))?;
    }

    let segments = reports::segments();
    let picked = Clause::Segments(vec![Segment::CantLose]);
    for (size, selected) in
        [(at(376.0, 300.0), Some(&picked)), (at(560.0, 380.0), None), (at(320.0, 240.0), None)]
    {
        save("rfm_grid", chart::rfm_grid::draw(&segments, selected, size, &words))?;
        save("treemap", chart::treemap::draw(&segments, selected, size, &words))?;
    }
    let concentration = reports::concentration();
    let whale = reports::whale();
    for size in [at(624.0, 400.0), at(512.0, 400.0), at(328.0, 300.0)] {
        save("lorenz", chart::lorenz::draw(&concentration, None, size, &words))?;
        save("whale", chart::whale::draw(&whale, None, size, &words))?;
    }

    let cohorts = reports::cohorts(24);
    let months = Clause::FirstOrder { from: Month::new(2023, 11), to: Month::new(2023, 11) };
    let height = chart::cohort_triangle::natural_height_px(&cohorts);
    save("cohort_triangle", chart::cohort_triangle::draw(&cohorts, None, at(736.0, height), &words))?;
    save("cohort_triangle", chart::cohort_triangle::draw(&cohorts, Some(&months), at(900.0, 500.0), &words))?;
    save(
        "cohort_triangle",
        chart::cohort_triangle::draw(&reports::cohorts(8), None, at(328.0, 220.0), &words),
    )?;
    for size in [at(400.0, 290.0), at(328.0, 220.0), at(700.0, 320.0)] {
        save("retention_curves", chart::retention_curves::draw(&cohorts, size, &words))?;
    }
    let clv = reports::clv();
    for size in [at(560.0, 240.0), at(328.0, 220.0)] {
        save("value_histogram", chart::value_histogram::draw(&clv, None, size, &words))?;
        save("p_alive_map", chart::p_alive_map::draw(&clv, None, size, &words))?;
        save("interval_bars", chart::interval_bars::draw(&clv, size, &words))?;
        if let Some(holdout) = &clv.holdout {
            save("holdout", chart::holdout::draw(holdout, size, &words))?;
        }
    }

    for size in [at(760.0, 310.0), at(328.0, 260.0)] {
        save("customer_timeline", chart::customer_timeline::draw(&reports::customer(), size, &words))?;
    }
    for size in [at(752.0, 180.0), at(328.0, 180.0)] {
        save("segment_bars", chart::segment_bars::draw(&segments, None, size, &words))?;
        save("p_alive_bins", chart::p_alive_bins::draw(&reports::segment_detail(), None, size, &words))?;
    }
    for size in [at(384.0, 164.0), at(512.0, 164.0), at(328.0, 164.0)] {
        save("movers", chart::movers::draw(&overview, size, &words))?;
        save("dumbbell", chart::dumbbell::draw(&whale, size, &words))?;
    }
    for size in [at(376.0, 220.0), at(560.0, 260.0), at(328.0, 200.0)] {
        save("cohort_profit", chart::cohort_profit::draw(&cohorts, None, size, &words))?;
    }
    let course = &overview.kpis.revenue.by_month;
    save("sparkline", chart::sparkline::draw("Revenue", course, at(56.0, 28.0), &words))?;
    let row = reports::customer_row();
    let days =
        Clause::OrderDays(DayRange::new(Month::new(2024, 1).first_day(), Month::new(2024, 6).last_day()));
    let first = Month::new(2023, 1);
    save("month_sparkbars", chart::month_sparkbars::draw(&row, first, Some(&days), at(96.0, 18.0), &words))?;
    let dot = chart::interval_dot::draw(23_776.0, Some((9e3, 40e3)), (-2e4, 9e4), at(110.0, 30.0), &words);
    save("interval_dot", dot)?;
    Ok(())
}
