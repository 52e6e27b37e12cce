/** Starts a worker that runs WebAssembly, or says in a sentence that this browser, or a setting of it, does not let it. */

import { Ended } from "./ended";

const READ = "Reading, and copying the code, still work.";
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

export function cannotStart(what: string): string {
  return `${what} cannot start in this browser. ${READ}`;
}

/** Throws `Ended` where WebAssembly is blocked: before anything is fetched, and because Pyodide would wait for ever. */
export function mustCompile(what: string): void {
  try {
    new WebAssembly.Module(EMPTY);
  } catch {
    throw new Ended(`${what} needs WebAssembly, which is blocked in this browser. ${READ}`);
  }
}

/**
 * A worker from its source, by way of a Blob: so the page's policy holds in it too. Throws `Ended` where workers are
 * blocked; some browsers tell that at once, others by the worker's error event.
 */
export function start(source: string, name: string, what: string): Worker {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    const worker = new Worker(address, { type: "module", name });
    worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
    return worker;
  } catch {
    throw new Ended(cannotStart(what));
  }
}
