/** One card of the review: the question and its answer in two steps, or a quiz item, and the four ratings. */

import type { Question, Quiz } from "../core/bank";
import type { Rating } from "../core/records";
import { reachable, shortAnswer, wholeAnswer } from "./answer";
import { answers, root } from "./bank";
import { choices } from "./choices";
import { button, make } from "../parts/element";

const NAMES = ["Again", "Hard", "Good", "Easy"] as const;

export interface Asking {
  element: HTMLElement;
  /** Moves the focus to the question. */
  focus: () => void;
  /** What a key does, if it does anything: Space goes on, 1 to 4 rate. */
  press: (key: string) => boolean;
}

/** What a card needs of the session. */
export interface Session {
  /** The intervals of the four ratings, such as "8 d". */
  waits: () => readonly string[];
  rate: (rating: Rating) => void;
  /** Asks the next card. */
  goOn: () => void;
  /** The title of the chapter. */
  chapter: string;
}

/** The name of a rating, in words. */
export function named(rating: Rating): string {
  return NAMES[rating - 1]!;
}

export function askQuestion(question: Question, session: Session): Asking {
  const heading = make("h2", { tabIndex: -1 }, question.title);
  const typed = make("label", { className: "review-typed" }, "Say your answer, or type it here; it is not kept.",
    make("textarea", { rows: 3, spellcheck: false }));
  const answer = make("div", { className: "review-answer", tabIndex: -1 });
  const element = make("section", { className: "review-card" }, heading, about(question.level, question.url, session), typed);
  const rate = (rating: Rating) => {
    session.rate(rating);
    session.goOn();
  };
  const showShort = () => {
    first.replaceWith(answer, whole, ratings(session.waits(), rate));
    answer.append(shortAnswer(question.short));
    answer.focus();
  };
  const showWhole = () => void fill(answer, whole, question);
  const first = button("Show the short answer", showShort, "bar-button bar-button--primary");
  const whole = button("Show the whole answer", showWhole);
  first.setAttribute("aria-keyshortcuts", "Space");
  whole.setAttribute("aria-keyshortcuts", "Space");
  element.append(first);
  const press = (key: string) => {
    const next = first.isConnected ? first : whole;
    if (key === " " && next.isConnected && !next.disabled) next.click();
    else if (first.isConnected || !(key in KEYS)) return false;
    else rate(KEYS[key]!);
    return true;
  };
  return { element, focus: () => heading.focus(), press };
}

const KEYS: Record<string, Rating> = { 1: 1, 2: 2, 3: 3, 4: 4 };

/** The whole answer in place of the button that asks for it; if it cannot be had, why. */
async function fill(answer: HTMLElement, whole: HTMLButtonElement, { id, page, url }: Question): Promise<void> {
  whole.disabled = true;
  try {
    const found = (await answers(page)).answers[id];
    const link = new URL(url, root()).href;
    const element = wholeAnswer(found ?? { mechanism: "", followUps: [], mistakes: [], sources: "" }, link);
    element.tabIndex = -1;
    answer.append(element);
    reachable(element);
    whole.remove();
    element.focus({ preventScroll: true });
  } catch (error) {
    whole.disabled = false;
    const said = make("p", {}, (error as Error).message);
    said.setAttribute("role", "alert");
    answer.append(said);
  }
}

/** A checked choice is rated at once, Good or Again; another rating may be given before going on. */
export function askQuiz(quiz: Quiz, seed: number, session: Session): Asking {
  const heading = make("h2", { tabIndex: -1 }, "Choose the answer");
  const next = button("Next card", session.goOn, "bar-button bar-button--primary");
  next.setAttribute("aria-keyshortcuts", "Space");
  const form = choices(quiz, seed, (right) => {
    const rating: Rating = right ? 3 : 1;
    const rows = ratings(session.waits(), (other) => mark(other));
    const mark = (given: Rating) => {
      [...rows.querySelectorAll("button")].forEach((one, place) => one.setAttribute("aria-pressed", String(place + 1 === given)));
      session.rate(given);
    };
    element.append(make("p", { className: "choice-hint" }, `This counts as ${named(rating)}, unless you say otherwise.`), rows, next);
    mark(rating);
  });
  const element = make("section", { className: "review-card" }, heading, about("", quiz.url, session), form);
  const press = (key: string) => {
    if (!next.isConnected) return false;
    if (key === " ") next.click();
    else if (key in KEYS) element.querySelectorAll<HTMLButtonElement>(".ratings button")[KEYS[key]! - 1]!.click();
    else return false;
    return true;
  };
  return { element, focus: () => heading.focus(), press };
}

function about(level: string, url: string, { chapter }: Session): HTMLElement {
  const facts = make("p", { className: "facts" }, make("a", { href: new URL(url, root()).href }, chapter));
  if (level) facts.prepend(make("span", { className: `level level-${level}` }, level));
  return facts;
}

/** Four buttons, each with the time until the card is asked again. */
function ratings(times: readonly string[], rate: (rating: Rating) => void): HTMLElement {
  const row = make("div", { className: "ratings" }, ...NAMES.map((name, place) => {
    const made = button("", () => rate((place + 1) as Rating), "rating");
    made.append(make("strong", {}, name), make("span", {}, times[place]!));
    made.setAttribute("aria-keyshortcuts", String(place + 1));
    return made;
  }));
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "How well did you know it? Keys 1 to 4");
  return row;
}
