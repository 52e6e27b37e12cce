/** A plan for the days before an interview. Days are "2026-01-31". Pure. */

import { type Slot, put, slotsOf, used } from "./slots";

export interface Item {
  id: string;
  kind: "chapter" | "notebook" | "exercise" | "mock" | "review";
  title: string;
  url: string;
  minutes: number;
  /** Ids of what comes before; those that are no item are passed over. */
  needs: readonly string[];
  /** How much it matters. */
  weight: number;
}

export interface Wish {
  start: string;
  interview: string;
  /** Monday is 0. */
  weekdays: readonly number[];
  hoursAWeek: number;
}

export interface Day {
  day: string;
  items: Item[];
}

export interface Plan {
  days: Day[];
  /** What there is no time for, what matters most first. */
  left: Item[];
}

const MOST_HOURS = 60;
/** Parts of the days' time to be tried, so that a plan with time to spare is not crowded at its beginning. */
const SHARES = [0.5, 0.6, 0.7, 0.8, 0.9, 1];

/**
 * Puts what is not done on the days: what matters most first, but nothing before what it needs; a page that something
 * important needs is as important. No day holds more than its minutes; a single item that is longer than the time of
 * a day stands alone there. Each day but the first leaves room for reviews, mock interviews come in the last third,
 * and the last day brings nothing new.
 */
export function plan(items: readonly Item[], wish: Wish, done: ReadonlySet<string>): Plan {
  return lay(items, wish, done, SHARES);
}

/** The hours a week, in halves, with which nothing is left out; null if no number of hours would do. */
export function enough(items: readonly Item[], wish: Wish, done: ReadonlySet<string>): number | null {
  for (let hours = Math.ceil(2 * wish.hoursAWeek) / 2; hours <= MOST_HOURS; hours += 0.5) {
    if (lay(items, { ...wish, hoursAWeek: hours }, done, [1]).left.length === 0) return hours;
  }
  return null;
}

function lay(items: readonly Item[], wish: Wish, done: ReadonlySet<string>, shares: readonly number[]): Plan {
  const ordered = byImportance(items.filter(({ id }) => !done.has(id)));
  let found: Plan = { days: [], left: ordered };
  for (const share of shares) {
    const slots = slotsOf(wish, done);
    const left = fill(slots, ordered, share);
    found = { days: slots.map(({ day, items }) => ({ day, items })), left };
    if (left.length === 0) break;
  }
  return found;
}

/** Fills the days, and gives what found no place. */
function fill(slots: readonly Slot[], ordered: readonly Item[], share: number): Item[] {
  const rest = [...ordered];
  const ahead = () => new Set(rest.map(({ id }) => id));
  for (const slot of slots) {
    for (;;) {
      const waiting = ahead();
      const taken = used(slot);
      const most = Math.min(slot.room, slot.minutes * share) - taken;
      const fits = ({ minutes, needs }: Item) => (taken === 0 || minutes <= most) && !needs.some((id) => waiting.has(id));
      const found = slot.closed ? -1 : rest.findIndex(fits);
      if (found < 0) break;
      put(slot, rest.splice(found, 1)[0]!);
    }
  }
  return rest;
}

/** What matters most first. What something needs matters as much as that, and comes before it in any case. */
function byImportance(items: readonly Item[]): Item[] {
  const known = new Map(items.map((one) => [one.id, one]));
  const matters = new Map(items.map(({ id, weight }) => [id, weight]));
  const raise = ({ needs }: Item, to: number): void => {
    for (const need of needs) {
      if (!known.has(need) || matters.get(need)! >= to) continue;
      matters.set(need, to);
      raise(known.get(need)!, to);
    }
  };
  for (const one of items) raise(one, one.weight);
  return [...known.values()].sort((a, b) => matters.get(b.id)! - matters.get(a.id)!);
}
