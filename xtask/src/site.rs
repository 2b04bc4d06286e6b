//! The answer of a plain static host: a file of the site with its type, or "not found". Shared with the
//! browser tests.

use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use tiny_http::{Method, Request};

/// What to send back for one request.
pub(crate) struct Answer {
    /// 200 or 404.
    pub(crate) status: u16,
    /// The value of `Content-Type`.
    pub(crate) content_type: &'static str,
    /// The file.
    pub(crate) body: Vec<u8>,
}

/// Answers a request for `url_path`, which starts with a slash and has no query.
pub(crate) fn answer(dist: &Path, url_path: &str) -> Answer {
    let file = file_of(dist, url_path);
    match file.as_deref().map(fs::read) {
        Some(Ok(body)) => {
            Answer { status: 200, content_type: content_type(file.as_deref().unwrap_or(dist)), body }
        }
        _ => Answer { status: 404, content_type: "text/plain; charset=utf-8", body: b"Not found\n".to_vec() },
    }
}

/// Sends an answer with these headers, and asks the browser to close the connection.
///
/// The answer is written by hand because `tiny_http` says nothing about the connection: browsers then keep it
/// open, and its pool, which counts a thread as idle until it has woken up, can leave a new connection waiting
/// behind one that stays open for minutes. The page then never starts.
pub(crate) fn send(request: Request, answer: &Answer, headers: &[(&str, &str)]) {
    let reason = if answer.status == 200 { "OK" } else { "Not Found" };
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", answer.status);
    let length = answer.body.len().to_string();
    let own =
        [("Content-Type", answer.content_type), ("Content-Length", length.as_str()), ("Connection", "close")];
    for (name, value) in headers.iter().chain(&own) {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    let has_body = *request.method() != Method::Head;
    let mut writer = request.into_writer();
    // A browser that closed the connection needs no answer.
    let _ = writer
        .write_all(head.as_bytes())
        .and_then(|()| if has_body { writer.write_all(&answer.body) } else { Ok(()) })
        .and_then(|()| writer.flush());
}

/// The path of a request: its URL without the query.
pub(crate) fn path_of(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or("/")
}

fn file_of(dist: &Path, url_path: &str) -> Option<PathBuf> {
    let relative = Path::new(url_path.strip_prefix('/')?);
    // `..` and a second root would leave the folder. Names in the site need no percent-encoding.
    let stays_inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    let file = dist.join(relative);
    match (stays_inside, url_path.ends_with('/')) {
        (false, _) => None,
        (true, true) => Some(file.join("index.html")),
        (true, false) => Some(file),
    }
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "csv" => "text/csv; charset=utf-8",
        // Not `Content-Encoding: gzip`: the browser would unpack it, and the app wants the file as it is.
        "gz" => "application/gzip",
        "md" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
