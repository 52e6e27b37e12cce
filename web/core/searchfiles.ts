/** The files that search publishes, from what the build knows. Pure. */

import { Concepts, joined } from "./searchconcepts";
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

/** Every file by its name inside the folder. */
export function files(given: Given, stamp: string): Record<string, string> {
  const concepts = joined(given.abbreviations, given.synonyms);
  const named = new Concepts(concepts);
  const documents = given.documents.map((document) => readable(document, given.macros));
  const sources = documents.filter(({ kind }) => kind === "source").map(({ title }) => title);
  const first: First = {
    schema: 1, stamp, sections: given.sections, pages: given.pages.map(([url, title, section]) => [url, readableText(title, given.macros), section]),
    kinds: documents.map(({ kind }) => KINDS.indexOf(kind).toString(36)).join(""),
    levels: documents.map(({ level }) => Math.max(0, LEVELS.indexOf(level as "junior"))).join(""),
    counts: given.pages.map((_, at) => documents.filter(({ page }) => page === at).length),
    titles: documents.map(({ kind, title, page }) => (kind === "source" || title === given.pages[page]![1] ? "" : title)),
    fragments: documents.map(({ kind, title, fragment }) => (kind === "section" && fragment === slug(title) ? "" : fragment)),
    concepts, near: packed(postings(documents.map(({ short, more }) => `${short}\n${more}`), named)),
  };
  const rest: Rest = { schema: 1, stamp, body: packed(postings(documents.map(({ body }) => body), named)), sources };
  return { "index.json": line(first), "words.json": line(rest), ...texts(given, documents, stamp) };
}

function texts(given: Given, documents: readonly Document[], stamp: string): Record<string, string> {
  const found = given.sections.map(([name], section) => {
    const inside = documents.flatMap((document, at) => (given.pages[document.page]![2] === section && document.short ? [[at, document.short] as const] : []));
    const file: Texts = { schema: 1, stamp, texts: Object.fromEntries(inside) };
    return [`texts/${name}.json`, line(file)];
  });
  return Object.fromEntries(found);
}

function line(file: unknown): string {
  return `${JSON.stringify(file)}\n`;
}

function readable(document: Document, macros: Macros): Document {
  const { title, short, more, body } = document;
  const [a, b, c, d] = [title, short, more, body].map((text) => readableText(text, macros));
  return { ...document, title: a!, short: b!, more: c!, body: d! };
}

/** A text with its formulas as readers would write them. */
export function readableText(text: string, macros: Macros): string {
  return text.replace(/\u0002([^\u0003]*)\u0003/g, (_, tex: string) => plain(tex, macros)).replace(/\s+/g, " ").trim();
}
