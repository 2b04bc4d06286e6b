//! Currencies, and how their amounts are written.

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Currencies that the import offers, in the order of the menu.
    pub const OFFERED: [&'static str; 8] = ["TWD", "CNY", "HKD", "JPY", "USD", "EUR", "GBP", "KRW"];

    /// The currency of a code of three letters.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|byte| byte.to_ascii_uppercase())))
    }

    /// The code: "TWD".
    #[must_use]
    pub fn code(&self) -> &str {
        // Three ASCII letters, by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// What stands in front of an amount: "NT$", or the code with a space where there is no usual sign.
    #[must_use]
    pub fn prefix(&self) -> String {
        let sign = match &self.0 {
            b"TWD" => "NT$",
            b"CNY" => "CN¥",
            b"JPY" => "¥",
            b"USD" => "$",
            b"HKD" => "HK$",
            b"EUR" => "€",
            b"GBP" => "£",
            b"KRW" => "₩",
            _ => return format!("{}\u{a0}", self.code()),
        };
        sign.to_owned()
    }

    /// Decimals in which prices are usually written.
    #[must_use]
    pub fn decimals(&self) -> u8 {
        match &self.0 {
            b"TWD" | b"JPY" | b"KRW" => 0,
            _ => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Currency;

    #[test]
    fn codes_are_three_letters() {
        assert_eq!(Currency::from_code(" twd").map(|currency| currency.prefix()), Some("NT$".to_owned()));
        assert_eq!(
            Currency::from_code("CHF").map(|currency| currency.prefix()),
            Some("CHF\u{a0}".to_owned())
        );
        assert_eq!(Currency::from_code("NT$"), None);
        assert_eq!(Currency::from_code("元"), None);
    }
}
