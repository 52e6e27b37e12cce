/** What is wider than the screen scrolls by itself: it takes the focus and has a name, so that the keyboard reaches it all. */

const NAMES = { ".md-typeset__scrollwrap": "Table", ".run-table": "Table", ".formula": "Formula", ".cell-output": "Output", "pre > code": "Code" };
const SCROLLERS = Object.keys(NAMES).join();

/** Sizes change when a fold is opened, a font comes or the window is turned. */
const sizes = new ResizeObserver((entries) => { for (const { target } of entries) measure(target as HTMLElement); });
/** Practice pages put their questions in later. */
const comers = new MutationObserver(look);

export function start(): void {
  sizes.disconnect();
  comers.disconnect();
  look();
  const practice = document.querySelector("[data-practice]");
  if (practice) comers.observe(practice, { childList: true, subtree: true });
  void document.fonts.ready.then(look);
}

function look(): void {
  for (const scroller of document.querySelectorAll<HTMLElement>(SCROLLERS)) {
    sizes.unobserve(scroller); // what is observed anew is told of, once the page is laid out for its own sake
    sizes.observe(scroller);
  }
}

function measure(scroller: HTMLElement): void {
  if (scroller.role === "region") return; // named where it was made
  const name = Object.entries(NAMES).find(([selector]) => scroller.matches(selector))![1];
  const scrolls = scroller.scrollWidth > scroller.clientWidth;
  if (scrolls === scroller.hasAttribute("tabindex")) return;
  scroller.toggleAttribute("tabindex", scrolls);
  if (scrolls) scroller.tabIndex = 0;
  scroller.role = scrolls ? "group" : null;
  scroller.ariaLabel = scrolls ? name : null;
}
