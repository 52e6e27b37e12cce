/** How a card stands, for every page: seen with little code. Pure; must not import the scheduler, nor what reads all kinds. */

import { type Study, due, dueTime } from "./card";
import { dayOf } from "./days";
import type { Card } from "./records";

export type CardKind = "card/question" | "card/quiz";

/** A stored card, only looked at: what is written again is read in full before. Null if it is none. */
export function glance(stored: string | null): Card | null {
  try {
    const card = JSON.parse(stored ?? "") as Card;
    return [card.state, card.due, card.last, card.reps].every(Number.isFinite) && card.at > 0 ? card : null;
  } catch {
    return null;
  }
}

/** What stands beside a question whose card is kept. */
export function standing(card: Card, now: number, study: Study): string {
  if (card.suspended) return "suspended";
  if (card.state === 0) return "new";
  if (due(card, now, study)) return "due now";
  const days = dayOf(dueTime(card, now, study), study.offset) - dayOf(now, study.offset);
  return days > 0 ? `due in ${days} d` : "due today";
}

/** The interview's day in stored settings of the review; empty if there is none. */
export function interviewIn(stored: string | null): string {
  try {
    return String((JSON.parse(stored ?? "") as { interview?: unknown }).interview ?? "");
  } catch {
    return "";
  }
}
