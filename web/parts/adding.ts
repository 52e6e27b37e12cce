/** What a reader's act on a question or quiz item changes in what is kept. Loaded with the first such act. */

import { newCard } from "../core/card";
import { stamp } from "../core/records";
import type { CardKind } from "../core/standing";
import { read, remove, write } from "./kept";

/** Puts a card into the review; false if it is there already, or cannot be kept. */
export function addCard(kind: CardKind, id: string): boolean {
  return !read(kind, id).at && write(kind, id, newCard(Date.now()));
}

/** Takes a card out of the review; one with a history only if the reader says so again. */
export function dropCard(kind: CardKind, id: string): void {
  const { reps } = read(kind, id);
  if (!reps || confirm(`Remove this card, and what is known of its ${reps} reviews?`)) remove(kind, id);
}

/** Counts a try of a quiz item. */
export function keepTry(id: string, right: boolean): void {
  const { at, ...tries } = read("quiz", id);
  const [name, last] = right ? (["right", "right"] as const) : (["wrong", "wrong"] as const);
  write("quiz", id, { ...tries, [name]: tries[name] + 1, last, at: stamp({ at }, Date.now()) });
}
