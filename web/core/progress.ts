/** What the records say of the reader's progress, section by section, and of what comes. Pure. */

import type { Index, Section, SectionBank } from "./bank";
import { type Study, due, dueTime } from "./card";
import { dayOf } from "./days";
import { chosen } from "./queue";
import { type Asked, type Card, type Kept, type Kinds, NOTHING, type Rating, named } from "./records";
import { grade, newCard, recall } from "./schedule";

/** Records by kind and id. */
export type Shelf = { [K in keyof Kinds]: Map<string, Kinds[K]> };

export interface Standing {
  title: string;
  url: string;
  pages: number;
  read: number;
  questions: number;
  answered: number;
  exercises: number;
  solved: number;
  due: number;
  /** 0 to 1: see `standings`. */
  strength: number;
  /** The strength of the answered questions alone; 0 without one. */
  known: number;
}

/** Puts records in their shelves. */
export function shelved(records: ReadonlyMap<string, Kept>): Shelf {
  const shelf: Shelf = {
    "card/question": new Map(), "card/quiz": new Map(), quiz: new Map(), read: new Map(), tick: new Map(),
    mock: new Map(), review: new Map(), plan: new Map(), work: new Map(),
  };
  for (const [key, record] of records) {
    const place = named(key);
    if (place) (shelf[place.kind] as Map<string, Kept>).set(place.id, record);
  }
  return shelf;
}

/**
 * Each section, in the order of the index. Its strength is the share of its questions that the reader would answer
 * now, as far as the records tell: the mean over all of them of the predicted recall, where a question never
 * answered counts 0, and so does one whose last answer was Again. The latter because the forgetting curve begins at
 * 1 after a lapse as after a success (the answer was just read), so that recall alone cannot tell weak from strong.
 * A question that was only judged in a mock interview counts as reviewed then, with its mean band as the rating.
 * An exercise counts in each section whose pages it needs. A bank that is missing counts no question answered.
 */
export function standings(
  index: Index, banks: ReadonlyMap<string, SectionBank>, shelf: Shelf, now: number, offset = 0,
): Standing[] {
  const memories = judged(shelf);
  return index.sections.map((section) => {
    const bank = banks.get(section.name);
    const cards = (bank?.questions ?? []).map(({ id }) => memories.get(id)).filter((card) => card !== undefined);
    const held = cards.reduce((sum, card) => sum + (card.log.at(-1)?.[1] === 1 ? 0 : recall(card, now)), 0);
    const questions = section.pages.reduce((sum, page) => sum + page.questions, 0);
    const exercises = index.exercises.filter(({ needs }) => needs.some((page) => within(section, page)));
    return {
      title: section.title,
      url: section.url,
      pages: section.pages.length,
      read: section.pages.filter(({ name }) => shelf.read.get(name)?.at).length,
      questions,
      answered: cards.length,
      exercises: exercises.length,
      solved: exercises.filter(({ name }) => shelf.work.get(name)?.solved).length,
      due: bank ? ofBank(bank, shelf).filter(([id, card]) => due(card, now, study(shelf, offset, id))).length : 0,
      strength: questions ? held / Math.max(questions, cards.length) : 0,
      known: cards.length ? held / cards.length : 0,
    };
  });
}

/** How many cards come due today (with all that are late) and on each of the days after it. */
export function upcoming(banks: Iterable<SectionBank>, shelf: Shelf, now: number, offset = 0, days = 14): number[] {
  const counts = new Array<number>(days).fill(0);
  for (const bank of banks) {
    for (const [id, card] of ofBank(bank, shelf)) {
      if (card.state === 0 || card.suspended) continue;
      const whose = study(shelf, offset, id);
      const day = due(card, now, whose) ? 0 : dayOf(dueTime(card, now, whose), offset) - dayOf(now, offset);
      if (day >= 0 && day < days) counts[day]! += 1;
    }
  }
  return counts;
}

/** The memory of each question that was answered: its card, or what the last interview that judged it would make. */
function judged(shelf: Shelf): Map<string, Card> {
  const found = new Map([...shelf["card/question"]].filter(([, card]) => card.reps > 0 && card.state !== 0));
  const asked = [...shelf.mock].flatMap(([start, mock]) => mock.asked.map((one) => ({ time: Date.parse(start), one })));
  for (const { time, one } of asked.sort((a, b) => b.time - a.time)) {
    const band = mean(one);
    if (band && !found.has(one.id)) found.set(one.id, grade(newCard(), Math.round(band) as Rating, time));
  }
  return found;
}

/** The mean of the bands that were given; 0 if none was. */
function mean({ communication, correctness, depth, tradeOffs }: Asked): number {
  const given = [communication, correctness, depth, tradeOffs].filter((band) => band > 0);
  return given.length ? given.reduce((sum, band) => sum + band, 0) / given.length : 0;
}

/** The cards of a section that the review asks for. Quiz items have no level. */
function ofBank({ section, questions, quizzes }: SectionBank, shelf: Shelf): [string, Card][] {
  const settings = shelf.review.get("settings") ?? NOTHING.review;
  const asked = questions.filter(({ id, level }) => chosen({ id, section, level }, settings));
  const quizzed = chosen({ id: "", section, level: "" }, { ...settings, levels: [] }) ? quizzes : [];
  const some = [
    ...asked.map(({ id }) => [id, shelf["card/question"].get(id)] as const),
    ...quizzed.map(({ id }) => [id, shelf["card/quiz"].get(id)] as const),
  ];
  return some.filter((entry): entry is [string, Card] => entry[1] !== undefined);
}

function study(shelf: Shelf, offset: number, id: string): Study {
  return { offset, id, interview: shelf.review.get("settings")?.interview ?? "" };
}

function within(section: Section, page: string): boolean {
  return section.pages.some(({ name }) => name === page);
}
