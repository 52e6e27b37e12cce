import assert from "node:assert/strict";
import { test } from "node:test";
import { amounts, megabytes, standing, type State } from "../../web/core/keeping.ts";

const STATE: State = {
  kind: "state", sizes: { site: 10_600_000, python: 28_000_000 }, have: { site: 4_100_000, python: 1_000_000 },
  wish: { whole: true, python: false }, busy: true, trouble: "", failed: [],
};
const told = (change: Partial<State>) => standing({ ...STATE, ...change });

test("an amount is read at a glance", () => {
  assert.deepEqual([0, 50_000, 10_600_000, 123_400_000].map(megabytes), ["0.0 MB", "0.1 MB", "10.6 MB", "123 MB"]);
});

test("Python counts when it is asked for", () => {
  assert.deepEqual(amounts(STATE), { done: 4_100_000, total: 10_600_000 });
  assert.deepEqual(amounts({ ...STATE, wish: { whole: true, python: true } }), { done: 5_100_000, total: 38_600_000 });
});

test("how it stands is one sentence for each case", () => {
  assert.equal(told({}), "4.1 of 10.6 MB");
  assert.equal(told({ busy: false }), "Paused at 4.1 of 10.6 MB.");
  assert.match(told({ busy: false, have: { site: 10_600_000, python: 0 } }), /^Everything is kept/);
  assert.match(told({ sizes: null }), /cannot be kept/);
  assert.match(told({ trouble: "room", busy: false }), /no room left/);
  assert.match(told({ failed: ["one/"], trouble: "network", busy: false }), /^one\/ is missing at 4.1 of 10.6 MB: the network did not answer/);
  assert.match(told({ failed: ["", "two/"], busy: false }), /^Files are missing at .* the site is changing/);
  assert.match(told({ wish: { whole: false, python: false }, busy: false }), /as you read/);
});
