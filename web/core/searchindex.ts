/** The published index in the engine's hands: MiniSearch over what was unpacked, with what ranking wants to know. Pure. */

import MiniSearch from "minisearch";

import { Concepts, type Span, term } from "./searchconcepts";
import { type First, KINDS, type Kind, LEVELS, type Near, type Page, type Postings, type Rest, slug, terms, unpacked } from "./searchpack";
import { Wordings } from "./searchwordings";
import { asking, stem, words } from "./searchwords";

export const FIELDS = ["title", "near", "place", "body", "said"] as const;
export type Field = (typeof FIELDS)[number];

export interface Entry {
  kind: Kind;
  level: string;
  title: string;
  page: Page;
  fragment: string;
  /** The title's stems, and the things that it names. */
  stems: string[];
  spans: Span[];
}

/** What readers call each kind, found as if it stood beside the title. */
const CALLED: Record<Kind, string> = {
  question: "", chapter: "chapter", section: "", exercise: "exercise implement implementation code scratch write", notebook: "notebook simulation experiment",
  company: "company interview", interview: "mock interview script", page: "", term: "abbreviation glossary", source: "paper source reference",
};

/** For each word, and each field by its number, the documents, rising once `settled`. */
type Places = Map<string, number[][]>;

export class Index {
  readonly first: First;
  readonly entries: Entry[];
  readonly concepts: Concepts;
  readonly engine: MiniSearch;
  /** In how many documents each word stands as it is written, for spelling. */
  readonly forms = new Map<string, number>();
  readonly wordings: Wordings;
  private readonly places: Places = new Map();
  private readonly lengths: number[][];

  constructor(first: First, near?: Near, rest?: Rest) {
    this.first = first;
    this.concepts = new Concepts(first.concepts);
    this.entries = entries(first, this.concepts, rest);
    this.wordings = new Wordings(first.wordings);
    this.lengths = this.entries.map(() => FIELDS.map(() => 0));
    this.entries.forEach((entry, at) => {
      const place = `${entry.title === entry.page.title ? "" : entry.page.title} ${first.sections[entry.page.section]?.[1] ?? ""} ${CALLED[entry.kind]} ${entry.kind === "question" ? entry.fragment : ""}`;
      if (!entry.title) return; // a source, before the rest has come
      this.note(entry.title, 0, at);
      this.note(place, 2, at);
      if (entry.kind === "question") this.name(entry.fragment, at);
    });
    this.take(first.near ?? near?.near, 1);
    this.take(rest?.body, 3);
    this.engine = this.loaded();
  }

  private note(text: string, field: number, at: number): void {
    const forms = words(text).map(({ form }) => form).filter((form) => !asking(form));
    const stems = forms.map(stem);
    for (const form of new Set(forms)) this.forms.set(form, (this.forms.get(form) ?? 0) + 1);
    const marks = this.concepts.spans(stems).flatMap(({ concepts }) => concepts.map(term));
    for (const found of new Set([...stems, ...marks])) this.put(found, field, at);
  }

  /** A question's id is what its author calls it: one more wording. */
  private name(fragment: string, at: number): void {
    const wording = this.wordings.add(at);
    for (const word of terms(fragment, this.concepts)) {
      const found = word.startsWith("~") ? word : stem(word);
      this.put(found, 4, this.wordings.put(found, wording));
    }
  }

  private take(postings: Postings | undefined, field: number): void {
    if (!postings) return;
    for (const [word, places] of unpacked(postings)) {
      const mark = word.startsWith("~");
      if (!mark) this.forms.set(word, (this.forms.get(word) ?? 0) + places.length);
      const found = mark ? word : stem(word);
      for (const at of places) {
        if (at < this.entries.length) this.put(found, field, at);
        else this.put(found, 4, this.wordings.put(found, at - this.entries.length));
      }
    }
  }

  private put(word: string, field: number, at: number): void {
    let fields = this.places.get(word);
    if (!fields) this.places.set(word, (fields = FIELDS.map(() => [])));
    fields[field]!.push(at);
  }

  /** Forms of one word brought their documents one after the other. */
  private settle(): void {
    for (const fields of this.places.values()) {
      fields.forEach((places, field) => {
        if (places.some((at, next) => next && places[next - 1]! >= at)) fields[field] = [...new Set(places)].sort((a, b) => a - b);
        for (const at of fields[field]!) this.lengths[at]![field]! += 1;
      });
    }
  }

  private loaded(): MiniSearch {
    this.settle();
    const count = this.entries.length;
    const averages = FIELDS.map((_, field) => this.lengths.reduce((sum, length) => sum + length[field]!, 0) / count);
    const once = (places: number[]) => Object.fromEntries(places.map((at) => [at, 1]));
    const fields = (places: number[][]) => Object.fromEntries(places.flatMap((each, field) => (each.length ? [[field, once(each)]] : [])));
    return MiniSearch.loadJS(
      {
        documentCount: count, nextId: count, documentIds: Object.fromEntries(this.entries.map((_, at) => [at, at])),
        fieldIds: Object.fromEntries(FIELDS.map((name, id) => [name, id])), fieldLength: { ...this.lengths }, averageFieldLength: averages,
        storedFields: {}, dirtCount: 0, serializationVersion: 2,
        index: [...this.places].map(([word, places]) => [word, fields(places)]),
      } as never,
      { fields: [...FIELDS], tokenize: (text) => [text], processTerm: (word) => word },
    );
  }

  has(word: string): boolean {
    return this.places.has(word);
  }

  begins(letters: string): boolean {
    for (const word of this.forms.keys()) if (word.startsWith(letters)) return true;
    return false;
  }
}

function entries(first: First, concepts: Concepts, rest?: Rest): Entry[] {
  const pages = first.pages.map(([url, title, section]) => ({ url, title, section }));
  const found: Entry[] = [];
  const sources = [...(rest?.sources ?? [])];
  first.counts.forEach((count, page) => {
    for (let at = found.length, end = at + count; at < end; at++) {
      const kind = KINDS[Number.parseInt(first.kinds[at]!, 36)]!;
      const title = kind === "source" ? (sources.shift() ?? "") : first.titles[at]! || pages[page]!.title;
      const stems = words(title).map(({ form }) => form).filter((form) => !asking(form)).map(stem);
      found.push({ kind, level: LEVELS[Number(first.levels[at])]!, title, page: pages[page]!, fragment: first.fragments[at]! || (kind === "section" ? slug(title) : ""), stems, spans: concepts.spans(stems) });
    }
  });
  return found;
}
