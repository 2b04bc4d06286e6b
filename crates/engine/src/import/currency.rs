//! Currencies and the names they go by in cells and headers.

/// A currency or a sign that several currencies share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Currency {
    None,
    Twd,
    Usd,
    Hkd,
    Cny,
    Jpy,
    Eur,
    Gbp,
    Chf,
    /// `$`, of TWD, USD and HKD.
    Dollar,
    /// `¥`, of JPY and CNY.
    Yen,
    /// 元 or 圓, of TWD, CNY, HKD and JPY.
    Yuan,
}

impl Currency {
    /// All currencies and signs, by their number.
    pub(super) const ALL: [Self; 12] = [
        Self::None,
        Self::Twd,
        Self::Usd,
        Self::Hkd,
        Self::Cny,
        Self::Jpy,
        Self::Eur,
        Self::Gbp,
        Self::Chf,
        Self::Dollar,
        Self::Yen,
        Self::Yuan,
    ];

    /// ISO code; `None` for a sign that several currencies share.
    pub(super) fn iso_code(self) -> Option<&'static str> {
        match self {
            Self::Twd => Some("TWD"),
            Self::Usd => Some("USD"),
            Self::Hkd => Some("HKD"),
            Self::Cny => Some("CNY"),
            Self::Jpy => Some("JPY"),
            Self::Eur => Some("EUR"),
            Self::Gbp => Some("GBP"),
            Self::Chf => Some("CHF"),
            Self::None | Self::Dollar | Self::Yen | Self::Yuan => None,
        }
    }

    /// How the currency is named in an error.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Dollar => "$",
            Self::Yen => "¥",
            Self::Yuan => "元",
            _ => self.iso_code().unwrap_or(""),
        }
    }

    /// The currencies a shared sign can stand for.
    pub(super) fn candidates(self) -> &'static [Self] {
        match self {
            Self::Dollar => &[Self::Twd, Self::Usd, Self::Hkd],
            Self::Yen => &[Self::Jpy, Self::Cny],
            Self::Yuan => &[Self::Twd, Self::Cny, Self::Hkd, Self::Jpy],
            _ => &[],
        }
    }

    /// The currency with that ISO code.
    pub(super) fn from_iso_code(code: &str) -> Option<Self> {
        let code = code.trim();
        Self::ALL
            .into_iter()
            .find(|currency| currency.iso_code().is_some_and(|iso| iso.eq_ignore_ascii_case(code)))
    }
}

/// Names of currencies in cells and headers, longer ones first.
pub(super) const CURRENCY_NAMES: [(&str, Currency); 19] = [
    ("NT$", Currency::Twd),
    ("US$", Currency::Usd),
    ("HK$", Currency::Hkd),
    ("NTD", Currency::Twd),
    ("TWD", Currency::Twd),
    ("USD", Currency::Usd),
    ("HKD", Currency::Hkd),
    ("CNY", Currency::Cny),
    ("RMB", Currency::Cny),
    ("JPY", Currency::Jpy),
    ("EUR", Currency::Eur),
    ("GBP", Currency::Gbp),
    ("CHF", Currency::Chf),
    ("$", Currency::Dollar),
    ("¥", Currency::Yen),
    ("€", Currency::Eur),
    ("£", Currency::Gbp),
    ("円", Currency::Jpy),
    ("元", Currency::Yuan),
];
