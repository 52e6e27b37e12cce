/** The archive: what is written is read back; whatever is wrong gives one sentence and changes nothing. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";

const { random } = await import("../../web/core/quizzing.ts");
const { LONGEST, news, read, write } = await import("../../web/core/archive.ts");
const { check, named } = await import("../../web/core/records.ts");
const { grade, newCard } = await import("../../web/core/schedule.ts");

const NOW = Date.UTC(2026, 0, 10, 12);
const asked = { id: "bias", seconds: 60, notes: 'a "quote" \\ and é', communication: 1, correctness: 2, depth: 3, tradeOffs: 4 };
const records = new Map(Object.entries({
  "card/question/bias": grade(grade(newCard(), 3, NOW), 3, NOW + 600_000),
  "card/quiz/prime": newCard(NOW),
  "mock/2026-01-10T12:00:00.000Z": { role: "r", level: "mid", minutes: 45, script: "", ended: NOW, asked: [asked], at: NOW },
  "plan/settings": { role: "r", level: "mid", hoursAWeek: 5, start: "2026-01-01", interview: "2026-02-01", weekdays: [6], at: NOW },
  "quiz/prime": { right: 1, wrong: 0, last: "right", at: NOW },
  "read/metrics/roc": { at: NOW },
  "review/settings": { sections: ["metrics"], levels: ["mid"], newADay: 5, interview: "", at: NOW },
  "tick/read.metrics": { done: true, at: NOW },
  "work/exercises/python/adam": { code: "x = 1\n", solved: "2026-01-10", at: 0 },
})) as never as Map<string, { at: number }>;
const MADE = "2026-01-10T12:00:00.000Z";
const good = write(records, MADE);

test("what is written is read back, and the file is the same whatever the order", () => {
  assert.deepEqual(read(good), { records, count: 9 });
  assert.equal(write(new Map([...records].reverse()), MADE), good);
  assert.deepEqual(read(write(new Map(), MADE)), { records: new Map(), count: 0 });
});

const file = (changes: object) => JSON.stringify({ ...JSON.parse(good), ...changes });
const one = (key: string, value: unknown) => file({ records: { [key]: value } });
const large = `"${"a".repeat(LONGEST)}"`;
const card = records.get("card/question/bias")!;

const wrong: [string, string, RegExp][] = [
  ["nothing", "", /not JSON/],
  ["half of it", good.slice(0, good.length / 2), /not JSON/],
  ["NaN", good.replace(/"stability": [\d.]+/, '"stability": NaN'), /not JSON/],
  ["an infinite number", good.replace(/"stability": [\d.]+/, '"stability": 1e999'), /“card\/question\/bias”.*damaged/],
  ["more than 10 MB", large, /larger than 10 MB/],
  ["deep nesting", "[".repeat(1e6) + "]".repeat(1e6), /nested deeper/],
  ["deep nesting in a record", one("read/a", { at: [[[[[[[[1]]]]]]]] }), /nested deeper/],
  ["another format", file({ format: "other" }), /no export of this guide/],
  ["a list", "[]", /no export of this guide/],
  ["null", "null", /no export of this guide/],
  ["a later version", file({ version: 2 }), /has version 2.*reads version 1/],
  ["no version", file({ version: undefined }), /has version undefined/],
  ["a strange version", file({ version: { a: 1 } }), /has version \?/],
  ["a strange date", file({ made: "<b>today</b>" }), /when it was made/],
  ["an unknown field", file({ more: 1 }), /holds “more”/],
  ["no records", file({ records: undefined }), /holds no records/],
  ["records in a list", file({ records: [] }), /holds no records/],
  ["an unknown kind", one("other/a", { at: 1 }), /“other\/a”, which this guide does not know/],
  ["a key of 1,000 signs", one("read/" + "a".repeat(1000), { at: 1 }), /“read\/a{55}…”/],
  ["markup in a key", one("read/<img>", { at: 1 }), /“read\/<img>”/],
  ["an unknown field in a record", one("read/a", { at: 1, more: 1 }), /“read\/a”.*damaged/],
  ["a negative time", one("read/a", { at: -1 }), /damaged/],
  ["a number as text", one("read/a", { at: "1" }), /damaged/],
  ["a card due before its last review", one("card/quiz/a", { ...card, due: 1 }), /damaged/],
  ["a record twice", good.replace('"read/metrics/roc": {', '"read/metrics/roc": {"at": 1}, "read/metrics/roc": {'), /twice/],
  ["a record twice in other signs", one("read/a", { at: 1 }).replace('"read/a":{', '"re\\u0061d/a":{"at":2},"read/a":{'), /twice/],
  ["a field twice", one("read/a", { at: 1 }).replace('"at":1', '"at":2,"at":1'), /twice/],
  ["__proto__ in the file", good.replace("{", '{"__proto__": {"polluted": 1},'), /“__proto__”/],
  ["__proto__ as a record", one("read/a", 0).replace('"read/a":0', '"__proto__":{"polluted":1}'), /“__proto__”/],
  ["__proto__ in a record", one("read/a", 0).replace('"read/a":0', '"read/a":{"at":1,"__proto__":{"polluted":1}}'), /damaged/],
  ["constructor as a record", one("constructor", { prototype: 1 }), /does not know/],
];

for (const [name, text, sentence] of wrong) {
  test(`${name} gives a sentence`, () => {
    const found = read(text);
    assert.ok("fault" in found, JSON.stringify(found).slice(0, 200));
    assert.match(found.fault, sentence);
    assert.match(found.fault, /^[A-Z][^\n]*\.$/);
    assert.ok(found.fault.length < 200);
  });
}

test("a string that looks like a field, and a quote in a string, are not taken for fields", () => {
  const notes = 'he said "a": 1, "a": {[\\';
  const mock = { ...records.get("mock/2026-01-10T12:00:00.000Z"), asked: [{ ...asked, notes }] };
  assert.ok("count" in read(one("mock/2026", mock)));
});

const TOKENS = [
  "__proto__", "constructor", "1e999", "-1", "null", "NaN", "{", "}", "[", "]", '"', ",", ":", "\\", "\0", "é", "true",
  "9".repeat(400), '"at":0,',
];

/** A good file with one to four cuts, copies, swaps, signs or numbers changed. */
function mutated(next: () => number): string {
  const place = (text: string) => Math.floor(next() * text.length);
  let text = next() < 0.5 ? good : JSON.stringify(JSON.parse(good));
  for (let change = Math.floor(next() * next() * 4); change >= 0; change -= 1) {
    const [from, to] = [place(text), place(text)].sort((a, b) => a - b) as [number, number];
    const token = TOKENS[Math.floor(next() * TOKENS.length)]!;
    const kind = Math.floor(next() * 6);
    if (kind === 0) text = text.slice(0, from) + text.slice(from + Math.floor(next() * 30));
    else if (kind === 1) text = text.slice(0, from) + token + text.slice(from);
    else if (kind === 2) text = text.slice(0, to) + text.slice(from);
    else if (kind === 3) text = text.slice(0, from) + String.fromCharCode(32 + next() * 90) + text.slice(from + 1);
    else if (kind === 4) text = text.replace(/"[^"]*"/g, (name) => (next() < 0.02 ? JSON.stringify(token) : name));
    else text = text.replace(/\b\d[\d.]*/g, (number) => (next() < 0.01 ? `${Number(number) + (next() < 0.5 ? -1 : 1e9)}` : number));
  }
  return text;
}

test("a thousand mutations never throw and never pollute: a whole result or a sentence", () => {
  const next = random(5);
  const clean = Object.getOwnPropertyNames(Object.prototype).join();
  let [whole, refused] = [0, 0];
  for (let run = 0; run < 1000; run += 1) {
    const text = mutated(next);
    const found = read(text);
    if ("fault" in found) {
      refused += 1;
      assert.match(found.fault, /^[A-Z].*\.$/s, text);
      continue;
    }
    whole += 1;
    assert.equal(found.count, found.records.size);
    for (const [key, record] of found.records) {
      assert.deepEqual(check(named(key)!.kind, record), record);
      assert.equal(Object.getPrototypeOf(record), Object.prototype);
    }
    assert.deepEqual(read(write(found.records, MADE)), found);
  }
  assert.equal(Object.getOwnPropertyNames(Object.prototype).join(), clean);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  assert.ok(whole > 50 && refused > 500, `${whole} whole, ${refused} refused`);
});

test("only what is missing or newer is news", () => {
  const mine = new Map(Object.entries({ "read/a": { at: 5 }, "read/b": { at: 5 }, "read/c": { at: 5 } }));
  const theirs = new Map(Object.entries({ "read/a": { at: 4 }, "read/b": { at: 6 }, "read/c": { at: 5 }, "read/d": { at: 0 } }));
  assert.deepEqual([...news(mine, theirs)], [["read/b", { at: 6 }], ["read/d", { at: 0 }]]);
});

test("an old record of a solved exercise marks the newer one as solved, and news is then no news", () => {
  const mine = new Map([["work/a", { code: "b", solved: "", at: 9 }]]);
  const theirs = new Map([["work/a", { code: "a", solved: "2026-01-10", at: 0 }]]);
  const found = news(mine, theirs);
  assert.deepEqual([...found], [["work/a", { code: "b", solved: "2026-01-10", at: 9 }]]);
  assert.equal(news(found, theirs).size, 0);
});

test("6 MB are read within five seconds", () => {
  const many = new Map(Array.from({ length: 150_000 }, (_, i) => [`read/page-${i}`, { at: i }]));
  const text = write(many, MADE);
  assert.ok(text.length > 5e6 && text.length < LONGEST, `${text.length}`);
  const start = performance.now();
  assert.equal((read(text) as { count: number }).count, 150_000);
  assert.ok(performance.now() - start < 5000, `${performance.now() - start} ms`);
});
