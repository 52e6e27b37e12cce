/** Lists of exercises: marks those that are solved in this browser, and counts them. */

import { make } from "../parts/element";
import { stored } from "../parts/stored";

/** How a record of work begins to tell its day. The reader's code cannot look like this: JSON escapes its quotes. */
const SOLVED = /"solved":"\d{4}-\d\d-\d\d"/;

export function start(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-solvable]")];
  const solved = links.filter((link) => SOLVED.test(stored(`work/${link.dataset.solvable!}`) ?? ""));
  for (const link of solved) link.after(make("span", { className: "solved" }, "Solved"));
  const count = document.querySelector("[data-solved-count]");
  if (count && solved.length) count.textContent = `${solved.length} of ${links.length} solved`;
}
