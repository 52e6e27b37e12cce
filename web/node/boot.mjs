// The browser's Python under node, loaded as the page loads it: for the tests and the figures.
//
// node boot.mjs FOLDER [WHEELS] < code > {"boot", "install", "run", "result"}
// FOLDER: as `studyguide.runtime` makes it. With WHEELS, a folder of untouched wheels, FOLDER is npm's `pyodide` and
// packages come by its own `loadPackage`. Times are in seconds; `result` is the code's last value, as `str` gives it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { imports, packages } from "../core/imports.ts";
import { install } from "../core/install.ts";

/** A Pyodide without a package. */
export async function boot(folder, options = {}) {
  const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
  return loadPyodide({ indexURL: folder, ...options });
}

/** The wheels that the code's imports need, with their bytes, as the page would fetch them. */
export async function wheels(folder, code) {
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  const names = packages(manifest, imports(code), new Set());
  const read = async (name) => {
    const { file } = manifest.packages[name];
    return { name, file, bytes: new Uint8Array(await readFile(join(folder, file))) };
  };
  return Promise.all(names.map(read));
}

async function main(folder, untouched) {
  const code = await text(process.stdin);
  const times = [performance.now()];
  const options = untouched ? { packageCacheDir: untouched } : {};
  const pyodide = await boot(folder, { ...options, stdout: console.error, stderr: console.error });
  times.push(performance.now());
  if (untouched) await pyodide.loadPackagesFromImports(code, { messageCallback() {} });
  else install(pyodide, await wheels(folder, code));
  times.push(performance.now());
  const result = String(pyodide.runPython(code));
  times.push(performance.now());
  const [booted, installed, ran] = times.slice(1).map((time, index) => Math.round(time - times[index]) / 1000);
  console.log(JSON.stringify({ boot: booted, install: installed, run: ran, result }));
}

if (import.meta.main) {
  await main(...process.argv.slice(2)).catch((error) => {
    console.error(error.message); // not the whole of Pyodide's script, which is one line
    process.exitCode = 1;
  });
}
