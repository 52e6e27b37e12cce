/** The files that search publishes, from what the build knows. Pure. */

import { type Concept, Concepts, joined } from "./searchconcepts";
import { type Document, type First, KINDS, LEVELS, packed, postings, type Rest, slug, type Texts } from "./searchpack";
import { type Macros, plain } from "./searchtex";

export interface Given {
  sections: [name: string, title: string][];
  pages: [url: string, title: string, section: number][];
  /** In the order of their pages; formulas stand between \u0002 and \u0003. */
  documents: Document[];
  abbreviations: [string, string][];
  synonyms: string[][];
  macros: Macros;
}

/**
 * What the first file may weigh over the wire, so that with search's own code (22 kB) 150 kB bring the first result; if
 * the words of the short answers do not fit in, they come after it.
 */
const FIRST_BYTES = 126_000;

/** Every file by its name inside the folder. `bytes` is what a text weighs over the wire. */
export function files(given: Given, stamp: string, bytes: (text: string) => number): Record<string, string> {
  const concepts = joined(given.abbreviations, given.synonyms);
  const named = new Concepts(concepts);
  const documents = given.documents.map((entry) => readable(entry, given.macros));
  const section = ({ kind }: Document) => kind === "section"; // found by its title at first, by its text with the bodies
  const shown = documents.map((one) => (section(one) ? "" : `${one.short}\n${one.more}`));
  const near = packed(postings([...shown, ...documents.flatMap(({ wordings }) => wordings)], named));
  const body = packed(postings(documents.map((one) => (section(one) ? `${one.short} ${one.body}` : one.body)), named));
  const titles = first(given, documents, stamp, concepts);
  const whole = line({ ...titles, near });
  const sources = documents.filter(({ kind }) => kind === "source").map(({ title }) => title);
  const rest: Rest = { schema: 1, stamp, body, sources };
  const begin: Record<string, string> = bytes(whole) > FIRST_BYTES ? { "index.json": line(titles), "near.json": line({ schema: 1, stamp, near }) } : { "index.json": whole };
  return { ...begin, "words.json": line(rest), ...texts(given, documents, stamp) };
}

function first(given: Given, documents: readonly Document[], stamp: string, concepts: Concept[]): First {
  const counts = given.pages.map(() => 0);
  for (const { page } of documents) counts[page]! += 1;
  const titled = ({ kind, title, page }: Document) => (kind === "source" || title === given.pages[page]![1] ? "" : title);
  const known = ({ kind, title, fragment }: Document) => (kind === "section" && fragment === slug(title) ? "" : fragment);
  return {
    schema: 1, stamp, sections: given.sections, pages: given.pages,
    kinds: documents.map(({ kind }) => KINDS.indexOf(kind).toString(36)).join(""),
    levels: documents.map(({ level }) => Math.max(0, LEVELS.indexOf(level as "junior"))).join(""),
    counts, wordings: documents.map(({ wordings }) => wordings.length.toString(36)).join(""), titles: documents.map(titled), fragments: documents.map(known), concepts,
  };
}

function texts(given: Given, documents: readonly Document[], stamp: string): Record<string, string> {
  const found = given.sections.map(([name], section) => {
    const inside = documents.flatMap((entry, at) => (given.pages[entry.page]![2] === section && entry.short ? [[at, entry.short] as const] : []));
    const file: Texts = { schema: 1, stamp, texts: Object.fromEntries(inside) };
    return [`texts/${name}.json`, line(file)];
  });
  return Object.fromEntries(found);
}

function line(file: unknown): string {
  return `${JSON.stringify(file)}\n`;
}

function readable(entry: Document, macros: Macros): Document {
  const { title, short, more, body } = entry;
  const [a, b, c, d] = [title, short, more, body].map((text) => readableText(text, macros));
  return { ...entry, title: a!, short: b!, more: c!, body: d! };
}

/** A text with its formulas as readers would write them. */
export function readableText(text: string, macros: Macros): string {
  return text.replace(/\u0002([^\u0003]*)\u0003/g, (_, tex: string) => plain(tex, macros)).replace(/\s+/g, " ").trim();
}
