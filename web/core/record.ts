/** What is kept of an exercise: one record each, so that two tabs never overwrite each other's work. Pure. */

export interface Work {
  /** The reader's code; empty if it is the starter. */
  code: string;
  /** The day it was first solved, as 2026-01-31; empty if it is not. */
  solved: string;
}

export const NOTHING: Work = { code: "", solved: "" };

/** The key of an exercise's record; `page` is its path from the site's root, such as exercises/python/adam. */
export function key(page: string): string {
  return `work/${page}`;
}

/** A record as it was stored. Whatever is not one counts as nothing kept. */
export function parse(text: string | null): Work {
  try {
    const found: unknown = JSON.parse(text ?? "");
    if (typeof found !== "object" || found === null) return NOTHING;
    const { code, solved } = found as Partial<Record<keyof Work, unknown>>;
    const day = typeof solved === "string" && /^\d{4}-\d\d-\d\d$/.test(solved) ? solved : "";
    return { code: typeof code === "string" ? code : "", solved: day };
  } catch {
    return NOTHING;
  }
}

/** The record after a check or an edit: once solved, solved. */
export function kept(before: Work, code: string, starter: string, solvedOn: string): Work {
  return { code: code === starter ? "" : code, solved: before.solved || solvedOn };
}
