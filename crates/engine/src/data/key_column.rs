//! A column by which rows of one file name rows of another, and how the names of two such columns compare.
//!
//! `ProductKey` in a file of orders and `ProductKey` in a file of products are one thing; so are `TerritoryKey`
//! and `SalesTerritoryKey`, `product_id` and `SKU`, and `product_id` and the `id` of `products.csv`.

use super::Dictionary;
use unicode_normalization::UnicodeNormalization;

/// A column of keys, one per row.
#[derive(Debug, Clone)]
pub struct KeyColumn {
    /// The header as written.
    pub name: String,
    /// Distinct values; the text "" stands for an empty cell.
    pub values: Dictionary,
    /// Value of each row, a code of `values`.
    pub codes: Vec<u32>,
}

impl KeyColumn {
    /// Whether every row has a value of its own.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        !self.codes.is_empty()
            && self.values.len() == self.codes.len()
            && self.values.texts().iter().all(|value| !value.is_empty())
    }
}

/// Last words of headers that name keys.
const KEY_WORDS: [&str; 12] =
    ["key", "id", "code", "sku", "no", "nr", "number", "barcode", "ean", "upc", "isbn", "gtin"];

/// Ends of headers that name keys in languages without spaces.
const KEY_ENDS: [&str; 13] = [
    "編號",
    "编号",
    "代號",
    "代号",
    "代碼",
    "代码",
    "番号",
    "コード",
    "貨號",
    "货号",
    "條碼",
    "条码",
    "料號",
];

/// What a key may stand for, where a header runs its words together, as in `productid`.
const THINGS: [&str; 20] = [
    "product",
    "item",
    "article",
    "stock",
    "category",
    "store",
    "shop",
    "branch",
    "territory",
    "region",
    "country",
    "city",
    "campaign",
    "channel",
    "supplier",
    "vendor",
    "brand",
    "department",
    "warehouse",
    "location",
];

/// Words for things that are sold.
const PRODUCTS: [&str; 14] = [
    "product", "item", "article", "stock", "goods", "sku", "商品", "產品", "产品", "品項", "品项", "artikel",
    "produkt", "barcode",
];

/// Words of file names that say nothing about the rows.
const FILE_WORDS: [&str; 10] =
    ["list", "table", "data", "master", "export", "dim", "lookup", "file", "final", "new"];

/// A header as keys are compared: NFKC, lower case, letters and digits only, without a last part in brackets.
#[must_use]
pub fn key_name(header: &str) -> String {
    let folded: String = header.nfkc().collect::<String>().to_lowercase();
    let bare = match folded.trim_end().strip_suffix(')').and_then(|rest| rest.rfind('(')) {
        Some(at) if !folded[..at].trim().is_empty() => &folded[..at],
        _ => folded.as_str(),
    };
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a header names a key: `ProductKey`, `store_id`, `SKU`, `商品編號`; not `paid`.
#[must_use]
pub fn is_key_name(header: &str) -> bool {
    let name = key_name(header);
    if KEY_ENDS.iter().any(|end| name.ends_with(end)) {
        return true;
    }
    // `no` alone is an answer, not a number.
    if matches!(name.as_str(), "no" | "nr" | "number") {
        return false;
    }
    let last = last_word(header);
    if KEY_WORDS.contains(&last.as_str()) {
        return true;
    }
    // Words that run together are only believed where the first one is known.
    KEY_WORDS.iter().any(|word| {
        name.strip_suffix(word).is_some_and(|thing| THINGS.iter().any(|known| thing.ends_with(known)))
    })
}

/// Whether a header names the key of something that is sold.
#[must_use]
pub fn is_product_key(header: &str) -> bool {
    let name = key_name(header);
    let thing = thing_of(&name);
    is_key_name(header) && (thing == "product" || PRODUCTS.iter().any(|word| thing.ends_with(word)))
}

/// The last word of a header, in lower case: words are parted by anything but letters and digits, and where
/// a small letter meets a capital.
fn last_word(header: &str) -> String {
    let folded: String = header.nfkc().collect();
    let bare = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut word: Vec<char> = Vec::new();
    let mut next: Option<char> = None;
    for c in bare.chars().rev() {
        let meets = next.is_some_and(|next| next.is_uppercase() && c.is_lowercase());
        if !c.is_alphanumeric() || meets {
            break;
        }
        word.push(c);
        next = Some(c);
    }
    word.iter().rev().collect::<String>().to_lowercase()
}

/// What a compared name is the key of: `productkey` and `sku` of a product, `storeid` of a store.
fn thing_of(name: &str) -> &str {
    let thing = KEY_WORDS
        .iter()
        .chain(&KEY_ENDS)
        .filter_map(|word| name.strip_suffix(word))
        .min_by_key(|rest| rest.len())
        .unwrap_or(name);
    let is_product = matches!(name, "sku" | "barcode" | "ean" | "upc" | "isbn" | "gtin" | "貨號" | "货号")
        || PRODUCTS.contains(&thing);
    if is_product { "product" } else { thing }
}

/// The name of a column as other files would say it: `id` of `products.csv` is `productid`.
#[must_use]
pub(super) fn full_key_name(header: &str, file: &str) -> String {
    let name = key_name(header);
    if thing_of(&name).is_empty() { format!("{}{name}", file_word(file)) } else { name }
}

/// What the rows of a file are, by its name, in the singular: `AdventureWorks_Products.csv` is `product`.
#[must_use]
pub(super) fn file_word(file: &str) -> String {
    let stem = file.split('.').next().unwrap_or(file).to_lowercase();
    let word = stem
        .split(|c: char| !c.is_alphabetic())
        .rfind(|word| !word.is_empty() && !FILE_WORDS.contains(word))
        .unwrap_or("");
    match word.strip_suffix("ies") {
        Some(rest) => format!("{rest}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// How surely two compared names mean the same key: 0 is equal, then one ends with the other, then both are
/// keys of the same thing; `None` is not at all.
#[must_use]
pub(super) fn kinship(foreign: &str, key: &str) -> Option<u8> {
    if foreign == key {
        return Some(0);
    }
    let is_end_of = |long: &str, short: &str| {
        short.chars().count() >= 3 && !thing_of(short).is_empty() && long.ends_with(short)
    };
    if is_end_of(foreign, key) || is_end_of(key, foreign) {
        return Some(1);
    }
    let (a, b) = (thing_of(foreign), thing_of(key));
    (!a.is_empty() && a == b).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_end_in_a_key_word_name_keys() {
        for header in
            ["ProductKey", "product_id", "Product ID", "SKU", "商品編號", "StoreID", "storeid", "Item No."]
        {
            assert!(is_key_name(header), "{header}");
        }
        for header in ["paid", "valid", "Unpaid", "number_of_cds", "ProductName", "grid", "Notes", "no"] {
            assert!(!is_key_name(header), "{header}");
        }
        assert!(is_product_key("ProductKey") && is_product_key("sku") && is_product_key("商品編號"));
        assert!(!is_product_key("TerritoryKey") && !is_product_key("ProductSubcategoryKey"));
    }

    #[test]
    fn kin_are_ranked() {
        assert_eq!(kinship("productkey", "productkey"), Some(0));
        assert_eq!(kinship("territorykey", "salesterritorykey"), Some(1));
        assert_eq!(kinship("productid", "sku"), Some(2));
        assert_eq!(kinship("productkey", "territorykey"), None);
        assert_eq!(kinship("productid", "id"), None);
        assert_eq!(kinship("productsubcategorykey", "productcategorykey"), None);
    }

    #[test]
    fn a_bare_id_takes_the_name_of_its_file() {
        assert_eq!(full_key_name("id", "products.csv"), "productid");
        assert_eq!(full_key_name("Code", "AdventureWorks_Product_Categories.csv"), "categorycode");
        assert_eq!(full_key_name("ProductKey", "x.csv"), "productkey");
        assert_eq!(file_word("product_list_2024.csv"), "product");
    }
}
