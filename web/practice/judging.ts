/** After a mock interview: the reader's answers one by one, beside the model answers, to be judged by the rubric. */

import { button, make } from "../parts/element";
import { model } from "./model";
import { rubric } from "./rubric";
import { scores } from "./scores";
import { type Session, type Stage, keep, show } from "./staging";

const SCALE = "1 is a clear miss, 2 below the level, 3 at the level, 4 above it. " +
  "Leave open what the question did not touch.";

/** What the reader wrote, beside what the guide says. */
export function beside(notes: string, answer: HTMLElement): HTMLElement {
  const wrote = notes.trim() !== "";
  const own = wrote ? make("div", { className: "mock-written" }, notes) : make("p", {}, "You wrote nothing down.");
  return make("div", { className: wrote ? "mock-beside" : "" },
    make("section", {}, make("h3", {}, "Your notes"), own),
    make("section", {}, make("h3", {}, "Model answer"), answer));
}

/** One answer to be judged, and the way to the next. */
export function judge(stage: Stage, session: Session, place = 0): void {
  const { asked } = session.record;
  const one = asked[place];
  if (!one) return scores(stage, session);
  const question = session.questions.get(one.id);
  const last = place === asked.length - 1;
  const on = () => judge(stage, session, place + 1);
  const bar = make("p", { className: "practice-bar" },
    button(last ? "Show the summary" : "Next answer", on, "bar-button bar-button--primary"));
  if (place > 0) bar.append(button("Back", () => judge(stage, session, place - 1)));
  if (!last) bar.append(button("To the summary", () => scores(stage, session)));
  const gone = () => make("p", {}, "This question is no longer in the guide.");
  show(stage, question?.title ?? one.id,
    make("p", { className: "mock-count" }, `Answer ${place + 1} of ${asked.length}`),
    beside(one.notes, question ? model(question) : gone()),
    make("h3", {}, "Judge the answer you gave"),
    make("p", { className: "mock-hint" }, SCALE),
    rubric(one, () => keep(session)), bar);
}
