/**
 * Fills databases and runs one reading query on a copy, with sql.js. No worker, page or network here.
 *
 * `studyguide/queries.py` is the same natively: what is refused and the sentences are equal. sql.js has no
 * authorizer, so that a query is looked at as text and runs read-only on a copy that is then thrown away.
 */

import type { Cell } from "../core/rows";
import { AGGREGATES, regexp, type Value } from "../core/statistics";

export interface Database {
  run(sql: string): unknown;
  prepare(sql: string): { step(): boolean; get(): Cell[]; getColumnNames(): string[]; free(): boolean };
  create_function(name: string, call: (...given: never[]) => unknown): unknown;
  create_aggregate(name: string, functions: object): unknown;
  export(): Uint8Array;
  close(): void;
}

export interface Engine {
  Database: new (image?: Uint8Array) => Database;
}

/** SQLite's own mathematics, as natively, instead of older functions of the same names (log was another). */
export const SETTINGS = { useOldExtensionFunctions: false };

const MOST_ROWS = 10_000;
const HEAP = 256 * 1024 * 1024;
/** What is not code: strings, quoted names and comments, also ones that never end. */
const QUOTED =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[^\]]*(?:\]|$)|--[^\n]*|\/\*.*?(?:\*\/|$)/gs;
const ONLY_READING = "Only reading is allowed here: one SELECT, or WITH … SELECT.";

/** The bytes of the database that the script makes. */
export function filled(engine: Engine, script: string): Uint8Array {
  const database = new engine.Database();
  try {
    database.run(script);
    return database.export();
  } finally {
    database.close();
  }
}

/** The rows of one reading statement; throws an Error whose message is one plain sentence. */
export function run(engine: Engine, image: Uint8Array, query: string): { columns: string[]; rows: Cell[][] } {
  const refused = refusal(query);
  if (refused) throw new Error(refused);
  const database = new engine.Database(image);
  try {
    register(database);
    database.run(`PRAGMA query_only = 1; PRAGMA hard_heap_limit = ${HEAP};`);
    return read(database, query);
  } finally {
    database.close();
  }
}

function read(database: Database, query: string): { columns: string[]; rows: Cell[][] } {
  const rows: Cell[][] = [];
  let columns: string[] = [];
  try {
    const statement = database.prepare(query);
    columns = statement.getColumnNames();
    while (rows.length <= MOST_ROWS && statement.step()) rows.push(statement.get());
    statement.free();
  } catch (error) {
    throw new Error(plain(error instanceof Error ? error.message : String(error)));
  }
  if (rows.length > MOST_ROWS) throw new Error("The query gives more than 10,000 rows.");
  return { columns, rows };
}

function register(database: Database): void {
  for (const [name, aggregate] of Object.entries(AGGREGATES)) database.create_aggregate(name, aggregate);
  database.create_function("regexp", (pattern: Value, text: Value) => regexp(pattern, text));
}

/** Why the text is not one reading statement, by its words alone; null if it may be tried. */
export function refusal(query: string): string | null {
  const text = query.replace(QUOTED, (found) => (/^(?:--|\/\*)/.test(found) ? " " : "''"));
  const code = text.replace(/^[ \t\r\n\f]+|[ \t\r\n\f;]+$/g, "");
  if (!code) return "There is no query yet.";
  if (/\0|\p{Surrogate}/u.test(query)) return "The query holds a character that SQLite cannot read.";
  if (!/^(?:select|with)(?![a-z])/i.test(code) || /\bpragma_/i.test(code)) return ONLY_READING;
  if (code.includes(";")) return "Only one statement is run: remove what follows the first semicolon.";
  if (/\?|(?<!:)[:@$][A-Za-z0-9_]/.test(code)) {
    return "The query has a parameter (?, :name, @name or $name): write the value itself.";
  }
  return null;
}

function plain(words: string): string {
  return /readonly|not authorized/.test(words) ? ONLY_READING : `SQLite says: ${words.replace(/\.+$/, "")}.`;
}
