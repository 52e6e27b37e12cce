/** All records as one file, and back. A file is judged whole before anything is taken from it. Pure. */

import { check, merge, named, type Kept } from "./records";

const FORMAT = "held-out";
const VERSION = 1;
/** Signs, which are at most as many as bytes. */
export const LONGEST = 10_000_000;
export const TOO_LONG = "This file is larger than 10 MB, which no export of this guide is.";
const DEEPEST = 8;

export type Records = Map<string, Kept>;
export type Archive = { records: Records; count: number } | { fault: string };

/** The file: records by their keys, in the order of the keys. `made` is a time as ISO text. */
export function write(records: Records, made: string): string {
  const sorted = [...records].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ format: FORMAT, version: VERSION, made, records: Object.fromEntries(sorted) }, null, 1);
}

/** The records of a file; or one sentence for the reader if anything about it is wrong. Never throws. */
export function read(text: string): Archive {
  try {
    const records = opened(text);
    return { records, count: records.size };
  } catch (error) {
    return { fault: error instanceof Refusal ? error.message : "This file cannot be read." };
  }
}

/** What of theirs is to be written over mine: what is missing here, or newer there. */
export function news(mine: Records, theirs: Records): Records {
  const found: Records = new Map();
  for (const [key, record] of theirs) {
    const own = mine.get(key);
    const merged = own ? merge(own, record) : record;
    if (merged !== own) found.set(key, merged);
  }
  return found;
}

class Refusal extends Error {}

function refuse(wrong: boolean, sentence: string): void {
  if (wrong) throw new Refusal(sentence);
}

function opened(text: string): Records {
  refuse(text.length > LONGEST, TOO_LONG);
  const { depth, keys } = scanned(text);
  refuse(depth > DEEPEST, "This file is nested deeper than any export of this guide.");
  const file = parsed(text);
  refuse(keys !== keysIn(file), "This file holds the same name twice.");
  refuse(!isObject(file) || file.format !== FORMAT, "This file is no export of this guide.");
  const { format: _, version, made, records, ...others } = file as Record<string, unknown>;
  refuse(version !== VERSION,
    `This file has version ${short(version)}, this page reads version ${VERSION}: reload the page, then try again.`);
  const [unknown] = Object.keys(others);
  refuse(unknown !== undefined, `This file holds “${short(unknown)}”, which no export of this guide does.`);
  refuse(typeof made !== "string" || Number.isNaN(Date.parse(made)), "This file does not say when it was made.");
  refuse(!isObject(records), "This file holds no records.");
  return new Map(Object.entries(records as object).map(([key, value]) => [key, record(key, value)]));
}

function record(key: string, value: unknown): Kept {
  const place = named(key);
  refuse(!place, `This file holds a record “${short(key)}”, which this guide does not know.`);
  const found = check(place!.kind, value);
  refuse(!found || keysIn(value) > keysIn(found), `The record “${short(key)}” of this file is damaged.`);
  return found!;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("This file is not JSON: it is damaged, or no export of this guide.");
  }
}

/**
 * How deep JSON is nested, and how many names of fields it writes. JSON.parse keeps the last of two fields with one
 * name and says nothing; and what is nested too deep must not be walked through.
 */
function scanned(text: string): { depth: number; keys: number } {
  let [depth, deepest, keys] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      at = closing(text, at);
      let next = at + 1;
      while (next < text.length && " \t\r\n".includes(text[next]!)) next += 1;
      if (text[next] === ":") keys += 1;
    } else if (sign === "{" || sign === "[") deepest = Math.max(deepest, (depth += 1));
    else if (sign === "}" || sign === "]") depth -= 1;
  }
  return { depth: deepest, keys };
}

/** Where the string ends that begins here. */
function closing(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return end;
}

/** All fields in a value that is not deep. */
function keysIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, one) => sum + keysIn(one), own);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value from the file in a sentence. */
function short(value: unknown): string {
  const text = typeof value === "object" && value !== null ? "?" : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
