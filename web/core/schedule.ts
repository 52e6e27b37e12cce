/** When a card is asked again: FSRS-6 with its default weights, by ts-fsrs, kept from what it throws at. Pure. */

import { type Card as Memory, StrategyMode, fsrs } from "ts-fsrs";
import { type Study, dueTime } from "./card";
import { DAY, MINUTE, dayOf } from "./days";
import { DIFFICULTY, STABILITY, mended, sane } from "./mending";
import { NEWEST } from "./parsing";
import { type Card, type Rating, stamp } from "./records";

export { type Study, due, dueTime, newCard } from "./card";

/** The wanted share of answers that are still known when they are asked. */
export const RETENTION = 0.9;
/** Minutes until a card is seen again while it is learned, and after it was forgotten. */
const LEARNING = [1, 10];
const RELEARNING = [10];

/**
 * The short steps as Anki and py-fsrs have them: Hard repeats the step, but the first one is halfway to the second
 * (or half as long again). ts-fsrs' own gives the first step's Hard on all steps.
 */
function steps(_: unknown, state: number, step: number) {
  const minutes = state === 2 || state === 3 ? RELEARNING : LEARNING;
  if (step >= minutes.length) return {};
  const again = { scheduled_minutes: minutes[0]!, next_step: 0 };
  if (state === 2) return { 1: again };
  const [first, second] = minutes as [number, number?];
  const halfway = second === undefined ? first * 1.5 : (first + second) / 2;
  const hard = { scheduled_minutes: step === 0 ? halfway : minutes[step]!, next_step: step };
  const next = minutes[step + 1];
  if (next === undefined) return { 1: again, 2: hard };
  return { 1: again, 2: hard, 3: { scheduled_minutes: next, next_step: step + 1 } };
}

const scheduler = fsrs({ request_retention: RETENTION, enable_fuzz: false, enable_short_term: true })
  .useStrategy(StrategyMode.LEARNING_STEPS, steps);

/**
 * The card after a review. Days since the last one are days of study in the reader's zone (they begin at 4 a.m.), as
 * Anki counts them; if the clock went back, none has passed. Never throws: a damaged card is mended first.
 * `dueTime` tells what an interview changes.
 */
export function grade(card: Card, rating: Rating, now: number, study: Study = {}): Card {
  const before = mended(card);
  const time = sane(now, before);
  if (![1, 2, 3, 4].includes(rating)) return before;
  const after = scheduler.next(remembered(before), at(elapsed(before, time, study)), rating).card;
  const wait = after.due.getTime() - after.last_review!.getTime();
  const graded: Card = {
    state: after.state as Card["state"],
    due: time + wait,
    stability: Math.min(STABILITY[1], Math.max(STABILITY[0], after.stability)),
    difficulty: Math.min(DIFFICULTY[1], Math.max(DIFFICULTY[0], after.difficulty)),
    reps: after.reps,
    lapses: after.lapses,
    step: after.learning_steps,
    last: time,
    log: [...before.log, [time, rating] satisfies [number, Rating]].slice(-NEWEST),
    suspended: before.suspended,
    at: stamp(before, time),
  };
  return { ...graded, due: dueTime(graded, time, study) };
}

/** What each of the four ratings would do, for the buttons: such as "1 min", "6 min", "10 min", "8 d". */
export function intervals(card: Card, now: number, study: Study = {}): [string, string, string, string] {
  const wait = (rating: Rating) => {
    const graded = grade(card, rating, now, study);
    return span(graded.due - graded.last);
  };
  return [wait(1), wait(2), wait(3), wait(4)];
}

/** The predicted chance, 0 to 1, that the answer is known now; 0 for a card never reviewed. */
export function recall(card: Card, now: number): number {
  const { state, stability, last } = mended(card);
  if (state === 0) return 0;
  const chance = scheduler.forgetting_curve(Math.max(0, (now - last) / DAY) || 0, stability);
  return Math.min(1, Math.max(0, chance));
}

/** A length of time in one unit: minutes, hours, days, months of 30 days, years. */
export function span(time: number): string {
  const minutes = Math.max(1, Math.round(time / MINUTE));
  const days = Math.round(time / DAY);
  if (minutes < 60) return `${minutes} min`;
  if (time < DAY) return `${Math.round(minutes / 60)} h`;
  if (days < 31) return `${days} d`;
  if (days < 365) return `${Math.round(days / 30)} mo`;
  return `${Number((days / 365).toFixed(1))} y`;
}

/** ts-fsrs counts calendar days of UTC, so the last review is put at the epoch and now whole days after it. */
function remembered(card: Card): Memory {
  const seen = card.state === 0 ? {} : { last_review: at(0) };
  return {
    due: at(0), stability: card.stability, difficulty: card.difficulty, elapsed_days: 0, scheduled_days: 0,
    learning_steps: card.step, reps: card.reps, lapses: card.lapses, state: card.state, ...seen,
  };
}

const at = (days: number) => new Date(days * DAY);

function elapsed(card: Card, time: number, { offset = 0 }: Study): number {
  return card.state === 0 ? 0 : Math.max(0, dayOf(time, offset) - dayOf(card.last, offset));
}
