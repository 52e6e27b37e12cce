/** The theme's menu is opened by labels of hidden checkboxes: makes them buttons for keyboards and screen readers. */

const WIDE = matchMedia("(min-width: 76.25em)");
/** What an open drawer covers. */
const BEHIND = "[data-md-component=skip], .md-header, .md-content, .md-sidebar--secondary, .md-footer, .md-top";

/** On each page: the menu's labels. The drawer's own stand in the header, which stays. */
export function start(): void {
  for (const label of document.querySelectorAll<HTMLLabelElement>(".md-nav--primary label[for^=__nav_], .md-nav--primary label[for=__toc]")) {
    const title = label.textContent.trim() || label.parentElement?.textContent.trim() || "";
    asButton(label, label.matches(".md-nav__title") ? `Back from ${title}` : label.textContent.trim() || `Pages of ${title}`);
  }
  const button = document.querySelector<HTMLLabelElement>(".md-header label[for=__drawer]");
  const toggle = document.querySelector<HTMLInputElement>("#__drawer");
  if (!button || !toggle || button.role) return;
  asButton(button, "Menu");
  toggle.addEventListener("change", () => cover(toggle.checked, button));
  addEventListener("keydown", ({ key }: KeyboardEvent) => { if (key === "Escape" && toggle.checked) toggle.click(); });
  WIDE.addEventListener("change", () => { if (toggle.checked) toggle.click(); });
}

/** Enter and Space press it; a screen reader hears its name and whether what it opens is open. */
function asButton(label: HTMLLabelElement, name: string): void {
  const toggle = label.control as HTMLInputElement | null;
  if (!toggle) return;
  const tell = () => label.setAttribute("aria-expanded", String(toggle.checked));
  label.role = "button";
  label.ariaLabel = name;
  label.tabIndex = 0;
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    label.click();
  });
  toggle.addEventListener("change", tell);
  tell();
}

/** While the drawer is open the focus is in it and cannot leave it; closed, it is back at the button. */
function cover(open: boolean, button: HTMLElement): void {
  for (const part of document.querySelectorAll<HTMLElement>(BEHIND)) part.inert = open;
  if (!open) {
    if (!document.activeElement?.closest("article")) button.focus({ preventScroll: true }); // else a page arrived meanwhile
    return;
  }
  const levels = [...document.querySelectorAll<HTMLElement>(".md-nav--primary, .md-nav--primary .md-nav__toggle:checked ~ .md-nav")];
  const stops = levels.pop()?.querySelectorAll<HTMLElement>("a[href], label[tabindex]") ?? [];
  [...stops].find((stop) => stop.checkVisibility({ visibilityProperty: true }))?.focus();
}
