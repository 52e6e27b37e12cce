import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING, kept, key, parse } from "../../web/core/record.ts";

test("a record is read back as it was written", () => {
  const work = { code: "x = 1", solved: "2026-01-31" };
  assert.deepEqual(parse(JSON.stringify(work)), work);
});

test("whatever is no record counts as nothing kept", () => {
  for (const text of [null, "", "{", "null", "[1]", "7", '"x"']) assert.deepEqual(parse(text), NOTHING);
  assert.deepEqual(parse('{"code": 5, "solved": "yesterday"}'), NOTHING);
  assert.deepEqual(parse('{"code": "a", "solved": "<img>"}'), { code: "a", solved: "" });
});

test("once solved stays solved, on the first day", () => {
  const first = kept(NOTHING, "mine", "starter", "2026-01-31");
  assert.deepEqual(first, { code: "mine", solved: "2026-01-31" });
  assert.deepEqual(kept(first, "other", "starter", "2026-02-01"), { code: "other", solved: "2026-01-31" });
  assert.deepEqual(kept(first, "starter", "starter", ""), { code: "", solved: "2026-01-31" });
});

test("every exercise has a record of its own", () => {
  assert.notEqual(key("exercises/python/adam"), key("exercises/python/dropout"));
});
