/** The days of a plan as lists to tick off. */

import { numberOf } from "../core/days";
import type { Day, Item } from "../core/planner";
import { make } from "../parts/element";

const KINDS: Record<Item["kind"], string> = {
  chapter: "chapter", notebook: "notebook", exercise: "exercise", mock: "mock interview", review: "review",
};

export interface Ticks {
  done: (item: Item) => boolean;
  tick: (item: Item, done: boolean) => void;
  /** Where an item is done. */
  href: (item: Item) => string;
}

/** A day in words: Saturday, January 31. */
export function inWords(day: string): string {
  const format = new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" });
  return format.format(numberOf(day) * 86_400_000);
}

/** Minutes in words: 1 h 5 min. */
export function lasting(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return [hours && `${hours} h`, (minutes % 60 || !hours) && `${minutes % 60} min`].filter(Boolean).join(" ");
}

/** The items of a day under its name. */
export function dayList({ day, items }: Day, ticks: Ticks, name = inWords(day)): HTMLElement {
  const minutes = items.reduce((sum, item) => sum + item.minutes, 0);
  const time = make("span", { className: "plan-time" }, items.length ? lasting(minutes) : "free");
  const heading = make("h4", {}, name, " ", time);
  return make("section", { className: "plan-day" }, heading, items.length ? itemList(items, ticks) : "");
}

export function itemList(items: readonly Item[], ticks: Ticks): HTMLElement {
  return make("ul", { className: "plan-list" }, ...items.map((item) => row(item, ticks)));
}

function row(item: Item, { done, tick, href }: Ticks): HTMLElement {
  const box = make("input", { type: "checkbox", checked: done(item) });
  box.setAttribute("aria-label", `Done: ${item.title}`);
  const link = make("a", { href: href(item) }, item.title);
  const element = make("li", {}, make("label", { className: "plan-tick" }, box), link,
    make("span", { className: "plan-facts" }, `${KINDS[item.kind]}, ${lasting(item.minutes)}`));
  const mark = () => element.classList.toggle("plan-done", box.checked);
  box.addEventListener("change", () => {
    mark();
    tick(item, box.checked);
  });
  mark();
  return element;
}

const ADVICE: readonly (readonly [least: number, words: string])[] = [
  [8, ""],
  [2, "This is the last week. Begin no subject that is not in the plan. Review each day, hold a mock interview aloud, " +
    "and look up only what went wrong in it."],
  [1, "The interview is tomorrow. Review for half an hour at most. Prepare two minutes about yourself and three " +
    "questions of your own, check the way or the connection, and stop early."],
  [0, "The interview is today. Learn nothing new. Say two answers aloud to warm up, then leave the guide."],
  [-Infinity, "The interview is over. Write its questions down while you remember them, look up what you missed, " +
    "then make the next plan."],
];

/** What helps in the last days, by the days that are left; empty before them. */
export function advice(left: number): string {
  return ADVICE.find(([least]) => left >= least)?.[1] ?? "";
}
