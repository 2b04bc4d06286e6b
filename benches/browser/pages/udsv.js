// uDSV into typed arrays, in a worker, as one would write it by hand for this file.
import { startWorker } from "./worker.js";

let worker;

export function start() {
  worker = startWorker("udsv_worker.js");
  return worker.ready;
}

export async function load(file) {
  await worker.ask({ kind: "load", file });
}

export function check() {
  return worker.ask({ kind: "check" });
}
