/// <reference lib="webworker" />
/**
 * The service worker. What was opened once opens again without network; a page always comes from the network
 * when there is one, so that no reader is left with an old site, and what belongs to it is of the same version.
 * The two headers it adds give the page the memory that Stop needs to keep variables.
 */

import type { FromKeeper, ToKeeper } from "../core/keeping";
import { pageOf } from "../core/frame";
import { hashAt, isNamed, isPage, LASTING, pathOf, unkept } from "../core/manifest";
import { brief, digest, get, put, removeOthers, root, scope } from "./store";
import { opened } from "./opening";
import { ask, pages, remove, state, update } from "./updating";
import { bytesOf, copy, known, live, newest, versions } from "./versions";

/** When the site last did not answer, and how long it is then taken to be out of reach, in milliseconds. */
let failed = 0;
const AWAY = 60_000;
/** How long a page may take to begin to come before its copy is shown, if there is one, in milliseconds. */
const PATIENCE = 5_000;

scope.addEventListener("install", () => void scope.skipWaiting());
scope.addEventListener("activate", (event) => event.waitUntil(removeOthers().then(() => scope.clients.claim())));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = request.method === "GET" ? pathOf(request.url, root()) : null;
  if (path === null) return;
  // With a network the browser fetches a runtime's file itself, with less ado, and remembers the code it compiled.
  if (!LASTING.test(path)) event.respondWith(answer(event, path).then(isolated));
  else if (!navigator.onLine || Date.now() - failed < AWAY) event.respondWith(first(path, null).then((kept) => kept ?? fetch(request)));
});

async function answer(event: FetchEvent, path: string): Promise<Response> {
  const asked = new URL(event.request.url).searchParams.get("v");
  return asked !== null || isNamed(path) ? byContent(event, path, asked) : fresh(event, path);
}

/** A kept file of a version that has it as it is asked for. */
async function first(path: string, asked: string | null): Promise<Response | undefined> {
  const { current, next } = await versions();
  return (await copy(next, path, asked)) ?? copy(current, path, asked);
}

/** A file whose address names its content: kept for good. Another deploy's file is never given in its stead. */
async function byContent(event: FetchEvent, path: string, asked: string | null): Promise<Response> {
  const { request, clientId, resultingClientId } = event;
  const kept = await first(path, asked);
  if (kept) return kept;
  for (const cache of ["default", "reload"] as const) {
    const response = await reached(fetch(request, { cache }));
    const bytes = await response.clone().arrayBuffer();
    const hash = await digest(bytes);
    if (!response.ok || !hash.startsWith(asked ?? "")) continue;
    event.waitUntil(keepBytes(path, bytes, response.headers));
    return response;
  }
  (await scope.clients.get(clientId || resultingClientId))?.postMessage({ kind: "gone" } satisfies FromKeeper);
  return new Response(null, { status: 410 });
}

/** From the network, with a copy kept; without network, or if it is very slow, the copy. */
async function fresh(event: FetchEvent, path: string): Promise<Response> {
  const [page, own] = [isPage(path), pageOf(path)];
  const { current, next } = await versions();
  const [whose, how] = own === null ? [path, get] : [own, brief];
  const kept = (await copy(current, whose, null, how)) ?? (await copy(next, whose, null, how));
  const late = new Promise<null>((resolve) => kept && setTimeout(resolve, PATIENCE, null));
  try {
    const response = await Promise.race([reached(fetch(event.request, page ? { cache: "no-cache" } : {})), late]);
    if (response?.status === 200) event.waitUntil(keepNew(whose, response.clone(), own !== null));
    if (response) return response;
  } catch (error) {
    if (!kept && (!page || own !== null)) throw error;
  }
  return kept ?? help();
}

async function reached(asked: Promise<Response>): Promise<Response> {
  return asked.catch((error: unknown) => {
    failed = Date.now();
    throw error;
  });
}

async function keepNew(path: string, response: Response, brief: boolean): Promise<void> {
  const hash = hashAt(await newest(), path);
  if (hash && (await get(path, hash))) return response.body?.cancel();
  const bytes = await bytesOf(response, brief).catch(() => null); // a page that was left
  if (bytes) await keepBytes(path, bytes, response.headers);
}

/** Keeps a file of the site's version, be it the first of all and the version not known yet. */
async function keepBytes(path: string, bytes: ArrayBuffer, headers: Headers): Promise<void> {
  const hash = await digest(bytes);
  if (hashAt(await known(), path) === hash) await put(path, hash, bytes, headers.get("Content-Type") ?? "").catch(() => {});
}

/** The page for what is not kept: it lies in the one for what does not exist. */
async function help(): Promise<Response> {
  const page = await first("404.html", null);
  return page ? new Response(unkept(await page.text()), { status: 503, headers: page.headers }) : Response.error();
}

/** The same response with the headers that make a page cross-origin isolated. */
function isolated(response: Response): Response {
  if (response.type === "opaqueredirect" || response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  const { status, statusText } = response;
  return new Response([204, 304].includes(status) ? null : response.body, { status, statusText, headers });
}

scope.addEventListener("message", (event: ExtendableMessageEvent) => event.waitUntil(hear(event)));

async function hear({ data, source }: ExtendableMessageEvent): Promise<void> {
  const message = data as ToKeeper;
  if (message.kind === "opened") {
    (source as Client).postMessage(await opened(message));
    return update(tell);
  }
  if (message.kind === "pages") return void (source as Client).postMessage({ kind: "pages", pages: await pages() } satisfies FromKeeper);
  if (message.kind === "remove") await remove();
  if (message.kind === "wish") {
    await ask(message.wish);
    if (!(await newest())) await live();
    return update(tell);
  }
  await tell();
}

let told = 0;

/** Tells all pages how far it is; not with each small file. */
async function tell(): Promise<void> {
  const found = await state();
  if (found.busy && Date.now() - told < 100) return;
  told = Date.now();
  for (const client of await scope.clients.matchAll({ includeUncontrolled: true })) client.postMessage(found);
}
