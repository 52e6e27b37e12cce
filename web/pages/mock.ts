/** The mock interview: what the address asks for, or the choice of one; then the questions, the judgment, the summary. */

import { fromQuery } from "../core/address";
import { type Item, asking, draw, scripted } from "../core/interview";
import { index, keepAnswers, keepQuestions } from "../practice/bank";
import { earlier, form, nothing, scripts, titled } from "../practice/briefing";
import { button, make } from "../parts/element";
import { fetched } from "../practice/fetched";
import { interview } from "../practice/interviewing";
import { judge } from "../practice/judging";
import { read } from "../parts/kept";
import { scores } from "../practice/scores";
import { candidate, candidateAddress } from "../practice/sheet";
import { type Stage, go, keep, questions, session, show } from "../practice/staging";
import { mean } from "../core/rubric";

const MOST_SEEDS = 1_000_000_000;
const GONE = "The questions of this script are no longer in the guide.";
const REST = "the rest is for the welcome and for the candidate's own questions.";
const FRIEND = "The interviewer's sheet shows the answers, the follow-ups and the rubric; the candidate's screen shows " +
  "the question alone. In two windows of one browser the second follows the first.";

export function start(): void {
  const place = document.querySelector<HTMLElement>("[data-practice=mock-interview]");
  if (!place) return;
  void fetched(place, async () => {
    await open(place);
    void keepQuestions(await index());
  });
}

async function open(place: HTMLElement): Promise<void> {
  const stage: Stage = { place, index: await index(), address: fromQuery(location.search), home: () => home(stage) };
  const { script, seed, open, view } = stage.address;
  if (open && read("mock", open).at) await reopen(stage, open);
  else if (script || seed !== null) await prepare(stage);
  else if (view === "candidate") home(stage, "This address names no interview: ask your interviewer for the whole of it.");
  else begin(stage, open ? "This interview is not kept in this browser." : "");
}

/** The choice of an interview, without moving the focus: the page has just come. */
function begin(stage: Stage, said = ""): void {
  const words = said || "Choose what you are to be asked, or take a written script.";
  const note = make("p", { role: said ? "alert" : null }, words);
  const chosen = (choice: Stage["address"]["choice"]) => {
    go(stage, { choice, script: "", seed: Math.floor(Math.random() * MOST_SEEDS), open: "", view: "alone" });
    void fetched(stage.place, () => prepare(stage));
  };
  const again = (key: string) => void fetched(stage.place, () => reopen(stage, key));
  stage.place.replaceChildren(make("h2", { tabIndex: -1 }, "A new interview"), note, form(stage, chosen),
    ...scripts(stage), ...earlier(again));
}

function home(stage: Stage, said = ""): void {
  go(stage, { script: "", seed: null, open: "", view: "alone" });
  begin(stage, said);
  stage.place.querySelector("h2")!.focus();
}

/** An interview that was kept: it goes on, or is judged, or shows how it went. */
async function reopen(stage: Stage, key: string): Promise<void> {
  const record = read("mock", key);
  const known = new Map((await questions(stage.index)).map((question) => [question.id, question]));
  if (!stage.place.isConnected) return;
  const found = { key, record, questions: known };
  const { script, seed } = stage.address;
  go(stage, { open: key, script: record.script || script, seed });
  const open = record.asked.findIndex((one) => mean(one) === 0);
  if (!record.ended) interview(stage, found);
  else if (open < 0) scores(stage, found);
  else judge(stage, found, open);
}

/** The interview of the address, ready to begin. */
async function prepare(stage: Stage): Promise<void> {
  const { index, address } = stage;
  const written = index.interviews.find(({ name }) => name === address.script);
  if (address.script && !written) return home(stage, "There is no script at this address. Choose one of those below.");
  const found = await questions(index, written ? [] : address.choice.sections);
  if (!stage.place.isConnected) return;
  const items = written ? scripted(found, written) : draw(found, address.choice, address.seed!);
  if (items.length === 0) return home(stage, written ? GONE : nothing(address.choice));
  if (address.view === "candidate") return candidate(stage, items);
  void keepAnswers(items.map(({ question }) => question.page));
  const { role, level, minutes } = written ?? address.choice;
  const title = written?.title ?? `${titled(role)}, ${level} level, ${minutes} minutes`;
  show(stage, title, ...ready(stage, items, minutes));
}

function ready(stage: Stage, items: readonly Item[], minutes: number): HTMLElement[] {
  const seconds = items.reduce((sum, item) => sum + item.seconds, 0);
  const given = Math.round(seconds / 60);
  const count = items.length === 1 ? "1 question" : `${items.length} questions`;
  const short = seconds < asking(minutes) - 60;
  const few = short ? ` These sections have no more: choose others too to fill ${minutes} minutes.` : "";
  const run = (view: "alone" | "interviewer") => () => {
    const made = session(stage, items, Date.now());
    keep(made);
    go(stage, { view, open: made.key });
    interview(stage, made);
  };
  const bar = make("p", { className: "practice-bar" }, button("Start", run("alone"), "bar-button bar-button--primary"),
    button("Another choice", () => stage.home()));
  return [
    make("p", {}, `${count} for ${given} of the ${minutes} minutes; ${REST}${few}`),
    make("p", {}, "The clocks run from Start on and can be paused. Answer aloud; type what you say in short."), bar,
    make("h3", {}, "With a friend"),
    make("p", {}, FRIEND),
    make("p", { className: "practice-bar" }, button("Open the interviewer's sheet", run("interviewer")),
      make("a", { href: candidateAddress(stage), target: "_blank" }, "Candidate's screen")),
  ];
}
