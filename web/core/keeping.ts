/** What pages and the service worker tell each other. Pure. */

import type { Wish } from "./manifest";

export type ToKeeper =
  /** A page is open: keep it with what it loaded. `hash` is what the keeper said of it before. */
  | { kind: "opened"; page: string; loaded: string[]; hash: string | null }
  | { kind: "wish"; wish: Wish }
  | { kind: "remove" }
  | { kind: "state" }
  | { kind: "pages" };

export interface Bytes {
  site: number;
  python: number;
}

export interface State {
  kind: "state";
  /** The bytes of the whole site and of Python on the network; null if the site cannot be kept. */
  sizes: Bytes | null;
  /** How many of them are kept. */
  have: Bytes;
  wish: Wish;
  busy: boolean;
  /** Why the last attempt did not end well. */
  trouble: "" | "network" | "room";
  /** Files that could not be had. */
  failed: string[];
}

export type FromKeeper =
  /** What is known of a page: the hash of what stands in it, whether a newer one is there, whether it is kept. */
  | { kind: "page"; page: string; hash: string | null; old: boolean; kept: boolean }
  /** Something that the page asked for belongs to a deploy that is gone. */
  | { kind: "gone" }
  /** Pages that are kept, with their titles as HTML has them. */
  | { kind: "pages"; pages: [path: string, title: string][] }
  | State;

/** "10.6 MB", by millions of bytes. */
export function megabytes(bytes: number): string {
  return `${amount(bytes)} MB`;
}

function amount(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
}

/** What is asked for and what of it is kept, in bytes. */
export function amounts({ sizes, have, wish }: State): { done: number; total: number } {
  const python = wish.python ? (sizes?.python ?? 0) : 0;
  return { done: have.site + (python && have.python), total: (sizes?.site ?? 0) + python };
}

/** How it stands, in a sentence. */
export function standing(state: State): string {
  const { wish, busy, trouble, failed, sizes } = state;
  const { done, total } = amounts(state);
  if (!sizes) return "This copy of the guide cannot be kept: it was published without that.";
  if (trouble === "room") return "There is no room left on this device. What is kept stays; free some space, then go on.";
  if (busy && wish.whole) return `${amount(done)} of ${megabytes(total)}`;
  if (failed.length) {
    const some = failed.length === 1 ? `${failed[0] || "The home page"} is` : "Files are";
    return `${some} missing at ${amount(done)} of ${megabytes(total)}: ${trouble ? "the network did not answer" : "the site is changing just now"}. What came is kept; go on when you like.`;
  }
  if (!wish.whole) return "The pages that you open are kept as you read; the others need the network.";
  return done >= total ? "Everything is kept: the guide works without network." : `Paused at ${amount(done)} of ${megabytes(total)}.`;
}
