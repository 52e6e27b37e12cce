/** What Python needs from the site: which files a piece of code asks for, fetched, checked and kept. */

import { type Manifest, imports, megabytes, packages, unknown } from "../core/imports";
import type { Wheel } from "../core/messages";
import { Ended, type Tell } from "./ended";
import { fetchAll } from "./fetching";
import { keepFiles, kept } from "./lasting";
import { keepOffline } from "./offline";

const TYPES: Record<string, string> = {
  mjs: "text/javascript", wasm: "application/wasm", json: "application/json", zip: "application/zip", whl: "application/zip",
};

/** The file that Python is started with. */
const LAST = "pyodide.mjs";

/** The packages that code needs, and how a status names them: "Python with numpy". */
export interface Need {
  wanted: string[];
  what: string;
}

export class Supply {
  private manifest: Manifest | null = null;

  constructor(private readonly root: string) {}

  /** What the code needs beyond what is installed. Throws `Ended` for what no browser can have. */
  async need(code: string, installed: ReadonlySet<string>, tell: Tell): Promise<Need> {
    if (!this.manifest) {
      tell("Looking for Python");
      await keepOffline();
      const bytes = await (await fetch(`${this.root}manifest.json`)).arrayBuffer();
      this.manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
      void keepFiles([[`${this.root}manifest.json`, bytes, TYPES["json"]!]]);
    }
    const names = imports(code);
    const missing = unknown(this.manifest, names);
    if (missing.length) {
      throw new Ended(`${missing.join(", ")} cannot run in a browser: copy the code, or download the notebook or open it in Colab.`);
    }
    const wanted = packages(this.manifest, names, installed);
    const named = wanted.filter((name) => this.manifest!.packages[name]!.imports.some((given) => names.includes(given)));
    return { wanted, what: named.length ? `Python with ${named.join(", ")}` : "Python" };
  }

  /** Whether Python itself is on this device already, all of it: this file is kept last. */
  async warm(): Promise<boolean> {
    return kept(`${this.root}${LAST}`);
  }

  /** Fetches the packages, and Python's own files where they are not here yet, telling the progress. */
  async fetch({ wanted, what }: Need, withCore: boolean, tell: Tell, signal: AbortSignal): Promise<Wheel[]> {
    const core = withCore ? this.manifest!.core : [];
    const files = [...core, ...wanted.map((name) => this.manifest!.packages[name]!)];
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const urls = files.map(({ file }) => this.root + file);
    const fetched = await fetchAll(
      signal,
      files.map(({ bytes, sha256 }, at) => ({ url: urls[at]!, bytes, sha256 })),
      (done) => tell(`Getting ${what}: ${megabytes(done)} of ${megabytes(total)}, kept for offline`),
    );
    const last = (url: string) => Number(url.endsWith(LAST));
    const copies = urls.map((url, at) => [url, fetched[at]!, TYPES[url.split(".").pop()!] ?? ""] as const);
    void keepFiles(copies.sort(([a], [b]) => last(a) - last(b)));
    return wanted.map((name, at) => ({ name, file: files[core.length + at]!.file, bytes: fetched[core.length + at]! }));
  }
}
