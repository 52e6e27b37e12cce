/** Which packages a piece of Python needs, and what they weigh. Pure. */

export interface Package {
  file: string;
  bytes: number;
  sha256: string;
  imports: string[];
  /** Everything it needs, directly or not. */
  depends: string[];
}

export interface Manifest {
  core: { file: string; bytes: number; gzip: number; sha256: string }[];
  packages: Record<string, Package>;
  stdlib: string[];
}

const STATEMENT = /^[ \t]*(?:import[ \t]+([\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?)*)|from[ \t]+([\w.]+)[ \t]+import\b)/gm;

/** The top-level names that the code imports, each once. */
export function imports(code: string): string[] {
  const found = new Set<string>();
  for (const [, several, one] of code.matchAll(STATEMENT)) {
    for (const name of (several ?? one ?? "").split(",")) found.add(name.trim().split(/[.\s]/)[0] ?? "");
  }
  found.delete("");
  return [...found];
}

/** The packages that provide these names, with all they need, without those that are there already. */
export function packages(manifest: Manifest, names: Iterable<string>, have: ReadonlySet<string>): string[] {
  const wanted = new Set<string>();
  for (const name of names) {
    for (const [key, { imports: given, depends }] of Object.entries(manifest.packages)) {
      if (given.includes(name)) for (const needed of [...depends, key]) wanted.add(needed);
    }
  }
  return [...wanted].filter((key) => !have.has(key));
}

/** The names that are neither Python's own nor in a package. */
export function unknown(manifest: Manifest, names: Iterable<string>): string[] {
  const known = new Set([...manifest.stdlib, ...Object.values(manifest.packages).flatMap((found) => found.imports)]);
  return [...names].filter((name) => !known.has(name));
}

/** "7 MB", "0.4 MB". */
export function megabytes(bytes: number): string {
  const amount = bytes / 1e6;
  return `${amount < 1 ? amount.toFixed(1) : Math.round(amount)} MB`;
}
