/** The quiz: which items are asked, in which order, what counts as right. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";

const { draw, judge, random, seedOf, several, shuffled, verdict } = await import("../../web/core/quizzing.ts");

const option = (right: boolean) => ({ text: right ? "yes" : "no", right, reason: "" });
const quiz = (id: string, ...rights: boolean[]) => ({ id, page: "a/b", url: `a/b/#${id}`, stem: id, options: rights.map(option) });
const quizzes = ["a", "b", "c", "d", "e"].map((id) => quiz(id, true, false));
const tries = (last: "right" | "wrong") => ({ right: 1, wrong: 1, last, at: 1 });
const ids = (some: { id: string }[]) => some.map(({ id }) => id).sort().join("");

test("a seed gives the same order each time, and another seed another one", () => {
  const letters = [..."abcdefghij"];
  assert.deepEqual(shuffled(letters, 7), shuffled(letters, 7));
  assert.notDeepEqual(shuffled(letters, 7), shuffled(letters, 8));
  assert.deepEqual([...shuffled(letters, 7)].sort(), letters);
  assert.equal(letters.join(""), "abcdefghij");
});

test("every place of every option is as likely as the others", () => {
  const counts = [0, 0, 0, 0];
  for (let seed = 0; seed < 4_000; seed += 1) counts[shuffled([0, 1, 2, 3], seedOf("id", seed)).indexOf(0)]! += 1;
  for (const count of counts) assert.ok(Math.abs(count - 1_000) < 120, String(counts));
});

test("numbers lie from 0 up to 1, and an odd seed still gives some", () => {
  for (const seed of [0, -1, 1e15, NaN, Infinity]) {
    const next = random(seed);
    for (let index = 0; index < 100; index += 1) {
      const number = next();
      assert.ok(number >= 0 && number < 1);
    }
  }
});

test("the items of one round have their options in different orders", () => {
  const orders = new Set(["a", "b", "c", "d", "e", "f"].map((id) => shuffled([0, 1, 2, 3], seedOf(id, 5)).join("")));
  assert.ok(orders.size > 1);
});

const kept = new Map([["a", tries("wrong")], ["b", tries("right")], ["c", tries("wrong")]]);
const rows = [
  { missedOnly: false, count: 0, drawn: 5 },
  { missedOnly: false, count: 3, drawn: 3 },
  { missedOnly: false, count: 9, drawn: 5 },
  { missedOnly: true, count: 0, drawn: 2 },
  { missedOnly: true, count: 1, drawn: 1 },
];
for (const { missedOnly, count, drawn } of rows) {
  test(`${count || "all"} ${missedOnly ? "missed " : ""}items: ${drawn} are drawn`, () => {
    assert.equal(draw(quizzes, kept, missedOnly, count, 1).length, drawn);
  });
}

test("only what was missed last is asked again", () => {
  assert.equal(ids(draw(quizzes, kept, true, 0, 1)), "ac");
});

const judged = [
  { rights: [true, false], chosen: [0], right: true },
  { rights: [true, false], chosen: [1], right: false },
  { rights: [true, false], chosen: [], right: false },
  { rights: [true, true, false], chosen: [0], right: false },
  { rights: [true, true, false], chosen: [0, 1], right: true },
  { rights: [true, true, false], chosen: [0, 1, 2], right: false },
];
for (const { rights, chosen, right } of judged) {
  test(`of ${rights} the choice ${chosen} is ${right ? "right" : "wrong"}`, () => {
    assert.equal(judge(rights.map(option), new Set(chosen)), right);
  });
}

test("an item with two right options asks for several", () => {
  assert.equal(several(quiz("a", true, true, false)), true);
  assert.equal(several(quiz("a", true, false)), false);
});

test("the score is told in words", () => {
  const results = [true, false, true].map((right, index) => ({ quiz: quizzes[index]!, right }));
  assert.equal(verdict(results), "2 of 3 right");
  assert.equal(verdict([]), "Nothing was answered");
});
