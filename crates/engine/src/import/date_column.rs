//! A column of dates whose day and month order and calendar are settled when all cells are known.
//!
//! In:   parsed cells, one by one.
//! Out:  a [`DateReading`], and each day under it.
//! Cost: four bytes a row.

use super::date::{MINGUO_OFFSET, ParsedDate, century_year, is_day};
use super::packed_blocks::BLOCK_ROWS;
use super::{Calendar, DateForm, DateOrder, ImportError, RejectReason};
use crate::data::Day;

/// A cell as it is kept: a day, or numbers that are still to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PackedDate(u32);

const TAG_SHIFT: u32 = 30;
const DAY_OFFSET: i32 = 1_000_000;

impl PackedDate {
    /// A cell without a readable date.
    pub(super) const MISSING: Self = Self(3 << TAG_SHIFT);

    fn new(date: ParsedDate) -> Self {
        Self(match date {
            ParsedDate::Sure(day, _) => (day.0 + DAY_OFFSET).cast_unsigned() & !(3 << TAG_SHIFT),
            ParsedDate::DayMonth { first, second, year } => {
                1 << TAG_SHIFT | u32::from(first) << 19 | u32::from(second) << 14 | u32::from(year)
            }
            ParsedDate::YearInFront { year, month, day } => {
                2 << TAG_SHIFT | u32::from(year) << 16 | u32::from(month) << 8 | u32::from(day)
            }
        })
    }

    /// A day that does not depend on the column.
    pub(super) fn of_day(day: Day) -> Self {
        Self::new(ParsedDate::Sure(day, DateForm::YearFirst))
    }

    /// The day, if it does not depend on the column.
    pub(super) fn sure(self) -> Option<Day> {
        (self.0 >> TAG_SHIFT == 0).then(|| Day(self.0.cast_signed() - DAY_OFFSET))
    }

    fn day_month(self) -> Option<(u8, u8, i32)> {
        (self.0 >> TAG_SHIFT == 1)
            .then(|| ((self.0 >> 19 & 31) as u8, (self.0 >> 14 & 31) as u8, (self.0 & 0x3FFF).cast_signed()))
    }

    fn year_in_front(self) -> Option<(i32, u8, u8)> {
        (self.0 >> TAG_SHIFT == 2)
            .then(|| ((self.0 >> 16 & 0xFF).cast_signed(), (self.0 >> 8 & 0xFF) as u8, (self.0 & 0xFF) as u8))
    }
}

/// How the numbers of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateReading {
    pub(super) order: DateOrder,
    pub(super) calendar: Calendar,
}

/// What the cells of one column say together.
#[derive(Debug, Clone, Default)]
pub(super) struct DateColumn {
    packed: Vec<PackedDate>,
    n_by_form: [u64; 7],
    n_day_first_only: u64,
    n_month_first_only: u64,
    n_same: u64,
    n_either: u64,
    n_year_in_front: u64,
    /// The first cell that can be read in two ways, and its line.
    either_sample: Option<(String, u32)>,
    year_in_front_sample: Option<(String, u32)>,
}

impl DateColumn {
    /// Counts what a cell says about the column and packs it. Also for rows that are set aside.
    pub(super) fn observe(
        &mut self,
        parsed: Result<ParsedDate, RejectReason>,
        cell: &str,
        line: u32,
    ) -> PackedDate {
        let Ok(date) = parsed else {
            return PackedDate::MISSING;
        };
        match date {
            ParsedDate::Sure(_, form) => self.n_by_form[form as usize] += 1,
            ParsedDate::DayMonth { first, second, year } => {
                let year = i32::from(year);
                match (is_day(year, second, first), is_day(year, first, second)) {
                    (true, false) => self.n_day_first_only += 1,
                    (false, true) => self.n_month_first_only += 1,
                    _ if first == second => self.n_same += 1,
                    _ => self.n_either += 1,
                }
                if self.either_sample.is_none() && first != second {
                    self.either_sample = Some((cell.trim().to_owned(), line));
                }
            }
            ParsedDate::YearInFront { .. } => {
                self.n_year_in_front += 1;
                if self.year_in_front_sample.is_none() {
                    self.year_in_front_sample = Some((cell.trim().to_owned(), line));
                }
            }
        }
        PackedDate::new(date)
    }

    /// Counts and appends dates with the year first.
    pub(super) fn extend_sure(&mut self, dates: &[PackedDate]) {
        self.n_by_form[DateForm::YearFirst as usize] += dates.len() as u64;
        self.packed.extend_from_slice(dates);
    }

    /// Appends a row.
    pub(super) fn push(&mut self, packed: PackedDate) {
        self.packed.push(packed);
    }

    pub(super) fn reserve(&mut self, n_rows: usize) {
        self.packed.reserve(n_rows);
    }

    /// Takes the days out if none depends on the rest of the column, in the memory they are in.
    pub(super) fn take_sure_days(&mut self) -> Option<Vec<Day>> {
        let is_sure = |dates: &[PackedDate]| dates.iter().all(|date| date.sure().is_some());
        self.packed.chunks(BLOCK_ROWS).all(is_sure).then(|| {
            let dates = std::mem::take(&mut self.packed).into_iter();
            dates.map(|date| date.sure().unwrap_or_default()).collect()
        })
    }

    /// Lets go of the rows; what the cells say together is kept.
    pub(super) fn let_go(&mut self) {
        self.packed = Vec::new();
    }

    pub(super) fn rows(&self) -> &[PackedDate] {
        &self.packed
    }

    /// Settles order and calendar.
    ///
    /// # Errors
    /// [`ImportError::AmbiguousDates`] when the column does not decide and nobody answered.
    pub(super) fn reading(
        &self,
        order: Option<DateOrder>,
        calendar: Option<Calendar>,
        header_names_minguo: bool,
    ) -> Result<DateReading, ImportError> {
        // Dots mean day first, so such dates are support as well.
        let n_day_first = self.n_day_first_only + self.n_by_form[DateForm::DayFirst as usize];
        let order = match (order, n_day_first.cmp(&self.n_month_first_only)) {
            (Some(order), _) => order,
            (None, std::cmp::Ordering::Greater) => DateOrder::DayFirst,
            (None, std::cmp::Ordering::Less) => DateOrder::MonthFirst,
            (None, std::cmp::Ordering::Equal) if n_day_first == 0 && self.n_either == 0 => {
                DateOrder::DayFirst
            }
            _ => return Err(Self::ambiguous(self.either_sample.clone(), false)),
        };
        let has_minguo = header_names_minguo || self.n_by_form[DateForm::Minguo as usize] > 0;
        let calendar = match calendar {
            Some(calendar) => calendar,
            None if has_minguo => Calendar::Minguo,
            None if self.n_year_in_front == 0 => Calendar::Gregorian,
            None => return Err(Self::ambiguous(self.year_in_front_sample.clone(), true)),
        };
        Ok(DateReading { order, calendar })
    }

    /// The order that the cells prove, by the number of those that fit it alone; `None` at a tie.
    pub(super) fn sure_order(&self) -> Option<DateOrder> {
        let n_day_first = self.n_day_first_only + self.n_by_form[DateForm::DayFirst as usize];
        match n_day_first.cmp(&self.n_month_first_only) {
            std::cmp::Ordering::Greater => Some(DateOrder::DayFirst),
            std::cmp::Ordering::Less => Some(DateOrder::MonthFirst),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Whether some cell differs between the two orders.
    pub(super) fn has_order_question(&self) -> bool {
        self.n_day_first_only + self.n_month_first_only + self.n_either > 0
    }

    /// The calendar that the header or a cell proves.
    pub(super) fn sure_calendar(&self, header_names_minguo: bool) -> Option<Calendar> {
        let has_minguo = header_names_minguo || self.n_by_form[DateForm::Minguo as usize] > 0;
        has_minguo.then_some(Calendar::Minguo)
    }

    /// Whether some cell has a year of two digits in front.
    pub(super) fn has_calendar_question(&self) -> bool {
        self.n_year_in_front > 0
    }

    fn ambiguous(sample: Option<(String, u32)>, asks_calendar: bool) -> ImportError {
        let (sample, line) = sample.unwrap_or_default();
        ImportError::AmbiguousDates { sample: sample.chars().take(80).collect(), line, asks_calendar }
    }

    /// Whether day and month order matters for any cell.
    pub(super) fn has_day_month(&self) -> bool {
        self.n_day_first_only + self.n_month_first_only + self.n_either + self.n_same > 0
    }

    /// How many cells fit each form, the one used first.
    pub(super) fn forms(&self, reading: DateReading) -> Vec<(DateForm, u64)> {
        let of = |form: DateForm| self.n_by_form[form as usize];
        let n_both = self.n_either + self.n_same;
        let is_minguo = reading.calendar == Calendar::Minguo;
        let day_first = of(DateForm::DayFirst) + self.n_day_first_only + n_both;
        let month_first = self.n_month_first_only + n_both;
        let (n_year_first, n_minguo) =
            if is_minguo { (0, self.n_year_in_front) } else { (self.n_year_in_front, 0) };
        let mut forms: Vec<(DateForm, u64)> = [
            (DateForm::YearFirst, of(DateForm::YearFirst) + n_year_first),
            (DateForm::DayFirst, day_first),
            (DateForm::MonthFirst, month_first),
            (DateForm::Minguo, of(DateForm::Minguo) + n_minguo),
            (DateForm::MonthName, of(DateForm::MonthName)),
            (DateForm::Serial, of(DateForm::Serial)),
            (DateForm::Unix, of(DateForm::Unix)),
        ]
        .into_iter()
        .filter(|&(_, n)| n > 0)
        .collect();
        let unused = match reading.order {
            DateOrder::DayFirst => DateForm::MonthFirst,
            DateOrder::MonthFirst => DateForm::DayFirst,
        };
        forms.sort_by_key(|&(form, n)| (form == unused, std::cmp::Reverse(n), form));
        forms
    }
}

/// The range a day has to lie in.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayLimits {
    first: Day,
    last: Day,
}

impl DayLimits {
    /// From 1900-01-01 to the day after `today`.
    pub(super) fn new(today: Day) -> Self {
        // 1900-01-01 lies 25,567 days before 1970-01-01.
        Self { first: Day(-25_567), last: today.plus(1) }
    }

    /// # Errors
    /// `DateOutOfRange` or `FutureDate`.
    pub(super) fn check(self, day: Day) -> Result<Day, RejectReason> {
        if day < self.first {
            Err(RejectReason::DateOutOfRange)
        } else if day > self.last {
            Err(RejectReason::FutureDate)
        } else {
            Ok(day)
        }
    }
}

/// The day of a cell under a reading.
///
/// # Errors
/// `BadDate`, `DateOutOfRange` or `FutureDate`.
pub(super) fn resolve(
    packed: PackedDate,
    reading: DateReading,
    limits: DayLimits,
) -> Result<Day, RejectReason> {
    let day = if let Some(day) = packed.sure() {
        Some(day)
    } else if let Some((first, second, year)) = packed.day_month() {
        let (day, month) = match reading.order {
            DateOrder::DayFirst => (first, second),
            DateOrder::MonthFirst => (second, first),
        };
        Day::try_from_civil(year, u32::from(month), u32::from(day))
    } else if let Some((year, month, day)) = packed.year_in_front() {
        let year = match reading.calendar {
            Calendar::Gregorian => century_year(year),
            Calendar::Minguo => year + MINGUO_OFFSET,
        };
        Day::try_from_civil(year, u32::from(month), u32::from(day))
    } else {
        None
    };
    limits.check(day.ok_or(RejectReason::BadDate)?)
}

#[cfg(test)]
mod tests {
    use super::super::date::parse_date;
    use super::*;

    fn column(cells: &[&str]) -> DateColumn {
        let mut column = DateColumn::default();
        for cell in cells {
            let packed = column.observe(parse_date(cell), cell, 2);
            column.push(packed);
        }
        column
    }

    fn days(cells: &[&str]) -> Result<Vec<String>, ImportError> {
        let column = column(cells);
        let reading = column.reading(None, None, false)?;
        let limits = DayLimits::new(Day(20_454));
        Ok(column
            .rows()
            .iter()
            .map(|&packed| match resolve(packed, reading, limits) {
                Ok(day) => day.to_string(),
                Err(reason) => reason.key().to_owned(),
            })
            .collect())
    }

    #[test]
    fn one_sure_date_decides_the_order_for_all() {
        assert_eq!(
            days(&["03/04/2023", "25/12/2023", "12/25/2023", "31/1/2023"]),
            Ok(["2023-04-03", "2023-12-25", "bad_date", "2023-01-31"].map(str::to_owned).to_vec())
        );
        assert!(matches!(
            days(&["03/04/2023"]),
            Err(ImportError::AmbiguousDates { asks_calendar: false, .. })
        ));
        assert!(days(&["25/12/2023", "12/25/2023"]).is_err());
        assert_eq!(days(&["05/05/2023"]), Ok(vec!["2023-05-05".to_owned()]));
    }

    #[test]
    fn a_sure_minguo_date_decides_the_calendar() {
        assert_eq!(
            days(&["97/4/22", "113/02/29", "112/12/31"]),
            Ok(["2008-04-22", "2024-02-29", "2023-12-31"].map(str::to_owned).to_vec())
        );
        assert!(matches!(days(&["97/4/22"]), Err(ImportError::AmbiguousDates { asks_calendar: true, .. })));
    }

    #[test]
    fn days_outside_the_range_are_refused() {
        assert_eq!(
            days(&["1899-12-31", "1900-01-01", "2026-01-02", "2026-01-03"]),
            Ok(["date_out_of_range", "1900-01-01", "2026-01-02", "future_date"].map(str::to_owned).to_vec())
        );
    }
}
