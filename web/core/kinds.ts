/** The kinds of records: their keys, what each is where nothing is kept, and the newer of two. Pure. */

import { LAST_TIME } from "./days";
import { found } from "./parsing";
import type { Card, Kept, Kind, Kinds, Work } from "./records";

const CARD: Card = {
  state: 0, due: 0, stability: 0, difficulty: 0, reps: 0, lapses: 0, step: 0, last: 0, log: [], suspended: false, at: 0,
};

/** What each kind is where nothing is kept; to be copied, not changed. */
export const NOTHING: Readonly<Kinds> = {
  "card/question": CARD,
  "card/quiz": CARD,
  quiz: { right: 0, wrong: 0, last: "", at: 0 },
  read: { at: 0 },
  tick: { done: false, at: 0 },
  mock: { role: "", level: "", minutes: 0, script: "", ended: 0, asked: [], at: 0 },
  review: { sections: [], levels: [], newADay: 10, interview: "", at: 0 },
  plan: { role: "", level: "", hoursAWeek: 5, start: "", interview: "", weekdays: [0, 1, 2, 3, 4], at: 0 },
  work: { code: "", solved: "", at: 0 },
};

const KINDS = Object.keys(NOTHING) as Kind[];
const ID = /^[A-Za-z0-9][\w.:+/-]{0,199}$/;

/** Where a record is kept. The settings of `review` and `plan` have the id "settings". */
export function key(kind: Kind, id: string): string {
  return `${kind}/${id}`;
}

/** What a key names; null if it names no record of ours. */
export function named(key: string): { kind: Kind; id: string } | null {
  const kind = KINDS.find((kind) => key.startsWith(`${kind}/`));
  const id = kind ? key.slice(kind.length + 1) : "";
  if (!kind || !ID.test(id) || ((kind === "review" || kind === "plan") && id !== "settings")) return null;
  return { kind, id };
}

/** A record as it was stored. Whatever is not one counts as nothing kept. A copy, so it may be changed. */
export function parse<K extends Kind>(kind: K, text: string | null): Kinds[K] {
  return found(kind, text) ?? structuredClone(NOTHING[kind]);
}

/** The newer of two records; an exercise that either of them solved stays solved. */
export function merge<R extends Kept>(mine: R, theirs: R): R {
  const [newer, older]: Kept[] = theirs.at > mine.at ? [theirs, mine] : [mine, theirs];
  const keeps = "solved" in newer! && "solved" in older! && older.solved && !newer.solved;
  return (keeps ? { ...newer, solved: older.solved } : newer) as R;
}

/** The time of a change after `before`: now, or a moment after the last change if the clock went back. */
export function stamp(before: { at: number }, now: number): number {
  return Math.min(LAST_TIME, Math.max(Math.floor(now) || 0, before.at + 1));
}

/** An exercise's record after a check or an edit: once solved, solved. */
export function worked(before: Work, code: string, starter: string, solvedOn: string, now: number): Work {
  return { code: code === starter ? "" : code, solved: before.solved || solvedOn, at: stamp(before, now) };
}
