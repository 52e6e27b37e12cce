/** A quiz item to answer: its options in shuffled order, Check, and then the reason for each of them. */

import type { Option, Quiz } from "../core/bank";
import { judge, seedOf, several, shuffled } from "../core/quizzing";
import { reachable } from "./answer";
import { show } from "./bank";
import { make } from "../parts/element";

interface Row {
  option: Option;
  input: HTMLInputElement;
  element: HTMLElement;
}

/** `decided` is called once, when the reader has checked a choice. */
export function choices(quiz: Quiz, seed: number, decided: (right: boolean) => void): HTMLFormElement {
  const many = several(quiz);
  const rows = shuffled(quiz.options, seedOf(quiz.id, seed)).map((option) => row(option, many));
  const check = make("button", { type: "submit", className: "bar-button bar-button--primary" }, "Check");
  const said = make("output", { className: "choice-said" });
  const fields = make("fieldset", {}, make("legend", {}, show(quiz.stem)));
  if (many) fields.append(make("p", { className: "choice-hint" }, "Choose all that apply."));
  fields.append(...rows.map(({ element }) => element));
  const form = make("form", { className: "choices" }, fields, make("p", { className: "practice-bar" }, check, said));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new Set(rows.flatMap(({ input }, place) => (input.checked ? [place] : [])));
    if (chosen.size === 0) {
      said.textContent = many ? "Choose at least one option first." : "Choose an option first.";
      rows[0]!.input.focus();
      return;
    }
    const right = judge(rows.map(({ option }) => option), chosen);
    check.parentElement!.remove();
    reveal(fields, rows, right, many);
    decided(right);
  });
  return form;
}

function row(option: Option, many: boolean): Row {
  const input = make("input", { type: many ? "checkbox" : "radio", name: "choice" });
  const label = make("label", {}, input, make("span", {}, show(option.text)));
  return { option, input, element: make("div", { className: "choice" }, label) };
}

/** Each option with its verdict in words and its reason; the focus goes to how it went. */
function reveal(fields: HTMLFieldSetElement, rows: Row[], right: boolean, many: boolean): void {
  for (const { option, input, element } of rows) {
    input.disabled = true;
    const words = `${option.right ? "Right" : "Not this one"}${input.checked ? " (your choice)" : ""}.`;
    element.classList.add(option.right ? "choice--right" : "choice--wrong");
    element.append(make("div", { className: "choice-reason" }, make("strong", {}, words), show(option.reason)));
  }
  const wrong = many ? "Wrong: all the right options count, and no other." : "Wrong.";
  const result = make("p", { className: "choice-result", tabIndex: -1 }, right ? "Right." : wrong);
  reachable(fields);
  fields.querySelector(".choice-hint")?.remove();
  result.setAttribute("role", "status");
  fields.querySelector("legend")!.after(result);
  result.focus();
}
