//! What can be turned: levers, and changes to them in percentage points or in per cent.

use crate::analysis::Refused;
use serde::{Deserialize, Serialize};

/// A figure that a business can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lever {
    /// Share of customers who order again within a year.
    Retention,
    /// Margin of a customer in a year.
    Margin,
    /// Customers won in a year.
    AcquisitionVolume,
    /// What it costs to win one.
    AcquisitionCost,
    /// Discount per year.
    Discount,
}

impl Lever {
    /// Every lever.
    pub const ALL: [Self; 5] =
        [Self::Retention, Self::Margin, Self::AcquisitionVolume, Self::AcquisitionCost, Self::Discount];

    /// Stable name in kebab case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Retention => "retention",
            Self::Margin => "margin",
            Self::AcquisitionVolume => "acquisition-volume",
            Self::AcquisitionCost => "acquisition-cost",
            Self::Discount => "discount",
        }
    }

    /// Key of its name in the languages' files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Retention => "metric-lever-retention-name",
            Self::Margin => "metric-lever-margin-name",
            Self::AcquisitionVolume => "metric-lever-acquisition-volume-name",
            Self::AcquisitionCost => "metric-lever-acquisition-cost-name",
            Self::Discount => "metric-lever-discount-name",
        }
    }

    /// Whether it is a rate, which can move by percentage points.
    #[must_use]
    pub fn is_rate(self) -> bool {
        matches!(self, Self::Retention | Self::Discount)
    }
}

/// A change to a lever. From a retention of 80 %, 5 points more is 85 % and 5 per cent more is 84 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// Percentage points, added to a rate: 0.05 is 5 points.
    Points(f64),
    /// A part of the lever itself: 0.05 is 5 per cent more.
    Percent(f64),
}

impl Change {
    /// The change in the other direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Points(points) => Self::Points(-points),
            Self::Percent(part) => Self::Percent(-part),
        }
    }

    /// The lever's value after the change.
    #[must_use]
    pub fn of(self, value: f64) -> f64 {
        match self {
            Self::Points(points) => value + points,
            Self::Percent(part) => value * (1.0 + part),
        }
    }
}

/// One value for each lever. Money in whole units, rates 0 to 1, all per year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Levers {
    /// Share of customers kept from one year to the next, 0..=1.
    pub retention: f64,
    /// Margin per customer and year.
    pub margin: f64,
    /// Customers won per year.
    pub acquisition_volume: f64,
    /// Cost of winning a customer.
    pub acquisition_cost: f64,
    /// Discount per year, 0.10 is 10 %.
    pub discount: f64,
}

/// Least distance of the retention from 1 + discount: below it the sum over all years runs away.
pub const LEAST_DECAY: f64 = 0.01;

impl Levers {
    /// The value of a lever.
    #[must_use]
    pub fn get(&self, lever: Lever) -> f64 {
        match lever {
            Lever::Retention => self.retention,
            Lever::Margin => self.margin,
            Lever::AcquisitionVolume => self.acquisition_volume,
            Lever::AcquisitionCost => self.acquisition_cost,
            Lever::Discount => self.discount,
        }
    }

    /// These levers with one set to `value`.
    #[must_use]
    pub fn with(mut self, lever: Lever, value: f64) -> Self {
        *match lever {
            Lever::Retention => &mut self.retention,
            Lever::Margin => &mut self.margin,
            Lever::AcquisitionVolume => &mut self.acquisition_volume,
            Lever::AcquisitionCost => &mut self.acquisition_cost,
            Lever::Discount => &mut self.discount,
        } = value;
        self
    }

    /// These levers after a change to one.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] for points of what is no rate, and where [`Levers::check`] fails.
    pub fn changed(self, lever: Lever, change: Change) -> Result<Self, Refused> {
        if matches!(change, Change::Points(_)) && !lever.is_rate() {
            return Err(bad(lever));
        }
        let levers = self.with(lever, change.of(self.get(lever)));
        levers.check()?;
        Ok(levers)
    }

    /// The largest value of a lever at which [`Levers::check`] holds, the others being as they are.
    #[must_use]
    pub fn highest(&self, lever: Lever) -> f64 {
        match lever {
            Lever::Retention => (1.0 + self.discount - LEAST_DECAY).min(1.0),
            Lever::Discount => 1.0,
            _ => f64::MAX,
        }
    }

    /// The smallest such value.
    #[must_use]
    pub fn lowest(&self, lever: Lever) -> f64 {
        match lever {
            Lever::Discount => (self.retention + LEAST_DECAY - 1.0).max(0.0),
            Lever::Margin => -f64::MAX,
            _ => 0.0,
        }
    }

    /// Whether the levers make sense together.
    ///
    /// # Errors
    /// [`Refused::BadSetting`] names the lever: not a number, a retention outside of 0 to 1 or closer than
    /// [`LEAST_DECAY`] to 1 + discount, a discount outside of 0 to 1, a negative volume or cost.
    pub fn check(&self) -> Result<(), Refused> {
        for lever in Lever::ALL {
            let value = self.get(lever);
            let slack = 1e-12;
            if !value.is_finite() || value < self.lowest(lever) - slack || value > self.highest(lever) + slack
            {
                return Err(bad(lever));
            }
        }
        Ok(())
    }
}

fn bad(lever: Lever) -> Refused {
    Refused::BadSetting { setting: lever.key().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVERS: Levers = Levers {
        retention: 0.8,
        margin: 100.0,
        acquisition_volume: 50.0,
        acquisition_cost: 30.0,
        discount: 0.1,
    };

    #[test]
    fn five_points_and_five_per_cent_are_different_changes() {
        let retention = |change| LEVERS.changed(Lever::Retention, change).map(|levers| levers.retention);
        assert!((retention(Change::Points(0.05)).unwrap() - 0.85).abs() < 1e-15);
        assert!((retention(Change::Percent(0.05)).unwrap() - 0.84).abs() < 1e-15);
    }

    #[test]
    fn changes_without_sense_are_refused() {
        assert!(LEVERS.changed(Lever::Margin, Change::Points(0.05)).is_err());
        assert!(LEVERS.changed(Lever::Retention, Change::Points(0.21)).is_err());
        assert!(LEVERS.changed(Lever::Retention, Change::Percent(-1.1)).is_err());
        assert!(LEVERS.changed(Lever::AcquisitionCost, Change::Percent(f64::NAN)).is_err());
        assert!(LEVERS.with(Lever::Discount, 0.0).changed(Lever::Retention, Change::Points(0.2)).is_err());
        assert!(LEVERS.changed(Lever::Retention, Change::Points(0.2)).is_ok());
    }
}
