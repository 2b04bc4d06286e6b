//! What a column can be used for, and what it looks like, in words.

use clientele_engine::data::{DimensionRole, FileKind};
use clientele_engine::import::{ColumnKind, ColumnRole};

const LINE_ROLES: [ColumnRole; 18] = [
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
    ColumnRole::Dimension(None),
    ColumnRole::Skip,
];

const CUSTOMER_ROLES: [ColumnRole; 9] = [
    ColumnRole::CustomerId,
    ColumnRole::Name,
    ColumnRole::Signup,
    ColumnRole::Dimension(Some(DimensionRole::CustomerKind)),
    ColumnRole::Dimension(Some(DimensionRole::Region)),
    ColumnRole::Dimension(Some(DimensionRole::AcquisitionChannel)),
    ColumnRole::Dimension(Some(DimensionRole::Gender)),
    ColumnRole::Dimension(None),
    ColumnRole::Skip,
];

/// The roles a column of such a file can have, in the order of the menu.
pub(in super::super) fn roles(kind: FileKind) -> &'static [ColumnRole] {
    match kind {
        FileKind::Transactions => &LINE_ROLES,
        FileKind::Customers => &CUSTOMER_ROLES,
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
