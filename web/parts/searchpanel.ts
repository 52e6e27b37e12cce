/** The dialog of search: opened from the header, by / and by Ctrl or Command with K; on a phone it fills the screen. */

import type { Filter } from "../core/search";
import { make } from "./element";
import { SearchBox } from "./searchbox";
import { Search } from "./searching";

interface Panel {
  dialog: HTMLDialogElement;
  input: HTMLInputElement;
}
let panel: Promise<Panel> | undefined;

/** `link` leads to the result page, and knows the form for a wanted topic. */
export async function open(link: HTMLAnchorElement): Promise<void> {
  const { dialog, input } = await (panel ??= made(link));
  if (!dialog.open) dialog.showModal();
  input.focus();
  input.select();
}

/** The address of the result page with a query and a filter. */
export function address(page: string, text: string, filter: Filter): string {
  const query = new URLSearchParams(Object.entries({ q: text, ...filter }).filter(([, value]) => value));
  return query.size ? `${page}?${query}` : page;
}

async function made(link: HTMLAnchorElement): Promise<Panel> {
  await styled();
  const root = new URL("./", link.href).href;
  const dialog = make("dialog", { className: "search-dialog", ariaLabel: "Search" });
  const all = make("a", { href: root, className: "search-all" }, "Results as a page");
  const box = new SearchBox(new Search(root), {
    root, topic: link.dataset.topic!, most: 30,
    changed: (text, filter) => (all.href = address(root, text, filter)),
    chosen: (result) => leave(dialog, result),
  });
  const close = make("button", { type: "button", className: "search-close" }, "Close");
  close.addEventListener("click", () => dialog.close());
  const keys = make("span", { className: "search-keys-names" }, "↑ ↓ choose · Enter opens · Esc closes · ");
  dialog.append(box.element, close, make("p", { className: "search-keys" }, keys, all));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target === all) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the keys of the page around it mean nothing here
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault(); // the field would only be emptied
    dialog.close();
  });
  document.body.append(dialog);
  return { dialog, input: box.input };
}

/** The page goes where the result is; an answer on this page whose address is there already is opened all the same. */
function leave(dialog: HTMLDialogElement, result: HTMLAnchorElement): void {
  dialog.close();
  if (result.href === location.href) dispatchEvent(new Event("hashchange"));
}

/** The style of search comes when it is first needed. */
function styled(): Promise<void> {
  const href = new URL("search.css", import.meta.url).href;
  return new Promise((resolve) => {
    document.head.append(make("link", { rel: "stylesheet", href, onload: () => resolve(), onerror: () => resolve() }));
  });
}
