/** Search: a query and a filter in, results out. Pure. */

import type { Index } from "./searchindex";
import type { Kind } from "./searchpack";
import { type Asked, asked, query } from "./searchquery";
import { type Ranked, ranked } from "./searchrank";

export interface Filter {
  kind: string;
  section: string;
  level: string;
}
export const ANY: Filter = { kind: "", section: "", level: "" };

export interface Result {
  /** The document's number, by which its text is fetched. */
  at: number;
  kind: Kind;
  title: string;
  /** From the site's root. */
  url: string;
  /** The section's title, and the page's where the result is a part of one. */
  where: string[];
  /** The section's name, whose file has the text. */
  section: string;
  level: string;
  mention: boolean;
  hits: string[];
}

export interface Found {
  results: Result[];
  /** How many there are in all. */
  count: number;
  /** Words that the guide does not know, each with the nearest it knows. */
  unknown: { form: string; meant: string[] }[];
  /** Whether everything that was asked for stands in the first result. */
  whole: boolean;
}

/** Below this even the first result hardly speaks of what was asked: perhaps a known word was a slip for another. */
const WEAK = 0.75;

export function search(text: string, index: Index, filter: Filter = ANY, most = 30): Found {
  const keep = ({ id }: { id: number }) => keeps(filter, index, id);
  const found = (wanted: Asked) => ranked(index.engine.search(query(wanted), { filter: keep as never }), wanted, index);
  let wanted = asked(text, index);
  if (!wanted.parts.length) return { results: [], count: 0, unknown: [], whole: true };
  let all = found(wanted);
  if (!whole(all, index) || all[0]!.score < WEAK) {
    const loose = asked(text, index, true);
    const more = found(loose);
    if ((more[0]?.score ?? 0) > 1.1 * (all[0]?.score ?? 0)) [wanted, all] = [loose, more];
  }
  const results = spread(all, index).slice(0, most).map(({ at, mention, hits }) => result(index, at, mention, hits));
  return { results, count: all.length, unknown: wanted.unknown, whole: whole(all, index) };
}

/** Whether some results have all that was asked for, and are of the guide's own words. */
function whole(all: readonly Ranked[], index: Index): boolean {
  const own = all.filter(({ share, at }) => share > 0.999 && !LISTED.has(index.entries[at]!.kind));
  return own.length >= 3 || own.some(({ score }) => score > CLEAR);
}
const LISTED = new Set<Kind>(["term", "source", "interview"]);
/** From here on a single result is what was meant. */
const CLEAR = 1;

function keeps({ kind, section, level }: Filter, index: Index, at: number): boolean {
  const entry = index.entries[at]!;
  const [name] = index.first.sections[entry.page.section] ?? [""];
  return (!kind || entry.kind === kind) && (!section || name === section) && (!level || entry.level === level);
}

function result(index: Index, at: number, mention: boolean, hits: string[]): Result {
  const { kind, title, page, fragment, level } = index.entries[at]!;
  const [section = "", name = ""] = index.first.sections[page.section] ?? [];
  const where = [name, page.title].filter((each, place, both) => each && each !== title && both.indexOf(each) === place);
  return { at, kind, title, url: page.url + (fragment && `#${fragment}`), where, section, level, mention, hits };
}

/** At most `few` of one page among the first `shown`; the others come after those. */
function spread(all: readonly Ranked[], index: Index, few = 3, shown = 10): Ranked[] {
  const counts = new Map<string, number>();
  const [first, later]: [Ranked[], Ranked[]] = [[], []];
  for (const each of all) {
    const { url } = index.entries[each.at]!.page;
    const count = (counts.get(url) ?? 0) + 1;
    counts.set(url, count);
    (first.length < shown && count > few ? later : first).push(each);
  }
  return [...first.slice(0, shown), ...[...later, ...first.slice(shown)].sort((a, b) => b.score - a.score || a.at - b.at)];
}
