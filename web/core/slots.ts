/** The days of a plan before it is filled: which they are, how long, with their reviews and mock interviews. Pure. */

import { nameOf, numberOf } from "./days";
import type { Day, Item, Wish } from "./planner";

export interface Slot extends Day {
  /** Minutes of the day, and those of them that are not for reviews. */
  minutes: number;
  room: number;
  /** Nothing more is put here. */
  closed: boolean;
}

/** No plan is longer than this many days. */
export const LONGEST = 366;
/** From this many days on, the last is for reviews alone. */
const REST = 5;

/** Monday is 0. */
export function weekdayOf(day: string): number {
  return (numberOf(day) + 3) % 7;
}

/** Minutes on a day of study. */
export function minutesADay({ hoursAWeek, weekdays }: Wish): number {
  return weekdays.length ? Math.floor((hoursAWeek * 60) / new Set(weekdays).size) : 0;
}

/** The days of study: the chosen weekdays from the first day to the one before the interview. */
export function studyDays({ start, interview, weekdays }: Wish): string[] {
  const [first, last] = [numberOf(start), numberOf(interview)];
  const count = Math.min(LONGEST, Math.max(0, last - first || 0));
  const days = Array.from({ length: count }, (_, place) => nameOf(first + place));
  return days.filter((day) => weekdays.includes(weekdayOf(day)));
}

/** The days with their reviews and mock interviews. */
export function slotsOf(wish: Wish, done: ReadonlySet<string>): Slot[] {
  const days = studyDays(wish);
  const minutes = minutesADay(wish);
  const usual = Math.min(30, Math.max(10, Math.round(minutes / 5)), Math.floor(minutes / 2));
  const slots = days.map((day, place): Slot => {
    const last = place === days.length - 1 && days.length >= REST;
    const review = place === 0 && done.size === 0 ? 0 : last ? Math.min(45, minutes) : usual;
    const items = review ? [item(`review/${day}`, "review", "Review what is due", "practice/review/", review)] : [];
    return { day, items, minutes, room: minutes - review, closed: last };
  });
  for (const [place, slot] of mockDays(slots).entries()) {
    const mock = mockOf(place, slot.room);
    if (!done.has(mock.id)) put(slot, mock);
  }
  return slots;
}

/** Up to four days of the last third, evenly apart, and not the last one. */
function mockDays(slots: readonly Slot[]): Slot[] {
  const third = slots.slice(Math.floor((2 * slots.length) / 3)).filter(({ closed }) => !closed);
  const count = slots.length < 2 ? 0 : Math.min(4, Math.ceil(third.length / 3));
  return Array.from({ length: count }, (_, place) => third[Math.floor(((place + 0.5) * third.length) / count)]!);
}

/** 45 minutes, or 20 where the day is short; and the time to judge the answers. */
function mockOf(place: number, room: number): Item {
  const [length, minutes] = room >= 65 ? [45, 65] : [20, 30];
  return item(`mock/${place + 1}`, "mock", `Mock interview, ${length} minutes`, "practice/mock-interview/", minutes);
}

function item(id: string, kind: Item["kind"], title: string, url: string, minutes: number): Item {
  return { id, kind, title, url, minutes, needs: [], weight: 0 };
}

export function used({ items }: Slot): number {
  return items.reduce((sum, { kind, minutes }) => (kind === "review" ? sum : sum + minutes), 0);
}

/** An item that is longer than the room of its day takes the day alone. */
export function put(slot: Slot, item: Item): void {
  if (item.minutes > slot.room) Object.assign(slot, { items: [], closed: true });
  slot.items.push(item);
}
