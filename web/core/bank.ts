/** What the build publishes of the questions: the types of `bank/*.json`. Addresses are relative to the site's root. Pure. */

export type Level = "junior" | "mid" | "senior";

/** `bank/index.json`: what there is, and what must be read before what. */
export interface Index {
  schema: 1;
  sections: Section[];
  exercises: Exercise[];
  interviews: Interview[];
}

export interface Section {
  /** The folder, such as metrics; the questions are in bank/<name>.json. */
  name: string;
  title: string;
  url: string;
  /** In reading order. */
  pages: Page[];
}

export interface Page {
  /** The path without suffix, such as metrics/roc-and-pr-curves. */
  name: string;
  title: string;
  url: string;
  /** Minutes to read it whole. */
  minutes: number;
  /** Names of the pages to read first. */
  needs: string[];
  questions: number;
  quizzes: number;
  notebook: boolean;
}

export interface Exercise {
  name: string;
  title: string;
  url: string;
  language: "python" | "sql";
  level: Level;
  minutes: number;
  topic: string;
  needs: string[];
}

/** A written script of a mock interview: its questions in the order they are asked. */
export interface Interview {
  name: string;
  title: string;
  url: string;
  role: string;
  level: Level;
  minutes: number;
  ask: string[];
}

/** `bank/<section>.json`. */
export interface SectionBank {
  schema: 1;
  section: string;
  questions: Question[];
  quizzes: Quiz[];
}

export interface Question {
  id: string;
  /** Text. */
  title: string;
  level: Level;
  /** The page's name. */
  page: string;
  url: string;
  /** HTML: the answer in one paragraph. */
  short: string;
  followUps: number;
}

export interface Quiz {
  id: string;
  page: string;
  url: string;
  /** HTML. */
  stem: string;
  options: Option[];
}

export interface Option {
  /** HTML. */
  text: string;
  right: boolean;
  /** HTML: why it is right, or not. */
  reason: string;
}

/** `bank/answers/<page name>.json`: the whole answers of a page by question id. */
export interface Answers {
  schema: 1;
  page: string;
  answers: Record<string, Answer>;
}

export interface Answer {
  /** HTML: the mechanism, without the short answer. */
  mechanism: string;
  followUps: Titled[];
  mistakes: Titled[];
  /** HTML, may be empty. */
  sources: string;
}

export interface Titled {
  /** HTML, inline. */
  title: string;
  html: string;
}
