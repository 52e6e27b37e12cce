/** Where a reader stands on a page, kept in the history, so that Back and Forward lead there. */

/** Milliseconds after the last scrolling until the place is noted. */
const CALM = 150;

/** Where the reader stood on this page, or its top. */
export function restore(): void {
  const { near = "", below = 0 } = (history.state ?? {}) as Partial<Place>;
  const top = document.getElementById(near)?.getBoundingClientRect().top;
  scrollTo({ top: top === undefined ? below : scrollY + top + below, behavior: "instant" });
}

/** A place in the text, not on the page: what scripts add above it must not move the reader. */
interface Place {
  /** The last heading above, by its id; empty before the first. */
  near: string;
  /** How many pixels the place is below it. */
  below: number;
}

/** Notes where the reader stands now. */
export function note(): void {
  const tops = [...document.querySelectorAll("article :is(h2, h3)[id]")].map((heading) => [heading.id, heading.getBoundingClientRect().top] as const);
  const [near, top] = tops.findLast(([, each]) => each <= 0) ?? ["", -scrollY];
  history.replaceState({ ...(history.state as object | null), near, below: -top } satisfies Place, "");
}

/** Call once: notes it when the reader comes to rest, unless a page is on its way. */
export function keepPlace(here: () => boolean): void {
  let timer = 0;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (here()) note(); }, CALM);
  }, { passive: true });
  addEventListener("pagehide", () => { history.scrollRestoration = "auto"; }); // a reload is the browser's
}
