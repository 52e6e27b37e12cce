/** What is below the screen is laid out after the first paint, bit by bit, so that nothing waits for it. */

/** So many parts of a page at a time: less than one would notice, on a slow phone too. */
const BIT = 4;
/** Letters, those of formulas twice, that fill a large screen. */
const SCREEN = 4_000;
/** Milliseconds after which a page that nobody sees is taken for painted. */
const UNSEEN = 500;

let watching: AbortController | null = null;

/** Call on each page. What is below the screen waits if the page is read from its beginning: `data-late` says so. */
export function start(): void {
  watching?.abort();
  if (document.documentElement.dataset["late"] === undefined) return;
  const mine = watching = new AbortController();
  const parts = [...document.querySelectorAll<HTMLElement>(".md-typeset > :is(h2, p, ul, ol, section)")];
  const lay = (count: number) => {
    for (const part of parts.splice(0, count)) part.dataset["laid"] = "";
    if (parts.length) return later(() => { if (!mine.signal.aborted) lay(BIT); });
    mine.abort();
  };
  // Who goes to a place must find it where it is.
  for (const type of ["pointerdown", "keydown"]) addEventListener(type, () => lay(parts.length), { capture: true, signal: mine.signal });
  later(() => { if (!mine.signal.aborted) lay(BIT); });
}

function later(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act));
}

/** Takes out of a page what is below a screen; the answer puts it back. */
export function detach(page: Document): () => void {
  const article = page.querySelector("article");
  let length = 0;
  const rest = [...(article?.children ?? [])].filter(({ textContent }) => (length += textContent!.length) > SCREEN + textContent!.length);
  for (const part of rest) part.remove();
  return () => article?.append(...rest);
}

/** When what is here now has been painted, or the page is not in sight. */
export function painted(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, UNSEEN);
  });
}
