// The floor: a worker that reads the file and does nothing with it.
import { startWorker } from "./worker.js";

let worker;
let nBytes;

export function start() {
  worker = startWorker("floor_worker.js");
  return worker.ready;
}

export async function load(file) {
  ({ nBytes } = await worker.ask({ kind: "read", file }));
}

export async function check() {
  return { n_bytes: nBytes };
}
