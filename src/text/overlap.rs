//! Rows and customers that two files have in common, in sentences.

use super::message::Message;
use super::{Format, exact, isolated};
use clientele_engine::data::{DayRange, OverlapExample, OverlapReport, ProfileOverlap};

/// What two transactions files have in common: how many rows, of which days and worth how much, what became of them,
/// and what to do. `currency` is the ISO code of the amounts.
#[must_use]
pub fn of_overlap(overlap: &OverlapReport, currency: Option<&str>, format: Format) -> Message {
    let words = format.words();
    let files = [
        ("earlier", isolated(&overlap.earlier_name).into()),
        ("later", isolated(&overlap.later_name).into()),
    ];
    let counted = |key: &'static str, n: u64| {
        let [earlier, later] = files.clone();
        words.say_with(key, &[("n", n.into()), ("count", format.whole(n).into()), earlier, later])
    };
    let is_merged = overlap.n_rows_dropped > 0;
    let (title, advice) = match (overlap.n_rows, is_merged, overlap.has_order_numbers) {
        (0, ..) => (words.say_with("overlap-none", &files), "overlap-conflicts-advice"),
        (n, true, _) => (counted("overlap-merged", n), "overlap-merged-advice"),
        (n, false, false) => (counted("overlap-possible", n), "overlap-possible-advice"),
        (n, false, true) => (counted("overlap-kept", n), "overlap-kept-advice"),
    };
    let mut sentences = Vec::new();
    if let (Some(first), Some(last)) = (overlap.first_day, overlap.last_day) {
        let days = format.day_range(DayRange { first, last });
        let money = exact::grouped(&overlap.money, currency);
        sentences.push(words.say_with("overlap-detail", &[("days", days.into()), ("money", money.into())]));
    }
    let mut advice = vec![words.say(advice)];
    if overlap.n_conflicting_orders > 0 {
        sentences.push(counted("overlap-conflicts", overlap.n_conflicting_orders));
        if overlap.n_rows > 0 {
            advice.push(words.say("overlap-conflicts-advice"));
        }
    }
    Message { title, detail: format.sentences(&sentences), advice: format.sentences(&advice) }
}

/// One row that both files have: its two lines, and what it says.
#[must_use]
pub fn example_text(example: &OverlapExample, currency: Option<&str>, format: Format) -> String {
    let args = [
        ("earlier-line", format.whole(u64::from(example.earlier_line)).into()),
        ("later-line", format.whole(u64::from(example.later_line)).into()),
        ("customer", isolated(&example.customer).into()),
        ("order", isolated(&example.order).into()),
        ("day", format.day(example.day).into()),
        ("amount", exact::grouped(&example.amount, currency).into()),
    ];
    let key = if example.order.is_empty() { "overlap-example" } else { "overlap-example-order" };
    format.words().say_with(key, &args)
}

/// What two customers files say about the same customers.
#[must_use]
pub fn of_profiles(overlap: &ProfileOverlap, format: Format) -> Message {
    let words = format.words();
    let n_both = overlap.n_equal + overlap.n_conflicting;
    let (earlier, later) = (isolated(&overlap.earlier_name), isolated(&overlap.later_name));
    let shown = if overlap.is_later_shown { later.clone() } else { earlier.clone() };
    let title = words.say_with(
        "profile-overlap",
        &[
            ("n", n_both.into()),
            ("count", format.whole(n_both).into()),
            ("earlier", earlier.into()),
            ("later", later.into()),
        ],
    );
    let (detail, advice) = if overlap.n_conflicting == 0 {
        (words.say("profile-overlap-equal"), words.say("profile-overlap-equal-advice"))
    } else {
        let n = overlap.n_conflicting;
        (
            words.say_with("profile-overlap-differ", &[("n", n.into()), ("count", format.whole(n).into())]),
            words.say_with("profile-overlap-advice", &[("shown", shown.into())]),
        )
    };
    Message { title, detail, advice }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;
    use clientele_engine::data::Day;

    fn overlap() -> OverlapReport {
        OverlapReport {
            earlier: 0,
            later: 1,
            earlier_name: "ינואר.csv".to_owned(),
            later_name: "february.csv".to_owned(),
            has_order_numbers: true,
            n_rows: 1_200,
            n_rows_dropped: 1_200,
            first_day: Some(Day(19_750)),
            last_day: Some(Day(19_753)),
            money: "95600.10".to_owned(),
            n_conflicting_orders: 37,
            examples: Vec::new(),
            conflicts: Vec::new(),
        }
    }

    #[test]
    fn what_two_files_share_is_said_with_rows_days_and_money() {
        for locale in Locale::ALL {
            let format = Format::new(locale, None);
            let merged = of_overlap(&overlap(), Some("TWD"), format);
            assert!(
                merged.title.contains("1,200") && merged.title.contains("\u{2068}ינואר.csv\u{2069}"),
                "{merged:?}"
            );
            assert!(merged.detail.contains("NT$95,600.10") && merged.detail.contains("37"), "{merged:?}");
            assert!(merged.detail.contains(&format.day(Day(19_750))), "{merged:?}");
            let kept = OverlapReport { n_rows_dropped: 0, ..overlap() };
            let possible = OverlapReport { has_order_numbers: false, ..kept.clone() };
            let none =
                OverlapReport { n_rows: 0, n_rows_dropped: 0, first_day: None, last_day: None, ..overlap() };
            let titles =
                [&overlap(), &kept, &possible, &none].map(|overlap| of_overlap(overlap, None, format).title);
            assert_eq!(titles.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
            for title in titles {
                assert!(!title.contains("overlap-") && !title.contains("{$"), "{title}");
            }
        }
    }

    #[test]
    fn an_example_leads_to_both_lines() {
        let example = OverlapExample {
            customer: "C-1".to_owned(),
            order: "O-7".to_owned(),
            day: Day(19_750),
            amount: "20.00".to_owned(),
            earlier_line: 1_203,
            later_line: 2,
        };
        for locale in Locale::ALL {
            let format = Format::new(locale, None);
            let text = example_text(&example, Some("USD"), format);
            for part in ["1,203", "2", "C-1", "O-7", "20.00", format.day(Day(19_750)).as_str()] {
                assert!(text.contains(part), "{part}: {text}");
            }
            let plain =
                example_text(&OverlapExample { order: String::new(), ..example.clone() }, None, format);
            assert!(!plain.contains("O-7") && plain.contains("1,203"), "{plain}");
        }
    }

    #[test]
    fn the_list_that_is_believed_is_named() {
        let profile = ProfileOverlap {
            earlier: 1,
            later: 2,
            earlier_name: "old.csv".to_owned(),
            later_name: "new.csv".to_owned(),
            n_equal: 8,
            n_conflicting: 2,
            is_later_shown: true,
            conflicts: Vec::new(),
        };
        for locale in Locale::ALL {
            let format = Format::new(locale, None);
            let message = of_profiles(&profile, format);
            assert!(message.title.contains("10") && message.detail.contains('2'), "{message:?}");
            assert!(message.advice.contains("new.csv") && !message.advice.contains("old.csv"), "{message:?}");
            let equal = of_profiles(&ProfileOverlap { n_conflicting: 0, ..profile.clone() }, format);
            assert!(!equal.advice.contains("csv") && !equal.detail.is_empty());
        }
    }
}
