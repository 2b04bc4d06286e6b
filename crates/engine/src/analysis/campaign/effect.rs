//! What campaigns brought, against their control groups.
//!
//! In:   members with arms, buyers or not; the data set for what they did.
//! Out:  an [`EffectReport`]: one row a campaign, with a verdict.
//! Cost: the orders of the members.
//!
//! Everybody counts in the arm they were put in, reached or not (intention to treat). The verdict is about
//! response, the share of members with an order within the window, and takes into account that several
//! campaigns are judged at once. "Does not work" is said only where an effect worth having can be ruled out;
//! a difference that is merely not clear is "not enough data".
//!
//! Sources: difference of shares with the interval of Newcombe (1998), method 10; pooled z-test, Fleiss, Levin &
//! Paik (2003), section 3.2; difference of means after Welch (1947); Benjamini & Hochberg (1995); standardized
//! difference, P. C. Austin (2009), Statistics in Medicine 28, 3083-3107.

use super::members::{Arm, MemberSource, Members};
use super::outcome::Outcome;
use crate::analysis::finding::{self, Finding, Kind, Template, Value};
use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Day, DayRange};
use crate::metric::{Additivity, Metric, Needs, Unit};
use crate::stats::multiple::false_discovery_rates;
use crate::stats::normal::{two_proportion_z, two_sided_p};
use crate::stats::power::{Demand, least_share, size_for_shares};
use crate::stats::proportion::{Interval, newcombe};
use crate::stats::student::{MeanDifference, Moments, welch};
use serde::{Deserialize, Serialize};

/// Members of each arm that a difference is told from.
pub const MIN_ARM: u64 = 20;

/// How effects are told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffectOptions {
    /// Days in which campaigns are answered, by name, where they are known better than from the data.
    pub windows: Vec<(String, DayRange)>,
    /// Days from a contact to the end of its answer, where contacts have days.
    pub response_days: u32,
    /// What a contact costs, in whole units of the currency.
    pub contact_cost: f64,
    /// Smallest difference of response worth having, as a share: .02 is two points.
    pub worth_having: f64,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// Share of false verdicts to be tolerated among campaigns said to work or to harm.
    pub false_discovery_rate: f64,
}

impl Default for EffectOptions {
    fn default() -> Self {
        Self {
            windows: Vec::new(),
            response_days: 28,
            contact_cost: 0.0,
            worth_having: 0.02,
            confidence: 0.95,
            false_discovery_rate: 0.05,
        }
    }
}

/// What can be said of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// More respond than would have.
    Works,
    /// Fewer respond than would have.
    Harms,
    /// An effect worth having can be ruled out.
    DoesNotWork,
    /// Neither is clear.
    NotEnoughData,
}

impl Verdict {
    /// Stable name in kebab case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Harms => "harms",
            Self::DoesNotWork => "does-not-work",
            Self::NotEnoughData => "not-enough-data",
        }
    }
}

/// An arm of a campaign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct ArmRow {
    /// Members, those unknown to the data set included.
    pub n: u64,
    /// Members whom no order names, who count as not having answered.
    pub n_unknown: u64,
    /// Members with an order within the window.
    pub n_responders: u64,
    /// Their share.
    pub response_rate: f64,
    /// Orders within the window.
    pub n_orders: u64,
    /// Revenue within the window.
    pub revenue: f64,
    /// Profit within the window, where there is cost.
    pub profit: Option<f64>,
}

/// What one campaign brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CampaignEffect {
    /// Its name.
    pub campaign: String,
    /// The days in which it was answered.
    pub window: DayRange,
    /// Whether they were over on the as-of day.
    pub is_over: bool,
    /// Those contacted.
    pub treated: ArmRow,
    /// Those left alone.
    pub control: ArmRow,
    /// Response of the treated minus response of the control group.
    pub response_difference: f64,
    /// Its interval.
    pub response_interval: Interval,
    /// Two-sided p-value of no difference.
    pub p_value: f64,
    /// Share of false ones among all campaigns at least as clear.
    pub false_discovery_rate: f64,
    /// Difference of orders per member; `None` where nothing varies.
    pub orders: Option<MeanDifference>,
    /// Difference of revenue per member.
    pub revenue: Option<MeanDifference>,
    /// Difference of profit per member before the cost of the contact, where there is cost.
    pub profit: Option<MeanDifference>,
    /// Revenue that would not have come without the campaign: the difference times the treated.
    pub extra_revenue: f64,
    /// Difference of profit (revenue without cost) per treated member, minus the cost of the contact.
    pub profit_per_contact: f64,
    /// Its interval.
    pub profit_per_contact_interval: Option<Interval>,
    /// Standardized difference of revenue before the campaign: past .1 the arms were not alike.
    pub imbalance_before: Option<f64>,
    /// Smallest difference that groups of these sizes can show four times in five.
    pub least_difference: Option<f64>,
    /// What can be said.
    pub verdict: Verdict,
}

/// What all campaigns brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffectReport {
    /// Where members were read from.
    pub source: MemberSource,
    /// Campaigns in the order of their names.
    pub campaigns: Vec<CampaignEffect>,
    /// Campaigns without a row, and why.
    pub left_out: Vec<(String, Refused)>,
    /// Revenue that would not have come without those that work.
    pub extra_revenue_of_working: f64,
    /// Rows of the list of members that could not be used, and members in both arms.
    pub n_members_left_out: u64,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// A campaign works.
const CAMPAIGN_WORKS: Template = Template {
    id: "campaign-works",
    parameters: &[
        ("campaign", Kind::Name),
        ("points", Kind::Points),
        ("treated", Kind::Share),
        ("control", Kind::Share),
        ("revenue", Kind::Money),
    ],
    action: "repeat-the-campaign",
};
/// A campaign does not work, or harms.
const CAMPAIGN_FAILS: Template = Template {
    id: "campaign-fails",
    parameters: &[
        ("campaign", Kind::Name),
        ("treated", Kind::Share),
        ("control", Kind::Share),
        ("count", Kind::Count),
    ],
    action: "stop-the-campaign",
};
/// A campaign cannot be judged.
const CAMPAIGN_UNCLEAR: Template = Template {
    id: "campaign-unclear",
    parameters: &[
        ("campaign", Kind::Name),
        ("points", Kind::Points),
        ("count", Kind::Count),
        ("needed", Kind::Count),
    ],
    action: "enlarge-the-test",
};

pub(crate) const FINDINGS: &[Template] = &[CAMPAIGN_WORKS, CAMPAIGN_FAILS, CAMPAIGN_UNCLEAR];

/// What the members of an arm did.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    row: ArmRow,
    orders: Moments,
    revenue: Moments,
    profit: Moments,
    profit_sum: f64,
    before: Moments,
}

impl Tally {
    fn add(&mut self, within: Outcome, before: Outcome) {
        self.row.n += 1;
        self.row.n_responders += u64::from(within.n_orders > 0);
        self.row.n_orders += u64::from(within.n_orders);
        self.row.revenue += within.revenue;
        self.orders.add(f64::from(within.n_orders));
        self.revenue.add(within.revenue);
        self.profit.add(within.profit);
        self.profit_sum += within.profit;
        self.before.add(before.revenue);
    }
}

/// Effects of campaigns on all their members; a filter does not choose among them, since that would break what
/// drawing lots made alike.
///
/// # Errors
/// [`Refused`] where only tagged order lines tell the members, so that nobody knows who did not buy, or without a
/// campaign.
pub fn report(
    dataset: &Dataset,
    profile: &Profile,
    members: &Members,
    options: &EffectOptions,
) -> Result<EffectReport, Refused> {
    if members.source == MemberSource::Lines {
        return Err(Refused::needs(Needs::Contacts));
    }
    if members.campaigns.is_empty() {
        return Err(Refused::needs(Needs::Campaign));
    }
    let windows = members.windows(dataset, &options.windows, options.response_days);
    let (mut campaigns, mut left_out) = (Vec::new(), Vec::new());
    for (idx, window) in windows.into_iter().enumerate() {
        match effect(dataset, profile.facts.as_of, (members, idx, window), options) {
            Ok(row) => campaigns.push(row),
            Err(refused) => left_out.push((members.campaigns[idx].clone(), refused)),
        }
    }
    let p_values: Vec<f64> = campaigns.iter().map(|row| row.p_value).collect();
    for (row, rate) in campaigns.iter_mut().zip(false_discovery_rates(&p_values, 0)) {
        row.false_discovery_rate = rate;
        row.verdict = verdict(row, options);
    }
    let working = campaigns.iter().filter(|row| row.verdict == Verdict::Works);
    let mut findings: Vec<Finding> = campaigns.iter().map(|row| finding(row, options.worth_having)).collect();
    finding::rank(&mut findings);
    Ok(EffectReport {
        source: members.source,
        extra_revenue_of_working: working.map(|row| row.extra_revenue).sum(),
        campaigns,
        left_out,
        n_members_left_out: members.n_unreadable + members.n_contradicting,
        findings,
    })
}

fn effect(
    dataset: &Dataset,
    as_of: Day,
    (members, idx, window): (&Members, usize, Option<DayRange>),
    options: &EffectOptions,
) -> Result<CampaignEffect, Refused> {
    let window = window.ok_or_else(|| Refused::BadSetting { setting: "campaign-window".to_owned() })?;
    if window.first > as_of {
        return Err(Refused::BadSetting { setting: "campaign-window".to_owned() });
    }
    let mut tallies = [Tally::default(); 2];
    let past = DayRange { first: dataset.observed().first, last: window.first.plus(-1) };
    for member in members.of_campaign(idx) {
        let customer = member.customer as usize;
        let own = member.day.map_or(window, |day| DayRange {
            first: day,
            last: day.plus(options.response_days.cast_signed() - 1),
        });
        let before = Outcome::of(dataset, customer, past, as_of);
        tallies[member.arm as usize].add(Outcome::of(dataset, customer, own, as_of), before);
    }
    for arm in Arm::ALL {
        let n_unknown = members.unknown[idx][arm as usize];
        let tally = &mut tallies[arm as usize];
        for _ in 0..n_unknown {
            tally.add(Outcome::default(), Outcome::default());
        }
        tally.row.n_unknown = n_unknown;
        if tally.row.n < MIN_ARM {
            return Err(Refused::TooFewCustomers { have: tally.row.n, need: MIN_ARM });
        }
        tally.row.response_rate = tally.row.n_responders as f64 / tally.row.n as f64;
        tally.row.profit = dataset.costs().map(|_| tally.profit_sum);
    }
    let [treated, control] = tallies;
    let responders = |tally: &Tally| (tally.row.n_responders, tally.row.n);
    let z =
        two_proportion_z(treated.row.n_responders, treated.row.n, control.row.n_responders, control.row.n);
    let difference = |of: &dyn Fn(&Tally) -> Moments| welch(&of(&treated), &of(&control), options.confidence);
    let revenue = difference(&|tally| tally.revenue);
    let profit = dataset.costs().and_then(|_| difference(&|tally| tally.profit));
    let gain = if dataset.costs().is_some() { profit } else { revenue };
    let spread = ((treated.before.variance() + control.before.variance()) / 2.0).sqrt();
    let base = control.row.response_rate;
    Ok(CampaignEffect {
        campaign: members.campaigns[idx].clone(),
        window,
        is_over: window.last <= as_of,
        treated: treated.row,
        control: control.row,
        response_difference: treated.row.response_rate - base,
        response_interval: newcombe(responders(&treated), responders(&control), options.confidence),
        p_value: z.map_or(1.0, two_sided_p),
        false_discovery_rate: 1.0,
        orders: difference(&|tally| tally.orders),
        revenue,
        profit,
        extra_revenue: (treated.revenue.mean - control.revenue.mean) * treated.row.n as f64,
        profit_per_contact: gain.map_or(0.0, |gain| gain.difference) - options.contact_cost,
        profit_per_contact_interval: gain.map(|gain| Interval {
            low: gain.interval.low - options.contact_cost,
            high: gain.interval.high - options.contact_cost,
        }),
        imbalance_before: (spread > 0.0).then(|| (treated.before.mean - control.before.mean) / spread),
        least_difference: least_share(base, treated.row.n, control.row.n, Demand::default())
            .map(|share| share - base),
        verdict: Verdict::NotEnoughData,
    })
}

fn verdict(row: &CampaignEffect, options: &EffectOptions) -> Verdict {
    let is_clear = row.false_discovery_rate <= options.false_discovery_rate;
    match (is_clear, row.response_difference > 0.0) {
        (true, true) => Verdict::Works,
        (true, false) => Verdict::Harms,
        (false, _) if row.response_interval.high < options.worth_having => Verdict::DoesNotWork,
        (false, _) => Verdict::NotEnoughData,
    }
}

fn finding(row: &CampaignEffect, worth_having: f64) -> Finding {
    let (name, stake) = (Value::Name(row.campaign.clone()), row.extra_revenue.abs());
    let rates = [Value::Share(row.treated.response_rate, 1), Value::Share(row.control.response_rate, 1)];
    match row.verdict {
        Verdict::Works => {
            let values = [name, Value::Points(row.response_difference)];
            let values = values.into_iter().chain(rates).chain([Value::Money(row.extra_revenue)]);
            Finding::new(&CAMPAIGN_WORKS, values, stake.max(f64::MIN_POSITIVE), None)
        }
        Verdict::Harms | Verdict::DoesNotWork => {
            let values = [name].into_iter().chain(rates).chain([Value::Count(row.treated.n)]);
            Finding::new(&CAMPAIGN_FAILS, values, stake, None)
        }
        Verdict::NotEnoughData => {
            // What would be needed to see the smallest difference worth having.
            let n = row.treated.n + row.control.n;
            let (base, ratio) = (row.control.response_rate, row.control.n as f64 / row.treated.n as f64);
            let needed = size_for_shares((base + worth_having).min(1.0), base, ratio, Demand::default());
            let all = needed.map_or(n, |n| (n as f64 * (1.0 + ratio)).ceil() as u64);
            let values = [name, Value::Points(row.response_difference), Value::Count(n), Value::Count(all)];
            Finding::new(&CAMPAIGN_UNCLEAR, values, 0.0, None)
        }
    }
}

const LIMITS: &str = "Needs 20 members in each arm and a list that names members who did not buy. Who was in no arm is \
                      not told of.";
const TRUTH: &str = "it::analysis::campaign::planted_effects_are_recovered";

const fn metric(
    id: &'static str,
    formula: &'static str,
    unit: Unit,
    source: &'static str,
    test: &'static str,
) -> Metric {
    let needs = &[Needs::Campaign];
    Metric { id, formula, unit, additivity: Additivity::NotAdditive, needs, source, limits: LIMITS, test }
}

pub(crate) const METRICS: &[Metric] = &[
    metric(
        "response-rate",
        "members with an order within the window / members",
        Unit::Share,
        "definition; by intention to treat",
        TRUTH,
    ),
    metric(
        "response-difference",
        "p_T - p_C, with the square-and-add interval of two Wilson intervals",
        Unit::Share,
        "Newcombe 1998, method 10",
        "stats::proportion::tests::fifty_of_200_against_30_of_200_is_ten_points_from_2_2_to_17_7",
    ),
    metric(
        "difference-per-member",
        "mean of the treated - mean of the control group: orders, revenue, profit",
        Unit::Money,
        "Welch 1947",
        "stats::student::tests::the_sleep_data_of_student_1908_as_welch_would_have_it",
    ),
    metric(
        "extra-revenue",
        "(revenue per treated member - revenue per member of the control group) x treated members",
        Unit::Money,
        "definition",
        TRUTH,
    ),
    metric(
        "profit-per-contact",
        "difference of profit per member - cost of a contact",
        Unit::Money,
        "definition; revenue in place of profit where there is no cost",
        "analysis::campaign::effect::tests::a_planted_effect_is_worked_by_hand",
    ),
    metric(
        "campaign-verdict",
        "works or harms at the tolerated false discovery rate; does not work if the interval lies below what is worth \
         having; else not enough data",
        Unit::Category,
        "rule of ours",
        "analysis::campaign::effect::tests::a_planted_effect_is_worked_by_hand",
    ),
    metric(
        "least-difference",
        "smallest p_T - p_C found with power 80 % at a two-sided level of 5 %",
        Unit::Share,
        "Fleiss, Levin & Paik 2003, equation 4.19",
        "stats::power::tests::the_least_share_needs_just_the_group_it_was_asked_for",
    ),
    metric(
        "standardized-difference",
        "(mean_T - mean_C) / sqrt((variance_T + variance_C) / 2)",
        Unit::Number,
        "Austin 2009",
        "analysis::campaign::split::tests::the_standardized_difference_is_that_of_austin_2009",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::members::MemberRow;
    use super::*;
    use crate::analysis::sample::{Line, dataset, day, line, profile};

    /// Everybody ordered in 2023; of 200 treated 50 order in the window and of 200 others 30, for 10 at a cost of 4.
    fn fifty_against_thirty() -> (Dataset, Vec<MemberRow>) {
        let (mut lines, mut rows) = (Vec::<Line>::new(), Vec::new());
        for idx in 0..400 {
            let (id, is_treated) = (format!("C{idx:03}"), idx < 200);
            lines.push(line(&id, "2023-06-01", 20));
            if idx % 200 < if is_treated { 50 } else { 30 } {
                lines.push(Line { cost: 4, ..line(&id, "2024-03-05", 10) });
            }
            rows.push(MemberRow {
                campaign: "spring".to_owned(),
                customer: id,
                group: if is_treated { "test" } else { "control" }.to_owned(),
                day: Some(day("2024-03-01")),
            });
        }
        lines.push(line("other", "2024-12-01", 1));
        (dataset(&lines, &[]), rows)
    }

    #[test]
    fn a_planted_effect_is_worked_by_hand() {
        let (dataset, rows) = fifty_against_thirty();
        let profile = profile(&dataset, day("2024-12-31"));
        let members = Members::from_rows(&dataset, &rows);
        let options = EffectOptions { contact_cost: 0.1, ..EffectOptions::default() };
        let report = report(&dataset, &profile, &members, &options).unwrap();
        let row = &report.campaigns[0];
        assert_eq!((row.treated.n_responders, row.control.n_responders, row.is_over), (50, 30, true));
        assert!((row.response_difference - 0.1).abs() < 1e-12);
        // The gold value: 2.2 to 17.7 points; z = 2.5.
        assert!((row.response_interval.low - 0.022).abs() < 5e-4);
        assert!((row.response_interval.high - 0.177).abs() < 5e-4);
        assert!((row.p_value - two_sided_p(2.5)).abs() < 1e-12);
        assert!((row.extra_revenue - 200.0).abs() < 1e-9);
        assert!((row.profit_per_contact - (0.6 - 0.1)).abs() < 1e-9);
        assert_eq!((row.verdict, row.treated.profit), (Verdict::Works, Some(300.0)));
        assert_eq!(row.imbalance_before, None);
        assert_eq!(report.findings[0].template, "campaign-works");
    }

    #[test]
    fn strangers_count_as_silent_and_small_arms_are_left_out() {
        let (dataset, mut rows) = fifty_against_thirty();
        let profile = profile(&dataset, day("2024-12-31"));
        for idx in 0..100 {
            rows.push(MemberRow { customer: format!("X{idx}"), ..rows[0].clone() });
        }
        rows.push(MemberRow { campaign: "tiny".to_owned(), ..rows[0].clone() });
        let members = Members::from_rows(&dataset, &rows);
        let report = report(&dataset, &profile, &members, &EffectOptions::default()).unwrap();
        let row = &report.campaigns[0];
        assert_eq!((row.treated.n, row.treated.n_unknown, row.treated.n_responders), (300, 100, 50));
        assert_eq!(report.left_out[0].0, "tiny");
        assert_eq!(row.verdict, Verdict::NotEnoughData);
        assert_eq!(report.findings[0].template, "campaign-unclear");
    }

    #[test]
    fn buyers_alone_say_nothing_about_an_effect() {
        let (dataset, rows) = fifty_against_thirty();
        let profile = profile(&dataset, day("2024-12-31"));
        let members = Members { source: MemberSource::Lines, ..Members::from_rows(&dataset, &rows) };
        let refused = report(&dataset, &profile, &members, &EffectOptions::default());
        assert_eq!(refused, Err(Refused::needs(Needs::Contacts)));
    }
}
