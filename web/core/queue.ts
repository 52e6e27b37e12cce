/** What to review now, and what that takes until the interview. Days begin at 4 a.m. in the reader's zone. Pure. */

import { type Study, due, dueTime, newCard } from "./card";
import { dayOf, numberOf } from "./days";
import { type Card, type ReviewSettings, stamp } from "./records";

/** Something that can be reviewed. Its id is the one that `grade` gets in its `Study`. */
export interface Candidate {
  id: string;
  section: string;
  level: string;
}

export interface Queue {
  /** What to ask now, in this order. */
  ids: string[];
  /** In `ids`: of which kind. `learning` has those of today's short steps as well whose minute has not come. */
  counts: { new: number; learning: number; due: number };
  /** In the short steps, not yet due today, soonest first; they may be asked early when nothing else is left. */
  soon: string[];
  /** When the first of `soon` is due; 0 without one. */
  next: number;
  /** A sentence if the new ones will not all be seen before the interview; else empty. */
  warning: string;
}

/**
 * The queue: first cards in their short steps that are due, then reviews, oldest first, with new ones spread evenly
 * among them. New ones come in the order of the candidates, those put into the review by hand first, as many as the
 * settings allow a day less `introduced`. Suspended cards and what the settings do not choose are left out.
 */
export function queue(
  candidates: readonly Candidate[], cards: ReadonlyMap<string, Card>, settings: ReviewSettings, now: number, offset = 0,
  introduced = introducedToday(cards.values(), now, offset),
): Queue {
  const items = candidates.filter((candidate) => chosen(candidate, settings))
    .map(({ id }) => ({ id, card: cards.get(id) ?? newCard() })).filter(({ card }) => !card.suspended);
  const study = (id: string): Study => ({ offset, interview: settings.interview, id });
  const order = (item: Item) => dueTime(item.card, now, study(item.id)) || 0;
  const oldest = (some: Item[]) => some.sort((a, b) => order(a) - order(b)).map(({ id }) => id);
  const seen = items.filter(({ card }) => card.state !== 0);
  const ready = seen.filter(({ id, card }) => due(card, now, study(id)));
  const short = seen.filter(({ card }) => card.state !== 2);
  const learning = oldest(ready.filter(({ card }) => card.state !== 2));
  const reviews = oldest(ready.filter(({ card }) => card.state === 2));
  const today = dayOf(now, offset);
  const waiting = short.filter(({ id, card }) => !due(card, now, study(id)) && dayOf(card.due, offset) <= today);
  const unseen = items.filter(({ card }) => card.state === 0);
  const fresh = [...unseen.filter(({ card }) => card.at > 0), ...unseen.filter(({ card }) => card.at === 0)]
    .slice(0, Math.max(0, settings.newADay - introduced)).map(({ id }) => id);
  return {
    ids: [...learning, ...interleaved(reviews, fresh)],
    counts: { new: fresh.length, learning: learning.length + waiting.length, due: reviews.length },
    soon: oldest(waiting),
    next: waiting.length ? Math.min(...waiting.map(({ card }) => card.due)) : 0,
    warning: warning(unseen.length, settings, introduced, today),
  };
}

interface Item {
  id: string;
  card: Card;
}

/** Whether the settings choose it; an empty list chooses all. */
export function chosen({ section, level }: Candidate, { sections, levels }: ReviewSettings): boolean {
  return (!sections.length || sections.includes(section)) && (!levels.length || levels.includes(level));
}

/** How many cards had their first review in the day of study of `now`. */
export function introducedToday(cards: Iterable<Card>, now: number, offset = 0): number {
  const today = dayOf(now, offset);
  let count = 0;
  for (const { reps, log } of cards) {
    const [first] = log;
    // A longer log has lost its first review, which was not today.
    if (first && reps === log.length && dayOf(first[0], offset) === today) count += 1;
  }
  return count;
}

/** The record that takes the last grade back; null if there was none before, and it is to be removed. */
export function undone(before: Card, after: Card, now: number): Card | null {
  return before.at === 0 ? null : { ...before, at: stamp(after, now) };
}

/** The few spread evenly among the many, which keep their order; a new one never comes first if there is another. */
function interleaved(reviews: string[], fresh: string[]): string[] {
  const every = (reviews.length + 1) / (fresh.length + 1);
  const place = (index: number) => Math.max(1, Math.floor((index + 1) * every));
  const mixed: string[] = [];
  let next = 0;
  for (let index = 0; index <= reviews.length; index += 1) {
    while (next < fresh.length && (place(next) <= index || index === reviews.length)) mixed.push(fresh[next++]!);
    if (index < reviews.length) mixed.push(reviews[index]!);
  }
  return mixed;
}

/** Days left are those before the interview's, today with what is left of its new ones. */
function warning(unseen: number, { newADay, interview }: ReviewSettings, introduced: number, today: number): string {
  const days = numberOf(interview) - today;
  if (!(days > 0)) return "";
  const seen = Math.max(0, newADay - introduced) + newADay * (days - 1);
  if (unseen <= seen) return "";
  let enough = Math.ceil((unseen + introduced) / days);
  if (enough < introduced) enough = Math.ceil(unseen / (days - 1));
  const left = unseen - seen;
  const questions = left === 1 ? "1 question stays" : `${left} questions stay`;
  return `At ${newADay} a day ${questions} unseen before the interview; ${enough} a day would show all.`;
}
