/** Before a mock interview: the choice of one, the written scripts, and the earlier interviews. */

import { type Address, toQuery } from "../core/address";
import type { Interview } from "../core/bank";
import { type Choice, LENGTHS, allowed } from "../core/interview";
import type { Mock } from "../core/records";
import { LEVELS, ROLES } from "../core/roles";
import { mean } from "../core/rubric";
import { button, make } from "../parts/element";
import { all, remove } from "../parts/kept";
import { when } from "./scores";
import { type Stage, questions } from "./staging";

/** A select with its label. */
export function chooser(
  name: string, options: readonly (readonly [text: string, value: string])[], value: string,
): [HTMLLabelElement, HTMLSelectElement] {
  const field = make("select", {}, ...options.map(([text, value]) => new Option(text, value)));
  field.value = value;
  return [make("label", {}, name, field), field];
}

export function titled(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Role, level, length and sections. A choice that no question matches is told, and what to change. */
export function form(stage: Stage, chosen: (choice: Choice) => void): HTMLElement {
  const { choice } = stage.address;
  const [role, roleField] = chooser("Role", ROLES.map(({ name }) => [titled(name), name]), choice.role);
  const [level, levelField] = chooser("Level", LEVELS.map((name) => [titled(name), name]), choice.level);
  const lengths = LENGTHS.map((minutes) => [`${minutes} minutes`, String(minutes)] as const);
  const [length, lengthField] = chooser("Length", lengths, String(choice.minutes));
  const why = make("p", { className: "mock-hint" });
  const explain = () => (why.textContent = ROLES.find(({ name }) => name === roleField.value)!.why);
  roleField.addEventListener("change", explain);
  explain();
  const boxes = sectionBoxes(stage);
  const said = make("p", { className: "practice-said" });
  said.setAttribute("role", "status");
  const element = make("form", { className: "practice-form mock-form" }, role, level, length, why, boxes.element,
    make("button", { type: "submit", className: "bar-button bar-button--primary" }, "Prepare the interview"), said);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const made: Choice = { role: roleField.value, level: LEVELS.find((name) => name === levelField.value)!,
      minutes: Number(lengthField.value), sections: boxes.chosen() };
    if (boxes.none()) return void (said.textContent = "Choose at least one section.");
    said.textContent = "Getting the questions";
    questions(stage.index, made.sections).then(
      (found) => (allowed(found, made).length ? chosen(made) : (said.textContent = nothing(made))),
      (error: Error) => (said.textContent = error.message));
  });
  return element;
}

/** What to change if no question matches. */
export function nothing({ level }: Choice): string {
  const higher = level === "senior" ? "" : " or a higher level";
  return `No question matches. Choose more sections${higher}.`;
}

function sectionBoxes({ index, address }: Stage) {
  const sections = index.sections.filter(({ pages }) => pages.some(({ questions }) => questions));
  const boxes = sections.map(({ name, title }) => {
    const checked = address.choice.sections.length === 0 || address.choice.sections.includes(name);
    const input = make("input", { type: "checkbox", value: name, checked });
    return { input, label: make("label", { className: "practice-check" }, input, title) };
  });
  const none = () => !boxes.some(({ input }) => input.checked);
  const set = (checked: boolean) => () => boxes.forEach(({ input }) => (input.checked = checked));
  const chosen = () => {
    const names = boxes.filter(({ input }) => input.checked).map(({ input }) => input.value);
    return names.length === boxes.length ? [] : names;
  };
  const element = make("fieldset", { className: "mock-sections" }, make("legend", {}, "Sections"),
    ...boxes.map(({ label }) => label),
    make("p", {}, button("All", set(true)), " ", button("None", set(false))));
  return { element, chosen, none };
}

/** The written scripts, each under its own address. */
export function scripts(stage: Stage): HTMLElement[] {
  const { interviews } = stage.index;
  if (interviews.length === 0) return [];
  const link = ({ name, title }: Interview) => {
    const address: Address = { ...stage.address, seed: null, open: "", view: "alone", script: name };
    return make("li", {}, make("a", { href: `?${toQuery(address)}` }, title));
  };
  return [make("h2", {}, "Written scripts"), make("ul", { className: "mock-list" }, ...interviews.map(link))];
}

/** Earlier interviews, newest first; one that has not ended goes on. */
export function earlier(open: (key: string) => void): HTMLElement[] {
  const kept = [...all("mock")].filter(([key]) => !Number.isNaN(Date.parse(key))).sort(([a], [b]) => (a < b ? 1 : -1));
  if (kept.length === 0) return [];
  const list = make("ul", { className: "mock-list" });
  const heading = make("h2", { tabIndex: -1 }, "Earlier interviews");
  list.append(...kept.map(([key, mock]) => {
    const item = make("li", {}, make("span", { className: "mock-when" }, when(key)), make("span", {}, about(mock)),
      button(mock.ended ? "Open" : "Go on", () => open(key)),
      button("Delete", () => {
        if (!confirm("Delete this interview, with its notes and bands?")) return;
        remove("mock", key);
        item.remove();
        if (!list.children.length) heading.textContent = "No earlier interviews";
        heading.focus();
      }));
    for (const act of item.querySelectorAll("button")) act.ariaLabel = `${act.textContent}, ${when(key)}`;
    return item;
  }));
  return [heading, list];
}

function about({ role, level, minutes, ended, asked }: Mock): string {
  const bands = asked.map(mean).filter((band) => band > 0);
  const sum = bands.reduce((sum, band) => sum + band, 0);
  const judged = bands.length ? `mean ${(sum / bands.length).toFixed(1)} of 4` : "not judged";
  return [role && titled(role), level, `${minutes} minutes`, ended ? judged : "not ended"].filter(Boolean).join(", ");
}
