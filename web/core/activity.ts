/** On which days the reader did anything. Pure. */

import { dayOf, isTime, numberOf } from "./days";
import type { Shelf } from "./progress";

/** The days of study with any activity, oldest first: reviews, tries, pages, exercises, interviews, ticks. */
export function activeDays(shelf: Shelf, now: number, offset = 0): number[] {
  const cards = [...shelf["card/question"].values(), ...shelf["card/quiz"].values()];
  const times = [
    ...cards.flatMap(({ log }) => log.map(([time]) => time)),
    ...[shelf.quiz, shelf.read, shelf.tick, shelf.work].flatMap((some) => [...some.values()].map(({ at }) => at)),
    ...[...shelf.mock.keys()].map((start) => Date.parse(start)),
  ];
  const solved = [...shelf.work.values()].map((work) => numberOf(work.solved));
  const today = dayOf(now, offset);
  const days = [...times.filter((time) => isTime(time) && time > 0).map((time) => dayOf(time, offset)), ...solved];
  return [...new Set(days.filter((day) => day <= today))].sort((a, b) => a - b);
}

/** How many days in a row end today, or yesterday: a day that is not over breaks nothing. */
export function streak(days: readonly number[], today: number): number {
  const active = new Set(days);
  let day = active.has(today) ? today : today - 1;
  const end = day;
  while (active.has(day)) day -= 1;
  return end - day;
}
