// Starts a worker. The build puts it behind wasm-bindgen's glue (`wasm_bindgen`) in one classic script,
// worker.js, together with a function (`workbookGlue`) that makes the glue of the reader of workbooks, as often
// as wanted.
//
// The page's first message is { module }, the compiled WebAssembly. It is instantiated while that message is
// being handled, and Rust's `main` sets `onmessage` before it returns; so whatever the page has posted after
// it is still waiting in the browser's own queue, in order, and nothing has to be kept and replayed here.
{
  // The worker computes. Without these it has no way to speak to anybody but the page that started it, also
  // where its script came without a policy of its own.
  for (const name of [
    "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource",
    "RTCPeerConnection", "BroadcastChannel", "Worker", "importScripts",
  ]) {
    Object.defineProperty(globalThis, name, { value: undefined });
  }

  // The worker reaches no server, so the page fetches the reader of workbooks for it.
  const compiledWorkbookReader = () =>
    new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        port1.close();
        if (data.module) resolve(data.module);
        else reject(new Error(data.error));
      };
      port1.onmessageerror = () => reject(new Error("the program did not arrive"));
      postMessage({ want: "workbook", port: port2 }, [port2]);
    });

  globalThis.clienteleWorker = Object.freeze({
    // A fresh instance for each workbook: its memory goes when the workbook was read, or when it fails.
    async startWorkbookReader() {
      const module = await compiledWorkbookReader();
      const reader = workbookGlue();
      reader.initSync({ module });
      return reader;
    },
  });

  addEventListener("message", ({ data }) => wasm_bindgen.initSync({ module: data.module }), { once: true });
}
