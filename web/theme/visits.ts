/**
 * A link to another page of the guide brings that page into this one, so that what runs here, such as Python, goes on.
 * Whatever stands in the way of that (no network, another deploy, no page of the guide) is left to the browser.
 */

import { ahead, look, text } from "./ahead";

/** What a page brings with it; all else stays as it is. */
const PARTS = ["[data-md-component=skip]", "[data-md-component=header-topic]", ".md-container", "link[rel=canonical]"];
/** Milliseconds after the last scrolling until the place is noted. */
const CALM = 150;

let shown = location.pathname;
/** The style sheets that are here, by where they came from: their own addresses hang on the page that is shown. */
const sheets = new Map([...document.querySelectorAll<HTMLLinkElement>("head link[rel=stylesheet]")].map((link) => [link.href, link]));
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
  keepPlace();
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
    put(page);
    ahead();
    arrived();
    if (!to.hash || history.state) restore();
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
  for (const sheet of [...page.querySelectorAll("head link[rel=stylesheet]")].reverse()) {
    const href = new URL(sheet.getAttribute("href")!, to).href;
    let link = sheets.get(href);
    if (!link) {
      sheets.set(href, link = Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
      coming.push(new Promise((done, fail) => Object.assign(link!, { onload: done, onerror: fail })));
      document.head.insertBefore(link, after);
    }
    after = link;
  }
  await Promise.all(coming);
}

function put(page: Document): void {
  shown = location.pathname;
  document.title = page.title;
  for (const part of PARTS) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
}

/** Where the reader stood on this page, or its top. */
function restore(): void {
  const { near = "", below = 0 } = (history.state ?? {}) as Partial<Place>;
  const top = document.getElementById(near)?.getBoundingClientRect().top;
  scrollTo({ top: top === undefined ? below : scrollY + top + below, behavior: "instant" });
}

/** A place in the text, not on the page: what scripts add above it must not move the reader. */
interface Place {
  /** The last heading above, by its id; empty before the first. */
  near: string;
  /** How many pixels the place is below it. */
  below: number;
}

function note(): void {
  const tops = [...document.querySelectorAll("article :is(h2, h3)[id]")].map((heading) => [heading.id, heading.getBoundingClientRect().top] as const);
  const [near, top] = tops.findLast(([, each]) => each <= 0) ?? ["", -scrollY];
  history.replaceState({ ...(history.state as object | null), near, below: -top } satisfies Place, "");
}

function keepPlace(): void {
  let timer = 0;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (location.pathname === shown) note(); }, CALM); // else the page is on its way
  }, { passive: true });
  addEventListener("pagehide", () => { history.scrollRestoration = "auto"; }); // a reload is the browser's
}
