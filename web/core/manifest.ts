/** What the site consists of, as the build wrote it down, and which of it is kept for offline. Pure. */

/** An address below the site's root, the hash of what stands there, and its bytes as the network carries them. */
export type Entry = readonly [path: string, hash: string, weight: number];

export interface Manifest {
  schema: 1;
  version: string;
  /** Names all scripts and styles together: pages with another one do not go together. */
  shell: string;
  /** Kept with the first page. */
  always: string[];
  files: Entry[];
  /** The browser's Python; the file that it is started with comes last. */
  python: Entry[];
}

/** What the reader asked to have kept: the whole site, Python, or else only what was opened. */
export interface Wish {
  whole: boolean;
  python: boolean;
}

/** Lies in a folder named by its content. */
export const LASTING = /(?:^|\/)assets\/(?:python|sql)\/[0-9a-f]+\//;
/** Has a name that is made from its content; pages have not. */
const NAMED = /[-.](?:[A-Z0-9]{8}|[0-9a-f]{8,12})(?=\.)/;

/** The manifest in a JSON value; null for anything else, such as the answer of another server. */
export function manifest(value: unknown): Manifest | null {
  const found = value as Partial<Manifest> | null;
  const right = found?.schema === 1 && typeof found.version === "string" && typeof found.shell === "string";
  const lists = [found?.always, found?.files, found?.python].every(Array.isArray);
  return right && lists ? (found as Manifest) : null;
}

/** An address as the manifest writes it; null if it is not below the root. */
export function pathOf(url: string, root: string): string | null {
  const { origin, pathname } = new URL(url);
  const base = new URL(root);
  if (origin !== base.origin || !pathname.startsWith(base.pathname)) return null;
  return decodeURI(pathname.slice(base.pathname.length)).replace(/(^|\/)index\.html$/, "$1");
}

export function isPage(path: string): boolean {
  return path === "" || path.endsWith("/") || path.endsWith(".html");
}

/** Whether the same address never stands for anything else. */
export function isNamed(path: string): boolean {
  return NAMED.test(path) && !isPage(path);
}

/** The hash of what a manifest has at a path, if it begins with what the page asks for (`?v=`), if anything. */
export function hashAt(found: Manifest | null, path: string, asked: string | null = null): string | null {
  const hash = found ? (index(found).get(path)?.[1] ?? null) : null;
  return hash?.startsWith(asked ?? "") ? hash : null;
}

/**
 * The files of a version that are to be kept, when these paths of it or of the version before are kept. A file whose
 * name or folder changed with its content is found again by the rest of its path.
 */
export function plan(target: Manifest, kept: Iterable<string>, wish: Wish): Entry[] {
  const wanted = new Set([...kept, ...target.always].map(stem));
  const known = ([path]: Entry) => wanted.has(stem(path));
  return [
    ...(wish.whole ? target.files : target.files.filter(known)),
    ...(wish.python ? target.python : target.python.filter(known)),
  ];
}

/** The page for what is not kept, made of the one for what does not exist, which has its words in a hidden part. */
export function unkept(html: string): string {
  return html
    .replace(/<title>[^<]* - /, "<title>Not kept on this device - ")
    .replace(/<section data-missing[^>]*>[^]*?<\/section>/, "")
    .replace(/<section data-unkept[^>]*>/, "<section><h1>This page is not kept on this device</h1>");
}

/** The bytes of these files on the network. */
export function weigh(entries: readonly Entry[]): number {
  return entries.reduce((sum, [, , weight]) => sum + weight, 0);
}

function stem(path: string): string {
  return path.replace(NAMED, "").replace(/\/[0-9a-f]{12}\//, "/");
}

const indexes = new WeakMap<Manifest, Map<string, Entry>>();

function index(found: Manifest): Map<string, Entry> {
  const known = indexes.get(found) ?? new Map([...found.files, ...found.python].map((entry) => [entry[0], entry]));
  indexes.set(found, known);
  return known;
}
