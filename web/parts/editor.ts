/** Where a reader writes code: a text area that works everywhere, with CodeMirror in its place for a fine pointer. */

import { make } from "./element";

export type Language = "python" | "sql";

export interface Editor {
  readonly element: HTMLElement;
  value: string;
  focus(): void;
}

/** An editor for `code`. Tab leaves it, as it leaves every field; `run` is Ctrl or Cmd with Enter. */
export function editor(code: string, language: Language, label: string, run: () => void, changed: () => void): Editor {
  const area = make("textarea", { className: "editor-area", value: code, spellcheck: false });
  area.setAttribute("aria-label", label);
  area.setAttribute("autocapitalize", "off");
  area.setAttribute("autocomplete", "off");
  const fit = () => { area.rows = Math.max(4, area.value.split("\n").length + 1); };
  fit();
  area.addEventListener("input", () => { fit(); changed(); });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) indent(event, area);
  });
  const made: Editor = {
    element: make("div", { className: "editor" }, area),
    get value() { return area.value; },
    set value(text) { area.value = text; fit(); },
    focus: () => area.focus(),
  };
  if (matchMedia("(pointer: fine)").matches) {
    area.addEventListener("focus", () => void improve(made, area, language, label, run, changed), { once: true });
  }
  return made;
}

/** A new line begins as deep as the one above, and one step deeper after a colon. */
function indent(event: KeyboardEvent, area: HTMLTextAreaElement): void {
  const above = area.value.slice(0, area.selectionStart).split("\n").pop() ?? "";
  const depth = /^ */.exec(above)![0] + (above.trimEnd().endsWith(":") ? "    " : "");
  if (!depth) return;
  event.preventDefault();
  area.setRangeText(`\n${depth}`, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input"));
}

/** Puts CodeMirror where the text area is, with what was typed meanwhile. Without it the text area stays. */
async function improve(
  made: Editor, area: HTMLTextAreaElement, language: Language, label: string, run: () => void, changed: () => void,
): Promise<void> {
  const { mirror } = await import("./codemirror").catch(() => ({ mirror: null }));
  if (!mirror || !area.isConnected) return;
  const focused = document.activeElement === area;
  const better = mirror(area.value, [area.selectionStart, area.selectionEnd], language, label, run, changed);
  area.replaceWith(better.element);
  Object.defineProperty(made, "value", { get: () => better.value, set: (text: string) => { better.value = text; } });
  made.focus = () => better.focus();
  if (focused) made.focus();
}
