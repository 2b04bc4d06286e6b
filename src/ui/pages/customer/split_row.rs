//! The cells of one row of a delimited file, for showing them under their heads. Reading files is the
//! worker's; here one line that was already read is only laid out.

/// Delimiters files come with.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// The delimiter that splits a line into most cells.
pub(super) fn delimiter_of(line: &str) -> char {
    let n_cells = |delimiter: &char| split(line, *delimiter).len();
    // Of two that split equally the earlier one is more usual.
    DELIMITERS.into_iter().rev().max_by_key(n_cells).unwrap_or(',')
}

/// The cells of a line; quotes around a cell are taken off, doubled quotes inside it become one.
pub(super) fn split(line: &str, delimiter: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut letters = line.trim_end_matches(['\r', '\n']).chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                push(&mut cells, '"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if cells.last().is_some_and(String::is_empty) => is_quoted = true,
            letter if letter == delimiter && !is_quoted => cells.push(String::new()),
            letter => push(&mut cells, letter),
        }
    }
    cells
}

fn push(cells: &mut [String], letter: char) {
    if let Some(cell) = cells.last_mut() {
        cell.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_cells_keep_their_delimiters() {
        assert_eq!(split("1,\"a, \"\"b\"\"\",,x\r", ','), ["1", "a, \"b\"", "", "x"]);
    }

    #[test]
    fn the_delimiter_that_splits_most_is_taken() {
        assert_eq!(delimiter_of("id;name, first;amount"), ';');
        assert_eq!(delimiter_of("id\tname"), '\t');
        assert_eq!(delimiter_of("one"), ',');
    }
}
