/** What a mock interview came to: bands, what to study next, each answer again. Can be printed. */

import type { Question } from "../core/bank";
import type { Asked } from "../core/records";
import { RUBRIC, mean, outcome } from "../core/rubric";
import { addCard } from "../parts/adding";
import { shortAnswer } from "./answer";
import { root } from "./bank";
import { clock } from "./clock";
import { button, make } from "../parts/element";
import { titleOf } from "./fetched";
import { beside, judge } from "./judging";
import { type Session, type Stage, show } from "./staging";

export function scores(stage: Stage, session: Session): void {
  const { record } = session;
  const found = outcome(record.asked);
  const weak = found.again.flatMap((id) => session.questions.get(id) ?? []);
  const bar = make("p", { className: "practice-bar" }, button("Print", () => print()),
    button("Judge again", () => judge(stage, session)), button("Another interview", stage.home));
  const parts: HTMLElement[] = [make("p", { className: "facts" },
    make("span", {}, [record.role, record.level, `${record.minutes} minutes`].filter(Boolean).join(", ")),
    make("span", {}, when(session.key)))];
  if (record.asked.length === 0) parts.push(make("p", {}, "No question was asked."));
  else if (found.bands.every(({ mean }) => mean === 0)) parts.push(make("p", {}, "Nothing is judged yet."));
  else parts.push(bandTable(found.bands), words(found), ...next(stage, weak, bar));
  const given = record.asked.map((one, place) => answer(one, place, session.questions.get(one.id)));
  show(stage, "How it went", ...parts, ...given, bar);
}

/** A time in the reader's zone. */
export function when(key: string): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeStyle: "short" }).format(new Date(key));
}

function bandTable(bands: readonly { title: string; mean: number }[]): HTMLElement {
  const rows = bands.map(({ title, mean }) => {
    const bar = make("span", { className: "mock-bar" });
    bar.style.width = `${25 * mean}%`;
    const value = make("td", {}, mean ? mean.toFixed(1) : "not judged");
    return make("tr", {}, make("th", { scope: "row" }, title), value, make("td", {}, bar));
  });
  const columns = ["Band", "Mean of 4"].map((text) => make("th", { scope: "col" }, text));
  const head = make("tr", {}, ...columns, make("td"));
  return make("table", { className: "mock-bands" }, make("thead", {}, head), make("tbody", {}, ...rows));
}

function words({ strong, weak }: { strong: string[]; weak: string[] }): HTMLElement {
  const list = (titles: string[]) => titles.join(", ").toLowerCase();
  return make("p", {}, [strong.length ? `At the level: ${list(strong)}.` : "No band is at the level yet.",
    weak.length ? `Below it: ${list(weak)}.` : "Take a higher level next time."].join(" "));
}

/** The chapters of the weak questions, and the button that puts those questions into the review. */
function next(stage: Stage, weak: readonly Question[], bar: HTMLElement): HTMLElement[] {
  if (weak.length === 0) return [make("p", {}, "No answer was weak.")];
  const base = root();
  const items = weak.map((question) => make("li", {},
    make("a", { href: new URL(question.url, base).href }, question.title), " in ",
    make("a", { href: new URL(question.url.split("#")[0]!, base).href }, titleOf(stage.index, question.page))));
  const said = make("p", { className: "practice-said" });
  said.setAttribute("role", "status");
  bar.prepend(button("Add the weak ones to review", () => {
    const added = weak.filter(({ id }) => addCard("card/question", id)).length;
    const link = make("a", { href: new URL("practice/review/", base).href }, "Review them");
    said.replaceChildren(added ? `${added} added. ` : "They are in review already. ", link);
  }, "bar-button bar-button--primary"));
  return [make("h3", {}, "What to study next"), make("ul", {}, ...items), said];
}

/** An answer with its bands in words, and the model answer folded. */
function answer(asked: Asked, place: number, question: Question | undefined): HTMLElement {
  const bands = RUBRIC.filter(({ band }) => asked[band]).map(({ band, title }) => `${title} ${asked[band]}`);
  const judged = mean(asked) ? bands.join(" · ") : "Not judged";
  const gone = make("p", {}, "This question is no longer in the guide.");
  return make("section", { className: "mock-answer" },
    make("h3", {}, `${place + 1}. ${question?.title ?? asked.id}`),
    make("p", { className: "facts" }, make("span", {}, `${clock(asked.seconds)} min`), make("span", {}, judged)),
    make("details", {}, make("summary", {}, "Notes and model answer"),
      beside(asked.notes, question ? shortAnswer(question.short) : gone)));
}
