import assert from "node:assert/strict";
import { test } from "node:test";
import { hashAt, isNamed, isPage, manifest, pathOf, plan, unkept, weigh, type Entry, type Manifest } from "../../web/core/manifest.ts";

const FILES: Entry[] = [
  ["", "home000000000000", 5], ["one/", "one0000000000000", 10], ["two/", "two0000000000000", 20],
  ["404.html", "help000000000000", 1], ["assets/guide.js", "guide00000000000", 2], ["assets/chunk-AAAAAAA2.js", "chunk00000000000", 3],
  ["assets/quiz-BBBBBBB2.js", "quiz000000000000", 4], ["assets/sql/222222222222/sql.wasm", "sql0000000000000", 7],
];
const PYTHON: Entry[] = [["assets/python/222222222222/pyodide.mjs", "py00000000000000", 100]];
const NOW: Manifest = { schema: 1, version: "v2", shell: "s", always: ["404.html", "assets/guide.js"], files: FILES, python: PYTHON };
const paths = (entries: Entry[]) => entries.map(([path]) => path);
const ONLY = { whole: false, python: false };

test("what another server answers is no manifest", () => {
  assert.equal(manifest(NOW), NOW);
  for (const value of [null, 3, "x", [], {}, { ...NOW, schema: 2 }, { ...NOW, files: undefined }, { ...NOW, version: 1 }]) {
    assert.equal(manifest(value), null);
  }
});

test("an address becomes a path below the root, whatever it asks or points at", () => {
  const root = "https://example.org/guide/";
  assert.equal(pathOf(`${root}one/?q=1#two`, root), "one/");
  assert.equal(pathOf(`${root}one/index.html`, root), "one/");
  assert.equal(pathOf(`${root}index.html`, root), "");
  assert.equal(pathOf(root, root), "");
  assert.equal(pathOf("https://example.org/other/", root), null);
  assert.equal(pathOf("https://elsewhere.org/guide/one/", root), null);
});

test("pages, and files named by their content, are told apart", () => {
  assert.deepEqual(["", "one/", "404.html", "bank/index.json"].map(isPage), [true, true, true, false]);
  const named = ["assets/chunk-AAAAAAA2.js", "assets/main.57a0d79d.min.css", "assets/guide.js", "bank/index.json", "notes-deadbeef.html"];
  assert.deepEqual(named.map(isNamed), [true, true, false, false, false]);
});

test("a file is found only in the version that has it as it is asked for", () => {
  assert.equal(hashAt(NOW, "assets/guide.js"), "guide00000000000");
  assert.equal(hashAt(NOW, "assets/guide.js", "guide000"), "guide00000000000");
  assert.equal(hashAt(NOW, "assets/guide.js", "other000"), null);
  assert.equal(hashAt(NOW, "three/"), null);
  assert.equal(hashAt(null, "one/"), null);
});

test("a new version keeps what was kept, under its new names, and what every visit needs", () => {
  const kept = ["one/", "gone/", "assets/chunk-AAAAAAA1.js", "assets/sql/111111111111/sql.wasm"];
  const wanted = ["one/", "404.html", "assets/guide.js", "assets/chunk-AAAAAAA2.js", "assets/sql/222222222222/sql.wasm"];
  assert.deepEqual(paths(plan(NOW, kept, ONLY)), wanted);
  assert.deepEqual(paths(plan(NOW, ["assets/python/111111111111/pyodide.mjs"], ONLY)).at(-1), PYTHON[0]![0]);
});

test("the whole site is all files, and Python only if it is asked for", () => {
  assert.deepEqual(plan(NOW, [], { whole: true, python: false }), FILES);
  assert.equal(weigh(plan(NOW, [], { whole: true, python: true })), weigh(FILES) + 100);
});

test("the page for what is not kept takes the place of the one for what does not exist", () => {
  const page = '<title>No such page - Guide</title><section data-missing=""><h1>a</h1></section><section data-unkept="" hidden=""><p>b</p></section>';
  const help = "<title>Not kept on this device - Guide</title><section><h1>This page is not kept on this device</h1><p>b</p></section>";
  assert.equal(unkept(page), help);
});
