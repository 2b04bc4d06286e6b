//! Runs wasm unit tests in Chromium. Cargo calls it when told to:
//! `CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER="cargo xtask wasm-test-runner"`.

use crate::Result;

/// `arguments` are those of wasm-bindgen-test-runner: the wasm file, then test filters.
pub(crate) fn run(arguments: &[String]) -> Result {
    let name = std::iter::once("wasm-bindgen-test-runner".to_owned());
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(name.chain(arguments.iter().cloned()))
        .map_err(|error| format!("{error:#}"))
}
