//! What was asked for on the command line.

use super::contestant::{Peer, Side};
use crate::Result;

/// The arguments after `bench import`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// Rows of each file, in the order they are measured.
    pub(crate) rows: Vec<u64>,
    /// How often each import is measured.
    pub(crate) reps: usize,
    /// Only there, or everywhere.
    pub(crate) only: Option<Side>,
    /// Who else.
    pub(crate) peers: Vec<Peer>,
}

impl Options {
    /// Reads the arguments.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            rows: vec![100_000, 1_000_000, 10_000_000],
            reps: 3,
            only: None,
            peers: Peer::ALL.to_vec(),
        };
        let mut rest = arguments.iter();
        while let Some(flag) = rest.next() {
            let value = rest.next().map(String::as_str).unwrap_or_default();
            match flag.as_str() {
                "--rows" => options.rows = value.split(',').map(rows).collect::<Result<_>>()?,
                "--reps" => {
                    options.reps = value
                        .parse()
                        .ok()
                        .filter(|&reps| reps > 0)
                        .ok_or_else(|| format!("--reps needs a number from 1 on, not “{value}”."))?;
                }
                "--only" => {
                    let side = [Side::Native, Side::Browser].into_iter().find(|side| side.key() == value);
                    options.only = Some(
                        side.ok_or_else(|| format!("--only needs “native” or “browser”, not “{value}”."))?,
                    );
                }
                "--peers" if value == "none" => options.peers = Vec::new(),
                "--peers" => options.peers = value.split(',').map(peer).collect::<Result<_>>()?,
                other => return Err(format!("`bench import` does not know {other}.")),
            }
        }
        Ok(options)
    }

    /// Whether this side is measured.
    pub(crate) fn has(&self, side: Side) -> bool {
        self.only.is_none_or(|only| only == side)
    }
}

/// `100k`, `1M` or `2500000`.
fn rows(text: &str) -> Result<u64> {
    let (digits, factor) = match text.as_bytes().last() {
        Some(b'k' | b'K') => (&text[..text.len() - 1], 1_000),
        Some(b'm' | b'M') => (&text[..text.len() - 1], 1_000_000),
        _ => (text, 1),
    };
    let n = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(factor));
    // The head of the file has to be there, and line numbers are 32 bits wide.
    n.filter(|n| (1_000..=1_000_000_000).contains(n))
        .ok_or_else(|| format!("--rows needs numbers from 1k to 1000M, as in 100k,1M; not “{text}”."))
}

fn peer(text: &str) -> Result<Peer> {
    Peer::ALL.into_iter().find(|peer| peer.key() == text).ok_or_else(|| {
        let known: Vec<&str> = Peer::ALL.into_iter().map(Peer::key).collect();
        format!("--peers knows {} and none, not “{text}”.", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&arguments)
    }

    #[test]
    fn without_options_everything_is_measured() {
        let options = parse("").unwrap();

        assert_eq!(options.rows, [100_000, 1_000_000, 10_000_000]);
        assert_eq!(options.peers, Peer::ALL);
        assert!(options.has(Side::Native) && options.has(Side::Browser));
    }

    #[test]
    fn options_are_read_in_any_order() {
        let expected = Options {
            rows: vec![100_000, 2_000_000, 12_345],
            reps: 5,
            only: Some(Side::Browser),
            peers: vec![Peer::Udsv, Peer::DuckdbTuned],
        };
        let line = "--peers udsv,duckdb-tuned --only browser --reps 5 --rows 100k,2M,12345";
        assert_eq!(parse(line), Ok(expected));
        assert_eq!(parse("--peers none").unwrap().peers, []);
    }

    #[test]
    fn wrong_options_are_refused() {
        for line in [
            "--rows",
            "--rows 0",
            "--rows 5",
            "--rows 1M,",
            "--rows 1G",
            "--rows 99999999999999999M",
            "--reps 0",
            "--reps many",
            "--only phone",
            "--peers polars",
            "--peers",
            "--fast",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
