/** A review session: what can be asked, what its cards are called, what was done. Pure. */

import type { Question, Quiz, SectionBank } from "./bank";
import { type Queue, chosen, introducedToday, queue } from "./queue";
import { type Card, type Rating, type ReviewSettings, stamp } from "./records";
import { type Study, dueTime, grade, newCard, span } from "./schedule";
import type { CardKind } from "./standing";

/** What can be asked. */
export interface Item {
  /** Its id in the queue: its own, unless a question has the same. */
  key: string;
  /** The key of its record. */
  record: string;
  kind: CardKind;
  id: string;
  section: string;
  level: string;
  page: string;
  url: string;
  question: Question | null;
  quiz: Quiz | null;
}

/** A grade that can be taken back: the card before and after it. */
export interface Step {
  item: Item;
  before: Card;
  after: Card;
  rating: Rating;
  /** Which showing of the card was graded. */
  showing: object | null;
}

/**
 * What the settings and the reader have chosen, in the order of the guide: all questions, or before the reader has
 * chosen anything only those put into the review by hand, and the quiz items put into it.
 */
export function items(banks: readonly SectionBank[], cards: ReadonlyMap<string, Card>, { levels, at }: ReviewSettings): Item[] {
  const ids = new Set(banks.flatMap(({ questions }) => questions.map(({ id }) => id)));
  const found: Item[] = banks.flatMap(({ section, questions, quizzes }) => [
    ...questions.map((question) => item("card/question", question.id, section, question.level, question, null)),
    // A quiz item has no level: it is of every level that is chosen.
    ...quizzes.map((quiz) =>
      item("card/quiz", ids.has(quiz.id) ? `quiz/${quiz.id}` : quiz.id, section, levels[0] ?? "", null, quiz)),
  ]);
  return found.filter(({ record, question }) => cards.has(record) || (question && at > 0));
}

function item(
  kind: CardKind, key: string, section: string, level: string, question: Question | null, quiz: Quiz | null,
): Item {
  const { id, page, url } = (question ?? quiz)!;
  return { key, record: `${kind}/${id}`, kind, id, section, level, page, url, question, quiz };
}

/** What there is to ask, as things stand. */
export interface Plan extends Pick<Queue, "counts" | "next" | "warning"> {
  /** All cards by record. */
  cards: ReadonlyMap<string, Card>;
  /** All that is chosen, and the cards of it by `Item.key`. */
  asked: Item[];
  mine: Map<string, Card>;
  /** What is to be asked now; else what may be asked early. */
  first: Item | null;
  soon: Item | null;
}

export function plan(
  banks: readonly SectionBank[], cards: ReadonlyMap<string, Card>, settings: ReviewSettings, now: number, offset: number,
): Plan {
  const asked = items(banks, cards, settings).filter((one) => chosen(candidate(one), settings));
  const mine = new Map(asked.flatMap(({ key, record }) => (cards.has(record) ? [[key, cards.get(record)!]] : [])));
  const today = introducedToday(cards.values(), now, offset);
  const { ids, soon, counts, next, warning } = queue(asked.map(candidate), mine, settings, now, offset, today);
  const get = (key = "") => asked.find((one) => one.key === key) ?? null;
  return { counts, next, warning, cards, asked, mine, first: get(ids[0]), soon: get(soon[0]) };
}

function candidate({ key, section, level }: Item) {
  return { id: key, section, level };
}

/** The pages whose answers the next sessions show: those of all cards, and of as many new questions as given. */
export function pagesAhead({ asked, mine }: Plan, fresh: number): string[] {
  const begun = asked.filter(({ key }) => mine.has(key));
  const others = asked.filter(({ key }) => !mine.has(key)).slice(0, fresh);
  return [...new Set([...begun, ...others].map(({ page }) => page))];
}

/** The records of cards that are not among what is asked: of other sections or levels, or of questions that are gone. */
export function outside(cards: ReadonlyMap<string, Card>, asked: readonly Item[]): string[] {
  const known = new Set(asked.map(({ record }) => record));
  return [...cards.keys()].filter((record) => !known.has(record));
}

/** How long until the next card is due, in words, empty if none waits; and how many cards were never asked. */
export function waiting({ asked, mine }: Plan, now: number, study: Study): { wait: string; unseen: number } {
  const seen = [...mine].filter(([, { state, suspended }]) => state !== 0 && !suspended);
  const due = Math.min(...seen.map(([id, card]) => dueTime(card, now, { ...study, id })));
  const unseen = asked.filter(({ key }) => !mine.get(key)?.state && !mine.get(key)?.suspended).length;
  return { wait: seen.length ? span(due - now) : "", unseen };
}

/** A grade given; `first` is the one of the same showing whose place it takes. */
export function graded(
  { item, before, showing }: Omit<Step, "after" | "rating">, rating: Rating, now: number, study: Study, first: Step | null,
): Step {
  const after = grade(before, rating, now, study);
  return { item, before, after: { ...after, at: stamp(first?.after ?? before, now) }, rating, showing };
}

/** The card suspended, or brought back. */
export function setAside(card: Card, suspended: boolean, now: number): Card {
  return { ...(card.at ? card : newCard(now)), suspended, at: stamp(card, now) };
}

/** What a session came to. */
export function summary(steps: readonly Step[]): string {
  if (steps.length === 0) return "";
  const again = steps.filter(({ rating }) => rating === 1).length;
  const done = `${steps.length} ${steps.length === 1 ? "grade" : "grades"} given`;
  return `${done}, ${again || "none"} of them Again.`;
}

/** The settings in a line; `titles` are those of the sections by name, `today` a day as 2026-01-31. */
export function described(settings: ReviewSettings, titles: ReadonlyMap<string, string>, today: string): string {
  const { sections, levels, newADay, interview, at } = settings;
  if (!at) return "not chosen yet";
  const named = sections.map((name) => titles.get(name) ?? name);
  const where = named.length > 2 ? `${named.length} sections` : named.join(" and ");
  const when = interview && `interview on ${interview}${interview < today ? ", which is past" : ""}`;
  return [where || "all sections", levels.join(" and ") || "all levels", `${newADay} new a day`, when].filter(Boolean).join(", ");
}
