/** How strong each section is: as a picture for the eye, and as a table with all numbers. */

import type { Standing } from "../core/progress";
import { make } from "../parts/element";

const FAIR = 1 / 3;
const STRONG = 2 / 3;

/** The strength in a word. */
export function word({ answered, strength }: Standing): string {
  if (!answered) return "not begun";
  return strength >= STRONG ? "strong" : strength >= FAIR ? "fair" : "weak";
}

/** One bar a section: known now, answered but not known now, not answered. */
export function picture(standings: Standing[]): HTMLElement {
  const shown = standings.filter(({ questions }) => questions);
  const bars = make("div", { className: "strengths" }, ...shown.map(row));
  bars.setAttribute("role", "img");
  bars.setAttribute("aria-label", `${described(shown)} All numbers are in the table below.`);
  const meaning = make("figcaption", {},
    "Filled: the share of a section's questions that you would know now, by the forgetting curve of your reviews. ",
    "Hatched: answered, but missed last time or forgotten since. Empty: not answered yet.");
  return make("figure", {}, bars, meaning);
}

function row(standing: Standing): HTMLElement {
  const known = make("span", { className: "strength-known" });
  const answered = make("span", { className: "strength-answered" });
  const share = Math.min(1, standing.answered / standing.questions);
  known.style.width = percent(standing.strength);
  answered.style.width = percent(Math.max(0, share - standing.strength));
  return make("div", { className: "strength" }, make("span", {}, standing.title),
    make("span", { className: "strength-bar" }, known, answered),
    make("span", { className: "strength-word" }, told(standing)));
}

/** The strongest and the weakest in a sentence. */
function described(shown: Standing[]): string {
  const begun = shown.filter(({ answered }) => answered).sort((a, b) => b.strength - a.strength);
  const [first, last] = [begun[0], begun.at(-1)];
  if (!first || !last) return "No question of any section is answered yet.";
  const waiting = shown.length - begun.length;
  const rest = waiting ? ` Not begun: ${waiting} of ${shown.length} sections.` : "";
  const weakest = last === first ? "" : ` Weakest of those begun: ${last.title}, ${told(last)}.`;
  return `Strongest: ${first.title}, ${told(first)}.${weakest}${rest}`;
}

/** The same and more in numbers. */
export function table(standings: Standing[], root: string): HTMLElement {
  const head = ["Section", "Strength", "Known of answered", "Answered", "Read", "Solved", "Due"];
  const rows = standings.map((one) => make("tr", {},
    scoped("row", make("a", { href: new URL(one.url, root).href }, one.title)),
    ...[told(one), one.answered ? percent(one.known) : "–", of(one.answered, one.questions), of(one.read, one.pages),
      of(one.solved, one.exercises), String(one.due)].map((text) => make("td", {}, text))));
  const made = make("table", { className: "numbers" },
    make("thead", {}, make("tr", {}, ...head.map((text) => scoped("col", text)))), make("tbody", {}, ...rows));
  const box = make("div", { className: "data-table", tabIndex: 0 }, made);
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Progress by section");
  return box;
}

function told(standing: Standing): string {
  return standing.answered ? `${percent(standing.strength)}, ${word(standing)}` : word(standing);
}

/** Such as "3 of 8"; a dash where there is nothing to do. */
export function of(done: number, all: number): string {
  return all ? `${done} of ${all}` : "–";
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

export function scoped(scope: string, ...children: (Node | string)[]): HTMLTableCellElement {
  return make("th", { scope }, ...children);
}
