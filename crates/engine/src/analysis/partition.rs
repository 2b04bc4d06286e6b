//! Customers divided into groups, whatever divides them: what a cross-table lays against another.
//!
//! In:   segments, classes, clusters, tiers, rules or an attribute.
//! Out:  a [`Partition`]: one group per customer, or none.

use super::Profile;
use super::tier::Tier;
use crate::data::Dataset;
use crate::query::{AbcClass, Segment};
use serde::{Deserialize, Serialize};

/// What a group is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Group {
    /// A named segment.
    Segment(Segment),
    /// A class by revenue.
    Class(AbcClass),
    /// A value tier.
    Tier(Tier),
    /// A cluster, by its number from 1.
    Cluster(u8),
    /// A name that a person gave, or a value of a column.
    Name(String),
    /// What no rule takes.
    Rest,
}

/// Customers divided into groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Partition {
    /// The groups.
    pub groups: Vec<Group>,
    /// Index of each customer's group; [`Partition::NONE`] for customers in none. One entry per customer of the
    /// data set.
    pub group_of: Vec<u16>,
}

impl Partition {
    /// The entry of customers who are in no group.
    pub const NONE: u16 = u16::MAX;

    /// Divides customers by `group`, which names an index into `groups`.
    pub fn new(
        groups: Vec<Group>,
        n_customers: usize,
        mut group: impl FnMut(usize) -> Option<usize>,
    ) -> Self {
        let code = |idx: usize| u16::try_from(idx).unwrap_or(Self::NONE);
        Self { groups, group_of: (0..n_customers).map(|idx| group(idx).map_or(Self::NONE, code)).collect() }
    }

    /// The eleven named segments.
    #[must_use]
    pub fn of_segments(profile: &Profile) -> Self {
        let segments = &profile.scores.segment;
        Self::new(Segment::ALL.map(Group::Segment).to_vec(), segments.len(), |idx| {
            segments[idx].map(|segment| segment as usize)
        })
    }

    /// Classes by revenue.
    #[must_use]
    pub fn of_classes(profile: &Profile) -> Self {
        let classes = &profile.ranks.class;
        let all = [AbcClass::A, AbcClass::B, AbcClass::C];
        Self::new(all.map(Group::Class).to_vec(), classes.len(), |idx| {
            classes[idx].map(|class| class as usize)
        })
    }

    /// The values of an attribute, for customers with an order; an empty cell is a value. `None` without such a
    /// column.
    #[must_use]
    pub fn of_attribute(dataset: &Dataset, profile: &Profile, name: &str) -> Option<Self> {
        let dimension = dataset.customers().dimensions.iter().find(|dimension| dimension.name == name)?;
        let groups = dimension.values.iter().cloned().map(Group::Name).collect();
        Some(Self::new(groups, profile.facts.len(), |idx| {
            profile.facts.has_order(idx).then(|| usize::from(dimension.codes[idx]))
        }))
    }

    /// Index of a customer's group.
    #[must_use]
    pub fn get(&self, customer: usize) -> Option<usize> {
        self.group_of.get(customer).copied().filter(|&group| group != Self::NONE).map(usize::from)
    }
}
