/** The page's SQL engine: fetched and started when it is first needed, ended and started anew if a query never ends. */

import type { Result } from "../core/rows";
import type { FromSql, ToSql } from "../core/sql";
import { keepFiles } from "./lasting";
import { keepOffline } from "./offline";
import { cannotStart, mustCompile, start } from "./starting";
import { Ended } from "./ended";

/** The worker's file, which the bundler knows. */
declare const SQL_WORKER: string;

/** What a query's author is told, in one sentence. */
export class Refused extends Ended {}

export class Sql {
  private worker: Worker | null = null;
  private done: ((answer: FromSql) => void) | null = null;
  private stopping = new AbortController();
  private readonly files = new Map<string, Promise<ArrayBuffer>>();

  /** `root` is the absolute address of the engine's folder, `databases` those that the page uses. */
  constructor(private readonly root: string, private readonly databases: string[]) {}

  /** The rows of a query on a database of that folder; `limit` in seconds. Throws `Refused` with a sentence. */
  run(query: string, database: string, limit: number): Promise<Result> {
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    const stopped = new Promise<never>((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
    return Promise.race([this.rows(query, database, limit, signal), stopped]);
  }

  /** Ends what runs, or is about to. The databases are files: nothing is lost. */
  end(why: string): void {
    this.worker?.terminate();
    this.worker = null;
    this.stopping.abort(new Refused(why));
  }

  private async rows(query: string, database: string, limit: number, signal: AbortSignal): Promise<Result> {
    mustCompile("SQL");
    if (!this.files.size) {
      await keepOffline();
      for (const name of this.databases) void this.file(`${name}.sql`).catch(() => {}); // told when it is asked for
    }
    const script = new TextDecoder().decode(await this.file(`${database}.sql`));
    if (!this.worker) await this.open(script, signal);
    signal.throwIfAborted();
    const late = setTimeout(() => this.end(`The query ran for more than ${limit} seconds and was stopped.`), limit * 1_000);
    try {
      const answer = await this.ask({ kind: "run", id: 1, query, database: script }, signal);
      if (answer.kind === "rows") return answer;
      throw new Refused(answer.kind === "error" || answer.kind === "broken" ? answer.message : "There is no answer.");
    } finally {
      clearTimeout(late);
    }
  }

  /** A file of the engine's folder, fetched once, and kept for a visit without network. */
  private file(name: string): Promise<ArrayBuffer> {
    const known = this.files.get(name) ?? this.fetched(name);
    this.files.set(name, known);
    known.catch(() => this.files.delete(name));
    return known;
  }

  private async fetched(name: string): Promise<ArrayBuffer> {
    const response = await fetch(this.root + name);
    if (!response.ok) throw new Error(`${name} cannot be fetched (${response.status})`);
    const bytes = await response.arrayBuffer();
    void keepFiles([[this.root + name, bytes, name.endsWith(".wasm") ? "application/wasm" : "text/plain"]]);
    return bytes;
  }

  private async open(script: string, signal: AbortSignal): Promise<void> {
    const wasm = (await this.file("sql-wasm.wasm")).slice(0);
    const source = await (await fetch(new URL(SQL_WORKER, import.meta.url))).text();
    signal.throwIfAborted();
    this.worker = start(source, "sql", "SQL");
    this.worker.addEventListener("message", ({ data }: MessageEvent<FromSql>) => this.done?.(data));
    this.worker.addEventListener("error", () => this.end(cannotStart("SQL")));
    const answer = await this.ask({ kind: "open", wasm, script }, signal);
    if (answer.kind === "broken") this.end(cannotStart("SQL"));
  }

  /** What the worker answers; it has one thing to do at a time. */
  private ask(message: ToSql, signal: AbortSignal): Promise<FromSql> {
    return new Promise((done, fail) => {
      this.done = done;
      signal.addEventListener("abort", () => fail(signal.reason)); // so that nobody waits for ever
      this.worker?.postMessage(message, message.kind === "open" ? [message.wasm] : []);
    });
  }
}
