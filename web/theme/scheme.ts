/** Light, dark or as the system: the three choices of the header, kept under the name that the theme's inline script reads. */

const DARK = matchMedia("(prefers-color-scheme: dark)");
const NAMES = ["media", "scheme", "primary", "accent"] as const;

type Color = Record<(typeof NAMES)[number], string | null>;
declare const __md_get: (name: string) => { index: number } | null;
declare const __md_set: (name: string, value: unknown) => void;

const choices = () => [...document.querySelectorAll<HTMLInputElement>("input[name=__palette]")];

/** Call once: the header stays. */
export function start(): void {
  choose(Math.min(choices().length - 1, __md_get("__palette")?.index ?? 0));
  choices().forEach((choice, index) => choice.addEventListener("change", () => {
    choose(index);
    __md_set("__palette", { index, color: color(choice) });
  }));
  DARK.addEventListener("change", () => choose(choices().findIndex(({ checked }) => checked)));
}

function color(choice: HTMLInputElement): Color {
  return Object.fromEntries(NAMES.map((name) => [name, choice.getAttribute(`data-md-color-${name}`)])) as Color;
}

/** The label after a choice that is made leads to the next one; only that label is shown. */
function choose(index: number): void {
  const all = choices();
  const choice = all[index];
  if (!choice) return;
  choice.checked = true;
  all.forEach((each) => { (each.nextElementSibling as HTMLElement).hidden = each !== choice; });
  const system = choice.dataset.mdColorMedia === "(prefers-color-scheme)";
  const like = system ? all.find((each) => each.dataset.mdColorMedia === `(prefers-color-scheme: ${DARK.matches ? "dark" : "light"})`) : choice;
  for (const [name, value] of Object.entries(color(like ?? choice))) document.body.setAttribute(`data-md-color-${name}`, value ?? "");
}
