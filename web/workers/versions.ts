/**
 * The version that is kept, and the one that the site has now. What is read without network comes from one of them
 * alone: the new one takes the old one's place when all of it that is to be kept is there.
 */

import { fragmentOf } from "../core/frame";
import { hashAt, isPage, manifest, type Entry, type Manifest } from "../core/manifest";
import { digest, framed, get, put, recall, remember, root, whole } from "./store";

export interface Versions {
  /** What is read without network. */
  current: Manifest | null;
  /** What the site has now, if that is another one. */
  next: Manifest | null;
}

let remembered: Versions | null = null;

export async function versions(): Promise<Versions> {
  return (remembered ??= { current: manifest(await recall("current")), next: manifest(await recall("next")) });
}

/** The version that the site has now, as far as is known. */
export async function newest(): Promise<Manifest | null> {
  const { current, next } = await versions();
  return next ?? current;
}

let first: Promise<Manifest | null> | null = null;

/** The same; asks the site if nothing is known yet, as while the first page is still loading. */
export async function known(): Promise<Manifest | null> {
  return (await newest()) ?? (first ??= live().finally(() => { first = null; }));
}

/** Asks the site which version it has. Null if it does not say, be it without network. */
export async function live(): Promise<Manifest | null> {
  const version = ((await json("version.json")) as { version?: unknown } | null)?.version;
  if (typeof version !== "string") return null;
  const { current, next } = await versions();
  if (next?.version === version) return next;
  if (current?.version === version) return set(current, null);
  const found = manifest(await json(`offline.json?${version}`));
  if (!found) return null;
  return current ? set(current, found) : set(found, null);
}

/** Makes these the version that is kept and the one that follows, if any; returns the newer one. */
export async function set(current: Manifest, next: Manifest | null): Promise<Manifest> {
  const before = await versions();
  if (before.current !== current) await remember("current", current);
  if (before.next !== next) await remember("next", next);
  remembered = { current, next };
  return next ?? current;
}

async function json(path: string): Promise<unknown> {
  const answer = await fetch(root() + path, { cache: "no-cache" }).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

/**
 * Fetches a file and keeps it if it is the one that is meant. The browser's own copy will do. Of a page comes what is
 * its own, if the rest of it may be kept already and `brief` does not say that the browser has it whole.
 */
export async function keep([path, hash]: Entry, signal?: AbortSignal, brief = true): Promise<boolean> {
  const ways = brief && isPage(path) && (await framed()) ? [fragmentOf(path), path] : [path];
  for (const way of ways) {
    for (const cache of ["force-cache", "reload"] as const) {
      const answer = await fetch(root() + way, { cache, ...(signal && { signal }) });
      const bytes = answer.ok ? await bytesOf(answer, way !== path) : null;
      if (!bytes && way !== path) break; // too little of its frame is kept
      if (!bytes || (await digest(bytes)) !== hash) continue;
      await put(path, hash, bytes, answer.headers.get("Content-Type") ?? "");
      return true;
    }
  }
  return false;
}

/** The bytes of a file, or of the page that a fragment belongs to; null if too little of its frame is kept. */
export async function bytesOf(answer: Response, brief: boolean): Promise<ArrayBuffer | null> {
  if (!brief) return answer.arrayBuffer();
  const html = await whole(await answer.text());
  return html === null ? null : new TextEncoder().encode(html).buffer;
}

/** What a version has at a path, if it is kept. */
export async function copy(found: Manifest | null, path: string, asked: string | null = null, how = get): Promise<Response | undefined> {
  const hash = hashAt(found, path, asked);
  return hash === null ? undefined : how(path, hash);
}

/** Forgets all: nothing is kept any more. */
export function forget(): void {
  remembered = null;
}
