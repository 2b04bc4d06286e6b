//! How much a visitor downloads.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Result, commands};

/// Prints the size of every file of the site, as it is and as a host that compresses sends it.
pub(crate) fn print(dist: &Path) -> Result {
    let mut files = Vec::new();
    collect(dist, dist, &mut files)?;
    files.sort_by_key(|file| std::cmp::Reverse(file.1));

    let has_brotli = commands::answers("brotli", &["--version"]);
    let heading = if has_brotli { "brotli" } else { "" };
    println!("\n  {:<28} {:>10} {heading:>10}", "dist/", "bytes");
    let (mut total, mut total_brotli) = (0, 0);
    for (name, bytes) in &files {
        let compressed = if has_brotli { brotli(&dist.join(name)) } else { None };
        let shown = compressed.map(grouped).unwrap_or_default();
        println!("  {name:<28} {:>10} {shown:>10}", grouped(*bytes));
        if is_sent_at_start(name) {
            total += bytes;
            total_brotli += compressed.unwrap_or(*bytes);
        }
    }
    let shown = if has_brotli { grouped(total_brotli) } else { String::new() };
    println!("  {:<28} {:>10} {shown:>10}", "to start the app", grouped(total));
    if !has_brotli {
        println!("  (the `brotli` command would tell the compressed sizes)");
    }
    Ok(())
}

/// Sample data and the reader of workbooks are fetched when they are asked for, and the texts beside them never.
fn is_sent_at_start(name: &str) -> bool {
    !name.starts_with("samples/")
        && name != "workbook_bg.wasm"
        && !name.starts_with('_')
        && !name.ends_with(".md")
        && !name.ends_with(".txt")
}

fn collect(dir: &Path, dist: &Path, files: &mut Vec<(String, u64)>) -> Result {
    let failed = |error: std::io::Error| format!("{} cannot be listed: {error}.", dir.display());
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            collect(&path, dist, files)?;
        } else {
            let bytes = fs::metadata(&path).map_err(failed)?.len();
            let name = path.strip_prefix(dist).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((name, bytes));
        }
    }
    Ok(())
}

/// The size after `brotli`, or none for files that are compressed already.
fn brotli(path: &Path) -> Option<u64> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if matches!(extension, "woff2" | "png" | "gz") {
        return None;
    }
    let output =
        Command::new("brotli").args(["-q", "11", "-c"]).arg(path).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| u64::try_from(output.stdout.len()).unwrap_or(u64::MAX))
}

/// `1234567` as `1,234,567`.
fn grouped(bytes: u64) -> String {
    let digits = bytes.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_grouped_by_thousands() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
