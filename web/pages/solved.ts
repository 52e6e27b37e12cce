/** Lists of exercises: marks those that are solved in this browser, and counts them. */

import { key, parse } from "../core/record";
import { make } from "../parts/element";
import { load } from "../parts/storage";

export function start(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-solvable]")];
  const solved = links.filter((link) => parse(load(key(link.dataset.solvable!))).solved);
  for (const link of solved) link.after(make("span", { className: "solved" }, "Solved"));
  const count = document.querySelector("[data-solved-count]");
  if (count && solved.length) count.textContent = `${solved.length} of ${links.length} solved`;
}
