/** Results of search as the list shows them. Whatever was typed or found is text, never markup. */

import type { Found, Result } from "../core/search";
import { excerpt, marked } from "../core/searchmarks";
import { button, make } from "./element";
import type { Search } from "./searching";

const CALLED: Record<Result["kind"], string> = {
  question: "Question", chapter: "Chapter", section: "Part", exercise: "Exercise", notebook: "Notebook", company: "Company",
  interview: "Mock interview", page: "Page", term: "Abbreviation", source: "Source",
};

/** What answers, then what only mentions the words. */
export function ordered({ results }: Found): Result[] {
  return [...results.filter(({ mention }) => !mention), ...results.filter(({ mention }) => mention)];
}

/** Adds results to the list, each to its group. */
export function add(list: HTMLElement, results: readonly Result[], search: Search, root: string, name: string): void {
  for (const result of results) group(list, result.mention).append(option(result, search, root, name));
}

function group(list: HTMLElement, mention: boolean): Element {
  const title = mention ? "Mentioned in" : "Best matches";
  const known = list.querySelector(`[aria-label="${title}"]`);
  if (known) return known;
  const made = make("div", { role: "group", ariaLabel: title, className: "search-group" });
  if (mention) made.append(make("div", { className: "search-heading", ariaHidden: "true" }, title));
  list.append(made);
  return made;
}

function option(result: Result, search: Search, root: string, name: string): HTMLElement {
  const { kind, title, url, where, level, at } = result;
  const hits = new Set(result.hits);
  const about = make("span", { className: "search-about" }, make("span", { className: "search-kind" }, CALLED[kind]), ` ${where.join(" › ")}`);
  if (level) about.append(" ", make("span", { className: `level level-${level}` }, level));
  const link = make("a", { id: `${name}-${at}`, href: new URL(`../${url}`, root).href, tabIndex: -1, className: `search-result search-${kind}` },
    make("span", { className: "search-title" }, ...pieces(title, hits)), about);
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  if (!["source", "term"].includes(kind)) {
    const text = make("span", { className: "search-text" });
    link.append(text);
    search.text(result.section).then((texts) => text.replaceChildren(...pieces(excerpt(texts[at] ?? "", hits), hits)), () => {});
  }
  return link;
}

function pieces(text: string, hits: ReadonlySet<string>): (Node | string)[] {
  return marked(text, hits).map((piece) => (piece.marked ? make("mark", {}, piece.text) : piece.text));
}

/** What is said above the list: how many there are, and which words were taken for others. */
export function told(query: string, { count, unknown }: Found, again: (text: string) => void): (Node | string)[] {
  const said: (Node | string)[] = [`${count === 0 ? "No" : count} ${count === 1 ? "result" : "results"}`];
  for (const { form, meant } of unknown) {
    const [best] = meant;
    if (!best) said.push(`; “${form}” is not in the guide`);
    else said.push(`; “${form}” is not in the guide, read as `, ...[best, ...meant.slice(1, 3)].flatMap((word, at) => [
      at ? " or " : "", button(word, () => again(replaced(query, form, word)), "search-meant")]));
  }
  return [...said, "."];
}

function replaced(query: string, form: string, word: string): string {
  const at = query.toLowerCase().indexOf(form);
  return at < 0 ? word : query.slice(0, at) + word + query.slice(at + form.length);
}

/** What can be done where nothing is found. */
export function nothing(query: string, { root, topic }: { root: string; topic: string }): HTMLElement[] {
  const form = new URL(topic);
  form.searchParams.set("title", `Topic: ${query.trim().slice(0, 200)}`);
  return [
    make("p", {}, "Nothing in the guide has these words together. Fewer words, or another name for the same thing, may find it."),
    make("p", {}, make("a", { href: new URL("../reference/questions/", root).href }, "All questions"), " · ",
      make("a", { href: new URL("../reference/glossary/", root).href }, "Glossary"), " · ",
      make("a", { href: form.href }, "Ask for this topic")),
  ];
}
