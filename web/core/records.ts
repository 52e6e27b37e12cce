/** What is kept in the reader's browser: one record an item, each with the time of its last change. Pure. */

export { NOTHING, key, merge, named, parse, stamp, worked } from "./kinds";
export { check, found } from "./parsing";

/** How well a question was known: again, hard, good, easy. */
export type Rating = 1 | 2 | 3 | 4;

/** A card of the review. Times are milliseconds since the epoch, intervals days. */
export interface Card {
  /** 0 new, 1 learning, 2 review, 3 relearning, as FSRS counts. */
  state: 0 | 1 | 2 | 3;
  due: number;
  stability: number;
  difficulty: number;
  reps: number;
  lapses: number;
  /** Which of the short learning steps comes next. */
  step: number;
  /** The last review; 0 if there was none. */
  last: number;
  /** The newest reviews, oldest first: when, and how well. At most 100. */
  log: [time: number, rating: Rating][];
  suspended: boolean;
  /** The time of the last change; 0 if nothing is kept. */
  at: number;
}

/** Tries of a quiz item. */
export interface Tries {
  right: number;
  wrong: number;
  last: "right" | "wrong" | "";
  at: number;
}

/** A page that was read. */
export interface Read {
  at: number;
}

/** An item of the plan that was ticked off, or unticked. */
export interface Tick {
  done: boolean;
  at: number;
}

/** How one question of a mock interview went; a band is 1 to 4, 0 if it was not judged. */
export interface Asked {
  id: string;
  seconds: number;
  notes: string;
  communication: number;
  correctness: number;
  depth: number;
  tradeOffs: number;
}

/** A mock interview; its key is its start. */
export interface Mock {
  role: string;
  level: string;
  minutes: number;
  /** The name of the written script; empty if the questions were drawn. */
  script: string;
  /** When it ended; 0 while it runs. */
  ended: number;
  asked: Asked[];
  at: number;
}

export interface ReviewSettings {
  /** Names of the sections to learn from; empty for all. */
  sections: string[];
  /** Levels; empty for all. */
  levels: string[];
  newADay: number;
  /** The day of the interview, 2026-01-31; empty if there is none. */
  interview: string;
  at: number;
}

export interface PlanSettings {
  role: string;
  level: string;
  hoursAWeek: number;
  /** First and last day, 2026-01-31. The interview is the day after the last. */
  start: string;
  interview: string;
  /** The days of study, Monday is 0. */
  weekdays: number[];
  at: number;
}

/** Work on an exercise. */
export interface Work {
  /** The reader's code; empty if it is the starter. */
  code: string;
  /** The day it was first solved, 2026-01-31; empty if it is not. */
  solved: string;
  at: number;
}

/** The kinds of records by the beginning of their keys. */
export interface Kinds {
  "card/question": Card;
  "card/quiz": Card;
  quiz: Tries;
  read: Read;
  tick: Tick;
  mock: Mock;
  review: ReviewSettings;
  plan: PlanSettings;
  work: Work;
}

export type Kind = keyof Kinds;

/** A record of any kind. */
export type Kept = Kinds[Kind];
