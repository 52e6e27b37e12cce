/** Where the reader is: the table of contents shows the part, the header the page's title once its heading is gone. */

/** The part of the screen, from its top, in which a heading counts as reached. */
const REACHED = "9999999px 0px -85% 0px";

let watching: IntersectionObserver[] = [];

/** Call on each page. */
export function start(): void {
  for (const each of watching) each.disconnect();
  watching = [];
  follow();
  title();
  menu();
}

function watch(act: IntersectionObserverCallback, options: IntersectionObserverInit, targets: Iterable<Element>): void {
  const observer = new IntersectionObserver(act, options);
  for (const target of targets) observer.observe(target);
  watching.push(observer);
}

function follow(): void {
  const links = new Map<Element, HTMLElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".md-sidebar--secondary a.md-nav__link[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading.closest("section.question") ?? heading, link); // what is not laid out has no place of its own
  }
  const above = new Set<Element>();
  watch((entries) => {
    for (const { target, isIntersecting } of entries) above[isIntersecting ? "add" : "delete"](target);
    const passed = [...links.keys()].filter((target) => above.has(target));
    const last = passed.at(-1);
    for (const [target, link] of links) {
      link.classList.toggle("md-nav__link--passed", above.has(target));
      link.classList.toggle("md-nav__link--active", target === last);
    }
    if (last) links.get(last)!.scrollIntoView({ block: "nearest", behavior: "instant" });
  }, { rootMargin: REACHED }, links.keys());
}

function title(): void {
  const shown = document.querySelector(".md-header__title");
  const heading = document.querySelector("article h1");
  shown?.classList.remove("md-header__title--active");
  if (!shown || !heading) return;
  watch(([entry]) => {
    shown.classList.toggle("md-header__title--active", !entry!.isIntersecting && entry!.boundingClientRect.top < entry!.rootBounds!.top);
  }, { rootMargin: "-48px 0px 0px 0px" }, [heading]);
}

/** The menu begins at the page's own entry where it does not fit the screen. */
function menu(): void {
  const scroller = document.querySelector<HTMLElement>(".md-sidebar--primary .md-sidebar__scrollwrap");
  const here = scroller?.querySelector("a.md-nav__link--active");
  if (!scroller || !here) return;
  watch(([entry], observer) => {
    const { boundingClientRect: link, rootBounds: box, isIntersecting } = entry!;
    if (!isIntersecting && box) scroller.scrollTo({ top: scroller.scrollTop + link.top - box.top - box.height / 2, behavior: "instant" });
    observer.disconnect();
  }, { root: scroller }, [here]);
}
