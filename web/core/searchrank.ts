/** The order of what was found: the answer to a question before a mention of its words. Pure. */

import type { SearchResult } from "minisearch";

import { FIELDS, type Entry, type Field, type Index } from "./searchindex";
import type { Asked, Part, Way } from "./searchquery";
import type { Said } from "./searchwordings";

export interface Ranked {
  at: number;
  score: number;
  /** The share of what was asked that was found, by weight, from 0 to 1. */
  share: number;
  /** Whether all of it stands only far below the title. */
  mention: boolean;
  /** The words of the index that matched. */
  hits: string[];
}

/** How much a match in each field says of what the document is about. */
const FIELD: Record<Field, number> = { title: 1, near: 0.6, place: 0.55, body: 0.3, said: 0.6 };
/** How likely each kind is what a reader wants, all else equal. */
const KIND: Record<Entry["kind"], number> = {
  question: 1, chapter: 1, section: 0.78, exercise: 0.9, notebook: 0.84, company: 0.97, interview: 0.75, page: 0.8, term: 0.25, source: 0.3,
};
/** How much it says that a title is about nothing else: a part of a chapter may bear the name of what the chapter's question answers. */
const ABOUT: Partial<Record<Entry["kind"], number>> = { section: 0.12, exercise: 0.15, term: 0.1, notebook: 0.2 };
const ENOUGH = 0.25;

export function ranked(results: readonly SearchResult[], { parts, comparing }: Asked, index: Index): Ranked[] {
  const found = results.map((result) => ({ result, fits: parts.map((part) => fit(part, result.match)) }));
  const weights = weighed(found.map(({ fits }) => fits), parts.length, index.entries.length);
  const best = results[0]?.score ?? 1;
  const said = index.wordings.asked(parts);
  const all = found.map(({ result, fits }) => one(result, fits, said.get(result.id as number) ?? [], weights, best, index, comparing));
  support(all, index);
  return all.filter(({ share }) => share >= ENOUGH).sort((a, b) => b.score - a.score || a.at - b.at);
}

/** The rarer a part, the more it says; one that stands nowhere says little, since it may be a way of asking. */
function weighed(found: readonly Fit[][], parts: number, count: number): number[] {
  const having = Array.from({ length: parts }, (_, at) => found.reduce((sum, fits) => sum + (fits[at]!.full ? 1 : 0), 0));
  return having.map((each) => (each ? Math.log(1 + count / each) : Math.log(1 + count / 100)));
}

/** A page of which much fits is about it. */
function support(all: readonly Ranked[], index: Index): void {
  const sums = new Map<string, number>();
  const place = ({ at }: Ranked) => index.entries[at]!.page.url;
  for (const each of all) sums.set(place(each), (sums.get(place(each)) ?? 0) + each.score ** 2);
  const most = Math.max(...sums.values());
  for (const each of all) each.score += 0.12 * Math.sqrt(sums.get(place(each))! / most) * KIND[index.entries[each.at]!.kind];
}

interface Fit {
  /** From 0 to 1: how well, and where. */
  worth: number;
  full: boolean;
  title: boolean;
}

/** How a part matches: by its best way; some of a name's words count for a little. */
function fit(part: Part, match: SearchResult["match"]): Fit {
  let best: Fit = { worth: 0, full: false, title: false };
  for (const way of part.ways) {
    const places = way.words.map((word) => place(word, way, match));
    const full = places.every((worth) => worth > 0);
    const mean = places.reduce((sum, each) => sum + each, 0) / places.length;
    const worth = way.worth * (full ? Math.max(together(way.words, match), mean * (places.length > 1 ? 0.7 : 1)) : 0.6 * mean);
    if (worth > best.worth || (full && !best.full)) best = { worth, full, title: full && places.every((each) => each >= 0.85) };
  }
  return best;
}

/** The most telling field that has all words of a name, which may be apart from each other in it. */
function together(words: readonly string[], match: SearchResult["match"]): number {
  const fields = FIELDS.filter((field) => words.every((word) => Object.hasOwn(match, word) && match[word]!.includes(field)));
  return Math.max(0, ...fields.map((field) => FIELD[field]));
}

function place(word: string, way: Way, match: SearchResult["match"]): number {
  const at = (found: string) => Math.max(0, ...(Object.hasOwn(match, found) ? match[found]! : []).map((field) => FIELD[field as Field]));
  const exact = at(word);
  if (!way.begun || exact === 1) return exact;
  const begun = Object.keys(match).filter((found) => found.startsWith(word) && found !== word).map((found) => at(found));
  return Math.max(exact, way.begun * Math.max(0, ...begun));
}

function one(result: SearchResult, fits: readonly Fit[], said: readonly Said[], weights: readonly number[], best: number, index: Index, comparing: boolean): Ranked {
  const entry = index.entries[result.id as number]!;
  const about = ABOUT[entry.kind] ?? (comparing ? 0.2 : 0.35);
  const together = comparing ? /difference between/i.test(entry.title) : fits.length > 1 && run(entry, result.match) >= fits.length;
  const inTitle = fits.map(({ title }) => Number(title));
  const readings = [
    read(fits, weights, inTitle, about * covered(entry, result.match), together),
    ...said.map((each) => spoken(fits, each, weights, about)),
  ];
  const { score, share } = readings.reduce((a, b) => (b.score > a.score ? b : a));
  const kind = comparing && entry.kind === "chapter" ? 0.94 : KIND[entry.kind];
  const strong = fits.some(({ worth }) => worth > FIELD.body);
  return { at: result.id as number, score: (score + 0.2 * (result.score / best)) * kind, share, mention: !strong, hits: Object.keys(result.match) };
}

/** A document by one of its names, its title or a wording: which parts are `within` the name, and how much it says that they are. */
function read(fits: readonly Fit[], weights: readonly number[], within: readonly number[], about: number, together: boolean): { score: number; share: number } {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const sum = (value: (fit: Fit, at: number) => number) => fits.reduce((total, each, at) => total + value(each, at) * weights[at]!, 0) / whole;
  const share = sum(({ full, worth }) => (full ? 1 : worth));
  const inName = sum((_, at) => within[at]!);
  return { share, score: (together && inName > 0.99 ? 0.1 : 0) + sum(({ worth }) => worth) * (0.4 + 0.6 * share) + about * inName };
}

/** A document by a wording, which counts nearly as a title if much of it was asked for, and more than one part. */
function spoken(fits: readonly Fit[], { worths, covered }: Said, weights: readonly number[], about: number): { score: number; share: number } {
  const count = worths.filter(Boolean).length;
  const most = 0.5 + (0.5 * covered * (count - 0.5)) / count;
  const raised = fits.map((fit, at) => (most * worths[at]! > fit.worth ? { worth: most * worths[at]!, full: true, title: false } : fit));
  return read(raised, weights, worths.map(Math.ceil), (count > 1 ? 0.5 : 0.25) * about * covered ** 2, fits.length > 1 && covered > 0.6);
}

/** The share of the title's words that were asked for. */
function covered(entry: Entry, match: SearchResult["match"]): number {
  const asked = wanted(entry, match);
  return asked.filter(Boolean).length / Math.max(1, asked.length);
}

/** How many of the title's words that were asked for follow each other. */
function run(entry: Entry, match: SearchResult["match"]): number {
  let [longest, length] = [0, 0];
  for (const each of wanted(entry, match)) longest = Math.max(longest, (length = each ? length + 1 : 0));
  return longest;
}

/** For each word of the title, whether it was asked for. */
function wanted({ stems, spans }: Entry, match: SearchResult["match"]): boolean[] {
  const asked = stems.map((word) => Object.hasOwn(match, word) && match[word]!.includes(FIELDS[0]));
  for (const { from, to, concepts } of spans) {
    if (concepts.some((concept) => match[`~${concept}`])) asked.fill(true, from, to);
  }
  return asked;
}
