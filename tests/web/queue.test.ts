/** The queue: what is asked now, in which order, how many, and what an interview asks for. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";

const { introducedToday, queue, undone } = await import("../../web/core/queue.ts");
const { grade, newCard } = await import("../../web/core/schedule.ts");
const { DAY, MINUTE, dayOf, nameOf, startOf } = await import("../../web/core/days.ts");
const { NOTHING } = await import("../../web/core/records.ts");

const NOW = Date.UTC(2026, 0, 10, 12);
const HOUR = 60 * MINUTE;
const settings = { ...NOTHING.review, newADay: 2 };
const candidates = ["a", "b", "c", "d", "e", "f"].map((id, i) => ({
  id, section: i < 3 ? "metrics" : "math", level: i % 2 ? "senior" : "mid",
}));
const review = (due: number) => ({ ...grade(newCard(), 4, NOW - 30 * DAY), due });
const learning = (due: number) => ({ ...grade(newCard(), 1, NOW - DAY), due });
const asked = (cards: object, changes: object = {}, now = NOW, offset = 0, introduced?: number) =>
  queue(candidates, new Map(Object.entries(cards)) as never, { ...settings, ...changes }, now, offset, introduced);

test("with nothing reviewed, the first new ones of the day are asked", () => {
  const { ids, counts, soon, next, warning } = asked({});
  assert.deepEqual([ids, counts, soon, next, warning], [["a", "b"], { new: 2, learning: 0, due: 0 }, [], 0, ""]);
});

test("short steps come first, then reviews, oldest first, with new ones among them", () => {
  const cards = { c: review(NOW - DAY), d: review(NOW - 3 * DAY), e: review(NOW - 2 * DAY), f: learning(NOW - MINUTE) };
  assert.deepEqual(asked(cards).ids, ["f", "d", "a", "e", "b", "c"]);
  assert.deepEqual(asked(cards).counts, { new: 2, learning: 1, due: 3 });
});

test("new ones are spread evenly, and none is lost", () => {
  for (const [reviews, fresh] of [[0, 5], [5, 0], [1, 5], [40, 3], [3, 40], [10, 10]] as const) {
    const many = Array.from({ length: reviews + fresh }, (_, i) => ({ id: `${i}`, section: "s", level: "mid" }));
    const cards = new Map(many.slice(0, reviews).map(({ id }, i) => [id, review(NOW - DAY + i)]));
    const { ids } = queue(many, cards, { ...settings, newADay: fresh }, NOW);
    assert.equal(new Set(ids).size, reviews + fresh);
    assert.deepEqual(ids.filter((id) => cards.has(id)), [...cards.keys()]);
    if (reviews === 40) assert.deepEqual(ids.flatMap((id, i) => (cards.has(id) ? [] : [i])), [10, 21, 32]);
  }
});

test("sections and levels choose, and suspended ones are left out", () => {
  assert.deepEqual(asked({}, { sections: ["math"] }).ids, ["d", "e"]);
  assert.deepEqual(asked({}, { sections: ["math"], levels: ["mid"] }).ids, ["e"]);
  assert.deepEqual(asked({ a: { ...newCard(), suspended: true }, b: { ...review(NOW), suspended: true } }).ids, ["c", "d"]);
  assert.deepEqual(asked({}, { sections: ["nowhere"] }).ids, []);
});

test("what was put into the review by hand is the first of the new", () => {
  assert.deepEqual(asked({ e: newCard(NOW) }).ids, ["e", "a"]);
});

test("new ones already introduced today count, until the day ends at 4 a.m. of the reader's clock", () => {
  const cards = { a: grade(newCard(), 4, NOW - HOUR) };
  assert.deepEqual(asked(cards).ids, ["b"]);
  assert.deepEqual(asked(cards, {}, NOW, 0, 2).ids, []);
  const midnight = startOf(dayOf(NOW) + 1) - 1;
  assert.equal(introducedToday(Object.values(cards), midnight), 1);
  assert.equal(introducedToday(Object.values(cards), midnight + 1), 0);
  assert.equal(introducedToday(Object.values(cards), midnight + 1, -60), 1);
  assert.equal(introducedToday([{ ...cards.a, reps: 150 }], NOW), 0);
});

test("a review is asked from the beginning of its day, a short step at its minute", () => {
  const later = { a: review(NOW + 10 * HOUR), b: learning(NOW + 5 * MINUTE), c: learning(NOW + MINUTE), d: learning(NOW + DAY) };
  const { ids, soon, next, counts } = asked(later, { newADay: 0 });
  assert.deepEqual([ids, soon, next], [["a"], ["c", "b"], NOW + MINUTE]);
  assert.deepEqual(counts, { new: 0, learning: 2, due: 1 });
});

test("a new zone moves the day, and nothing is asked twice or lost", () => {
  for (let offset = -720; offset <= 840; offset += 15) {
    const { ids } = asked({ a: review(NOW + 10 * HOUR), b: review(NOW - 20 * DAY) }, { newADay: 9 }, NOW, offset);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.includes("b") && ids.length >= 5, `${offset}: ${ids}`);
  }
});

test("an interview brings cards forward into the final week", () => {
  const cards = { a: review(NOW + 90 * DAY), b: review(NOW + 90 * DAY) };
  const interview = nameOf(dayOf(NOW) + 1);
  assert.deepEqual(asked(cards, { newADay: 0 }).ids, []);
  assert.deepEqual(asked(cards, { newADay: 0, interview }).ids.sort(), ["a", "b"]);
});

const unseen = Array.from({ length: 112 }, (_, i) => ({ id: `q${i}`, section: "s", level: "mid" }));
const warned = (newADay: number, days: number, introduced = 0) => {
  const interview = nameOf(dayOf(NOW) + days);
  return queue(unseen, new Map(), { ...settings, newADay, interview }, NOW, 0, introduced).warning;
};
const at = (a: number, left: string, enough: number) =>
  `At ${a} a day ${left} unseen before the interview; ${enough} a day would show all.`;
const warnings: [string, string, string][] = [
  ["10 a day for 7 days leaves 42", warned(10, 7), at(10, "42 questions stay", 16)],
  ["16 a day for 7 days shows all", warned(16, 7), ""],
  ["15 a day for 7 days does not", warned(15, 7), at(15, "7 questions stay", 16)],
  ["one is left", warned(111, 1), at(111, "1 question stays", 112)],
  ["today's were seen already", warned(16, 7, 16), at(16, "16 questions stay", 19)],
  ["more were seen today than are needed a day", warned(1, 101, 5), at(1, "12 questions stay", 2)],
  ["the interview is today", warned(1, 0), ""],
  ["the interview was yesterday", warned(1, -1), ""],
];
for (const [name, got, expected] of warnings) test(`warning: ${name}`, () => assert.equal(got, expected));

test("no interview, no warning", () => assert.equal(queue(unseen, new Map(), settings, NOW).warning, ""));

test("the number that would show all does, and one less does not", () => {
  for (let days = 1; days < 40; days += 1) {
    for (const introduced of [0, 1, 7, 30]) {
      const enough = Number(/; (\d+) a day/.exec(warned(0, days, introduced))![1]);
      assert.equal(warned(enough, days, introduced), "", `${days} days, ${introduced} introduced`);
      assert.notEqual(warned(enough - 1, days, introduced), "", `${days} days, ${introduced} introduced`);
    }
  }
});

test("a grade is taken back by the record before it, which is newer than the grade", () => {
  const before = grade(newCard(), 3, NOW);
  const after = grade(before, 1, NOW + DAY);
  assert.deepEqual(undone(before, after, NOW), { ...before, at: after.at + 1 });
  assert.equal(undone(newCard(), before, NOW), null);
});
