/** What a reader wrote, as parts to look for, each with the other ways to say it. Pure. */

import type { Query } from "minisearch";

import { term } from "./searchconcepts";
import type { Index } from "./searchindex";
import { guesses, parted } from "./searchspelling";
import { ASKED, stem, telling, words } from "./searchwords";

/** Words of the index that stand for a part if all of them match; `worth` is 1 for the reader's own. */
export interface Way {
  words: string[];
  worth: number;
  /** What words that only begin so are worth, if anything. */
  begun?: number;
}

export interface Part {
  ways: Way[];
}

export interface Asked {
  parts: Part[];
  /** Whether things are to be compared. */
  comparing: boolean;
  /** Words that the guide does not know, each with the nearest that it knows. */
  unknown: { form: string; meant: string[] }[];
}

/** How interviewers begin to ask for a story. */
const STORY = /\btell (?:me|us) about (?:an?|your)\b(?: (?:time|situation|occasion)\b)?|\b(?:describe|example of) an? (?:time|situation|occasion)\b/gi;
const COMPARING = /\b(?:vs|versus|or|differ|differences?|compared?|comparison)\b/i;

/** From how many letters on the beginning of a word is looked for in every field. */
export const LONG = 3;

interface Token {
  form: string;
  others: Way[];
  begun: number;
}

/** `loose` lets known words be slips too, for a query whose words stand nowhere together. */
export function asked(text: string, index: Index, loose = false): Asked {
  const unknown: Asked["unknown"] = [];
  const ends = /[\p{L}\p{N}]$/u.test(text);
  const forms = telling(words(text.replace(STORY, "behavioral"))).map(({ form }) => form);
  const tokens = forms.flatMap((form, at): Token[] => read(form, ends && at === forms.length - 1, index, unknown, loose, forms.length === 1));
  const stems = tokens.map(({ form }) => stem(form));
  const spans = index.concepts.spans(stems);
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length;) {
    const span = spans.find(({ from }) => from === at);
    const to = span?.to ?? at + 1;
    const ways: Way[] = [{ words: stems.slice(at, to), worth: 1, begun: to === at + 1 ? tokens[at]!.begun : 0 }];
    for (const concept of span?.concepts ?? []) ways.push({ words: [term(concept)], worth: 0.95 });
    if (to === at + 1) ways.push(...tokens[at]!.others, ...together(tokens, at, index));
    parts.push({ ways });
    at = to;
  }
  const once = new Map(parts.map((part) => [part.ways[0]!.words.join(" "), part])); // what is said twice is asked once
  return { parts: [...once.values()], comparing: COMPARING.test(text), unknown };
}

/** One word of the reader's: as it is if the guide knows it, else as what may have been meant. */
function read(form: string, last: boolean, index: Index, unknown: Asked["unknown"], loose: boolean, alone: boolean): Token[] {
  const split = (index.forms.get(form) ?? 0) < 3 ? parted(form, index.forms) : null;
  const known = index.has(stem(form)) || index.concepts.has(stem(form));
  const begun = !last || form.length < 2 ? 0 : known ? 0.5 : 0.9; // a whole word is seldom the beginning of another
  if (known || (begun && index.begins(form))) {
    const slips = loose && !index.concepts.spans([stem(form)]).length ? guesses(form, index.forms, 4).filter((guess) => guess.form !== form && guess.slips <= 1) : [];
    const others = [...(split ? [{ words: split.map(stem), worth: 0.95 }] : []), ...slips.map((guess) => ({ words: [stem(guess.form)], worth: 0.7 }))];
    return [{ form, others, begun }];
  }
  if (split) return halves(split);
  const [best, ...rest] = guesses(form, index.forms);
  const [way] = guesses(form, ASKED, 1);
  if (way && !alone && way.slips <= (best?.slips ?? 2)) return []; // a slip in “which” or “difference”
  const short = best ? null : parted(form, index.forms, 3);
  if (short) return halves(short);
  unknown.push({ form, meant: best ? [best.form, ...rest.map((guess) => guess.form)] : [] });
  if (!best) return [{ form, others: [], begun: 0 }];
  const near = rest.filter(({ slips }) => slips <= best.slips + 0.5).map((guess) => ({ words: [stem(guess.form)], worth: 0.8 }));
  return [{ form: best.form, others: near, begun: 0 }];
}

function halves(forms: [string, string]): Token[] {
  return forms.map((form) => ({ form, others: [], begun: 0 }));
}

/** A word with the next as one, such as `over fitting`. */
function together(tokens: Token[], at: number, index: Index): Way[] {
  return [tokens[at - 1], tokens[at]].flatMap((left, side) => {
    const right = tokens[at + side];
    const both = left && right ? stem(left.form + right.form) : "";
    return both && index.has(both) ? [{ words: [both], worth: 0.95 }] : [];
  });
}

/** The parts as the engine takes them. */
export function query({ parts }: Asked): Query {
  return {
    combineWith: "OR",
    boost: { title: 4, near: 1.5, said: 2, place: 1.5, body: 0.7 },
    queries: parts.flatMap(({ ways }) => ways.flatMap((way) => way.words.flatMap((word) => looked(word, Boolean(way.begun))))),
  };
}

/** Two letters begin too many words to look for all of them everywhere. */
function looked(word: string, begun: boolean): Query[] {
  if (!begun || word.length >= LONG) return [{ queries: [word], prefix: begun }];
  return [word, { queries: [word], prefix: true, fields: ["title"] }];
}
