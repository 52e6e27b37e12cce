/// <reference lib="webworker" />
/** Where the service worker keeps things: files by the hash of their content, and what it must remember. */

import { cut, fill } from "../core/frame";
import { isPage, LASTING, type Entry } from "../core/manifest";

export const scope = globalThis as unknown as ServiceWorkerGlobalScope;
const FILES = "held-out-files";
const RUNTIME = "held-out-runtime";
const STATE = "held-out-state";
/** What is the same on many pages, each piece once. */
const FRAMES = "held-out-frames";

/** The address of the site's root. */
export const root = () => scope.registration.scope;

/** The cache and the key of a file. Python's and SQL's stand under their own address, where their pages keep them. */
function place(path: string, hash: string): [cache: string, key: string] {
  return LASTING.test(path) ? [RUNTIME, root() + path] : [FILES, `${root()}offline/${hash}`];
}

export async function get(path: string, hash: string): Promise<Response | undefined> {
  const kept = await brief(path, hash);
  if (!kept || !isPage(path)) return kept;
  const html = await whole(await kept.text());
  if (html !== null) return new Response(html, { headers: kept.headers });
  const [cache, key] = place(path, hash); // a piece of its frame went while it came: it will be fetched again
  await (await caches.open(cache)).delete(key);
  return undefined;
}

/** The same, but of a page what is kept of it: without its frame. */
export async function brief(path: string, hash: string): Promise<Response | undefined> {
  const [cache, key] = place(path, hash);
  return (await caches.open(cache)).match(key, { ignoreVary: true });
}

export async function put(path: string, hash: string, bytes: ArrayBuffer, type: string): Promise<void> {
  const [cache, key] = place(path, hash);
  const headers = new Headers({ "Content-Type": type });
  const kept = isPage(path) ? await unframed(new TextDecoder().decode(bytes), headers) : bytes;
  await (await caches.open(cache)).put(key, new Response(kept, { headers }));
}

/** Keeps the pieces of a page's frame; the page without it, with headers that say which they are and its title. */
async function unframed(html: string, headers: Headers): Promise<string> {
  const { fragment, pieces } = await cut(html, (piece) => digest(new TextEncoder().encode(piece)));
  const frames = await caches.open(FRAMES);
  for (const [hash, piece] of pieces) await frames.put(frame(hash), new Response(piece));
  const title = /<title>([^<]*)</.exec(fragment)?.[1];
  if (title) headers.set("X-Title", encodeURIComponent(title));
  headers.set("X-Frame", [...pieces.keys()].join(" "));
  return fragment;
}

const frame = (hash: string) => `${root()}offline/frame/${hash}`;

/** A whole page from one without its frame; null if a piece of that is not kept. */
export async function whole(fragment: string): Promise<string | null> {
  const frames = await caches.open(FRAMES);
  return fill(fragment, async (hash) => (await frames.match(frame(hash)))?.text());
}

/** Whether there is a page whose frame may be that of others. */
export async function framed(): Promise<boolean> {
  return (await (await caches.open(FRAMES)).keys()).length > 0;
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
  for (const name of [FILES, RUNTIME]) await drop(name, keep);
  const pages = entries.filter(([path]) => isPage(path));
  const needed = await Promise.all(pages.map(async ([path, hash]) => (await brief(path, hash))?.headers.get("X-Frame") ?? ""));
  await drop(FRAMES, new Set(needed.flatMap((hashes) => hashes.split(" ")).map(frame)));
}

async function drop(name: string, keep: ReadonlySet<string>): Promise<void> {
  const cache = await caches.open(name);
  for (const request of await cache.keys()) if (!keep.has(request.url)) await cache.delete(request);
}

export async function removeAll(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("held-out-")) await caches.delete(name);
}

export async function removeOthers(): Promise<void> {
  const ours = [FILES, RUNTIME, FRAMES, STATE];
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
export async function digest(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, 12);
  return btoa(String.fromCharCode(...hash)).replaceAll("+", "-").replaceAll("/", "_");
}
