/** The page about reading offline, and the page for what is not kept: keeps the whole guide on request. */

import { amounts, megabytes, standing, type FromKeeper, type State } from "../core/keeping";
import { button, make } from "../parts/element";
import { keeper, tell } from "../parts/offline";

/** How often the worker is asked how it stands, which also keeps it from being ended, in milliseconds. */
const PING = 10_000;

class Keep {
  private readonly status = make("p", { className: "keep-status", role: "status" });
  private readonly bar = make("progress", { className: "keep-bar" });
  private readonly room = make("p", { className: "keep-room" });
  private readonly python = make("input", { type: "checkbox", id: "keep-python" });
  private readonly pythonLabel = make("label", { htmlFor: "keep-python" });
  private readonly go = button("Keep everything", () => void this.begin(), "bar-button bar-button--primary");
  private readonly pause = button("Pause", () => this.wish(false));
  private readonly free = button("Free the space", () => this.remove());
  private readonly choice = make("p", { className: "keep-choice" }, this.python, this.pythonLabel);
  private state: State | null = null;
  /** What the reader asked for, until the worker says how it stands. */
  private begun: boolean | null = null;
  private quota = Number.POSITIVE_INFINITY;

  constructor(place: HTMLElement) {
    this.bar.setAttribute("aria-label", "How much is kept");
    const buttons = make("p", { className: "keep-buttons" }, this.go, this.pause, this.free);
    place.replaceChildren(this.choice, buttons, this.bar, this.status, this.room);
    this.python.addEventListener("change", () => this.show());
  }

  hear(state: State): void {
    if (!this.state) this.python.checked = state.wish.python;
    this.state = state;
    if (state.wish.whole === this.begun) this.begun = null;
    this.show();
    if (!state.busy) void this.measure();
  }

  private show(): void {
    const { state } = this;
    if (!state) return;
    const { sizes, wish, busy } = state;
    const { done, total } = amounts({ ...state, wish: { ...wish, python: this.python.checked } });
    const all = done >= total && wish.whole;
    const running = this.begun ?? (busy && wish.whole);
    this.pythonLabel.textContent = `with Python, to run the code of the pages: ${megabytes(sizes?.python ?? 0)} more`;
    this.go.textContent = wish.whole || done > total / 2 ? "Go on" : `Keep everything for offline, ${megabytes(total)}`;
    this.choice.hidden = running || !sizes?.python;
    this.go.hidden = running || all || !sizes;
    this.pause.hidden = !running;
    this.free.hidden = running || !sizes || !state.have.site;
    this.bar.hidden = !running && !wish.whole;
    this.bar.max = total || 1;
    this.bar.value = done;
    this.say(standing(this.begun ? { ...state, wish: { ...wish, whole: true }, busy: true, trouble: "" } : state));
  }

  /** Progress is shown each time and heard in tenths. */
  private say(sentence: string): void {
    const { done, total } = amounts(this.state!);
    const tenth = `${this.state?.busy ? Math.floor((10 * done) / (total || 1)) : sentence}`;
    this.status.setAttribute("aria-live", this.status.dataset["tenth"] === tenth ? "off" : "polite");
    this.status.dataset["tenth"] = tenth;
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }

  private async begin(): Promise<void> {
    const { sizes, have } = this.state!;
    const left = sizes!.site - have.site + (this.python.checked ? sizes!.python - have.python : 0);
    await this.measure();
    // What lies on the device is not compressed: about five times as much for text.
    if (left * 5 > this.quota) {
      this.status.textContent = `There is not room enough: the browser leaves ${megabytes(this.quota)} to this site. Free some space on the device first.`;
      return;
    }
    void navigator.storage?.persist?.().catch(() => false);
    this.wish(true);
  }

  private wish(whole: boolean): void {
    void tell({ kind: "wish", wish: { whole, python: whole && this.python.checked } });
    this.begun = whole;
    if (this.state) this.show(); // at once: the worker may take its time
    (whole ? this.pause : this.go).focus();
  }

  private remove(): void {
    if (confirm("Remove the guide from this device? Your answers and progress stay.")) void tell({ kind: "remove" });
  }

  private async measure(): Promise<void> {
    const { usage = 0, quota = Number.POSITIVE_INFINITY } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
    this.quota = quota - usage;
    if (Number.isFinite(quota)) this.room.textContent = `${megabytes(usage)} used on this device; the browser allows ${megabytes(quota)}.`;
  }
}

/** Lists the pages that are kept. */
function list(place: Element, pages: [path: string, title: string][]): void {
  const root = new URL("./", document.querySelector<HTMLAnchorElement>("a.md-logo")?.href ?? "./").href;
  const parser = new DOMParser();
  const items = pages.filter(([path]) => !path.endsWith(".html")).map(([path, html]) => {
    const title = parser.parseFromString(html, "text/html").documentElement.textContent ?? path;
    return make("li", {}, make("a", { href: root + path }, title.replace(/ - Held Out$/, "")));
  });
  place.replaceChildren(items.length ? make("ul", {}, ...items) : make("p", {}, "No page is kept yet."));
}

export async function start(): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-keep]");
  const pages = document.querySelector("[data-kept-pages]");
  if (!place || !(await keeper())) return;
  const keep = place.dataset["keep"] === "whole" ? new Keep(place) : null;
  const hear = ({ data }: MessageEvent<FromKeeper>) => {
    if (!place.isConnected) return navigator.serviceWorker.removeEventListener("message", hear);
    if (data.kind === "state") keep?.hear(data);
    if (data.kind === "pages" && pages) list(pages, data.pages);
  };
  navigator.serviceWorker.addEventListener("message", hear);
  if (pages) void tell({ kind: "pages" });
  const ask = () => void (place.isConnected ? tell({ kind: "state" }) : clearInterval(timer));
  const timer = keep ? setInterval(ask, PING) : 0;
  ask();
}
