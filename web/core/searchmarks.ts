/** Which parts of a text to mark, and which part of a long one to show. Pure. */

import { asking, stem, words } from "./searchwords";

export interface Piece {
  text: string;
  marked: boolean;
}

/** The text in pieces; words of the index that matched, and such that begin with what was typed, are marked. */
export function marked(text: string, hits: readonly string[]): Piece[] {
  const wanted = new Set(hits);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, form } of words(text)) {
    if (from < at || asking(form) || !wanted.has(stem(form))) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** About `length` letters of a text, from its beginning or from the sentence with the first word that matched. */
export function excerpt(text: string, hits: readonly string[], length = 200): string {
  const [first] = words(text).filter(({ form }) => hits.includes(stem(form)) && !asking(form));
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
