/** A card and when it is due. Pure; must not import the scheduler, which is too large for every page. */

import { DAY, dayOf, isTime, numberOf, startOf } from "./days";
import type { Card } from "./records";

/** The days before the interview's in which each card is seen once more. */
export const FINAL_DAYS = 7;
/** Whose card it is and for when. */
export interface Study {
  /** What the reader's clock is ahead of UTC, in minutes: `-new Date().getTimezoneOffset()`. */
  offset?: number;
  /** The day of the interview, 2026-01-31; empty or odd if there is none. */
  interview?: string;
  /** The card's id: cards with other ids fall on other days of the final week. */
  id?: string;
}

/** A card that was never reviewed; with a time, one that was put into the review then. */
export function newCard(now = 0): Card {
  const at = isTime(now) ? now : 0;
  return { state: 0, due: at, stability: 0, difficulty: 0, reps: 0, lapses: 0, step: 0, last: 0, log: [],
    suspended: false, at };
}

/**
 * When the card is due. With an interview ahead, no card waits beyond it:
 *
 * The final week is the seven days of study before the interview's day. A card that is due on the interview's day or
 * later moves to the beginning of one of these days, unless its last review was in the final week already. Which day
 * it is follows from the card's id alone (FNV-1a, modulo 7), so that the cards spread evenly and each stays on its
 * day whenever this is asked; all seven are after the last review. Cards in the short learning steps do not move. An
 * interview that is today or past changes nothing.
 */
export function dueTime(card: Card, now: number, { offset = 0, interview = "", id = "" }: Study = {}): number {
  const day = numberOf(interview);
  const first = day - FINAL_DAYS;
  const moves = card.state === 2 && dayOf(now, offset) < day && dayOf(card.due, offset) >= day;
  if (!moves || dayOf(card.last, offset) >= first) return card.due;
  return startOf(first + (hash(id) % FINAL_DAYS), offset);
}

/**
 * Whether the card is to be reviewed now. In the short learning steps minutes count; later the day does, so that
 * what was learned late one evening can be reviewed early on its day. A last review that is more than a day ahead
 * was made under a wrong clock: then nobody knows, and the card is due.
 */
export function due(card: Card, now: number, study: Study = {}): boolean {
  if (card.state === 0 || card.suspended) return false;
  if (!isTime(card.due) || !(card.last <= now + DAY)) return true;
  const time = dueTime(card, now, study);
  return card.state === 2 ? dayOf(time, study.offset) <= dayOf(now, study.offset) : time <= now;
}

function hash(id: string): number {
  let sum = 0x811c9dc5;
  for (let place = 0; place < id.length; place += 1) sum = Math.imul(sum ^ id.charCodeAt(place), 0x01000193) >>> 0;
  return sum;
}
