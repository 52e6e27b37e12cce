/** The bar under a piece of code: its buttons, Stop while something runs, and a status that is heard. */

import { button, make } from "./element";
import { Ended, type Tell } from "./ended";

export class Bar {
  readonly element = make("div", { className: "run-bar" });
  private readonly status = make("output", { className: "run-status" });
  private readonly stopButton: HTMLButtonElement;
  private readonly buttons: HTMLButtonElement[] = [];

  constructor(stop: () => void) {
    this.stopButton = button("Stop", stop);
    this.stopButton.hidden = true;
    this.status.setAttribute("aria-live", "polite");
    this.element.append(this.stopButton, this.status);
  }

  add(text: string, act: () => void, hint = ""): HTMLButtonElement {
    const made = button(text, act);
    if (hint) made.title = hint;
    this.stopButton.before(made);
    this.buttons.push(made);
    return made;
  }

  readonly tell: Tell = (status) => { this.status.textContent = status; };

  /** Says that what was fetched is kept, when it is, unless the status says something else by then. */
  tellKept(keeping: Promise<boolean> | null): void {
    const said = this.status.textContent ?? "";
    void keeping?.then((all) => {
      if (all && this.status.textContent === said) this.tell(`${said}. Python is kept for offline.`);
    });
  }

  /** Runs an act that takes time: the buttons wait, Stop shows, and what goes wrong is told. */
  async during<T>(first: string, act: () => Promise<T>): Promise<T | null> {
    const focused = this.buttons.find((one) => one === document.activeElement);
    for (const one of this.buttons) one.disabled = true;
    this.stopButton.hidden = false;
    if (focused) this.stopButton.focus();
    this.tell(first);
    try {
      return await act();
    } catch (error) {
      this.tell(error instanceof Ended ? error.message : offline(error));
      return null;
    } finally {
      const back = document.activeElement === this.stopButton;
      this.stopButton.hidden = true;
      for (const one of this.buttons) one.disabled = false;
      if (back) (focused ?? this.buttons[0])?.focus();
    }
  }
}

function offline(error: unknown): string {
  return navigator.onLine
    ? `This did not work: ${error instanceof Error ? error.message : String(error)}. Try again, or reload the page.`
    : "There is no network, and Python was not kept on this device yet. Try again when you are online.";
}
