/** A quiz: which items are asked, in which order, and how it went. Pure. */

import type { Option, Quiz } from "./bank";
import type { Tries } from "./records";

/** How one item of a round went. */
export interface Result {
  quiz: Quiz;
  right: boolean;
}

/** Numbers from 0 up to 1 that follow from the seed (mulberry32, public domain, Tommy Ettinger). */
export function random(seed: number): () => number {
  let state = Number.isFinite(seed) ? seed >>> 0 : 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seed for a part of what has a seed, such as the options of one item. */
export function seedOf(text: string, seed: number): number {
  let mixed = seed >>> 0;
  for (const sign of text) mixed = Math.imul(mixed ^ sign.codePointAt(0)!, 0x01000193) >>> 0;
  return mixed;
}

/** The same things in the order of the seed (Fisher and Yates); what is given stays as it is. */
export function shuffled<T>(things: readonly T[], seed: number): T[] {
  const next = random(seed);
  const mixed = [...things];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(next() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}

/** The items to ask: at most `count` of them, 0 for all, and only those missed last if asked for. */
export function draw(
  quizzes: readonly Quiz[], tries: ReadonlyMap<string, Tries>, missedOnly: boolean, count: number, seed: number,
): Quiz[] {
  const from = missedOnly ? quizzes.filter(({ id }) => tries.get(id)?.last === "wrong") : quizzes;
  const mixed = shuffled(from, seed);
  return count > 0 ? mixed.slice(0, count) : mixed;
}

/** Whether more than one option is right. */
export function several(quiz: Quiz): boolean {
  return quiz.options.filter(({ right }) => right).length > 1;
}

/** Right only if all right options were chosen and no other. */
export function judge(options: readonly Option[], chosen: ReadonlySet<number>): boolean {
  return options.every(({ right }, place) => right === chosen.has(place));
}

/** What the end of a round says. */
export function verdict(results: readonly Result[]): string {
  const right = results.filter((one) => one.right).length;
  return results.length === 0 ? "Nothing was answered" : `${right} of ${results.length} right`;
}
