//! Writing normalised, so that equal things are equal: NFKC, case, spaces and width, and nothing else.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Fewest digits of a telephone number.
const MIN_PHONE_DIGITS: usize = 7;
/// Fewest characters of an address that says where somebody lives.
const MIN_ADDRESS_CHARS: usize = 6;
/// Calling codes of two digits; 1 and 7 have one, all others three (ITU-T E.164, list of country codes).
const TWO_DIGIT_CODES: [&str; 42] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
    "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
    "82", "84", "86", "90", "91", "92", "93", "94",
];
/// Words that stand where nothing is known.
const PLACEHOLDERS: [&str; 32] = [
    "na",
    "n/a",
    "nan",
    "none",
    "null",
    "nil",
    "no",
    "unknown",
    "anonymous",
    "guest",
    "test",
    "tester",
    "x",
    "xx",
    "xxx",
    "無",
    "无",
    "沒有",
    "没有",
    "不詳",
    "不详",
    "未知",
    "未填",
    "未提供",
    "測試",
    "测试",
    "匿名",
    "訪客",
    "访客",
    "客戶",
    "-",
    "tbd",
];
/// First parts of addresses that nobody reads.
const MAILBOXES: [&str; 12] = [
    "test", "none", "na", "no", "noemail", "noreply", "no-reply", "example", "null", "unknown", "guest", "x",
];

fn nfkc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
}

/// NFKC, lower case, and the spaces left to the caller.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in nfkc(text).chars() {
        // As in the import: full-width letters are normal by now, and 臺 is written 台 as often.
        if c == '臺' { folded.push('台') } else { folded.extend(c.to_lowercase()) }
    }
    folded
}

/// An id without case, width, spaces and leading zeros of its numbers. Never empty for an id that is not.
#[must_use]
pub fn id_key(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    let mut is_in_number = false;
    let folded = folded(id);
    let mut chars = folded.chars().filter(|c| !c.is_whitespace()).peekable();
    while let Some(c) = chars.next() {
        let is_leading_zero = c == '0' && !is_in_number && chars.peek().is_some_and(char::is_ascii_digit);
        if is_leading_zero {
            continue;
        }
        is_in_number = c.is_ascii_digit();
        key.push(c);
    }
    key
}

/// A name: words in lower case with one space between them; `None` where it says nothing. Spaces beside a Han
/// character are no part of the name.
pub(super) fn name_key(name: &str) -> Option<String> {
    let folded = folded(name);
    let is_han =
        |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    let mut key = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        let touches_han =
            key.chars().next_back().is_some_and(is_han) && word.chars().next().is_some_and(is_han);
        if !key.is_empty() && !touches_han {
            key.push(' ');
        }
        key.push_str(word);
    }
    let n_letters = key.chars().filter(|c| c.is_alphabetic()).count();
    (n_letters >= 2 && !is_placeholder(&key)).then_some(key)
}

/// A telephone number: its digits without country code and trunk zero, with the extension behind an `x`; `None`
/// of fewer than seven digits and of digits nobody has.
pub(super) fn phone_key(phone: &str) -> Option<String> {
    let folded = folded(phone);
    let (number, extension) = split_extension(&folded);
    let is_digit = char::is_ascii_digit;
    let digits: String = number.chars().filter(is_digit).collect();
    let is_international = number.trim_start().starts_with('+') || digits.starts_with("00");
    let national = if is_international {
        without_country(digits.trim_start_matches('0'))
    } else {
        // Lists often lose the plus; these codes with these lengths are no numbers within a country.
        let codes = [("886", 11..=12), ("852", 11..=11), ("853", 11..=11), ("86", 13..=13)];
        let code =
            codes.iter().find(|(code, lengths)| digits.starts_with(code) && lengths.contains(&digits.len()));
        code.map_or(digits.as_str(), |(code, _)| &digits[code.len()..])
    };
    let national = national.trim_start_matches('0');
    if digits.len() < MIN_PHONE_DIGITS || national.len() < MIN_PHONE_DIGITS - 1 || is_made_up(national) {
        return None;
    }
    let extension: String = extension.chars().filter(is_digit).collect();
    Some(if extension.is_empty() { national.to_owned() } else { format!("{national}x{extension}") })
}

fn split_extension(number: &str) -> (&str, &str) {
    for mark in ["#", "ext", "分機", "分机", "轉", "转", "x"] {
        if let Some(split) = number.split_once(mark) {
            return split;
        }
    }
    (number, "")
}

fn without_country(digits: &str) -> &str {
    let n = match digits.as_bytes() {
        [b'1' | b'7', ..] => 1,
        _ if TWO_DIGIT_CODES.iter().any(|code| digits.starts_with(code)) => 2,
        _ => 3,
    };
    digits.get(n..).unwrap_or("")
}

/// One digit over and over, or digits in a row: 0000000, 9 1111 1111, 12345678.
fn is_made_up(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let rest = bytes.get(1..).unwrap_or_default();
    let all_equal = |digits: &[u8]| digits.windows(2).all(|pair| pair[0] == pair[1]);
    let in_a_row = |step: i16| {
        bytes.windows(2).all(|pair| {
            let next = (i16::from(pair[0]) - i16::from(b'0') + step).rem_euclid(10);
            i16::from(pair[1]) - i16::from(b'0') == next
        })
    };
    all_equal(rest) || in_a_row(1) || in_a_row(-1)
}

/// An e-mail address in lower case; `None` of what is none, and of mailboxes nobody reads.
pub(super) fn email_key(email: &str) -> Option<String> {
    let key: String = folded(email).split_whitespace().collect();
    let (local, domain) = key.rsplit_once('@')?;
    let is_domain = domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty());
    let is_made_up = MAILBOXES.contains(&local)
        || ["example.com", "example.org", "example.net", "test.com", "none.com", "noemail.com"]
            .contains(&domain);
    (is_domain && !local.is_empty() && !local.contains('@') && !is_made_up).then_some(key)
}

/// An address without spaces and punctuation; `None` of what is too short to be one.
pub(super) fn address_key(address: &str) -> Option<String> {
    let key: String = folded(address).chars().filter(|c| c.is_alphanumeric()).collect();
    let has_number =
        key.chars().any(char::is_numeric) || key.chars().any(|c| "一二三四五六七八九十".contains(c));
    (key.chars().count() >= MIN_ADDRESS_CHARS && has_number && !is_placeholder(&key)).then_some(key)
}

fn is_placeholder(key: &str) -> bool {
    PLACEHOLDERS.contains(&key)
}

/// Whether two names are long, of Latin letters, and one letter apart: put in, left out, or another.
pub(super) fn is_one_letter_apart(a: &str, b: &str) -> bool {
    const MIN_LETTERS: usize = 8;
    let is_long_latin = |name: &str| {
        let is_latin = |c: char| c.is_alphabetic() && c < '\u{250}';
        name.chars().filter(|&c| is_latin(c)).count() >= MIN_LETTERS
            && name.chars().all(|c| is_latin(c) || " .'-".contains(c))
    };
    if !is_long_latin(a) || !is_long_latin(b) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let n_before = short.iter().zip(long.iter()).take_while(|(a, b)| a == b).count();
    let n_short = short.len() - n_before;
    let n_after = short.iter().rev().zip(long.iter().rev()).take(n_short).take_while(|(a, b)| a == b).count();
    long.len() - n_before - n_after == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_equal_but_for_case_zeros_spaces_and_width() {
        for (a, b, is_same) in [
            ("007", "7", true),
            ("0", "000", true),
            ("C-00100", "c-100", true),
            ("ａ１２", "A 12", true),
            ("100", "1", false),
            ("A-1", "A1", false),
            ("10B", "1B", false),
        ] {
            assert_eq!(id_key(a) == id_key(b), is_same, "{a} {b}");
        }
    }

    #[test]
    fn names_are_equal_but_for_case_spaces_and_width() {
        for (a, b, is_same) in [
            ("  Hsu  Pin-yen 許品妍", "HSU PIN-YEN 許 品妍", true),
            ("王　小明", "王小明", true),
            ("ＡＮＮ ＬＥＥ", "Ann Lee", true),
            ("Ann Lee", "Annlee", false),
            ("José García", "Jose Garcia", false),
        ] {
            assert_eq!(name_key(a) == name_key(b), is_same, "{a} {b}");
        }
        for nothing in ["", " ", "N/A", "無", "Test", "7", "K", "---"] {
            assert_eq!(name_key(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn phones_are_equal_with_or_without_country_code_and_marks() {
        let same = [
            "0912-345-687",
            "+886 912 345 687",
            "00886912345687",
            "886912345687",
            "０９１２３４５６８７",
            "(0912) 345687",
        ];
        for phone in same {
            assert_eq!(phone_key(phone).as_deref(), Some("912345687"), "{phone}");
        }
        assert_eq!(phone_key("+44 (0)20 7946 0958"), phone_key("020 7946 0958"));
        assert_eq!(phone_key("+1 (415) 555-2671"), phone_key("415-555-2671"));
        assert_eq!(phone_key("02-2345-6781#12").as_deref(), Some("223456781x12"));
        assert_ne!(phone_key("02-2345-6781#12"), phone_key("02-2345-6781 分機 13"));
        for nothing in ["", "12345", "0000000000", "0911111111", "12345678", "0123456789", "n/a", "987654321"]
        {
            assert_eq!(phone_key(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn mailboxes_that_nobody_reads_are_no_addresses() {
        assert_eq!(email_key(" Ann.Lee@Mail.COM ").as_deref(), Some("ann.lee@mail.com"));
        assert_eq!(email_key("ａｎｎ＠mail.com").as_deref(), Some("ann@mail.com"));
        for nothing in ["", "ann", "ann@", "@mail.com", "ann@mail", "test@shop.tw", "a@example.com", "a@b..c"]
        {
            assert_eq!(email_key(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn addresses_are_equal_but_for_marks_and_spaces() {
        assert_eq!(address_key("臺北市 信義區市府路１號"), address_key("台北市信義區市府路1號"));
        assert_eq!(address_key("12, High St."), address_key("12 HIGH ST"));
        assert_eq!(address_key("Taipei"), None);
    }

    #[test]
    fn one_letter_is_forgiven_in_long_latin_names_only() {
        for (a, b, is_similar) in [
            ("katherine jones", "katharine jones", true),
            ("katherine jones", "katherine jone", true),
            ("katherine jones", "katherine joness", true),
            ("katherine jones", "katherine jones", false),
            ("ann lee", "ann leo", false),
            ("katherine jones", "catharine jones", false),
            ("王小明王小明王小明", "王小明王小明王小民", false),
        ] {
            assert_eq!(is_one_letter_apart(a, b), is_similar, "{a} {b}");
        }
    }
}
