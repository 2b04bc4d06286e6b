//! The security headers, in the one place everything else takes them from: the server of `cargo xtask
//! serve`, `dist/_headers` for static hosts that read it, the policy in `index.html` for hosts that send no
//! headers at all, and the browser tests, which include this file to check what they receive.

/// Who may do what in the page. Nothing is allowed that is not named, and every source is the page's own
/// origin: no other server can be reached, not even by a script that should not be there.
///
/// `wasm-unsafe-eval` allows compiling WebAssembly and nothing else; `eval` stays forbidden.
pub(crate) const DOCUMENT_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; \
    img-src 'self' data: blob:; \
    font-src 'self'; \
    connect-src 'self'; \
    worker-src 'self' blob:; \
    manifest-src 'self'; \
    base-uri 'none'; \
    form-action 'none'; \
    frame-ancestors 'none'; \
    require-trusted-types-for 'script'; \
    trusted-types default";

/// The worker, which holds the imported data, reaches no server at all. A worker takes its policy from the
/// response of its own script, not from the page.
pub(crate) const WORKER_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

/// The script whose response carries [`WORKER_POLICY`].
pub(crate) const WORKER_SCRIPT: &str = "/worker.js";

/// Sent with every response.
pub(crate) const EVERYWHERE: &[(&str, &str)] = &[
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()"),
    // File names carry no hash: ask each time, so that a page never meets the worker of another version.
    ("Cache-Control", "no-cache"),
];

/// All headers of the response for `path`, which starts with a slash.
pub(crate) fn for_path(path: &str) -> Vec<(&'static str, &'static str)> {
    let policy = if path == WORKER_SCRIPT { WORKER_POLICY } else { DOCUMENT_POLICY };
    let mut headers = vec![("Content-Security-Policy", policy)];
    headers.extend_from_slice(EVERYWHERE);
    headers
}
