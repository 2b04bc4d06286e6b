//! Text from the clipboard: whether it is a table, and of which kind.

/// Lines that are looked at.
const N_LINES: usize = 20;

/// Signs between cells of text files, the likelier first.
const SIGNS: [char; 4] = ['\t', ',', ';', '|'];

/// The file name for a text that somebody pasted: spreadsheets put tabs between cells, everything else is read as
/// CSV of whichever sign.
#[must_use]
pub fn file_name(text: &str) -> &'static str {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.contains('\t') { "pasted.tsv" } else { "pasted.csv" }
}

/// Whether a text looks like rows of cells: two lines or more, most of which have as many signs between cells as the
/// first.
#[must_use]
pub fn is_table(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(N_LINES).collect();
    let Some((first, others)) = lines.split_first() else { return false };
    let n_signs = |line: &str, sign: char| line.matches(sign).count();
    let fits = |sign: char| {
        let n = n_signs(first, sign);
        // Breaks of lines and signs inside of quotes make some lines differ.
        let n_equal = others.iter().filter(|line| n_signs(line, sign) == n).count();
        n > 0 && !others.is_empty() && n_equal * 2 >= others.len()
    };
    SIGNS.into_iter().any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_spreadsheet_and_of_a_text_file_are_tables() {
        assert!(is_table("id\tdate\tamount\nA\t2024-01-01\t5\nB\t2024-01-02\t\n"));
        assert!(is_table("id,date,amount\r\nA,2024-01-01,5\r\n"));
        assert!(is_table("id;date;amount\n\nA;2024-01-01;5,20\nB;2024-01-02;7,00"));
        assert!(is_table("id,note,amount\nA,\"one, two\",5\nB,three,6"));
    }

    #[test]
    fn prose_is_none() {
        for text in
            ["", "\n\n", "one line, with a comma", "Dear all,\nthe file is not ready.\nYours", "a\nb\nc"]
        {
            assert!(!is_table(text), "{text:?}");
        }
    }

    #[test]
    fn a_table_of_a_spreadsheet_is_read_with_tabs() {
        assert_eq!(file_name("\n id\tdate\nA\t1"), "pasted.tsv");
        assert_eq!(file_name("id,date\nA,\t1"), "pasted.csv");
    }
}
