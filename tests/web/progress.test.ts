/** Progress: strength by section, days of activity, what comes due. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";

const { activeDays, streak } = await import("../../web/core/activity.ts");
const { shelved, standings, upcoming } = await import("../../web/core/progress.ts");
const { dueTime, grade, newCard, recall } = await import("../../web/core/schedule.ts");
const { DAY, dayOf, nameOf } = await import("../../web/core/days.ts");
const { NOTHING } = await import("../../web/core/records.ts");

const NOW = Date.UTC(2026, 0, 31, 12);
const page = (name: string, questions: number) =>
  ({ name, title: name, url: `${name}/`, minutes: 9, needs: [], questions, quizzes: 1, notebook: false });
const index = {
  schema: 1 as const,
  sections: [
    { name: "metrics", title: "Metrics", url: "metrics/", pages: [page("metrics/roc", 2), page("metrics/f1", 2)] },
    { name: "math", title: "Math", url: "math/", pages: [page("math/bayes", 1)] },
    { name: "notes", title: "Notes", url: "notes/", pages: [page("notes/a", 0)] },
  ],
  exercises: [
    { name: "exercises/auc", needs: ["metrics/roc", "metrics/f1"] }, { name: "exercises/both", needs: ["metrics/roc", "math/bayes"] },
    { name: "exercises/none", needs: [] },
  ],
  interviews: [],
} as never;
const question = (id: string, of: string) => ({ id, title: id, level: "mid", page: of, url: "", short: "", followUps: 0 });
const banks = new Map([
  ["metrics", { schema: 1, section: "metrics", quizzes: [{ id: "quiz-a" }],
    questions: [question("a", "metrics/roc"), question("b", "metrics/roc"), question("c", "metrics/f1"), question("d", "metrics/f1")] }],
  ["math", { schema: 1, section: "math", quizzes: [], questions: [question("e", "math/bayes")] }],
]) as never;
const shelf = (records: object) => shelved(new Map(Object.entries(records)) as never);
const of = (records: object, now = NOW) => standings(index, banks, shelf(records), now);
const good = (time: number) => grade(grade(newCard(), 3, time - DAY), 3, time);
const band = (id: string, value: number) => ({ id, seconds: 1, notes: "", communication: value, correctness: value, depth: value, tradeOffs: 0 });

test("with nothing kept, nothing is done and nothing is strong", () => {
  const [metrics, math, notes] = of({});
  assert.deepEqual(metrics, { title: "Metrics", url: "metrics/", pages: 2, read: 0, questions: 4, answered: 0, exercises: 2,
    solved: 0, due: 0, strength: 0, known: 0 });
  assert.deepEqual([math!.exercises, notes!.questions, notes!.strength], [1, 0, 0]);
});

test("the strength is the recall of the answered questions now, over all questions of the section", () => {
  const card = good(NOW - 3 * DAY);
  const [metrics, math] = of({ "card/question/a": card, "card/question/b": card });
  assert.equal(metrics!.answered, 2);
  assert.ok(Math.abs(metrics!.known - recall(card, NOW)) < 1e-12);
  assert.ok(Math.abs(metrics!.strength - recall(card, NOW) / 2) < 1e-12);
  assert.equal(math!.strength, 0);
  assert.ok(of({ "card/question/a": card }, NOW + 99 * DAY)[0]!.strength < of({ "card/question/a": card })[0]!.strength);
});

test("a question whose last answer was Again counts as answered, but not as known", () => {
  const [metrics] = of({ "card/question/a": grade(good(NOW - DAY), 1, NOW) });
  assert.deepEqual([metrics!.answered, metrics!.strength, metrics!.known], [1, 0, 0]);
});

test("what is only in the review, unknown, or a quiz, is not an answered question", () => {
  const [metrics] = of({ "card/question/a": newCard(NOW), "card/question/gone": good(NOW), "card/quiz/quiz-a": good(NOW) });
  assert.equal(metrics!.answered, 0);
});

test("a mock interview that judged a question answers it, the last one counts, and a card counts more", () => {
  const mock = (value: number) => ({ ...NOTHING.mock, at: NOW, asked: [band("a", value), band("b", 0)] });
  const [old, young] = ["mock/2026-01-10T12:00:00.000Z", "mock/2026-01-20T12:00:00.000Z"];
  const strength = (records: object) => of(records)[0]!.strength;
  assert.equal(of({ [old]: mock(3) })[0]!.answered, 1);
  assert.ok(strength({ [old]: mock(4) }) > strength({ [old]: mock(2) }));
  assert.equal(strength({ [old]: mock(4), [young]: mock(1) }), 0);
  assert.ok(strength({ [old]: mock(1), [young]: mock(4) }) > 0);
  assert.ok(strength({ [young]: mock(1), "card/question/a": good(NOW) }) > 0);
  assert.equal(of({ "mock/odd": mock(4) })[0]!.answered, 1);
});

test("pages read and exercises solved count in their sections", () => {
  const done = { code: "", solved: "2026-01-30", at: 1 };
  const [metrics, math] = of({ "read/metrics/roc": { at: 5 }, "work/exercises/both": done, "work/exercises/auc": { ...done, solved: "" } });
  assert.deepEqual([metrics!.read, metrics!.solved, math!.solved], [1, 1, 1]);
});

test("a section whose bank is missing stands with nothing answered", () => {
  const [metrics] = standings(index, new Map(), shelf({ "card/question/a": good(NOW) }), NOW);
  assert.deepEqual([metrics!.answered, metrics!.due, metrics!.questions], [0, 0, 4]);
});

const late = { ...good(NOW - 20 * DAY), due: NOW - 10 * DAY };
const soon = { ...good(NOW), due: NOW + 3 * DAY };
const far = { ...good(NOW), last: NOW - 30 * DAY, due: NOW + 90 * DAY };

test("what is late comes today, the rest on its day, quiz items as well, suspended and new ones never", () => {
  const records = { "card/question/a": late, "card/question/b": soon, "card/quiz/quiz-a": soon, "card/question/c": far,
    "card/question/d": { ...late, suspended: true }, "card/question/e": newCard(NOW) };
  const counts = upcoming((banks as Map<string, never>).values(), shelf(records), NOW);
  assert.deepEqual(counts, [1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  assert.equal(of(records)[0]!.due, 1);
});

test("what the settings do not choose is not due, and an interview brings cards forward", () => {
  const settings = (changes: object) => ({ "review/settings": { ...NOTHING.review, at: 1, ...changes } });
  assert.equal(of({ "card/question/a": late, ...settings({ sections: ["math"] }) })[0]!.due, 0);
  assert.equal(of({ "card/question/a": late, ...settings({ levels: ["senior"] }) })[0]!.due, 0);
  assert.equal(of({ "card/quiz/quiz-a": late, ...settings({ levels: ["senior"] }) })[0]!.due, 1);
  const interview = nameOf(dayOf(NOW) + 10);
  const counts = upcoming((banks as Map<string, never>).values(), shelf({ "card/question/c": far, ...settings({ interview }) }), NOW);
  const day = dayOf(dueTime(far, NOW, { interview, id: "c" })) - dayOf(NOW);
  assert.ok(day >= 3 && day < 10);
  assert.equal(counts[day], 1);
});

test("any activity makes a day active, in the reader's zone, and a wrong clock's future does not", () => {
  const day = dayOf(NOW);
  const records = {
    "card/question/a": grade(newCard(), 3, NOW), "quiz/q": { right: 1, wrong: 0, last: "right", at: NOW - 2 * DAY },
    "read/metrics/roc": { at: NOW - 4 * DAY }, "tick/t": { done: true, at: NOW - 6 * DAY },
    "work/exercises/auc": { code: "", solved: nameOf(day - 8), at: 0 }, "read/old": { at: NOW + 9 * DAY },
    "mock/2026-01-21T12:00:00.000Z": { ...NOTHING.mock, at: NOW - 10 * DAY }, "mock/odd": { ...NOTHING.mock, at: 1 },
    "review/settings": { ...NOTHING.review, at: NOW - 12 * DAY },
  };
  assert.deepEqual(activeDays(shelf(records), NOW), [10, 8, 6, 4, 2, 0].map((ago) => day - ago));
  assert.deepEqual(activeDays(shelf({ "read/a": { at: Date.UTC(2026, 0, 31, 3) } }), NOW), [day - 1]);
  assert.deepEqual(activeDays(shelf({ "read/a": { at: Date.UTC(2026, 0, 31, 3) } }), NOW, 60), [day]);
});

const rows: [number[], number][] = [[[], 0], [[10], 1], [[9], 1], [[8], 0], [[8, 9, 10], 3], [[8, 9], 2], [[5, 6, 8, 9], 2]];
for (const [days, length] of rows) {
  test(`active on ${days.join(", ") || "no day"}, today being 10, is ${length} in a row`, () => assert.equal(streak(days, 10), length));
}
