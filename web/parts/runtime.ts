/** Where the browser's Python lies, as the page says, and the one Python of the visit, fetched with the first Run. */

import type { Verdict } from "../core/messages";
import { Ended, type Tell } from "./ended";
import type { Emit, Python } from "./python";

class Theirs {
  private python: Python | null = null;
  private leave: (why: Ended) => void = () => {};

  /** `root` is the absolute address of the runtime's folder. */
  constructor(private readonly root: string) {}

  /** As `Python.run`. */
  async run(code: string, space: string, name: string, emit: Emit, tell: Tell): Promise<boolean> {
    return (await this.get()).run(code, space, name, emit, tell);
  }

  /** As `Python.grade`. */
  async grade(code: string, tests: string, seconds: number, tell: Tell): Promise<Verdict[]> {
    return (await this.get()).grade(code, tests, seconds, tell);
  }

  stop(): void {
    if (this.python) this.python.stop();
    else this.leave(new Ended("Stopped."));
  }

  private async get(): Promise<Python> {
    if (this.python) return this.python;
    const left = new Promise<never>((_, fail) => { this.leave = fail; });
    const { Python } = await Promise.race([import("./python"), left]);
    return (this.python ??= new Python(this.root));
  }
}

let python: Theirs | null = null;

/** The Python of the visit; none on a site that was built without it. */
export function theirs(): Theirs | null {
  const place = document.querySelector<HTMLElement>("[data-python]")?.dataset.python;
  if (place) python ??= new Theirs(new URL(place, location.href).href);
  return python;
}
