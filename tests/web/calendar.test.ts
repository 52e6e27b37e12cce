/** The calendar file, read back by a reader of its own. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../web/node/suffix.mjs";
import type { Item } from "../../web/core/planner.ts";

const { calendar } = await import("../../web/core/calendar.ts");

const NOW = Date.UTC(2026, 0, 5, 9, 30);
const ODD = "Präzision; recall, F1 \\ 𝔼[X]\nBEGIN:VEVENT " + "ä".repeat(90);

function chapter(title: string, minutes: number): Item {
  return { id: title, kind: "chapter", title, url: "metrics/x/", minutes, needs: [], weight: 1 };
}

const REVIEW: Item = { ...chapter("Review what is due", 10), kind: "review" };
const PLAN = {
  days: [
    { day: "2026-01-31", items: [REVIEW, chapter(ODD, 50), chapter("B", 20)] },
    { day: "2026-02-01", items: [] },
    { day: "2026-03-29", items: [chapter("C", 30)] },
  ],
  interview: "2026-04-01", time: "", root: "https://guide.example/", now: NOW,
};

function unescaped(value: string): string {
  return value.replace(/\\([\\;,n])/g, (_, sign) => (sign === "n" ? "\n" : sign));
}

/** Events by the names of their lines, unfolded and unescaped (RFC 5545, 3.1 and 3.3.11). */
function parsed(text: string): Record<string, string>[] {
  assert.ok(text.endsWith("END:VCALENDAR\r\n"));
  assert.ok(!/[^\r]\n|\r[^\n]/.test(text), "each line ends in CRLF");
  for (const line of text.split("\r\n")) assert.ok(new TextEncoder().encode(line).length <= 75, line);
  const lines = text.replaceAll("\r\n ", "").trimEnd().split("\r\n");
  assert.deepEqual([lines[0], lines[1]], ["BEGIN:VCALENDAR", "VERSION:2.0"]);
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const [name, value] = [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)];
    if (line === "BEGIN:VEVENT") events.push({});
    else if (events.length) events.at(-1)![name] ??= unescaped(value);
  }
  return events;
}

test("each day with something to do is an event, and so is the interview", () => {
  const events = parsed(calendar(PLAN));
  const names = ["study-2026-01-31", "study-2026-03-29", "interview"];
  assert.deepEqual(events.map(({ UID }) => UID), names.map((name) => `${name}@held-out`));
  assert.deepEqual(events.map((event) => [event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]]),
    [["20260131", "20260201"], ["20260329", "20260330"], ["20260401", "20260402"]]);
  assert.ok(events.every(({ DTSTAMP }) => DTSTAMP === "20260105T093000Z"));
});

test("titles come back as they were, whatever signs they hold", () => {
  const [first] = parsed(calendar(PLAN));
  assert.equal(first!.SUMMARY, `${ODD} and 1 more`);
  assert.ok(first!.DESCRIPTION!.includes("B (20 min)\nhttps://guide.example/metrics/x/"));
});

test("with a time of the day an event lasts as long as its items, in whatever zone it is opened", () => {
  const [first, , last] = parsed(calendar({ ...PLAN, time: "23:00" }));
  assert.deepEqual([first!.DTSTART, first!.DTEND], ["20260131T230000", "20260201T002000"]);
  assert.equal(last!["DTSTART;VALUE=DATE"], "20260401");
});

test("the same plan gives the same file, and an odd time counts as none", () => {
  assert.equal(calendar(PLAN), calendar(PLAN));
  assert.equal(calendar({ ...PLAN, time: "25:99\r\nX" }), calendar(PLAN));
});
