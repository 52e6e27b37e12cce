/** Other ways to ask a question. The words of one count together, as a title's do; those of several are only words beside it. Pure. */

import { LONG, type Part, type Way } from "./searchquery";

/** One wording against what was asked. */
export interface Said {
  /** For each part of the query how well the wording has it, from 0 to 1. */
  worths: number[];
  /** The share of the wording's words that were asked for. */
  covered: number;
}

export class Wordings {
  /** For each wording its document, and how many words it has. */
  private readonly owners: number[] = [];
  private readonly lengths: number[] = [];
  private readonly places = new Map<string, Set<number>>();

  /** `counts` has a letter for each document: how many wordings it has. */
  constructor(counts: string) {
    [...counts].forEach((letter, at) => this.owners.push(...Array.from({ length: Number.parseInt(letter, 36) }, () => at)));
    this.owners.forEach(() => this.lengths.push(0));
  }

  /** One more wording of a document; its number. */
  add(at: number): number {
    this.lengths.push(0);
    return this.owners.push(at) - 1;
  }

  /** Notes a stem, or the mark of a thing, of a wording; its document. */
  put(word: string, wording: number): number {
    const known = this.places.get(word) ?? new Set();
    if (!known.has(wording) && !word.startsWith("~")) this.lengths[wording]! += 1;
    this.places.set(word, known.add(wording));
    return this.owners[wording]!;
  }

  /** By document, its wordings that have a part of what was asked. */
  asked(parts: readonly Part[]): Map<number, Said[]> {
    const found = new Map<number, { worths: number[]; words: number }>();
    parts.forEach(({ ways }, part) => {
      for (const way of ways) {
        for (const [wording, worth] of this.having(way)) {
          const said = found.get(wording) ?? { worths: parts.map(() => 0), words: 0 };
          if (!said.worths[part]) said.words += ways[0]!.words.length;
          said.worths[part] = Math.max(said.worths[part]!, worth);
          found.set(wording, said);
        }
      }
    });
    return this.byDocument(found);
  }

  private byDocument(found: ReadonlyMap<number, { worths: number[]; words: number }>): Map<number, Said[]> {
    const documents = new Map<number, Said[]>();
    for (const [wording, { worths, words }] of found) {
      const at = this.owners[wording]!;
      const said = { worths, covered: Math.min(1, words / this.lengths[wording]!) };
      documents.set(at, [...(documents.get(at) ?? []), said]);
    }
    return documents;
  }

  /** The wordings with all words of a way, and what that is worth. */
  private having({ words, worth, begun }: Way): Map<number, number> {
    const [first = new Set<number>(), ...others] = words.map((word) => this.places.get(word) ?? new Set<number>());
    const found = new Map([...first].filter((wording) => others.every((other) => other.has(wording))).map((wording) => [wording, worth]));
    if (!begun || words[0]!.length < LONG) return found;
    for (const [word, places] of this.places) {
      if (!word.startsWith(words[0]!)) continue;
      for (const wording of places) found.set(wording, Math.max(found.get(wording) ?? 0, worth * begun));
    }
    return found;
  }
}
