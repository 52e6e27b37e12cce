/** The page's SQL engine: fetched and started when it is first needed, ended and started anew if a query never ends. */

import type { Result } from "../core/rows";
import type { FromSql, ToSql } from "../core/sql";
import { keepOffline } from "./offline";

/** What a query's author is told, in one sentence. */
export class Refused extends Error {}

export class Sql {
  private worker: Worker | null = null;
  private waiting: { done: (answer: FromSql) => void; fail: (error: Error) => void } | null = null;
  private readonly files = new Map<string, Promise<Response>>();

  /** `root` is the absolute address of the engine's folder. */
  constructor(private readonly root: string) {}

  /** The rows of a query on a database of that folder; `limit` in seconds. Throws `Refused` with a sentence. */
  async run(query: string, database: string, limit: number): Promise<Result> {
    if (!this.files.size) await keepOffline();
    const script = await (await this.file(`${database}.sql`)).text();
    if (!this.worker) await this.open(script);
    const late = setTimeout(() => this.end(`The query ran for more than ${limit} seconds and was stopped.`), limit * 1_000);
    try {
      const answer = await this.ask({ kind: "run", id: 1, query, database: script });
      if (answer.kind === "rows") return answer;
      throw new Refused(answer.kind === "error" || answer.kind === "broken" ? answer.message : "There is no answer.");
    } finally {
      clearTimeout(late);
    }
  }

  /** Ends what runs. The databases are files: nothing is lost. */
  end(why: string): void {
    this.worker?.terminate();
    this.worker = null;
    this.waiting?.fail(new Refused(why));
    this.waiting = null;
  }

  private async file(name: string): Promise<Response> {
    const kept = this.files.get(name) ?? fetch(this.root + name);
    this.files.set(name, kept);
    const response = await kept.catch((error: Error) => {
      this.files.delete(name);
      throw error;
    });
    if (!response.ok) throw new Error(`${name} cannot be fetched (${response.status})`);
    return response.clone();
  }

  private async open(script: string): Promise<void> {
    const wasm = await (await this.file("sql-wasm.wasm")).arrayBuffer();
    const source = await (await fetch(new URL("sql.worker.js", import.meta.url))).text();
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    this.worker = new Worker(address, { type: "module", name: "sql" });
    this.worker.addEventListener("message", ({ data }: MessageEvent<FromSql>) => {
      const { waiting } = this;
      this.waiting = null;
      waiting?.done(data);
    });
    this.worker.addEventListener("error", () => this.end("SQL cannot start in this browser."));
    await this.ask({ kind: "open", wasm, script });
    URL.revokeObjectURL(address);
  }

  private ask(message: ToSql): Promise<FromSql> {
    return new Promise((done, fail) => {
      this.waiting = { done, fail };
      this.worker?.postMessage(message, message.kind === "open" ? [message.wasm] : []);
    });
  }
}
