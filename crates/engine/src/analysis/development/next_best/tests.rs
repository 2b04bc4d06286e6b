//! Worked by hand, and planted.

use super::*;
use crate::analysis::sample::{Line, dataset, day, line, profile, select};
use crate::progress::Unwatched;
use crate::stats::random::Pcg32;

const ITEMS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

/// 600 customers with four orders of an item each; the second and the fourth are the partner of the one before
/// with this chance.
fn shop(partner_chance: f64) -> Dataset {
    let mut random = Pcg32::new(11, 3);
    let mut lines = Vec::new();
    for customer in 0..600 {
        let mut pick = |n: usize| (random.uniform() * n as f64) as usize;
        let mut items = [0; 4];
        for idx in [0, 2] {
            items[idx] = pick(8);
            let is_partner = (pick(1_000) as f64) < partner_chance * 1_000.0;
            items[idx + 1] = if is_partner { items[idx] ^ 1 } else { pick(8) };
        }
        for (idx, item) in items.into_iter().enumerate() {
            let day = ["2024-01-05", "2024-03-05", "2024-05-05", "2024-06-05"][idx];
            lines.push(Line { category: ITEMS[item], ..line(&format!("C{customer:03}"), day, 10) });
        }
    }
    dataset(&lines, &[])
}

fn run(dataset: &Dataset) -> NextBestReport {
    let profile = profile(dataset, day("2024-06-30"));
    let all = select(dataset, &profile, &[]);
    let options = NextBestOptions { k: 2, ..NextBestOptions::default() };
    report(dataset, &profile, &all, &options, &mut Unwatched).unwrap()
}

#[test]
fn planted_pairs_beat_popularity_and_noise_does_not() {
    let planted = run(&shop(0.8));
    assert!(planted.uses_model && planted.check.hit_rate > planted.check.popularity_hit_rate + 0.2);
    assert!(planted.check.interval.holds(planted.check.hit_rate));
    assert_eq!(planted.findings[0].template, "next-best");
    let noise = run(&shop(0.0));
    assert!(!noise.uses_model && !noise.check.is_better);
    assert_eq!(noise.findings[0].template, "no-better-than-popular");
}

#[test]
fn what_a_customer_has_is_never_suggested() {
    let dataset = shop(0.8);
    let profile = profile(&dataset, day("2024-06-30"));
    let (model, _) = NextBest::fit(&dataset, &profile, &NextBestOptions::default(), &mut Unwatched).unwrap();
    let mut history = History::new();
    for customer in 0..dataset.n_customers() {
        model.read(customer, 4, &mut history);
        let suggestions = model.suggest(customer);
        assert_eq!(suggestions.len(), 3);
        assert!(suggestions.is_sorted_by(|a, b| a.score >= b.score));
        for &(rank, _) in &history {
            let own = model.items.name(model.modelled[usize::from(rank)]);
            assert!(suggestions.iter().all(|suggestion| suggestion.item != own));
        }
    }
}

#[test]
fn scores_are_those_worked_by_hand() {
    // Tea 3 buyers, cups 2 of them, beans 1 who has nothing else; 4 customers.
    let mut lines = vec![line("A", "2024-01-01", 1), line("B", "2024-01-01", 1), line("C", "2024-01-01", 1)];
    for customer in ["A", "B"] {
        lines.push(Line { category: "cup", ..line(customer, "2024-01-02", 1) });
    }
    lines.push(Line { category: "beans", ..line("D", "2024-01-01", 1) });
    let dataset = dataset(&lines, &[]);
    let items = Items::new(&dataset, &ItemLevel::Category).unwrap();
    let mut model = NextBest {
        dataset: &dataset,
        items,
        as_of: day("2024-01-02"),
        options: NextBestOptions { shrinkage: 2.0, half_life_days: 1.0, ..NextBestOptions::default() },
        modelled: Vec::new(),
        rank: vec![NOT_MODELLED; items.len()],
        n_left_out: 0,
        n_customers: 0.0,
        buyers: Vec::new(),
        both: Vec::new(),
        is_recency_weighted: false,
        uses_model: true,
    };
    model.choose_items();
    model.count(false);
    // C has tea: cup (2 + 2 x 2/4) / (3 + 2), beans (0 + 2 x 1/4) / (3 + 2).
    let suggestions = model.suggest(2);
    let found: Vec<(&str, f64)> = suggestions.iter().map(|each| (each.item.as_str(), each.score)).collect();
    assert_eq!(found.len(), 2);
    assert!(found[0].0 == "cup" && (found[0].1 - 0.6).abs() < 1e-12);
    assert!(found[1].0 == "beans" && (found[1].1 - 0.1).abs() < 1e-12);
    // A has tea since a day, which weighs 1/2, and the cup since today: beans (0.1 / 2 + 0.5 / 4) / 1.5.
    model.is_recency_weighted = true;
    let beans = &model.suggest(0)[0];
    assert!((beans.score - (0.05 + 0.125) / 1.5).abs() < 1e-12, "{beans:?}");
}

#[test]
fn one_timers_are_refused() {
    let lines: Vec<Line> = (0..300).map(|idx| line(&format!("C{idx}"), "2024-01-01", 5)).collect();
    let dataset = dataset(&lines, &[]);
    let profile = profile(&dataset, day("2024-06-30"));
    let fit = NextBest::fit(&dataset, &profile, &NextBestOptions::default(), &mut Unwatched);
    let need = MIN_TESTED;
    assert_eq!(fit.err(), Some(NoReport::Refused(Refused::TooFewRepeaters { have: 0, need })));
}
