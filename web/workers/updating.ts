/// <reference lib="webworker" />
/** Fetches what is to be kept and is not there yet: goes on where it ended, and tells how far it is. */

import type { Bytes, State } from "../core/keeping";
import { isPage, plan, weigh, type Entry, type Manifest, type Wish } from "../core/manifest";
import { brief, held, recall, remember, removeAll, sweep } from "./store";
import { forget, keep, live, newest, set, versions } from "./versions";

const NOTHING: Wish = { whole: false, python: false };
const AT_ONCE = 4;
/** So many files that cannot be had are enough to give up for now. */
const ENOUGH = 8;
const PYTHON = /^assets\/python\//;

let job: Promise<void> | null = null;
let stopping = new AbortController();
let have: Bytes = { site: 0, python: 0 };
let trouble: State["trouble"] = "";
let failed: string[] = [];

async function wished(): Promise<Wish> {
  return ((await recall("wish")) as Wish | null) ?? NOTHING;
}

/** What is to be kept now and is missing; counts what is there. */
async function missing(): Promise<{ target: Manifest; entries: Entry[] } | null> {
  const { current, next } = await versions();
  const target = next ?? current;
  const there = await held();
  have = { site: weigh(target?.files.filter(there) ?? []), python: weigh(target?.python.filter(there) ?? []) };
  if (!target) return null;
  const files = [current, next].flatMap((found) => (found ? [...found.files, ...found.python] : []));
  const entries = plan(target, files.filter(there).map(([path]) => path), await wished());
  return { target, entries: entries.filter((entry) => !there(entry)) };
}

export async function state(): Promise<State> {
  if (!job) await missing();
  const newer = await newest();
  const sizes = newer && { site: weigh(newer.files), python: weigh(newer.python) };
  return { kind: "state", sizes, have, wish: await wished(), busy: job !== null, trouble, failed };
}

/** The pages that are kept, with their titles. */
export async function pages(): Promise<[path: string, title: string][]> {
  const [{ current, next }, there] = [await versions(), await held()];
  const found = new Map<string, string>();
  for (const entry of [current, next].flatMap((version) => version?.files.filter(there) ?? [])) {
    const title = isPage(entry[0]) && (await brief(entry[0], entry[1]))?.headers.get("X-Title");
    if (title) found.set(entry[0], decodeURIComponent(title));
  }
  return [...found];
}

/** Fetches what is missing; when all is there, the new version takes the old one's place. One at a time. */
export function update(tell: () => void): Promise<void> {
  return (job ??= run(tell).finally(() => {
    job = null;
    tell();
  }));
}

async function run(tell: () => void): Promise<void> {
  stopping = new AbortController();
  const { signal } = stopping;
  const found = await missing();
  if (!found) return;
  [trouble, failed] = ["", []];
  tell();
  const queue = [...found.entries];
  const work = async () => {
    for (let entry = queue.shift(); entry && !signal.aborted; entry = queue.shift()) {
      await attempt(entry, signal);
      if (failed.length >= ENOUGH) queue.length = 0;
      tell();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const again = failed.length && !signal.aborted ? await live() : null;
  if (again && again !== found.target) return run(tell); // a deploy came while this one was fetched
  const { next } = await versions();
  if (failed.length || signal.aborted || (await newest()) !== found.target) return;
  if (next) await set(next, null);
  await sweep([...found.target.files, ...found.target.python]);
}

async function attempt(entry: Entry, signal: AbortSignal): Promise<void> {
  try {
    if (await keep(entry, signal)) have[PYTHON.test(entry[0]) ? "python" : "site"] += entry[2];
    else failed.push(entry[0]);
  } catch (error) {
    if (signal.aborted) return;
    failed.push(entry[0]);
    trouble = (error as Error).name === "QuotaExceededError" ? "room" : "network";
    if (trouble === "room") stopping.abort();
  }
}

/** Remembers what the reader asks for; what runs for an earlier wish ends first. */
export async function ask(wish: Wish): Promise<void> {
  await stop();
  await remember("wish", wish);
}

/** Frees the space: nothing of the guide is kept but what the reader did. */
export async function remove(): Promise<void> {
  await stop();
  await removeAll();
  forget();
  [trouble, failed] = ["", []];
}

async function stop(): Promise<void> {
  stopping.abort();
  await job;
}
