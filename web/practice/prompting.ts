/** One question of a mock interview: what the interviewer says, and what is written down. */

import type { Item } from "../core/interview";
import { show as fromBank } from "./bank";
import { button, make } from "../parts/element";
import { followUps } from "./model";
import { type Session, type Stage, keep } from "./staging";

/** Everything of the question on the screen. */
export interface Run {
  stage: Stage;
  session: Session;
  items: Item[];
  place: number;
  given: number;
  paused: boolean;
  /** For the interviewer: answers and bands beside each question. */
  sheet: boolean;
  say: (words: string) => void;
  tell: () => void;
}

/** The follow-ups, one after another, as an interviewer would ask on. */
export function prompts(run: Run): HTMLElement {
  const { question } = run.items[run.place]!;
  const list = make("ol", { className: "mock-follow-ups" });
  list.setAttribute("aria-live", "polite");
  const element = make("div", {}, list);
  if (!question.followUps) return element;
  const words = () => `Ask a follow-up (${question.followUps - run.given} left)`;
  const more = button(words(), () => {
    followUps(question).then((titles) => {
      const title = titles[run.given];
      if (title) list.append(make("li", {}, fromBank(title)));
      run.given = title ? run.given + 1 : question.followUps;
      run.tell();
      more.textContent = words();
      if (run.given >= question.followUps) more.remove();
    }, (error: Error) => run.say(error.message));
  });
  element.append(more);
  return element;
}

/** What the reader types is kept at once. */
export function notes({ session, place, sheet }: Run): HTMLElement {
  const asked = session.record.asked[place]!;
  const field = make("textarea", { rows: 6, value: asked.notes, maxLength: 20_000 });
  field.addEventListener("input", () => {
    asked.notes = field.value.slice(0, 20_000);
    keep(session);
  });
  const words = sheet ? "Notes on the candidate's answer" : "Notes: what you say, in short. They are kept as you type.";
  return make("label", { className: "mock-notes" }, words, field);
}
