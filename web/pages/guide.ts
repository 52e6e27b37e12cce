/** Every page: opens the answer that the address names, and shows or hides all answers of the page. */

import { start as arrive } from "../parts/arrival";
import { start as reach } from "../parts/reach";
import { start as toggles } from "../parts/toggles";
import { listen } from "../parts/searchkeys";
import * as contents from "../theme/contents";
import * as frame from "../theme/frame";
import * as late from "../theme/late";
import * as scheme from "../theme/scheme";
import * as visits from "../theme/visits";

/** The answer to open for an element that an address points at. */
function open(target: Element | null): void {
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  const answer = target?.closest("section.question")?.querySelector<HTMLDetailsElement>("details.answer");
  if (answer) answer.open = true;
}

function followHash(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id ? document.getElementById(id) : null;
  if (!target) return;
  open(target);
  target.scrollIntoView();
}

/** A button before the first question. It tells its state by its words, so that every reader hears it. */
function toggleAll(): void {
  const answers = [...document.querySelectorAll<HTMLDetailsElement>("section.question > details.answer")];
  const first = document.querySelector("section.question");
  if (answers.length < 2 || !first) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-all";
  const name = () => {
    button.textContent = answers.every((answer) => answer.open) ? "Hide all answers" : "Show all answers";
  };
  button.addEventListener("click", () => {
    const show = !answers.every((answer) => answer.open);
    for (const answer of answers) answer.open = show;
    name();
  });
  for (const answer of answers) answer.addEventListener("toggle", name);
  name();
  first.before(button);
}

/** Paper cannot be clicked: all folds are opened for print, and closed again as they were. */
function printOpen(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("article details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
}

/** What only some pages have is fetched on those pages. */
const PARTS: readonly (readonly [selector: string, load: () => Promise<{ start(): unknown }>])[] = [
  ["form.question-filter", () => import("./questions")],
  ["a[data-solvable]", () => import("./solved")],
  ["body:not(:has([data-exercise])) [data-python]", () => import("./cells")],
  ["[data-exercise=python]", () => import("./exercise")],
  ["[data-exercise=sql]", () => import("./query")],
  ["[data-search-page]", () => import("./search")],
  ["[data-practice=review]", () => import("./review")],
  ["[data-practice=quiz]", () => import("./quiz")],
  ["[data-practice=mock-interview]", () => import("./mock")],
  ["[data-practice=plan]", () => import("./plan")],
  ["[data-keep]", () => import("./keep")],
  ["[data-practice=progress]", () => import("./progress")],
];

function improve(): void {
  const has = (selector: string) => document.querySelector(selector) !== null;
  for (const [selector, load] of PARTS) if (has(selector)) void load().then((page) => page.start());
  if (has("section.question, section.quiz, a.due-count") || reviewing()) void import("../parts/add").then((part) => part.start());
}

/** Whether this browser keeps cards, whose number due every page shows. */
function reviewing(): boolean {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith("held-out/card/"));
  } catch {
    return false;
  }
}

/** Keeps the page for a visit without network when all else is done, unless the reader saves data. */
function keep(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData || !("serviceWorker" in navigator)) return;
  const begin = () => void import("../parts/offline").then((part) => part.opened());
  // With a limit: a browser that draws nothing may never call itself idle.
  const idle = () => ("requestIdleCallback" in globalThis ? requestIdleCallback(begin, { timeout: 1_000 }) : setTimeout(begin));
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}

function start(): void {
  keep();
  frame.start();
  contents.start();
  toggleAll();
  followHash();
  setTimeout(() => { // so that the page answers in between
    toggles();
    reach();
    improve();
    late.start();
  });
}

printOpen();
listen();
frame.listen();
scheme.start();
addEventListener("hashchange", followHash);
visits.start(() => {
  start();
  arrive();
});
start();
