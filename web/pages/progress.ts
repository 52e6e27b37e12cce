/** The progress page: what was read, answered and solved, what is weak, what comes, and the records as a whole. */

import { activeDays, streak } from "../core/activity";
import type { Index, SectionBank } from "../core/bank";
import { DAY, dayOf } from "../core/days";
import { type Shelf, type Standing, shelved, standings, upcoming } from "../core/progress";
import { index, root, section } from "../practice/bank";
import { button, make } from "../parts/element";
import { everything, keeps, onChange, warn } from "../parts/kept";
import { moving } from "../practice/moving";
import { of, picture, scoped, table } from "../practice/strength";

const DAYS = 14;

export function start(): void {
  const place = document.querySelector<HTMLElement>("[data-practice=progress]");
  if (!place) return;
  if (!keeps()) warn();
  const view = make("div");
  let shown = 0;
  const show = async () => {
    const turn = (shown += 1);
    const again = button("Try again", () => void show());
    const made = await filled().catch((error: Error) => [make("p", {}, error.message), again]);
    if (turn === shown) view.replaceChildren(...made);
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const stop = onChange(() => {
    if (!place.isConnected) return stop();
    clearTimeout(waiting); // another tab may write hundreds
    waiting = setTimeout(() => void show(), 200);
  });
  const about = "All of this is kept in this browser alone. "
    + "An export is one file with everything; an import takes from it what is missing here or newer.";
  place.replaceChildren(view, make("h2", {}, "Your records"), make("p", {}, about), moving(() => void show()));
  void show();
}

/** What stands above the records. */
async function filled(): Promise<HTMLElement[]> {
  const { records, corrupt } = everything();
  const shelf = shelved(records);
  const [now, offset] = [Date.now(), -new Date().getTimezoneOffset()];
  const days = activeDays(shelf, now, offset);
  const many = corrupt === 1 ? "1 record is" : `${corrupt} records are`;
  const damaged = corrupt ? [make("p", {}, `${many} damaged and counted as nothing kept.`)] : [];
  if (!days.length && !shelf["card/question"].size && !shelf["card/quiz"].size) return [...damaged, empty()];
  const found = await index();
  const { banks, missing } = await fetched(found, shelf);
  const all = standings(found, banks, shelf, now, offset);
  const which = missing === 1 ? "1 section" : `${missing} sections`;
  const lost = `The questions of ${which} cannot be fetched now; they count as not answered.`;
  const rest = missing ? [make("p", {}, lost)] : [];
  const numbers = make("details", {}, make("summary", {}, "The same in numbers"), table(all, root()));
  const first = dayOf(now, offset);
  const counts = upcoming(banks.values(), shelf, now, offset, DAYS);
  return [...damaged, ...rest, summary(all, found, shelf), activity(days, first), make("h2", {}, "By section"),
    picture(all), numbers, make("h2", {}, `The next ${DAYS} days`), coming(counts, first)];
}

/** Questions are fetched only where a record could be of one. */
async function fetched(found: Index, shelf: Shelf): Promise<{ banks: Map<string, SectionBank>; missing: number }> {
  const needed = shelf["card/question"].size + shelf["card/quiz"].size + shelf.mock.size > 0;
  const some = needed ? found.sections.filter(({ pages }) => pages.some((page) => page.questions + page.quizzes)) : [];
  const answers = await Promise.all(some.map(({ name }) => section(name).catch(() => null)));
  const banks = new Map(answers.filter((bank) => bank !== null).map((bank) => [bank.section, bank]));
  return { banks, missing: some.length - banks.size };
}

function empty(): HTMLElement {
  const link = (name: string, text: string) => make("a", { href: new URL(name, root()).href }, text);
  return make("p", {}, "Nothing is kept here yet. ", link("practice/review/", "Review questions"), ", ",
    link("practice/quiz/", "take a quiz"), ", ", link("practice/mock-interview/", "hold a mock interview"), " or ",
    link("exercises/", "solve an exercise"), ", and this page shows what is strong and what is weak. ",
    "If you have an export of another browser, import it below.");
}

function summary(all: Standing[], { exercises }: Index, shelf: Shelf): HTMLElement {
  const sum = (field: "read" | "pages" | "answered" | "questions" | "due") =>
    all.reduce((total, one) => total + one[field], 0);
  const solved = exercises.filter(({ name }) => shelf.work.get(name)?.solved).length;
  const due = sum("due");
  const review = make("a", { href: new URL("practice/review/", root()).href }, due === 1 ? "1 card" : `${due} cards`);
  const rows: [string, Node | string][] = [
    ["Chapters read", of(sum("read"), sum("pages"))], ["Questions answered", of(sum("answered"), sum("questions"))],
    ["Exercises solved", of(solved, exercises.length)], ["Due now", due ? review : "nothing"],
  ];
  const shown = rows.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  return make("dl", { className: "totals" }, ...shown);
}

/** Days with any activity; a day without one is not spoken of. */
function activity(days: number[], today: number): HTMLElement {
  const recent = days.filter((day) => day > today - 30).length;
  const row = streak(days, today);
  const words = row > 1 ? `, the last ${row} in a row` : "";
  return make("p", {}, days.length ? `Active on ${recent} of the last 30 days${words}.` : "");
}

/** Cards due a day, as a table with bars. */
function coming(counts: number[], first: number): HTMLElement {
  if (counts.every((count) => count === 0)) return make("p", {}, `No review is due in the next ${DAYS} days.`);
  const most = Math.max(...counts);
  const rows = counts.map((count, day) => {
    const bar = make("span", { className: "coming-bar" });
    bar.style.width = `${(100 * count) / most}%`;
    return make("tr", {}, scoped("row", dated(first, day)), make("td", {}, String(count)), make("td", {}, bar));
  });
  return make("table", { className: "coming" }, make("caption", {}, "Reviews due"), make("tbody", {}, ...rows));
}

function dated(first: number, day: number): string {
  if (day < 2) return day ? "Tomorrow" : "Today";
  const format = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  return format.format(new Date((first + day) * DAY));
}
