/** The ways into search, on every page; all else of it is fetched when one of them is taken. */

const WAY = "a[data-search-open]";

export function listen(): void {
  addEventListener("click", (event: MouseEvent) => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>(WAY);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link);
  }, { capture: true });
  addEventListener("keydown", (event: KeyboardEvent) => {
    const link = document.querySelector<HTMLAnchorElement>(WAY);
    const typing = (event.target as Element).closest?.("input, textarea, select, [contenteditable], .cm-editor, dialog");
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!link || !(slash || letter)) return;
    event.preventDefault();
    open(link);
  });
}

/** On the result page the field is there already. */
function open(link: HTMLAnchorElement): void {
  const field = document.querySelector<HTMLInputElement>("[data-search-page] input");
  if (field) field.select();
  else void import("./searchpanel").then((part) => part.open(link)).catch(() => location.assign(link.href));
}
