/** The plan: from the reader's wishes to lists of days, to be ticked off, laid out anew and saved as a calendar. */

import { nameOf, numberOf } from "../core/days";
import type { PlanSettings } from "../core/records";
import { LEVELS, ROLES } from "../core/roles";
import { index } from "../practice/bank";
import { make } from "../parts/element";
import { fetched } from "../practice/fetched";
import { all, onChange, read, remove, write } from "../parts/kept";
import { type View, shown, today } from "../practice/planned";
import { wishForm } from "../practice/planning";

let stop = () => {};

export function start(): void {
  stop();
  const place = document.querySelector<HTMLElement>("[data-practice=plan]");
  if (place) void fetched(place, () => open(place));
}

async function open(place: HTMLElement): Promise<void> {
  const view: View = {
    place, index: await index(), wishes: kept(), ticks: all("tick"), change: (wishes) => change(view, wishes),
  };
  stop = onChange((kind) => {
    if (!place.isConnected || (kind !== "plan" && kind !== "tick" && kind !== null)) return;
    Object.assign(view, { wishes: kept(), ticks: all("tick") });
    render(view);
  });
  render(view);
}

/** The kept wishes; without any, four weeks from today. */
function kept(): PlanSettings {
  const settings = read("plan", "settings");
  const role = ROLES.some(({ name }) => name === settings.role) ? settings.role : ROLES[0]!.name;
  const level = LEVELS.some((name) => name === settings.level) ? settings.level : "mid";
  const start = settings.start || today();
  const interview = settings.interview || nameOf(numberOf(today()) + 28);
  return { ...settings, role, level, start, interview };
}

function render(view: View): void {
  const { place, wishes } = view;
  const form = wishForm(wishes, today(), view.change);
  if (!wishes.at) {
    place.replaceChildren(make("h2", { tabIndex: -1 }, "A new plan"), form);
    return;
  }
  place.replaceChildren(...shown(view), make("h3", {}, "Change the plan"),
    make("p", { className: "plan-hint" }, "What you ticked off stays done; the rest is laid out from the first day."), form);
}

/** Takes over new wishes and shows the plan. After an interview that is past, mock interviews begin anew. */
function change(view: View, wishes: PlanSettings): void {
  if (view.wishes.interview <= today()) {
    for (const id of [...view.ticks.keys()].filter((id) => id.startsWith("mock/"))) {
      view.ticks.delete(id);
      remove("tick", id);
    }
  }
  view.wishes = wishes;
  write("plan", "settings", wishes);
  render(view);
  view.place.querySelector("h2")!.focus();
}
