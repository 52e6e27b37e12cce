/** What the interviews for a role ask about. Pure. */

import type { Level } from "./bank";

export const LEVELS: readonly Level[] = ["junior", "mid", "senior"];

export interface Role {
  name: string;
  /** Why these sections, in one sentence for the reader. */
  why: string;
  /** How much a section weighs by its name: 3 is asked about nearly always, 2 often. Any other weighs 1. */
  favors: Readonly<Record<string, number>>;
}

/** Company pages hold no subject of an interview, and behavioral questions have an interview of their own. */
const SELDOM = { companies: 0.2, behavioral: 0.5 };

export const ROLES: readonly Role[] = [
  {
    name: "data scientist",
    why: "Decisions from experiments and models: statistics and metrics first, then the data that they stand on.",
    favors: { ...SELDOM, statistics: 3, metrics: 3, concepts: 2, sql: 2, algorithms: 2 },
  },
  {
    name: "machine-learning engineer",
    why: "Models that must work in production: algorithms and their traps first, then how they are run.",
    favors: { ...SELDOM, algorithms: 3, concepts: 3, mlops: 2, metrics: 2, llm: 1.5, math: 1.5 },
  },
  {
    name: "research scientist",
    why: "New methods and their proofs: mathematics and algorithms first, then honest experiments.",
    favors: { ...SELDOM, math: 3, algorithms: 3, concepts: 2, statistics: 2, llm: 1.5, sql: 0.5, mlops: 0.5 },
  },
  {
    name: "data analyst",
    why: "Questions of a business answered from its tables: SQL and statistics first, few models.",
    favors: { ...SELDOM, sql: 3, statistics: 3, metrics: 2, "time-series": 1.5, math: 0.5, llm: 0.5, mlops: 0.5 },
  },
  {
    name: "LLM engineer",
    why: "Systems around language models: retrieval and evaluation first, then what keeps them running.",
    favors: { ...SELDOM, llm: 3, metrics: 2, mlops: 2, concepts: 2, "time-series": 0.5, sql: 0.5 },
  },
  {
    name: "MLOps engineer",
    why: "Pipelines, monitoring and releases: operations first, then the metrics that raise an alarm.",
    favors: { ...SELDOM, mlops: 3, metrics: 2, sql: 2, concepts: 2, llm: 1.5, math: 0.5 },
  },
];

/** How much a section weighs for a role; 1 where the table says nothing. */
export function weight(role: string, section: string): number {
  const favors = ROLES.find(({ name }) => name === role)?.favors ?? {};
  return Object.hasOwn(favors, section) ? favors[section]! : 1;
}

/** The section of a page's name, such as metrics of metrics/roc-and-pr-curves. */
export function sectionOf(page: string): string {
  return page.split("/")[0]!;
}
