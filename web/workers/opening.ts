/// <reference lib="webworker" />
/** What the service worker does when a page has been opened: keeps it, and sees whether the site has a newer one. */

import type { FromKeeper, ToKeeper } from "../core/keeping";
import { FRAGMENT } from "../core/frame";
import { hashAt, LASTING, pathOf, type Entry } from "../core/manifest";
import { digest, get, root } from "./store";
import { bytesOf, keep, live, newest } from "./versions";

/** Keeps an open page with what it loaded, and tells it whether the site has a newer one. */
export async function opened({ page, loaded, hash }: ToKeeper & { kind: "opened" }): Promise<FromKeeper> {
  const [found, path] = [await live(), pathOf(page, root())];
  const known = found ?? (await newest());
  const brief = loaded.includes(new URL(FRAGMENT, page).href); // it took the place of another page
  const here = hash ?? (found && path !== null ? await standing(page, brief) : null);
  const paths = new Set([path, ...loaded.map((url) => pathOf(url, root())), ...(known?.always ?? [])]);
  const entries = [...paths].flatMap((name) => {
    const wanted = name === null || LASTING.test(name) ? null : hashAt(known, name);
    return name !== null && wanted ? [[name, wanted, 0] as const] : [];
  });
  const one = async (entry: Entry) => {
    return Boolean(await get(entry[0], entry[1])) || keep(entry, undefined, brief || entry[0] !== path).catch(() => false);
  };
  const done: boolean[] = [];
  for (const first of entries.splice(0, 1)) done.push(await one(first)); // the page: what follows may have its frame
  done.push(...(await Promise.all(entries.map(one))));
  const old = found !== null && here !== null && path !== null && here !== hashAt(found, path);
  return { kind: "page", page, hash: here, old, kept: done.length > 0 && done.every(Boolean) };
}

/** The hash of a page as the browser has it. */
async function standing(page: string, brief: boolean): Promise<string | null> {
  for (const way of brief ? [FRAGMENT, ""] : [""]) {
    const answered = await fetch(way ? new URL(way, page) : page, { cache: "force-cache" }).catch(() => null);
    const bytes = answered?.ok ? await bytesOf(answered, way !== "") : null;
    if (bytes) return digest(bytes);
  }
  return null;
}
