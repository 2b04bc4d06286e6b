//! Serves the built site as a static host would, with the headers of its `_headers` file, and remembers every
//! request.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fs, thread};

use tiny_http::Request;

use super::{Outcome, site};

const THREADS: usize = 4;

/// A server on a free port; it stops when it is dropped.
pub(crate) struct Server {
    http: Arc<tiny_http::Server>,
    origin: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves the folder `dist`.
    pub(crate) fn start(dist: &Path) -> Outcome<Self> {
        let headers = Arc::new(HeaderRules::read(&dist.join("_headers"))?);
        let http = Arc::new(tiny_http::Server::http("127.0.0.1:0")?);
        let address = http.server_addr().to_ip().ok_or("The server has no address.")?;
        let requests = Arc::default();
        for _ in 0..THREADS {
            let (http, headers) = (Arc::clone(&http), Arc::clone(&headers));
            let (requests, dist) = (Arc::clone(&requests), dist.to_path_buf());
            thread::spawn(move || {
                for request in http.incoming_requests() {
                    respond(request, &dist, &headers, &requests);
                }
            });
        }
        Ok(Self { http, origin: format!("http://{address}"), requests })
    }

    /// `http://127.0.0.1:<port>`, without a slash at the end.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// Every request so far, as `GET /boot.js`, oldest first.
    pub(crate) fn requests(&self) -> Vec<String> {
        lock(&self.requests).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in 0..THREADS {
            self.http.unblock();
        }
    }
}

fn respond(request: Request, dist: &Path, rules: &HeaderRules, requests: &Mutex<Vec<String>>) {
    lock(requests).push(format!("{} {}", request.method(), request.url()));
    let path = site::path_of(request.url()).to_owned();
    let answer = site::answer(dist, &path);
    site::send(request, &answer, &rules.for_path(&path));
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The contents of `_headers`: a line with a path, then indented lines with what is sent there.
struct HeaderRules(Vec<(String, Vec<(String, String)>)>);

impl HeaderRules {
    fn read(path: &PathBuf) -> Outcome<Self> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for line in text.lines() {
            match (line.strip_prefix("  ").and_then(|line| line.split_once(": ")), rules.last_mut()) {
                (Some((name, value)), Some((_, headers))) => headers.push((name.into(), value.into())),
                (Some(_), None) => return Err(format!("{line:?} stands before any path").into()),
                (None, _) => rules.push((line.to_owned(), Vec::new())),
            }
        }
        Ok(Self(rules))
    }

    /// What `/*` says, where the path's own rule does not say otherwise.
    fn for_path(&self, path: &str) -> Vec<(&str, &str)> {
        let mut headers: Vec<(&str, &str)> = Vec::new();
        for (pattern, rule) in &self.0 {
            if pattern == "/*" || pattern == path {
                headers.retain(|(name, _)| !rule.iter().any(|(new, _)| new == name));
                headers.extend(rule.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            }
        }
        headers
    }
}
