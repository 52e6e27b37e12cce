/** What is below the screen is laid out after the first paint, bit by bit, so that nothing waits for it. */

/** So many parts of a page at a time: less than one would notice, on a slow phone too. */
const BIT = 4;

let watching: AbortController | null = null;

/** Call on each page. What is below the screen waits if the page is read from its beginning: `data-late` says so. */
export function start(): void {
  watching?.abort();
  if (document.documentElement.dataset["late"] === undefined) return;
  const mine = watching = new AbortController();
  const parts = [...document.querySelectorAll<HTMLElement>(".md-typeset > :is(h2, p, ul, ol, section)")];
  const lay = (count: number) => {
    for (const part of parts.splice(0, count)) part.dataset["laid"] = "";
    if (parts.length) later();
    else mine.abort();
  };
  const later = () => requestAnimationFrame(() => setTimeout(() => { if (!mine.signal.aborted) lay(BIT); }));
  // Who goes to a place must find it where it is.
  for (const type of ["pointerdown", "keydown"]) addEventListener(type, () => lay(parts.length), { capture: true, signal: mine.signal });
  later();
}
