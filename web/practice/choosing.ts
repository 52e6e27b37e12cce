/** The settings of the review, folded away once they are chosen. */

import { numberOf } from "../core/days";
import { type ReviewSettings, stamp } from "../core/records";
import { described } from "../core/reviewing";
import { make } from "../parts/element";

const LEVELS = ["junior", "mid", "senior"];

/** `titles` are those of the sections by name; `save` gets what the reader has chosen. */
export function settingsForm(
  settings: ReviewSettings, titles: ReadonlyMap<string, string>, today: string, open: boolean,
  save: (chosen: ReviewSettings) => void,
): HTMLDetailsElement {
  const sections = boxes("Sections", "None checked: all", [...titles], settings.sections);
  const levels = boxes("Levels", "None checked: all", LEVELS.map((level) => [level, level]), settings.levels);
  const fresh = make("input", { type: "number", min: "0", max: "999", required: true, value: String(settings.newADay) });
  const day = make("input", { type: "date", max: "9999-12-31", value: settings.interview });
  const form = make("form", { className: "practice-form" }, sections, levels,
    make("label", {}, "New cards a day", fresh), make("label", {}, "Day of the interview, if there is one", day),
    make("button", { type: "submit", className: "bar-button bar-button--primary" }, settings.at ? "Save" : "Start"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const newADay = Math.min(999, Math.max(0, Math.round(Number(fresh.value)) || 0));
    const interview = Number.isNaN(numberOf(day.value)) ? "" : day.value;
    save({ sections: checked(sections), levels: checked(levels), newADay, interview, at: stamp(settings, Date.now()) });
  });
  const fold = make("details", { className: "review-settings", open });
  fold.append(make("summary", {}, `Settings: ${described(settings, titles, today)}`), form);
  return fold;
}

function boxes(legend: string, hint: string, options: (readonly [name: string, title: string])[], chosen: string[]): HTMLElement {
  return make("fieldset", {}, make("legend", {}, `${legend} `, make("small", {}, hint)), ...options.map(([value, title]) =>
    make("label", { className: "practice-check" },
      make("input", { type: "checkbox", value, checked: chosen.includes(value) }), title)));
}

function checked(group: HTMLElement): string[] {
  return [...group.querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value);
}
