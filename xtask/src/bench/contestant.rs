//! Who takes part.

use super::options::Options;

/// Where an import runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A process of its own.
    Native,
    /// A page in Chromium.
    Browser,
}

impl Side {
    /// As in `--only`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Browser => "browser",
        }
    }
}

/// A program whose import is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contestant {
    /// The engine outside the browser.
    Engine,
    /// Reading the file by the same slices, outside the browser.
    BareRead,
    /// The built app in its own page.
    App,
    /// Reading the file in a worker by a BYOB stream.
    BareStream,
    /// Somebody else's.
    Peer(Peer),
}

/// What ours is measured against, each a page of `benches/browser/pages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    /// DuckDB-WASM as its documentation says.
    Duckdb,
    /// DuckDB-WASM told everything it would otherwise guess.
    DuckdbTuned,
    /// uDSV into typed arrays, by hand.
    Udsv,
}

impl Peer {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Duckdb, Self::DuckdbTuned, Self::Udsv];

    /// As in `--peers`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Duckdb => "duckdb",
            Self::DuckdbTuned => "duckdb-tuned",
            Self::Udsv => "udsv",
        }
    }
}

impl Contestant {
    /// Everybody who takes part, in the order of the table.
    pub(crate) fn of_run(options: &Options, peers: &[Peer]) -> Vec<Self> {
        let mut all = Vec::new();
        if options.has(Side::Browser) {
            all.extend([Self::App, Self::BareStream]);
            all.extend(peers.iter().copied().map(Self::Peer));
        }
        if options.has(Side::Native) {
            all.extend([Self::Engine, Self::BareRead]);
        }
        all
    }

    /// As in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Engine => "Clientele, native",
            Self::BareRead => "bare read, native",
            Self::App => "Clientele",
            Self::BareStream => "bare read (worker, BYOB)",
            Self::Peer(Peer::Duckdb) => "DuckDB-WASM eh",
            Self::Peer(Peer::DuckdbTuned) => "DuckDB-WASM eh, tuned",
            Self::Peer(Peer::Udsv) => "uDSV into typed arrays",
        }
    }

    /// The name the driver of the browser knows it by, for those in the browser.
    pub(crate) fn page(self) -> Option<&'static str> {
        match self {
            Self::Engine | Self::BareRead => None,
            Self::App => Some("clientele"),
            Self::BareStream => Some("floor"),
            Self::Peer(Peer::Duckdb) => Some("duckdb"),
            Self::Peer(Peer::DuckdbTuned) => Some("duckdb_tuned"),
            Self::Peer(Peer::Udsv) => Some("udsv"),
        }
    }

    /// Where it runs.
    pub(crate) fn side(self) -> Side {
        if self.page().is_some() { Side::Browser } else { Side::Native }
    }

    /// Whether it only reads the file.
    pub(crate) fn is_floor(self) -> bool {
        matches!(self, Self::BareRead | Self::BareStream)
    }

    /// Whether it is ours.
    pub(crate) fn is_ours(self) -> bool {
        matches!(self, Self::Engine | Self::App)
    }
}
