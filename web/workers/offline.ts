/// <reference lib="webworker" />
/**
 * The service worker. What was opened once opens again without network; a page always comes from the network
 * when there is one, so that no reader is left with an old site. Python and SQL lie in folders named by their
 * content and never change. The two headers it adds give the page the memory that Stop needs to keep variables.
 */

const scope = globalThis as unknown as ServiceWorkerGlobalScope;
const PAGES = "held-out-pages";
const RUNTIME = "held-out-runtime";
const LASTING = /\/assets\/(?:python|sql)\/[0-9a-f]+\//;

/** When the site last did not answer, and how long it is then taken to be out of reach, in milliseconds. */
let failed = 0;
const PATIENCE = 60_000;

scope.addEventListener("install", () => void scope.skipWaiting());
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== scope.location.origin) return;
  if (!LASTING.test(request.url)) event.respondWith(fresh(request).then(isolated));
  else if (!navigator.onLine || Date.now() - failed < PATIENCE) event.respondWith(lasting(request));
});

/** From the network, with a copy kept; without network the copy. */
async function fresh(request: Request): Promise<Response> {
  const cache = await caches.open(PAGES);
  try {
    const response = await fetch(request);
    if (response.status === 200) await cache.put(request, response.clone()).catch(() => {});
    return response;
  } catch (error) {
    failed = Date.now();
    const kept = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/** The copy of a runtime's file. With a network the browser fetches it itself, with less ado than through here. */
async function lasting(request: Request): Promise<Response> {
  const kept = await (await caches.open(RUNTIME)).match(request, { ignoreVary: true });
  return kept ?? fetch(request);
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
