//! Header cells to the roles of columns.
//!
//! In:   the cells of a record that may be a header, what the rows are said to be, and how loosely to read.
//! Out:  a [`HeaderPlan`], or the roles that were not found.

use super::ColumnRole;
use super::amount::parse_amount;
use super::currency::{CURRENCY_NAMES, Currency};
use super::id::is_invisible;
use super::person_name::parts;
use super::set_aside::is_own_column;
use super::synonyms::{Field, loose_field, optional_field, strict_field};
use crate::data::{DimensionRole, FileKind, MeasureRole, is_key_name, is_product_key};
use unicode_normalization::UnicodeNormalization;

/// What each column of a file is used for.
#[derive(Debug, Clone)]
pub(super) struct HeaderPlan {
    /// What the rows are.
    pub(super) kind: FileKind,
    /// Headers as written.
    pub(super) names: Vec<String>,
    /// Role of each column; `None` is decided by what the column holds.
    pub(super) roles: Vec<Option<ColumnRole>>,
    /// Columns that claim the same required role as an earlier one: `(earlier, later)`.
    pub(super) twins: Vec<(usize, usize)>,
    /// Columns whose name is known, required or not.
    pub(super) n_known: usize,
}

impl HeaderPlan {
    /// Takes the meaning of its name from a column; another column of the same meaning takes its place.
    pub(super) fn ignore(&mut self, column: usize) {
        let Some(role) = self.roles.get(column).copied() else { return };
        let twin = self.twins.iter().find(|&&(earlier, _)| earlier == column).map(|&(_, later)| later);
        if let Some(heir) = twin {
            self.roles[heir] = role;
            for (earlier, _) in &mut self.twins {
                if *earlier == column {
                    *earlier = heir;
                }
            }
            self.twins.retain(|&(earlier, later)| earlier != later);
        }
        self.twins.retain(|&(_, later)| later != column);
        self.roles[column] = None;
    }

    /// The first column with that role.
    pub(super) fn column(&self, role: ColumnRole) -> Option<usize> {
        self.roles.iter().position(|&known| known == Some(role))
    }

    /// All columns with that role.
    pub(super) fn columns(&self, role: ColumnRole) -> Vec<usize> {
        (0..self.roles.len()).filter(|&idx| self.roles[idx] == Some(role)).collect()
    }

    /// The column that names what was sold, if any: a key of products.
    pub(super) fn product_key(&self) -> Option<usize> {
        let is_key = |idx: &usize| match self.roles[*idx] {
            Some(ColumnRole::ProductId | ColumnRole::Dimension(Some(DimensionRole::Product))) => true,
            None | Some(ColumnRole::Skip | ColumnRole::Dimension(None) | ColumnRole::Key) => {
                is_product_key(&self.names[*idx])
            }
            Some(_) => false,
        };
        (0..self.roles.len()).find(is_key)
    }

    /// Whether lines have an amount, or a quantity of something that may have a price in another file.
    pub(super) fn has_value(&self) -> bool {
        let has = |role| self.column(role).is_some();
        has(ColumnRole::Amount)
            || (has(ColumnRole::Quantity) && (has(ColumnRole::UnitPrice) || self.product_key().is_some()))
    }

    /// Columns that may name rows of a lookup file.
    pub(super) fn key_columns(&self) -> Vec<usize> {
        let is_key = |idx: &usize| match self.roles[*idx] {
            Some(ColumnRole::ProductId | ColumnRole::Key) => true,
            None | Some(ColumnRole::Skip | ColumnRole::Dimension(_)) => is_key_name(&self.names[*idx]),
            Some(_) => false,
        };
        (0..self.roles.len()).filter(is_key).collect()
    }

    /// Columns a record cannot do without.
    pub(super) fn required(&self) -> Vec<usize> {
        let mut required: Vec<usize> = self.column(ColumnRole::CustomerId).into_iter().collect();
        if self.kind == FileKind::Transactions {
            required.extend(self.column(ColumnRole::Date));
            match self.column(ColumnRole::Amount) {
                Some(amount) => required.push(amount),
                None if !self.has_value() => {}
                None => required.extend(
                    [ColumnRole::UnitPrice, ColumnRole::Quantity]
                        .into_iter()
                        .filter_map(|role| self.column(role)),
                ),
            }
        }
        required
    }
}

/// The name of a column as it is compared: NFKC, lower case, without a last part in round brackets, spaces,
/// punctuation and invisible characters.
pub(super) fn normalized(name: &str) -> String {
    let folded: String = name.nfkc().collect::<String>().to_lowercase();
    let folded = folded.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let bare = match folded.strip_suffix(')').and_then(|rest| rest.rfind('(')) {
        Some(at) if !folded[..at].trim().is_empty() => &folded[..at],
        _ => folded,
    };
    let is_dress = |c: char| {
        c.is_whitespace() || c.is_control() || is_invisible(c) || "_-.:()#/".contains(c) || c == '\u{AD}'
    };
    bare.chars().filter(|&c| !is_dress(c)).collect()
}

/// Reads the cells as a header for rows of `kind`. `is_loose` lets loose names stand in for required columns
/// that no strict name is found for.
///
/// # Errors
/// The required roles that were not found, and the number of columns known so far.
pub(super) fn plan(
    names: Vec<String>,
    kind: FileKind,
    is_loose: bool,
) -> Result<HeaderPlan, Vec<&'static str>> {
    let keys: Vec<String> = names.iter().map(|name| normalized(name)).collect();
    let mut fields: Vec<Option<Field>> =
        keys.iter().map(|key| strict_field(key).or_else(|| optional_field(key))).collect();
    add_name_parts(&keys, &mut fields);
    if is_loose {
        add_loose(&keys, &mut fields);
    }
    let has = |field: Field| fields.contains(&Some(field));
    let mut missing = Vec::new();
    if !has(Field::CustomerId) {
        missing.push("customer_id");
    }
    if kind == FileKind::Transactions {
        if !has(Field::Date) {
            missing.push("date");
        }
        // Price times quantity is an amount, but only a loose reading of the file.
        let has_product = is_loose && has(Field::UnitPrice) && has(Field::Quantity);
        if !has(Field::Amount) && !has_product {
            missing.push("amount");
        }
    }
    if !missing.is_empty() {
        return Err(missing);
    }
    Ok(assign(names, &fields, kind))
}

/// Reads the cells as the header of a file of orders that says what was bought and how many, or only who and
/// when, but not for how much.
pub(super) fn plan_without_amounts(names: Vec<String>) -> Option<HeaderPlan> {
    let keys: Vec<String> = names.iter().map(|name| normalized(name)).collect();
    let mut fields: Vec<Option<Field>> =
        keys.iter().map(|key| strict_field(key).or_else(|| optional_field(key))).collect();
    add_name_parts(&keys, &mut fields);
    add_loose(&keys, &mut fields);
    let has = |field: Field| fields.contains(&Some(field));
    // A price, a cost or a profit would be of no use, and is more likely the amount under another name.
    let has_money = [Field::Amount, Field::UnitPrice, Field::Cost, Field::Profit].into_iter().any(has);
    (has(Field::CustomerId) && has(Field::Date) && !has_money)
        .then(|| assign(names, &fields, FileKind::Transactions))
}

/// Reads the cells as the header of a lookup file: it names a key, and neither customers nor dates nor amounts.
pub(super) fn plan_lookup(names: Vec<String>) -> Option<HeaderPlan> {
    let keys: Vec<String> = names.iter().map(|name| normalized(name)).collect();
    let fields: Vec<Option<Field>> =
        keys.iter().map(|key| strict_field(key).or_else(|| optional_field(key))).collect();
    let has = |field: Field| fields.contains(&Some(field));
    let is_loosely = |field: Field, key: &String| loose_field(key).is_some_and(|(known, _)| known == field);
    // A bare `id` is a customer's, unless the file speaks of things that have a price.
    let has_price = has(Field::UnitPrice) || keys.iter().any(|key| key == "price");
    let names_customers = keys.iter().enumerate().any(|(idx, key)| {
        is_loosely(Field::CustomerId, key) && fields[idx].is_none() && !(key == "id" && has_price)
    });
    let is_other = has(Field::CustomerId)
        || names_customers
        || has(Field::Date)
        || has(Field::Amount)
        || has(Field::Quantity)
        || keys.iter().any(|key| is_loosely(Field::Amount, key));
    // A row of data may hold a word that would name a key; it hardly ever holds nothing but names.
    let is_name = |name: &String| !name.trim().is_empty() && parse_amount(name).is_err();
    let is_lookup = !is_other
        && names.len() > 1
        && names.iter().all(is_name)
        && names.iter().any(|name| is_key_name(name));
    is_lookup.then(|| lookup_roles(names, &fields))
}

/// The columns of a lookup file by what their names say, and the user's answers over them.
fn lookup_roles(names: Vec<String>, fields: &[Option<Field>]) -> HeaderPlan {
    let mut plan = HeaderPlan {
        kind: FileKind::Lookup,
        n_known: 0,
        roles: Vec::with_capacity(names.len()),
        names,
        twins: Vec::new(),
    };
    for (idx, field) in fields.iter().enumerate() {
        let name = normalized(&plan.names[idx]);
        let has = |role| plan.column(role).is_some();
        let role = match field {
            Some(Field::UnitPrice) if !has(ColumnRole::UnitPrice) => Some(ColumnRole::UnitPrice),
            Some(Field::Cost) if !has(ColumnRole::Cost) => Some(ColumnRole::Cost),
            None if !has(ColumnRole::UnitPrice) && is_unit_price(&name) => Some(ColumnRole::UnitPrice),
            None if !has(ColumnRole::Cost) && is_unit_cost(&name) => Some(ColumnRole::Cost),
            _ if is_product_key(&plan.names[idx]) => Some(ColumnRole::ProductId),
            _ if is_key_name(&plan.names[idx]) => Some(ColumnRole::Key),
            Some(Field::Dimension(role)) => Some(ColumnRole::Dimension(Some(*role))),
            _ => lookup_dimension(&name).map(|role| ColumnRole::Dimension(Some(role))),
        };
        plan.n_known += usize::from(role.is_some());
        plan.roles.push(role);
    }
    plan
}

/// Prices of one piece, by a normalized name.
fn is_unit_price(name: &str) -> bool {
    matches!(
        name,
        "price"
            | "productprice"
            | "listprice"
            | "retailprice"
            | "salesprice"
            | "saleprice"
            | "sellingprice"
            | "standardprice"
            | "regularprice"
            | "rrp"
            | "msrp"
            | "價格"
            | "价格"
            | "售價"
            | "售价"
            | "定價"
            | "定价"
            | "商品價格"
            | "商品价格"
            | "產品價格"
            | "产品价格"
            | "建議售價"
            | "価格"
            | "販売価格"
            | "preis"
    )
}

/// Costs of one piece, by a normalized name.
fn is_unit_cost(name: &str) -> bool {
    matches!(
        name,
        "unitcost"
            | "productcost"
            | "standardcost"
            | "itemcost"
            | "costprice"
            | "purchaseprice"
            | "costperunit"
            | "單位成本"
            | "单位成本"
            | "進價"
            | "进价"
            | "進貨價"
            | "进货价"
            | "產品成本"
            | "产品成本"
            | "商品成本"
    )
}

/// What a column of a lookup file means by the end of its name: `CategoryName`, not `SubcategoryName`.
fn lookup_dimension(name: &str) -> Option<DimensionRole> {
    let bare = name
        .strip_suffix("name")
        .or_else(|| name.strip_suffix("名稱"))
        .or_else(|| name.strip_suffix("名称"))?;
    match optional_field(bare) {
        Some(Field::Dimension(role)) => Some(role),
        _ => matches!(bare, "store" | "shop" | "branch" | "門市" | "门店" | "分店")
            .then_some(DimensionRole::Store),
    }
}

/// Takes a family name and a given name for the name, where no column has all of it. A word that may be either, as
/// `имя`, is the given name beside a family name.
fn add_name_parts(keys: &[String], fields: &mut [Option<Field>]) {
    let Some((family, given)) = parts(keys) else { return };
    let names = || (0..fields.len()).filter(|&idx| fields[idx] == Some(Field::Name));
    let is_loose_name = |key: &String| loose_field(key).is_some_and(|(field, _)| field == Field::Name);
    let is_whole = names().any(|idx| idx != family && idx != given) || keys.iter().any(is_loose_name);
    if !is_whole {
        fields[family] = Some(Field::NamePart);
        fields[given] = Some(Field::NamePart);
    }
}

/// Lets loose names stand in for fields that no column has yet, the likeliest name first.
fn add_loose(keys: &[String], fields: &mut [Option<Field>]) {
    let loose: Vec<Option<(Field, usize)>> = keys.iter().map(|key| loose_field(key)).collect();
    let wanted =
        [Field::CustomerId, Field::Date, Field::OrderId, Field::Name, Field::Amount, Field::UnitPrice];
    for field in wanted {
        if fields.contains(&Some(field)) {
            continue;
        }
        let best = (0..keys.len())
            .filter(|&idx| fields[idx].is_none_or(Field::is_detail))
            .filter_map(|idx| loose[idx].filter(|&(known, _)| known == field).map(|(_, rank)| (rank, idx)))
            .min();
        if let Some((_, idx)) = best {
            // A price without a quantity is what was paid.
            let is_amount = field == Field::UnitPrice && !fields.contains(&Some(Field::Quantity));
            if is_amount && fields.contains(&Some(Field::Amount)) {
                continue;
            }
            fields[idx] = Some(if is_amount { Field::Amount } else { field });
        }
    }
}

fn assign(names: Vec<String>, fields: &[Option<Field>], kind: FileKind) -> HeaderPlan {
    let is_transactions = kind == FileKind::Transactions;
    let has_signup = fields.contains(&Some(Field::Signup));
    let has_acquisition = fields.contains(&Some(Field::Dimension(DimensionRole::AcquisitionChannel)));
    let mut plan = HeaderPlan {
        kind,
        n_known: fields.iter().flatten().count(),
        roles: Vec::with_capacity(names.len()),
        names,
        twins: Vec::new(),
    };
    for (idx, field) in fields.iter().enumerate() {
        let role = match field {
            None if is_own_column(&plan.names[idx]) => Some(ColumnRole::Skip),
            None => None,
            Some(Field::CustomerId) => Some(ColumnRole::CustomerId),
            Some(Field::Name | Field::NamePart) => Some(ColumnRole::Name),
            Some(Field::Date) if is_transactions => Some(ColumnRole::Date),
            Some(Field::Date) if !has_signup => Some(ColumnRole::Signup),
            Some(Field::Amount) if is_transactions => Some(ColumnRole::Amount),
            Some(Field::OrderId) if is_transactions => Some(ColumnRole::OrderId),
            Some(Field::Quantity) if is_transactions => Some(ColumnRole::Quantity),
            Some(Field::UnitPrice) if is_transactions => Some(ColumnRole::UnitPrice),
            Some(Field::Cost) if is_transactions => Some(ColumnRole::Cost),
            Some(Field::Profit) if is_transactions => Some(ColumnRole::Profit),
            Some(Field::Signup) => Some(ColumnRole::Signup),
            Some(Field::ProductId) if is_transactions => Some(ColumnRole::ProductId),
            // On a line this says that there was a complaint; how many a customer made is for its own file.
            Some(Field::Measure(MeasureRole::Complaints)) if is_transactions => {
                Some(ColumnRole::Dimension(Some(DimensionRole::Complaint)))
            }
            Some(Field::Measure(role)) => Some(ColumnRole::Measure(*role)),
            Some(Field::Text(role)) => Some(ColumnRole::Text(*role)),
            Some(Field::Dimension(DimensionRole::Channel)) if !is_transactions && !has_acquisition => {
                Some(ColumnRole::Dimension(Some(DimensionRole::AcquisitionChannel)))
            }
            Some(Field::Dimension(role)) => Some(ColumnRole::Dimension(Some(*role))),
            Some(_) => None,
        };
        let is_single = !matches!(
            role,
            None | Some(
                ColumnRole::Cost | ColumnRole::Dimension(_) | ColumnRole::Measure(_) | ColumnRole::Text(_)
            )
        );
        let is_single = is_single && *field != Some(Field::NamePart);
        let earlier = role.filter(|_| is_single).and_then(|role| plan.column(role));
        let is_required =
            matches!(role, Some(ColumnRole::CustomerId | ColumnRole::Date | ColumnRole::Amount));
        if let Some(earlier) = earlier {
            if is_required {
                plan.twins.push((earlier, idx));
                plan.roles.push(Some(ColumnRole::Skip));
            } else {
                plan.roles.push(None);
            }
        } else {
            plan.roles.push(role);
        }
    }
    plan
}

/// The currency a header names, as in `Amount (USD)`, `amount_twd` or `金額(NT$)`.
pub(super) fn currency_in(name: &str) -> Option<Currency> {
    let text = name.nfkc().collect::<String>().to_uppercase();
    CURRENCY_NAMES.iter().find_map(|&(code, currency)| {
        let at = text.find(code)?;
        let is_word = code.chars().all(|c| c.is_ascii_alphabetic());
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_inside =
            is_letter(text[..at].chars().next_back()) || is_letter(text[at + code.len()..].chars().next());
        (!is_word || !is_inside).then_some(currency)
    })
}

/// Whether the header of a date column names the calendar of the Republic of China.
pub(super) fn names_minguo(name: &str) -> bool {
    let text = name.nfkc().collect::<String>().to_lowercase();
    text.contains("民國")
        || text.contains("民国")
        || text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "roc")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(header: &str, kind: FileKind, is_loose: bool) -> Option<Vec<Option<ColumnRole>>> {
        plan(header.split(',').map(str::to_owned).collect(), kind, is_loose).ok().map(|plan| plan.roles)
    }

    #[test]
    fn names_are_compared_without_their_dress() {
        assert_eq!(normalized(" Customer_ID (text)"), "customerid");
        assert_eq!(normalized("Amount（USD）"), "amount");
        assert_eq!(normalized("\u{FEFF}客戶 編號:"), "客戶編號");
        assert_eq!(normalized("Order #"), "order");
    }

    #[test]
    fn the_sets_in_the_wild_find_their_columns() {
        use ColumnRole::{Amount, CustomerId, Date, OrderId, Quantity, UnitPrice};
        assert_eq!(
            roles("Id,Date,Price", FileKind::Transactions, true),
            Some(vec![Some(CustomerId), Some(Date), Some(Amount)])
        );
        assert_eq!(
            roles("InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID", FileKind::Transactions, true),
            Some(vec![Some(OrderId), Some(Quantity), Some(Date), Some(UnitPrice), Some(CustomerId)])
        );
        assert_eq!(roles("Id,Date,Price", FileKind::Transactions, false), None);
        assert_eq!(
            roles("Row ID,Order ID,Order Date,Customer ID,Sales", FileKind::Transactions, false),
            Some(vec![None, Some(OrderId), Some(Date), Some(CustomerId), Some(Amount)])
        );
    }

    #[test]
    fn a_column_that_is_ignored_leaves_its_place_to_its_twin() {
        let names = ["id", "amount", "date", "total", "sales", "customer_id"].map(str::to_owned).to_vec();
        let Ok(mut plan) = plan(names, FileKind::Transactions, false) else { unreachable!("all are there") };
        assert_eq!(plan.twins, [(1, 3), (1, 4)]);
        plan.ignore(1);
        assert_eq!((plan.column(ColumnRole::Amount), plan.twins.as_slice()), (Some(3), &[(3, 4)][..]));
        plan.ignore(4);
        assert_eq!((plan.column(ColumnRole::Amount), plan.twins.len()), (Some(3), 0));
    }

    #[test]
    fn headers_name_currencies() {
        assert_eq!(currency_in("amount_twd"), Some(Currency::Twd));
        assert_eq!(currency_in("Amount (USD)"), Some(Currency::Usd));
        assert_eq!(currency_in("金額(NT$)"), Some(Currency::Twd));
        assert_eq!(currency_in("Europe sales"), None);
        assert!(names_minguo("日期(民國)") && names_minguo("ROC date") && !names_minguo("process date"));
    }
}
