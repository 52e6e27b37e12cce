/** What stands around a card of the review: how many are left, Undo and Suspend, and the cards that are set aside. */

import type { ReviewSettings } from "../core/records";
import { type Item, type Plan, outside } from "../core/reviewing";
import { show } from "./bank";
import { button, make } from "../parts/element";

const KEYS = "Keys: Space goes on, 1 to 4 rate, u takes the last rating back.";

interface Acts {
  undo: () => void;
  suspend: () => void;
  bringBack: (item: Item) => void;
}

export class Around {
  readonly counts = make("p", { className: "review-counts" });
  readonly bar = make("p", { className: "practice-bar" });
  readonly aside = make("div");
  private readonly undo: HTMLButtonElement;
  private readonly suspend: HTMLButtonElement;

  constructor(private readonly acts: Acts) {
    this.undo = button("Undo", acts.undo);
    this.undo.setAttribute("aria-keyshortcuts", "u");
    this.suspend = button("Suspend this card", acts.suspend);
  }

  show(plan: Plan, settings: ReviewSettings, canUndo: boolean, asking: boolean): void {
    const { new: fresh, learning, due } = plan.counts;
    const warning = make("span", { className: "review-warning" }, plan.warning);
    const left = [`New ${fresh} · Learning ${learning} · Due ${due}`, warning];
    this.counts.replaceChildren(...(plan.asked.length ? left : []));
    const hint = make("span", { className: "key-hint" }, KEYS);
    this.bar.replaceChildren(...(canUndo ? [this.undo] : []), ...(asking ? [this.suspend, hint] : []));
    const open = this.aside.querySelector("details")?.open ?? false;
    this.aside.replaceChildren(...setAsides(plan, settings, open, this.acts.bringBack));
  }
}

/** What is kept but not asked: the suspended cards, each with a button that brings it back, and how many others. */
export function setAsides({ asked, mine, cards }: Plan, settings: ReviewSettings, open: boolean, back: (item: Item) => void): HTMLElement[] {
  const suspended = asked.filter(({ key }) => mine.get(key)?.suspended);
  const list = suspended.map((item) => make("li", {}, make("span", {}, item.question?.title ?? show(item.quiz!.stem)),
    button("Bring back", () => back(item))));
  const fold = make("details", { className: "review-suspended", open });
  fold.append(make("summary", {}, list.length === 1 ? "1 suspended card" : `${list.length} suspended cards`), make("ul", {}, ...list));
  const others = outside(cards, asked).length;
  return [...(list.length ? [fold] : []), ...(others ? [make("p", { className: "review-note" }, whyNot(others, settings))] : [])];
}

function whyNot(count: number, { sections, levels }: ReviewSettings): string {
  const cards = count === 1 ? "1 more card is kept" : `${count} more cards are kept`;
  return sections.length || levels.length
    ? `${cards}, of other sections or levels than the settings choose.`
    : `${cards}, of questions that are no longer in the guide.`;
}
