/** Records read from text: whatever is odd counts as nothing kept, and nothing here throws. Pure. */

import { isTime, numberOf } from "./days";
import type { Asked, Card, Kind, Kinds, Rating, Work } from "./records";

/** Gives the value, or throws `ODD`. */
type Reader<T> = (value: unknown) => T;

const ODD = new Error("odd");
const LONGEST = 1_000_000;
/** The reviews that a card remembers. */
export const NEWEST = 100;

function ensure<T>(value: unknown, fits: boolean): T {
  if (!fits) throw ODD;
  return value as T;
}

const number = (low: number, high: number): Reader<number> => (value) =>
  ensure(value, typeof value === "number" && value >= low && value <= high);
const whole = (high: number): Reader<number> => (value) => ensure(number(0, high)(value), Number.isInteger(value));
const time: Reader<number> = (value) => ensure(value, isTime(value));
const flag: Reader<boolean> = (value) => ensure(value, typeof value === "boolean");
const text = (most: number): Reader<string> => (value) =>
  ensure(value, typeof value === "string" && value.length <= most);
const day: Reader<string> = (value) => ensure(value, value === "" || !Number.isNaN(numberOf(text(10)(value))));
const one = <T>(...values: T[]): Reader<T> => (value) => ensure(value, values.includes(value as T));
const list = <T>(item: Reader<T>, most: number): Reader<T[]> => (value) =>
  ensure<unknown[]>(value, Array.isArray(value) && value.length <= most).map(item);

/** An object of these fields. Others are dropped, inherited ones are not looked at. */
const fields = <T>(readers: { [F in keyof T]: Reader<T[F]> }): Reader<T> => (value) => {
  const given = ensure<object>(value, typeof value === "object" && value !== null && !Array.isArray(value));
  const names = Object.keys(readers) as (keyof T & string)[];
  const read = (name: keyof T & string) => readers[name]((Object.getOwnPropertyDescriptor(given, name) ?? {}).value);
  return Object.fromEntries(names.map((name) => [name, read(name)])) as T;
};

const rating = one<Rating>(1, 2, 3, 4);
const review: Reader<[number, Rating]> = (value) => {
  const [when, how] = ensure<unknown[]>(value, Array.isArray(value) && value.length === 2);
  return [time(when), rating(how)];
};

const written = fields<Card>({
  state: one<Card["state"]>(0, 1, 2, 3), due: time, stability: number(0, 36_500), difficulty: number(0, 10),
  reps: whole(1e6), lapses: whole(1e6), step: whole(10), last: time,
  log: (value) => list(review, 1e4)(value).slice(-NEWEST), suspended: flag, at: time,
});

/** A card that was reviewed has a memory, and is due after its last review. */
const card: Reader<Card> = (value) => {
  const made = written(value);
  const remembers = made.stability >= 0.001 && made.difficulty >= 1 && made.due >= made.last;
  return ensure(made, made.state === 0 || remembers);
};

const name = text(200);
const band = whole(4);
const asked = fields<Asked>({
  id: name, seconds: number(0, 1e6), notes: text(20_000), communication: band, correctness: band, depth: band,
  tradeOffs: band,
});

const READERS: { [K in Kind]: Reader<Kinds[K]> } = {
  "card/question": card,
  "card/quiz": card,
  quiz: fields({ right: whole(1e6), wrong: whole(1e6), last: one("right", "wrong", ""), at: time }),
  read: fields({ at: time }),
  tick: fields({ done: flag, at: time }),
  mock: fields({
    role: name, level: name, minutes: number(0, 1e4), script: name, ended: time, asked: list(asked, 200), at: time,
  }),
  review: fields({ sections: list(name, 200), levels: list(name, 10), newADay: whole(9999), interview: day, at: time }),
  plan: fields({
    role: name, level: name, hoursAWeek: number(0, 168), start: day, interview: day, weekdays: list(whole(6), 7), at: time,
  }),
  // The first readers' exercises know no time.
  work: fields({ code: text(LONGEST), solved: day, at: (value) => (value === undefined ? 0 : time(value)) }),
};

/** A value as a record of its kind; null if anything about it is odd. */
export function check<K extends Kind>(kind: K, value: unknown): Kinds[K] | null {
  try {
    return READERS[kind](value);
  } catch {
    return null;
  }
}

/** As `check`, for a record as it was stored. */
export function found<K extends Kind>(kind: K, stored: string | null): Kinds[K] | null {
  try {
    if (stored === null || stored.length > 2 * LONGEST) return null;
    const value: unknown = JSON.parse(stored);
    return check(kind, value) ?? (kind === "work" ? (salvaged(value) as Kinds[K] | null) : null);
  } catch {
    return null;
  }
}

/** Code is never thrown away because of what stands beside it. */
function salvaged(value: unknown): Work | null {
  const { code, solved } = Object(value) as { code?: unknown; solved?: unknown };
  return check("work", { code, solved }) ?? check("work", { code, solved: "" });
}
