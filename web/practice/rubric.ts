/** The rubric to judge an answer by: four bands, each with four anchors. */

import { RUBRIC } from "../core/rubric";
import type { Asked } from "../core/records";
import { make } from "../parts/element";

/** A choice is written to `asked` and told. */
export function rubric(asked: Asked, changed: () => void): HTMLElement {
  const bands = RUBRIC.map(({ band, title, anchors }) => {
    const labels = anchors.map((anchor, place) => {
      const value = place + 1;
      const input = make("input", { type: "radio", name: band, value: String(value), checked: asked[band] === value });
      input.addEventListener("change", () => {
        asked[band] = value;
        changed();
      });
      const words = [make("strong", {}, String(value)), make("span", {}, anchor)];
      return make("label", { className: "rubric-anchor" }, input, ...words);
    });
    return make("fieldset", { className: "rubric-band" }, make("legend", {}, title), ...labels);
  });
  return make("div", { className: "rubric" }, ...bands);
}
