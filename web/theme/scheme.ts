/** Light, dark or as the system: the three choices of the header, kept under the name that the script in the page reads (guard.html). */

const DARK = matchMedia("(prefers-color-scheme: dark)");
const key = () => `${new URL(document.querySelector<HTMLAnchorElement>("a.md-logo")?.href ?? "./", location.href).pathname}.__palette`;
const choices = () => [...document.querySelectorAll<HTMLInputElement>("input[name=__palette]")];

/** Call once: the header stays. */
export function start(): void {
  const kept = JSON.parse(localStorage.getItem(key()) ?? "null") as { index: number } | null; // a corrupt one is gone by now
  choose(kept?.index ?? 0);
  choices().forEach((choice, index) => choice.addEventListener("change", () => {
    choose(index);
    try {
      localStorage.setItem(key(), JSON.stringify({ index }));
    } catch {} // no room, or not allowed: the choice holds for this page
  }));
  DARK.addEventListener("change", () => choose(choices().findIndex(({ checked }) => checked)));
}

/** The label after a choice that is made leads to the next one; only that label is shown. */
function choose(index: number): void {
  const all = choices();
  const choice = all[index];
  if (!choice) return;
  choice.checked = true;
  all.forEach((each) => { (each.nextElementSibling as HTMLElement).hidden = each !== choice; });
  const { mdColorMedia: media, mdColorScheme: scheme } = choice.dataset;
  document.body.dataset.mdColorScheme = media === "(prefers-color-scheme)" ? (DARK.matches ? "slate" : "default") : scheme;
}
