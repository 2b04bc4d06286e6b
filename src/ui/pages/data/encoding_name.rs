//! What encodings are called.

use crate::ui::words::tr;

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
