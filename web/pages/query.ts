/** An SQL exercise: the reader's query, its rows on the shown data, and a check on the hidden ones. */

import { type Work, worked } from "../core/records";
import type { Result } from "../core/rows";
import { Bar } from "../parts/bar";
import { editor } from "../parts/editor";
import { make } from "../parts/element";
import { read, write } from "../parts/kept";
import { Ended } from "../parts/ended";
import type { Sql } from "../parts/sql";
import { celebrate, fileOf, today } from "../parts/work";

const SECONDS = 10;
const PLACES = ["On the rows you see", "On hidden rows", "On more hidden rows"];

/** What shows results comes with the first of them. */
const judging = () => import("../parts/judged");

export function start(): void {
  const place = document.querySelector<HTMLElement>("[data-exercise=sql]");
  const block = fileOf("starter.sql");
  const solution = fileOf("solution.sql")?.querySelector("code")?.textContent ?? "";
  if (!place || !block) return;
  const { sql: root = "", database = "", ordered, record = "" } = place.dataset;
  const places = PLACES.map((_, seed) => `${database}-${seed}`);
  let engine: Promise<Sql> | null = null; // comes with the first run
  const ask = async (query: string, place: string) => {
    engine ??= import("../parts/sql").then(({ Sql }) => new Sql(new URL(root, location.href).href, places));
    engine.catch(() => { engine = null; }); // the next press asks again
    return (await engine).run(query, place, SECONDS);
  };
  const starter = (block.querySelector("code")?.textContent ?? "").trimEnd();
  let work: Work = read("work", record);
  const keep = (solvedOn = "") => {
    work = worked(work, field.value, starter, solvedOn, Date.now());
    if (!write("work", record, work)) bar.tell("This browser keeps nothing: copy your query before you leave.");
  };
  const field = editor(work.code || starter, "sql", "Your query", () => void check(), () => keep());
  const shown = make("div", { className: "verdicts" });
  const bar = new Bar(() => void engine?.then((found) => found.end("Stopped.")));

  const run = async () => {
    shown.replaceChildren();
    const found = await bar.during("Running", async () => [await told(ask(field.value, `${database}-0`)), await judging()] as const);
    if (!found) return;
    const [rows, { table }] = found;
    if (typeof rows === "string") return bar.tell(rows);
    shown.replaceChildren(table(rows));
    bar.tell(`${rows.rows.length} ${rows.rows.length === 1 ? "row" : "rows"}`);
  };
  const check = async () => {
    const verdicts = await bar.during("Checking", async () => {
      const { difference } = await judging();
      const found = [];
      for (let seed = 0; seed < PLACES.length; seed += 1) {
        const expected = await ask(solution, `${database}-${seed}`);
        const got = await told(ask(field.value, `${database}-${seed}`));
        found.push(typeof got === "string" ? got : difference(expected, got, ordered !== undefined));
      }
      return found;
    });
    if (!verdicts) return;
    const { verdict } = await judging();
    shown.replaceChildren(make("ol", {}, ...verdicts.map((found, seed) => verdict(PLACES[seed]!, found))));
    const passed = verdicts.filter((found) => found === null).length;
    bar.tell(passed === PLACES.length ? "Right on all three databases." : `Right on ${passed} of ${PLACES.length} databases.`);
    keep(passed === PLACES.length ? today() : "");
    celebrate(work);
  };
  const reset = () => {
    if (!confirm("Put the starter back? Your query is deleted.")) return;
    field.value = starter;
    keep();
    shown.replaceChildren();
    bar.tell("The starter is back.");
  };

  bar.add("Check", () => void check(), "Ctrl or Cmd with Enter").classList.add("bar-button--primary");
  bar.add("Run", () => void run(), "Shows your query's rows on the data you see");
  bar.add("Reset", reset);
  block.replaceWith(field.element, bar.element, shown);
  celebrate(work);
}

/** A result, or the sentence that says why there is none. */
async function told(result: Promise<Result>): Promise<Result | string> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Ended) return error.message;
    throw error;
  }
}
