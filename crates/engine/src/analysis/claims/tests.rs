use super::*;
use crate::analysis::sample::{Line, dataset, day, line, profile, select};
use crate::data::{CustomerTable, DatasetBuilder, Dimension, DimensionRole, FileKind, RowIndex, SourceFile};
use crate::metric;
use crate::progress::Unwatched;
use proptest::prelude::*;

const AS_OF: &str = "2024-12-31";

fn report_on(dataset: &Dataset, options: &ClaimOptions) -> ClaimsReport {
    let profile = profile(dataset, day(AS_OF));
    let all = select(dataset, &profile, &[]);
    report(dataset, &profile, &all, options, &mut Unwatched).unwrap()
}

fn of(lines: &[Line]) -> ClaimsReport {
    report_on(&dataset(lines, &[]), &ClaimOptions::default())
}

fn get(report: &ClaimsReport, claim: Claim) -> &ClaimResult {
    report.claims.iter().find(|result| result.claim == claim).unwrap()
}

#[test]
fn every_claim_has_a_definition_and_a_quote() {
    for claim in Claim::ALL {
        assert!(metric::of(&format!("claim-{}", claim.key())).is_some(), "{}", claim.key());
        let quote = claim.quote();
        assert!(quote.seed.ends_with(".txt"));
        // Every Latin letter and digit was lost from the third lecture: no number may be quoted from it.
        assert!(!quote.seed.starts_with("003") || quote.numbers.is_empty());
    }
    assert_eq!(Claim::TenTimesCost.quote().numbers[0].unit, QuoteUnit::TimesCost);
    assert_eq!(Claim::SixTimesTime.quote().numbers[0].unit, QuoteUnit::TimesTime);
    // Revenue and loss do not add up to a whole.
    let bank = Claim::BankTail.quote();
    let quoted = |unit| bank.numbers.iter().filter(|it| it.unit == unit).map(|it| it.value).sum::<f64>();
    let rest = quoted(QuoteUnit::PercentOfRevenue) - quoted(QuoteUnit::PercentOfLoss);
    assert!((rest - 97.8).abs() < 1e-9 && bank.trap == Some(Trap::RevenueAndLossMixed));
}

#[test]
fn quotes_are_in_the_lectures() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    for (claim, words) in [
        (Claim::TenTimesCost, "10倍"),
        (Claim::SixTimesTime, "六倍"),
        (Claim::WordOfMouth, "八到十個人"),
        (Claim::RetentionProfit, "85%"),
        (Claim::WinRates, "15%"),
        (Claim::ServiceRecovery, "70%"),
        (Claim::TopFifth, "80/20"),
        (Claim::YearlyLoss, "10%"),
        (Claim::BankTail, "97%"),
        (Claim::PriceLadder, "40c$4.00"),
    ] {
        let Ok(text) = std::fs::read_to_string(folder.join(claim.quote().seed)) else {
            println!("skipped: the lectures are not beside the repository");
            return;
        };
        assert!(text.contains(words), "{words} in {}", claim.quote().seed);
    }
}

#[test]
fn one_customer_decides_nothing() {
    let once = [line("A", "2024-01-01", 10)];
    let often: Vec<Line> = (0..900)
        .map(|n| Line { day: day(AS_OF).plus(-n), order: n.to_string(), ..once[0].clone() })
        .collect();
    for lines in [&once[..], &often] {
        let report = of(lines);
        assert!(report.claims.iter().all(|result| result.verdict == Verdict::NotEnoughData), "{report:?}");
        assert!(report.claims.iter().all(|result| result.why.is_some()));
    }
}

#[test]
fn one_timers_lose_everybody_and_have_no_multiple() {
    let lines: Vec<Line> = (0..200)
        .map(|n| line(&format!("C{n:03}"), if n < 100 { "2023-01-03" } else { "2024-06-01" }, 30))
        .collect();
    let report = of(&lines);
    let loss = get(&report, Claim::YearlyLoss);
    assert_eq!((loss.verdict, loss.estimate.unwrap().value), (Verdict::Supported, 1.0));
    assert_eq!(get(&report, Claim::RetentionProfit).why, Some(Why::Refused(Refused::NothingPositive)));
    // All equal: the largest fifth brings a fifth.
    let fifth = get(&report, Claim::TopFifth);
    assert_eq!((fifth.verdict, fifth.estimate.unwrap().value), (Verdict::NotSupported, 0.2));
}

#[test]
fn a_single_year_decides_no_loss() {
    let lines: Vec<Line> = (0..200).map(|n| line(&format!("C{n:03}"), "2024-02-03", n + 1)).collect();
    let report = of(&lines);
    for claim in [Claim::YearlyLoss, Claim::RetentionProfit] {
        assert!(
            matches!(&get(&report, claim).why, Some(Why::Refused(Refused::TooShort { .. }))),
            "{claim:?}"
        );
    }
    let returns: Vec<Line> = lines.iter().map(|line| Line { amount: -line.amount, ..line.clone() }).collect();
    assert_eq!(get(&of(&returns), Claim::TopFifth).why, Some(Why::Refused(Refused::NothingPositive)));
}

#[test]
fn what_nobody_can_test_is_never_decided() {
    let complained = |line: &Line| line.amount > 1;
    let lines: Vec<Line> = (0..90).map(|n| line(&format!("C{n}"), "2024-01-01", 1 + n % 3)).collect();
    let report = report_on(&with_complaints(&lines, complained), &ClaimOptions::default());
    let told = get(&report, Claim::WordOfMouth);
    assert_eq!((told.verdict, &told.why), (Verdict::NotEnoughData, &Some(Why::NoTest)));
    let figure = |key: &str| told.figures.iter().find(|figure| figure.key == key).unwrap().value;
    assert_eq!(
        (figure("complainers"), figure("people-told-at-8"), figure("people-told-at-10")),
        (60.0, 480.0, 600.0)
    );
}

fn with_complaints(lines: &[Line], complained: impl Fn(&Line) -> bool) -> Dataset {
    let mut table = crate::analysis::sample::table(lines);
    table.dimensions.push(Dimension {
        name: "complaint".to_owned(),
        role: Some(DimensionRole::Complaint),
        values: vec![String::new(), "late".to_owned()],
        codes: lines.iter().map(|line| u16::from(complained(line))).collect(),
    });
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(table);
    builder.finish().unwrap().0
}

#[test]
fn all_complainers_support_recovery_but_never_refute_it() {
    let firm = |n_back: u32| {
        let mut lines = Vec::new();
        for n in 0..100 {
            lines.push(line(&format!("C{n}"), "2024-01-10", 2));
            if n < n_back {
                lines.push(line(&format!("C{n}"), "2024-03-10", 1));
            }
        }
        let report = report_on(&with_complaints(&lines, |line| line.amount == 2), &ClaimOptions::default());
        get(&report, Claim::ServiceRecovery).clone()
    };
    let many = firm(85);
    assert_eq!((many.verdict, many.estimate.unwrap().value), (Verdict::Supported, 0.85));
    let few = firm(20);
    assert_eq!((few.verdict, few.why), (Verdict::NotEnoughData, Some(Why::ResolutionUnknown)));
    assert_eq!(firm(70).why, Some(Why::IntervalHoldsThreshold));
}

#[test]
fn prices_are_compared_within_the_finest_kind_of_goods() {
    // Cheap leaves and dear pots in one category: within each the ladder is short.
    let lines: Vec<Line> = (0..60)
        .map(|n| {
            let amount = if n < 30 { 100 + n } else { 9_000 + n };
            Line { category: "tea", ..line(&format!("C{n}"), AS_OF, amount) }
        })
        .collect();
    let ladder = |has_kind: bool| {
        let mut table = crate::analysis::sample::table(&lines);
        table.quantities = Some(vec![1; 60]);
        table.dimensions.push(Dimension {
            name: "product".to_owned(),
            role: Some(DimensionRole::Product),
            values: (0..60).map(|n| format!("P{n:02}")).collect(),
            codes: (0..60).collect(),
        });
        if has_kind {
            table.dimensions.push(Dimension {
                name: "kind".to_owned(),
                role: None,
                values: vec!["leaves".to_owned(), "pots".to_owned()],
                codes: (0..60).map(|n| u16::from(n >= 30)).collect(),
            });
        }
        let mut builder = DatasetBuilder::new();
        builder.add_transactions(table);
        get(&report_on(&builder.finish().unwrap().0, &ClaimOptions::default()), Claim::PriceLadder).clone()
    };
    assert_eq!((ladder(false).verdict, ladder(true).verdict), (Verdict::Supported, Verdict::NotSupported));
}

/// Sixty who signed up in 2024 and bought or not, and forty customers from before.
fn with_prospects(n_bought: usize) -> Dataset {
    let mut lines = Vec::new();
    let mut signups: Vec<(String, String)> = Vec::new();
    for n in 0..60 {
        signups.push((format!("P{n:02}"), "2024-05-01".to_owned()));
        if n < n_bought {
            lines.push(line(&format!("P{n:02}"), "2024-06-01", 5));
        }
    }
    for n in 0..40 {
        lines.push(line(&format!("K{n:02}"), "2023-12-01", 5));
        if n < 32 {
            lines.push(line(&format!("K{n:02}"), "2024-12-01", 5));
        }
    }
    let signups: Vec<(&str, &str)> = signups.iter().map(|(id, day)| (id.as_str(), day.as_str())).collect();
    dataset(&lines, &signups)
}

#[test]
fn sign_ups_who_never_bought_are_prospects() {
    let report = report_on(&with_prospects(6), &ClaimOptions::default());
    let wins = get(&report, Claim::WinRates);
    let figure = |key: &str| wins.figures.iter().find(|figure| figure.key == key).unwrap().value;
    assert_eq!((figure("attempts-with-new"), figure("share-with-new")), (60.0, 0.1));
    // Those of June are customers too, and bought nothing in the last 90 days.
    assert_eq!((figure("attempts-with-existing"), figure("share-with-existing")), (46.0, 32.0 / 46.0));
    assert_eq!(wins.verdict, Verdict::Supported);
    // A file of buyers only has no prospects in it.
    let report = report_on(&with_prospects(60), &ClaimOptions::default());
    assert_eq!(get(&report, Claim::WinRates).why, Some(Why::NotGiven("sales-to-new".to_owned())));
}

#[test]
fn cost_of_winning_is_measured_where_there_is_a_column() {
    use crate::data::{Measure, MeasureRole};
    let lines: Vec<Line> = (0..50).map(|n| line(&format!("C{n:02}"), "2024-01-01", 9)).collect();
    let ids: Vec<String> = (0..50).map(|n| format!("C{n:02}")).collect();
    let mut builder = DatasetBuilder::new();
    builder.add_transactions(crate::analysis::sample::table(&lines));
    builder.add_customers(CustomerTable {
        file: SourceFile { name: String::new(), kind: FileKind::Customers, n_bytes: 0 },
        ids: ids.iter().map(String::as_str).collect(),
        names: ids.iter().map(String::as_str).collect(),
        signup: None,
        dimensions: Vec::new(),
        measures: vec![Measure {
            name: "cost".to_owned(),
            role: MeasureRole::AcquisitionCost,
            values: (0..50).map(|n| if n < 10 { f64::NAN } else { f64::from(n) }).collect(),
        }],
        texts: Vec::new(),
        lines: (2..52).collect(),
        row_index: RowIndex::default(),
    });
    let dataset = builder.finish().unwrap().0;
    let open = report_on(&dataset, &ClaimOptions::default());
    assert_eq!(get(&open, Claim::TenTimesCost).why, Some(Why::NotGiven("cost-of-keeping".to_owned())));
    let cost_of_keeping = Some(Sample { n: 200, mean: 1.0, deviation: 0.2 });
    let inputs = Inputs { cost_of_keeping, ..Inputs::default() };
    let told = report_on(&dataset, &ClaimOptions { inputs, ..ClaimOptions::default() });
    let result = get(&told, Claim::TenTimesCost);
    // The mean of 10 to 49 over 1.
    assert!((result.estimate.unwrap().value - 29.5).abs() < 1e-9 && result.estimate.unwrap().n == 40);
    assert_eq!((result.verdict, result.is_given), (Verdict::Supported, true));
}

#[test]
fn nobody_waits_for_claims_that_were_cancelled() {
    let dataset = dataset(&[line("A", AS_OF, 1)], &[]);
    let profile = profile(&dataset, day(AS_OF));
    let all = select(&dataset, &profile, &[]);
    let mut stop = |_: f64| false;
    assert_eq!(report(&dataset, &profile, &all, &ClaimOptions::default(), &mut stop), Err(Cancelled));
}

fn shuffled(lines: &[Line], seed: u64) -> Vec<Line> {
    let mut lines = lines.to_vec();
    let mut random = crate::stats::random::Pcg32::new(seed, 3);
    for idx in (1..lines.len()).rev() {
        lines.swap(idx, random.next_u32() as usize % (idx + 1));
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn rows_in_any_order_and_rows_of_the_future_change_nothing(
        rows in prop::collection::vec((0..150_u32, 0..1_000_i32, -50..400_i64, 0..90_i64), 150..260),
        seed in any::<u64>(),
    ) {
        let lines: Vec<Line> = rows
            .iter()
            .map(|&(customer, back, amount, cost)| Line {
                order: format!("{customer}/{back}"),
                day: day(AS_OF).plus(-back),
                cost,
                ..line(&format!("C{customer}"), AS_OF, amount)
            })
            .chain([line("C1", AS_OF, 5), line("C1", "2022-01-01", 5)])
            .collect();
        let report = of(&lines);
        let plain = format!("{report:?}");
        prop_assert!(!plain.contains("NaN") && !plain.contains("inf"), "{plain}");
        for result in &report.claims {
            prop_assert_eq!(result.why.is_some(), result.verdict == Verdict::NotEnoughData);
            if let Some(estimate) = result.estimate {
                prop_assert!(estimate.ci_low <= estimate.value && estimate.value <= estimate.ci_high);
                prop_assert!(estimate.p_value.is_none_or(|p| (0.0..=1.0).contains(&p)));
            }
        }
        prop_assert_eq!(&report, &of(&shuffled(&lines, seed)));
        let mut later = lines;
        later.extend((0..40).map(|n| line(&format!("C{n}"), "2025-03-03", 900)));
        prop_assert_eq!(&report, &of(&later));
    }
}
