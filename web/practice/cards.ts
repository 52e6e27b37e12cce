/** The cards of a review session: as they are kept, or, where the browser keeps nothing, as they are until the page is left. */

import { type Card, key } from "../core/records";
import type { CardKind } from "../core/standing";
import { all, read, remove, write } from "../parts/kept";

type Name = { kind: CardKind; id: string };

export class Cards {
  /** What could not be kept, by key. */
  private readonly unkept = new Map<string, Card>();

  /** All cards by the keys of their records. */
  all(): Map<string, Card> {
    const cards = new Map<string, Card>();
    for (const kind of ["card/question", "card/quiz"] as const) {
      for (const [id, card] of all(kind)) cards.set(key(kind, id), card);
    }
    for (const [name, card] of this.unkept) cards.set(name, card);
    return cards;
  }

  read({ kind, id }: Name): Card {
    return this.unkept.get(key(kind, id)) ?? read(kind, id);
  }

  /** Null takes the card away. */
  put({ kind, id }: Name, card: Card | null): void {
    const name = key(kind, id);
    this.unkept.delete(name);
    if (!card) remove(kind, id);
    else if (!write(kind, id, card)) this.unkept.set(name, card);
  }
}
