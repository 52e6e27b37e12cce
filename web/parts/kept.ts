/** The records kept in this browser. If storage is denied, full or corrupt, reading gives nothing, writing says so. */

import { type Kept, type Kind, type Kinds, check, found, key, named, parse } from "../core/records";
import { make } from "./element";
import { PREFIX, stored } from "./stored";

const DENIED = "This browser keeps nothing: what you do here is forgotten when you leave the page.";
const FULL = "This browser's storage is full: nothing more is kept until something is erased.";

/** Hears of another tab's change. Without a kind, everything was erased. */
export type Listener = (kind: Kind | null, id: string) => void;

const listeners = new Set<Listener>();
/** Whether the last write failed for want of room. */
let full = false;

/** The record; what its kind is without one, if there is none or it is corrupt. */
export function read<K extends Kind>(kind: K, id: string): Kinds[K] {
  return parse(kind, stored(key(kind, id)));
}

/** Keeps a record. If that fails, the page says so, and the answer is false. */
export function write<K extends Kind>(kind: K, id: string, record: Kinds[K]): boolean {
  const name = key(kind, id);
  const sound = named(name) !== null && check(kind, record) !== null;
  if (!sound) console.error(`No record: ${name}`, record);
  return sound && (put(name, JSON.stringify(record)) || warn());
}

export function remove(kind: Kind, id: string): void {
  put(key(kind, id), null);
}

/** All records of a kind by their ids; those that are corrupt are left out. */
export function all<K extends Kind>(kind: K): Map<string, Kinds[K]> {
  const records = new Map<string, Kinds[K]>();
  for (const name of names()) {
    const place = named(name);
    const record = place?.kind === kind ? found(kind, stored(name)) : null;
    if (place && record) records.set(place.id, record);
  }
  return records;
}

/** All records by their whole keys, and how many of ours are corrupt. */
export function everything(): { records: Map<string, Kept>; corrupt: number } {
  const records = new Map<string, Kept>();
  const ours = names();
  for (const name of ours) {
    const place = named(name);
    const record = place && found(place.kind, stored(name));
    if (record) records.set(name, record);
  }
  return { records, corrupt: ours.length - records.size };
}

/** Keeps all of these records by their whole keys, or none of them. */
export function writeAll(records: Map<string, Kept>): boolean {
  const before = new Map<string, string | null>();
  for (const [name, record] of records) {
    before.set(name, stored(name));
    if (put(name, JSON.stringify(record))) continue;
    for (const [changed, was] of before) put(changed, was);
    return warn();
  }
  return true;
}

/** Erases everything of this guide in this browser, and nothing else. */
export function erase(): void {
  for (const name of names()) put(name, null);
}

/** Calls the listener for each change that another tab makes; the answer ends that. */
export function onChange(listener: Listener): () => void {
  if (listeners.size === 0) addEventListener("storage", hear);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("storage", hear);
  };
}

function hear(event: StorageEvent): void {
  const place = event.key?.startsWith(PREFIX) ? named(event.key.slice(PREFIX.length)) : null;
  if (event.key !== null && !place) return;
  for (const listener of [...listeners]) listener(place?.kind ?? null, place?.id ?? "");
}

/** Whether this browser keeps anything at all. */
export function keeps(): boolean {
  return put("probe", "kept?") && put("probe", null);
}

/** Says once a page that nothing is kept, or that nothing more fits. Always false. */
export function warn(): false {
  if (document.querySelector(".not-kept")) return false;
  const sentence = make("p", { className: "not-kept" }, full ? FULL : DENIED);
  sentence.setAttribute("role", "alert");
  (document.querySelector("article") ?? document.body).append(sentence);
  return false;
}

/** Null takes the item away. */
function put(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
    return true;
  } catch (error) {
    full = names().length > 0 && error instanceof DOMException && error.name === "QuotaExceededError";
    return false;
  }
}

/** The keys of ours, without the prefix. */
function names(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
  } catch {
    return [];
  }
}
