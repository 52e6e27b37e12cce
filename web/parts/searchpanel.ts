/** The dialog of search: opened from the header, by / and by Ctrl or Command with K; on a phone it fills the screen. */

import { make } from "./element";
import { type Box, box } from "./searchbox";
import { Search } from "./searching";

interface Panel extends Box {
  dialog: HTMLDialogElement;
}
let panel: Promise<Panel> | undefined;

/** `link` leads to the result page, and knows the form for a wanted topic. */
export async function open(link: HTMLAnchorElement): Promise<void> {
  const { dialog, input } = await (panel ??= made(link));
  if (!dialog.open) dialog.showModal();
  input.select();
}

async function made(link: HTMLAnchorElement): Promise<Panel> {
  await styled();
  const root = new URL("./", link.href).href;
  const dialog = make("dialog", { className: "search-dialog", ariaLabel: "Search" });
  const all = make("a", { href: root, className: "search-all" }, "These results on a page of their own");
  const close = make("button", { type: "button", className: "search-close", ariaLabel: "Close search" }, "Esc");
  close.addEventListener("click", () => dialog.close());
  const search = new Search(root);
  const made = box(search, {
    root, topic: link.dataset.topic!, most: 30,
    changed: (text, filter) => (all.href = `${root}?${new URLSearchParams(Object.entries({ q: text, ...filter }).filter(([, value]) => value))}`),
    chosen: () => dialog.close(),
  });
  const keys = make("p", { className: "search-keys" }, "↑ ↓ to choose, Enter to open, Esc to close. ", all);
  dialog.append(close, made.element, keys);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target === all) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // Material's keys, such as n for the next page
  document.body.append(dialog);
  return { ...made, dialog };
}

/** The style of search comes when it is first needed. */
function styled(): Promise<void> {
  const href = new URL("search.css", import.meta.url).href;
  return new Promise((resolve) => {
    const sheet = make("link", { rel: "stylesheet", href, onload: () => resolve(), onerror: () => resolve() });
    document.head.append(sheet);
  });
}
