/** The question filter: what it keeps, and its address. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fold, fromQuery, keeps, toQuery } from "../../web/core/filter.ts";

const item = { section: "metrics", level: "mid", text: "Why can ROC-AUC look naïve?" };
const none = { section: "", level: "", words: "" };

const rows = [
  { filter: none, kept: true },
  { filter: { ...none, section: "metrics" }, kept: true },
  { filter: { ...none, section: "math" }, kept: false },
  { filter: { ...none, level: "senior" }, kept: false },
  { filter: { ...none, words: "roc why" }, kept: true },
  { filter: { ...none, words: "NAIVE" }, kept: true },
  { filter: { ...none, words: "roc bayes" }, kept: false },
];

for (const { filter, kept } of rows) {
  test(`${JSON.stringify(filter)} ${kept ? "keeps" : "drops"} the item`, () => {
    assert.equal(keeps(filter, item), kept);
  });
}

test("an address holds the filter and gives it back", () => {
  const filter = { section: "metrics", level: "mid", words: "a & b" };
  assert.deepEqual(fromQuery(toQuery(filter)), filter);
  assert.equal(toQuery(none), "");
});

test("folding drops case and accents", () => {
  assert.equal(fold(" Naïve "), "naive");
});
