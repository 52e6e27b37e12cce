/** What the review says when there is no card to ask: nothing chosen yet, a card that comes in minutes, or done. */

import { type Step, summary } from "../core/reviewing";
import { root } from "./bank";
import { button, make } from "../parts/element";

export interface Ending {
  steps: readonly Step[];
  /** How long until the next card, in words; empty if none waits. */
  wait: string;
  /** Asks a card of today's short steps early; null without one. */
  early: (() => void) | null;
  /** How many that are chosen were never asked. */
  unseen: number;
  newADay: number;
}

const PLACES = [
  ["quiz", "Take a quiz"], ["mock-interview", "Hold a mock interview"], ["progress", "See your progress"],
] as const;

export function nothingYet(): HTMLElement[] {
  return [
    make("h2", { tabIndex: -1 }, "Nothing to review yet"),
    make("p", {}, "Choose above what to learn, then press Start: the questions come a few a day, in reading order."),
    make("p", {}, "Or choose single ones: each question in the chapters, and in the ",
      make("a", { href: `${root()}reference/questions/` }, "list of all questions"), ", leads to “Add to review”."),
  ];
}

export function ending({ steps, wait, early, unseen, newADay }: Ending): HTMLElement[] {
  const title = early ? "A short break" : steps.length ? "Done for now" : "Nothing is due";
  const said = make("p", {}, [summary(steps), wait && `The next card is due in ${wait}.`].filter(Boolean).join(" "));
  const parts: HTMLElement[] = [make("h2", { tabIndex: -1 }, title), said];
  if (early) parts.push(make("p", { className: "practice-bar" }, button("Ask it now", early)));
  if (unseen) {
    const words = unseen === 1 ? "1 card waits" : `${unseen} cards wait`;
    parts.push(make("p", {}, `${words} to be asked for the first time; for more than ${newADay} new ones a day, change the settings.`));
  }
  const links = PLACES.map(([name, text]) => make("li", {}, make("a", { href: `${root()}practice/${name}/` }, text)));
  return [...parts, make("p", {}, "Until then:"), make("ul", {}, ...links)];
}
