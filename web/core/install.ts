/** Installs wheels into a Pyodide from their bytes, without a network. Pure but for the Pyodide it is given. */

import type { PyodideAPI } from "pyodide";

const SITE = "import site; site.getsitepackages()[0]";

/**
 * Unpacks the wheels into site-packages, in any order; the caller has checked them and brings all that they need.
 *
 * Pyodide's own `loadPackage` also compiles every shared library at once, 170 of them for scikit-learn. Here a library
 * is compiled when Python imports it, from the file system, along with those it names in its own run path
 * (`scipy.libs`). That is a synchronous compilation, which browsers grant to workers and not to pages: call this in a
 * worker.
 */
export function install(pyodide: PyodideAPI, wheels: Iterable<{ readonly bytes: ArrayBuffer | Uint8Array }>): void {
  const extractDir = pyodide.runPython(SITE) as string;
  for (const { bytes } of wheels) pyodide.unpackArchive(bytes, "wheel", { extractDir });
  // The folder may have been read before, when an import failed.
  pyodide.runPython("import importlib; importlib.invalidate_caches()");
}
