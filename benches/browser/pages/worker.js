// A worker that does one thing at a time, and the promise of its answer.
export function startWorker(name) {
  const worker = new Worker(new URL(name, import.meta.url), { type: "module" });
  let settle;
  worker.onmessage = ({ data }) => (data.error ? settle.reject(new Error(data.error)) : settle.resolve(data));
  worker.onerror = (event) => settle.reject(new Error(event.message));
  const answer = () => new Promise((resolve, reject) => (settle = { resolve, reject }));
  // It says once that it is there.
  const ready = answer();
  return {
    ready,
    ask(message) {
      const answered = answer();
      worker.postMessage(message);
      return answered;
    },
  };
}

// The other end: answers each message with what `handlers[message.kind](message)` resolves to.
export function serve(handlers) {
  onmessage = async ({ data }) => {
    try {
      postMessage((await handlers[data.kind](data)) ?? {});
    } catch (error) {
      postMessage({ error: String(error?.stack ?? error) });
    }
  };
  postMessage({});
}

// Hands `take` the file in slices of up to 1 MiB, by a BYOB reader into one buffer that is used again.
export async function readSlices(file, take) {
  // Chromium 156 collects a reader that nothing but its own pending read refers to, and that read then never
  // ends: a global has to refer to it.
  const reader = (globalThis.reader = file.stream().getReader({ mode: "byob" }));
  let buffer = new ArrayBuffer(1 << 20);
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(buffer));
    if (done) return;
    take(value);
    buffer = value.buffer;
  }
}
