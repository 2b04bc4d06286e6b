//! How a file is cut changes nothing.

use super::law;
use super::setting::{Setting, outcome};

/// The seventh byte tells how many cuts follow, two bytes each; what is left is the file.
///
/// # Errors
/// What differs between the file in one piece and in the pieces the input asks for.
pub fn hold(input: &[u8]) -> Result<(), String> {
    let (setting, rest) = Setting::read(input);
    let Some((&n_cuts, rest)) = rest.split_first() else {
        return Ok(());
    };
    let n_cuts = usize::from(n_cuts & 31).min(rest.len() / 2);
    let (cuts, file) = rest.split_at(n_cuts * 2);
    let whole = outcome(&setting.import_whole(file));
    let mut at: Vec<usize> = cuts
        .chunks_exact(2)
        .map(|cut| usize::from(cut[0]) | usize::from(cut[1]) << 8)
        .filter(|&at| at < file.len())
        .collect();
    at.sort_unstable();
    let slices = slices(file, &at);
    same(&whole, &outcome(&setting.import(file.len(), slices.iter().copied())), || format!("cut at {at:?}"))?;
    // The smallest slices find what happens at any place at all.
    if file.len() <= 4_096 {
        same(&whole, &outcome(&setting.import(file.len(), file.chunks(1))), || "byte by byte".to_owned())?;
    }
    Ok(())
}

fn slices<'a>(file: &'a [u8], at: &[usize]) -> Vec<&'a [u8]> {
    let mut slices = Vec::with_capacity(at.len() + 1);
    let (mut rest, mut start) = (file, 0);
    for &cut in at {
        let (slice, behind) = rest.split_at(cut - start);
        slices.push(slice);
        (rest, start) = (behind, cut);
    }
    slices.push(rest);
    slices
}

fn same(whole: &str, cut: &str, how: impl FnOnce() -> String) -> Result<(), String> {
    law(whole == cut, || {
        let n_same = whole.bytes().zip(cut.bytes()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| {
            let bytes = &text.as_bytes()[n_same.saturating_sub(60)..text.len().min(n_same + 120)];
            String::from_utf8_lossy(bytes).into_owned()
        };
        format!("{}: {:?} instead of {:?}", how(), around(cut), around(whole))
    })
}
