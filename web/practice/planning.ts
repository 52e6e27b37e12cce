/** The wishes of a plan: asked for and checked. */

import type { Level } from "../core/bank";
import { numberOf } from "../core/days";
import { type PlanSettings, stamp } from "../core/records";
import { LEVELS, ROLES } from "../core/roles";
import { LONGEST } from "../core/slots";
import { chooser, titled } from "./briefing";
import { make } from "../parts/element";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HOURS: [least: number, most: number] = [1, 60];

/** The first thing that is wrong with the wishes, and the name of its field; null if nothing is. */
function wrong({ start, interview, hoursAWeek, weekdays }: PlanSettings, today: string): [field: string, words: string] | null {
  const [first, last] = [numberOf(start), numberOf(interview)];
  if (Number.isNaN(first)) return ["start", "Choose the first day."];
  if (Number.isNaN(last)) return ["interview", "Choose the day of the interview."];
  if (last <= numberOf(today)) return ["interview", "Choose a day of the interview that is still to come."];
  if (last <= first) return ["interview", "The interview must come after the first day."];
  if (last - first > LONGEST) return ["interview", "Plan for a year at most."];
  const [least, most] = HOURS;
  if (!(hoursAWeek >= least && hoursAWeek <= most)) return ["hours", `Choose ${least} to ${most} hours a week.`];
  return weekdays.length ? null : ["weekday", "Choose at least one weekday."];
}

function field(name: string, label: string, fields: Partial<HTMLInputElement>): HTMLLabelElement {
  return make("label", {}, label, make("input", { name, required: true, ...fields }));
}

/** The form. `made` gets wishes that can be planned. */
export function wishForm(before: PlanSettings, today: string, made: (wishes: PlanSettings) => void): HTMLFormElement {
  const [role, roleField] = chooser("Role", ROLES.map(({ name }) => [titled(name), name]), before.role);
  const [level, levelField] = chooser("Level", LEVELS.map((name) => [titled(name), name]), before.level);
  const boxes = WEEKDAYS.map((name, place) =>
    make("input", { type: "checkbox", name: "weekday", checked: before.weekdays.includes(place), ariaLabel: name }));
  const said = make("p", { className: "practice-said" });
  said.setAttribute("role", "alert");
  const [min, max] = HOURS.map(String);
  const form = make("form", { className: "practice-form plan-form", noValidate: true }, role, level,
    field("hours", "Hours a week", { type: "number", min, max, step: "0.5", value: String(before.hoursAWeek) }),
    field("start", "First day", { type: "date", value: before.start }),
    field("interview", "Interview", { type: "date", value: before.interview }),
    make("fieldset", { className: "plan-weekdays" }, make("legend", {}, "Days of study"),
      ...boxes.map((box, place) => make("label", { className: "practice-check" }, box, WEEKDAYS[place]!.slice(0, 3)))),
    make("button", { type: "submit", className: "bar-button bar-button--primary" }, "Make the plan"), said);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value;
    const wishes: PlanSettings = {
      role: roleField.value, level: levelField.value as Level, hoursAWeek: Number(value("hours")),
      start: value("start"), interview: value("interview"),
      weekdays: boxes.flatMap(({ checked }, place) => (checked ? place : [])), at: stamp(before, Date.now()),
    };
    const fault = wrong(wishes, today);
    said.textContent = fault?.[1] ?? "";
    if (fault) form.querySelector<HTMLElement>(`[name=${fault[0]}]`)!.focus();
    else made(wishes);
  });
  return form;
}
