//! Which columns tell of accounts, their parents and who looks after them.
//!
//! The import knows a column of accounts and one of roles. Parents and owners it knows only as headers, so they are
//! found by these here.

use crate::data::{Dataset, Dimension, TextAttribute, TextRole};

/// Headers, without blanks and marks, that name a parent account.
const PARENT_WORDS: &[&str] = &[
    "parent",
    "headoffice",
    "headquarter",
    "holding",
    "ultimate",
    "母公司",
    "總公司",
    "总公司",
    "上層",
    "上级",
    "上級",
    "集團",
    "集团",
    "總部",
    "总部",
    "親会社",
    "本社",
];

/// Headers that name who looks after a customer.
const OWNER_WORDS: &[&str] = &[
    "owner",
    "accountmanager",
    "accountowner",
    "keyaccount",
    "salesrep",
    "salesperson",
    "salesman",
    "seller",
    "representative",
    "rep",
    "agent",
    "業務",
    "业务",
    "業務員",
    "业务员",
    "業務代表",
    "業務人員",
    "銷售",
    "销售",
    "負責人",
    "负责人",
    "承辦",
    "客戶經理",
    "客户经理",
    "担当者",
    "營業員",
];

/// A header in lower case without anything but letters and digits.
fn plain(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a header names a parent account.
pub(super) fn names_parent(header: &str) -> bool {
    let name = plain(header);
    PARENT_WORDS.iter().any(|word| name.contains(word))
}

/// Whether a header names who looks after a customer.
pub(super) fn names_owner(header: &str) -> bool {
    let name = plain(header);
    // Short words only as whole headers: an "agent" is not in every "agency".
    let is_whole = |word: &str| [word.to_owned(), format!("{word}name"), format!("{word}id")].contains(&name);
    OWNER_WORDS.iter().any(|word| is_whole(word) || (word.len() > 6 && name.contains(word)))
}

/// The column of accounts of customers.
pub(super) fn accounts(dataset: &Dataset) -> Option<&TextAttribute> {
    of_accounts(dataset).find(|text| !names_parent(&text.name))
}

/// The column of parents of accounts (or of customers, where there is no other column of accounts).
pub(super) fn parents(dataset: &Dataset) -> Option<&TextAttribute> {
    of_accounts(dataset).find(|text| names_parent(&text.name))
}

/// A column of parents that the import took for groups of customers.
pub(super) fn parent_groups(dataset: &Dataset) -> Option<&Dimension> {
    dataset
        .customers()
        .dimensions
        .iter()
        .find(|dimension| dimension.role.is_none() && names_parent(&dimension.name))
}

fn of_accounts(dataset: &Dataset) -> impl Iterator<Item = &TextAttribute> {
    dataset.customers().texts.iter().filter(|text| text.role == TextRole::Account)
}

/// Who looks after each customer, as a column about customers.
pub(super) fn owners(dataset: &Dataset) -> Option<&Dimension> {
    dataset
        .customers()
        .dimensions
        .iter()
        .find(|dimension| dimension.role.is_none() && names_owner(&dimension.name))
}

/// Who made each sale, as a column of order lines.
pub(super) fn sellers(dataset: &Dataset) -> Option<&Dimension> {
    dataset.dimensions().iter().find(|dimension| dimension.role.is_none() && names_owner(&dimension.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_as_people_write_them() {
        for header in ["Parent Account ID", "parent_id", "母公司代號", "集團", "Head office"] {
            assert!(names_parent(header), "{header}");
        }
        for header in
            ["Owner", "Sales Rep", "account_manager", "業務員", "負責人", "Seller ID", "Key account manager"]
        {
            assert!(names_owner(header), "{header}");
        }
        for header in ["account_id", "Report", "city", "Homeowner", "preparation", "agency fee"] {
            assert!(!names_owner(header) && !names_parent(header), "{header}");
        }
    }
}
