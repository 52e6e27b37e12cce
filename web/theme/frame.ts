/** What stands around and on the text of each page: boxes for wide tables, buttons that copy code, the way back to the top. */

import { make } from "../parts/element";

/** How long it is said that code was copied, in milliseconds. */
const SAID = 2_000;

/** Call once. */
export function listen(): void {
  let before = scrollY;
  addEventListener("scroll", () => {
    const button = document.querySelector<HTMLButtonElement>(".md-top");
    if (button) button.hidden = scrollY >= before || scrollY < innerHeight / 2;
    before = scrollY;
  }, { passive: true });
  addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest(".md-top")) scrollTo({ top: 0 });
    const button = target.closest(".md-code__button");
    if (button) void copy(button.closest("pre")?.querySelector("code")?.textContent ?? "");
  });
}

/** Call on each page. */
export function start(): void {
  for (const table of document.querySelectorAll("article table:not([class])")) {
    if (table.closest(".md-typeset__table")) continue;
    const box = make("div", { className: "md-typeset__table" });
    table.replaceWith(make("div", { className: "md-typeset__scrollwrap" }, box));
    box.append(table);
  }
  for (const code of document.querySelectorAll("article .highlight pre > code")) {
    const button = make("button", { type: "button", className: "md-code__button", title: "Copy to clipboard" });
    button.dataset.mdType = "copy";
    code.before(make("div", { className: "md-code__nav" }, button));
  }
}

async function copy(text: string): Promise<void> {
  const said = await navigator.clipboard.writeText(text).then(() => "Copied to clipboard", () => "The browser does not let the guide copy");
  const dialog = document.querySelector(".md-dialog");
  const inner = dialog?.firstElementChild;
  if (!dialog || !inner) return;
  inner.role = "status";
  inner.textContent = said;
  dialog.classList.add("md-dialog--active");
  setTimeout(() => {
    dialog.classList.remove("md-dialog--active");
    inner.textContent = "";
  }, SAID);
}
