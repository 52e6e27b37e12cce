/** The page's one Python: started when it is first needed, kept for the visit, ended when it must be. */

import { type Manifest, imports, megabytes, packages, unknown } from "../core/imports";
import type { FromWorker, ToWorker, Verdict } from "../core/messages";
import { fetchAll } from "./fetching";
import { keepOffline } from "./offline";

export type Tell = (status: string) => void;
export type Emit = (what: string, text: string) => void;
interface Call { emit: Emit; done: (answer: FromWorker) => void; fail: (error: Error) => void }

/** How long an interrupted run may take to stop by itself, in milliseconds. */
const PATIENCE = 2_000;

/** A run that ended by the reader's wish, or because Python itself could not go on. */
export class Ended extends Error {}

export class Python {
  private worker: Worker | null = null;
  private ready: Promise<void> = Promise.resolve();
  private manifest: Manifest | null = null;
  private readonly calls = new Map<number, Call>();
  private installed = new Set<string>();
  private interrupt: Uint8Array | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private last = 0;
  private fetching = new AbortController();

  /** `root` is the absolute address of the runtime's folder. */
  constructor(private readonly root: string) {}

  /** Runs code in the namespace `space` (none: a fresh one). True if nothing was raised. */
  run(code: string, space: string, name: string, emit: Emit, tell: Tell): Promise<boolean> {
    return this.next(async () => {
      await this.prepare(code, tell);
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

  private async prepare(code: string, tell: Tell): Promise<void> {
    if (!this.manifest) {
      tell("Looking for Python");
      await keepOffline();
    }
    this.manifest ??= (await (await fetch(`${this.root}manifest.json`)).json()) as Manifest;
    const names = imports(code);
    const missing = unknown(this.manifest, names);
    if (missing.length) throw new Ended(`${missing.join(", ")} cannot run in a browser. Download the notebook, or open it in Colab.`);
    const wanted = packages(this.manifest, names, this.installed);
    const files = wanted.map((name) => this.manifest!.packages[name]!);
    const core = this.worker ? [] : this.manifest.core;
    const all = [...core, ...files];
    const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
    if (!total) return;
    const what = `Python${files.length ? ` with ${wanted.filter((name) => names.includes(name) || name === "scikit-learn").join(", ")}` : ""}`;
    this.fetching = new AbortController();
    const fetched = await fetchAll(
      this.fetching.signal,
      all.map(({ file, bytes, sha256 }) => ({ url: this.root + file, bytes, sha256 })),
      (done) => tell(`Getting ${what}: ${megabytes(done)} of ${megabytes(total)}, kept for offline`),
    );
    tell(`Starting ${what}`);
    if (!this.worker) await this.boot();
    const wheels = files.map(({ file }, at) => ({ name: wanted[at]!, file, bytes: fetched[core.length + at]! }));
    if (wheels.length) await this.call({ kind: "install", id: 0, wheels }, () => {});
    for (const name of wanted) this.installed.add(name);
    tell(`Importing ${what}`);
  }

  private async boot(): Promise<void> {
    const source = `import "${new URL("python.worker.js", import.meta.url).href}";`;
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const worker = new Worker(address, { type: "module", name: "python" });
    this.worker = worker;
    this.interrupt = globalThis.crossOriginIsolated ? new Uint8Array(new SharedArrayBuffer(1)) : null;
    this.ready = new Promise((resolve, reject) => {
      this.calls.set(0, { emit: () => {}, done: () => resolve(), fail: reject });
    });
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.hear(data));
    worker.addEventListener("error", () => this.end("Python cannot start in this browser. Reading, and downloading the code, still work."));
    worker.postMessage({ kind: "boot", root: this.root, interrupt: this.interrupt } satisfies ToWorker);
    await this.ready;
    URL.revokeObjectURL(address);
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
