// Starts a worker. The build puts it behind wasm-bindgen's glue (`wasm_bindgen`) in one classic script,
// worker.js.
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

  addEventListener("message", ({ data }) => wasm_bindgen.initSync({ module: data.module }), { once: true });
}
