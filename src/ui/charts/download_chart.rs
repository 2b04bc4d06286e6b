//! A chart as files: SVG and PNG as it stands on the screen, CSV of its table.

use crate::chart::{Cell, Chart, DataTable, svg_text};
use crate::text::Locale;
use crate::ui::browser::download;
use crate::ui::state::Theme;

/// Device pixels of a PNG for one CSS pixel.
const PNG_SCALE: f64 = 2.0;

/// The palette of a theme.
#[must_use]
pub(super) fn chart_theme(theme: Theme) -> crate::chart::Theme {
    match theme {
        Theme::Light => crate::chart::Theme::Light,
        Theme::Dark => crate::chart::Theme::Dark,
    }
}

/// Saves the chart as an SVG whose text can be edited.
pub(super) fn save_svg(file_name: &str, chart: &Chart, title: &str, theme: Theme) {
    let svg = svg_text(&chart.scene, title, &chart.summary, chart_theme(theme));
    download::save_text(&format!("{file_name}.svg"), "image/svg+xml", &svg);
}

/// Saves the chart as a PNG of twice its size on the screen.
pub(super) fn save_png(file_name: &str, chart: &Chart, title: &str, theme: Theme) {
    let svg = svg_text(&chart.scene, title, &chart.summary, chart_theme(theme));
    let (width, height) = (f64::from(chart.scene.width_px), f64::from(chart.scene.height_px));
    download::save_png(format!("{file_name}.png"), &svg, width, height, PNG_SCALE);
}

/// Saves a table as CSV.
pub(super) fn save_csv(file_name: &str, table: &DataTable, locale: Locale) {
    download::save_text(&format!("{file_name}.csv"), "text/csv;charset=utf-8", &csv_text(table, locale));
}

/// Name of a file without its ending: what the data set is called and what the panel is about.
#[must_use]
pub(super) fn file_name(data_set: &str, panel: &str) -> String {
    let mut name = String::new();
    for char in data_set.chars() {
        // Letters of any script stay; what file systems or shells dislike becomes a dash.
        if char.is_alphanumeric() {
            name.extend(char.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { panel.to_owned() } else { format!("{name}-{panel}") }
}

/// The table as CSV. Chinese spreadsheets take a file without a byte order mark for their own encoding.
fn csv_text(table: &DataTable, locale: Locale) -> String {
    let mut csv = String::new();
    if locale != Locale::En {
        csv.push('\u{feff}');
    }
    push_row(&mut csv, table.columns.iter().map(|column| safe_text(&column.head)));
    for row in &table.rows {
        push_row(&mut csv, row.iter().map(cell_text));
    }
    csv
}

fn cell_text(cell: &Cell) -> String {
    match cell.value {
        Some(value) => value.to_string(),
        None => safe_text(&cell.text),
    }
}

/// Text that a spreadsheet must not take for a formula gets an apostrophe in front.
fn safe_text(text: &str) -> String {
    let is_formula = text
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

fn push_row(csv: &mut String, cells: impl Iterator<Item = String>) {
    for (idx, cell) in cells.enumerate() {
        if idx > 0 {
            csv.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            csv.push('"');
            csv.push_str(&cell.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(&cell);
        }
    }
    csv.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Column;

    #[test]
    fn text_that_looks_like_a_formula_is_disarmed_and_numbers_are_not() {
        let table = DataTable {
            columns: vec![
                Column { head: "=name".to_owned(), is_number: false },
                Column { head: "change".to_owned(), is_number: true },
            ],
            rows: vec![
                vec![Cell::text("+cmd|' /C calc'!A0"), Cell::number(-5.5, "−5.5")],
                vec![Cell::text("＝1+1"), Cell::number(2.0, "2")],
                vec![Cell::text("a \"b\", c"), Cell::default()],
            ],
        };
        let csv = csv_text(&table, Locale::ZhHant);
        assert_eq!(
            csv,
            "\u{feff}'=name,change\r\n'+cmd|' /C calc'!A0,-5.5\r\n'＝1+1,2\r\n\"a \"\"b\"\", c\",\r\n"
        );
        assert!(!csv_text(&table, Locale::En).starts_with('\u{feff}'));
    }

    #[test]
    fn file_names_keep_letters_of_any_script() {
        assert_eq!(file_name("Lantern Coffee / 2024", "lorenz"), "lantern-coffee-2024-lorenz");
        assert_eq!(file_name("燈籠咖啡", "lorenz"), "燈籠咖啡-lorenz");
        assert_eq!(file_name("..", "lorenz"), "lorenz");
    }
}
