//! Serves the built site at `/`, the pages of the peers at `/bench/` and their packages at `/node_modules/`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tiny_http::Request;

use crate::{Outcome, headers, site};

const THREADS: usize = 4;

/// The folders that are served.
#[derive(Debug, Clone)]
pub(crate) struct Folders {
    /// The built site.
    pub(crate) dist: PathBuf,
    /// Pages of the peers.
    pub(crate) pages: PathBuf,
    /// Their npm packages.
    pub(crate) modules: PathBuf,
}

/// A server on a free port; it stops when it is dropped.
pub(crate) struct Server {
    http: Arc<tiny_http::Server>,
    origin: String,
}

impl Server {
    /// Serves the folders.
    pub(crate) fn start(folders: &Folders) -> Outcome<Self> {
        let http = Arc::new(tiny_http::Server::http("127.0.0.1:0")?);
        let address = http.server_addr().to_ip().ok_or("The server has no address.")?;
        for _ in 0..THREADS {
            let (http, folders) = (Arc::clone(&http), folders.clone());
            thread::spawn(move || {
                for request in http.incoming_requests() {
                    respond(request, &folders);
                }
            });
        }
        Ok(Self { http, origin: format!("http://{address}") })
    }

    /// `http://127.0.0.1:<port>`, without a slash at the end.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in 0..THREADS {
            self.http.unblock();
        }
    }
}

/// Peers are served without the product's content policy, which some of them do not run under, and otherwise
/// with the same headers: all pages are isolated from other origins, and so have the same clock.
fn respond(request: Request, folders: &Folders) {
    let path = site::path_of(request.url()).to_owned();
    let inside = |folder: &Path, prefix: &str| site::answer(folder, path.trim_start_matches(prefix));
    if path.starts_with("/bench/") {
        site::send(request, &inside(&folders.pages, "/bench"), headers::EVERYWHERE);
    } else if path.starts_with("/node_modules/") {
        site::send(request, &inside(&folders.modules, "/node_modules"), headers::EVERYWHERE);
    } else {
        site::send(request, &site::answer(&folders.dist, &path), &headers::for_path(&path));
    }
}
