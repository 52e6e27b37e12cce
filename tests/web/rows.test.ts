/** Results compared: the cases of rows.json, which the native comparison is held to as well. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { type Difference, difference, type Result, text } from "../../web/core/rows.ts";

interface Case {
  name: string;
  expected: Result;
  got: Result;
  ordered: boolean;
  difference: Difference | null;
}

const cases: Case[] = JSON.parse(readFileSync(new URL("rows.json", import.meta.url), "utf8"));

for (const { name, expected, got, ordered, difference: told } of cases) {
  test(name, () => assert.deepEqual(difference(expected, got, ordered), told));
}

test("a blob equals a blob of the same bytes", () => {
  const one = (cell: Uint8Array): Result => ({ columns: ["a"], rows: [[cell]] });
  assert.equal(difference(one(Uint8Array.of(0, 255)), one(Uint8Array.of(0, 255)), false), null);
  assert.equal(difference(one(Uint8Array.of(0)), one(Uint8Array.of(1)), false)?.rows[0]?.what, "Missing (x'00').");
  assert.equal(text([Uint8Array.of(0, 255)]), "(x'00ff')");
});

test("five thousand rows that all differ are compared within two seconds", () => {
  const many = (shift: number): Result => ({
    columns: ["a", "b"],
    rows: Array.from({ length: 5_000 }, (_, i) => [i % 7, i + shift]),
  });
  const start = performance.now();
  assert.equal(difference(many(0), many(0.5), false)?.more, 9_980);
  assert.ok(performance.now() - start < 2000, `it took ${performance.now() - start} ms`);
});
