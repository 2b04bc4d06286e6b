//! How sound the data is, as sentences with their figures in bold, and what to do about it.
//!
//! Every match lists its variants without `_`: a new finding does not compile before it has words.

use super::rich::{Rich, say_rich};
use super::{Arg, Format, exact};
use clientele_engine::analysis::health::{HealthFindingKind, HeapKind};
use clientele_engine::analysis::identity::{Likelihood, NameAgreement};
use clientele_engine::data::MergeRule;

/// The sentence of a finding, in parts.
#[must_use]
pub fn sentence(finding: &HealthFindingKind, format: Format) -> Rich {
    use HealthFindingKind as Kind;
    let words = format.words();
    let say = |key: &str, args: &[(&str, Arg)]| say_rich(words, key, args);
    let whole = |n: u64| Arg::from(format.whole(n));
    let percent = |share: f64| Arg::from(format.percent(share, 1));
    let money = |decimal: &str| {
        let code = format.currency;
        Arg::from(exact::grouped(decimal, code.as_ref().map(|currency| currency.code())))
    };
    match finding {
        Kind::Unbalanced { names } if names.is_empty() => say("health-unbalanced-all", &[]),
        Kind::Unbalanced { names } => {
            say("health-unbalanced", &[("names", format.list(names).into()), ("n", count(names.len()))])
        }
        Kind::SetAside { n_rows, share, money: sum, n_unreadable } => {
            let args = [
                ("count", whole(*n_rows)),
                ("n", (*n_rows).into()),
                ("share", percent(*share)),
                ("money", money(sum)),
                ("unreadable", whole(*n_unreadable)),
            ];
            match (sum.is_empty(), *n_unreadable) {
                (true, _) => say("health-set-aside", &args[..3]),
                (false, 0) => say("health-set-aside-money", &args[..4]),
                (false, _) => say("health-set-aside-unreadable", &args),
            }
        }
        Kind::LowFill { file, column, share, n_more } => {
            let args = [
                ("column", format.quoted(column).into()),
                ("file", file.as_str().into()),
                ("share", percent(*share)),
                ("more", whole(*n_more)),
                ("n", (*n_more).into()),
            ];
            if *n_more == 0 { say("health-low-fill", &args[..3]) } else { say("health-low-fill-more", &args) }
        }
        Kind::ExactRepeats { n_rows } => {
            say("health-exact-repeats", &[("count", whole(*n_rows)), ("n", (*n_rows).into())])
        }
        Kind::PossibleRepeats { n_rows, share } => say(
            "health-possible-repeats",
            &[("count", whole(*n_rows)), ("n", (*n_rows).into()), ("share", percent(*share))],
        ),
        Kind::Conflicts { n_rows } => {
            say("health-conflicts", &[("count", whole(*n_rows)), ("n", (*n_rows).into())])
        }
        Kind::WithoutProfile { n_customers, n_lines, revenue_share } => say(
            "health-without-profile",
            &[
                ("count", whole(*n_customers)),
                ("n", (*n_customers).into()),
                ("lines", whole(*n_lines)),
                ("share", percent(*revenue_share)),
            ],
        ),
        Kind::WithoutOrders { n_customers, share } => say(
            "health-without-orders",
            &[("count", whole(*n_customers)), ("n", (*n_customers).into()), ("share", percent(*share))],
        ),
        Kind::Gaps { n_gaps, longest } => {
            let args = [
                ("days", whole(u64::from(longest.n_open_days))),
                ("n", u64::from(longest.n_open_days).into()),
                ("range", format.day_range(longest.days).into()),
                ("expected", format.count(longest.expected_orders).into()),
                ("more", whole(n_gaps - 1)),
                ("n-more", (n_gaps - 1).into()),
            ];
            if *n_gaps == 1 { say("health-gap", &args[..4]) } else { say("health-gaps", &args) }
        }
        Kind::PartialMonth(partial) => say(
            "health-partial-month",
            &[
                ("month", format.month(partial.month).into()),
                ("days", whole(u64::from(partial.missing.n_days().unsigned_abs()))),
                ("n", f64::from(partial.missing.n_days()).into()),
            ],
        ),
        Kind::Dips { n_months, deepest } => {
            let args = [
                ("month", format.month(deepest.month).into()),
                ("count", whole(deepest.n_orders)),
                ("usual", format.count(deepest.usual).into()),
                ("more", whole(n_months - 1)),
                ("n-more", (n_months - 1).into()),
            ];
            if *n_months == 1 { say("health-dip", &args[..3]) } else { say("health-dips", &args) }
        }
        Kind::Amounts { n_high, n_low, high, share } => {
            let args = [
                ("count", whole(*n_high)),
                ("n", (*n_high).into()),
                ("high", format.money(*high).into()),
                ("share", percent(*share)),
                ("low", whole(*n_low)),
                ("n-low", (*n_low).into()),
            ];
            match (*n_high, *n_low) {
                (0, _) => say("health-amounts-low", &args[4..]),
                (_, 0) => say("health-amounts-high", &args[..4]),
                _ => say("health-amounts", &args),
            }
        }
        Kind::Quantities { n_high, high } => say(
            "health-quantities",
            &[("count", whole(*n_high)), ("n", (*n_high).into()), ("high", format.count(*high).into())],
        ),
        Kind::BusyCustomers { n_customers, busiest } => say(
            "health-busy-customers",
            &[
                ("count", whole(*n_customers)),
                ("n", (*n_customers).into()),
                ("id", busiest.customer.as_str().into()),
                ("orders", whole(busiest.n_orders)),
                ("day", format.day(busiest.day).into()),
            ],
        ),
        Kind::Spikes { n_days, largest } => say(
            "health-spikes",
            &[
                ("count", whole(*n_days)),
                ("n", (*n_days).into()),
                ("day", format.day(largest.day).into()),
                ("share", format.percent(largest.share, 0).into()),
            ],
        ),
        Kind::Heap(heap) => {
            let args = [
                ("count", whole(heap.n_dates)),
                ("n", heap.n_dates.into()),
                ("share", percent(heap.share)),
                ("expected", percent(heap.expected_share)),
            ];
            match heap.kind {
                HeapKind::OrdersOnFirst => say("health-heap-orders-first", &args),
                HeapKind::OrdersOnNewYear => say("health-heap-orders-new-year", &args),
                HeapKind::SignupsOnFirst => say("health-heap-signups-first", &args),
                HeapKind::SignupsOnNewYear => say("health-heap-signups-new-year", &args),
            }
        }
        Kind::Returns { n_lines, returned, share } => say(
            "health-returns",
            &[
                ("count", whole(*n_lines)),
                ("n", (*n_lines).into()),
                ("money", money(returned)),
                ("share", percent(*share)),
            ],
        ),
        Kind::UnmatchedReturns { n_lines, n_returns, money: sum } => say(
            "health-unmatched-returns",
            &[
                ("count", whole(*n_lines)),
                ("n", (*n_lines).into()),
                ("all", whole(*n_returns)),
                ("money", money(sum)),
            ],
        ),
        Kind::UnmatchedKeys { file, column, n_keys, n_lines, share, examples } => {
            let example = |(key, line): &(String, u32)| {
                let args =
                    [("key", format.quoted(key).into()), ("line", format.whole(u64::from(*line)).into())];
                words.say_with("health-unmatched-key", &args)
            };
            say(
                "health-unmatched-keys",
                &[
                    ("count", whole(*n_keys)),
                    ("n", (*n_keys).into()),
                    ("column", format.quoted(column).into()),
                    ("file", file.as_str().into()),
                    ("lines", whole(*n_lines)),
                    ("n-lines", (*n_lines).into()),
                    ("share", percent(*share)),
                    ("examples", format.list(&examples.iter().map(example).collect::<Vec<_>>()).into()),
                ],
            )
        }
        Kind::IdTwins { n_groups, example } => say(
            "health-id-twins",
            &[
                ("count", whole(*n_groups)),
                ("n", (*n_groups).into()),
                ("first", format.quoted(&example.0).into()),
                ("second", format.quoted(&example.1).into()),
            ],
        ),
        Kind::SamePersons { n_groups, n_likely, n_customers } => say(
            "health-same-persons",
            &[
                ("count", whole(*n_customers)),
                ("groups", whole(*n_groups)),
                ("n", (*n_groups).into()),
                ("likely", whole(*n_likely)),
            ],
        ),
    }
}

/// What to do about a finding.
#[must_use]
pub fn advice(finding: &HealthFindingKind, format: Format) -> String {
    use HealthFindingKind as Kind;
    format.words().say(match finding {
        Kind::Unbalanced { .. } => "health-unbalanced-advice",
        Kind::SetAside { .. } => "health-set-aside-advice",
        Kind::LowFill { .. } => "health-low-fill-advice",
        Kind::ExactRepeats { .. } => "health-exact-repeats-advice",
        Kind::PossibleRepeats { .. } => "health-possible-repeats-advice",
        Kind::Conflicts { .. } => "health-conflicts-advice",
        Kind::WithoutProfile { .. } => "health-without-profile-advice",
        Kind::WithoutOrders { .. } => "health-without-orders-advice",
        Kind::Gaps { .. } => "health-gaps-advice",
        Kind::PartialMonth(_) => "health-partial-month-advice",
        Kind::Dips { .. } => "health-dips-advice",
        Kind::Amounts { .. } => "health-amounts-advice",
        Kind::Quantities { .. } => "health-quantities-advice",
        Kind::BusyCustomers { .. } => "health-busy-customers-advice",
        Kind::Spikes { .. } => "health-spikes-advice",
        Kind::Heap(heap) => match heap.kind {
            HeapKind::OrdersOnFirst | HeapKind::OrdersOnNewYear => "health-heap-orders-advice",
            HeapKind::SignupsOnFirst | HeapKind::SignupsOnNewYear => "health-heap-signups-advice",
        },
        Kind::Returns { .. } => "health-returns-advice",
        Kind::UnmatchedReturns { .. } => "health-unmatched-returns-advice",
        Kind::UnmatchedKeys { .. } => "health-unmatched-keys-advice",
        Kind::IdTwins { .. } => "health-id-twins-advice",
        Kind::SamePersons { .. } => "health-same-persons-advice",
    })
}

/// Why ids are taken for one person.
#[must_use]
pub fn rule_text(rule: MergeRule, format: Format) -> String {
    format.words().say(match rule {
        MergeRule::Phone => "health-rule-phone",
        MergeRule::Email => "health-rule-email",
        MergeRule::NameAndAddress => "health-rule-name-address",
        MergeRule::NameAndId => "health-rule-name-id",
        MergeRule::NameAndBirthYear => "health-rule-name-birth-year",
        MergeRule::Manual => "health-rule-manual",
    })
}

/// How sure it is that ids are one person.
#[must_use]
pub fn likelihood_text(likelihood: Likelihood, format: Format) -> String {
    format.words().say(match likelihood {
        Likelihood::Likely => "health-likely",
        Likelihood::Possible => "health-possible",
    })
}

/// What the names of linked ids say.
#[must_use]
pub fn names_text(names: NameAgreement, format: Format) -> String {
    format.words().say(match names {
        NameAgreement::Same => "health-names-same",
        NameAgreement::Similar => "health-names-similar",
        NameAgreement::Unknown => "health-names-unknown",
        NameAgreement::Different => "health-names-different",
    })
}

fn count(n: usize) -> Arg {
    Arg::from(n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Locale, rich};
    use clientele_engine::analysis::health::Gap;
    use clientele_engine::data::{Day, DayRange};

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::try_from_civil(year, month, day).unwrap()
    }

    #[test]
    fn a_finding_is_a_sentence_in_every_language() {
        let longest = Gap {
            days: DayRange { first: day(2010, 12, 24), last: day(2011, 1, 3) },
            n_open_days: 9,
            expected_orders: 471.5,
        };
        let finding = HealthFindingKind::Gaps { n_gaps: 2, longest };
        let said = |locale| rich::plain(&sentence(&finding, Format::new(locale, None)));
        assert_eq!(
            said(Locale::En),
            "No orders on 9 open days, 24 Dec 2010 – 3 Jan 2011, where about 472 were to be expected; 1 further gap."
        );
        assert!(said(Locale::ZhHant).contains("有 9 個營業日沒有訂單"), "{}", said(Locale::ZhHant));
        assert!(said(Locale::ZhHans).contains("有 9 个营业日没有订单"), "{}", said(Locale::ZhHans));
    }

    #[test]
    fn one_and_several_read_well() {
        let said = |n_rows, money: &str, n_unreadable| {
            let money = money.to_owned();
            let finding = HealthFindingKind::SetAside { n_rows, share: 0.002, money, n_unreadable };
            rich::plain(&sentence(&finding, Format::new(Locale::En, Some("GBP"))))
        };
        assert_eq!(said(1, "", 0), "1 row was set aside, 0.2% of all.");
        assert_eq!(
            said(1_200, "1469228.51", 3),
            "1,200 rows were set aside, 0.2% of all; the readable amounts come to £1,469,228.51, and 3 cannot be read."
        );
    }
}
