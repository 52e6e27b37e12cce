/** Saves a plan as a calendar file. What makes the file is fetched when it is asked for. */

import type { Item, Plan } from "../core/planner";
import { root } from "./bank";
import { make } from "../parts/element";

/** What is still to be done, from today on. */
export function exporter({ days }: Plan, interview: string, today: string, done: (item: Item) => boolean): HTMLElement {
  const time = make("input", { type: "time" });
  const said = make("p", { className: "practice-said" });
  said.setAttribute("role", "status");
  const form = make("form", { className: "practice-form" },
    make("label", {}, "Time of the day (empty: all day)", time),
    make("button", { type: "submit", className: "bar-button" }, "Save as calendar file"), said);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ahead = days.filter(({ day }) => day >= today)
      .map(({ day, items }) => ({ day, items: items.filter((item) => !done(item)) }));
    save(ahead, interview, time.value).then(
      () => (said.textContent = "Saved. Import it into your calendar; a later file changes the days that are there."),
      () => (said.textContent = "The file could not be made. Look at the connection, then try again."));
  });
  return make("section", { className: "plan-export" }, make("h3", {}, "Calendar"), form);
}

async function save(days: Plan["days"], interview: string, time: string): Promise<void> {
  const { calendar } = await import("../core/calendar");
  const text = calendar({ days, interview, time, root: root(), now: Date.now() });
  const href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  make("a", { href, download: "interview-plan.ics" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
