//! Groups of customers that are held against each other: segments, or an attribute.

use crate::analysis::{Profile, Refused};
use crate::data::{Dataset, Dimension};
use crate::query::Segment;
use serde::{Deserialize, Serialize};

/// How customers are grouped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grouping {
    /// The named segments of the profile.
    #[default]
    Segments,
    /// A column about customers, by its header.
    Attribute(String),
}

/// A group of customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Group {
    /// A named segment.
    Segment(Segment),
    /// Customers with this value of the attribute.
    Value(String),
}

/// The groups of customers as numbers.
pub(in crate::analysis) struct Groups<'a> {
    profile: &'a Profile,
    attribute: Option<&'a Dimension>,
}

impl<'a> Groups<'a> {
    pub(in crate::analysis) fn new(
        dataset: &'a Dataset,
        profile: &'a Profile,
        grouping: &Grouping,
    ) -> Result<Self, Refused> {
        let attribute = match grouping {
            Grouping::Segments => None,
            Grouping::Attribute(name) => {
                let mut known = dataset.customers().dimensions.iter();
                let found = known.find(|dimension| dimension.name == *name);
                Some(found.ok_or_else(|| Refused::NeedsColumn { column: name.clone() })?)
            }
        };
        Ok(Self { profile, attribute })
    }

    pub(in crate::analysis) fn len(&self) -> usize {
        self.attribute.map_or(Segment::ALL.len(), |attribute| attribute.values.len())
    }

    /// The group of a customer; none without a segment or a value.
    pub(in crate::analysis) fn of(&self, customer: usize) -> Option<usize> {
        match self.attribute {
            Some(attribute) => {
                (!attribute.value(customer).is_empty()).then(|| usize::from(attribute.codes[customer]))
            }
            None => {
                let own = self.profile.scores.segment[customer]?;
                Segment::ALL.iter().position(|&segment| segment == own)
            }
        }
    }

    pub(in crate::analysis) fn group(&self, idx: usize) -> Group {
        match self.attribute {
            Some(attribute) => Group::Value(attribute.values[idx].clone()),
            None => Group::Segment(Segment::ALL[idx]),
        }
    }
}
