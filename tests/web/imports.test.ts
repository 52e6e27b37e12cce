import assert from "node:assert/strict";
import { test } from "node:test";
import { type Manifest, imports, megabytes, packages, unknown } from "../../web/core/imports.ts";

const file = (name: string, given: string[], depends: string[] = []) => ({
  file: `${name}.whl`, bytes: 1, sha256: "", imports: given, depends,
});
const MANIFEST: Manifest = {
  core: [],
  packages: {
    numpy: file("numpy", ["numpy"]),
    scipy: file("scipy", ["scipy"], ["numpy"]),
    "scikit-learn": file("scikit-learn", ["sklearn"], ["joblib", "numpy", "scipy"]),
    joblib: file("joblib", ["joblib"]),
  },
  stdlib: ["math", "collections"],
};

test("imports are found in every form, each once", () => {
  const code = [
    "import math, numpy as np",
    "from sklearn.linear_model import LogisticRegression",
    "  import collections.abc",
    "import numpy.linalg",
    "x = 'import nothing'",
    "# import less",
    "important = 1",
    "from . import here",
  ].join("\n");
  assert.deepEqual(imports(code), ["math", "numpy", "sklearn", "collections"]);
});

test("a package brings what it needs, without what is there already", () => {
  assert.deepEqual(packages(MANIFEST, ["sklearn"], new Set()).sort(), ["joblib", "numpy", "scikit-learn", "scipy"]);
  assert.deepEqual(packages(MANIFEST, ["sklearn", "numpy"], new Set(["numpy", "joblib"])).sort(), ["scikit-learn", "scipy"]);
  assert.deepEqual(packages(MANIFEST, ["math"], new Set()), []);
});

test("what no browser can have is named", () => {
  assert.deepEqual(unknown(MANIFEST, ["math", "torch", "sklearn"]), ["torch"]);
});

test("bytes are told as a person would", () => {
  assert.equal(megabytes(7_400_000), "7 MB");
  assert.equal(megabytes(350_000), "0.3 MB");
});
