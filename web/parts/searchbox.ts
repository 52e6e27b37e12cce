/** The field of search with its results: a combobox whose list shows them. The dialog and the result page both have one. */

import { ANY, type Filter, type Found } from "../core/search";
import { make } from "./element";
import { choice, KINDS, LEVELS } from "./searchfilter";
import { nothing, shown, told } from "./searchlist";
import type { Search } from "./searching";

let boxes = 0;

export interface Box {
  element: HTMLElement;
  input: HTMLInputElement;
  filter(): Filter;
  /** Puts a query and a filter in, and asks. */
  set(text: string, filter: Filter): void;
}

export interface Options {
  /** The folder with the files of search. */
  root: string;
  /** The form for a wanted topic. */
  topic: string;
  most: number;
  changed?(text: string, filter: Filter): void;
  /** A result is about to be followed. */
  chosen?(link: HTMLAnchorElement): void;
}

export function box(search: Search, options: Options): Box {
  const name = `search-${(boxes += 1)}`;
  const input = make("input", {
    type: "search", className: "search-input", placeholder: "svm, l1 vs l2, R², type II error", autocomplete: "off", spellcheck: false,
    enterKeyHint: "go", ariaLabel: "Search the guide",
  });
  for (const [key, value] of Object.entries({ role: "combobox", "aria-controls": `${name}-list`, "aria-expanded": "false", "aria-autocomplete": "list", autocapitalize: "off", autocorrect: "off" })) input.setAttribute(key, value);
  const list = make("div", { className: "search-list", id: `${name}-list`, role: "listbox", ariaLabel: "Results" });
  const count = make("output", { className: "search-count", ariaLive: "polite" });
  const none = make("div", { className: "search-none", hidden: true });
  const kind = choice("Kind", "Everything", KINDS);
  const section = choice("Section", "All sections", []);
  const level = choice("Level", "All levels", LEVELS);
  const filters = make("div", { className: "search-filters" }, kind.label, section.label, level.label);
  const element = make("div", { className: "search-box" }, input, filters, count, list, none);
  const filter = (): Filter => ({ kind: kind.select.value, section: section.select.value, level: level.select.value });

  const activate = (option: Element | undefined) => {
    for (const one of list.querySelectorAll("[aria-selected=true]")) one.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const show = (found: Found) => {
    count.replaceChildren(...told(input.value, found, again));
    const items = shown(found, search, options.root, name);
    list.replaceChildren(...items);
    none.replaceChildren(...(found.count ? [] : nothing(input.value, options)));
    none.hidden = found.count > 0;
    input.setAttribute("aria-expanded", String(found.count > 0));
    list.scrollTop = 0;
    activate(list.querySelector("[role=option]") ?? undefined);
  };
  const ask = () => {
    options.changed?.(input.value, filter());
    if (input.value.trim()) return void search.ask(input.value, filter(), options.most, show).catch(failed);
    void search.ask("", ANY, 0, () => {}); // whatever is under way is not wanted any more
    list.replaceChildren();
    count.replaceChildren();
    none.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(undefined);
  };
  const failed = (error: Error) => count.replaceChildren(error.message);
  const again = (text: string) => {
    input.value = text;
    input.focus();
    ask();
  };
  input.addEventListener("input", ask);
  filters.addEventListener("change", ask);
  input.addEventListener("keydown", (event) => keyed(event, list, activate));
  list.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[role=option]");
    if (link) options.chosen?.(link);
  });
  search.ready.then(() => section.fill(search.sections), failed);
  const set = (text: string, wanted: Filter) => {
    input.value = text;
    kind.select.value = wanted.kind;
    level.select.value = wanted.level;
    void search.ready.then(() => {
      section.select.value = wanted.section;
      if (text) ask();
    }, failed);
  };
  return { element, input, filter, set };
}

function keyed(event: KeyboardEvent, list: HTMLElement, activate: (option: Element | undefined) => void): void {
  const all = [...list.querySelectorAll<HTMLAnchorElement>("[role=option]")];
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.isComposing || all.length === 0) return;
  if (event.key === "ArrowDown") activate(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") activate(all[(at - 1 + all.length) % all.length]);
  else if (event.key === "Enter") all[at]?.click();
  else return;
  event.preventDefault();
}
