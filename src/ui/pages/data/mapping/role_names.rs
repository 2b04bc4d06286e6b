//! What a column can be used for, and what it looks like, in words.

use clientele_engine::data::{DimensionRole, FileKind, MeasureRole, TextRole};
use clientele_engine::import::{ColumnKind, ColumnRole};

const LINE_ROLES: [ColumnRole; 25] = [
    ColumnRole::CustomerId,
    ColumnRole::Name,
    ColumnRole::Date,
    ColumnRole::Amount,
    ColumnRole::UnitPrice,
    ColumnRole::Quantity,
    ColumnRole::OrderId,
    ColumnRole::Cost,
    ColumnRole::Profit,
    ColumnRole::Dimension(Some(DimensionRole::Category)),
    ColumnRole::Dimension(Some(DimensionRole::Product)),
    ColumnRole::Dimension(Some(DimensionRole::Channel)),
    ColumnRole::Dimension(Some(DimensionRole::Discounted)),
    ColumnRole::Dimension(Some(DimensionRole::Returned)),
    ColumnRole::Dimension(Some(DimensionRole::Complaint)),
    ColumnRole::Dimension(Some(DimensionRole::Region)),
    ColumnRole::Dimension(Some(DimensionRole::Store)),
    ColumnRole::Dimension(Some(DimensionRole::Campaign)),
    ColumnRole::Dimension(Some(DimensionRole::TestGroup)),
    ColumnRole::Measure(MeasureRole::Discount),
    ColumnRole::Measure(MeasureRole::Satisfaction),
    ColumnRole::ProductId,
    ColumnRole::Key,
    ColumnRole::Dimension(None),
    ColumnRole::Skip,
];

const CUSTOMER_ROLES: [ColumnRole; 27] = [
    ColumnRole::CustomerId,
    ColumnRole::Name,
    ColumnRole::Signup,
    ColumnRole::Dimension(Some(DimensionRole::CustomerKind)),
    ColumnRole::Dimension(Some(DimensionRole::Region)),
    ColumnRole::Dimension(Some(DimensionRole::AcquisitionChannel)),
    ColumnRole::Dimension(Some(DimensionRole::Gender)),
    ColumnRole::Dimension(Some(DimensionRole::AgeGroup)),
    ColumnRole::Dimension(Some(DimensionRole::Occupation)),
    ColumnRole::Dimension(Some(DimensionRole::IncomeGroup)),
    ColumnRole::Dimension(Some(DimensionRole::AccountRole)),
    ColumnRole::Dimension(Some(DimensionRole::Campaign)),
    ColumnRole::Dimension(Some(DimensionRole::TestGroup)),
    ColumnRole::Dimension(Some(DimensionRole::Consent)),
    ColumnRole::Measure(MeasureRole::BirthYear),
    ColumnRole::Measure(MeasureRole::Age),
    ColumnRole::Measure(MeasureRole::Income),
    ColumnRole::Measure(MeasureRole::AcquisitionCost),
    ColumnRole::Measure(MeasureRole::Satisfaction),
    ColumnRole::Measure(MeasureRole::Complaints),
    ColumnRole::Text(TextRole::Email),
    ColumnRole::Text(TextRole::Phone),
    ColumnRole::Text(TextRole::Address),
    ColumnRole::Text(TextRole::Referrer),
    ColumnRole::Text(TextRole::Account),
    ColumnRole::Dimension(None),
    ColumnRole::Skip,
];

const LOOKUP_ROLES: [ColumnRole; 10] = [
    ColumnRole::ProductId,
    ColumnRole::Key,
    ColumnRole::UnitPrice,
    ColumnRole::Cost,
    ColumnRole::Dimension(Some(DimensionRole::Category)),
    ColumnRole::Dimension(Some(DimensionRole::Product)),
    ColumnRole::Dimension(Some(DimensionRole::Region)),
    ColumnRole::Dimension(Some(DimensionRole::Store)),
    ColumnRole::Dimension(None),
    ColumnRole::Skip,
];

/// The roles a column of such a file can have, in the order of the menu.
pub(in super::super) fn roles(kind: FileKind) -> &'static [ColumnRole] {
    match kind {
        FileKind::Transactions => &LINE_ROLES,
        FileKind::Customers => &CUSTOMER_ROLES,
        FileKind::Lookup => &LOOKUP_ROLES,
    }
}

/// The key of a role's name; the key is the value of its option, too.
pub(in super::super) fn role_key(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::CustomerId => "data-role-customer-id",
        ColumnRole::Name => "data-role-name",
        ColumnRole::Date => "data-role-date",
        ColumnRole::Amount => "data-role-amount",
        ColumnRole::UnitPrice => "data-role-unit-price",
        ColumnRole::Quantity => "data-role-quantity",
        ColumnRole::OrderId => "data-role-order-id",
        ColumnRole::Cost => "data-role-cost",
        ColumnRole::Profit => "data-role-profit",
        ColumnRole::Signup => "data-role-signup",
        ColumnRole::Skip => "data-role-skip",
        ColumnRole::ProductId => "data-role-product-id",
        ColumnRole::Key => "data-role-key",
        ColumnRole::Measure(role) => match role {
            MeasureRole::BirthYear => "data-role-birth-year",
            MeasureRole::Age => "data-role-age",
            MeasureRole::Income => "data-role-income",
            MeasureRole::AcquisitionCost => "data-role-acquisition-cost",
            MeasureRole::Satisfaction => "data-role-satisfaction",
            MeasureRole::Complaints => "data-role-complaint-count",
            MeasureRole::Discount => "data-role-discount",
        },
        ColumnRole::Text(role) => match role {
            TextRole::Email => "data-role-email",
            TextRole::Phone => "data-role-phone",
            TextRole::Address => "data-role-address",
            TextRole::Referrer => "data-role-referrer",
            TextRole::Account => "data-role-account",
        },
        ColumnRole::Dimension(None) => "data-role-dimension",
        ColumnRole::Dimension(Some(role)) => match role {
            DimensionRole::Category => "data-role-category",
            DimensionRole::Product => "data-role-product",
            DimensionRole::Channel => "data-role-channel",
            DimensionRole::Discounted => "data-role-discounted",
            DimensionRole::Returned => "data-role-returned",
            DimensionRole::Complaint => "data-role-complaint",
            DimensionRole::CustomerKind => "data-role-customer-kind",
            DimensionRole::Region => "data-role-region",
            DimensionRole::AcquisitionChannel => "data-role-acquisition",
            DimensionRole::Gender => "data-role-gender",
            DimensionRole::Store => "data-role-store",
            DimensionRole::Campaign => "data-role-campaign",
            DimensionRole::TestGroup => "data-role-test-group",
            DimensionRole::Consent => "data-role-consent",
            DimensionRole::Occupation => "data-role-occupation",
            DimensionRole::AgeGroup => "data-role-age-group",
            DimensionRole::IncomeGroup => "data-role-income-group",
            DimensionRole::AccountRole => "data-role-account-role",
        },
    }
}

/// The key of what the cells of a column look like.
pub(super) fn kind_key(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Id => "data-kind-id",
        ColumnKind::Date => "data-kind-date",
        ColumnKind::Money => "data-kind-money",
        ColumnKind::Number => "data-kind-number",
        ColumnKind::Category => "data-kind-category",
        ColumnKind::Flag => "data-kind-flag",
        ColumnKind::Text => "data-kind-text",
        ColumnKind::Empty => "data-kind-empty",
    }
}
