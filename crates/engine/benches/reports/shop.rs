//! A simulated shop of any size, so that every report has something to compute.
//!
//! Customers buy at gamma-distributed rates and leave after a purchase with beta-distributed chances (the process of
//! BG/NBD); baskets have one to five lines of 160 products in twelve categories, bought ever more rarely by rank.

use clientele_engine::data::{
    CustomerAttributes, CustomerTable, Dataset, DatasetBuilder, Day, Dictionary, Dimension, DimensionRole,
    FileKind, Measure, MeasureRole, RowIndex, SourceFile, TextColumn, TransactionTable, ValuedBy,
};
use clientele_engine::stats::random::Pcg32;

/// Three years.
const N_DAYS: f64 = 1_096.0;
const FIRST_DAY: i32 = 18_993;
const N_PRODUCTS: u16 = 160;
const N_CATEGORIES: u16 = 12;

fn file(kind: FileKind) -> SourceFile {
    SourceFile { name: String::new(), kind, n_bytes: 0 }
}

fn dimension(name: &str, role: DimensionRole, values: Vec<String>, codes: Vec<u16>) -> Dimension {
    Dimension { name: name.to_owned(), role: Some(role), values, codes }
}

fn words(values: &[&str]) -> Vec<String> {
    values.iter().map(|&value| value.to_owned()).collect()
}

/// Columns of the lines while they are written.
#[derive(Default)]
struct Lines {
    customers: Vec<u32>,
    days: Vec<Day>,
    orders: Vec<u32>,
    amounts: Vec<i64>,
    costs: Vec<i64>,
    quantities: Vec<i32>,
    products: Vec<u16>,
    categories: Vec<u16>,
    channels: Vec<u16>,
    discounted: Vec<u16>,
    campaigns: Vec<u16>,
    groups: Vec<u16>,
}

fn below(random: &mut Pcg32, n: u16) -> u16 {
    (random.uniform() * f64::from(n)) as u16
}

impl Lines {
    fn basket(&mut self, random: &mut Pcg32, customer: u32, order: u32, day: Day, taste: u16) {
        let channel = below(random, 4);
        let is_campaign = random.uniform() < 0.05;
        let group = below(random, 4).min(1);
        for _ in 0..=below(random, 5) {
            // Cubing a uniform number makes the first products the most popular ones; taste shifts the shelf.
            let rank = (random.uniform().powi(3) * f64::from(N_PRODUCTS)) as u16;
            let product = (rank + taste) % N_PRODUCTS;
            let quantity = 1 + i32::from(below(random, 3));
            let price = 500 + i64::from(product) * 40;
            let is_discounted = random.uniform() < 0.2;
            let amount = price * i64::from(quantity) * if is_discounted { 8 } else { 10 } / 10;
            let is_return = random.uniform() < 0.02;
            self.customers.push(customer);
            self.days.push(day);
            self.orders.push(order);
            self.amounts.push(if is_return { -amount } else { amount });
            self.costs.push(if is_return { 0 } else { price * i64::from(quantity) * 7 / 10 });
            self.quantities.push(quantity);
            self.products.push(product);
            self.categories.push(product % N_CATEGORIES);
            self.channels.push(channel);
            self.discounted.push(u16::from(is_discounted));
            self.campaigns.push(u16::from(is_campaign));
            self.groups.push(if is_campaign { 1 + group } else { 0 });
        }
    }
}

/// A data set of about `n_lines` lines.
pub(crate) fn dataset(n_lines: usize) -> Dataset {
    let mut random = Pcg32::new(20_241_231, 1);
    let mut lines = Lines::default();
    let (mut customer_ids, mut order_ids) = (Dictionary::new(), Dictionary::new());
    let mut signups = Vec::new();
    while lines.days.len() < n_lines {
        let customer = customer_ids.intern(&format!("C-{:07}", signups.len()));
        let (rate, leaves) = (random.gamma(0.8) / 60.0, random.beta(0.8, 3.0));
        let taste = below(&mut random, N_CATEGORIES) * 3;
        let mut day = random.uniform() * N_DAYS;
        signups.push(Day(FIRST_DAY + day as i32));
        while day < N_DAYS && lines.days.len() < n_lines {
            let at = Day(FIRST_DAY + day as i32);
            let order = order_ids.intern(&format!("A-{:08}", lines.days.len()));
            lines.basket(&mut random, customer, order, at, taste);
            if random.uniform() < leaves {
                break;
            }
            day += random.exponential() / rate.max(1e-6);
        }
    }
    let n_customers = signups.len();
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(transactions(lines, customer_ids, order_ids));
    builder.add_customers(customers(&mut random, n_customers, signups));
    builder.finish().expect("the shop is sound").0
}

fn transactions(lines: Lines, customer_ids: Dictionary, order_ids: Dictionary) -> TransactionTable {
    let n_lines = u32::try_from(lines.days.len()).expect("lines are counted in 32 bits");
    let products = (0..N_PRODUCTS).map(|product| format!("P-{product:03}")).collect();
    let categories = (0..N_CATEGORIES).map(|category| format!("category {category}")).collect();
    TransactionTable {
        file: file(FileKind::Transactions),
        customer_ids,
        customers: lines.customers,
        names: TextColumn::new(),
        days: lines.days,
        amounts: lines.amounts,
        costs: Some(lines.costs),
        keys: Vec::new(),
        valued_by: ValuedBy::Amounts,
        money_scale: 2,
        quantities: Some(lines.quantities),
        orders: Some((order_ids, lines.orders)),
        dimensions: vec![
            dimension("product", DimensionRole::Product, products, lines.products),
            dimension("category", DimensionRole::Category, categories, lines.categories),
            dimension(
                "channel",
                DimensionRole::Channel,
                words(&["app", "store", "web", "phone"]),
                lines.channels,
            ),
            dimension("discounted", DimensionRole::Discounted, words(&["", "Y"]), lines.discounted),
            dimension("campaign", DimensionRole::Campaign, words(&["", "spring"]), lines.campaigns),
            dimension("group", DimensionRole::TestGroup, words(&["", "control", "test"]), lines.groups),
        ],
        measures: Vec::new(),
        attributes: CustomerAttributes::default(),
        lines: (2..n_lines + 2).collect(),
        row_index: RowIndex::default(),
        currency: None,
    }
}

fn customers(random: &mut Pcg32, n_customers: usize, signups: Vec<Day>) -> CustomerTable {
    let ids: Vec<String> = (0..n_customers).map(|customer| format!("C-{customer:07}")).collect();
    let mut groups = |name: &str, role, values: &[&str]| {
        let n_values = u16::try_from(values.len()).expect("a handful");
        let codes = (0..n_customers).map(|_| below(random, n_values)).collect();
        dimension(name, role, words(values), codes)
    };
    let dimensions = vec![
        groups("kind", DimensionRole::CustomerKind, &["consumer", "business", "channel"]),
        groups("region", DimensionRole::Region, &["north", "south", "east", "west"]),
        groups("won by", DimensionRole::AcquisitionChannel, &["ad", "friend", "search"]),
        groups("gender", DimensionRole::Gender, &["F", "M"]),
        groups("consent", DimensionRole::Consent, &["N", "Y"]),
    ];
    let mut numbers = |name: &str, role, low: f64, high: f64| Measure {
        name: name.to_owned(),
        role,
        values: (0..n_customers).map(|_| (low + random.uniform() * (high - low)).floor()).collect(),
    };
    let measures = vec![
        numbers("born", MeasureRole::BirthYear, 1950.0, 2005.0),
        numbers("satisfaction", MeasureRole::Satisfaction, 1.0, 6.0),
        numbers("complaints", MeasureRole::Complaints, 0.0, 3.0),
        numbers("cost of winning", MeasureRole::AcquisitionCost, 0.0, 40.0),
    ];
    let n = u32::try_from(n_customers).expect("customers are counted in 32 bits");
    CustomerTable {
        file: file(FileKind::Customers),
        ids: ids.iter().map(String::as_str).collect(),
        names: std::iter::repeat_n("", n_customers).collect(),
        signup: Some(signups.into_iter().map(Some).collect()),
        dimensions,
        measures,
        texts: Vec::new(),
        lines: (2..n + 2).collect(),
        row_index: RowIndex::default(),
    }
}
