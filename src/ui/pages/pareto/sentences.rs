//! The sentences of the Pareto page, computed from its reports.

use crate::chart::dumbbell::name;
use crate::chart::{Cell, Column, DataTable, Labels};
use clientele_engine::analysis::concentration::{AbcCuts, AbcRow, ConcentrationReport};
use clientele_engine::analysis::whale::WhaleReport;
use clientele_engine::query::AbcClass;

/// A trait that is less often more common than this marks nobody.
const LEAST_RATIO: f64 = 1.2;

/// What the largest fifth brings.
pub(super) fn lorenz(report: &ConcentrationReport, labels: &dyn Labels) -> String {
    if report.n_customers == 0 || report.revenue <= 0.0 {
        return labels.word("pareto-lorenz-empty");
    }
    let top_20 = report.top.iter().find(|top| (top.percent - 20.0).abs() < 0.5);
    match top_20 {
        // The largest fifth always brings a fifth; hardly more is no concentration.
        Some(top) if top.revenue_share < 0.22 && report.n_customers >= 5 => labels.word("pareto-lorenz-even"),
        Some(top) => labels.phrase("pareto-lorenz", &[("share", labels.percent(top.revenue_share, 0))]),
        None => labels.word("pareto-lorenz-empty"),
    }
}

/// What the curve measures.
pub(super) fn lorenz_subtitle(report: &ConcentrationReport, labels: &dyn Labels) -> String {
    match report.gini {
        Some(gini) => labels.phrase("pareto-lorenz-subtitle", &[("gini", labels.decimal(gini, 2))]),
        None => labels.word("pareto-lorenz-subtitle-plain"),
    }
}

/// What the loss-makers cost; `None` without cost.
pub(super) fn whale(report: Option<&WhaleReport>, labels: &dyn Labels) -> String {
    let Some(report) = report else { return labels.word("pareto-whale-refused") };
    if report.n_loss_making == 0 || report.n_customers == 0 {
        return labels.word("pareto-whale-none");
    }
    let share = report.n_loss_making as f64 / report.n_customers as f64;
    let args = [("share", labels.percent(share, 0)), ("loss", labels.money(report.loss))];
    labels.phrase("pareto-whale", &args)
}

/// What marks the loss-makers; `None` without cost.
pub(super) fn traits(report: Option<&WhaleReport>, labels: &dyn Labels) -> String {
    let Some(report) = report else { return labels.word("pareto-traits-refused") };
    let Some(top) = report.traits.first().filter(|row| row.share_loss_making > row.share_profitable) else {
        return labels.word("pareto-traits-none");
    };
    match top.ratio() {
        None => labels.phrase("pareto-traits-only", &[("trait", name(&top.kind, labels))]),
        Some(ratio) if ratio >= LEAST_RATIO => labels.phrase(
            "pareto-traits",
            &[("trait", name(&top.kind, labels)), ("ratio", labels.decimal(ratio, 1))],
        ),
        Some(_) => labels.word("pareto-traits-none"),
    }
}

/// What class A brings, in profit where there is cost.
pub(super) fn abc(report: &ConcentrationReport, labels: &dyn Labels) -> String {
    let top = report.classes.iter().find(|row| row.class == AbcClass::A && row.n_customers > 0);
    let Some(top) = top else { return labels.word("pareto-abc-empty") };
    let customers = labels.percent(top.customer_share, 0);
    match (top.profit, report.profit) {
        (Some(of_class), Some(all)) if all > 0.0 => {
            let args = [("customers", customers), ("share", labels.percent(of_class / all, 0))];
            labels.phrase("pareto-abc-profit", &args)
        }
        _ => {
            let args = [("customers", customers), ("share", labels.percent(top.revenue_share, 0))];
            labels.phrase("pareto-abc-revenue", &args)
        }
    }
}

/// Where the classes end.
pub(super) fn abc_subtitle(cuts: AbcCuts, labels: &dyn Labels) -> String {
    let args = [("a", labels.percent(cuts.a, 0)), ("b", labels.percent(cuts.b, 0))];
    labels.phrase("pareto-abc-subtitle", &args)
}

/// Which part of the revenue a class stands for.
pub(super) fn class_about(class: AbcClass, cuts: AbcCuts, labels: &dyn Labels) -> String {
    let (key, share) = match class {
        AbcClass::A => ("pareto-class-a", cuts.a),
        AbcClass::B => ("pareto-class-b", cuts.b - cuts.a),
        AbcClass::C => ("pareto-class-c", 1.0 - cuts.b),
    };
    labels.phrase(key, &[("share", labels.percent(share, 0))])
}

/// The name of a class.
pub(super) fn class_name(class: AbcClass) -> &'static str {
    match class {
        AbcClass::A => "A",
        AbcClass::B => "B",
        AbcClass::C => "C",
    }
}

/// The classes as a file.
pub(super) fn data_table(report: &ConcentrationReport, labels: &dyn Labels) -> DataTable {
    let has_cost = report.profit.is_some();
    let unit = [("unit", labels.money_unit())];
    let mut heads = vec![
        labels.word("pareto-column-class"),
        labels.word("pareto-column-customers"),
        labels.word("pareto-column-share"),
        labels.word("pareto-column-revenue"),
    ];
    if has_cost {
        heads.push(labels.phrase("pareto-column-profit", &unit));
        heads.push(labels.word("pareto-column-lose"));
    }
    let columns =
        heads.into_iter().enumerate().map(|(idx, head)| Column { head, is_number: idx > 0 }).collect();
    let row = |row: &AbcRow| {
        let mut cells = vec![
            Cell::text(class_name(row.class)),
            Cell::number(row.n_customers as f64, labels.count(row.n_customers as f64)),
            Cell::number(row.customer_share, labels.percent(row.customer_share, 0)),
            Cell::number(row.revenue, labels.money(row.revenue)),
        ];
        if has_cost {
            let profit = row.profit.unwrap_or(f64::NAN);
            let loss = row.loss_share.unwrap_or(f64::NAN);
            cells.push(Cell::number(profit, labels.money(profit)));
            cells.push(Cell::number(loss, labels.percent(loss, 0)));
        }
        cells
    };
    DataTable { columns, rows: report.classes.iter().map(row).collect() }
}
