// Measures one peer: `?peer=<name>` is a module of this folder with
//
//   start()      makes everything ready before a file is chosen
//   load(file)   imports the file
//   check()      the totals of what was imported, asked after the clock was stopped
//
// The driver reads `bench`: times are milliseconds since 1970, as the driver's own clock.

const now = () => performance.timeOrigin + performance.now();
const bench = { state: "starting", check: null };
globalThis.bench = bench;

async function run() {
  const name = new URLSearchParams(location.search).get("peer");
  const peer = await import(`./${name}.js`);
  await peer.start();
  bench.check = peer.check;
  document.querySelector("input").addEventListener("change", (event) => {
    bench.start = now();
    peer.load(event.target.files[0]).then(() => {
      bench.end = now();
      bench.state = "done";
    }).catch(fail);
  });
  bench.state = "ready";
}

function fail(error) {
  bench.reason = String(error?.stack ?? error);
  bench.state = "failed";
}

run().catch(fail);
