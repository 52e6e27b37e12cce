/** Cards and times that are odd, made fit for the scheduler. Pure. */

import { DAY, LAST_TIME, isTime } from "./days";
import { NEWEST } from "./parsing";
import type { Card } from "./records";

export const STABILITY: [least: number, most: number] = [0.001, 36_500];
export const DIFFICULTY: [least: number, most: number] = [1, 10];

/** A card fit for the scheduler: numbers within their limits; without a memory it begins anew. */
export function mended(card: Card): Card {
  const within = (value: number, [least, most]: [number, number]) => Math.min(most, Math.max(least, value));
  const count = (value: number) => (Number.isFinite(value) ? Math.min(999_999, Math.max(0, Math.floor(value))) : 0);
  const remembers = [1, 2, 3].includes(card.state) && card.stability > 0 && card.difficulty > 0;
  const last = isTime(card.last) ? card.last : 0;
  return {
    state: remembers ? card.state : 0,
    due: isTime(card.due) ? Math.max(card.due, last) : last,
    stability: remembers ? within(card.stability, STABILITY) : 0,
    difficulty: remembers ? within(card.difficulty, DIFFICULTY) : 0,
    reps: count(card.reps),
    lapses: count(card.lapses),
    step: remembers && card.state === 1 ? Math.min(1, count(card.step)) : 0,
    last,
    log: Array.isArray(card.log) ? card.log.slice(-NEWEST) : [],
    suspended: card.suspended === true,
    at: isTime(card.at) ? card.at : 0,
  };
}

/** Now as a time a record may hold; the last review's if the clock tells none. */
export function sane(now: number, card: Card): number {
  const time = Number.isNaN(now) ? card.last : Math.max(0, Math.floor(now));
  return Math.min(time, LAST_TIME - 2 * STABILITY[1] * DAY);
}
