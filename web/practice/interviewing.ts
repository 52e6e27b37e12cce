/** A mock interview that goes on: one question at a time, its follow-ups, notes and the clocks. */

import { face, remark, ticking } from "./clock";
import { button, make } from "../parts/element";
import { titleOf } from "./fetched";
import { judge } from "./judging";
import { model } from "./model";
import { type Run, notes, prompts } from "./prompting";
import { rubric } from "./rubric";
import { scores } from "./scores";
import { candidateAddress, leading } from "./sheet";
import { type Session, type Stage, itemsOf, keep, show } from "./staging";

/** How often the time is kept, in seconds. */
const EVERY = 5;
const QUESTION = [[60, "One minute left for this question."], [0, "The time of this question is over."]] as const;
const INTERVIEW = [[300, "Five minutes left of the interview."], [0, "The time of the interview is over."]] as const;

/** Seconds left of the question and of the interview; below 0 they are over. */
type Left = [question: number, interview: number];

/** Begins, or goes on after a reload; then the clocks stand until the reader goes on. */
export function interview(stage: Stage, session: Session): void {
  const items = itemsOf(stage, session);
  const { asked } = session.record;
  const place = Math.max(0, asked.findLastIndex(({ seconds }) => seconds > 0));
  const sheet = stage.address.view === "interviewer";
  const paused = Boolean(asked[0]?.seconds);
  const run: Run = { stage, session, items, place, given: 0, paused, sheet, say: () => {}, tell: () => {} };
  if (sheet) run.tell = leading(stage, () => ({ place: run.place, followUps: run.given }));
  if (items.length === 0) end(run);
  else ask(run, place);
}

function ask(run: Run, place: number): void {
  const { stage, session, items } = run;
  Object.assign(run, { place, given: 0 });
  const { question } = items[place]!;
  const asked = session.record.asked[place]!;
  asked.seconds = Math.max(1, asked.seconds);
  keep(session);
  const said = make("p", { className: "practice-said" });
  said.setAttribute("role", "status");
  run.say = (words) => (said.textContent = words);
  const facts = make("p", { className: "facts" },
    make("span", { className: `level level-${question.level}` }, question.level),
    make("span", {}, titleOf(stage.index, question.page)));
  const screen = [clocks(run), facts, prompts(run), notes(run), controls(run), said];
  show(stage, question.title, ...screen, ...(run.sheet ? sheet(run) : []));
  run.tell();
}

/** The time left of the question and of the whole. They are not said each second, but when they matter. */
function clocks(run: Run): HTMLElement {
  const { session, items, place } = run;
  const [one, whole] = [face("This question"), face("Interview")];
  const element = make("div", { className: "mock-clocks" },
    make("span", { className: "mock-count" }, `Question ${place + 1} of ${items.length}`),
    one.element, whole.element, pause(run));
  const render = ([question, interview]: Left) => {
    one.show(question);
    whole.show(interview);
  };
  ticking(element, (seconds) => {
    if (run.paused) return;
    const before = left(run);
    session.record.asked[place]!.seconds += seconds;
    const after = left(run);
    render(after);
    const words = [remark(before[0], after[0], QUESTION), remark(before[1], after[1], INTERVIEW)].filter(Boolean);
    if (words.length) run.say(words.join(" "));
    if (Math.floor(before[1] / EVERY) !== Math.floor(after[1] / EVERY)) keep(session);
  });
  render(left(run));
  return element;
}

function left({ session: { record }, items, place }: Run): Left {
  const used = record.asked.reduce((sum, { seconds }) => sum + seconds, 0);
  return [items[place]!.seconds - record.asked[place]!.seconds, record.minutes * 60 - used];
}

function pause(run: Run): HTMLButtonElement {
  const name = () => (run.paused ? "Resume" : "Pause");
  const made = button(name(), () => {
    run.paused = !run.paused;
    made.textContent = name();
    run.say(run.paused ? "The clocks stand still." : "The clocks run.");
    keep(run.session);
  });
  return made;
}

function controls(run: Run): HTMLElement {
  const { session, items, place, sheet } = run;
  const last = place === items.length - 1;
  const on = () => (last ? end(run) : ask(run, place + 1));
  const skip = () => {
    Object.assign(session.record.asked[place]!, { communication: 1, correctness: 1, depth: 1, tradeOffs: 1 });
    on();
  };
  const bar = make("p", { className: "practice-bar" },
    button(last ? "Finish" : "Next question", on, "bar-button bar-button--primary"));
  if (!sheet) bar.append(button("Skip: I cannot answer", skip));
  if (!last) bar.append(button("End the interview", () => end(run)));
  return bar;
}

/** The questions that were not reached are forgotten. */
function end(run: Run): void {
  const { stage, session, sheet } = run;
  session.record.asked = session.record.asked.filter(({ seconds }) => seconds > 0);
  session.record.ended = Date.now();
  keep(session);
  run.place = -1;
  run.tell();
  if (sheet) scores(stage, session);
  else judge(stage, session);
}

/** What only the interviewer sees. */
function sheet(run: Run): HTMLElement[] {
  const { stage, session, items, place } = run;
  const link = make("a", { href: candidateAddress(stage), target: "_blank" }, "Candidate's screen");
  return [
    make("p", { className: "mock-hint" }, link,
      " opens in a second window, which follows this one; or send its address to another device."),
    make("h3", {}, "Judge the answer"), rubric(session.record.asked[place]!, () => keep(session)),
    make("h3", {}, "What to listen for"), model(items[place]!.question, true),
  ];
}
