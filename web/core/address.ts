/** The address of a mock interview, so that the same one can be opened elsewhere. Pure; what it reads may be anything. */

import type { Level } from "./bank";
import { type Choice, LENGTHS } from "./interview";
import { LEVELS, ROLES } from "./roles";

export type View = "alone" | "interviewer" | "candidate";

export interface Address {
  view: View;
  /** The name of a written script; empty if the questions are drawn. */
  script: string;
  /** What the questions are drawn by; null if there is no seed. */
  seed: number | null;
  choice: Choice;
  /** The start of a kept interview; empty if none is to be opened. */
  open: string;
}

/** Nothing of the address is believed: what does not fit counts as not given. */
export function fromQuery(query: string): Address {
  const given = new URLSearchParams(query);
  const one = <T>(name: string, known: readonly T[], otherwise: T) =>
    known.find((value) => String(value) === given.get(name)) ?? otherwise;
  const seed = /^\d{1,9}$/.test(given.get("seed") ?? "") ? Number(given.get("seed")) : null;
  const sections = (given.get("sections") ?? "").split(",").filter((name) => /^[a-z0-9-]{1,60}$/.test(name));
  return {
    view: one<View>("view", ["interviewer", "candidate"], "alone"),
    script: (given.get("script") ?? "").slice(0, 200),
    seed,
    choice: {
      role: one("role", ROLES.map(({ name }) => name), ROLES[0]!.name),
      level: one<Level>("level", LEVELS, "mid"),
      minutes: one<number>("minutes", LENGTHS, LENGTHS[1]),
      sections: [...new Set(sections)].slice(0, 50),
    },
    open: (given.get("open") ?? "").slice(0, 40),
  };
}

/** The address in as few words as give it back. */
export function toQuery({ view, script, seed, choice, open }: Address): string {
  const query = new URLSearchParams();
  if (view !== "alone") query.set("view", view);
  if (script) query.set("script", script);
  else if (seed !== null) {
    for (const name of ["role", "level", "minutes"] as const) query.set(name, String(choice[name]));
    if (choice.sections.length) query.set("sections", choice.sections.join(","));
    query.set("seed", String(seed));
  }
  if (open) query.set("open", open);
  return query.toString();
}
