//! Time of each report on a million lines of 80,000 customers: `cargo bench -p clientele-engine`.
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot be set up should stop")]

use clientele_engine::analysis::clv::{ClvModel, ClvOptions};
use clientele_engine::analysis::cohort::{self, CohortOptions};
use clientele_engine::analysis::concentration::{self, AbcCuts};
use clientele_engine::analysis::customers::{self, CustomerQuery, SortBy};
use clientele_engine::analysis::health;
use clientele_engine::analysis::overview::{self, Grain, OverviewOptions, Period};
use clientele_engine::analysis::segment::{self, Scoring};
use clientele_engine::analysis::selection::{self, Selection};
use clientele_engine::analysis::{Profile, whale};
use clientele_engine::data::{
    CustomerAttributes, CustomerTable, Dataset, DatasetBuilder, Day, DayRange, Dictionary, Dimension,
    DimensionRole, FileKind, JoinSummary, RowIndex, SourceFile, TextColumn, TransactionTable, ValuedBy,
};
use clientele_engine::progress::Unwatched;
use clientele_engine::query::{Clause, Filter};
use divan::{Bencher, black_box};
use std::sync::LazyLock;

const N_LINES: u32 = 1_000_000;
const N_CUSTOMERS: u32 = 80_000;
const FIRST_DAY: i32 = 18_993;
const N_DAYS: u32 = 1_096;

fn main() {
    divan::main();
}

/// Knuth's linear congruential generator: the same data on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (((self.0 >> 32) * u64::from(n)) >> 32) as u32
    }
}

fn dimension(
    random: &mut Random,
    n_rows: u32,
    name: &str,
    role: DimensionRole,
    values: &[&str],
) -> Dimension {
    let n_values = u32::try_from(values.len()).unwrap();
    Dimension {
        name: name.to_owned(),
        role: Some(role),
        values: values.iter().map(|&value| value.to_owned()).collect(),
        codes: (0..n_rows).map(|_| u16::try_from(random.below(n_values)).unwrap()).collect(),
    }
}

fn file(kind: FileKind) -> SourceFile {
    SourceFile { name: String::new(), kind, n_bytes: 0 }
}

/// A million lines of 420,000 orders; a few customers order much more often than most.
fn dataset() -> Dataset {
    let mut random = Random(20_241_231);
    let mut customer_ids = Dictionary::new();
    for customer in 0..N_CUSTOMERS {
        customer_ids.intern(&format!("C-{customer:06}"));
    }
    let (mut orders, mut customers, mut days, mut order_codes) =
        (Dictionary::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut customer, mut day) = (0, Day(0));
    for line in 0..N_LINES {
        if line == 0 || random.below(100) < 42 {
            let reach = 1 + random.below(N_CUSTOMERS);
            customer = random.below(reach);
            day = Day(FIRST_DAY + random.below(N_DAYS).cast_signed());
            orders.intern(&format!("A-{line}"));
        }
        customers.push(customer);
        days.push(day);
        order_codes.push(u32::try_from(orders.len() - 1).unwrap());
    }
    let money = |random: &mut Random| i64::from(random.below(200_000)) * i64::from(1 + random.below(9));
    let amounts: Vec<i64> = (0..N_LINES).map(|_| money(&mut random)).collect();
    let costs = (0..N_LINES).map(|_| money(&mut random) * 9 / 10).collect();
    let rare = ["", "", "", "", "", "", "", "Y"];
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(TransactionTable {
        file: file(FileKind::Transactions),
        customer_ids,
        customers,
        names: TextColumn::new(),
        days,
        amounts,
        costs: Some(costs),
        keys: Vec::new(),
        valued_by: ValuedBy::Amounts,
        money_scale: 2,
        quantities: None,
        orders: Some((orders, order_codes)),
        dimensions: vec![
            dimension(
                &mut random,
                N_LINES,
                "category",
                DimensionRole::Category,
                &["beans", "drip", "gear", "gift", "tea"],
            ),
            dimension(&mut random, N_LINES, "returned", DimensionRole::Returned, &rare),
            dimension(&mut random, N_LINES, "discounted", DimensionRole::Discounted, &rare),
        ],
        measures: Vec::new(),
        attributes: CustomerAttributes::default(),
        lines: (2..N_LINES + 2).collect(),
        row_index: RowIndex::default(),
        currency: None,
    });
    let names: Vec<String> = (0..N_CUSTOMERS)
        .map(|_| {
            let letter = |n: u32| char::from_u32(0x4e00 + n).unwrap();
            format!("Lin {} {}{}", random.below(10_000), letter(random.below(900)), letter(random.below(900)))
        })
        .collect();
    let ids: Vec<String> = (0..N_CUSTOMERS).map(|customer| format!("C-{customer:06}")).collect();
    builder.add_customers(CustomerTable {
        file: file(FileKind::Customers),
        ids: ids.iter().map(String::as_str).collect(),
        names: names.iter().map(String::as_str).collect(),
        signup: None,
        dimensions: vec![dimension(
            &mut random,
            N_CUSTOMERS,
            "city",
            DimensionRole::Region,
            &["Hsinchu", "Tainan", "Taipei"],
        )],
        measures: Vec::new(),
        texts: Vec::new(),
        lines: (2..N_CUSTOMERS + 2).collect(),
        row_index: RowIndex::default(),
    });
    builder.finish().unwrap().0
}

struct Setup {
    dataset: Dataset,
    profile: Profile,
    all: Selection,
    /// Two thirds of the lines, by category and by day.
    part: Selection,
}

static SETUP: LazyLock<Setup> = LazyLock::new(|| {
    let dataset = dataset();
    let profile = profile(&dataset);
    let all = Selection::new(&dataset, &profile, &Filter::default());
    let part = Selection::new(&dataset, &profile, &filter());
    Setup { dataset, profile, all, part }
});

fn profile(dataset: &Dataset) -> Profile {
    Profile::new(dataset, dataset.observed().last, Scoring::Quintiles, AbcCuts::default())
}

fn filter() -> Filter {
    let values = ["beans", "drip", "gear", "tea"].map(str::to_owned).to_vec();
    let days = DayRange { first: Day(FIRST_DAY + 200), last: Day(FIRST_DAY + 1_095) };
    Filter {
        clauses: vec![
            Clause::LineValue { dimension: "category".to_owned(), values },
            Clause::OrderDays(days),
        ],
    }
}

/// Runs a report on the whole data set and on a part of its lines.
fn bench<R>(bencher: Bencher, is_part: bool, report: impl Fn(&Dataset, &Profile, &Selection) -> R + Sync) {
    let Setup { dataset, profile, all, part } = &*SETUP;
    bencher.bench(|| report(dataset, profile, black_box(if is_part { part } else { all })));
}

#[divan::bench]
fn profile_of_all_customers(bencher: Bencher) {
    let Setup { dataset, .. } = &*SETUP;
    bencher.bench(|| profile(black_box(dataset)));
}

#[divan::bench]
fn selection_by_lines(bencher: Bencher) {
    let Setup { dataset, profile, .. } = &*SETUP;
    bencher.bench(|| Selection::new(dataset, profile, black_box(&filter())));
}

/// Two models fitted twice, the check against the past, and the predictions of every customer.
#[divan::bench(sample_count = 5)]
fn lifetime_values(bencher: Bencher) {
    let Setup { dataset, profile, .. } = &*SETUP;
    bencher.bench(|| {
        ClvModel::fit(black_box(dataset), &profile.facts, ClvOptions::default(), &mut Unwatched).is_ok()
    });
}

#[divan::bench(args = [false, true])]
fn summary(bencher: Bencher, is_part: bool) {
    bench(bencher, is_part, selection::summary);
}

#[divan::bench(args = [false, true])]
fn segments(bencher: Bencher, is_part: bool) {
    bench(bencher, is_part, segment::report);
}

#[divan::bench(args = [false, true])]
fn pareto(bencher: Bencher, is_part: bool) {
    bench(bencher, is_part, concentration::report);
}

#[divan::bench(args = [false, true])]
fn whale_curve(bencher: Bencher, is_part: bool) {
    bench(bencher, is_part, whale::report);
}

#[divan::bench(args = [false, true])]
fn cohorts(bencher: Bencher, is_part: bool) {
    bench(bencher, is_part, |dataset, profile, selection| {
        cohort::report(dataset, profile, selection, &CohortOptions { n_months: 1 })
    });
}

#[divan::bench(args = [false, true])]
fn overview_of_the_latest_year(bencher: Bencher, is_part: bool) {
    bench(bencher, is_part, |dataset, profile, selection| {
        let options = OverviewOptions { period: Period::LatestYear, grain: Grain::Month };
        overview::report(dataset, profile, selection, selection, &options)
    });
}

#[divan::bench(args = ["revenue", "label", "search"])]
fn customer_page(bencher: Bencher, what: &str) {
    let query = CustomerQuery {
        search: if what == "search" { "lin 77".to_owned() } else { String::new() },
        sort: if what == "label" { SortBy::Label } else { SortBy::Revenue },
        descending: true,
        offset: 200,
        limit: 50,
    };
    bench(bencher, false, |dataset, profile, selection| customers::page(dataset, profile, selection, &query));
}

/// Everything but the books, for which there are no files here.
#[divan::bench(sample_count = 10)]
fn health_of_the_data(bencher: Bencher) {
    let Setup { dataset, .. } = &*SETUP;
    bencher.bench(|| health::report(&[], &JoinSummary::default(), black_box(dataset)));
}
