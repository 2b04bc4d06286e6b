//! Any bytes open as a workbook or are refused, and each row of a sheet is one line that the blocks give whole.

use super::law;
use clientele_workbook::{GzipDecoder, Limits, Workbook, unpack_block};

/// Small enough for the meter.
const LIMITS: Limits = Limits {
    max_file_bytes: 1 << 20,
    max_unpacked_bytes: 8 << 20,
    max_ratio: 200,
    ratio_free_bytes: 1 << 20,
    max_parts: 100,
    max_cells: 200_000,
};

/// The bytes as a workbook, and as a gzip file.
///
/// # Errors
/// The sheet, or the place, at which a law is broken.
pub fn hold(input: &[u8]) -> Result<(), String> {
    gzip(input)?;
    let Ok(mut workbook) = Workbook::open(input.to_vec(), &LIMITS) else {
        return Ok(());
    };
    law(!workbook.sheets().is_empty(), || "a workbook without sheets is open".to_owned())?;
    for idx in 0..workbook.sheets().len().min(4) {
        let mut n_lines = 0;
        let _ = workbook.start_sheet(idx);
        while let Ok(Some(block)) = workbook.next_block() {
            let text = String::from_utf8(block.text).map_err(|_| format!("sheet {idx} is no UTF-8"))?;
            law(text.ends_with('\n') && !text.contains('\r'), || format!("sheet {idx} has half a line"))?;
            n_lines += text.matches('\n').count();
            law(n_lines == block.n_rows as usize, || {
                format!("sheet {idx} has {n_lines} lines for {} rows", block.n_rows)
            })?;
            law(unpack_block(&block.packed, text.len()).is_ok_and(|same| same == text.as_bytes()), || {
                format!("a block of sheet {idx} does not unpack to its text")
            })?;
        }
    }
    Ok(())
}

/// Whatever the slices, a gzip file gives the same text and the same end.
fn gzip(input: &[u8]) -> Result<(), String> {
    let whole = unpacked(input, input.len().max(1), 1 << 20);
    for (slice_bytes, max_bytes) in [(1, 1 << 16), (7, 13)] {
        law(unpacked(input, slice_bytes, max_bytes) == whole, || format!("slices of {slice_bytes} differ"))?;
    }
    Ok(())
}

/// The text, or that there is an error.
fn unpacked(input: &[u8], slice_bytes: usize, max_bytes: usize) -> Option<Vec<u8>> {
    let mut decoder = GzipDecoder::new(Limits { max_unpacked_bytes: 1 << 20, ..LIMITS });
    let mut text = Vec::new();
    for slice in input.chunks(slice_bytes) {
        let mut rest = slice;
        loop {
            let n_before = text.len();
            let n_used = decoder.push(rest, &mut text, max_bytes).ok()?;
            rest = &rest[n_used..];
            if rest.is_empty() && text.len() == n_before {
                break;
            }
        }
    }
    decoder.finish().ok().map(|()| text)
}
