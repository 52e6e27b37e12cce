/// <reference lib="webworker" />
/** Where the service worker keeps things: files by the hash of their content, and what it must remember. */

import { isPage, LASTING, type Entry } from "../core/manifest";

export const scope = globalThis as unknown as ServiceWorkerGlobalScope;
const FILES = "held-out-files";
const RUNTIME = "held-out-runtime";
const STATE = "held-out-state";
/** Bytes of a page in which its title stands. */
const HEAD = 4_000;

/** The address of the site's root. */
export const root = () => scope.registration.scope;

/** The cache and the key of a file. Python's and SQL's stand under their own address, where their pages keep them. */
function place(path: string, hash: string): [cache: string, key: string] {
  return LASTING.test(path) ? [RUNTIME, root() + path] : [FILES, `${root()}offline/${hash}`];
}

export async function get(path: string, hash: string): Promise<Response | undefined> {
  const [cache, key] = place(path, hash);
  return (await caches.open(cache)).match(key, { ignoreVary: true });
}

export async function put(path: string, hash: string, bytes: ArrayBuffer, type: string): Promise<void> {
  const [cache, key] = place(path, hash);
  const title = isPage(path) ? /<title>([^<]*)</.exec(new TextDecoder().decode(bytes.slice(0, HEAD)))?.[1] : undefined;
  const headers = { "Content-Type": type, ...(title && { "X-Title": encodeURIComponent(title) }) };
  await (await caches.open(cache)).put(key, new Response(bytes, { headers }));
}

/** Says of entries whether they are kept. */
export async function held(): Promise<(entry: Entry) => boolean> {
  const keys = await Promise.all([FILES, RUNTIME].map(async (name) => (await caches.open(name)).keys()));
  const urls = new Set(keys.flat().map(({ url }) => url));
  return ([path, hash]) => urls.has(place(path, hash)[1]);
}

/** Drops all files but these, and what older workers of the guide kept elsewhere. */
export async function sweep(entries: readonly Entry[]): Promise<void> {
  const keep = new Set(entries.map(([path, hash]) => place(path, hash)[1]));
  for (const name of [FILES, RUNTIME]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (!keep.has(request.url)) await cache.delete(request);
  }
}

export async function removeAll(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("held-out-")) await caches.delete(name);
}

export async function removeOthers(): Promise<void> {
  const ours = [FILES, RUNTIME, STATE];
  for (const name of await caches.keys()) if (name.startsWith("held-out-") && !ours.includes(name)) await caches.delete(name);
}

export async function remember(name: string, value: unknown): Promise<void> {
  const cache = await caches.open(STATE);
  if (value === null) await cache.delete(`${root()}offline/${name}`);
  else await cache.put(`${root()}offline/${name}`, new Response(JSON.stringify(value)));
}

export async function recall(name: string): Promise<unknown> {
  const kept = await (await caches.open(STATE)).match(`${root()}offline/${name}`);
  return kept ? kept.json().catch(() => null) : null;
}

/** As the build makes it: the first 96 bits of the sha256. */
export async function digest(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, 12);
  return btoa(String.fromCharCode(...hash)).replaceAll("+", "-").replaceAll("/", "_");
}
