/** Keeps what was opened for a visit without network. Asked for with the first Run and on practice pages, because it costs requests. */

/** The service worker's name for the pages it keeps. */
const PAGES = "held-out-pages";
/** The same for what lies in folders named by their content. */
const RUNTIME = "held-out-runtime";
const FOLDER = /^(.*\/assets\/(?:python|sql)\/)([0-9a-f]+)\//;

/** How long a reader who pressed Run waits for the worker, in milliseconds: less than one notices. */
const PATIENCE = 1_500;

/** Starts the service worker; a browser that has none, or denies it, only loses the visit without network. */
export async function keepOffline(): Promise<void> {
  try {
    const root = document.querySelector<HTMLAnchorElement>("a.md-logo")?.href ?? "./";
    const registered = navigator.serviceWorker.register(new URL("sw.js", root).href);
    if (navigator.serviceWorker.controller) return void registered.catch(() => {});
    await registered;
    const answers = claimed();
    await Promise.race([answers, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    await keepThis();
    if (!navigator.serviceWorker.controller) void answers.then(keepThis).catch(() => {}); // what loaded meanwhile
  } catch {
    // Private windows and policies forbid it; everything else works.
  }
}

let asked: Promise<void> | undefined;
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

/** Keeps a file that this page fetched, with the page itself, for a visit without network. */
export async function keepCopy(url: string): Promise<void> {
  try {
    await (asked ??= keepOffline());
    const cache = await caches.open(PAGES);
    if (!(await cache.match(url))) await cache.add(url);
  } catch {
    // No room, or not allowed: the next visit fetches again.
  }
}

/** Until the worker answers for this page. */
function claimed(): Promise<void> {
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
  });
}

/** This page and what it loaded came before the worker: they are kept here, from the browser's own cache. */
async function keepThis(): Promise<void> {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const ours = [location.href.split("#")[0]!, ...loaded].filter((url) => url.startsWith(location.origin));
  const workers = ["python.worker.js", "sql.worker.js"].map((name) => new URL(name, import.meta.url).href);
  const cache = await caches.open(PAGES);
  await Promise.allSettled([...new Set([...ours, ...workers])].map((url) => cache.add(url)));
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
