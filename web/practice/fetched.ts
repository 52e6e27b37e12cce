/** A practice page that fetches what it shows: the sections that are chosen, a way to try again, titles of chapters. */

import type { Index, SectionBank } from "../core/bank";
import type { ReviewSettings } from "../core/records";
import { section } from "./bank";
import { button, make } from "../parts/element";

/** Begins a page; if what it needs cannot be fetched, the page says why and offers to try again. */
export async function fetched(place: HTMLElement, begin: () => Promise<void>): Promise<void> {
  try {
    await begin();
  } catch (error) {
    const said = make("p", { tabIndex: -1 }, (error as Error).message);
    const focus = place.contains(document.activeElement);
    place.replaceChildren(said, button("Try again", () => void fetched(place, begin)));
    if (focus) said.focus();
  }
}

export interface Chosen {
  /** The titles of all sections with questions or quiz items, by name. */
  known: Map<string, string>;
  /** Those of the settings that there are. */
  wanted: string[];
  /** The questions of the sections wanted, or of all if none is. */
  banks: SectionBank[];
}

export async function chosenBanks({ sections }: Index, settings: ReviewSettings): Promise<Chosen> {
  const filled = sections.filter(({ pages }) => pages.some(({ questions, quizzes }) => questions + quizzes));
  const known = new Map(filled.map(({ name, title }) => [name, title]));
  const wanted = settings.sections.filter((name) => known.has(name));
  const names = wanted.length ? [...known.keys()].filter((name) => wanted.includes(name)) : [...known.keys()];
  return { known, wanted, banks: await Promise.all(names.map(section)) };
}

/** The title of a page. */
export function titleOf({ sections }: Index, page: string): string {
  return sections.flatMap(({ pages }) => pages).find(({ name }) => name === page)?.title ?? "The chapter";
}
