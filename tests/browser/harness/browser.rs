//! Chromium under ChromeDriver, both ours alone: a free port, an empty profile, a download folder.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use serde_json::json;
use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

use super::Outcome;

const STARTS_WITHIN: Duration = Duration::from_secs(60);
const ENDS_WITHIN: Duration = Duration::from_secs(5);

/// A ChromeDriver process; it ends when it is dropped.
pub(super) struct ChromeDriver {
    process: Child,
    port: u16,
}

impl ChromeDriver {
    pub(super) fn start() -> Outcome<Self> {
        let program = env::var_os("CHROMEDRIVER").map_or_else(|| "chromedriver".into(), PathBuf::from);
        // The port is free again when the listener is dropped; nobody else gets it that soon.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = Command::new(&program)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{} did not start: {error}", program.display()))?;
        Ok(Self { process, port })
    }

    /// A new browser, which saves what is downloaded into `downloads` without asking.
    pub(super) async fn open_browser(&self, downloads: &Path) -> Outcome<WebDriver> {
        let mut capabilities = DesiredCapabilities::chrome();
        if let Ok(chromium) = env::var("CLIENTELE_CHROMIUM") {
            capabilities.set_binary(&chromium)?;
        }
        for argument in [
            "--headless=new",
            // CI runs as root in a container, where the sandbox cannot be set up.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--lang=en-GB",
            // No name has an address: whatever should get past the policy still goes nowhere.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ] {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_experimental_option(
            "prefs",
            json!({
                "download.default_directory": downloads,
                "download.prompt_for_download": false,
                "profile.default_content_setting_values.automatic_downloads": 1,
            }),
        )?;
        capabilities.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
        capabilities.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;

        let url = format!("http://127.0.0.1:{}", self.port);
        let deadline = Instant::now() + STARTS_WITHIN;
        loop {
            match WebDriver::new(&url, capabilities.clone()).await {
                Ok(driver) => return Ok(driver),
                Err(error) if Instant::now() > deadline => {
                    return Err(format!("No browser within {STARTS_WITHIN:?}: {error}").into());
                }
                // ChromeDriver needs a moment before it listens.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }
}

impl Drop for ChromeDriver {
    fn drop(&mut self) {
        // Asked to end, it first removes the profiles of its browsers, some 40 MB each; killed, it leaves them.
        let asked = TcpStream::connect(("127.0.0.1", self.port))
            .and_then(|mut stream| stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        let deadline = Instant::now() + ENDS_WITHIN;
        while asked.is_ok() && Instant::now() < deadline {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        // It may have ended by itself; then there is nothing to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
