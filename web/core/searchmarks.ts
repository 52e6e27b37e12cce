/** Which parts of a text to mark, and which part of a long one to show. Pure. */

import { asking, stem, words } from "./searchwords";

export interface Piece {
  text: string;
  marked: boolean;
}

interface Stemmed {
  from: number;
  to: number;
  stem: string;
}

/** While a reader types, the same texts are shown letter by letter. */
const known = new Map<string, Stemmed[]>();
const MOST_KNOWN = 1000;

/** The words of a text that tell something. */
function telling(text: string): Stemmed[] {
  let found = known.get(text);
  if (found) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  found = words(text).filter(({ form }) => !asking(form)).map(({ from, to, form }) => ({ from, to, stem: stem(form) }));
  known.set(text, found);
  return found;
}

/** The text in pieces; words of the index that matched, and such that begin with what was typed, are marked. */
export function marked(text: string, hits: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, stem: word } of telling(text)) {
    if (from < at || !hits.has(word)) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** About `length` letters of a text, from its beginning or from the sentence with the first word that matched. */
export function excerpt(text: string, hits: ReadonlySet<string>, length = 200): string {
  const first = telling(text).find(({ stem: word }) => hits.has(word));
  let from = 0;
  if (first && first.to > length) {
    const before = text.slice(0, first.from);
    from = Math.max(before.lastIndexOf(". ") + 2, before.lastIndexOf("? ") + 2, 0);
    if (first.from - from > length / 2) from = before.lastIndexOf(" ", first.from - length / 3) + 1;
  }
  const rest = text.slice(from);
  const cut = rest.length > length ? `${rest.slice(0, rest.lastIndexOf(" ", length)).replace(/[\s.,;:]+$/, "")}…` : rest;
  return `${from > 1 ? "…" : ""}${cut}`;
}
