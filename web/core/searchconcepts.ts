/** Things with several names: abbreviations and synonyms. A text that has one name of a thing is found by every other. Pure. */

import { stem, telling, words } from "./searchwords";

export interface Concept {
  /** The names as they were written, for the reader. */
  names: string[];
}

export interface Span {
  /** The first word, and the one after the last. */
  from: number;
  to: number;
  concepts: number[];
}

/** The names of things, by the stems of their words. */
export class Concepts {
  private readonly named = new Map<string, number[]>();
  private readonly parts = new Set<string>();
  /** How many words the longest name has that begins with a word. */
  private readonly longest = new Map<string, number>();

  constructor(all: readonly Concept[]) {
    all.forEach(({ names }, id) => {
      for (const name of names) for (const key of keys(name)) this.name(key, id);
    });
  }

  /** Whether a stem stands in a name. */
  has(word: string): boolean {
    return this.parts.has(word);
  }

  private name(stems: string[], id: number): void {
    for (const word of stems) this.parts.add(word);
    const key = stems.join(" ");
    const known = this.named.get(key) ?? [];
    if (!known.includes(id)) this.named.set(key, [...known, id]);
    const [first = ""] = stems;
    this.longest.set(first, Math.max(this.longest.get(first) ?? 0, stems.length));
  }

  /** The things that a row of stems names, the longest name first where names overlap. */
  spans(stems: readonly string[]): Span[] {
    const found: Span[] = [];
    for (let from = 0; from < stems.length;) {
      const span = this.at(stems, from);
      if (span) found.push(span);
      from = span?.to ?? from + 1;
    }
    return found;
  }

  private at(stems: readonly string[], from: number): Span | null {
    const longest = this.longest.get(stems[from]!) ?? 0;
    for (let to = Math.min(stems.length, from + longest); to > from; to--) {
      const concepts = this.named.get(stems.slice(from, to).join(" "));
      if (concepts) return { from, to, concepts };
    }
    return null;
  }
}

/** What a name is known by: its stems, and, for a short one with a hyphen such as k-NN, the same in one word. */
function keys(name: string): string[][] {
  const stems = telling(words(name)).map(({ form }) => stem(form));
  const joined = name.replace(/[-\s]/g, "");
  return joined.length < 8 && joined !== name ? [stems, telling(words(joined)).map(({ form }) => stem(form))] : [stems];
}

/** The word of the index that stands for a thing. */
export function term(concept: number): string {
  return `~${concept}`;
}

/**
 * Puts abbreviations with their meanings and lines of synonyms together: lists that share a name that has one meaning
 * are of one thing. An abbreviation with two meanings, such as MAP, stays a name of both.
 */
export function joined(abbreviations: readonly (readonly [short: string, meanings: string])[], synonyms: readonly string[][]): Concept[] {
  const concepts = abbreviations.flatMap(([short, meanings]) =>
    meanings.split(/; (?:or )?/).map((meaning) => ({ names: [short, meaning.replace(/, .*/, "")] })));
  for (const names of synonyms) {
    const known = new Concepts(concepts);
    const meant = names.flatMap((name) => {
      const stems = telling(words(name)).map(({ form }) => stem(form));
      const [span] = known.spans(stems);
      return span && span.from === 0 && span.to === stems.length && span.concepts.length === 1 ? span.concepts : [];
    });
    const [first] = meant;
    if (first === undefined) concepts.push({ names: [...names] });
    else concepts[first]!.names = [...new Set([...concepts[first]!.names, ...names, ...meant.flatMap((id) => concepts[id]!.names)])];
    for (const id of new Set(meant)) if (id !== first) concepts[id]!.names = [];
  }
  return concepts.filter(({ names }) => names.length);
}
