/** Every page: questions and missed quiz items go into the review from here. */

import type { CardKind } from "../core/standing";
import { review, showDue, state } from "./due";
import { button, make } from "./element";
import { PREFIX, stored } from "./stored";

/** What shows the state of a card, each with the act that shows it anew. */
let shown: (() => void)[] = [];
let heard = make("output");

export function start(): void {
  shown = [];
  const questions = [...document.querySelectorAll<HTMLElement>("article section.question")];
  const quizzes = [...document.querySelectorAll<HTMLElement>("article section.quiz")];
  for (const question of questions) offer(question);
  if (questions.length > 1) offerPage(questions);
  for (const quiz of quizzes) watch(quiz);
  if (questions.length + quizzes.length) {
    heard = make("output", { className: "heard" });
    document.querySelector("article")!.append(heard);
  }
  setTimeout(showDue);
}

addEventListener("storage", ({ key }: StorageEvent) => {
  if (!key || key.startsWith(PREFIX)) refresh();
});

function refresh(): void {
  for (const show of shown) show();
  showDue();
}

/** Does what the reader wants, with code that comes now, and tells what came of it. */
async function act(change: (to: typeof import("./adding")) => string): Promise<void> {
  heard.textContent = await import("./adding").then(change, () => "This needs the network once. Nothing was changed.");
  refresh();
}

function offer(question: HTMLElement): void {
  const id = question.querySelector("h3")!.id;
  const made = control("card/question", id, "Add to review");
  made.querySelector("button")!.setAttribute("aria-describedby", id);
  question.querySelector("details.answer")!.before(made);
}

/** The state of one card, and the button that changes it. */
function control(kind: CardKind, id: string, words: string): HTMLElement {
  const said = make("span");
  const press = button(words, () => void act((to) => {
    if (state(kind, id)) to.dropCard(kind, id);
    else to.addCard(kind, id);
    return state(kind, id) ? "In review." : "Not in review.";
  }), "review-button");
  const show = () => {
    const now = state(kind, id);
    said.replaceChildren(...(now ? [make("a", { href: review() }, "In review"), ` · ${now}`] : []));
    press.textContent = now ? "Remove" : words;
  };
  shown.push(show);
  show();
  return make("p", { className: "review-add" }, said, press);
}

/** One button for all questions of the page, before the first of them. */
function offerPage(questions: HTMLElement[]): void {
  const ids = questions.map((question) => question.querySelector("h3")!.id);
  const press = button("", () => void act((to) =>
    `${ids.filter((id) => to.addCard("card/question", id)).length} added to review.`), "show-all");
  const show = () => {
    const missing = ids.some((id) => !state("card/question", id));
    press.textContent = missing ? "Add this page to review" : "This page is in review";
    press.setAttribute("aria-disabled", String(!missing));
  };
  shown.push(show);
  show();
  questions[0]!.before(press);
}

/** The first option opened counts as a try. A missed item may be asked again later. */
function watch(quiz: HTMLElement): void {
  const later = () => quiz.querySelector(".review-add") ?? quiz.append(control("card/quiz", quiz.id, "Review this later"));
  if (state("card/quiz", quiz.id) || stored(`quiz/${quiz.id}`)?.includes('"last":"wrong"')) later();
  let open = true;
  quiz.addEventListener("click", ({ target }) => {
    const option = (target as Element).closest("summary")?.parentElement;
    if (!open || !option) return;
    open = false;
    const right = option.matches(".right");
    if (!right) later();
    void act((to) => (to.keepTry(quiz.id, right), ""));
  });
}
