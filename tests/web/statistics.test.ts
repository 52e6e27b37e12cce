/** The aggregates that SQLite lacks: values worked out by hand, NULLs, one row, and what is refused. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { AGGREGATES, quantile, regexp, type Value } from "../../web/core/statistics.ts";

function aggregate(name: string, rows: Value[][]): number | null {
  const { init, step, finalize } = AGGREGATES[name]!;
  return finalize(rows.reduce((state, row) => step(state, ...row), init()));
}

const rows: [string, Value[], number | null][] = [
  ["variance", [2, 4, 4, 4, 5, 5, 7, 9], 32 / 7],
  ["var_pop", [2, 4, 4, 4, 5, 5, 7, 9], 4],
  ["stddev_pop", [2, 4, 4, 4, 5, 5, 7, 9], 2],
  ["stddev", [1, null, 3], Math.SQRT2],
  ["stddev", [5], null],
  ["stddev_pop", [5], 0],
  ["variance", [null], null],
  ["var_pop", [], null],
  ["median", [3, 1, 2], 2],
  ["median", [4, 1, null, 3, 2], 2.5],
  ["median", [10, 9, 100], 10],
  ["median", [], null],
];

for (const [name, values, expected] of rows) {
  test(`${name} of ${JSON.stringify(values)} is ${expected}`, () => {
    assert.equal(aggregate(name, values.map((value) => [value])), expected);
  });
}

test("percentile_cont lies between two values by linear interpolation", () => {
  assert.equal(aggregate("percentile_cont", [[10, 0.25], [20, 0.25], [null, 0.25], [40, 0.25]]), 15);
  assert.deepEqual([0, 0.5, 1].map((p) => quantile([4, 1, 2], p)), [1, 2, 4]);
});

const refused: [string, Value[][], RegExp][] = [
  ["median", [["3"]], /takes numbers, not a text or a blob/],
  ["percentile_cont", [[1, 50]], /a fraction from 0 to 1/],
  ["percentile_cont", [[1, null]], /not NULL as its fraction/],
  ["percentile_cont", [[1, 0.5], [1, 0.6]], /the same fraction/],
];

for (const [name, given, why] of refused) {
  test(`${name} refuses ${JSON.stringify(given)}`, () => assert.throws(() => aggregate(name, given), why));
}

test("sql.js reads the number of arguments off a step", () => {
  assert.deepEqual(Object.values(AGGREGATES).map(({ step }) => step.length), [2, 2, 2, 2, 2, 3]);
});

const patterns: [string, string, number | RegExp][] = [
  ["^a.c$", "abc", 1],
  ["^a$", "a\n", 0],
  ["\\d", "٣", 0],
  ["^.$", "😀", 1],
  ["[$]", "$", 1],
  ["a|b", "xbx", 1],
  ["\\p{L}", "a", /do not share/],
  ["(?i)a", "A", /do not share/],
  ["a++", "aa", /do not share/],
  ["(", "(", /cannot be read/],
];

for (const [pattern, text, expected] of patterns) {
  test(`${JSON.stringify(text)} REGEXP ${pattern}: ${expected}`, () => {
    if (typeof expected === "number") assert.equal(regexp(pattern, text), expected);
    else assert.throws(() => regexp(pattern, text), expected);
  });
}

test("REGEXP of NULL is NULL, of a number refused", () => {
  assert.deepEqual([regexp(null, "a"), regexp("a", null)], [null, null]);
  assert.throws(() => regexp("1", 1), /CAST/);
});
