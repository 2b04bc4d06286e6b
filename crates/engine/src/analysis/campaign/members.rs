//! Who was in a campaign, and in which arm.
//!
//! Members come from a list of their own, from columns about customers, or from tagged order lines. The last know
//! only who bought: no response can be told from them, and [`super::effect`] refuses.

use crate::analysis::Refused;
use crate::analysis::selection::customer_idx;
use crate::data::{Dataset, Day, DayRange, Dimension, DimensionRole};
use crate::metric::Needs;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which arm of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Arm {
    /// Contacted.
    Treated,
    /// Left alone on purpose.
    Control,
}

impl Arm {
    /// Both, the treated first.
    pub const ALL: [Self; 2] = [Self::Treated, Self::Control];

    /// The arm that a cell names, in English or Chinese; none where it could be either (A, B).
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
        if starts(&[
            "control",
            "ctrl",
            "ctl",
            "holdout",
            "hold-out",
            "hold out",
            "untreated",
            "not contacted",
        ]) || starts(&["對照", "对照", "控制", "保留", "未處理", "未处理", "未接觸", "未接触"])
            || matches!(text.as_str(), "c" | "0" | "no" | "n" | "false" | "否")
        {
            Some(Self::Control)
        } else if starts(&["treat", "test", "target", "expos", "contacted", "experiment", "mailed"])
            || starts(&["實驗", "实验", "測試", "测试", "處理", "处理", "接觸", "接触", "試驗", "试验"])
            || matches!(text.as_str(), "t" | "1" | "yes" | "y" | "true" | "是")
        {
            Some(Self::Treated)
        } else {
            None
        }
    }
}

/// Where members were read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberSource {
    /// A list of members.
    List,
    /// Columns about customers.
    CustomerColumns,
    /// Tagged order lines: buyers only.
    Lines,
}

/// A row of a list of members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberRow {
    /// Name of the campaign.
    pub campaign: String,
    /// Id of the customer.
    pub customer: String,
    /// What the file calls the arm.
    pub group: String,
    /// The day of the contact, where known.
    pub day: Option<Day>,
}

/// A customer in a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Index of the campaign.
    pub campaign: u16,
    /// Index of the customer in the data set.
    pub customer: u32,
    /// Which arm.
    pub arm: Arm,
    /// The day of the contact, where known.
    pub day: Option<Day>,
}

/// Everybody in every campaign, once for each, by campaign and customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Members {
    /// Where they were read from.
    pub source: MemberSource,
    /// Names of the campaigns, in byte order.
    pub campaigns: Vec<String>,
    /// Customers of the data set.
    pub rows: Vec<Member>,
    /// Members that the data set does not know, by campaign, treated and control: they never bought.
    pub unknown: Vec<[u64; 2]>,
    /// Rows without a campaign, a customer or a readable arm.
    pub n_unreadable: u64,
    /// Customers said to be in both arms of a campaign; they are in neither.
    pub n_contradicting: u64,
}

impl Members {
    /// Members of a list. Customers that the data set does not know are counted: they bought nothing.
    #[must_use]
    pub fn from_rows(dataset: &Dataset, rows: &[MemberRow]) -> Self {
        let mut unknown: BTreeMap<(&str, &str), Arm> = BTreeMap::new();
        let mut found = Vec::with_capacity(rows.len());
        let (mut n_unreadable, mut n_contradicting) = (0, 0);
        let mut names: Vec<&str> = rows.iter().map(|row| row.campaign.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names.retain(|name| !name.is_empty());
        for row in rows {
            let campaign =
                names.binary_search(&row.campaign.as_str()).ok().and_then(|idx| u16::try_from(idx).ok());
            let (Some(campaign), Some(arm), false) =
                (campaign, Arm::of_text(&row.group), row.customer.is_empty())
            else {
                n_unreadable += 1;
                continue;
            };
            match customer_idx(dataset, &row.customer).and_then(|idx| u32::try_from(idx).ok()) {
                Some(customer) => found.push(Member { campaign, customer, arm, day: row.day }),
                None => {
                    let known = unknown.insert((&row.campaign, &row.customer), arm);
                    n_contradicting += u64::from(known.is_some_and(|known| known != arm));
                }
            }
        }
        let mut counts = vec![[0; 2]; names.len()];
        for (&(campaign, _), &arm) in &unknown {
            if let Ok(idx) = names.binary_search(&campaign) {
                counts[idx][arm as usize] += 1;
            }
        }
        let campaigns = names.into_iter().map(str::to_owned).collect();
        let mut members = Self {
            source: MemberSource::List,
            campaigns,
            rows: found,
            unknown: counts,
            n_unreadable,
            n_contradicting,
        };
        members.settle();
        members
    }

    /// Members of columns about customers with the roles of campaign and test group; none without both.
    #[must_use]
    pub fn from_customers(dataset: &Dataset) -> Option<Self> {
        let dimensions = &dataset.customers().dimensions;
        let of = |role| dimensions.iter().find(|dimension: &&Dimension| dimension.role == Some(role));
        let (campaign, group) = (of(DimensionRole::Campaign)?, of(DimensionRole::TestGroup)?);
        let pairs = (0..dataset.n_customers()).map(|customer| (customer, customer));
        Some(Self::from_columns(MemberSource::CustomerColumns, (campaign, group), pairs))
    }

    /// Members of columns of lines with these roles, who bought by definition; none without both.
    #[must_use]
    pub fn from_lines(dataset: &Dataset) -> Option<Self> {
        let (campaign, group) =
            (dataset.dimension(DimensionRole::Campaign)?, dataset.dimension(DimensionRole::TestGroup)?);
        let pairs = (0..dataset.n_customers())
            .flat_map(|customer| dataset.lines_of_customer(customer).map(move |line| (customer, line)));
        Some(Self::from_columns(MemberSource::Lines, (campaign, group), pairs))
    }

    /// The best that the data set itself has.
    ///
    /// # Errors
    /// [`Refused::NeedsColumn`] where neither customers nor lines have a campaign and a group.
    pub fn of(dataset: &Dataset) -> Result<Self, Refused> {
        Self::from_customers(dataset)
            .or_else(|| Self::from_lines(dataset))
            .ok_or_else(|| Refused::needs(Needs::Campaign))
    }

    /// `pairs` are customers and rows of the columns.
    fn from_columns(
        source: MemberSource,
        (campaign, group): (&Dimension, &Dimension),
        pairs: impl Iterator<Item = (usize, usize)>,
    ) -> Self {
        let arms: Vec<Option<Arm>> = group.values.iter().map(|value| Arm::of_text(value)).collect();
        let names: Vec<usize> =
            (0..campaign.values.len()).filter(|&idx| !campaign.values[idx].is_empty()).collect();
        let mut rows = Vec::new();
        let mut n_unreadable = 0;
        for (customer, row) in pairs {
            let code = usize::from(campaign.codes[row]);
            let Ok(idx) = names.binary_search(&code) else { continue };
            let arm = arms[usize::from(group.codes[row])];
            match (u16::try_from(idx), u32::try_from(customer), arm) {
                (Ok(campaign), Ok(customer), Some(arm)) => {
                    let member = Member { campaign, customer, arm, day: None };
                    if rows.last() != Some(&member) {
                        rows.push(member);
                    }
                }
                _ => n_unreadable += 1,
            }
        }
        let campaigns: Vec<String> = names.into_iter().map(|idx| campaign.values[idx].clone()).collect();
        let unknown = vec![[0; 2]; campaigns.len()];
        let mut members = Self { source, campaigns, rows, unknown, n_unreadable, n_contradicting: 0 };
        members.settle();
        members
    }

    /// Puts members in order, each once; who is in both arms of a campaign is taken out.
    fn settle(&mut self) {
        self.rows.sort_unstable();
        let mut kept: Vec<Member> = Vec::with_capacity(self.rows.len());
        for same in self.rows.chunk_by(|a, b| (a.campaign, a.customer) == (b.campaign, b.customer)) {
            if same.iter().all(|member| member.arm == same[0].arm) {
                kept.push(same[0]);
            } else {
                self.n_contradicting += 1;
            }
        }
        self.rows = kept;
    }

    /// The members of a campaign.
    #[must_use]
    pub fn of_campaign(&self, campaign: usize) -> &[Member] {
        let from = self.rows.partition_point(|member| usize::from(member.campaign) < campaign);
        let to = self.rows.partition_point(|member| usize::from(member.campaign) <= campaign);
        &self.rows[from..to]
    }

    /// The days in which each campaign is answered: as given, else from the first to the last contact and
    /// `response_days` more, else from the first to the last order line tagged with it.
    #[must_use]
    pub fn windows(
        &self,
        dataset: &Dataset,
        given: &[(String, DayRange)],
        response_days: u32,
    ) -> Vec<Option<DayRange>> {
        let mut tagged: Vec<Option<DayRange>> = vec![None; self.campaigns.len()];
        if let Some(dimension) = dataset.dimension(DimensionRole::Campaign) {
            let of_code: Vec<Option<usize>> =
                dimension.values.iter().map(|value| self.campaigns.binary_search(value).ok()).collect();
            for (&code, &day) in dimension.codes.iter().zip(dataset.days()) {
                if let Some(idx) = of_code[usize::from(code)] {
                    widen(&mut tagged[idx], day);
                }
            }
        }
        let contacted = |idx: usize| {
            let mut range = None;
            for day in self.of_campaign(idx).iter().filter_map(|member| member.day) {
                widen(&mut range, day);
            }
            range.map(|range| DayRange {
                first: range.first,
                last: range.last.plus(response_days.cast_signed() - 1),
            })
        };
        (0..self.campaigns.len())
            .map(|idx| {
                let named = given.iter().find(|(name, _)| *name == self.campaigns[idx]);
                named.map(|(_, range)| *range).or_else(|| contacted(idx)).or(tagged[idx])
            })
            .collect()
    }
}

fn widen(range: &mut Option<DayRange>, day: Day) {
    *range = Some(range.map_or(DayRange { first: day, last: day }, |range| DayRange {
        first: range.first.min(day),
        last: range.last.max(day),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{dataset, day, line};

    fn row(campaign: &str, customer: &str, group: &str) -> MemberRow {
        let day = Some(day("2024-03-01"));
        MemberRow {
            campaign: campaign.to_owned(),
            customer: customer.to_owned(),
            group: group.to_owned(),
            day,
        }
    }

    #[test]
    fn every_row_is_a_member_or_counted() {
        let dataset = dataset(&[line("A", "2024-01-01", 1), line("B", "2024-01-01", 1)], &[]);
        let rows = [
            row("x", "A", "treatment"),
            row("x", "A", "Treatment"),
            row("x", "B", "control"),
            row("x", "B", "test"),
            row("y", "A", "對照組"),
            row("y", "stranger", "實驗組"),
            row("y", "B", "B"),
            row("", "B", "test"),
        ];
        let members = Members::from_rows(&dataset, &rows);
        assert_eq!(members.campaigns, ["x", "y"]);
        assert_eq!(members.of_campaign(0).len(), 1);
        assert_eq!(members.of_campaign(1)[0].arm, Arm::Control);
        assert_eq!((members.n_contradicting, members.n_unreadable), (1, 2));
        assert_eq!(members.unknown, [[0, 0], [1, 0]]);
        let window = members.windows(&dataset, &[], 28)[0].unwrap();
        assert_eq!((window.first, window.last), (day("2024-03-01"), day("2024-03-28")));
    }
}
