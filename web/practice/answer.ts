/** The whole answer of a question, as it stands in its chapter: mechanism, follow-ups, mistakes, sources. */

import type { Answer, Titled } from "../core/bank";
import { show } from "./bank";
import { make } from "../parts/element";

/** The short answer, marked as in the chapters. */
export function shortAnswer(html: string): HTMLElement {
  return make("p", { className: "short-answer" }, show(html));
}

/** `url` leads to the question in its chapter. */
export function wholeAnswer({ mechanism, followUps, mistakes, sources }: Answer, url: string): HTMLElement {
  const whole = make("div", { className: "whole-answer" }, show(mechanism));
  whole.append(...followUps.map(followUp), ...mistakes.map(mistake));
  if (sources) whole.append(make("p", { className: "sources" }, show(sources)));
  whole.append(make("p", {}, make("a", { href: url }, "This question in its chapter")));
  return whole;
}

function followUp({ title, html }: Titled): HTMLElement {
  const fold = make("details", { className: "follow-up" }, make("summary", {}, show(title)), show(html));
  fold.addEventListener("toggle", () => reachable(fold));
  return fold;
}

function mistake({ title, html }: Titled): HTMLElement {
  return make("div", { className: "mistake" }, make("p", { className: "mistake-title" }, show(title)), show(html));
}

/** What is wider than the page can be scrolled with the keyboard, as in the chapters. Only what is shown is measured. */
export function reachable(place: HTMLElement): void {
  for (const wide of place.querySelectorAll<HTMLElement>("pre > code, table, .formula")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }
}
