// Nothing: how much memory a page takes by itself.
export async function start() {}
export async function load() {}
export async function check() {
  return {};
}
