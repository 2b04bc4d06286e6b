//! Lantern Coffee Roasters: a specialty coffee retailer that never was.
//!
//! In:   a seed.
//! Out:  a transactions file and a customers file, as CSV bytes, read by the same import as any file.
//!
//! Customers sign up by month with a sale every November; they order by the modified BG/NBD process with
//! known parameters, more before the holidays; amounts are log-normal around a customer's own level.
//! Customers won in the November sale order half as often, businesses four times as often. Everything is
//! invented; the names are common ones put together at random.

use super::random::Random;
use clientele_engine::data::{Day, Month};
use std::fmt::Write;

/// The seed of the sample that ships.
pub const SEED: u64 = 20_241_231;

/// The two files.
pub struct Lantern {
    /// One order a line.
    pub transactions: Vec<u8>,
    /// One customer a line.
    pub customers: Vec<u8>,
}

/// Shape and scale (weeks) of the order rate, and shapes of the dropout probability, of consumers.
const ORDER_RATE: (f64, f64) = (0.98, 10.3);
const DROPOUT: (f64, f64) = (0.77, 3.32);

const CITIES: [(&str, f64); 8] = [
    ("Taipei", 0.265),
    ("New Taipei", 0.19),
    ("Taichung", 0.142),
    ("Taoyuan", 0.11),
    ("Kaohsiung", 0.108),
    ("Other", 0.071),
    ("Tainan", 0.064),
    ("Hsinchu", 0.05),
];
const SURNAMES: [(&str, &str); 16] = [
    ("Tseng", "曾"),
    ("Yang", "楊"),
    ("Huang", "黃"),
    ("Hsu", "許"),
    ("Cheng", "鄭"),
    ("Liu", "劉"),
    ("Chen", "陳"),
    ("Lee", "李"),
    ("Wang", "王"),
    ("Kuo", "郭"),
    ("Wu", "吳"),
    ("Lin", "林"),
    ("Chang", "張"),
    ("Lai", "賴"),
    ("Tsai", "蔡"),
    ("Hsieh", "謝"),
];
const GIVEN_NAMES: [(&str, &str); 16] = [
    ("Chih-hao", "志豪"),
    ("Tzu-han", "子涵"),
    ("Pei-shan", "佩珊"),
    ("Hsin-yi", "欣怡"),
    ("Mei-ling", "美玲"),
    ("Cheng-en", "承恩"),
    ("Wei-ting", "威廷"),
    ("Pin-yen", "品妍"),
    ("Chien-hung", "建宏"),
    ("Jia-hao", "家豪"),
    ("Yu-hsuan", "宇軒"),
    ("Yi-chun", "怡君"),
    ("Ya-ting", "雅婷"),
    ("Kuan-yu", "冠宇"),
    ("Shu-fen", "淑芬"),
    ("Po-han", "柏翰"),
];
const HOUSES: [&str; 16] = [
    "Juniper",
    "Quarry",
    "Granite",
    "Heron",
    "Amber",
    "Orchid",
    "Summit",
    "Northgate",
    "Cedar",
    "Jade",
    "Willow",
    "Lotus",
    "Pearl",
    "Meridian",
    "Osmanthus",
    "Harbourlight",
];
const TRADES: [&str; 10] =
    ["Cafés", "Bakery", "Coworking", "Hotel", "Lounge", "Offices", "Clinics", "Bookshop", "Studios", "Spa"];

struct Category {
    name: &'static str,
    /// Share of orders.
    weight: f64,
    /// Amount relative to the customer's level.
    size: f64,
    /// Goods cost as a share of the amount.
    goods: f64,
}

const CATEGORIES: [Category; 5] = [
    Category { name: "Coffee beans", weight: 0.41, size: 1.08, goods: 0.55 },
    Category { name: "Drip bags", weight: 0.23, size: 0.93, goods: 0.585 },
    Category { name: "Tea", weight: 0.145, size: 0.98, goods: 0.515 },
    Category { name: "Brewing gear", weight: 0.115, size: 1.1, goods: 0.685 },
    Category { name: "Gift sets", weight: 0.1, size: 0.9, goods: 0.63 },
];

/// How much more (or less) is ordered in a month than on average, January first.
const SEASON: [f64; 12] = [1.12, 0.9, 0.98, 0.94, 1.02, 0.95, 0.93, 0.95, 1.0, 1.06, 1.14, 1.12];

struct Customer {
    signup: Day,
    is_business: bool,
    channel: &'static str,
    /// Median amount of an order.
    level: f64,
    row: String,
}

struct Order {
    day: Day,
    customer: usize,
    rest: String,
}

/// Simulates the files.
#[must_use]
pub fn simulate(seed: u64) -> Lantern {
    let mut random = Random::new(seed);
    let opens = Month::new(2022, 1).first_day();
    let closes = Month::new(2024, 12).last_day();
    let mut customers = Vec::new();
    let mut orders: Vec<Order> = Vec::new();
    let mut n_businesses = 0_usize;
    let mut month = Month::new(2019, 7);
    while month <= closes.month() {
        let is_sale = month.month_of_year() == 11;
        let growth = 0.75 + 0.25 * f64::from(month.since(Month::new(2019, 7))) / 65.0;
        let mean = 285.0 * growth * if is_sale { 2.0 } else { 1.0 };
        // Counts of a month vary by about four percent.
        let n = (mean * (1.0 + 0.04 * random.normal())).round().max(1.0) as usize;
        for _ in 0..n {
            let day_share = random.share() * f64::from(month.range().n_days());
            let signup = month.first_day().plus(day_share as i32);
            let is_business = random.happens(0.012);
            let customer = new_customer(&mut random, signup, is_business, n_businesses);
            let idx = customers.len();
            let before = orders.len();
            live(&mut random, &customer, idx, is_sale, (opens, closes), &mut orders);
            // A customer without an order in the three years is not in the shop's files.
            if orders.len() > before {
                n_businesses += usize::from(is_business);
                customers.push(customer);
            }
        }
        month = month.plus(1);
    }
    orders.sort_by_key(|order| (order.day, order.customer));
    write_files(&customers, &orders)
}

fn new_customer(random: &mut Random, signup: Day, is_business: bool, n_businesses: usize) -> Customer {
    let city = CITIES[random.pick(&CITIES.map(|(_, weight)| weight))].0;
    let channel =
        if is_business { "Sales rep" } else { ["Web", "Store", "App"][random.pick(&[0.457, 0.333, 0.21])] };
    let name = if is_business {
        let house = HOUSES[n_businesses % HOUSES.len()];
        let trade = TRADES[(n_businesses / HOUSES.len() + n_businesses) % TRADES.len()];
        format!("{house} {trade}")
    } else {
        let (surname, surname_zh) = SURNAMES[random.pick(&[1.0; 16])];
        let (given, given_zh) = GIVEN_NAMES[random.pick(&[1.0; 16])];
        format!("{surname} {given} {surname_zh}{given_zh}")
    };
    let kind = if is_business { "business" } else { "consumer" };
    let spread = libm::exp(0.45 * random.normal());
    Customer {
        signup,
        is_business,
        channel,
        level: spread * if is_business { 5_000.0 } else { 830.0 },
        row: format!("{name},{kind},{city},{channel},{signup}"),
    }
}

/// The orders of one customer within the days the shop's files cover.
fn live(
    random: &mut Random,
    customer: &Customer,
    idx: usize,
    is_won_in_sale: bool,
    (opens, closes): (Day, Day),
    orders: &mut Vec<Order>,
) {
    let haste = match (customer.is_business, is_won_in_sale) {
        (true, _) => 4.0,
        (false, true) => 0.5,
        (false, false) => 1.0,
    };
    let rate_per_day = haste * random.gamma(ORDER_RATE.0) / ORDER_RATE.1 / 7.0;
    let dropout = random.beta(DROPOUT.0, DROPOUT.1);
    let mut time = 0.0;
    let mut is_first = true;
    loop {
        let day = customer.signup.plus(time as i32);
        if day > closes {
            return;
        }
        let season = SEASON[day.month().month_of_year() as usize - 1];
        // Thinning: the process runs at the rate of the busiest month.
        if is_first || random.happens(season / 1.14) {
            if day >= opens {
                let rest = order_row(random, customer, is_won_in_sale && is_first);
                orders.push(Order { day, customer: idx, rest });
            }
            if random.happens(dropout) {
                return;
            }
            is_first = false;
        }
        time += random.exponential() / (rate_per_day * 1.14);
        if time > 4_000.0 {
            return;
        }
    }
}

/// Category to complaint, the cells of an order after its date.
fn order_row(random: &mut Random, customer: &Customer, is_sale: bool) -> String {
    let category = &CATEGORIES[random.pick(&CATEGORIES.each_ref().map(|category| category.weight))];
    let channel = if random.happens(0.85) {
        customer.channel
    } else {
        ["Web", "Store", "App"][random.pick(&[0.45, 0.35, 0.2])]
    };
    let is_discounted = random.happens(if is_sale { 0.9 } else { 0.19 });
    let is_returned = random.happens(if is_sale { 0.09 } else { 0.034 });
    let is_complaint = random.happens(0.03);
    let discount = if is_discounted { 0.85 } else { 1.0 };
    let amount =
        (customer.level * category.size * discount * libm::exp(0.42 * random.normal())).round().max(45.0);
    // A returned order costs its goods and the way back.
    let goods =
        amount * if is_returned { 1.02 } else { category.goods * (1.0 + 0.06 * random.normal()) / discount };
    let service = 62.0
        + amount * 0.075 * libm::exp(0.35 * random.normal())
        + if is_returned { 180.0 + 0.35 * amount } else { 0.0 }
        + if is_complaint { 140.0 } else { 0.0 };
    let yes = |is: bool| if is { "Y" } else { "" };
    format!(
        "{},{channel},{amount:.0},{goods:.2},{service:.2},{},{},{}",
        category.name,
        yes(is_discounted),
        yes(is_returned),
        yes(is_complaint)
    )
}

fn write_files(customers: &[Customer], orders: &[Order]) -> Lantern {
    let mut list = String::from("customer_id,name,type,city,acquisition_channel,signup_date\r\n");
    for (idx, customer) in customers.iter().enumerate() {
        // Writing into a String cannot fail.
        let _ = write!(list, "C-{:05},{}\r\n", idx + 1, customer.row);
    }
    let mut lines = String::from(
        "order_id,customer_id,order_date,category,channel,amount_twd,cost_of_goods,service_cost,discounted,returned,complaint\r\n",
    );
    for (idx, order) in orders.iter().enumerate() {
        let month = order.day.month();
        let _ = write!(
            lines,
            "A{:02}{:02}-{:05},C-{:05},{},{}\r\n",
            month.year() % 100,
            month.month_of_year(),
            idx + 1,
            order.customer + 1,
            order.day,
            order.rest
        );
    }
    Lantern { transactions: lines.into_bytes(), customers: list.into_bytes() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_a_shop_of_the_promised_size() {
        let lantern = simulate(SEED);
        let n_lines = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte == b'\n').count() - 1;
        let (n_customers, n_orders) = (n_lines(&lantern.customers), n_lines(&lantern.transactions));
        assert!((11_000..17_000).contains(&n_customers), "{n_customers} customers, {n_orders} orders");
        assert!((60_000..90_000).contains(&n_orders), "{n_customers} customers, {n_orders} orders");
    }

    #[test]
    fn the_same_seed_gives_the_same_files() {
        assert_eq!(simulate(3).transactions, simulate(3).transactions);
        assert_ne!(simulate(3).transactions, simulate(4).transactions);
    }
}
