//! Encodings and delimiters: which can be chosen, and what they are called.

use crate::ui::words::tr;

/// Encodings that can be chosen; one that was found and is not among them joins them.
const ENCODINGS: [&str; 9] =
    ["utf-8", "big5", "gb18030", "utf-16le", "utf-16be", "shift_jis", "euc-jp", "euc-kr", "windows-1252"];

const DELIMITERS: [(char, &str); 5] = [
    (',', "data-delimiter-comma"),
    (';', "data-delimiter-semicolon"),
    ('\t', "data-delimiter-tab"),
    ('|', "data-delimiter-bar"),
    (' ', "data-delimiter-blank"),
];

/// Labels and names of the encodings, with the one that was found.
pub(super) fn encoding_options(found: Option<&str>) -> Vec<(String, String)> {
    let other = found.filter(|found| !ENCODINGS.contains(found));
    other.into_iter().chain(ENCODINGS).map(|label| (label.to_owned(), encoding_name(label))).collect()
}

/// Signs and names of the delimiters, with the one that was found.
pub(super) fn delimiter_options(found: Option<char>) -> Vec<(String, String)> {
    let known = DELIMITERS.iter().map(|(sign, key)| (sign.to_string(), tr(key)));
    let other = found.filter(|found| DELIMITERS.iter().all(|(sign, _)| sign != found));
    known.chain(other.map(|sign| (sign.to_string(), sign.to_string()))).collect()
}

/// The name of an encoding by its label; the label where it has none.
pub(super) fn encoding_name(label: &str) -> String {
    match label.to_ascii_lowercase().as_str() {
        "utf-8" => tr("data-encoding-utf-8"),
        "big5" => tr("data-encoding-big5"),
        "gb18030" | "gbk" => tr("data-encoding-gb18030"),
        "utf-16le" => tr("data-encoding-utf-16le"),
        "utf-16be" => tr("data-encoding-utf-16be"),
        "shift_jis" => tr("data-encoding-shift-jis"),
        "euc-jp" => tr("data-encoding-euc-jp"),
        "euc-kr" => tr("data-encoding-euc-kr"),
        "windows-1252" => tr("data-encoding-windows-1252"),
        other => other.to_owned(),
    }
}
