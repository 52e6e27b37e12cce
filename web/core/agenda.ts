/** What there is to learn for a role and a level: chapters, notebooks and exercises, and how much each matters. Pure. */

import type { Exercise, Index, Level, Page } from "./bank";
import type { Item } from "./planner";
import { LEVELS, sectionOf, weight } from "./roles";

/** A notebook and an exercise practice what a chapter says: beside it, they can be left out first. */
const NOTEBOOK = 0.7;
const EXERCISE = 0.6;
/** An exercise of another level, by how far it is above or below the reader's. */
const OTHER_LEVEL = new Map([[-2, 0.6], [-1, 0.9], [0, 1], [1, 0.6]]);

/** Pages without questions are left out, such as companies, of which nobody reads all; notebooks stay. */
export function items(index: Index, role: string, level: Level): Item[] {
  const pages = index.sections.flatMap(({ pages }) => pages.filter(({ questions, notebook }) => questions || notebook));
  return [
    ...pages.map((page) => ofPage(page, role)),
    ...index.exercises.flatMap((exercise) => ofExercise(exercise, role, level)),
  ];
}

function ofPage({ name, title, url, minutes, needs, notebook }: Page, role: string): Item {
  const matters = notebook ? NOTEBOOK * subject(name, needs, role) : weight(role, sectionOf(name));
  return { id: name, kind: notebook ? "notebook" : "chapter", title, url, minutes, needs, weight: matters };
}

function ofExercise({ name, title, url, minutes, needs, level, language }: Exercise, role: string, wanted: Level): Item[] {
  const fits = OTHER_LEVEL.get(LEVELS.indexOf(level) - LEVELS.indexOf(wanted));
  if (!fits) return [];
  const matters = EXERCISE * fits * subject(language, needs, role);
  return [{ id: name, kind: "exercise", title, url, minutes, needs, weight: matters }];
}

/** The weight of the subject that is practiced, which is that of the pages to read first. */
function subject(name: string, needs: readonly string[], role: string): number {
  return Math.max(...(needs.length ? needs : [name]).map((page) => weight(role, sectionOf(page))));
}
