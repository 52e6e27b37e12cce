/** A plan as it is shown: what is left, what is late, what there is no time for, and the days to tick off. */

import { items as agenda } from "../core/agenda";
import type { Index, Level } from "../core/bank";
import { dayOf, nameOf, numberOf } from "../core/days";
import { type Item, type Plan, type Wish, enough, plan } from "../core/planner";
import { type PlanSettings, stamp } from "../core/records";
import { root } from "./bank";
import { type Ticks, advice, dayList, inWords, itemList } from "./days";
import { button, make } from "../parts/element";
import { exporter } from "./exporting";
import { read, write } from "../parts/kept";

/** What the page shows; the wishes and ticks stay here too, for a browser that keeps nothing. */
export interface View {
  place: HTMLElement;
  index: Index;
  wishes: PlanSettings;
  ticks: Map<string, { done: boolean; at: number }>;
  /** Takes over new wishes. */
  change: (wishes: PlanSettings) => void;
}

/** The day of study that it is now. */
export function today(): string {
  return nameOf(dayOf(Date.now(), -new Date().getTimezoneOffset()));
}

/** When an item was done; 0 if it was not. A page that was read and an exercise that was solved need no tick. */
function doneAt({ ticks }: View, { id, kind }: Item): number {
  const tick = ticks.get(id);
  if (tick) return tick.done ? tick.at : 0;
  if (kind === "exercise") return read("work", id).solved ? read("work", id).at || 1 : 0;
  return kind === "review" || kind === "mock" ? 0 : read("read", id).at;
}

/** Everything of the plan but the form that changes it. */
export function shown(view: View): HTMLElement[] {
  const { wishes: settings, ticks } = view;
  const wish: Wish = settings;
  const work = agenda(view.index, settings.role, settings.level as Level);
  const before = work.filter((item) => (doneAt(view, item) || Infinity) <= settings.at);
  const mocks = [...ticks].filter(([id, { done, at }]) => id.startsWith("mock/") && done && at <= settings.at);
  const done = new Set([...before, ...mocks.map(([id]) => ({ id }))].map(({ id }) => id));
  const made = plan(work, wish, done);
  const said = make("p", { className: "heard" });
  said.setAttribute("role", "status");
  const count = () => {
    const items = [...before, ...made.days.flatMap(({ items }) => items).filter(({ kind }) => kind !== "review")];
    return `${items.filter((item) => doneAt(view, item)).length} of ${items.length + made.left.length} done`;
  };
  const counted = make("span", {}, count());
  const list: Ticks = {
    done: (item) => doneAt(view, item) > 0,
    tick: (item, done) => {
      const tick = { done, at: stamp({ at: Math.max(settings.at, ticks.get(item.id)?.at ?? 0) }, Date.now()) };
      ticks.set(item.id, tick);
      write("tick", item.id, tick);
      said.textContent = counted.textContent = count();
    },
    href: (item) => hrefOf(view, item),
  };
  return [...head(view, counted, said), ...missed(view, made), ...left(made, wish, work, done, list),
    ...lists(made, list, before), exporter(made, settings.interview, today(), list.done)];
}

function hrefOf({ wishes: settings }: View, { kind, url, title }: Item): string {
  const link = new URL(url, root());
  if (kind !== "mock") return link.href;
  const minutes = title.includes("45") ? "45" : "20";
  link.search = new URLSearchParams({ role: settings.role, level: settings.level, minutes }).toString();
  return link.href;
}

function head({ wishes: settings }: View, counted: HTMLElement, said: HTMLElement): HTMLElement[] {
  const days = numberOf(settings.interview) - numberOf(today());
  const facts = [`${settings.role}, ${settings.level}`, `${settings.hoursAWeek} h a week`,
    days > 0 ? `${days} ${days === 1 ? "day" : "days"} left` : ""].filter(Boolean);
  const words = advice(days);
  return [make("h2", { tabIndex: -1 }, `Interview on ${inWords(settings.interview)}`),
    make("p", { className: "facts" }, ...facts.map((fact) => make("span", {}, fact)), counted),
    ...(words ? [make("p", { className: "plan-advice" }, words)] : []), said];
}

/** What is open of earlier days, and the button that lays the rest out anew. */
function missed(view: View, { days }: Plan): HTMLElement[] {
  const late = days.filter(({ day }) => day < today()).flatMap(({ items }) => items)
    .filter((item) => item.kind !== "review" && !doneAt(view, item));
  if (late.length === 0) return [];
  const { wishes } = view;
  const again = button("Lay the rest out from today", () => {
    view.change({ ...wishes, start: today(), at: stamp(wishes, Date.now()) });
  }, "bar-button bar-button--primary");
  const open = late.length === 1 ? "1 item of earlier days is open." : `${late.length} items of earlier days are open.`;
  return [make("div", { className: "plan-note" }, make("p", {}, `${open} What is done stays done.`), again)];
}

/** What there is no time for, and with how many hours there would be. */
function left({ left }: Plan, wish: Wish, work: Item[], done: ReadonlySet<string>, list: Ticks): HTMLElement[] {
  if (left.length === 0) return [];
  const hours = enough(work, wish, done);
  const counts = (["chapter", "notebook", "exercise"] as const).flatMap((one) => {
    const count = left.filter(({ kind }) => kind === one).length;
    return count ? `${count} ${one}${count === 1 ? "" : "s"}` : [];
  });
  const all = work.filter(({ id }) => !done.has(id)).length;
  const words = [
    `There is time for ${all - left.length} of ${all} items. The least important are left out: ${counts.join(", ")}.`,
    hours ? `With ${hours} hours a week nothing would be.` : "On so few days no hours would do: choose more weekdays.",
  ].join(" ");
  return [make("div", { className: "plan-note" }, make("p", {}, words),
    make("details", {}, make("summary", {}, `Left out: ${left.length}`), itemList(left, list)))];
}

function lists({ days }: Plan, list: Ticks, before: Item[]): HTMLElement[] {
  const now = today();
  const fold = (title: string, ...inside: HTMLElement[]) =>
    inside.length ? [make("details", {}, make("summary", {}, title), ...inside)] : [];
  const current = days.find(({ day }) => day === now) ?? { day: now, items: [] };
  const coming = days.filter(({ day }) => day > now).map((day) => dayList(day, list));
  return [
    make("h3", {}, "Today"), dayList(current, list),
    ...(coming.length ? [make("h3", {}, "Coming")] : []), ...coming.slice(0, 7),
    ...fold(`${coming.length - 7} more days`, ...coming.slice(7)),
    ...fold("Earlier days", ...days.filter(({ day }) => day < now).map((day) => dayList(day, list))),
    ...fold(`Done before this plan: ${before.length}`, ...(before.length ? [itemList(before, list)] : [])),
  ];
}
