/** The quiz: choose what to be asked, answer one item at a time, see the reasons, and at the end what was missed. */

import type { Index, Quiz, Section } from "../core/bank";
import { type Result, draw, verdict } from "../core/quizzing";
import { addCard, keepTry } from "../parts/adding";
import { index, keepQuestions, root, section, show } from "../practice/bank";
import { choices } from "../practice/choices";
import { button, make } from "../parts/element";
import { fetched, titleOf } from "../practice/fetched";
import { all } from "../parts/kept";

interface Round {
  items: Quiz[];
  results: Result[];
  seed: number;
  found: Index;
  /** Back to the choice of a round. */
  leave: () => void;
}

const COUNTS = [["5", "5"], ["10", "10"], ["20", "20"], ["All", "0"]] as const;

export function start(): void {
  const place = document.querySelector<HTMLElement>("[data-practice=quiz]");
  if (!place) return;
  void fetched(place, async () => {
    choose(place, await index());
    void keepQuestions(await index());
  });
}

/** The form before a round. */
function choose(place: HTMLElement, found: Index): void {
  const sections = found.sections.filter(({ pages }) => pages.some(({ quizzes }) => quizzes));
  const where = make("select", {}, new Option("All sections", ""),
    ...sections.map(({ title, name }) => new Option(title, name)));
  const count = make("select", {}, ...COUNTS.map(([text, value]) => new Option(text, value)));
  count.value = "10";
  const missed = make("input", { type: "checkbox" });
  const said = make("output", { className: "practice-said" });
  const form = make("form", { className: "practice-form" },
    make("label", {}, "Section", where), make("label", {}, "Items", count),
    make("label", { className: "practice-check" }, missed, "Only those I missed last time"),
    make("button", { type: "submit", className: "bar-button bar-button--primary" }, "Start the quiz"), said);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    said.textContent = "Getting the items";
    const wanted = sections.filter(({ name }) => !where.value || name === where.value);
    const leave = () => {
      choose(place, found);
      place.querySelector("select")!.focus();
    };
    begin(wanted, missed.checked, Number(count.value)).then(
      (items) => (items.length ? ask(place, { items, results: [], seed: Date.now(), found, leave }) : (said.textContent = none(missed.checked))),
      (error: Error) => (said.textContent = error.message),
    );
  });
  place.replaceChildren(form);
}

function none(missedOnly: boolean): string {
  return missedOnly
    ? "You missed none of these last time. Choose another section, or ask for all items."
    : "There are no items here yet. Choose another section.";
}

async function begin(sections: Section[], missedOnly: boolean, count: number): Promise<Quiz[]> {
  const banks = await Promise.all(sections.map(({ name }) => section(name)));
  return draw(banks.flatMap(({ quizzes }) => quizzes), all("quiz"), missedOnly, count, Date.now());
}

function ask(place: HTMLElement, round: Round): void {
  const { items, results, seed } = round;
  const quiz = items[results.length]!;
  const heading = make("h2", { tabIndex: -1 }, `Item ${results.length + 1} of ${items.length}`);
  const bar = make("p", { className: "practice-bar" }, button("End here", () => score(place, round)));
  const form = choices(quiz, seed, (right) => {
    results.push({ quiz, right });
    keepTry(quiz.id, right);
    bar.replaceChildren(forward(place, round), make("a", { href: new URL(quiz.url, root()).href }, titleOf(round.found, quiz.page)));
  });
  place.replaceChildren(heading, form, bar);
  heading.focus();
}

function forward(place: HTMLElement, round: Round): HTMLElement {
  const last = round.results.length === round.items.length;
  const act = () => (last ? score(place, round) : ask(place, round));
  return button(last ? "Show the score" : "Next item", act, "bar-button bar-button--primary");
}

function score(place: HTMLElement, round: Round): void {
  const { results, leave } = round;
  const heading = make("h2", { tabIndex: -1 }, verdict(results));
  const missed = results.filter(({ right }) => !right).map(({ quiz }) => quiz);
  const bar = make("p", { className: "practice-bar" }, button("Another round", leave));
  const parts: HTMLElement[] = [];
  if (missed.length) {
    const again = () => ask(place, { ...round, items: missed, results: [], seed: Date.now() });
    bar.prepend(button("Ask the missed again", again));
    parts.push(make("p", {}, "To look at again:"), list(round, missed), ...adder(bar, missed));
  } else {
    parts.push(make("p", {}, results.length ? "Nothing was missed." : "Start another round when you like."));
  }
  place.replaceChildren(heading, ...parts, bar);
  heading.focus();
}

function list(round: Round, missed: Quiz[]): HTMLElement {
  return make("ul", { className: "quiz-missed" }, ...missed.map((quiz) =>
    make("li", {}, make("a", { href: new URL(quiz.url, root()).href }, show(quiz.stem)),
      make("span", {}, titleOf(round.found, quiz.page)))));
}

/** Puts the button that adds the missed items to the review, and gives where it tells what it did. */
function adder(bar: HTMLElement, missed: Quiz[]): HTMLElement[] {
  const said = make("output", { className: "practice-said" });
  const add = button("Add the missed to review", () => {
    const added = missed.filter(({ id }) => addCard("card/quiz", id)).length;
    const link = make("a", { href: new URL("practice/review/", root()).href }, "Review them");
    said.replaceChildren(added ? `${added} added. ` : "They are in review already. ", link);
  }, "bar-button bar-button--primary");
  bar.prepend(add);
  return [said];
}
