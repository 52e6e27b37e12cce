/** Keys of a practice page, as long as it is shown: never while the reader types, never with Ctrl, Alt or Cmd. */

/** `act` says whether the key did anything. Space is left to what has the focus and takes it. */
export function hearKeys(place: HTMLElement, act: (key: string) => boolean): void {
  const life = new AbortController();
  document.addEventListener("keydown", (event) => {
    if (!place.isConnected) return life.abort();
    const target = event.target as Element;
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return;
    if (target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])")) return;
    if (event.key === " " && target.closest("button, a, summary, input, label")) return;
    if (act(event.key)) event.preventDefault();
  }, { signal: life.signal });
}
