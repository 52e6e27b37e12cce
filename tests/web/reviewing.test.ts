/** The review: what can be asked, how cards stand, grades that take another's place, what is said at the end. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";

const { described, graded, items, outside, pagesAhead, plan, setAside, summary, waiting } = await import("../../web/core/reviewing.ts");
const { glance, interviewIn, standing } = await import("../../web/core/standing.ts");
const { grade, newCard } = await import("../../web/core/schedule.ts");
const { DAY, MINUTE } = await import("../../web/core/days.ts");
const { NOTHING, check } = await import("../../web/core/records.ts");

const NOW = Date.UTC(2026, 0, 10, 12);
const question = (id: string, level = "mid") =>
  ({ id, title: id, level, page: "metrics/a", url: `metrics/a/#${id}`, short: "", followUps: 0 }) as never;
const quiz = (id: string) => ({ id, page: "metrics/a", url: `metrics/a/#${id}`, stem: id, options: [] }) as never;
const bank = { schema: 1 as const, section: "metrics", questions: [question("one"), question("two", "senior")], quizzes: [quiz("quiz-one")] };
const settings = { ...NOTHING.review, at: 1 };
const seen = (rating: 1 | 2 | 3 | 4, before: number) => grade(newCard(NOW - before), rating, NOW - before);
const cards = (some: object) => new Map(Object.entries(some)) as never;
const keys = (found: { record: string }[]) => found.map(({ record }) => record);

test("before anything is chosen, only what was added by hand is asked", () => {
  const mine = cards({ "card/question/two": newCard(NOW), "card/quiz/quiz-one": newCard(NOW) });
  assert.deepEqual(keys(items([bank], cards({}), NOTHING.review)), []);
  assert.deepEqual(keys(items([bank], mine, NOTHING.review)), ["card/question/two", "card/quiz/quiz-one"]);
});

test("once chosen, all questions are asked, but only those quiz items that were added", () => {
  assert.deepEqual(keys(items([bank], cards({}), settings)), ["card/question/one", "card/question/two"]);
  const mine = cards({ "card/quiz/quiz-one": newCard(NOW) });
  assert.equal(items([bank], mine, settings).length, 3);
});

test("a quiz item that was added is asked at every level", () => {
  const { asked } = plan([bank], cards({ "card/quiz/quiz-one": newCard(NOW) }), { ...settings, levels: ["senior"] }, NOW, 0);
  assert.deepEqual(keys(asked), ["card/question/two", "card/quiz/quiz-one"]);
});

test("a quiz item and a question of the same id are two cards", () => {
  const same = { ...bank, quizzes: [quiz("one")] };
  const mine = cards({ "card/question/one": newCard(NOW), "card/quiz/one": seen(4, 30 * DAY) });
  const { asked, first, counts } = plan([same], mine, settings, NOW, 0);
  assert.equal(new Set(asked.map(({ key }) => key)).size, asked.length);
  assert.equal(first?.record, "card/quiz/one");
  assert.deepEqual(counts, { new: 2, learning: 0, due: 1 });
});

test("cards of other sections, other levels or questions that are gone are counted as outside", () => {
  const mine = cards({ "card/question/one": newCard(NOW), "card/question/gone": newCard(NOW) });
  const { asked } = plan([bank], mine, { ...settings, levels: ["senior"] }, NOW, 0);
  assert.deepEqual(outside(mine, asked), ["card/question/one", "card/question/gone"]);
});

test("a card in its short steps may be asked early, and its time is told", () => {
  const mine = cards({ "card/question/one": seen(3, 2 * MINUTE) });
  const found = plan([bank], mine, { ...settings, newADay: 0 }, NOW, 0);
  assert.equal(found.first, null);
  assert.equal(found.soon?.id, "one");
  assert.deepEqual(waiting(found, NOW, {}), { wait: "8 min", unseen: 1 });
});

test("a card that is suspended is neither asked nor waited for", () => {
  const mine = cards({ "card/question/one": setAside(seen(3, DAY), true, NOW) });
  const found = plan([bank], mine, { ...settings, newADay: 0 }, NOW, 0);
  assert.deepEqual([found.first, found.soon, waiting(found, NOW, {}).wait], [null, null, ""]);
});

test("suspending a question that has no card makes one that can be brought back", () => {
  const away = setAside(NOTHING["card/question"], true, NOW);
  assert.ok(check("card/question", away));
  assert.deepEqual([away.suspended, away.at > 0], [true, true]);
  const back = setAside(away, false, NOW);
  assert.deepEqual([back.suspended, back.at > away.at], [false, true]);
});

test("another grade of the same showing begins from the card as it was, and is newer", () => {
  const [item] = items([bank], cards({}), settings);
  const given = { item: item!, before: NOTHING["card/question"], showing: {} };
  const first = graded(given, 1, NOW, {}, null);
  const second = graded(given, 4, NOW, {}, first);
  assert.equal(second.after.reps, 1);
  assert.ok(second.after.due > first.after.due && second.after.at > first.after.at);
});

const stored = (card: object) => JSON.stringify(card);
const glances = [
  { text: stored(seen(3, DAY)), card: true },
  { text: null, card: false },
  { text: "", card: false },
  { text: "{", card: false },
  { text: "null", card: false },
  { text: "[]", card: false },
  { text: '"card"', card: false },
  { text: stored({ ...seen(3, DAY), due: null }), card: false },
  { text: stored({ ...seen(3, DAY), state: "2" }), card: false },
  { text: stored(NOTHING["card/question"]), card: false },
];
for (const { text, card } of glances) {
  test(`${text?.slice(0, 30)} ${card ? "is" : "is no"} card at a glance`, () => assert.equal(glance(text) !== null, card));
}

const days = (count: number) => ({ ...seen(4, 30 * DAY), due: NOW + count * DAY });
const stands = [
  { card: newCard(NOW), words: "new" },
  { card: { ...days(1), suspended: true }, words: "suspended" },
  { card: days(-3), words: "due now" },
  { card: days(0.1), words: "due now" },
  { card: days(3), words: "due in 3 d" },
  { card: days(400), words: "due in 400 d" },
  { card: { ...seen(3, MINUTE) }, words: "due today" },
];
for (const { card, words } of stands) {
  test(`a card stands as “${words}”`, () => assert.equal(standing(card, NOW, { id: "a" }), words));
}

test("an interview brings a card nearer, and odd settings change nothing", () => {
  const near = standing(days(400), NOW, { id: "a", interview: interviewIn('{"interview":"2026-01-31"}') });
  assert.match(near, /^due in (1[4-9]|20) d$/);
  for (const odd of [null, "", "{", "null", "7", '{"interview":7}']) {
    assert.equal(standing(days(400), NOW, { id: "a", interview: interviewIn(odd) }), "due in 400 d");
  }
});

test("the end of a session is told in words", () => {
  const step = (rating: number) => ({ rating }) as never;
  assert.equal(summary([]), "");
  assert.equal(summary([step(3)]), "1 grade given, none of them Again.");
  assert.equal(summary([step(3), step(1)]), "2 grades given, 1 of them Again.");
});

const titles = new Map([["metrics", "Metrics"], ["math", "Mathematics"], ["llm", "Language models"]]);
const lines = [
  { given: NOTHING.review, line: "not chosen yet" },
  { given: settings, line: "all sections, all levels, 10 new a day" },
  { given: { ...settings, sections: ["metrics", "math"], levels: ["mid"] }, line: "Metrics and Mathematics, mid, 10 new a day" },
  { given: { ...settings, sections: [...titles.keys()] }, line: "3 sections, all levels, 10 new a day" },
  { given: { ...settings, interview: "2026-01-31" }, line: "all sections, all levels, 10 new a day, interview on 2026-01-31" },
  { given: { ...settings, interview: "2026-01-01" }, line: "all sections, all levels, 10 new a day, interview on 2026-01-01, which is past" },
];
for (const { given, line } of lines) {
  test(`settings read “${line}”`, () => assert.equal(described(given, titles, "2026-01-10"), line));
}

test("the pages kept for the next sessions are those of all cards, and of as many new questions as asked for", () => {
  const on = (page: string, id: string) => ({ ...(question(id) as object), page }) as never;
  const more = { ...bank, questions: [on("metrics/a", "one"), on("metrics/b", "two"), on("metrics/c", "three")] };
  const found = plan([more], cards({ "card/question/three": seen(3, DAY) }), settings, NOW, 0);
  assert.deepEqual(pagesAhead(found, 1), ["metrics/c", "metrics/a"]);
});
