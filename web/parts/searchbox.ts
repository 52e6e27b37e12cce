/** The field of search with its results: a combobox whose list shows them. The dialog and the result page both have one. */

import { ANY, type Filter, type Found, type Result } from "../core/search";
import { make } from "./element";
import { choice, KINDS, LEVELS } from "./searchfilter";
import { add, nothing, ordered, told } from "./searchlist";
import type { Search } from "./searching";

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

let boxes = 0;
/** How many results come with a letter's frame; the others come after it. */
const SEEN = 8;

export class SearchBox {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  private readonly name = `search-${(boxes += 1)}`;
  private readonly list: HTMLElement;
  /** Whether the reader has chosen among the results, which the same results in more detail must not undo. */
  private moved = false;
  /** Counts what was asked and shown. */
  private turn = 0;
  private readonly count = make("output", { className: "search-count", ariaLive: "polite" });
  private readonly none = make("div", { className: "search-none", hidden: true });
  private readonly kind = choice("Kind", "Everything", KINDS);
  private readonly section = choice("Section", "All sections", []);
  private readonly level = choice("Level", "All levels", LEVELS);

  constructor(private readonly search: Search, private readonly options: Options) {
    this.input = field(`${this.name}-list`);
    this.list = make("div", { className: "search-list", id: `${this.name}-list`, role: "listbox", ariaLabel: "Results" });
    const filters = make("div", { className: "search-filters" }, this.kind.label, this.section.label, this.level.label);
    this.element = make("div", { className: "search-box" }, this.input, filters, this.count, this.list, this.none);
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.keyed(event));
    filters.addEventListener("change", () => this.ask());
    this.list.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[role=option]");
      if (link) options.chosen?.(link);
    });
    search.ready.then(() => this.section.fill(search.sections), this.failed);
  }

  /** Puts a query and a filter in, and asks. */
  set(text: string, wanted: Filter): void {
    this.input.value = text;
    this.kind.select.value = wanted.kind;
    this.level.select.value = wanted.level;
    void this.search.ready.then(() => {
      this.section.select.value = wanted.section;
      if (text) this.ask();
    }, this.failed);
  }

  private filter(): Filter {
    return { kind: this.kind.select.value, section: this.section.select.value, level: this.level.select.value };
  }

  private ask(): void {
    const { input, options, search } = this;
    this.moved = false;
    this.turn += 1;
    options.changed?.(input.value, this.filter());
    if (input.value.trim()) return void search.ask(input.value, this.filter(), options.most, (found) => this.show(found)).catch(this.failed);
    search.ask("", ANY, 0, () => {}).catch(this.failed); // whatever is under way is not wanted any more
    this.none.hidden = true;
    this.list.replaceChildren();
    this.count.replaceChildren();
    this.activate(undefined);
  }

  private show(found: Found): void {
    const { count, list, none, input, options } = this;
    const chosen = this.moved ? input.getAttribute("aria-activedescendant") : null;
    count.replaceChildren(...told(input.value, found, (text) => this.again(text)));
    const seen = chosen ? Infinity : SEEN;
    const results = ordered(found);
    const put = (some: Result[]) => add(list, some, this.search, options.root, this.name);
    const turn = this.turn += 1;
    list.replaceChildren();
    put(results.slice(0, seen));
    requestAnimationFrame(() => setTimeout(() => turn === this.turn && put(results.slice(seen))));
    none.replaceChildren(...(found.count ? [] : nothing(input.value, options)));
    none.hidden = found.count > 0;
    const all = this.all();
    const kept = all.find(({ id }) => id === chosen);
    list.scrollTop = 0;
    kept?.scrollIntoView({ block: "nearest" });
    this.activate(kept ?? all[0]);
  }

  private again(text: string): void {
    this.input.value = text;
    this.input.focus();
    this.ask();
  }

  private readonly failed = (error: Error) => this.count.replaceChildren(error.message);

  private all(): HTMLAnchorElement[] {
    return [...this.list.querySelectorAll<HTMLAnchorElement>("[role=option]")];
  }

  /** Makes a result the one that Enter opens. */
  private activate(option: Element | undefined): void {
    for (const one of this.list.querySelectorAll("[aria-selected=true]")) one.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-expanded", String(option !== undefined));
  }

  private keyed(event: KeyboardEvent): void {
    const all = this.all();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || all.length === 0 || !(step || event.key === "Enter")) return;
    event.preventDefault();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (!step) return all[at]?.click();
    const next = all[(at + step + all.length) % all.length]!;
    this.moved = true;
    this.activate(next);
    next.scrollIntoView({ block: "nearest" });
  }
}

function field(list: string): HTMLInputElement {
  const input = make("input", {
    type: "search", className: "search-input", placeholder: "svm, l1 vs l2, R², type II error", autocomplete: "off", spellcheck: false,
    enterKeyHint: "go", ariaLabel: "Search the guide",
  });
  const more = { role: "combobox", "aria-controls": list, "aria-expanded": "false", "aria-autocomplete": "list", autocapitalize: "off", autocorrect: "off" };
  for (const [name, value] of Object.entries(more)) input.setAttribute(name, value);
  return input;
}
