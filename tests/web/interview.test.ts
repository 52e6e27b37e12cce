/** Mock interviews: what holds of every draw, written scripts, addresses, and what the bands come to. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";
import type { Level, Question } from "../../web/core/bank.ts";
import type { Asked } from "../../web/core/records.ts";

const { LENGTHS, allowed, asking, draw, scripted } = await import("../../web/core/interview.ts");
const { LEVELS, ROLES, sectionOf, weight } = await import("../../web/core/roles.ts");
const { fromQuery, toQuery } = await import("../../web/core/address.ts");
const { RUBRIC, mean, outcome } = await import("../../web/core/rubric.ts");
const { random } = await import("../../web/core/quizzing.ts");

const SECTIONS = ["metrics", "statistics", "sql", "llm", "math"];

function question(id: string, level: Level, page: string, followUps = 1): Question {
  return { id, title: id, level, page, url: `${page}/#${id}`, short: "", followUps };
}

/** A bank of up to `most` questions, some of its ids twice. */
function bank(seed: number, most: number): Question[] {
  const next = random(seed);
  const below = (count: number) => Math.floor(next() * count);
  return Array.from({ length: below(most + 1) }, () =>
    question(`q-${below(most)}`, LEVELS[below(3)]!, `${SECTIONS[below(SECTIONS.length)]}/page-${below(4)}`, below(4)));
}

const CASES = Array.from({ length: 600 }, (_, seed) => {
  const next = random(seed + 1000);
  const one = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!;
  const choice = {
    role: one(ROLES).name,
    level: one(LEVELS),
    minutes: one(LENGTHS),
    sections: next() < 0.5 ? [] : SECTIONS.filter(() => next() < 0.5),
  };
  return { seed, choice, questions: bank(seed, one([0, 1, 3, 10, 60, 200])) };
});

test("a draw never passes its length, and fills it where there are questions enough", () => {
  let full = 0;
  for (const { seed, choice, questions } of CASES) {
    const items = draw(questions, choice, seed);
    const sum = items.reduce((total, { seconds }) => total + seconds, 0);
    assert.ok(sum <= asking(choice.minutes) && asking(choice.minutes) <= choice.minutes * 60, `seed ${seed}: ${sum}`);
    assert.ok(items.every(({ seconds }) => seconds > 0 && Number.isInteger(seconds)));
    if (allowed(questions, choice).length >= 20) {
      assert.equal(sum, asking(choice.minutes), `seed ${seed}`);
      full += 1;
    }
  }
  assert.ok(full > 50);
});

test("a draw asks no question twice, and only of the chosen sections", () => {
  for (const { seed, choice, questions } of CASES) {
    const items = draw(questions, choice, seed);
    assert.equal(new Set(items.map(({ question }) => question.id)).size, items.length);
    for (const { question } of items) {
      assert.ok(choice.sections.length === 0 || choice.sections.includes(sectionOf(question.page)));
    }
    assert.equal(items.length === 0, allowed(questions, choice).length === 0, `seed ${seed}`);
  }
});

test("levels rise, and never pass the chosen one by more than one", () => {
  for (const { seed, choice, questions } of CASES) {
    const ranks = draw(questions, choice, seed).map(({ question }) => LEVELS.indexOf(question.level));
    assert.deepEqual(ranks, [...ranks].sort(), `seed ${seed}`);
    assert.ok(ranks.every((rank) => rank <= LEVELS.indexOf(choice.level) + 1), `seed ${seed}`);
  }
});

test("the same seed gives the same interview, another seed another", () => {
  const questions = CASES.map((one) => one.questions).find((some) => some.length > 100)!;
  const choice = { role: "data scientist", level: "mid", minutes: 45, sections: [] } as const;
  assert.deepEqual(draw(questions, choice, 3), draw(questions, choice, 3));
  assert.notDeepEqual(draw(questions, choice, 3), draw(questions, choice, 4));
});

test("most questions are of the chosen level, with a warm-up before and one above at the end", () => {
  const pages = SECTIONS.flatMap((section) => [`${section}/a`, `${section}/b`]);
  const questions = pages.flatMap((page) => LEVELS.map((level) => question(`${page}-${level}`, level, page)));
  const levels = (level: Level, minutes: number) =>
    draw(questions, { role: "data scientist", level, minutes, sections: [] }, 1).map(({ question }) => question.level);
  assert.deepEqual(levels("mid", 20), ["junior", "mid", "mid"]);
  assert.deepEqual(levels("mid", 45), ["junior", "mid", "mid", "mid", "mid", "mid", "senior"]);
  assert.deepEqual(levels("junior", 20), ["junior", "junior", "junior", "junior"]);
  assert.deepEqual(levels("senior", 20), ["mid", "senior", "senior"]);
});

test("a role's sections come up more often", () => {
  const questions = SECTIONS.flatMap((section) =>
    Array.from({ length: 10 }, (_, at) => question(`${section}-${at}`, "mid", `${section}/page-${at}`)));
  const drawn = Array.from({ length: 200 }, (_, seed) =>
    draw(questions, { role: "data analyst", level: "mid", minutes: 20, sections: [] }, seed)).flat();
  const count = (section: string) => drawn.filter(({ question }) => sectionOf(question.page) === section).length;
  assert.ok(count("sql") > 2 * count("math"), `${count("sql")} of SQL, ${count("math")} of mathematics`);
});

test("an unknown role or section weighs as any other", () => {
  assert.equal(weight("nobody", "sql"), 1);
  assert.equal(weight("data analyst", "constructor"), 1);
});

test("a script keeps its order and shares its minutes out as its page does", () => {
  const questions = [question("b", "senior", "metrics/x"), question("a", "junior", "sql/y")];
  const items = scripted(questions, { ask: ["a", "gone", "b"], minutes: 45 });
  assert.deepEqual(items.map(({ question, seconds }) => [question.id, seconds]), [["a", 14 * 60], ["b", 24 * 60]]);
  assert.deepEqual(scripted([], { ask: ["a"], minutes: 45 }), []);
});

test("an address holds an interview and gives it back", () => {
  const choice = { role: "LLM engineer", level: "senior", minutes: 20, sections: ["llm", "time-series"] } as const;
  const sections = [...choice.sections];
  const drawn = { view: "candidate", script: "", seed: 42, choice: { ...choice, sections }, open: "" } as const;
  assert.deepEqual(fromQuery(toQuery(drawn)), drawn);
  const script = { ...fromQuery(""), script: "interviews/a-b", open: "2026-01-31T10:00:00.000Z" };
  assert.deepEqual(fromQuery(toQuery(script)), script);
  assert.equal(toQuery(fromQuery("")), "");
});

test("an odd address is no interview, and nothing throws", () => {
  const odd = fromQuery("?seed=1e9&role=%00&level=<img onerror=x>&minutes=-1&view=admin&sections=<b>,../x,__proto__,sql");
  assert.deepEqual(odd, { ...fromQuery(""), choice: { ...fromQuery("").choice, sections: ["sql"] } });
  assert.equal(fromQuery("?seed=99999999999999").seed, null);
});

function judged(id: string, communication: number, correctness: number, depth: number, tradeOffs: number): Asked {
  return { id, seconds: 1, notes: "", communication, correctness, depth, tradeOffs };
}

test("strong and weak bands and questions come of the judgments alone", () => {
  const found = outcome([judged("good", 4, 3, 3, 2), judged("bad", 3, 1, 2, 0), judged("not judged", 0, 0, 0, 0)]);
  assert.deepEqual(found.bands.map(({ mean }) => mean), [3.5, 2, 2.5, 2]);
  assert.deepEqual(found.strong, ["Communication"]);
  assert.deepEqual(found.weak, ["Correctness", "Depth", "Trade-offs"]);
  assert.deepEqual(found.again, ["bad"]);
  assert.deepEqual(outcome([]).again, []);
  assert.equal(mean(judged("x", 0, 0, 0, 0)), 0);
});

test("each band has four anchors, no two alike", () => {
  const anchors = RUBRIC.flatMap((one) => [...one.anchors]);
  assert.equal(new Set(anchors).size, 16);
});
