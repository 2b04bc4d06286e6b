//! The pages, and how the address names them. The address holds the page alone, never data.

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// Import: files, mapping, rows set aside.
    Data,
    /// Headline figures and what stands out.
    Overview,
    /// The list of customers.
    Customers,
    /// One customer, by id. The id is not in the address.
    Customer(String),
    /// Segments by recency and frequency.
    Segments,
    /// Concentration of revenue and profit.
    Pareto,
    /// Lifetime value.
    LifetimeValue,
    /// Retention by cohort.
    Retention,
}

impl Route {
    /// The fragment of the address, without `#`.
    #[must_use]
    pub fn hash(&self) -> &'static str {
        match self {
            Self::Data => "/data",
            Self::Overview => "/overview",
            Self::Customers => "/customers",
            Self::Customer(_) => "/customer",
            Self::Segments => "/segments",
            Self::Pareto => "/pareto",
            Self::LifetimeValue => "/lifetime-value",
            Self::Retention => "/retention",
        }
    }

    /// The page a fragment names; `None` for one customer, whose id is not in the address, and for anything
    /// unknown.
    #[must_use]
    pub fn from_hash(hash: &str) -> Option<Self> {
        match hash.trim_start_matches('#') {
            "/data" | "" | "/" => Some(Self::Data),
            "/overview" => Some(Self::Overview),
            "/customers" => Some(Self::Customers),
            "/segments" => Some(Self::Segments),
            "/pareto" => Some(Self::Pareto),
            "/lifetime-value" => Some(Self::LifetimeValue),
            "/retention" => Some(Self::Retention),
            _ => None,
        }
    }
}
