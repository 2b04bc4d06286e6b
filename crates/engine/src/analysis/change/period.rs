//! Two periods to compare.

use crate::analysis::Refused;
use crate::analysis::overview::{Period, resolve};
use crate::data::{Dataset, Day, DayRange};
use serde::{Deserialize, Serialize};

/// Two stretches of days that do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Periods {
    /// The period compared with.
    pub before: DayRange,
    /// The period asked about. It may also lie before the other one.
    pub now: DayRange,
}

impl Periods {
    /// Two periods.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] when they overlap.
    pub fn new(before: DayRange, now: DayRange) -> Result<Self, Refused> {
        let periods = Self { before, now };
        if periods.overlap() {
            Err(Refused::BadSetting { setting: "periods".to_owned() })
        } else {
            Ok(periods)
        }
    }

    /// A period and the one before it, as the overview compares them.
    ///
    /// # Errors
    /// [`Refused::TooShort`] when the data does not reach back that far.
    pub fn of(period: Period, dataset: &Dataset, as_of: Day) -> Result<Self, Refused> {
        let observed = dataset.observed();
        let resolved = resolve(period, observed, as_of);
        let months =
            |days: DayRange| u32::try_from(days.last.month().since(days.first.month()) + 1).unwrap_or(0);
        let have_months = months(DayRange::new(observed.first.min(as_of), as_of));
        let need_months = 2 * months(resolved.days);
        let before = resolved.compare.ok_or(Refused::TooShort { have_months, need_months })?;
        Self::new(before, resolved.days)
    }

    /// The same two, the other way round.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self { before: self.now, now: self.before }
    }

    /// Whether both have as many days, up to a leap day.
    #[must_use]
    pub fn are_alike(self) -> bool {
        (self.before.n_days() - self.now.n_days()).abs() <= 1
    }

    /// Whether they share a day.
    pub(super) fn overlap(self) -> bool {
        self.before.first <= self.now.last && self.now.first <= self.before.last
    }

    /// 0 for a day of the period before, 1 for one of the period now.
    pub(super) fn place(self, day: Day) -> Option<usize> {
        if self.now.contains(day) { Some(1) } else { self.before.contains(day).then_some(0) }
    }
}
