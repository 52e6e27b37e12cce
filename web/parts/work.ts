/** What the exercise pages share: the files of the page, the day, and the mark of a solved one. */

import type { Work } from "../core/records";
import { make } from "./element";

/** The block of the fence with this title. */
export function fileOf(title: string): HTMLElement | null {
  const names = [...document.querySelectorAll("article .filename")];
  return names.find((name) => name.textContent === title)?.closest<HTMLElement>(".highlight") ?? null;
}

/** The reader's day, as 2026-01-31. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Says beside the page's facts that the exercise is solved, and when. */
export function celebrate({ solved }: Work): void {
  const facts = document.querySelector("article .facts");
  if (!solved || !facts || facts.querySelector(".solved")) return;
  facts.append(make("span", { className: "solved" }, `Solved on ${solved}`));
}
