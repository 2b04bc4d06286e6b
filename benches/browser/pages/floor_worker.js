import { readSlices, serve } from "./worker.js";

serve({
  async read({ file }) {
    let nBytes = 0;
    await readSlices(file, (slice) => (nBytes += slice.length));
    return { nBytes };
  },
});
