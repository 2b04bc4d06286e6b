//! Laws that hold for every chart at every size, and three pictures kept as text.

use super::labels::PlainLabels;
use super::scene::{Anchor, Geometry};
use super::*;
use clientele_engine::analysis::clv::ClvReport;
use clientele_engine::analysis::overview::OverviewReport;
use clientele_engine::data::Month;
use clientele_engine::query::{AbcClass, Clause, Segment};
use proptest::prelude::*;

#[path = "../../examples/chart_gallery/reports.rs"]
mod reports;

/// What is done to the numbers of a report before it is drawn.
#[derive(Debug, Clone, Copy)]
enum Twist {
    AsItIs,
    Scaled(f64),
    Emptied,
}

/// Replaces every `f64` the charts read by itself times a factor, which may be 0, negative or not a number.
fn twisted_overview(twist: Twist) -> OverviewReport {
    let mut report = reports::overview();
    match twist {
        Twist::AsItIs => {}
        Twist::Scaled(by) => {
            for bar in &mut report.bars {
                bar.new_revenue *= by;
                bar.returning_revenue *= by;
            }
            report.movers.iter_mut().for_each(|mover| mover.change *= by);
            report.kpis.revenue.by_month.iter_mut().for_each(|value| *value *= by);
        }
        Twist::Emptied => {
            report.bars.clear();
            report.movers.clear();
            report.kpis.revenue.by_month.clear();
        }
    }
    report
}

fn twisted_clv(twist: Twist) -> ClvReport {
    let mut report = reports::clv();
    match twist {
        Twist::AsItIs => {}
        Twist::Scaled(by) => {
            for bin in &mut report.bins {
                bin.value *= by;
                bin.lo = bin.lo.map(|lo| lo * by);
                bin.hi = bin.hi.map(|hi| hi * by);
            }
            report.map.iter_mut().for_each(|cell| cell.p_alive *= by);
            for row in &mut report.top {
                (row.value, row.lo, row.hi) = (row.value * by, row.lo * by, row.hi * by);
            }
            for group in report.holdout.iter_mut().flat_map(|holdout| &mut holdout.groups) {
                group.predicted *= by;
                group.observed *= by;
                group.observed_lo *= by;
                group.observed_hi *= by;
            }
        }
        Twist::Emptied => {
            report.bins.clear();
            report.map.clear();
            report.top.clear();
            report.holdout.iter_mut().for_each(|holdout| holdout.groups.clear());
        }
    }
    report
}

/// Every chart of the gallery at one size.
fn all_charts(size: Size, twist: Twist, is_selected: bool) -> Vec<(&'static str, Chart)> {
    let labels = &PlainLabels;
    let pick = |clause: Clause| is_selected.then_some(clause);
    let overview = twisted_overview(twist);
    let clv = twisted_clv(twist);
    let (mut segments, mut lorenz, mut whale) =
        (reports::segments(), reports::concentration(), reports::whale());
    let (mut cohorts, mut customer, mut detail) =
        (reports::cohorts(24), reports::customer(), reports::segment_detail());
    let mut row = reports::customer_row();
    match twist {
        Twist::AsItIs => {}
        Twist::Scaled(by) => {
            segments.cells.iter_mut().for_each(|cell| cell.revenue *= by);
            segments.rows.iter_mut().for_each(|row| {
                row.revenue *= by;
                row.revenue_share *= by;
                row.customer_share *= by;
            });
            lorenz.curve.iter_mut().for_each(|point| point.value_share *= by);
            whale.curve.iter_mut().for_each(|point| point.value *= by);
            whale.peak_profit *= by;
            whale.traits.iter_mut().for_each(|row| row.share_profitable *= by);
            cohorts.rows.iter_mut().for_each(|row| {
                row.first_year_profit = row.first_year_profit.map(|profit| profit * by);
            });
            customer.orders.iter_mut().for_each(|order| order.amount *= by);
            customer.p_alive_course.iter_mut().for_each(|point| point.1 *= by);
            row.by_month.iter_mut().for_each(|value| *value *= by as f32);
        }
        Twist::Emptied => {
            segments.cells.clear();
            segments.rows.clear();
            lorenz.curve.clear();
            lorenz.classes.clear();
            whale.curve.clear();
            whale.traits.clear();
            cohorts.rows.clear();
            customer.orders.clear();
            customer.p_alive_course.clear();
            detail.p_alive_bins.clear();
            row.by_month.clear();
        }
    }
    let (first, sale) = (Month::new(2023, 1), Month::new(2023, 11));
    let segment = pick(Clause::Segments(vec![Segment::CantLose, Segment::Loyal]));
    let days = pick(Clause::OrderDays(sale.range()));
    let cohort = pick(Clause::FirstOrder { from: first, to: sale });
    let class = pick(Clause::Classes(vec![AbcClass::A]));
    let value = pick(Clause::LifetimeValue { lo: Some(400.0), hi: None });
    let mut charts = vec![
        ("month_bars", month_bars::draw(&overview, days.as_ref(), size, labels)),
        ("movers", movers::draw(&overview, size, labels)),
        ("sparkline", sparkline::draw("revenue", &overview.kpis.revenue.by_month, size, labels)),
        ("rfm_grid", rfm_grid::draw(&segments, segment.as_ref(), size, labels)),
        ("treemap", treemap::draw(&segments, segment.as_ref(), size, labels)),
        ("segment_bars", segment_bars::draw(&segments, segment.as_ref(), size, labels)),
        ("p_alive_bins", p_alive_bins::draw(&detail, None, size, labels)),
        ("lorenz", lorenz::draw(&lorenz, class.as_ref(), size, labels)),
        ("whale", whale::draw(&whale, pick(Clause::LossMaking(true)).as_ref(), size, labels)),
        ("dumbbell", dumbbell::draw(&whale, size, labels)),
        ("value_histogram", value_histogram::draw(&clv, value.as_ref(), size, labels)),
        ("p_alive_map", p_alive_map::draw(&clv, None, size, labels)),
        ("interval_bars", interval_bars::draw(&clv, size, labels)),
        ("cohort_triangle", cohort_triangle::draw(&cohorts, cohort.as_ref(), size, labels)),
        ("retention_curves", retention_curves::draw(&cohorts, size, labels)),
        ("cohort_profit", cohort_profit::draw(&cohorts, cohort.as_ref(), size, labels)),
        ("customer_timeline", customer_timeline::draw(&customer, size, labels)),
        ("month_sparkbars", month_sparkbars::draw(&row, first, days.as_ref(), size, labels)),
        ("interval_dot", interval_dot::draw(12.0, Some((3.0, 20.0)), (-5.0, 30.0), size, labels)),
    ];
    if let Some(report) = &clv.holdout {
        charts.push(("holdout", holdout::draw(report, size, labels)));
    }
    charts
}

/// Half a plotters unit of rounding on each side.
const SLACK_PX: f32 = 0.11;

#[track_caller]
fn check_inside(name: &str, scene: &Scene, (x0, y0): (f32, f32), (x1, y1): (f32, f32)) {
    let is_inside = -SLACK_PX <= x0
        && -SLACK_PX <= y0
        && x1 <= scene.width_px + SLACK_PX
        && y1 <= scene.height_px + SLACK_PX;
    assert!(is_inside, "{name}: {x0},{y0} to {x1},{y1} of {} x {}", scene.width_px, scene.height_px);
}

#[track_caller]
fn check_chart(name: &str, chart: &Chart) {
    let scene = &chart.scene;
    for shape in &scene.shapes {
        match &shape.geometry {
            Geometry::Rect { x, y, w, h, .. } => {
                assert!(*w >= 0.0 && *h >= 0.0, "{name}");
                check_inside(name, scene, (*x, *y), (x + w, y + h));
            }
            Geometry::Path { points, .. } => {
                points.iter().for_each(|&point| check_inside(name, scene, point, point));
            }
            Geometry::Circle { cx, cy, r } => check_inside(name, scene, (cx - r, cy - r), (cx + r, cy + r)),
            Geometry::Text { x, y, text, anchor, size_px, weight, rotated } => {
                let width = width_px(text, *size_px, *weight);
                let before = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => width / 2.0,
                    Anchor::End => width,
                };
                if *rotated {
                    check_inside(name, scene, (*x, y + before - width), (*x, y + before));
                } else {
                    check_inside(name, scene, (x - before, *y), (x - before + width, *y));
                }
                assert!(!text.is_empty() && !text.contains("NaN") && !text.contains("inf"), "{name}: {text}");
            }
        }
        assert!(shape.mark.is_none_or(|mark| (mark as usize) < scene.marks.len()), "{name}");
        assert!(shape.fill.is_some() || shape.stroke.is_some(), "{name}");
    }
    for mark in &scene.marks {
        assert!(!mark.label.is_empty() && !mark.tooltip.title.is_empty(), "{name}");
        let bounds = mark.bounds;
        check_inside(name, scene, (bounds.x, bounds.y), (bounds.right(), bounds.bottom()));
        assert!(mark.point.is_none_or(|(x, y)| x.is_finite() && y.is_finite()), "{name}");
    }
    assert!(!chart.summary.is_empty(), "{name}");
    for row in &chart.table.rows {
        assert_eq!(row.len(), chart.table.columns.len(), "{name}");
        for (cell, column) in row.iter().zip(&chart.table.columns) {
            assert!(cell.value.is_none_or(f64::is_finite), "{name}");
            assert!(column.is_number || cell.value.is_none(), "{name}: {}", column.head);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_shape_lies_inside_its_scene_and_every_mark_has_a_name(
        width_px in 0.0_f32..1_900.0,
        height_px in 0.0_f32..700.0,
        twist in prop_oneof![
            Just(Twist::AsItIs),
            Just(Twist::Emptied),
            prop_oneof![Just(0.0), Just(-1.0), Just(1e-9), Just(1e12), Just(f64::NAN), Just(f64::INFINITY)]
                .prop_map(Twist::Scaled),
        ],
        is_selected in any::<bool>(),
    ) {
        for (name, chart) in all_charts(Size { width_px, height_px }, twist, is_selected) {
            check_chart(name, &chart);
        }
    }
}

#[test]
fn a_size_that_is_not_a_number_draws_something_small() {
    for (name, chart) in
        all_charts(Size { width_px: f32::NAN, height_px: f32::INFINITY }, Twist::AsItIs, false)
    {
        check_chart(name, &chart);
    }
}

#[test]
fn nothing_is_drawn_where_a_chart_has_no_data_and_no_mark_is_left() {
    for (name, chart) in all_charts(Size { width_px: 400.0, height_px: 300.0 }, Twist::Emptied, false) {
        let whole = ["month_sparkbars", "interval_dot"];
        assert!(chart.scene.marks.is_empty() || whole.contains(&name), "{name}");
    }
}

#[test]
fn table_twins_add_up_to_their_reports() {
    let size = Size { width_px: 600.0, height_px: 300.0 };
    let sum = |chart: &Chart, column: usize| -> f64 {
        chart.table.rows.iter().filter_map(|row| row[column].value).sum()
    };
    let overview = reports::overview();
    let bars = month_bars::draw(&overview, None, size, &PlainLabels);
    let revenue: f64 = overview.bars.iter().map(|bar| bar.new_revenue + bar.returning_revenue).sum();
    assert!((sum(&bars, 1) - revenue).abs() < 1e-6 * revenue);
    assert!((sum(&bars, 2) + sum(&bars, 3) - revenue).abs() < 1e-6 * revenue);
    let segments = reports::segments();
    let grid = rfm_grid::draw(&segments, None, size, &PlainLabels);
    let map = treemap::draw(&segments, None, size, &PlainLabels);
    assert_eq!(sum(&grid, 3) as u64, segments.n_customers);
    assert_eq!(sum(&map, 1) as u64, segments.n_customers);
    assert!((sum(&grid, 4) - segments.revenue).abs() < 1.0);
    let clv = reports::clv();
    let bins = value_histogram::draw(&clv, None, size, &PlainLabels);
    assert_eq!(sum(&bins, 1) as u64, clv.n_customers);
}

#[test]
fn a_selection_dims_the_other_marks_and_outlines_its_own() {
    let size = Size { width_px: 600.0, height_px: 300.0 };
    let selected = Clause::Segments(vec![Segment::Loyal]);
    let chart = treemap::draw(&reports::segments(), Some(&selected), size, &PlainLabels);
    let rects: Vec<_> =
        chart.scene.shapes.iter().filter(|shape| matches!(shape.geometry, Geometry::Rect { .. })).collect();
    assert_eq!(rects.iter().filter(|shape| shape.stroke.is_some()).count(), 1);
    let dimmed = rects.iter().filter(|shape| shape.fill.is_some_and(|paint| paint.tint == Paint::DIMMED));
    assert_eq!(dimmed.count(), rects.len() - 1);
}

#[test]
fn a_click_on_a_bar_filters_to_its_month() {
    let overview = reports::overview();
    let chart = month_bars::draw(&overview, None, Size { width_px: 752.0, height_px: 262.0 }, &PlainLabels);
    let bar = &chart.scene.marks[12];
    let (x, y) = bar.bounds.center();
    let hit = chart.scene.hit(x, y).map(|idx| &chart.scene.marks[idx]);
    assert_eq!(hit, Some(bar));
    assert_eq!(bar.action, Action::Filter(Clause::OrderDays(Month::new(2024, 1).range())));
}

#[test]
fn small_charts_look_as_they_did() {
    let labels = &PlainLabels;
    let spark = sparkline::draw(
        "revenue",
        &[3.0, 1.0, 4.0, 1.0, 5.0],
        Size { width_px: 56.0, height_px: 28.0 },
        labels,
    );
    insta::assert_snapshot!("sparkline", svg_text(&spark.scene, "revenue", &spark.summary, Theme::Light));
    let mut overview = reports::overview();
    overview.movers.truncate(4);
    let movers = movers::draw(&overview, Size { width_px: 300.0, height_px: 100.0 }, labels);
    insta::assert_snapshot!("movers", svg_text(&movers.scene, "movers", &movers.summary, Theme::Light));
    overview.bars.drain(..18);
    let bars = month_bars::draw(&overview, None, Size { width_px: 300.0, height_px: 140.0 }, labels);
    insta::assert_snapshot!("month_bars", svg_text(&bars.scene, "month bars", &bars.summary, Theme::Dark));
}
