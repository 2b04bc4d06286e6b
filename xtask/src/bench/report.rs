//! What was measured of one file, as a table and as JSON.

use serde_json::{Value, json};

use super::contestant::{Contestant, Side};
use super::files::DataFile;
use super::measure::{Attempt, Measured};

/// What the columns are.
pub(crate) const LEGEND: &str = "\
wall: from the choice of the file to the answer, ms. own: wall less the time the busiest thread was ready and
had no core; median, and it is what the ratios are of. ÷ peer: by the quickest peer. ÷ read: by the shortest
wall of the bare read on the same side. peak: of the page's process less that of a blank page (native: of the
process), highest, MB of 10⁶ bytes. B/row: memory of what is kept. Ratios below 1.3 either way are ties.
";

/// What was measured of one file.
pub(crate) struct Results<'a> {
    /// The file.
    pub(crate) file: &'a DataFile,
    /// Who took part.
    pub(crate) contestants: &'a [Contestant],
    /// What came of it, for each contestant.
    pub(crate) attempts: &'a [Vec<Attempt>],
    /// Memory of a page with nothing in it.
    pub(crate) blank_bytes: Option<u64>,
}

/// A contestant's attempts, summed up.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Summary {
    wall_min: f64,
    wall_median: f64,
    own_median: f64,
    peak_bytes: Option<u64>,
    kept_bytes: Option<u64>,
}

impl Results<'_> {
    /// A table in Markdown.
    pub(crate) fn table(&self) -> String {
        let mut text = format!(
            "\n### {} rows, {:.1} MB\n\n\
             | | wall min | wall median | own | ÷ peer | ÷ read | peak MB | B/row |\n\
             | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
            self.file.size_name(),
            self.file.n_bytes() as f64 / 1e6
        );
        for (&who, attempts) in self.contestants.iter().zip(self.attempts) {
            let cells = match self.summary(who, attempts) {
                Some(summary) => self.cells(who, &summary).join(" | "),
                None => format!("{} | | | | | |", first_failure(attempts).unwrap_or_default()),
            };
            text += &format!("| {} | {cells} |\n", who.name());
            if let (Some(_), Some(failure)) = (self.summary(who, attempts), first_failure(attempts)) {
                text += &format!("| (one attempt or more: {failure}) | | | | | | | |\n");
            }
        }
        text
    }

    fn cells(&self, who: Contestant, summary: &Summary) -> [String; 7] {
        let ratio =
            |to: Option<f64>| to.map_or("–".to_owned(), |to| format!("{:.2}", summary.own_median / to));
        let best_peer = self.best_peer().filter(|_| who.side() == Side::Browser && !who.is_floor());
        let read = self.read_floor(who.side()).filter(|_| !who.is_floor());
        let kept = summary.kept_bytes.map(|bytes| bytes as f64 / self.file.n_rows as f64);
        [
            ms(summary.wall_min),
            ms(summary.wall_median),
            ms(summary.own_median),
            ratio(best_peer),
            ratio(read),
            summary.peak_bytes.map_or("–".to_owned(), |bytes| format!("{:.0}", bytes as f64 / 1e6)),
            kept.map_or("–".to_owned(), |bytes| format!("{bytes:.1}")),
        ]
    }

    /// Everything, for programs.
    pub(crate) fn json(&self) -> Value {
        let all = self.contestants.iter().zip(self.attempts);
        let contestants: Vec<Value> = all.clone().map(|(&who, attempts)| self.one(who, attempts)).collect();
        let ours_failed =
            all.clone().any(|(who, attempts)| who.is_ours() && first_failure(attempts).is_some());
        json!({
            "n_rows": self.file.n_rows,
            "n_bytes": self.file.n_bytes(),
            "contestants": contestants,
            "ours_failed": ours_failed,
        })
    }

    fn one(&self, who: Contestant, attempts: &[Attempt]) -> Value {
        let measured: Vec<Value> = attempts
            .iter()
            .map(|attempt| match attempt {
                Attempt::Measured(measured) => json!({
                    "wall_ms": measured.wall_ms,
                    "own_ms": measured.own_ms,
                    "peak_bytes": measured.peak_bytes,
                }),
                Attempt::Failed(reason) => json!({ "failed": reason }),
            })
            .collect();
        let summary = self.summary(who, attempts);
        let ratio = |to: Option<f64>| Some(summary.as_ref()?.own_median / to?);
        json!({
            "name": who.name(),
            "side": who.side().key(),
            "attempts": measured,
            "own_median_ms": summary.map(|summary| summary.own_median),
            "to_best_peer": ratio(self.best_peer().filter(|_| who.side() == Side::Browser)),
            "to_read": ratio(self.read_floor(who.side())),
            "peak_bytes_above_blank": summary.and_then(|summary| summary.peak_bytes),
            "kept_bytes": summary.and_then(|summary| summary.kept_bytes),
        })
    }

    fn summary(&self, who: Contestant, attempts: &[Attempt]) -> Option<Summary> {
        let measured: Vec<Measured> = attempts.iter().filter_map(Attempt::measured).collect();
        let of = |value: fn(&Measured) -> f64| measured.iter().map(value).collect::<Vec<f64>>();
        let blank = if who.side() == Side::Browser { self.blank_bytes.unwrap_or_default() } else { 0 };
        Some(Summary {
            wall_min: of(|measured| measured.wall_ms).into_iter().min_by(f64::total_cmp)?,
            wall_median: median(of(|measured| measured.wall_ms))?,
            own_median: median(of(|measured| measured.own_ms))?,
            peak_bytes: measured
                .iter()
                .filter_map(|measured| measured.peak_bytes)
                .max()
                .map(|bytes| bytes.saturating_sub(blank)),
            kept_bytes: measured.iter().find_map(|measured| measured.kept_bytes),
        })
    }

    fn best_peer(&self) -> Option<f64> {
        self.least(|who| matches!(who, Contestant::Peer(_)), |peer| peer.own_median)
    }

    /// The wall clock, since most of a read is done by the system and by other processes: what one thread waited
    /// says little about it. And the shortest, since a floor is what it cannot be below.
    fn read_floor(&self, side: Side) -> Option<f64> {
        self.least(|who| who.is_floor() && who.side() == side, |read| read.wall_min)
    }

    /// The least time of those who are meant.
    fn least(&self, is_meant: impl Fn(Contestant) -> bool, time: impl Fn(&Summary) -> f64) -> Option<f64> {
        let meant = self.contestants.iter().zip(self.attempts).filter(|&(&who, _)| is_meant(who));
        meant.filter_map(|(&who, attempts)| Some(time(&self.summary(who, attempts)?))).min_by(f64::total_cmp)
    }
}

fn first_failure(attempts: &[Attempt]) -> Option<&str> {
    attempts.iter().find_map(|attempt| match attempt {
        Attempt::Failed(reason) => Some(reason.as_str()),
        Attempt::Measured(_) => None,
    })
}

/// The middle one, or the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n.is_multiple_of(2) => Some(f64::midpoint(values[middle - 1], values[middle])),
        _ => Some(values[middle]),
    }
}

/// Milliseconds, with a decimal where it tells something.
fn ms(value: f64) -> String {
    if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}

#[cfg(test)]
mod tests {
    use super::super::contestant::Peer;
    use super::*;
    use std::path::PathBuf;

    fn measured(own_ms: f64) -> Attempt {
        let measured = Measured {
            wall_ms: own_ms * 2.0,
            own_ms,
            peak_bytes: Some(300_000_000),
            kept_bytes: Some(56_000_000),
        };
        Attempt::Measured(measured)
    }

    fn with_results<T>(read: impl FnOnce(&Results<'_>) -> T) -> T {
        let totals = json!({ "n_bytes": 75_200_000 });
        let file = DataFile { n_rows: 1_000_000, csv: PathBuf::new(), totals };
        let contestants = [
            Contestant::App,
            Contestant::BareStream,
            Contestant::Peer(Peer::Duckdb),
            Contestant::Peer(Peer::DuckdbTuned),
            Contestant::Peer(Peer::Udsv),
            Contestant::Engine,
        ];
        let attempts = [
            vec![measured(500.0), measured(300.0), measured(200.0)],
            vec![measured(60.0)],
            vec![measured(900.0), measured(500.0)],
            vec![measured(600.0), Attempt::Failed("no memory".to_owned())],
            vec![Attempt::Failed("wrong answer".to_owned())],
            vec![measured(100.0)],
        ];
        let blank_bytes = Some(100_000_000);
        read(&Results { file: &file, contestants: &contestants, attempts: &attempts, blank_bytes })
    }

    #[test]
    fn median_is_the_middle_one() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0, 1.0, 20.0]), Some(3.0));
        assert_eq!(median(vec![4.0, 1.0, 20.0, 2.0]), Some(3.0));
    }

    #[test]
    fn ratios_are_of_medians_to_the_best_of_the_same_side() {
        let table = with_results(|results| results.table());

        assert!(table.contains("### 1M rows, 75.2 MB"), "{table}");
        assert!(table.contains("| Clientele | 400 | 600 | 300 | 0.50 | 2.50 | 200 | 56.0 |"), "{table}");
        assert!(table.contains("| bare read (worker, BYOB) | 120 | 120 | 60.0 | – | – | 200"), "{table}");
        assert!(table.contains("| Clientele, native | 200 | 200 | 100 | – | – | 300 | 56.0 |"), "{table}");
    }

    #[test]
    fn failures_are_told_and_have_no_times() {
        let table = with_results(|results| results.table());
        assert!(table.contains("| uDSV into typed arrays | wrong answer |"), "{table}");
        assert!(table.contains("| (one attempt or more: no memory) |"), "{table}");

        let json = with_results(|results| results.json());
        assert_eq!(json["ours_failed"], false);
        assert_eq!(json["contestants"][4]["own_median_ms"], Value::Null);
        assert_eq!(json["contestants"][0]["to_best_peer"], 0.5);
    }
}
