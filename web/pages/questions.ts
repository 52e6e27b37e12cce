/** The page of all questions: shows the filter, which needs script, and hides what it does not keep. */

import { type Filter, fromQuery, keeps, toQuery } from "../core/filter";

export function start(): void {
  const form = document.querySelector<HTMLFormElement>("form.question-filter")!;
  const groups = [...document.querySelectorAll<HTMLElement>("[data-section]")];
  const status = form.querySelector("output")!;

  const read = (): Filter => {
    const data = new FormData(form);
    const value = (name: string) => String(data.get(name) ?? "");
    return { section: value("section"), level: value("level"), words: value("words") };
  };

  const apply = (filter: Filter) => {
    let shown = 0;
    for (const group of groups) {
      let inGroup = 0;
      for (const item of group.querySelectorAll<HTMLElement>("li[data-level]")) {
        const { section = "" } = group.dataset;
        const { level = "" } = item.dataset;
        item.hidden = !keeps(filter, { section, level, text: item.textContent ?? "" });
        if (!item.hidden) inGroup += 1;
      }
      for (const chapter of group.querySelectorAll<HTMLElement>(".question-list")) {
        chapter.hidden = !chapter.querySelector("li[data-level]:not([hidden])");
      }
      group.hidden = inGroup === 0;
      shown += inGroup;
    }
    status.textContent = shown === 0
      ? "No question matches. Choose another section or level, or fewer words."
      : `${shown} ${shown === 1 ? "question" : "questions"}`;
  };

  const given = fromQuery(location.search);
  for (const [name, value] of Object.entries(given)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
  form.addEventListener("input", () => {
    const filter = read();
    apply(filter);
    const query = toQuery(filter);
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  });
  form.addEventListener("reset", () => setTimeout(() => form.dispatchEvent(new Event("input"))));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply(read());
}
