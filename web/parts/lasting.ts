/** Keeps the files of Python and SQL for a visit without network; these lie in folders named by their content. */

/** The cache that the service worker knows by this name too. */
const RUNTIME = "held-out-runtime";
const FOLDER = /^(.*\/assets\/(?:python|sql)\/)([0-9a-f]+)\//;

let underway: Promise<boolean> = Promise.resolve(true);
let untold = false;
let number = 0;

/** Whether all that was to be kept is, once that is known; null if nothing was since this was last asked. */
export function keeping(): Promise<boolean> | null {
  const asked = untold;
  untold = false;
  return asked ? underway : null;
}

/** Takes an act of keeping into account; the page is marked until all are over. */
function mark(act: Promise<boolean>): Promise<boolean> {
  const mine = (number += 1);
  document.documentElement.dataset["keeping"] = "";
  untold = true;
  underway = Promise.all([underway, act]).then((results) => results.every(Boolean));
  return underway.finally(() => {
    if (mine === number) delete document.documentElement.dataset["keeping"];
  });
}

/**
 * Keeps files of a runtime, in this order, up to the first that cannot be kept: that the last one is there says that
 * all are. What an older deploy left goes first, to make room.
 */
export function keepFiles(files: (readonly [url: string, bytes: ArrayBuffer, type: string])[]): Promise<boolean> {
  // Made at once: the bytes are handed on to the worker meanwhile.
  const copies = files.map(([url, bytes, type]) => [url, new Response(bytes, { headers: { "Content-Type": type } })] as const);
  return mark(put(copies).catch(() => false)); // no room, or not allowed: the next visit fetches again
}

async function put(copies: (readonly [url: string, copy: Response])[]): Promise<boolean> {
  const cache = await caches.open(RUNTIME);
  if (copies[0]) await dropOthers(cache, copies[0][0]);
  for (const [url, copy] of copies) if (!(await cache.match(url))) await cache.put(url, copy);
  return true;
}

/** Whether a file of a runtime is kept. */
export async function kept(url: string): Promise<boolean> {
  try {
    return Boolean(await (await caches.open(RUNTIME)).match(url));
  } catch {
    return false;
  }
}

async function dropOthers(cache: Cache, url: string): Promise<void> {
  const [, place, version] = FOLDER.exec(url) ?? [];
  for (const { url: other } of await cache.keys()) {
    const [, where, old] = FOLDER.exec(other) ?? [];
    if (where === place && old !== version) await cache.delete(other);
  }
}
