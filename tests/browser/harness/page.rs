//! The page as a person uses it: found by role and name, read as text, waited for with a deadline.

use std::cell::RefCell;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::browser::ChromeDriver;
use super::{Outcome, Server};

/// How long anything may take on a busy machine with two cores.
const PATIENCE: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(50);
/// With no request for so long, a page is not loading any more.
const QUIET: Duration = Duration::from_millis(400);

/// A browser with one page of the site.
pub(crate) struct Page {
    // Dropped in this order: the browser is asked to close while its driver still runs.
    driver: WebDriver,
    _chromedriver: ChromeDriver,
    server: Server,
    folder: PathBuf,
    name: String,
    log: RefCell<Log>,
}

/// What the browser has told so far. Its own logs are emptied by reading them.
#[derive(Default)]
struct Log {
    console: Vec<String>,
    urls: Vec<String>,
    expected: Vec<String>,
}

impl Page {
    /// Starts a server for `dist` and a browser that shows nothing yet.
    pub(super) async fn start(dist: &Path) -> Outcome<Self> {
        // Tests run in threads that bear their names.
        let name = thread::current().name().unwrap_or("page").replace("::", "-");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", process::id()));
        fs::create_dir_all(folder.join("downloads"))?;
        let chromedriver = ChromeDriver::start()?;
        let driver = chromedriver.open_browser(&folder.join("downloads")).await?;
        let server = Server::start(dist)?;
        let page =
            Self { driver, _chromedriver: chromedriver, server, folder, name, log: RefCell::default() };
        // The size of the design's screens; the window's own would lose the height of its tool bar.
        page.resize(1440, 900).await?;
        Ok(page)
    }

    pub(super) async fn close(self) {
        let Self { driver, folder, .. } = self;
        // The scenario has been judged already.
        let _ = driver.quit().await;
        let _ = fs::remove_dir_all(folder);
    }

    /// The server of this page alone.
    pub(crate) fn server(&self) -> &Server {
        &self.server
    }

    /// For what has no helper here.
    pub(crate) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    // ── Opening ──────────────────────────────────────────────────────────────────────────────────────────

    /// Opens `path` (`/`, `/#/segments`) and waits until the app is there and its first worker listens.
    pub(crate) async fn open(&self, path: &str) -> Outcome {
        self.driver.goto(format!("{}{path}", self.server.origin())).await?;
        self.ready().await
    }

    /// Waits until the app is there and its newest worker listens; fails at once if it has stopped.
    pub(crate) async fn ready(&self) -> Outcome {
        let state = "const { boot, worker } = document.documentElement.dataset;
            return [boot, worker ?? 'none', document.querySelector('.boot__reason')?.textContent];";
        let reason = self
            .wait_for("the app to start", async || {
                let state = self.eval(state).await?;
                Ok(match (state[0].as_str(), state[1].as_str()) {
                    (Some("failed"), _) => Some(Some(state[2].to_string())),
                    (Some("ready"), Some("none" | "ready")) => Some(None),
                    _ => None,
                })
            })
            .await?;
        reason.map_or(Ok(()), |reason| Err(format!("The app has stopped: {reason}").into()))
    }

    /// Waits until the page has stopped asking the server for things (an icon, a sheet), and returns how many
    /// requests there were: `page.server().requests()[n..]` are those after this moment.
    pub(crate) async fn network_idle(&self) -> Outcome<usize> {
        let last = RefCell::new((self.server.requests().len(), Instant::now()));
        self.wait_for("the network to be idle", async || {
            let count = self.server.requests().len();
            let (seen, since) = *last.borrow();
            if count != seen {
                last.replace((count, Instant::now()));
            }
            Ok((count == seen && since.elapsed() > QUIET).then_some(count))
        })
        .await
    }

    /// Takes the network away, or gives it back.
    pub(crate) async fn set_offline(&self, offline: bool) -> Outcome {
        self.cdp("Network.enable", json!({})).await?;
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.cdp("Network.emulateNetworkConditions", conditions).await?;
        Ok(())
    }

    /// Lets requests to these addresses fail (`*/app_bg.wasm`), from the next page on.
    pub(crate) async fn block(&self, patterns: &[&str]) -> Outcome {
        self.cdp("Network.enable", json!({})).await?;
        self.cdp("Network.setBlockedURLs", json!({ "urls": patterns })).await?;
        Ok(())
    }

    /// Runs a script in every page to come, before any of its own.
    pub(crate) async fn run_at_start(&self, script: &str) -> Outcome {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
        Ok(())
    }

    // ── Finding ──────────────────────────────────────────────────────────────────────────────────────────

    /// The first element that matches a CSS selector, as soon as it is displayed.
    pub(crate) async fn element(&self, css: &str) -> Outcome<WebElement> {
        self.wait_for(css, async || {
            let found = self.driver.find_all(By::Css(css)).await?;
            for element in found {
                if element.is_displayed().await? {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        })
        .await
    }

    /// How many elements match a CSS selector now.
    pub(crate) async fn count(&self, css: &str) -> Outcome<usize> {
        Ok(self.driver.find_all(By::Css(css)).await?.len())
    }

    /// The first element with this role and exactly this accessible name, as assistive technology sees them:
    /// `by_role("button", "Open file…")`.
    pub(crate) async fn by_role(&self, role: &str, name: &str) -> Outcome<WebElement> {
        self.wait_for(format!("{role} “{name}”"), async || self.query_by_role(role, name).await).await
    }

    /// Whether there is such an element now.
    pub(crate) async fn has_role(&self, role: &str, name: &str) -> Outcome<bool> {
        Ok(self.query_by_role(role, name).await?.is_some())
    }

    async fn query_by_role(&self, role: &str, name: &str) -> Outcome<Option<WebElement>> {
        let document = self.cdp("Runtime.evaluate", json!({ "expression": "document" })).await?;
        let query = json!({
            "objectId": document["result"]["objectId"], "role": role, "accessibleName": name,
        });
        let found = self.cdp("Accessibility.queryAXTree", query).await?;
        let nodes = found["nodes"].as_array().into_iter().flatten();
        let Some(node) = nodes.into_iter().find(|node| node["ignored"] != true) else { return Ok(None) };

        // From a node of the DevTools protocol to one of WebDriver: both see the same global object.
        let node = json!({ "backendNodeId": node["backendDOMNodeId"] });
        let object = self.cdp("DOM.resolveNode", node).await?;
        let hand_over = json!({
            "objectId": object["object"]["objectId"],
            "functionDeclaration": "function () { globalThis.__found = this; }",
        });
        self.cdp("Runtime.callFunctionOn", hand_over).await?;
        let take = "const found = globalThis.__found; delete globalThis.__found; return found;";
        Ok(Some(self.driver.execute(take, Vec::new()).await?.element()?))
    }

    // ── Reading ──────────────────────────────────────────────────────────────────────────────────────────

    /// The text a person reads in the first displayed element that matches.
    pub(crate) async fn text(&self, css: &str) -> Outcome<String> {
        Ok(self.element(css).await?.text().await?)
    }

    /// Waits until the page shows `text` somewhere.
    pub(crate) async fn sees(&self, text: &str) -> Outcome {
        self.wait_for(format!("the text “{text}”"), async || {
            Ok(self.driver.find(By::Css("body")).await?.text().await?.contains(text).then_some(()))
        })
        .await
    }

    /// Waits until the page shows `text` nowhere.
    pub(crate) async fn sees_no_more(&self, text: &str) -> Outcome {
        self.wait_for(format!("the text “{text}” to go"), async || {
            Ok((!self.driver.find(By::Css("body")).await?.text().await?.contains(text)).then_some(()))
        })
        .await
    }

    /// Waits until a condition written in JavaScript holds: `wait_until("document.title === 'Data'")`.
    pub(crate) async fn wait_until(&self, condition: &str) -> Outcome {
        let script = format!("return Boolean({condition});");
        self.wait_for(condition, async || Ok((self.eval(&script).await? == true).then_some(()))).await
    }

    /// Runs the body of a JavaScript function in the page and returns its result.
    pub(crate) async fn eval(&self, body: &str) -> Outcome<Value> {
        Ok(self.driver.execute(body, Vec::new()).await?.json().clone())
    }

    /// Runs the body of an `async` JavaScript function in the page and returns what it resolves to.
    pub(crate) async fn eval_async(&self, body: &str) -> Outcome<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {body} }})().then(done, (error) => done({{ error: String(error) }}));"
        );
        Ok(self.driver.execute_async(script, Vec::new()).await?.json().clone())
    }

    // ── Doing ────────────────────────────────────────────────────────────────────────────────────────────

    /// Clicks the element with this role and accessible name.
    pub(crate) async fn click(&self, role: &str, name: &str) -> Outcome {
        self.by_role(role, name).await?.click().await?;
        Ok(())
    }

    /// Types text, or presses keys (`Key::Escape + ""`), where the focus is.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) -> Outcome {
        self.driver.action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// Gives files to the page's file input, which need not be visible: that of the drop zone where there is one.
    pub(crate) async fn upload(&self, files: &[&Path]) -> Outcome {
        self.upload_to(&["#file-input", "input[type=file]"], files).await
    }

    /// Gives files to the first file input that one of the selectors finds.
    pub(crate) async fn upload_to(&self, selectors: &[&str], files: &[&Path]) -> Outcome {
        let input = self
            .wait_for("a file input", async || {
                for css in selectors {
                    if let Some(input) = self.driver.find_all(By::Css(*css)).await?.into_iter().next() {
                        return Ok(Some(input));
                    }
                }
                Ok(None)
            })
            .await?;
        let mut paths = Vec::new();
        for file in files {
            let path = file.canonicalize().map_err(|error| format!("{}: {error}", file.display()))?;
            paths.push(path.display().to_string());
        }
        input.send_keys(paths.join("\n")).await?;
        Ok(())
    }

    /// Waits for a download of this name to be complete and returns its contents.
    pub(crate) async fn downloaded(&self, file_name: &str) -> Outcome<Vec<u8>> {
        // Chromium writes under another name and renames at the end.
        let path = self.folder.join("downloads").join(file_name);
        self.wait_for(format!("the download {file_name}"), async || Ok(fs::read(&path).ok())).await
    }

    /// Makes the page a phone's, or another size, in CSS pixels: `resize(390, 844)`.
    pub(crate) async fn resize(&self, width: u32, height: u32) -> Outcome {
        let mobile = width < 600;
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": if mobile { 2 } else { 1 }, "mobile": mobile,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Sets what the system prefers: `prefer("prefers-color-scheme", "dark")`.
    pub(crate) async fn prefer(&self, feature: &str, value: &str) -> Outcome {
        let media = json!({ "features": [{ "name": feature, "value": value }] });
        self.cdp("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    // ── Keeping and judging ──────────────────────────────────────────────────────────────────────────────

    /// Saves what the window shows as a PNG, and returns where. The folder is CLIENTELE_SCREENSHOTS, or one in
    /// the build directory.
    pub(crate) async fn screenshot(&self, name: &str) -> Outcome<PathBuf> {
        let folder = env::var_os("CLIENTELE_SCREENSHOTS")
            .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots"), PathBuf::from);
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, self.driver.screenshot_as_png().await?)?;
        Ok(path)
    }

    /// A warning or an error with this text in it may be in the console, or an address with it may be asked:
    /// the scenario provokes it.
    pub(crate) fn expect_trouble(&self, text: &str) {
        self.log.borrow_mut().expected.push(text.to_owned());
    }

    /// The warnings and errors in the console so far, policy violations among them.
    pub(crate) async fn console(&self) -> Outcome<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        let mut log = self.log.borrow_mut();
        let bad = entries.into_iter().filter(|entry| matches!(entry.level.as_str(), "WARNING" | "SEVERE"));
        log.console.extend(bad.map(|entry| format!("{}: {}", entry.level, entry.message)));
        Ok(log.console.clone())
    }

    /// Every address the browser was about to ask on behalf of the page, whether or not it got through.
    pub(crate) async fn requested_urls(&self) -> Outcome<Vec<String>> {
        let entries = self.driver.get_log("performance").await?;
        let mut log = self.log.borrow_mut();
        for entry in entries {
            let event: Value = serde_json::from_str(&entry.message)?;
            let event = &event["message"];
            let url = match event["method"].as_str() {
                Some("Network.requestWillBeSent") => &event["params"]["request"]["url"],
                Some("Network.webSocketCreated" | "Network.webTransportCreated") => &event["params"]["url"],
                _ => continue,
            };
            log.urls.extend(url.as_str().map(str::to_owned));
        }
        Ok(log.urls.clone())
    }

    /// Fails unless the console is empty and only the page's own server was asked for anything.
    pub(crate) async fn expect_clean(&self) -> Outcome {
        let is_unexpected =
            |line: &String| !self.log.borrow().expected.iter().any(|expected| line.contains(expected));
        let mut console = self.console().await?;
        console.retain(is_unexpected);
        if !console.is_empty() {
            return Err(format!("The console is not empty:\n{}", console.join("\n")).into());
        }
        let local = [self.server.origin(), "blob:", "data:", "about:", "chrome:"];
        let mut urls = self.requested_urls().await?;
        urls.retain(|url| is_unexpected(url) && !local.iter().any(|start| url.starts_with(start)));
        if urls.is_empty() { Ok(()) } else { Err(format!("Other origins were asked: {urls:?}").into()) }
    }

    /// Prints what helps to understand a failure.
    pub(super) async fn keep_evidence(&self) {
        match self.screenshot(&format!("failed-{}", self.name)).await {
            Ok(path) => println!("Screenshot: {}", path.display()),
            Err(error) => println!("No screenshot: {error}"),
        }
        println!("Console: {:#?}", self.console().await.unwrap_or_default());
        println!("Requests: {:#?}", self.server.requests());
    }

    /// Asks `probe` again and again until it finds something. Until the deadline, its errors count as "not
    /// yet": an element can vanish between being found and being read.
    pub(crate) async fn wait_for<T>(
        &self,
        what: impl Display,
        probe: impl AsyncFn() -> Outcome<Option<T>>,
    ) -> Outcome<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let outcome = probe().await;
            match outcome {
                Ok(Some(found)) => return Ok(found),
                Ok(None) if Instant::now() > deadline => {
                    return Err(format!("Waited {PATIENCE:?} in vain for {what}.").into());
                }
                Err(error) if Instant::now() > deadline => {
                    return Err(format!("Waited {PATIENCE:?} in vain for {what}: {error}").into());
                }
                Ok(None) | Err(_) => tokio::time::sleep(POLL).await,
            }
        }
    }

    async fn cdp(&self, method: &str, parameters: Value) -> Outcome<Value> {
        Ok(self.driver.cdp().send_raw(method, parameters).await?)
    }
}
