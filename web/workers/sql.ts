/**
 * SQL in a worker. The page gives it sql.js's WebAssembly as bytes: once it is open there is no network and no
 * storage in it. An endless query is ended by ending the worker.
 */

import initSqlJs from "sql.js";
import type { FromSql, ToSql } from "../core/sql";
import { type Engine, filled, run, SETTINGS } from "./database";
import { lock } from "./lock";

const say = postMessage.bind(globalThis) as (message: FromSql) => void;
const images = new Map<string, Uint8Array>();
let engine: Engine;
let opened = "";

async function open(wasm: ArrayBuffer, script: string): Promise<void> {
  engine = (await initSqlJs({ wasmBinary: wasm, ...SETTINGS } as initSqlJs.SqlJsConfig)) as unknown as Engine;
  lock();
  opened = script;
  image(script);
  say({ kind: "opened" });
}

/** The database that a script fills, kept as bytes: the sites' scripts are few. */
function image(script: string): Uint8Array {
  const kept = images.get(script) ?? filled(engine, script);
  images.set(script, kept);
  return kept;
}

function answer(id: number, query: string, database: string): void {
  try {
    const filling = image(database || opened);
    const start = performance.now();
    const { columns, rows } = run(engine, filling, query);
    say({ kind: "rows", id, columns, rows, milliseconds: performance.now() - start });
  } catch (error) {
    say({ kind: "error", id, message: error instanceof Error ? error.message : String(error) });
  }
}

addEventListener("message", ({ data }: MessageEvent<ToSql>) => {
  if (data.kind === "run") return answer(data.id, data.query, data.database);
  void open(data.wasm, data.script).catch((error) => say({ kind: "broken", message: String(error) }));
});
