/** What search publishes: documents and, for each word, where it stands, in few bytes. The build packs, the browser unpacks. Pure. */

import { type Concept, Concepts, term } from "./searchconcepts";
import { read, written } from "./searchletters";
import { asking, stem, words } from "./searchwords";

export type Kind = "question" | "chapter" | "section" | "exercise" | "notebook" | "company" | "interview" | "page" | "term" | "source";
export const KINDS: readonly Kind[] = ["question", "chapter", "section", "exercise", "notebook", "company", "interview", "page", "term", "source"];
export const LEVELS = ["", "junior", "mid", "senior"] as const;

/** What the build knows of a thing to find; texts are plain. */
export interface Document {
  kind: Kind;
  title: string;
  /** The place in the list of pages. */
  page: number;
  fragment: string;
  level: string;
  /** What it says first: the short answer, the description, the first paragraph. */
  short: string;
  /** What is asked next, and what is taken for true by mistake. */
  more: string;
  /** All else. */
  body: string;
  /** Other ways to ask it, each by itself. */
  wordings: string[];
}

export interface Page {
  url: string;
  title: string;
  /** The place in the list of sections. */
  section: number;
}

/** A word and the documents it stands in, as `packed` writes them. */
export interface Postings {
  words: string;
  places: string;
}

/** `search/index.json`: enough for a first result. */
export interface First {
  schema: 1;
  /** Of the whole build: files with another do not belong together. */
  stamp: string;
  sections: [name: string, title: string][];
  pages: [url: string, title: string, section: number][];
  /** One letter a document: its place in KINDS, its place in LEVELS. */
  kinds: string;
  levels: string;
  /** How many documents each page has; they follow each other. */
  counts: number[];
  /** How many wordings each document has, in one letter; in `near` they are numbered after all documents. */
  wordings: string;
  titles: string[];
  /** A section's is empty where its title says it. */
  fragments: string[];
  concepts: Concept[];
  /** The words of the texts and wordings, unless they are so many that they come by themselves in `search/near.json`. */
  near?: Postings;
}

/** `search/near.json` */
export interface Near {
  schema: 1;
  stamp: string;
  near: Postings;
}

/** `search/words.json`: the words of the bodies, and what only an exact query asks for. */
export interface Rest {
  schema: 1;
  stamp: string;
  body: Postings;
  /** The titles of the documents that are sources. */
  sources: string[];
}

/** `search/texts/<section>.json`: what the documents say first, by number. */
export interface Texts {
  schema: 1;
  stamp: string;
  texts: Record<string, string>;
}

/** The id that a heading gets from its words. */
export function slug(title: string): string {
  return title.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").replace(/[^\w\s-]/g, "").trim().toLowerCase().replace(/[-\s]+/g, "-");
}

/** Each word that tells something, and each thing named, with the numbers of the texts that have it. */
export function postings(texts: readonly string[], concepts: Concepts): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const put = (word: string, at: number) => {
    const places = found.get(word) ?? [];
    if (places.at(-1) !== at) places.push(at);
    found.set(word, places);
  };
  texts.forEach((text, at) => {
    for (const word of terms(text, concepts)) put(word, at);
  });
  return found;
}

/** The words of a text, and a mark for each thing that it names. */
export function terms(text: string, concepts: Concepts): string[] {
  const forms = words(text).map(({ form }) => form).filter((form) => !asking(form));
  const marks = concepts.spans(forms.map(stem)).flatMap((span) => span.concepts.map(term));
  return [...new Set([...forms, ...marks])];
}

export function packed(found: Map<string, number[]>): Postings {
  const sorted = [...found.keys()].sort();
  return { words: sorted.join(" "), places: sorted.map((word) => written(found.get(word)!)).join(" ") };
}

export function unpacked({ words: all, places }: Postings): Map<string, number[]> {
  const each = places.split(" ");
  return new Map(all ? all.split(" ").map((word, at) => [word, read(each[at]!)]) : []);
}
