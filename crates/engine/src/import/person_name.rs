//! The name of a person from one column, or from a family name and a given name in columns of their own.
//!
//! In:   the roles of columns, and cells.
//! Out:  the name as it is written where its script is: the family name first and without a space in Chinese,
//!       Japanese and Korean, the given name first elsewhere.

use super::ColumnRole;
use super::header::{HeaderPlan, normalized};
use std::borrow::Cow;

/// Names of columns of family names, normalized.
const FAMILY: [&str; 24] = [
    "lastname",
    "familyname",
    "surname",
    "customerlastname",
    "lname",
    "姓",
    "姓氏",
    "客戶姓氏",
    "客户姓氏",
    "顧客姓氏",
    "氏",
    "苗字",
    "성",
    "성씨",
    "nachname",
    "familienname",
    "nomdefamille",
    "apellido",
    "apellidos",
    "cognome",
    "sobrenome",
    "nazwisko",
    "achternaam",
    "фамилия",
];

/// Names of columns of given names, normalized.
const GIVEN: [&str; 22] = [
    "firstname",
    "givenname",
    "forename",
    "customerfirstname",
    "fname",
    "名",
    "名字",
    "客戶名字",
    "客户名字",
    "顧客名字",
    "이름",
    "vorname",
    "prénom",
    "prenom",
    "nombre",
    "nombres",
    "nome",
    "imię",
    "imie",
    "voornaam",
    "имя",
    "first",
];

/// The columns of a family name and a given name, where a header has both and neither name is asked of a column for
/// itself. `keys` are normalized headers.
pub(super) fn parts(keys: &[String]) -> Option<(usize, usize)> {
    let of = |names: &[&str]| keys.iter().position(|key| names.contains(&key.as_str()));
    Some((of(&FAMILY)?, of(&GIVEN)?))
}

/// Where the names of a file come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameColumns {
    /// There are none.
    None,
    /// One column.
    Whole(usize),
    /// Two columns, joined.
    Parts { family: usize, given: usize },
}

impl NameColumns {
    /// The columns that have the role of a name. Of two the header says which is the family name; where it does not,
    /// the given name stands first.
    pub(super) fn of(plan: &HeaderPlan) -> Self {
        match *plan.columns(ColumnRole::Name) {
            [] => Self::None,
            [column] => Self::Whole(column),
            [first, second, ..] => {
                let is = |column: usize, names: &[&str]| {
                    plan.names.get(column).is_some_and(|name| names.contains(&normalized(name).as_str()))
                };
                if is(first, &FAMILY) || is(second, &GIVEN) {
                    Self::Parts { family: first, given: second }
                } else {
                    Self::Parts { family: second, given: first }
                }
            }
        }
    }

    /// The columns, in no order.
    pub(super) fn columns(self) -> impl Iterator<Item = usize> {
        let (first, second) = match self {
            Self::None => (None, None),
            Self::Whole(column) => (Some(column), None),
            Self::Parts { family, given } => (Some(family), Some(given)),
        };
        first.into_iter().chain(second)
    }

    /// The name of a row; `None` where the file has no names.
    pub(super) fn text<'a>(self, cell: impl Fn(usize) -> &'a str) -> Option<Cow<'a, str>> {
        match self {
            Self::None => None,
            Self::Whole(column) => Some(Cow::Borrowed(cell(column))),
            Self::Parts { family, given } => Some(joined(cell(family), cell(given))),
        }
    }
}

/// A family name and a given name as one.
pub(super) fn joined<'a>(family: &'a str, given: &'a str) -> Cow<'a, str> {
    let (family, given) = (family.trim(), given.trim());
    if family.is_empty() || given.is_empty() {
        return Cow::Borrowed(if family.is_empty() { given } else { family });
    }
    let is_east_asian = |c: char| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    if family.chars().all(is_east_asian) && given.chars().all(is_east_asian) {
        Cow::Owned(format!("{family}{given}"))
    } else {
        Cow::Owned(format!("{given} {family}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_as_their_script_writes_them() {
        assert_eq!(joined("Lovelace", "Ada"), "Ada Lovelace");
        assert_eq!(joined("王", "小明"), "王小明");
        assert_eq!(joined("김", "철수"), "김철수");
        assert_eq!(joined("王", "Peter"), "Peter 王");
        assert_eq!(joined(" ", "Ada "), "Ada");
        assert_eq!(joined("Lovelace", ""), "Lovelace");
    }

    #[test]
    fn both_parts_are_needed() {
        let keys = |header: &str| header.split(',').map(normalized).collect::<Vec<_>>();
        assert_eq!(parts(&keys("Customer ID,First Name,Last Name")), Some((2, 1)));
        assert_eq!(parts(&keys("編號,姓,名")), Some((1, 2)));
        assert_eq!(parts(&keys("id,名字")), None);
        assert_eq!(parts(&keys("id,Last_Name")), None);
    }
}
