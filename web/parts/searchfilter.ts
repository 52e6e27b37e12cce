/** The choices by which results are filtered. */

import { make } from "./element";

export const KINDS: [name: string, title: string][] = [
  ["question", "Questions"], ["chapter", "Chapters"], ["section", "Parts of chapters"], ["exercise", "Exercises"], ["notebook", "Notebooks"],
  ["company", "Companies"], ["interview", "Mock interviews"], ["term", "Abbreviations"], ["source", "Sources"],
];
export const LEVELS: [name: string, title: string][] = [["junior", "Junior"], ["mid", "Mid"], ["senior", "Senior"]];

export interface Choice {
  label: HTMLLabelElement;
  select: HTMLSelectElement;
  fill(options: [name: string, title: string][]): void;
}

export function choice(name: string, all: string, options: [name: string, title: string][]): Choice {
  const select = make("select", { name: name.toLowerCase() }, make("option", { value: "" }, all));
  const fill = (more: [string, string][]) => {
    for (const [value, title] of more) select.append(make("option", { value }, title));
  };
  fill(options);
  const label = make("label", {}, make("span", { className: "search-label" }, name), select);
  return { label, select, fill };
}
