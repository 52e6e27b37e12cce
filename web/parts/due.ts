/** What every page knows of the review, with little code: how a card stands, and how many are due, in the header. */

import { type CardKind, glance, interviewIn, standing } from "../core/standing";
import { make } from "./element";
import { stored } from "./stored";

/** The number due, in the header of the page; without a card, no number. */
export function showDue(): void {
  const due = cards().filter(([kind, id]) => state(kind, id) === "due now").length;
  const link = document.querySelector<HTMLAnchorElement>("a.due-count") ?? make("a", { className: "due-count" });
  if (!due) return link.remove();
  link.href = review();
  link.textContent = `${due} due`;
  link.title = "Cards due in the review";
  document.querySelector(".md-header__title")?.after(link);
}

function cards(): [kind: CardKind, id: string][] {
  try {
    const names = Object.keys(localStorage).map((key) => /^held-out\/(card\/\w+)\/(.+)/.exec(key));
    return names.flatMap((name) => (name ? [[name[1] as CardKind, name[2]!]] : []));
  } catch {
    return [];
  }
}

/** How a card stands; empty if it is not in the review. */
export function state(kind: CardKind, id: string): string {
  const card = glance(stored(`${kind}/${id}`));
  const study = { id, interview: interviewIn(stored("review/settings")), offset: -new Date().getTimezoneOffset() };
  return card ? standing(card, Date.now(), study) : "";
}

/** The address of the review, without the bank's code. */
export function review(): string {
  return new URL("practice/review/", document.querySelector<HTMLAnchorElement>("a.md-logo")?.href).href;
}
