/** The model answer of a question: the short answer, and the whole one when it is asked for. */

import type { Question } from "../core/bank";
import { reachable, shortAnswer, wholeAnswer } from "./answer";
import { answers, root } from "./bank";
import { button, make } from "../parts/element";

/** With `open` the whole answer is fetched at once, and its follow-ups stand open. */
export function model(question: Question, open = false): HTMLElement {
  const said = make("p", { className: "practice-said" });
  said.setAttribute("role", "status");
  const more = button("Show the whole answer", () => void fill());
  const element = make("div", { className: "mock-model" }, shortAnswer(question.short), more, said);
  const fill = async () => {
    more.disabled = true;
    try {
      const found = (await answers(question.page)).answers[question.id];
      if (!found) throw new Error("The guide has changed since this page was opened. Reload the page.");
      const whole = wholeAnswer(found, new URL(question.url, root()).href);
      if (open) for (const fold of whole.querySelectorAll("details")) fold.open = true;
      said.remove();
      more.replaceWith(whole);
      reachable(element);
    } catch (error) {
      more.disabled = false;
      said.textContent = (error as Error).message;
    }
  };
  if (open) void fill();
  return element;
}

/** The follow-ups of a question as the interviewer says them, HTML of the bank. Fails with a sentence for the reader. */
export async function followUps({ id, page }: Question): Promise<string[]> {
  return ((await answers(page)).answers[id]?.followUps ?? []).map(({ title }) => title);
}
