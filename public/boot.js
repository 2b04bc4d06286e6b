// Starts the app. It is all the JavaScript on the page that is not generated.
//
// Contract with the Rust code:
//
//   globalThis.clientele.startWorker() -> Worker
//       Starts a worker, as often as wanted: after a crash, `terminate()` the old one and call it again. What
//       is posted to it at once is kept until it can listen (worker_boot.js), as long as its `main` installs
//       `onmessage` before it returns. A worker that cannot start fires `error`.
//
//   globalThis.clientele.fetchSample(name) -> Promise<File>
//       public/samples/<name>.csv.gz, unpacked: the only request after the start, and only when asked for.
//
//   Not for the page: a worker may post { want: "workbook", port }. It gets the compiled reader of workbooks
//       through the port, as { module }, or { error }. It is fetched when the first one is asked for, and kept.
//
//   <html data-boot="loading | ready | failed">
//       "ready" when the app's `main` has returned, so it has to mount before that. "failed" when it could
//       not start or has panicked: the static message in index.html is shown over everything.
//
//   <html data-worker="starting | ready">
//       "ready" from the first message of the newest worker on. Absent while none was started.

const html = document.documentElement;

function fail(reason) {
  if (html.dataset.boot !== "failed") {
    html.dataset.boot = "failed";
    document.querySelector(".boot__reason").textContent = String(reason);
  }
}

// A panic reaches the page as a WebAssembly trap; the app's memory cannot be trusted after it.
function watchForPanic(reason, message) {
  if (reason instanceof WebAssembly.RuntimeError) fail(message ?? reason);
}
addEventListener("error", (event) => watchForPanic(event.error, event.message));
addEventListener("unhandledrejection", (event) => watchForPanic(event.reason));

// The only way to turn text into markup or into a script's address, for everything on the page. Leptos makes
// the static parts of its views from markup; imported data never comes this way.
const FORBIDDEN = /<\/?(?:script|iframe|object|embed|base|meta|link)\b|[\s"'/]on[a-z]+\s*=|javascript:/i;
globalThis.trustedTypes?.createPolicy("default", {
  createHTML(text) {
    if (FORBIDDEN.test(text)) throw new TypeError("markup that could run a script");
    return text;
  },
  createScriptURL(text) {
    if (new URL(text, document.baseURI).origin !== location.origin) {
      throw new TypeError("a script from another origin");
    }
    return text;
  },
});

const at = (name) => new URL(name, import.meta.url).href;

async function get(name) {
  const response = await fetch(at(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

async function compile(response) {
  // Streaming wants the right Content-Type, which not every host sends.
  return response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

let workbook;

// The reader of workbooks, which most people never need.
async function sendWorkbook(port) {
  try {
    workbook ??= get("workbook_bg.wasm").then(compile);
    port.postMessage({ module: await workbook });
  } catch (error) {
    // The network may be back the next time.
    workbook = undefined;
    port.postMessage({ error: error.message });
  }
}

async function prepareWorkers() {
  const [module, script] = await Promise.all([get("worker_bg.wasm").then(compile), get("worker.js")]);
  // A worker from an address is bound by the policy its own response carries, and by nothing if there is
  // none. One from a Blob is bound by the policy of this page.
  const hasPolicy = script.headers.has("content-security-policy");
  const copy = URL.createObjectURL(new Blob([await script.text()], { type: "text/javascript" }));
  let started = 0;

  return function startWorker() {
    // The first worker gets the stricter policy of its own. Later ones come from the copy: they make no
    // request, so recovery works offline, and never meet the script of a newer version.
    const worker = new Worker(hasPolicy && started === 0 ? at("worker.js") : copy);
    const number = ++started;
    html.dataset.worker = "starting";
    const listening = () => {
      if (number === started) html.dataset.worker = "ready";
    };
    worker.addEventListener("message", listening, { once: true });
    worker.addEventListener("message", ({ data }) => {
      if (data.want === "workbook") sendWorkbook(data.port);
    });
    worker.postMessage({ module });
    return worker;
  };
}

async function fetchSample(name) {
  const received = await (await get(`samples/${name}.csv.gz`)).blob();
  // A host may declare the compression, and then the browser has undone it already.
  const [first, second] = new Uint8Array(await received.slice(0, 2).arrayBuffer());
  const isPacked = first === 0x1f && second === 0x8b;
  const unpacked = isPacked
    ? await new Response(received.stream().pipeThrough(new DecompressionStream("gzip"))).blob()
    : received;
  return new File([unpacked], `${name}.csv`, { type: "text/csv" });
}

async function start() {
  const [app, glue, startWorker] = await Promise.all([
    get("app_bg.wasm").then(compile),
    import("./app.js"),
    prepareWorkers(),
  ]);
  globalThis.clientele = Object.freeze({ startWorker, fetchSample });
  await glue.default({ module_or_path: app });
  html.dataset.boot = "ready";
}

start().catch(fail);
