/** The page's one Python: started when it is first needed, kept for the visit, ended when it must be. */

import type { FromWorker, ToWorker, Verdict } from "../core/messages";
import { Ended, type Tell } from "./ended";
import { cannotStart, mustCompile, start } from "./starting";
import { Supply } from "./supply";

export type Emit = (what: string, text: string) => void;
interface Call { emit: Emit; done: (answer: FromWorker) => void; fail: (error: Error) => void }

/** The worker's file, which the bundler knows. */
declare const PYTHON_WORKER: string;

/** How long an interrupted run may take to stop by itself, in milliseconds. */
const PATIENCE = 2_000;

export class Python {
  private readonly supply: Supply;
  private worker: Worker | null = null;
  private ready: Promise<void> = Promise.resolve();
  private readonly calls = new Map<number, Call>();
  private installed = new Set<string>();
  private interrupt: Uint8Array | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private last = 0;
  private fetching = new AbortController();

  /** `root` is the absolute address of the runtime's folder. */
  constructor(private readonly root: string) {
    this.supply = new Supply(root);
  }

  /** Runs code in the namespace `space` (none: a fresh one). True if nothing was raised. */
  run(code: string, space: string, name: string, emit: Emit, tell: Tell): Promise<boolean> {
    return this.next(async () => {
      await this.prepare(code, tell);
      tell("Running");
      const answer = await this.call({ kind: "run", id: 0, code, space, name }, emit);
      return answer.kind === "ran" && answer.passed;
    });
  }

  /** The verdicts of an exercise's tests; ended after `seconds`. */
  grade(code: string, tests: string, seconds: number, tell: Tell): Promise<Verdict[]> {
    return this.next(async () => {
      await this.prepare(`${code}\n${tests}`, tell);
      let late = 0;
      const began = () => {
        tell("Checking");
        late = window.setTimeout(() => this.end(`Ended: the check took longer than ${seconds} seconds.`), seconds * 1_000);
      };
      try {
        const answer = await this.call({ kind: "grade", id: 0, code, tests }, began);
        return answer.kind === "graded" ? answer.verdicts : [];
      } finally {
        clearTimeout(late);
      }
    });
  }

  /** Stops what runs: by an interrupt where the browser has one, which keeps the variables, else by ending Python. */
  stop(): void {
    if (!this.interrupt || this.calls.size === 0) return this.end("Stopped. Its variables are gone; run the cells above again.");
    this.interrupt[0] = 2;
    const running = [...this.calls.keys()];
    setTimeout(() => {
      if (running.some((id) => this.calls.has(id))) this.end("Stopped. Its variables are gone; run the cells above again.");
    }, PATIENCE);
  }

  /** Whether there is a Python, and with it the variables of earlier runs. */
  get alive(): boolean {
    return this.worker !== null;
  }

  private next<T>(act: () => Promise<T>): Promise<T> {
    const result = this.queue.then(act);
    this.queue = result.catch(() => {});
    return result;
  }

  private end(why: string): void {
    this.fetching.abort(new Ended(why));
    this.worker?.terminate();
    this.worker = null;
    this.installed = new Set();
    for (const { fail } of this.calls.values()) fail(new Ended(why));
    this.calls.clear();
  }

  /** Sees to it that Python runs and has what the code imports. Python starts while the packages come. */
  private async prepare(code: string, tell: Tell): Promise<void> {
    mustCompile("Python");
    this.fetching = new AbortController();
    const booting = !this.worker && (await this.supply.warm()) ? this.boot() : null;
    booting?.catch(() => {}); // awaited below, unless something else is told first
    const need = await this.supply.need(code, this.installed, tell);
    if (this.worker && !booting && !need.wanted.length) return;
    const wheels = await this.supply.fetch(need, !this.worker && !booting, tell, this.fetching.signal);
    tell(`Starting ${need.what}`);
    await (booting ?? (this.worker ? null : this.boot()));
    if (wheels.length) await this.call({ kind: "install", id: 0, wheels }, () => {});
    for (const name of need.wanted) this.installed.add(name);
    tell(`Importing ${need.what}`);
  }

  private async boot(): Promise<void> {
    // Its text, not an import of it: Firefox sends the import of a Blob past the service worker.
    const { signal } = this.fetching;
    const source = await (await fetch(new URL(PYTHON_WORKER, import.meta.url), { signal })).text();
    const worker = start(source, "python", "Python");
    this.worker = worker;
    this.interrupt = globalThis.crossOriginIsolated ? new Uint8Array(new SharedArrayBuffer(1)) : null;
    this.ready = new Promise((resolve, reject) => {
      this.calls.set(0, { emit: () => {}, done: () => resolve(), fail: reject });
    });
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.hear(data));
    worker.addEventListener("error", () => this.end(cannotStart("Python")));
    worker.postMessage({ kind: "boot", root: this.root, interrupt: this.interrupt } satisfies ToWorker);
    await this.ready;
  }

  private call(message: Exclude<ToWorker, { kind: "boot" }>, emit: Emit): Promise<FromWorker> {
    return new Promise((done, fail) => {
      this.last += 1;
      this.calls.set(this.last, { emit, done, fail });
      if (this.interrupt) this.interrupt[0] = 0;
      const transfer = message.kind === "install" ? message.wheels.map(({ bytes }) => bytes) : [];
      this.worker?.postMessage({ ...message, id: this.last }, transfer);
    });
  }

  private hear(answer: FromWorker): void {
    if (answer.kind === "broken") return this.end(broken(answer.message));
    const id = answer.kind === "ready" ? 0 : answer.id;
    const call = this.calls.get(id);
    if (answer.kind === "started") return call?.emit("started", "");
    if (answer.kind === "output") return call?.emit(answer.what, answer.text);
    this.calls.delete(id);
    call?.done(answer);
  }
}

function broken(message: string): string {
  return /memory|allocation/i.test(message)
    ? "Python ran out of memory and was ended. Make the data smaller, then run the cells from the top."
    : `Python broke down and was ended: ${message.split("\n")[0]}`;
}
