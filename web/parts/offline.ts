/** Keeps what was opened for a visit without network. Asked for with the first Run, because it costs requests. */

/** The service worker's name for the pages it keeps. */
const PAGES = "held-out-pages";

/** Starts the service worker; a browser that has none, or denies it, only loses the visit without network. */
export async function keepOffline(): Promise<void> {
  try {
    const root = document.querySelector<HTMLAnchorElement>("a.md-logo")?.href ?? "./";
    await navigator.serviceWorker.register(new URL("sw.js", root).href);
    if (navigator.serviceWorker.controller) return;
    await claimed();
    await keepThis();
  } catch {
    // Private windows and policies forbid it; everything else works.
  }
}

/** Until the worker answers for this page, but never longer than it takes to notice. */
function claimed(): Promise<void> {
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
    setTimeout(resolve, 1_500);
  });
}

/** This page and what it loaded came before the worker: they are kept here, from the browser's own cache. */
async function keepThis(): Promise<void> {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const ours = [location.href.split("#")[0]!, ...loaded].filter((url) => url.startsWith(location.origin));
  const cache = await caches.open(PAGES);
  await Promise.allSettled([...new Set(ours)].map((url) => cache.add(url)));
}
