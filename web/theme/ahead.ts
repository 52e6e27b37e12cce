/** The page that a reader is about to open is asked for when the pointer or the focus comes to its link. */

import { FRAGMENT } from "../core/frame";

/** For how long what was asked for ahead is used, in milliseconds. */
const FRESH = 15_000;
/** How long a pointer rests on a link that is meant, in milliseconds. */
const RESTS = 60;

let asked: { path: string; at: number; text: Promise<string> } | null = null;

/** The text of a page, for which no one else asks meanwhile. Rejects if there is none at its address. */
export function text(to: URL, signal: AbortSignal): Promise<string> {
  const known = asked?.path === to.pathname && performance.now() - asked.at < FRESH ? asked.text : null;
  asked = { path: to.pathname, at: performance.now(), text: known ? known.catch(() => get(to, signal)) : get(to, signal) };
  return asked.text;
}

/** What was asked for is here, or will not be used. */
export function forget(): void {
  asked = null;
}

/** A page without its frame, which is here already; where pages are built one by one, for who writes them, they come whole. */
async function get(to: URL, signal?: AbortSignal): Promise<string> {
  const brief = document.querySelector("style[data-href]") !== null;
  const response = await fetch(brief ? new URL(FRAGMENT, to) : to, signal ? { signal } : {});
  // Some hosts take away the ending; what leads elsewhere is no page.
  const elsewhere = response.redirected && !response.url.endsWith(`${to.pathname}fragment`);
  if (!response.ok || elsewhere) throw new Error(`no page at ${to.pathname}`);
  return response.text();
}

function ask(to: URL): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData || asked?.path === to.pathname) return;
  asked = { path: to.pathname, at: performance.now(), text: get(to) };
  asked.text.catch(() => { asked = null; });
}

/** Watches what the reader turns to; `target` says where a link leads. */
export function look(target: (at: EventTarget | null) => URL | null): void {
  let timer = 0;
  addEventListener("pointerover", ({ target: at, pointerType }: PointerEvent) => {
    clearTimeout(timer);
    const to = pointerType === "mouse" ? target(at) : null;
    if (to) timer = setTimeout(ask, RESTS, to);
  }, { passive: true });
  addEventListener("pointerdown", ({ target: at, button }: PointerEvent) => {
    const to = button ? null : target(at);
    if (to) ask(to);
  }, { passive: true });
}

/** The end of a page leads to the next one: it is asked for once a reader who scrolled has come near. */
let end: IntersectionObserver | null = null;
export function ahead(): void {
  end?.disconnect();
  const next = document.querySelector<HTMLAnchorElement>("a.md-footer__link--next");
  if (!next) return;
  end = new IntersectionObserver((entries) => {
    if (scrollY > 0 && entries.some(({ isIntersecting }) => isIntersecting)) ask(new URL(next.href));
  }, { rootMargin: "50% 0px" });
  end.observe(next);
}
