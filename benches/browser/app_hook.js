// Runs in the product's page before its own scripts. It notes when a file is chosen and listens to what the
// worker says; it changes nothing of what either does.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const bench = { start: 0, heard: [], worker: null };
  globalThis.bench = bench;
  addEventListener("change", () => (bench.start ||= now()), true);

  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (bench.worker !== this) {
      bench.worker = this;
      this.addEventListener("message", ({ data }) => {
        bench.heard.push({ at: now(), bytes: new Uint8Array(data.bytes) });
      });
    }
    return post.call(this, message, ...rest);
  };

  // What was heard since the last time, as plain numbers for the driver.
  bench.take = () => bench.heard.splice(0).map(({ at, bytes }) => ({ at, bytes: [...bytes] }));

  // Says something to the worker as the page would.
  bench.say = (bytes) => {
    const buffer = Uint8Array.from(bytes).buffer;
    post.call(bench.worker, { bytes: buffer, files: [] }, [buffer]);
  };
})();
