/** The schedule: days, deadlines, and what a clock that is wrong must not do. Its numbers are held to py-fsrs elsewhere. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";

const { random } = await import("../../web/core/quizzing.ts");
const { due, dueTime, grade, intervals, newCard, recall, span } = await import("../../web/core/schedule.ts");
const { DAY, MINUTE, dayOf, nameOf, numberOf, startOf } = await import("../../web/core/days.ts");
const { check } = await import("../../web/core/records.ts");

const NOON = Date.UTC(2026, 0, 1, 12);
const HOUR = 60 * MINUTE;

function reviewed(ratings: number[], gap = DAY, start = NOON) {
  return ratings.reduce((card, rating, i) => grade(card, rating, start + i * gap), newCard());
}

function holds(card: object & { due: number; last: number }, why: string) {
  assert.ok(check("card/question", card), `${why}: ${JSON.stringify(card)}`);
  assert.ok(card.due >= card.last, why);
}

test("a day begins at 4 a.m. of the reader's clock", () => {
  const cases: [number, number, string][] = [
    [Date.UTC(2026, 0, 31, 3, 59), 0, "2026-01-30"], [Date.UTC(2026, 0, 31, 4), 0, "2026-01-31"],
    [Date.UTC(2026, 0, 31, 2, 30), 90, "2026-01-31"], [Date.UTC(2026, 0, 31, 8), -300, "2026-01-30"],
  ];
  for (const [time, offset, day] of cases) {
    assert.equal(nameOf(dayOf(time, offset)), day);
    assert.ok(startOf(numberOf(day), offset) <= time && time < startOf(numberOf(day) + 1, offset));
  }
  for (const odd of ["", "2026-02-30", "x", "2026-01-31T00:00"]) assert.ok(Number.isNaN(numberOf(odd)), odd);
});

test("the buttons of a new card tell the short steps and the first interval", () => {
  assert.deepEqual(intervals(newCard(), NOON), ["1 min", "6 min", "10 min", "8 d"]);
  assert.deepEqual(intervals(grade(newCard(), 3, NOON), NOON + 10 * MINUTE), ["1 min", "10 min", "2 d", "4 d"]);
});

const spans: [number, string][] = [
  [0, "1 min"], [10 * MINUTE, "10 min"], [HOUR, "1 h"], [23.9 * HOUR, "24 h"], [DAY, "1 d"], [30 * DAY, "30 d"],
  [61 * DAY, "2 mo"], [364 * DAY, "12 mo"], [365 * DAY, "1 y"], [550 * DAY, "1.5 y"], [36_500 * DAY, "100 y"],
];
for (const [time, text] of spans) test(`${time} ms are ${text}`, () => assert.equal(span(time), text));

test("grading changes no card that was there", () => {
  const card = Object.freeze(reviewed([3, 3]));
  Object.freeze(card.log);
  assert.equal(grade(card, 3, NOON + 9 * DAY).log.length, 3);
});

test("a card learned late in the evening is due from the early morning of its day", () => {
  const card = { ...reviewed([3, 3]), state: 2 as const, last: NOON, due: NOON + 10 * HOUR + DAY };
  assert.equal(due(card, startOf(dayOf(card.due)) - 1), false);
  assert.equal(due(card, startOf(dayOf(card.due))), true);
  assert.equal(due({ ...card, suspended: true }, card.due), false);
});

test("in the short steps minutes count", () => {
  const card = grade(newCard(), 1, NOON);
  assert.deepEqual([due(card, NOON + MINUTE - 1), due(card, NOON + MINUTE), due(newCard(), NOON)], [false, true, false]);
});

test("a last review in the future was made under a wrong clock: the card is due, and its next date is right again", () => {
  const card = reviewed([4, 4], 30 * DAY, NOON + 3650 * DAY);
  assert.equal(due(card, NOON), true);
  const after = grade(card, 3, NOON);
  assert.equal(after.last, NOON);
  assert.ok(after.due - NOON < 365 * DAY);
  assert.ok(after.at > card.at);
});

test("a clock that goes back, jumps ten years or tells nothing gives a sound card that is due after its review", () => {
  const next = random(7);
  const jumps = [-3650 * DAY, 3650 * DAY, -HOUR, 0, NaN, Infinity, -Infinity, -1e300, 1e300, 36_500 * DAY];
  for (let history = 0; history < 300; history += 1) {
    let [card, now] = [newCard(), NOON];
    for (let review = 0; review < 12; review += 1) {
      const jump = next() < 0.5 ? jumps[Math.floor(next() * jumps.length)]! : next() * 90 * DAY;
      now = Number.isFinite(now + jump) ? now + jump : jump;
      const study = { offset: Math.round(next() * 1560 - 720), interview: nameOf(dayOf(NOON) + review), id: `q${history}` };
      card = grade(card, (1 + Math.floor(next() * 4)) as 1, now, study);
      holds(card, `history ${history}, ${now}`);
      assert.ok(recall(card, now) >= 0 && recall(card, now) <= 1);
      assert.equal(intervals(card, now, study).length, 4);
      assert.equal(typeof due(card, now, study), "boolean");
      if (!Number.isFinite(now)) now = NOON;
    }
  }
});

test("in which zone the reader is changes a date by no more than the day it falls in", () => {
  for (let offset = -720; offset <= 840; offset += 30) {
    let [here, there] = [newCard(), newCard()];
    for (let day = 0; day < 200; day += 20) {
      here = grade(here, 3, NOON + day * DAY);
      there = grade(there, 3, NOON + day * DAY, { offset });
      assert.equal(there.due, here.due, "gaps of whole days are the same in each zone");
    }
  }
  const flown = grade(grade(newCard(), 3, NOON, { offset: 840 }), 3, NOON + HOUR, { offset: -720 });
  holds(flown, "a flight across the date line gains a day");
  assert.equal(flown.stability, grade(grade(newCard(), 3, NOON), 3, NOON + HOUR).stability);
});

const damaged = [
  { stability: NaN }, { stability: -1 }, { stability: Infinity }, { difficulty: NaN }, { difficulty: 99 }, { due: NaN },
  { last: NaN }, { last: -5 }, { state: 9 }, { step: NaN }, { step: 7 }, { reps: NaN }, { lapses: -1 }, { log: null },
  { at: NaN }, { suspended: "x" }, { stability: 0, state: 2 }, { last: 1e300 }, { due: 0 }, { reps: Infinity },
];
for (const state of [1, 2, 3]) {
  test(`a damaged card in state ${state} is mended, and no rating throws`, () => {
    for (const damage of damaged) {
      const card = { ...reviewed([3, 3, 3]), state, ...damage } as never;
      for (const rating of [1, 2, 3, 4] as const) holds(grade(card, rating, NOON + 5 * DAY), JSON.stringify(damage));
      holds(grade(card, 7 as never, NOON), "no such rating");
      assert.equal(typeof due(card, NOON), "boolean");
      assert.ok(recall(card, NOON) >= 0);
    }
  });
}

const day = dayOf(NOON) + 40;
const interview = nameOf(day);
const long = { ...reviewed([4, 4, 4]), last: NOON, due: NOON + 60 * DAY };

test("with an interview set, a card due on its day or later moves into the seven days before it", () => {
  const days = Array.from({ length: 700 }, (_, i) => dayOf(dueTime(long, NOON, { interview, id: `question-${i}` })));
  const counts = [7, 6, 5, 4, 3, 2, 1].map((before) => days.filter((one) => one === day - before).length);
  assert.equal(counts.reduce((a, b) => a + b), 700);
  for (const count of counts) assert.ok(count > 60 && count < 140, `${counts}`);
});

test("grading stores the moved date, and asking again does not move it", () => {
  const study = { interview, id: "a" };
  const card = grade({ ...long, due: NOON, last: NOON - 30 * DAY }, 4, NOON, study);
  assert.ok(dayOf(card.due) < day && dayOf(card.due) >= day - 7);
  assert.equal(dueTime(card, NOON, study), card.due);
  assert.equal(dueTime(card, NOON + 36 * DAY, study), card.due);
});

const stays = {
  "due before the interview": [{ ...long, due: NOON + 39 * DAY }, NOON],
  "reviewed in the final week": [{ ...long, last: startOf(day - 7) }, NOON],
  "in the short steps": [{ ...long, state: 1 as const }, NOON],
  "asked on the day of the interview": [long, startOf(day)],
} as const;
for (const [name, [card, now]] of Object.entries(stays)) {
  test(`a card ${name} keeps its date`, () => assert.equal(dueTime(card, now, { interview, id: "a" }), card.due));
}

test("an interview that is no day changes nothing", () => {
  for (const odd of ["", "soon", "2026-02-30"]) assert.equal(dueTime(long, NOON, { interview: odd }), long.due);
});

test("each card is seen in the final week, whatever its history", () => {
  const next = random(3);
  for (let n = 0; n < 500; n += 1) {
    const study = { interview, id: `q${n}`, offset: Math.round(next() * 1560 - 720) };
    let [card, now] = [newCard(), NOON + next() * 20 * DAY];
    while (dayOf(now, study.offset) < day) {
      card = grade(card, (1 + Math.floor(next() * 4)) as 1, now, study);
      now = Math.max(now + MINUTE, dueTime(card, now, study));
    }
    assert.ok(dayOf(card.last, study.offset) >= day - 7, `card ${n}`);
  }
});

test("the predicted recall falls with time, and begins at 1", () => {
  const card = reviewed([3, 3]);
  const chances = [0, 1, 5, 30, 365].map((days) => recall(card, card.last + days * DAY));
  assert.equal(chances[0], 1);
  assert.deepEqual(chances, [...chances].sort((a, b) => b - a));
  assert.ok(Math.abs(recall(card, card.last + card.stability * DAY) - 0.9) < 1e-6);
  assert.equal(recall(newCard(), NOON), 0);
});
