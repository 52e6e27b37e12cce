/** A mock interview for two: the candidate's screen, and how it follows the interviewer's in another window. */

import { toQuery } from "../core/address";
import type { Item } from "../core/interview";
import { show as fromBank } from "./bank";
import { button, make } from "../parts/element";
import { followUps } from "./model";
import { type Stage, show } from "./staging";

/** Which question the interviewer asks, with how many follow-ups; `place` is -1 when it is over. */
export interface Where {
  place: number;
  followUps: number;
}

/** The address of the candidate's screen for the interview of this stage. */
export function candidateAddress({ address }: Stage): string {
  return new URL(`?${toQuery({ ...address, view: "candidate", open: "" })}`, location.href).href;
}

/** Two windows of one browser hear each other if they show the same interview. */
function channel({ address }: Stage): BroadcastChannel {
  return new BroadcastChannel(`held-out/mock?${toQuery({ ...address, view: "alone", open: "" })}`);
}

let open: BroadcastChannel | undefined;

/** The channel of the screen that is shown now; the one before it is closed. */
function only(stage: Stage): BroadcastChannel {
  open?.close();
  open = channel(stage);
  return open;
}

/** Tells the candidate's window where the interview is, also when that window is opened later. */
export function leading(stage: Stage, where: () => Where): () => void {
  const line = only(stage);
  line.onmessage = ({ data }) => {
    if (data === "where?" && stage.place.isConnected) line.postMessage(where());
  };
  const tell = () => line.postMessage(where());
  tell();
  return tell;
}

/** What another window said, if it makes sense. */
function heard(data: unknown, count: number): Where | null {
  const { place, followUps } = Object(data) as Partial<Where>;
  const whole = Number.isInteger(place) && Number.isInteger(followUps);
  return whole && place! >= -1 && place! < count && followUps! >= 0 ? { place: place!, followUps: followUps! } : null;
}

const HINT = "On a device of your own, go on when the interviewer does. In a second window of the interviewer's browser, " +
  "this page follows by itself.";

/** The candidate's screen: the question alone. It follows the interviewer's window; on another device, the buttons. */
export function candidate(stage: Stage, items: readonly Item[]): void {
  const count = make("p", { className: "mock-count" });
  const question = make("p", { className: "mock-question" });
  const prompts = make("ol", { className: "mock-follow-ups" });
  const screen = make("div", { className: "mock-candidate" }, question, prompts);
  screen.setAttribute("aria-live", "polite");
  const at: Where = { place: 0, followUps: 0 };
  const render = async () => {
    const item = items[at.place];
    count.textContent = item ? `Question ${at.place + 1} of ${items.length}` : "";
    question.textContent = item ? item.question.title : "The interview is over.";
    const { place } = at;
    const titles = item && at.followUps ? await followUps(item.question).catch(() => []) : [];
    const given = titles.slice(0, at.followUps).map((title) => make("li", {}, fromBank(title)));
    if (place === at.place) prompts.replaceChildren(...given);
  };
  const move = (where: Where) => {
    Object.assign(at, where);
    void render();
  };
  const step = (by: number) => move({ place: Math.min(items.length - 1, Math.max(0, at.place + by)), followUps: 0 });
  const bar = make("p", { className: "practice-bar" },
    button("Previous question", () => step(-1)), button("Next question", () => step(1)));
  const said = make("p", { className: "mock-hint" }, HINT);
  follow(stage, items.length, (where) => {
    move(where);
    bar.hidden = true;
    said.textContent = "This page follows the interviewer's window.";
  });
  show(stage, "Candidate", count, screen, bar, said);
  void render();
}

function follow(stage: Stage, count: number, act: (where: Where) => void): void {
  const line = only(stage);
  line.onmessage = ({ data }) => {
    const where = heard(data, count);
    if (where && stage.place.isConnected) act(where);
  };
  line.postMessage("where?");
}
