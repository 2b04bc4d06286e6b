//! Answers: filters, drill-down to the line of the file, exports.

use crate::harness::{SHOP, Stage, shared};
use clientele::protocol::{Answer, Context, Question, SessionError};
use clientele_engine::analysis::customers::{CustomerQuery, SortBy};
use clientele_engine::analysis::overview::{Grain, OverviewOptions, Period};
use clientele_engine::data::{DayRange, Month};
use clientele_engine::query::{Clause, Filter};

fn filtered(clauses: Vec<Clause>) -> Context {
    Context { filter: Filter { clauses }, ..Context::default() }
}

fn by_revenue(limit: u32) -> CustomerQuery {
    CustomerQuery { search: String::new(), sort: SortBy::Revenue, descending: true, offset: 0, limit }
}

#[test]
fn a_filter_on_lines_selects_their_customers_and_money() {
    let mut stage = Stage::new();
    stage.load(&[("shop.csv", SHOP)]);
    let clause = Clause::LineValue { dimension: "category".to_owned(), values: vec!["Tea".to_owned()] };
    let Answer::Selection(summary) = stage.ask(Question::Selection, filtered(vec![clause])) else {
        panic!("a summary")
    };
    assert_eq!((summary.n_customers, summary.n_customers_total, summary.n_orders), (1, 3, 3));
    assert!((summary.revenue - 180.5).abs() < 1e-9, "{}", summary.revenue);
    assert!((summary.revenue_total - 310.5).abs() < 1e-9, "{}", summary.revenue_total);
}

#[test]
fn clauses_are_joined_by_and() {
    let mut stage = Stage::new();
    stage.load(&[("shop.csv", SHOP)]);
    let january = Clause::OrderDays(DayRange {
        first: Month::new(2024, 1).first_day(),
        last: Month::new(2024, 1).last_day(),
    });
    let tea = Clause::LineValue { dimension: "category".to_owned(), values: vec!["Tea".to_owned()] };
    let Answer::Customers(page) =
        stage.ask(Question::Customers(by_revenue(10)), filtered(vec![january, tea]))
    else {
        panic!("a page")
    };
    assert_eq!(page.n_rows, 1);
    assert_eq!((page.rows[0].id.as_str(), page.rows[0].n_orders), ("A", 1));
    assert!((page.rows[0].revenue - 100.0).abs() < 1e-9);
}

#[test]
fn the_original_row_is_found_again_in_the_file() {
    let text = "customer_id,date,amount,note\r\nA,2024-01-05,1,\"two\r\nlines\"\r\nB,2024-01-06,2,x\r\n";
    let mut stage = Stage::new();
    stage.load(&[("notes.csv", text.as_bytes())]);
    let Answer::SourceText { name, header, text, .. } =
        stage.ask(Question::SourceText { file: 0, line: 2 }, Context::default())
    else {
        panic!("the text of the row")
    };
    assert_eq!(name, "notes.csv");
    assert_eq!(header, "customer_id,date,amount,note");
    assert_eq!(text, "A,2024-01-05,1,\"two\r\nlines\"");
    let Answer::Customer(detail) = stage.ask(Question::Customer("B".to_owned()), Context::default()) else {
        panic!("a customer")
    };
    assert_eq!(detail.orders[0].lines[0].source.line, 4);
}

#[test]
fn a_customer_is_shown_with_every_order() {
    let mut stage = Stage::new();
    stage.load(&[("shop.csv", SHOP)]);
    let Answer::Customer(detail) = stage.ask(Question::Customer("A".to_owned()), Context::default()) else {
        panic!("a customer")
    };
    assert_eq!(detail.n_orders, 3);
    assert_eq!(detail.orders.iter().map(|order| order.id.as_str()).collect::<Vec<_>>(), ["1", "3", "5"]);
    assert_eq!(detail.orders[1].lines.len(), 2);
    assert!((detail.orders[1].amount - 50.5).abs() < 1e-9);
    assert!((detail.revenue - 210.5).abs() < 1e-9);
    assert_eq!(detail.revenue_rank, 1);
    let unknown = stage.refusal(Question::Customer("nobody".to_owned()));
    assert_eq!(unknown, SessionError::UnknownCustomer { id: "nobody".to_owned() });
}

#[test]
fn the_exported_list_is_whole_and_adds_up() {
    let mut stage = Stage::new();
    stage.load(&[("shop.csv", SHOP)]);
    let Answer::ExportCustomers(csv) =
        stage.ask(Question::ExportCustomers(by_revenue(1)), Context::default())
    else {
        panic!("a file")
    };
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 4, "{csv}");
    let revenue_idx = rows[0].split(',').position(|head| head == "revenue").expect("a revenue column");
    let cell = |row: &&str| row.split(',').nth(revenue_idx).and_then(|cell| cell.parse::<f64>().ok());
    let total: f64 = rows[1..].iter().filter_map(cell).sum();
    assert!((total - 310.5).abs() < 1e-9, "{csv}");
}

#[test]
fn cdnow_through_the_session_has_the_published_totals() {
    let Some(bytes) = shared("data/cdnow/cdnow_master.csv") else { return };
    let mut stage = Stage::new();
    let info = stage.load(&[("cdnow_master.csv", &bytes)]);
    assert_eq!((info.n_customers, info.n_orders, info.n_lines), (23_570, 67_591, 69_659));
    let Answer::Concentration(report) = stage.ask(Question::Concentration, Context::default()) else {
        panic!("a report")
    };
    assert!((report.revenue - 2_500_315.63).abs() < 1e-6, "{}", report.revenue);
    let gini = report.gini.expect("no customer's revenue is below zero");
    assert!((gini - 0.634_571_184_6).abs() < 1e-9, "{gini}");
    let options = OverviewOptions { period: Period::All, grain: Grain::Month };
    let Answer::Overview(report) = stage.ask(Question::Overview(options), Context::default()) else {
        panic!("a report")
    };
    assert_eq!(report.bars.len(), 18);
    assert_eq!((report.bars[1].n_customers, report.bars[1].n_new_customers), (9_633, 8_476));
}

#[test]
fn lantern_through_the_session_has_the_figures_of_its_description() {
    let (Some(transactions), Some(customers)) =
        (shared("data/lantern/transactions.csv"), shared("data/lantern/customers.csv"))
    else {
        return;
    };
    let mut stage = Stage::new();
    let info = stage.load(&[("transactions.csv", &transactions), ("customers.csv", &customers)]);
    assert_eq!((info.n_customers, info.n_orders), (13_811, 74_061));
    let options = OverviewOptions { period: Period::LatestYear, grain: Grain::Month };
    let Answer::Overview(report) = stage.ask(Question::Overview(options), Context::default()) else {
        panic!("a report")
    };
    assert_eq!(report.kpis.revenue.value, Some(34_220_039.0));
    assert_eq!(report.kpis.revenue.before, Some(32_044_301.0));
    assert_eq!(report.kpis.active_customers.value, Some(8_075.0));
    assert_eq!(report.kpis.new_customers.value, Some(2_965.0));
    let Answer::Whale(Some(whale)) = stage.ask(Question::Whale, Context::default()) else {
        panic!("there is cost")
    };
    assert_eq!(whale.n_loss_making, 2_169);
    assert!((whale.profit - 22_212_382.88).abs() < 1e-6, "{}", whale.profit);
}
