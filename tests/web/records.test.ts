/** Records: what is odd counts as nothing kept, the newer of two wins, and older records are still read. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";

const { NOTHING, key, merge, named, parse, stamp, worked } = await import("../../web/core/records.ts");

const card = {
  state: 2, due: 2000, stability: 3.5, difficulty: 5, reps: 2, lapses: 0, step: 0, last: 1000,
  log: [[500, 3], [1000, 4]], suspended: false, at: 1000,
};
const good: Record<string, object> = {
  "card/question": card,
  "card/quiz": card,
  quiz: { right: 1, wrong: 2, last: "wrong", at: 5 },
  read: { at: 5 },
  tick: { done: true, at: 5 },
  mock: {
    role: "data-scientist", level: "mid", minutes: 45, script: "", ended: 9, at: 9,
    asked: [{ id: "bias", seconds: 61.5, notes: "n", communication: 1, correctness: 0, depth: 4, tradeOffs: 3 }],
  },
  review: { sections: ["metrics"], levels: [], newADay: 10, interview: "2026-01-31", at: 5 },
  plan: { role: "r", level: "mid", hoursAWeek: 7.5, start: "2026-01-01", interview: "2026-01-31", weekdays: [0, 5], at: 5 },
  work: { code: "x = 1", solved: "2026-01-31", at: 5 },
};

const anything = [
  "", "{", "null", "[]", "7", '"x"', "true", "{}", "[[1]]", '{"__proto__": {"at": 5}}', "{" + " ".repeat(2e6) + "}",
  "NaN", '{"at": 1e999}', '{"at": "5"}', '{"at": -1}', '{"at": null}', '{"constructor": 1}', "\u0000", "[".repeat(9e4),
];

for (const [kind, record] of Object.entries(good)) {
  test(`a ${kind} is read back as it was written`, () => assert.deepEqual(parse(kind, JSON.stringify(record)), record));

  test(`whatever is no ${kind} counts as nothing kept`, () => {
    assert.equal(parse(kind, null).at, 0);
    for (const text of anything) assert.deepEqual(parse(kind, text), NOTHING[kind], text.slice(0, 40));
  });

  test(`a ${kind} with one odd field counts as nothing kept`, () => {
    for (const [field, value] of Object.entries(record)) {
      if (kind === "work" && field !== "code") continue;
      const odds = ["-1", "1e999", "{}", "null", "[[]]", "-0.5", ...(typeof value === "string" ? [] : ['"<img>"'])];
      for (const odd of odds) {
        const changed = JSON.stringify({ ...record, [field]: "ODD" }).replace('"ODD"', odd);
        assert.deepEqual(parse(kind, changed), NOTHING[kind], changed);
      }
    }
  });

  test(`a ${kind} without one of its fields counts as nothing kept`, () => {
    for (const field of Object.keys(record)) {
      if (kind === "work" && field !== "code") continue;
      const { [field as never]: _, ...rest } = record;
      assert.deepEqual(parse(kind, JSON.stringify(rest)), NOTHING[kind], field);
    }
  });
}

const oddCards = [
  { stability: 0 }, { stability: 1e6 }, { difficulty: 0.5 }, { difficulty: 11 }, { due: 999 }, { state: 4 }, { state: 1.5 },
  { reps: 1.5 }, { log: [[1, 5]] }, { log: [[1]] }, { log: [["1", 3]] }, { log: [[-1, 3]] }, { at: 1e18 }, { step: 99 },
  { suspended: 0 },
];

test("a card that was reviewed has a memory, and is due after its last review", () => {
  for (const odd of oddCards) {
    assert.deepEqual(parse("card/quiz", JSON.stringify({ ...card, ...odd })), NOTHING["card/quiz"], JSON.stringify(odd));
  }
  const fresh = { ...card, state: 0, stability: 0, difficulty: 0, due: 0, last: 0, reps: 0, log: [] };
  assert.deepEqual(parse("card/quiz", JSON.stringify(fresh)), fresh);
});

test("a card remembers its newest hundred reviews", () => {
  const log = Array.from({ length: 150 }, (_, i) => [i, 3]);
  const kept = parse("card/quiz", JSON.stringify({ ...card, log })).log;
  assert.deepEqual([kept.length, kept[0], kept.at(-1)], [100, [50, 3], [149, 3]]);
});

test("days that do not exist are odd", () => {
  for (const interview of ["2026-02-30", "2026-1-1", "tomorrow", "2026-01-31T00:00:00Z", "99999-01-01"]) {
    assert.equal(parse("review", JSON.stringify({ ...good.review, interview })).at, 0, interview);
  }
});

test("an exercise of before records had times is read, and its code never thrown away", () => {
  assert.deepEqual(parse("work", '{"code": "a", "solved": ""}'), { code: "a", solved: "", at: 0 });
  assert.deepEqual(parse("work", '{"code": "a", "solved": "<img>"}'), { code: "a", solved: "", at: 0 });
});

test("fields of nobody, of Object or of __proto__ do not come through", () => {
  const kept = parse("read", '{"at": 5, "more": 1, "__proto__": {"polluted": 1}, "toString": 1}');
  assert.deepEqual(Object.entries(kept), [["at", 5]]);
  assert.equal(kept.polluted, undefined);
});

test("what counts as nothing can be changed without harm to the next", () => {
  parse("card/quiz", null).log.push([1, 3]);
  assert.deepEqual(parse("card/quiz", null).log, []);
});

const places: [string, object | null][] = [
  ["card/question/why-roc", { kind: "card/question", id: "why-roc" }],
  ["card/quiz/why-roc", { kind: "card/quiz", id: "why-roc" }],
  ["quiz/a", { kind: "quiz", id: "a" }],
  ["read/metrics/roc-and-pr-curves", { kind: "read", id: "metrics/roc-and-pr-curves" }],
  ["mock/2026-01-31T10:00:00.000Z", { kind: "mock", id: "2026-01-31T10:00:00.000Z" }],
  ["review/settings", { kind: "review", id: "settings" }],
  ["review/other", null], ["plan/", null], ["card/x", null], ["quiz/__proto__", null], ["quiz/<img>", null],
  ["quiz/" + "a".repeat(300), null], ["other/a", null], ["", null], ["quiz", null], ["__proto__", null],
];

for (const [name, place] of places) {
  test(`the key ${name.slice(0, 40)} names ${place ? "a record" : "none"}`, () => {
    assert.deepEqual(named(name), place);
    if (place) assert.equal(key(...(Object.values(place) as [never, string])), name);
  });
}

test("the newer of two records wins, mine if they are as old, and solved stays solved", () => {
  assert.deepEqual(merge({ at: 1 }, { at: 2 }), { at: 2 });
  const [mine, theirs] = [{ done: true, at: 2 }, { done: false, at: 2 }];
  assert.equal(merge(mine, theirs), mine);
  const [old, young] = [{ code: "a", solved: "2026-01-31", at: 1 }, { code: "b", solved: "", at: 2 }];
  for (const both of [[old, young], [young, old]]) {
    assert.deepEqual(merge(...(both as [never, never])), { code: "b", solved: "2026-01-31", at: 2 });
  }
});

test("a change is later than the one before it, whatever the clock says", () => {
  assert.deepEqual([5, 200, NaN, -1, Infinity].map((now) => stamp({ at: 100 }, now)), [101, 200, 101, 101, 253402300799999]);
});

test("once solved stays solved, on the first day", () => {
  const first = worked(NOTHING.work, "mine", "starter", "2026-01-31", 5);
  assert.deepEqual(first, { code: "mine", solved: "2026-01-31", at: 5 });
  assert.deepEqual(worked(first, "other", "starter", "2026-02-01", 6), { code: "other", solved: "2026-01-31", at: 6 });
  assert.deepEqual(worked(first, "starter", "starter", "", 6), { code: "", solved: "2026-01-31", at: 6 });
});
