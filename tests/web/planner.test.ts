/** The plan: what holds of every plan, over random pages, wishes and what is done. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";
import type { Item, Plan, Wish } from "../../web/core/planner.ts";

const { enough, plan } = await import("../../web/core/planner.ts");
const { LONGEST, minutesADay, studyDays, weekdayOf } = await import("../../web/core/slots.ts");
const { items: itemsOf } = await import("../../web/core/agenda.ts");
const { nameOf, numberOf } = await import("../../web/core/days.ts");
const { random } = await import("../../web/core/quizzing.ts");

function chapter(id: string, minutes: number, weight: number, needs: string[] = []): Item {
  return { id, kind: "chapter", title: id, url: `${id}/`, minutes, needs, weight };
}

interface Case {
  name: string;
  items: Item[];
  wish: Wish;
  done: Set<string>;
}

/** Needs point backward, also at pages that are no items; now and then two items need each other. */
function made(seed: number): Case {
  const next = random(seed);
  const below = (count: number) => Math.floor(next() * count);
  const items = Array.from({ length: below(40) }, (_, at) => {
    const needs = at === 0 || next() < 0.5 ? [] : [`s/p${below(at)}`, "s/elsewhere"];
    return chapter(`s/p${at}`, 1 + below(90), below(4), needs);
  });
  if (seed % 17 === 0 && items.length > 1) items[0] = { ...items[0]!, needs: [items.at(-1)!.id] };
  const start = numberOf("2026-01-01") + below(60);
  const wish = {
    start: nameOf(start), interview: nameOf(start + below(50)), hoursAWeek: 1 + below(30) / 2,
    weekdays: [0, 1, 2, 3, 4, 5, 6].filter(() => next() < 0.6),
  };
  return { name: `seed ${seed}`, items, wish, done: new Set(items.filter(() => next() < 0.2).map(({ id }) => id)) };
}

const CASES = Array.from({ length: 500 }, (_, seed) => made(seed));
const flat = (found: Plan) => found.days.flatMap(({ items }) => items);

test("every item that is not done is placed once or listed as left out, and no other is", () => {
  let left = 0;
  for (const { name, items, wish, done } of CASES) {
    const found = plan(items, wish, done);
    const given = [...flat(found).filter(({ kind }) => kind === "chapter"), ...found.left].map(({ id }) => id);
    assert.deepEqual(given.sort(), items.map(({ id }) => id).filter((id) => !done.has(id)).sort(), name);
    left += Number(found.left.length > 0);
  }
  assert.ok(left > 50 && left < 450, `${left} plans leave something out`);
});

test("what an item needs is done or placed before it", () => {
  for (const { name, items, wish, done } of CASES) {
    const known = new Set(items.map(({ id }) => id));
    const seen = new Set(done);
    for (const { id, needs } of flat(plan(items, wish, done))) {
      assert.ok(needs.every((need) => !known.has(need) || seen.has(need)), `${name}: ${id}`);
      seen.add(id);
    }
  }
});

test("nothing lies before the first day, on a weekday not chosen, or on the interview's day or after it", () => {
  for (const { name, items, wish, done } of CASES) {
    for (const { day } of plan(items, wish, done).days) {
      assert.ok(day >= wish.start && day < wish.interview, `${name}: ${day}`);
      assert.ok(wish.weekdays.includes(weekdayOf(day)), `${name}: ${day}`);
    }
  }
});

test("no day is over its minutes, except for a single longer item that stands alone", () => {
  let alone = 0;
  for (const { name, items, wish, done } of CASES) {
    for (const { day, items: placed } of plan(items, wish, done).days) {
      const sum = placed.reduce((total, { minutes }) => total + minutes, 0);
      if (sum <= minutesADay(wish)) continue;
      assert.equal(placed.length, 1, `${name}: ${day}`);
      alone += 1;
    }
  }
  assert.ok(alone > 10);
});

test("mock interviews lie in the last third, each once, and not on a last day of reviews", () => {
  for (const { name, items, wish, done } of CASES) {
    const { days } = plan(items, wish, done);
    const mocks = days.flatMap(({ items }, place) =>
      items.filter(({ kind }) => kind === "mock").map(({ id }) => ({ id, place })));
    assert.ok(mocks.every(({ place }) => place >= Math.floor((2 * days.length) / 3)), name);
    assert.equal(new Set(mocks.map(({ id }) => id)).size, mocks.length, name);
    if (days.length >= 5) assert.ok(days.at(-1)!.items.every(({ kind }) => kind === "review"), name);
    if (days.length >= 2) assert.ok(mocks.length >= 1 && mocks.length <= 4, name);
  }
});

test("laid out anew from a later day, what is done stays done and everything else is still placed or left out", () => {
  for (const { name, items, wish, done } of CASES) {
    const first = plan(items, wish, done);
    const half = Math.floor(first.days.length / 2);
    const held = first.days.slice(0, half).flatMap(({ items }) => items.slice(0, 1));
    const ticked = new Set([...done, ...held.map(({ id }) => id)]);
    const later = { ...wish, start: first.days[half]?.day ?? wish.start };
    const second = plan(items, later, ticked);
    assert.ok(flat(second).every(({ id, kind }) => !ticked.has(id) || kind === "review"), name);
    assert.ok(second.days.every(({ day }) => day >= later.start), name);
    const rest = items.filter(({ id }) => !ticked.has(id)).length;
    assert.equal(flat(second).filter(({ kind }) => kind === "chapter").length + second.left.length, rest, name);
  }
});

test("with the hours that are enough nothing is left out, with half an hour less something is", () => {
  let told = 0;
  for (const { name, items, wish, done } of CASES.slice(0, 150)) {
    const hours = enough(items, wish, done);
    if (hours === null) continue;
    told += 1;
    assert.deepEqual(plan(items, { ...wish, hoursAWeek: hours }, done).left, [], name);
    if (hours > wish.hoursAWeek + 0.5) {
      assert.notDeepEqual(plan(items, { ...wish, hoursAWeek: hours - 0.5 }, done).left, [], name);
    }
  }
  assert.ok(told > 30);
});

const WISH = { start: "2026-02-02", interview: "2026-02-06", weekdays: [0, 1, 2, 3, 4], hoursAWeek: 5 };

test("the least important is left out first", () => {
  const items = Array.from({ length: 12 }, (_, at) => chapter(`p${at}`, 50, at % 3));
  const found = plan(items, WISH, new Set());
  const placed = flat(found).filter(({ kind }) => kind === "chapter").map(({ weight }) => weight);
  assert.ok(placed.length > 0 && found.left.length > 0);
  assert.ok(Math.min(...placed) >= Math.max(...found.left.map(({ weight }) => weight)));
});

test("what something important needs is as important", () => {
  const items = [chapter("middling", 60, 2), chapter("root", 60, 0), chapter("top", 60, 3, ["root"])];
  const found = plan(items, { ...WISH, interview: "2026-02-04" }, new Set());
  assert.equal(flat(found)[0]!.id, "root");
  assert.deepEqual(found.left.map(({ id }) => id).at(-1), "middling");
});

test("a plan with time to spare is spread, not crowded at its beginning", () => {
  const items = Array.from({ length: 8 }, (_, at) => chapter(`p${at}`, 20, 1));
  const found = plan(items, { ...WISH, interview: "2026-03-02", hoursAWeek: 10 }, new Set());
  assert.deepEqual(found.left, []);
  assert.ok(found.days.every(({ items }) => items.filter(({ kind }) => kind === "chapter").length <= 3));
});

test("without a day of study everything is left out, and nothing throws", () => {
  const items = [chapter("p", 10, 1)];
  for (const wish of [
    { ...WISH, interview: WISH.start }, { ...WISH, interview: "2026-01-01" }, { ...WISH, weekdays: [] },
    { ...WISH, start: "" }, { ...WISH, interview: "2026-02-30" },
  ]) {
    const found = plan(items, wish, new Set());
    assert.deepEqual([found.days.flatMap(({ items }) => items), found.left.length], [[], 1], JSON.stringify(wish));
    assert.equal(enough(items, wish, new Set()), null);
  }
});

test("a plan ends after a year, whatever the date of the interview", () => {
  assert.equal(studyDays({ ...WISH, interview: "9999-12-31", weekdays: [0, 1, 2, 3, 4, 5, 6] }).length, LONGEST);
});

test("weekdays begin with Monday", () => {
  assert.deepEqual(["2026-02-02", "2026-02-08"].map(weekdayOf), [0, 6]);
});

test("the agenda holds chapters with questions, notebooks, and exercises up to one level above", () => {
  const page = { url: "", minutes: 10, needs: [] as string[], questions: 3, quizzes: 0, notebook: false };
  const exercise = { url: "", minutes: 20, topic: "", language: "sql" as const, needs: ["sql/a"] };
  const found = itemsOf({
    schema: 1, interviews: [],
    sections: [{ name: "sql", title: "SQL", url: "sql/", pages: [
      { ...page, name: "sql/a", title: "A" }, { ...page, name: "companies/x", title: "X", questions: 0 },
      { ...page, name: "notebooks/n", title: "N", questions: 0, notebook: true, needs: ["sql/a"] },
    ] }],
    exercises: (["junior", "mid", "senior"] as const).map((level) =>
      ({ ...exercise, name: `e/${level}`, title: level, level })),
  }, "data analyst", "junior");
  assert.deepEqual(found.map(({ id, kind, weight }) => [id, kind, Math.round(weight * 100) / 100]), [
    ["sql/a", "chapter", 3], ["notebooks/n", "notebook", 2.1], ["e/junior", "exercise", 1.8], ["e/mid", "exercise", 1.08],
  ]);
});
