/** The question bank as the build publishes it: each file fetched once a visit, its HTML fit to stand on any page. */

import type { Answers, Index, SectionBank } from "../core/bank";

const SCHEMA = 1;
const files = new Map<string, Promise<{ schema: number }>>();

/** The address of the site's root, with a slash at its end. */
export function root(): string {
  const logo = document.querySelector<HTMLAnchorElement>("a.md-logo")?.href;
  return new URL("./", logo || document.baseURI).href;
}

/** What there is. Like the two others, it fails with a sentence for the reader; asking again then fetches again. */
export function index(): Promise<Index> {
  return file<Index>("index");
}

/** The questions and quiz items of a section, by its name in the index. */
export function section(name: string): Promise<SectionBank> {
  return file<SectionBank>(name);
}

/** The whole answers of a page, by its name such as `metrics/roc-and-pr-curves`. */
export function answers(page: string): Promise<Answers> {
  return file<Answers>(`answers/${page}`);
}

/** Fetches the questions of all sections meanwhile, so that they are kept for a visit without network. */
export async function keepQuestions({ sections }: Index): Promise<void> {
  for (const { name, pages } of sections) {
    if (pages.some(({ questions, quizzes }) => questions + quizzes)) await section(name).catch(() => {});
  }
}

/** The same for the whole answers of these pages. */
export async function keepAnswers(pages: Iterable<string>): Promise<void> {
  for (const page of new Set(pages)) await answers(page).catch(() => {});
}

function file<T extends { schema: number }>(name: string): Promise<T> {
  const url = new URL(`bank/${name}.json`, root()).href;
  const asked = files.get(url) ?? fetched(url);
  files.set(url, asked);
  asked.catch(() => files.delete(url));
  return asked as Promise<T>;
}

async function fetched(url: string): Promise<{ schema: number }> {
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok) throw new Error("The questions cannot be fetched. Look at the connection, then try again.");
  const found = (await answer.json()) as { schema: number };
  if (found.schema !== SCHEMA) throw new Error("The guide has changed since this page was opened. Reload the page.");
  return found;
}

/** HTML of the bank as nodes: its addresses, which are relative to the site's root, made absolute. Never for other text. */
export function show(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  const base = root();
  for (const name of ["href", "src"]) {
    for (const element of template.content.querySelectorAll(`a[${name}], img[${name}]`)) {
      element.setAttribute(name, new URL(element.getAttribute(name)!, base).href);
    }
  }
  return template.content;
}
