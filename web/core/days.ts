/** Days of study. One begins at 4 a.m. of the reader's clock: who learns past midnight is in the same day. Pure. */

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
/** The last time that counts as one: the end of the year 9999. */
export const LAST_TIME = 253_402_300_799_999;

const BEGINS = 4 * 60 * MINUTE;

/**
 * The number of the day of study that holds a time, counted from 1970-01-01. `offset` is what the reader's clock is
 * ahead of UTC, in minutes: `-new Date().getTimezoneOffset()`.
 */
export function dayOf(time: number, offset = 0): number {
  return Math.floor((time + offset * MINUTE - BEGINS) / DAY);
}

/** When a day of study begins, in milliseconds since the epoch. */
export function startOf(day: number, offset = 0): number {
  return day * DAY + BEGINS - offset * MINUTE;
}

/** A day as 2026-01-31. */
export function nameOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The number of a day such as 2026-01-31; NaN if there is no such day. */
export function numberOf(name: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(name) ? Date.parse(name) : NaN;
  return !Number.isNaN(time) && nameOf(time / DAY) === name ? time / DAY : NaN;
}

/** Whether this is a time a record may hold. */
export function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= LAST_TIME;
}
