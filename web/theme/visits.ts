/**
 * A link to another page of the guide brings that page into this one, so that what runs here, such as Python, goes on.
 * Whatever stands in the way of that (no network, another deploy, no page of the guide) is left to the browser.
 */

import { ahead, forget, look, text } from "./ahead";
import { keepPlace, note, restore } from "./place";

let shown = location.pathname;
let going: AbortController | null = null;

/** Call once; `arrived` is called for each page that has taken another's place. */
export function start(arrived: () => void): void {
  // The header outlives the pages, so what its links lead to must not hang on the page.
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".md-header a[href]")) link.href = new URL(link.href).href;
  look(target);
  addEventListener("click", (event: MouseEvent) => {
    const other = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey; // a new tab, a download
    const to = event.defaultPrevented || other ? null : target(event.target);
    if (!to) return;
    event.preventDefault();
    void visit(to, true, arrived);
  });
  addEventListener("popstate", () => {
    if (location.pathname !== shown) void visit(new URL(location.href), false, arrived);
    else if (!location.hash) restore(); // to a place with a name leads `hashchange`
  });
  const soon = () => { import("./exchange").catch(() => {}); }; // to have it when a link is clicked
  for (const type of ["scroll", "pointerover"]) addEventListener(type, soon, { once: true, passive: true });
  keepPlace(() => location.pathname === shown);
  ahead();
}

/** Where a click on this leads, if that is another page of the guide. */
function target(clicked: EventTarget | null): URL | null {
  const link = clicked instanceof Element ? clicked.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download") || (link.target && link.target !== "_self")) return null;
  const [url, root] = [new URL(link.href), new URL(".", document.querySelector<HTMLAnchorElement>("a.md-logo")?.href)];
  const inside = url.origin === root.origin && url.pathname.startsWith(root.pathname) && url.pathname.endsWith("/");
  return inside && url.pathname !== location.pathname ? url : null;
}

async function visit(to: URL, pushed: boolean, arrived: () => void): Promise<void> {
  going?.abort();
  const mine = going = new AbortController();
  document.documentElement.dataset.visiting = "";
  try {
    const [{ ready, put }, html] = await Promise.all([import("./exchange"), text(to, mine.signal)]); // the one is small, and comes once
    const page = await ready(html, to);
    if (mine.signal.aborted) return;
    history.scrollRestoration = "manual";
    if (pushed) {
      note();
      history.pushState(null, "", to);
    }
    shown = location.pathname;
    forget();
    const fresh = pushed && !to.hash;
    await put(page, fresh);
    if (mine.signal.aborted) return; // the next page is on its way
    ahead();
    arrived();
    if (!fresh && (!to.hash || history.state)) restore();
  } catch {
    if (mine.signal.aborted) return;
    if (pushed) location.assign(to);
    else location.reload();
  } finally {
    if (going === mine) delete document.documentElement.dataset.visiting;
  }
}
