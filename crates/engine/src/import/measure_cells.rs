//! The distinct cells of a column to numbers, years of birth or days.
//!
//! In:   each distinct cell and how often it is there.
//! Out:  one value per cell, missing where the cell is empty or cannot be read. Never an error.

use super::amount::parse_amount;
use super::amount_column::AmountColumn;
use super::currency::Currency;
use super::date::{MINGUO_OFFSET, ParsedDate, century_year, is_day, parse_date};
use super::date_column::{DateColumn, DayLimits, PackedDate, resolve};
use super::header::names_minguo;
use super::{Calendar, ColumnKind, DateOrder, DecimalMark};
use crate::data::{Day, MeasureRole};
use unicode_normalization::UnicodeNormalization;

/// Nobody alive was born before.
const FIRST_BIRTH_YEAR: i32 = 1850;

/// Nobody is older.
const MAX_AGE: f64 = 130.0;

/// What the user answered, and what the rest of the file says.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellReading {
    /// Day of the import.
    pub(super) today: Day,
    /// Whether the user chose the roles of the columns.
    pub(super) is_asked: bool,
    pub(super) date_order: Option<DateOrder>,
    pub(super) calendar: Option<Calendar>,
    pub(super) decimal_mark: Option<DecimalMark>,
    /// The mark of a column whose own cells do not tell.
    pub(super) usual_mark: DecimalMark,
}

/// Numbers as the file writes them, and the currency they name. Incomes are brought to a year and to whole
/// units of the currency where the header says otherwise.
pub(super) fn numbers(
    cells: &[(&str, u64)],
    name: &str,
    role: MeasureRole,
    reading: &CellReading,
) -> (Vec<f64>, Currency) {
    let mut column = AmountColumn::default();
    let (mut n_for_point, mut n_for_comma) = (0, 0);
    let mut currency = Currency::None;
    for &(cell, n) in cells {
        let cell = without_unit(cell, role);
        let parsed = parse_amount(&cell);
        if let Ok(amount) = parsed {
            n_for_point += if amount.evidence > 0 { n } else { 0 };
            n_for_comma += if amount.evidence < 0 { n } else { 0 };
            if currency == Currency::None && n > 0 {
                currency = amount.currency;
            }
        }
        let packed = column.observe(parsed);
        column.push(packed);
    }
    let own_mark = match n_for_point.cmp(&n_for_comma) {
        std::cmp::Ordering::Greater => Some(DecimalMark::Point),
        std::cmp::Ordering::Less => Some(DecimalMark::Comma),
        std::cmp::Ordering::Equal => None,
    };
    let mark = reading.decimal_mark.or(own_mark).unwrap_or(reading.usual_mark);
    let factor = match role {
        MeasureRole::Income => months(name) * unit(name),
        MeasureRole::AcquisitionCost => unit(name),
        _ => 1.0,
    };
    let number = |row: usize| {
        let Some((mantissa, scale)) = column.value(column.get(row), mark) else {
            return f64::NAN;
        };
        // Division by a power of ten rounds once.
        let number = mantissa as f64 / 10_f64.powi(i32::from(scale)) * factor;
        let is_possible = role != MeasureRole::Age || (0.0..=MAX_AGE).contains(&number);
        if is_possible { number } else { f64::NAN }
    };
    ((0..cells.len()).map(number).collect(), currency)
}

/// A cell without what people write behind numbers of that kind: `15 %`, `4/5`, `34 歲`.
fn without_unit(cell: &str, role: MeasureRole) -> String {
    let cell: String = cell.nfkc().collect();
    let text = cell.trim();
    let bare = match role {
        MeasureRole::Discount => text.strip_suffix('%'),
        MeasureRole::Satisfaction => text.strip_suffix('%').or_else(|| {
            let (score, scale) = text.split_once('/')?;
            scale.trim().parse::<f64>().is_ok().then_some(score)
        }),
        MeasureRole::Age => ["歲", "岁", "才", "歳", "세", "years", "yrs", "year"]
            .iter()
            .find_map(|unit| text.strip_suffix(unit)),
        _ => None,
    };
    bare.unwrap_or(text).trim().to_owned()
}

/// How many such incomes make a year.
fn months(name: &str) -> f64 {
    let name = name.to_lowercase();
    let is_monthly = ["month", "月", "월", "monat", "miesięcz", "месяч", "mensual"];
    if is_monthly.iter().any(|word| name.contains(word)) { 12.0 } else { 1.0 }
}

/// The unit a header names in brackets at its end, as in `Annual Income (k$)` or `年收入(萬元)`.
fn unit(name: &str) -> f64 {
    let name: String = name.nfkc().collect::<String>().to_lowercase();
    let Some((_, inner)) = name.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else {
        return 1.0;
    };
    let inner: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
    if inner.contains(['萬', '万', '만']) {
        10_000.0
    } else if inner.contains(['千', '천'])
        || ["k", "thousand", "thousands", "tsd", "tys", "тыс", "miles"]
            .iter()
            .any(|word| inner.split(|c: char| !c.is_alphabetic()).any(|part| part == *word))
    {
        1_000.0
    } else {
        1.0
    }
}

/// Years of birth, AD, of dates, months or years, and whether the cells are dates.
///
/// The order of day and month does not change the year, so no order has to be found. Two-digit years that
/// would lie ahead are a hundred years back.
pub(super) fn birth_years(
    cells: &[(&str, u64)],
    name: &str,
    reading: &CellReading,
) -> (Vec<f64>, ColumnKind) {
    let is_minguo_header = names_minguo(name);
    let this_year = reading.today.year();
    let mut dates = DateColumn::default();
    let mut n_dates = 0;
    let parsed: Vec<Option<ParsedDate>> = cells
        .iter()
        .map(|&(cell, n)| {
            if cell.is_empty() {
                return None;
            }
            let parsed = parse_date(cell);
            n_dates += if parsed.is_ok() { n } else { 0 };
            dates.observe(parsed, cell, 0);
            parsed.ok()
        })
        .collect();
    let in_front = calendar(&dates, reading, is_minguo_header);
    let year = |(&(cell, _), date): (&(&str, u64), &Option<ParsedDate>)| {
        let year = match *date {
            Some(ParsedDate::Sure(day, _)) => Some(day.year()),
            Some(ParsedDate::DayMonth { first, second, year }) => {
                let year = i32::from(year);
                (is_day(year, second, first) || is_day(year, first, second)).then_some(year)
            }
            Some(ParsedDate::YearInFront { year, .. }) => in_front.map(|calendar| match calendar {
                Calendar::Gregorian => century_year(i32::from(year)),
                Calendar::Minguo => i32::from(year) + MINGUO_OFFSET,
            }),
            None => bare_year(cell, is_minguo_header || in_front == Some(Calendar::Minguo)),
        };
        let is_ahead = |year: i32| year > this_year && !has_full_year(cell);
        let year = year.map(|year| if is_ahead(year) { year - 100 } else { year });
        let is_possible = |year: &i32| (FIRST_BIRTH_YEAR..=this_year).contains(year);
        year.filter(is_possible).map_or(f64::NAN, f64::from)
    };
    let years = cells.iter().zip(&parsed).map(year).collect();
    (years, if n_dates > 0 { ColumnKind::Date } else { ColumnKind::Number })
}

/// Whether a cell writes its year with four digits.
fn has_full_year(cell: &str) -> bool {
    cell.split(|c: char| !c.is_numeric()).any(|digits| digits.chars().count() >= 4)
}

/// The calendar of years of two digits in front; `None` where nothing tells.
fn calendar(dates: &DateColumn, reading: &CellReading, is_minguo_header: bool) -> Option<Calendar> {
    let any_order = Some(reading.date_order.unwrap_or(DateOrder::DayFirst));
    dates.reading(any_order, reading.calendar, is_minguo_header).ok().map(|reading| reading.calendar)
}

/// `1966`, `1966-04`, `1966年`, `民國55年`: a year, perhaps with a month.
fn bare_year(cell: &str, is_minguo: bool) -> Option<i32> {
    let cell: String = cell.nfkc().collect();
    let text = cell.trim();
    let republican = text.strip_prefix("民國").or_else(|| text.strip_prefix("民国"));
    let text = republican.unwrap_or(text).trim_start();
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(n_digits);
    let year: i32 = digits.parse().ok()?;
    let rest = rest.trim_start();
    let is_month = |rest: &str| {
        let month = rest.trim_start_matches(['-', '/', '.', '年']).trim_end_matches('月').trim();
        month.is_empty() || month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
    };
    let is_end =
        rest.is_empty() || rest == ".0" || (rest.starts_with(['-', '/', '.', '年']) && is_month(rest));
    if !is_end {
        return None;
    }
    match n_digits {
        4 => Some(year),
        1..=3 if republican.is_some() || is_minguo => Some(year + MINGUO_OFFSET),
        _ => None,
    }
}

/// Days under the reading of the whole column; those that it leaves open, that no calendar has, that lie
/// before 1900 or ahead are missing.
pub(super) fn days(cells: &[(&str, u64)], name: &str, reading: &CellReading) -> Vec<Option<Day>> {
    let mut dates = DateColumn::default();
    let packed: Vec<_> = cells.iter().map(|&(cell, _)| dates.observe(parse_date(cell), cell, 0)).collect();
    let settled = dates.reading(reading.date_order, reading.calendar, names_minguo(name)).ok();
    let limits = DayLimits::new(reading.today);
    let day = |packed: PackedDate| match (packed.sure(), settled) {
        (Some(day), _) => limits.check(day).ok(),
        (None, Some(settled)) => resolve(packed, settled, limits).ok(),
        (None, None) => None,
    };
    packed.into_iter().map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const READING: CellReading = CellReading {
        // 2026-01-01
        today: Day(20_454),
        is_asked: false,
        date_order: None,
        calendar: None,
        decimal_mark: None,
        usual_mark: DecimalMark::Point,
    };

    fn once<'a>(cells: &[&'a str]) -> Vec<(&'a str, u64)> {
        cells.iter().map(|&cell| (cell, 1)).collect()
    }

    fn years(name: &str, cells: &[&str]) -> Vec<Option<f64>> {
        let (years, _) = birth_years(&once(cells), name, &READING);
        years.into_iter().map(|year| if year.is_nan() { None } else { Some(year) }).collect()
    }

    #[test]
    fn a_year_of_birth_needs_no_order_of_day_and_month() {
        assert_eq!(
            years("BirthDate", &["04/08/1966", "5/14/1965", "25.12.1970", "31/31/1970", "1981-02-30"]),
            [Some(1966.0), Some(1965.0), Some(1970.0), None, None]
        );
        assert_eq!(
            years("dob", &["1966", "1966-04", "1966年4月", "1966-13", "12 May 1980", "", "19"]),
            [Some(1966.0), Some(1966.0), Some(1966.0), None, Some(1980.0), None, None]
        );
    }

    #[test]
    fn nobody_is_born_ahead_or_long_ago() {
        assert_eq!(
            years("dob", &["5/14/66", "5/14/26", "2027-01-01", "2026-01-01", "1849-01-01", "1066"]),
            [Some(1966.0), Some(2026.0), None, Some(2026.0), None, None]
        );
    }

    #[test]
    fn years_of_the_republic_need_a_sign_of_it() {
        assert_eq!(years("生日", &["66/04/08", "75"]), [None, None]);
        assert_eq!(years("生日(民國)", &["66/04/08", "75"]), [Some(1977.0), Some(1986.0)]);
        assert_eq!(years("生日", &["66/04/08", "民國75年1月2日"]), [Some(1977.0), Some(1986.0)]);
    }

    #[test]
    fn the_column_decides_what_a_comma_means() {
        let comma = [("1.234,5", 1), ("2.500", 3), ("12,5", 2), ("1.5", 2)];
        let (numbers, currency) = numbers(&comma, "Einkommen", MeasureRole::Income, &READING);
        assert_eq!(numbers[..3], [1234.5, 2500.0, 12.5]);
        assert!(numbers[3].is_nan(), "a point groups here");
        assert_eq!(currency, Currency::None);
    }

    #[test]
    fn incomes_are_brought_to_a_year_and_whole_units() {
        let of = |name: &str| numbers(&once(&["$2,000 "]), name, MeasureRole::Income, &READING).0[0];
        assert_eq!(of("Annual Income (k$)"), 2_000_000.0);
        assert_eq!(of("月收入(千元)"), 24_000_000.0);
        assert_eq!(of("年收入（萬）"), 20_000_000.0);
        assert_eq!(of("monthly_income"), 24_000.0);
        assert_eq!(of("Income (USD)"), 2_000.0);
    }

    #[test]
    fn an_open_column_of_days_stays_empty_and_stops_nothing() {
        assert_eq!(days(&once(&["03/04/2023", "2023-04-05"]), "joined", &READING), [None, Some(Day(19_452))]);
        let closed = days(&once(&["03/04/2023", "25/04/2023", "2030-01-01"]), "joined", &READING);
        assert_eq!(closed, [Some(Day(19_450)), Some(Day(19_472)), None]);
    }
}
