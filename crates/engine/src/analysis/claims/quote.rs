//! What the lectures say: file, number and unit. Quoted, never taken as a fact.

use super::Claim;

/// What a quoted number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuoteUnit {
    /// Times as much cost.
    TimesCost,
    /// Times as much time.
    TimesTime,
    /// People.
    People,
    /// Per cent, as the lecture writes it; where it means a change, whether in points or of itself is not said.
    Percent,
    /// Per cent of revenue.
    PercentOfRevenue,
    /// Per cent of loss: of what, is not said.
    PercentOfLoss,
    /// Per cent of customers.
    PercentOfCustomers,
    /// United States dollars.
    Dollars,
}

/// A quoted number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quoted {
    /// The number as it stands there.
    pub value: f64,
    /// What it counts.
    pub unit: QuoteUnit,
}

/// What to be careful of when reading a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trap {
    /// Shares of revenue stand beside a loss, and do not add up: 97 + 3 - 2.2 is 97.8.
    RevenueAndLossMixed,
    /// Ten times is said of cost, six times of time: two claims.
    CostIsNotTime,
    /// Contested, and neither the base nor whether points or per cent are meant is said.
    PointsOrPercent,
    /// A number was lost from the text of this lecture; only the direction is said.
    NumberLost,
    /// A way of speaking, not a measurement.
    Rhetorical,
}

/// What a lecture says on a claim.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quote {
    /// Name of the lecture's file.
    pub seed: &'static str,
    /// The numbers, in the order in which they are said.
    pub numbers: &'static [Quoted],
    /// What to be careful of.
    pub trap: Option<Trap>,
}

const SERVICE: &str = "001_a7eb5e256347a5f1.txt";
const ONE_TO_ONE: &str = "002_f5f174cfb9747a6f.txt";
const CONCEPTS: &str = "003_3f4dab86e6157a74.txt";
const SYSTEMS: &str = "004_c6373e280a60ba26.txt";

impl Claim {
    /// What the lecture says.
    #[must_use]
    pub fn quote(self) -> Quote {
        use QuoteUnit::{
            Dollars, People, Percent, PercentOfCustomers, PercentOfLoss, PercentOfRevenue, TimesCost,
            TimesTime,
        };
        let (seed, numbers, trap): (_, &'static [Quoted], _) = match self {
            Self::TenTimesCost => {
                (SERVICE, &[Quoted { value: 10.0, unit: TimesCost }], Some(Trap::CostIsNotTime))
            }
            Self::SixTimesTime => {
                (SYSTEMS, &[Quoted { value: 6.0, unit: TimesTime }], Some(Trap::CostIsNotTime))
            }
            Self::WordOfMouth => {
                (SYSTEMS, &[Quoted { value: 8.0, unit: People }, Quoted { value: 10.0, unit: People }], None)
            }
            Self::RetentionProfit => (
                SYSTEMS,
                &[Quoted { value: 5.0, unit: Percent }, Quoted { value: 85.0, unit: Percent }],
                Some(Trap::PointsOrPercent),
            ),
            Self::WinRates => (
                SYSTEMS,
                &[Quoted { value: 15.0, unit: Percent }, Quoted { value: 50.0, unit: Percent }],
                None,
            ),
            Self::ServiceRecovery => (SYSTEMS, &[Quoted { value: 70.0, unit: PercentOfCustomers }], None),
            Self::RetentionDirection => (CONCEPTS, &[], Some(Trap::NumberLost)),
            Self::TopFifth => (
                SERVICE,
                &[Quoted { value: 80.0, unit: Percent }, Quoted { value: 20.0, unit: Percent }],
                None,
            ),
            Self::YearlyLoss => (SERVICE, &[Quoted { value: 10.0, unit: PercentOfCustomers }], None),
            Self::BankTail => (
                SERVICE,
                &[
                    Quoted { value: 20.0, unit: PercentOfCustomers },
                    Quoted { value: 97.0, unit: PercentOfRevenue },
                    Quoted { value: 70.0, unit: PercentOfCustomers },
                    Quoted { value: 3.0, unit: PercentOfRevenue },
                    Quoted { value: 10.0, unit: PercentOfCustomers },
                    Quoted { value: 2.2, unit: PercentOfLoss },
                ],
                Some(Trap::RevenueAndLossMixed),
            ),
            Self::PriceLadder => (
                SERVICE,
                &[Quoted { value: 0.40, unit: Dollars }, Quoted { value: 4.0, unit: Dollars }],
                Some(Trap::Rhetorical),
            ),
            Self::TargetedOffers => (ONE_TO_ONE, &[], None),
        };
        Quote { seed, numbers, trap }
    }
}
