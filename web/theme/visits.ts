/**
 * A link to another page of the guide brings that page into this one, so that what runs here, such as Python, goes on.
 * Whatever stands in the way of that (no network, another deploy, no page of the guide) is left to the browser.
 */

import { ahead, forget, look, text } from "./ahead";
import { detach, painted } from "./late";
import { keepPlace, note, restore } from "./place";

/** What a page brings with it; all else stays as it is. */
const PARTS = ["[data-md-component=skip]", "[data-md-component=header-topic]", ".md-container", "link[rel=canonical]"];
/** Style sheets, in a page or beside it. */
const STYLES = "head :is(link[rel=stylesheet], style[data-href])";

let shown = location.pathname;
/** The style sheets that are here, by where they came from: their own addresses hang on the page that is shown. */
const sheets = new Map([...document.querySelectorAll<HTMLElement>(STYLES)].map((sheet) => [address(sheet, location.href), sheet]));
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
    const page = new DOMParser().parseFromString(await text(to, mine.signal), "text/html");
    if (!fits(page)) throw new Error("no page of this deploy");
    await dress(page, to);
    if (mine.signal.aborted) return;
    history.scrollRestoration = "manual";
    if (pushed) {
      note();
      history.pushState(null, "", to);
    }
    const fresh = pushed && !to.hash;
    document.documentElement.toggleAttribute("data-late", fresh);
    const below = fresh ? detach(page) : () => {};
    put(page);
    forget();
    if (fresh) {
      scrollTo({ top: 0, behavior: "instant" });
      await painted();
      below();
      if (mine.signal.aborted) return; // the next page is on its way
    }
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

/** Whether it is a page of the guide that belongs to the scripts and styles that are here. */
function fits(page: Document): boolean {
  const shell = (of: Document) => of.querySelector<HTMLElement>("[data-shell]")?.dataset.shell;
  return page.querySelector(".md-container") !== null && shell(page) === shell(document);
}

/** The style sheets that only the new page has, in their places, so that they count as they do on the page itself. */
async function dress(page: Document, to: URL): Promise<void> {
  const coming: Promise<unknown>[] = [];
  let after: Node | null = null;
  for (const sheet of [...page.querySelectorAll<HTMLElement>(STYLES)].reverse()) {
    const href = address(sheet, to);
    let here = sheets.get(href);
    if (!here) {
      sheets.set(href, here = Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
      coming.push(new Promise((done, fail) => Object.assign(here!, { onload: done, onerror: fail })));
      document.head.insertBefore(here, after);
    }
    after = here;
  }
  await Promise.all(coming);
}

/** Where a style sheet of a page came from. */
function address(sheet: HTMLElement, page: URL | string): string {
  return new URL(sheet.dataset["href"] ?? sheet.getAttribute("href")!, page).href;
}

function put(page: Document): void {
  shown = location.pathname;
  // What has the focus goes; taken away later, the browser would first style once more what is about to go.
  if (document.activeElement?.closest(".md-container")) (document.activeElement as HTMLElement).blur();
  document.title = page.title;
  for (const part of PARTS) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
}
