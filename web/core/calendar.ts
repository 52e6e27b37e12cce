/** A plan as a calendar file (RFC 5545). Pure; loaded only when it is asked for, because of the package. */

import ical, { type ICalCalendar } from "ical-generator";
import type { Day } from "./planner";

export interface Export {
  days: readonly Day[];
  /** The day of the interview. */
  interview: string;
  /** When a day's study begins, such as 19:00, in the time zone of whoever opens the file; empty for all day. */
  time: string;
  /** The address of the site's root. */
  root: string;
  /** When the file is made. */
  now: number;
}

/**
 * One event a day, and one for the interview. An event keeps its id when the plan is laid out anew, so that a second
 * import changes the day that is there already.
 */
export function calendar({ days, interview, time, root, now }: Export): string {
  const made = ical({ name: "Interview plan", prodId: { company: "Held Out", product: "Plan", language: "EN" } });
  for (const { day, items } of days) {
    if (items.length === 0) continue;
    const minutes = items.reduce((sum, item) => sum + item.minutes, 0);
    const lines = items.map((item) => `${item.title} (${item.minutes} min)\n${new URL(item.url, root).href}`);
    add(made, `study-${day}`, day, time, minutes, { now, summary: summary(items), description: lines.join("\n\n") });
  }
  add(made, "interview", interview, "", 0, { now, summary: "Interview", description: "Nothing new today." });
  return made.toString().replace(/(?<!\r\n)$/, "\r\n");
}

function summary(items: Day["items"]): string {
  const work = items.filter(({ kind }) => kind !== "review");
  const [first = items[0]!, ...more] = work;
  return more.length ? `${first.title} and ${more.length} more` : first.title;
}

interface Words {
  now: number;
  summary: string;
  description: string;
}

/** Times are written as UTC and read as floating: the day stays the day in every zone. */
function add(made: ICalCalendar, name: string, day: string, time: string, minutes: number, { now, ...words }: Words): void {
  const timed = /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  const start = new Date(`${day}T${timed ? time : "00:00"}Z`);
  const length = timed ? minutes * 60_000 : 86_400_000;
  made.createEvent({
    id: `${name}@held-out`, start, end: new Date(start.getTime() + length), allDay: !timed, floating: timed,
    stamp: new Date(now), sequence: Math.floor(now / 60_000), ...words,
  });
}
