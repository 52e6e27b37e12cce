/**
 * Compares the rows of two results and says in plain words where they differ. Pure: no DOM.
 *
 * `studyguide/rows.py` is the same natively and says what is equal; both are held to `tests/web/rows.json`.
 */

export type Cell = number | string | Uint8Array | null;
export type Row = readonly Cell[];

export interface Result {
  columns: readonly string[];
  rows: readonly Row[];
}

/** One row that differs; how often it stands in either result; its place from 1 if the order is wrong. */
export interface Told {
  kind: "missing" | "extra" | "order";
  row: Row;
  expected: number;
  got: number;
  place: number | null;
  what: string;
}

/** `more` counts the differing rows that are not told. */
export interface Difference {
  kind: "columns" | "names" | "rows" | "order";
  what: string;
  rows: Told[];
  more: number;
}

const RELATIVE = 1e-6;
const ABSOLUTE = 1e-9;
const TOLD = 20;
const LONG = 60; // characters of a text that a sentence shows

/** Null if the results are the same, else the first kind of difference, in at most 20 rows. */
export function difference(expected: Result, got: Result, ordered: boolean): Difference | null {
  return ofColumns(expected.columns, got.columns) ?? ofRows(expected, got, ordered);
}

function ofColumns(expected: readonly string[], got: readonly string[]): Difference | null {
  const asked = expected.join(", ");
  if (expected.length !== got.length) {
    const what = `Your query gives ${count(got.length, "column")}, the task asks for ${expected.length}: ${asked}.`;
    return { kind: "columns", what, rows: [], more: 0 };
  }
  const wrong = expected.map((name, i) => [i + 1, got[i]!, name] as const).filter(([, a, b]) => low(a) !== low(b));
  if (wrong.length === 0) return null;
  const swapped = expected.map(low).sort().join("\n") === got.map(low).sort().join("\n");
  const said = wrong.map(([at, yours, name]) => `your column ${at} is called ${yours}, the task asks for ${name}`);
  const what = swapped
    ? `Your columns stand in another order: the task asks for ${asked}.`
    : `${said.join("; ").replace("your", "Your")}.`;
  return { kind: "names", what, rows: [], more: 0 };
}

function ofRows(expected: Result, got: Result, ordered: boolean): Difference | null {
  const [missing, extra] = unmatched(expected.rows, got.rows);
  if (!missing.length && !extra.length) return ordered ? ofOrder(expected.rows, got.rows) : null;
  const lacking = distinct(missing);
  const surplus = distinct(extra);
  const first = lacking.slice(0, Math.max(TOLD / 2, TOLD - surplus.length));
  const second = surplus.slice(0, TOLD - first.length);
  const tell = (kind: "missing" | "extra") => (row: Row) => told(kind, row, expected.rows, got.rows);
  const rows = [...first.map(tell("missing")), ...second.map(tell("extra"))];
  const parts = [[missing, "missing"] as const, [extra, "extra"] as const]
    .filter(([found]) => found.length)
    .map(([found, word]) => `${count(found.length, "row")} ${found.length === 1 ? "is" : "are"} ${word}`);
  const many = expected.rows.length;
  const sizes = many === got.rows.length ? "as many as the task asks for, but" : `the task asks for ${many}:`;
  const what = `Your query gives ${count(got.rows.length, "row")}, ${sizes} ${parts.join(" and ")}.`;
  const more = lacking.length + surplus.length - rows.length;
  return { kind: "rows", what, rows, more };
}

function told(kind: "missing" | "extra", row: Row, expected: readonly Row[], got: readonly Row[]): Told {
  const [asked, yours] = [expected, got].map((rows) => rows.filter((other) => same(row, other)).length);
  const often = asked! + yours! === 1 ? "" : `: the task has it ${times(asked!)}, your query ${times(yours!)}`;
  const what = `${kind === "missing" ? "Missing" : "Extra"} ${text(row)}${often}.`;
  return { kind, row, expected: asked!, got: yours!, place: null, what };
}

function ofOrder(expected: readonly Row[], got: readonly Row[]): Difference | null {
  const at = expected.findIndex((row, i) => !same(row, got[i]!));
  if (at < 0) return null;
  const what = `Row ${at + 1} should be ${text(expected[at]!)}, yours is ${text(got[at]!)}.`;
  const rows: Told[] = [{ kind: "order", row: got[at]!, expected: 1, got: 1, place: at + 1, what }];
  return { kind: "order", what: `The rows are right, but not their order. ${what}`, rows, more: 0 };
}

/** Rows of either without a partner: equal ones are paired first, then those within the tolerance. */
function unmatched(expected: readonly Row[], got: readonly Row[]): [Row[], Row[]] {
  const left = new Map<string, Row[]>();
  for (const row of got) {
    const rows = left.get(text(row, true));
    if (rows) rows.push(row);
    else left.set(text(row, true), [row]);
  }
  const missing = expected.filter((row) => !left.get(text(row, true))?.pop());
  const extra = [...left.values()].flat();
  const lonely = missing.filter((row) => {
    const partner = extra.findIndex((other) => same(row, other));
    return partner < 0 || !extra.splice(partner, 1);
  });
  return [lonely, extra];
}

function distinct(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [text(row, true), row])).values()];
}

/** Whether two rows are equal, numbers within the tolerance. */
export function same(expected: Row, got: Row): boolean {
  if (expected.length !== got.length) return false;
  for (let i = 0; i < expected.length; i++) if (!sameCell(expected[i]!, got[i]!)) return false;
  return true;
}

function sameCell(expected: Cell, got: Cell): boolean {
  if (expected === got) return true;
  if (typeof expected !== "number" || typeof got !== "number") {
    return expected instanceof Uint8Array && got instanceof Uint8Array && cell(expected) === cell(got);
  }
  return Number.isFinite(expected) && Math.abs(expected - got) <= ABSOLUTE + RELATIVE * Math.abs(expected);
}

/** A row as the sentences show it: (1, 'a', NULL), numbers to ten digits; `whole` leaves nothing out. */
export function text(row: Row, whole = false): string {
  return `(${row.map((value) => cell(value, whole)).join(", ")})`;
}

function cell(value: Cell, whole = false): string {
  if (value === null) return "NULL";
  if (typeof value === "number") {
    return String(whole || Number.isSafeInteger(value) ? value + 0 : Number(value.toPrecision(10)));
  }
  if (typeof value !== "string") return `x'${[...value].map((byte) => byte.toString(16).padStart(2, "0")).join("")}'`;
  const letters = [...value];
  const short = whole || letters.length <= LONG ? value : `${letters.slice(0, LONG).join("")}…`;
  return `'${short.replaceAll("'", "''")}'`;
}

const low = (name: string) => name.toLowerCase();
const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const times = (n: number) => ["never", "once", "twice"][n] ?? `${n} times`;
