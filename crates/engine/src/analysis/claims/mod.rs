//! The twelve claims of the lectures, each tested on the data at hand.
//!
//! In:   a selection, and samples that no file holds where the reader has them.
//! Out:  a [`ClaimsReport`]: for each claim a verdict, the statistic with its interval and number of cases, and what
//!       would change the verdict.
//! Cost: a few passes over the lines, and resampling of the customers for two claims.
//!
//! A claim is supported when the whole 95 % interval lies on its side of the threshold, not supported when the whole
//! interval lies on the other, and otherwise there is not enough data; nothing is decided on fewer cases than the
//! least number. So no single row turns one verdict into its opposite. What a lecture says is a [`Quote`], never a
//! fact: it is shown beside what the data says.

mod bootstrap;
mod complaint;
mod cost_ratio;
mod findings;
mod loss;
mod metrics;
mod offer;
mod price;
mod quote;
mod retention;
mod share;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;
mod verdict;
mod win;

pub(super) use findings::ALL as FINDINGS;
pub(super) use metrics::METRICS;
pub use quote::{Quote, QuoteUnit, Quoted, Trap};
pub use verdict::{Estimate, Threshold, Turn, Verdict, Why, judge};

use super::finding::Finding;
use super::selection::Selection;
use super::{Profile, Refused};
use crate::data::Dataset;
use crate::progress::{Cancelled, Progress};
use serde::{Deserialize, Serialize};

/// A claim of the lectures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Claim {
    /// Winning a customer costs ten times what keeping one does.
    TenTimesCost,
    /// Winning a customer takes six times the time that keeping one does.
    SixTimesTime,
    /// A dissatisfied customer tells eight to ten others.
    WordOfMouth,
    /// Retention up by five raises profit by 85 %.
    RetentionProfit,
    /// Selling succeeds with 15 % of new customers, with 50 % of existing ones.
    WinRates,
    /// Seventy per cent of those whose complaint is resolved come back.
    ServiceRecovery,
    /// Where more customers are kept, profit is higher.
    RetentionDirection,
    /// Twenty per cent of customers bring eighty per cent of revenue.
    TopFifth,
    /// A business loses at least ten per cent of its customers a year.
    YearlyLoss,
    /// A fifth brings 97 %, and the last tenth costs 2.2 %.
    BankTail,
    /// From commodity to experience the price rises from 40 cents to 4 dollars.
    PriceLadder,
    /// Offers chosen for a customer succeed more often.
    TargetedOffers,
}

impl Claim {
    /// Every claim, in the order of the list of claims.
    pub const ALL: [Self; 12] = [
        Self::TenTimesCost,
        Self::SixTimesTime,
        Self::WordOfMouth,
        Self::RetentionProfit,
        Self::WinRates,
        Self::ServiceRecovery,
        Self::RetentionDirection,
        Self::TopFifth,
        Self::YearlyLoss,
        Self::BankTail,
        Self::PriceLadder,
        Self::TargetedOffers,
    ];

    /// Stable name in kebab case; `claim-` and it is the id of the metric that defines the test.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::TenTimesCost => "ten-times-cost",
            Self::SixTimesTime => "six-times-time",
            Self::WordOfMouth => "word-of-mouth",
            Self::RetentionProfit => "retention-profit",
            Self::WinRates => "win-rates",
            Self::ServiceRecovery => "service-recovery",
            Self::RetentionDirection => "retention-direction",
            Self::TopFifth => "top-fifth",
            Self::YearlyLoss => "yearly-loss",
            Self::BankTail => "bank-tail",
            Self::PriceLadder => "price-ladder",
            Self::TargetedOffers => "targeted-offers",
        }
    }

    /// Key of its name in the languages' files.
    #[must_use]
    pub fn word(self) -> String {
        format!("metric-claim-{}-name", self.key())
    }
}

/// A sample that the reader knows: hours, costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// How many cases.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, with n - 1.
    pub deviation: f64,
}

/// How many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hits {
    /// How many it holds for.
    pub hits: u64,
    /// Of how many.
    pub n: u64,
}

impl Hits {
    /// The share, 0..=1; 0 of nobody.
    #[must_use]
    pub fn share(self) -> f64 {
        if self.n > 0 { self.hits as f64 / self.n as f64 } else { 0.0 }
    }
}

/// What no file holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    /// Cost of winning one customer; measured where the customers file has it.
    pub cost_of_winning: Option<Sample>,
    /// Cost of keeping one customer for a year.
    pub cost_of_keeping: Option<Sample>,
    /// Hours of winning one customer.
    pub hours_of_winning: Option<Sample>,
    /// Hours of keeping one customer.
    pub hours_of_keeping: Option<Sample>,
    /// Attempts to sell to people who were no customers; measured where the customers file has sign-ups who never bought.
    pub sales_to_new: Option<Hits>,
    /// Attempts to sell to customers.
    pub sales_to_existing: Option<Hits>,
    /// Complainers whose complaint was resolved, and those of them who came back.
    pub resolved: Option<Hits>,
    /// The same of those whose complaint was not.
    pub unresolved: Option<Hits>,
    /// Buyers among those who got an offer chosen for them.
    pub targeted: Option<Hits>,
    /// Buyers among those who got any offer, or none: the comparison group.
    pub untargeted: Option<Hits>,
}

/// What the claims are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ClaimOptions {
    /// What no file holds.
    pub inputs: Inputs,
    /// Discount per year, 0.10 is 10 %.
    pub annual_discount: f64,
    /// Days within which somebody who signed up buys, or a customer buys again.
    pub win_days: i32,
    /// Days within which somebody who complained comes back.
    pub return_days: i32,
    /// Seed of the resampling.
    pub seed: u64,
}

impl Default for ClaimOptions {
    fn default() -> Self {
        Self {
            inputs: Inputs::default(),
            annual_discount: 0.10,
            win_days: 90,
            return_days: 180,
            seed: 20_250_101,
        }
    }
}

/// What a figure beside the statistic is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FigureUnit {
    /// Things counted.
    Count,
    /// A share.
    Share,
    /// A difference of shares.
    Points,
    /// One over another.
    Ratio,
    /// A pure number.
    Number,
    /// Days.
    Days,
    /// Whole units of the currency.
    Money,
}

/// A figure that helps to read the verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Stable name in kebab case.
    pub key: String,
    /// The value.
    pub value: f64,
    /// What it is counted in.
    pub unit: FigureUnit,
}

impl Figure {
    fn new(key: &str, value: f64, unit: FigureUnit) -> Self {
        Self { key: key.to_owned(), value, unit }
    }

    fn count(key: &str, value: u64) -> Self {
        Self::new(key, value as f64, FigureUnit::Count)
    }

    fn share(key: &str, value: f64) -> Self {
        Self::new(key, value, FigureUnit::Share)
    }
}

/// One claim, tested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimResult {
    /// Which.
    pub claim: Claim,
    /// What the data says.
    pub verdict: Verdict,
    /// Why there is not enough data, where there is not.
    pub why: Option<Why>,
    /// The statistic; `None` where it cannot be computed.
    pub estimate: Option<Estimate>,
    /// What the statistic is counted in.
    pub unit: FigureUnit,
    /// What the statistic has to be for the claim to hold.
    pub threshold: Threshold,
    /// Fewest cases on which the claim is decided.
    pub least_n: u64,
    /// How far the interval is from turning the verdict.
    pub turn: Option<Turn>,
    /// Whether part of it rests on what the reader said rather than on the data.
    pub is_given: bool,
    /// Figures beside it: other definitions, parts, groups.
    pub figures: Vec<Figure>,
}

impl ClaimResult {
    /// A claim judged by its statistic.
    fn judged(
        claim: Claim,
        unit: FigureUnit,
        estimate: Estimate,
        threshold: Threshold,
        least_n: u64,
    ) -> Self {
        let (verdict, why) = judge(&estimate, threshold, least_n);
        Self {
            claim,
            verdict,
            why,
            turn: Some(Turn::of(&estimate, threshold)),
            estimate: Some(estimate),
            unit,
            threshold,
            least_n,
            is_given: false,
            figures: Vec::new(),
        }
    }

    /// A claim that cannot be judged.
    fn open(claim: Claim, unit: FigureUnit, threshold: Threshold, least_n: u64, why: Why) -> Self {
        Self {
            claim,
            verdict: Verdict::NotEnoughData,
            why: Some(why),
            estimate: None,
            unit,
            threshold,
            least_n,
            turn: None,
            is_given: false,
            figures: Vec::new(),
        }
    }

    fn with(mut self, figures: impl IntoIterator<Item = Figure>) -> Self {
        self.figures.extend(figures.into_iter().filter(|figure| figure.value.is_finite()));
        self
    }

    fn given(mut self, is_given: bool) -> Self {
        self.is_given = is_given;
        self
    }
}

/// All claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimsReport {
    /// What was asked.
    pub options: ClaimOptions,
    /// One for each claim, in the order of [`Claim::ALL`].
    pub claims: Vec<ClaimResult>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// What the tests look at.
struct Subject<'a> {
    dataset: &'a Dataset,
    profile: &'a Profile,
    selection: &'a Selection,
    options: &'a ClaimOptions,
}

/// The twelve claims on the selected customers.
///
/// # Errors
/// [`Cancelled`] when nobody wants the answer any more.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    selection: &Selection,
    options: &ClaimOptions,
    progress: &mut impl Progress,
) -> Result<ClaimsReport, Cancelled> {
    let subject = Subject { dataset, profile, selection, options };
    let mut claims = Vec::with_capacity(Claim::ALL.len());
    for (done, claim) in Claim::ALL.into_iter().enumerate() {
        progress.step(done as f64 / Claim::ALL.len() as f64)?;
        claims.push(subject.test(claim));
    }
    progress.step(1.0)?;
    let findings = findings::findings(dataset, &claims);
    Ok(ClaimsReport { options: *options, claims, findings })
}

impl Subject<'_> {
    fn test(&self, claim: Claim) -> ClaimResult {
        match claim {
            Claim::TenTimesCost => cost_ratio::cost(self),
            Claim::SixTimesTime => cost_ratio::time(self),
            Claim::WordOfMouth => complaint::word_of_mouth(self),
            Claim::RetentionProfit => retention::profit(self),
            Claim::WinRates => win::rates(self),
            Claim::ServiceRecovery => complaint::recovery(self),
            Claim::RetentionDirection => retention::direction(self),
            Claim::TopFifth => share::top_fifth(self),
            Claim::YearlyLoss => loss::yearly(self),
            Claim::BankTail => share::bank_tail(self),
            Claim::PriceLadder => price::ladder(self),
            Claim::TargetedOffers => offer::targeted(self),
        }
    }

    fn n_days(&self) -> i32 {
        self.profile.facts.as_of.since(self.dataset.observed().first) + 1
    }

    fn too_short(&self, need_months: u32) -> Why {
        let have = f64::from(self.n_days()) / 30.4;
        Why::Refused(Refused::TooShort { have_months: have.max(0.0) as u32, need_months })
    }
}
