/** What the page and the SQL worker say to each other. Types only. */

import type { Cell } from "./rows";

/** `database` of a run is the script that fills it; empty, it is the script that the worker was opened with. */
export type ToSql =
  | { kind: "open"; wasm: ArrayBuffer; script: string }
  | { kind: "run"; id: number; query: string; database: string };

export type FromSql =
  | { kind: "opened" }
  | { kind: "rows"; id: number; columns: string[]; rows: Cell[][]; milliseconds: number }
  | { kind: "error"; id: number; message: string }
  | { kind: "broken"; message: string };
