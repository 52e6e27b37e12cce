/** The time left, shown each second, and said aloud only where it matters. */

import { make } from "../parts/element";

/** Seconds as minutes and seconds; what is over is said in words. */
export function clock(left: number): string {
  const whole = Math.floor(Math.abs(left));
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  return left < 0 ? `${text} over` : text;
}

/** A time that goes down. A screen reader can look at it and is not interrupted by it. */
export function face(name: string): { element: HTMLElement; show: (left: number) => void } {
  const time = make("span", { role: "timer" });
  time.setAttribute("aria-label", name);
  const element = make("span", { className: "mock-clock" }, make("span", { ariaHidden: "true" }, name), time);
  const show = (left: number) => {
    time.textContent = clock(left);
    element.classList.toggle("mock-clock--over", left < 0);
  };
  return { element, show };
}

/** A computer that slept was not in the interview: no second lasts longer than this. */
const LONGEST = 90;

/** Calls `act` with the seconds that passed, about once a second, while the element is on the page. */
export function ticking(element: HTMLElement, act: (seconds: number) => void): void {
  let before = performance.now();
  const timer = setInterval(() => {
    if (!element.isConnected) return clearInterval(timer);
    const now = performance.now();
    act(Math.min(LONGEST, Math.max(0, (now - before) / 1000)));
    before = now;
  }, 1000);
}

/** What is to be said when the time left goes from `before` to `after`; empty most of the time. */
export function remark(before: number, after: number, marks: readonly (readonly [number, string])[]): string {
  return marks.find(([mark]) => before > mark && after <= mark)?.[1] ?? "";
}
