//! What is put together from sources at build time: the page, the style sheet, the worker's script and the
//! file that tells static hosts which headers to send.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::headers;

/// Where `index.html` wants its Content-Security-Policy.
const POLICY_MARKER: &str = "<!-- build: content-security-policy -->";

/// The sheet that fixes the order of the cascade layers, and so has to come first.
const FIRST_SHEET: &str = "layers.css";

/// The page, protected also where a host sends no headers.
pub(crate) fn index_html(template: &str) -> Result<String> {
    if !template.contains(POLICY_MARKER) {
        return Err(format!("public/index.html has lost its marker {POLICY_MARKER}."));
    }
    // A policy in the page itself cannot say who may frame it, and the browser warns when it tries.
    let policy = headers::DOCUMENT_POLICY
        .split("; ")
        .filter(|directive| !directive.starts_with("frame-ancestors"))
        .collect::<Vec<_>>()
        .join("; ");
    let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#);
    Ok(template.replace(POLICY_MARKER, &meta))
}

/// All style sheets as one: [`FIRST_SHEET`], then by name. One request instead of a dozen.
pub(crate) fn style_sheet(style_dir: &Path) -> Result<String> {
    let mut sheets = files_with_extension(style_dir, "css")?;
    sheets.sort_by_key(|path| (path.file_name() != Some(FIRST_SHEET.as_ref()), path.clone()));
    let mut all = String::new();
    for path in sheets {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text = read(&path)?;
        // Writing to a String does not fail.
        let _ = writeln!(all, "/* {name} */\n{text}");
    }
    Ok(all)
}

/// The worker's script: its boot code and wasm-bindgen's glue in one file, so that a worker is one request
/// and can also be started from a Blob. The glue of the reader of workbooks comes within a function, which makes a
/// fresh one at each call.
pub(crate) fn worker_script(boot: &str, glue: &str, workbook_glue: &str) -> String {
    format!("{glue}\nfunction workbookGlue() {{\n{workbook_glue}\nreturn wasm_bindgen;\n}}\n{boot}")
}

/// The headers in the format that Netlify, Cloudflare Pages and others read.
pub(crate) fn headers_file() -> String {
    let mut text = String::from("/*\n");
    for (name, value) in headers::for_path("/") {
        let _ = writeln!(text, "  {name}: {value}");
    }
    // Where a host sends both policies to the worker, the browser enforces both: the stricter one wins.
    let _ =
        writeln!(text, "{}\n  Content-Security-Policy: {}", headers::WORKER_SCRIPT, headers::WORKER_POLICY);
    text
}

/// Reads a text file; a failure names it.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))
}

fn files_with_extension(dir: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(dir).map_err(|error| format!("{} cannot be listed: {error}.", dir.display()))?;
    Ok(entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension() == Some(extension.as_ref()))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_carries_the_policy_of_the_headers_except_for_framing() {
        let page = index_html(&format!("<head>{POLICY_MARKER}</head>")).unwrap();

        assert!(page.contains("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"));
        assert!(page.contains("trusted-types default"));
        assert!(!page.contains("frame-ancestors"));
    }

    #[test]
    fn page_without_the_marker_is_not_built() {
        assert!(index_html("<head></head>").is_err());
    }

    #[test]
    fn worker_has_its_own_policy_in_the_headers_file() {
        let text = headers_file();

        assert!(text.starts_with("/*\n  Content-Security-Policy: default-src 'none'; script-src"));
        assert!(
            text.ends_with(&format!("/worker.js\n  Content-Security-Policy: {}\n", headers::WORKER_POLICY))
        );
    }
}
