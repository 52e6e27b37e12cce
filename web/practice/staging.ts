/** What the screens of a mock interview share: the place they stand in, the interview that goes on, and its record. */

import { type Address, toQuery } from "../core/address";
import type { Index, Question } from "../core/bank";
import { type Item, asking, scripted, timed } from "../core/interview";
import { NOTHING, type Asked, type Mock, stamp } from "../core/records";
import { section } from "./bank";
import { make } from "../parts/element";
import { write } from "../parts/kept";

export interface Stage {
  place: HTMLElement;
  index: Index;
  address: Address;
  /** Back to the choice of an interview. */
  home: () => void;
}

export interface Session {
  /** The start, which is the record's key. */
  key: string;
  record: Mock;
  questions: ReadonlyMap<string, Question>;
}

/** Shows a screen and moves the focus to its heading. Nothing happens if the reader has left the page. */
export function show(stage: Stage, title: string, ...parts: (Node | string)[]): void {
  const heading = make("h2", { tabIndex: -1 }, title);
  stage.place.replaceChildren(heading, ...parts);
  heading.focus();
}

/** Makes the address of the page that of what is shown, so that a reload shows it again. */
export function go(stage: Stage, address: Partial<Address>): void {
  Object.assign(stage.address, address);
  const query = toQuery(stage.address);
  history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
}

/** The questions of these sections, or of all, in the order of the index. */
export async function questions({ sections }: Index, names: readonly string[] = []): Promise<Question[]> {
  const wanted = sections.filter(({ name, pages }) =>
    (names.length === 0 || names.includes(name)) && pages.some((page) => page.questions > 0));
  return (await Promise.all(wanted.map(({ name }) => section(name)))).flatMap((bank) => bank.questions);
}

/** A new interview. Its record is kept once it has begun. */
export function session(stage: Stage, items: readonly Item[], now: number): Session {
  const { script, choice } = stage.address;
  const written = stage.index.interviews.find(({ name }) => name === script);
  const { role, level, minutes } = written ?? choice;
  const asked = items.map(({ question }): Asked => ({
    id: question.id, seconds: 0, notes: "", communication: 0, correctness: 0, depth: 0, tradeOffs: 0,
  }));
  return {
    key: new Date(now).toISOString(),
    record: { ...NOTHING.mock, role, level, minutes, script: written ? script : "", asked },
    questions: new Map(items.map(({ question }) => [question.id, question])),
  };
}

/** The questions of an interview that goes on, with their times. Those that the guide no longer has are left out. */
export function itemsOf({ index }: Stage, { record, questions }: Session): Item[] {
  const { minutes, script, asked } = record;
  record.asked = asked.filter(({ id }) => questions.has(id));
  const known = record.asked.map(({ id }) => questions.get(id)!);
  const written = index.interviews.some(({ name }) => name === script);
  const ask = known.map(({ id }) => id);
  return written ? scripted(known, { ask, minutes }) : timed(known, asking(minutes));
}

/** Keeps the interview as it is now. */
export function keep({ key, record }: Session): void {
  record.at = stamp(record, Date.now());
  write("mock", key, record);
}
