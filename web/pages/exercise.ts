/** A Python exercise: the reader's editor in place of the starter, Check, and what each test found. */

import { type Work, worked } from "../core/records";
import type { Verdict } from "../core/messages";
import { Bar } from "../parts/bar";
import { editor } from "../parts/editor";
import { make } from "../parts/element";
import { read, write } from "../parts/kept";
import { theirs } from "../parts/runtime";
import { celebrate, fileOf, today } from "../parts/work";

const SECONDS = 10;

export function start(): void {
  const block = fileOf("starter.py");
  const python = theirs();
  if (!block || !python) return;
  const starter = (block.querySelector("code")?.textContent ?? "").trimEnd();
  const tests = fileOf("tests.py")?.querySelector("code")?.textContent ?? "";
  const record = document.querySelector<HTMLElement>("[data-record]")!.dataset.record!;
  let work: Work = read("work", record);
  const keep = (solvedOn = "") => {
    work = worked(work, field.value, starter, solvedOn, Date.now());
    if (!write("work", record, work)) bar.tell("This browser keeps nothing: copy your code before you leave.");
  };
  const field = editor(work.code || starter, "python", "Your code", () => void check(), () => keep());
  const verdicts = make("div", { className: "verdicts" });
  const bar = new Bar(() => python.stop());

  const check = async () => {
    const found = await bar.during("Checking", () => python.grade(field.value, tests, SECONDS, bar.tell));
    if (!found) return;
    verdicts.replaceChildren(...list(found));
    const passed = found.filter((one) => one.passed).length;
    const all = passed === found.length;
    bar.tell(all ? `All ${passed} tests pass.` : `${passed} of ${found.length} tests pass.`);
    keep(all ? today() : "");
    celebrate(work);
  };
  const run = async () => {
    verdicts.replaceChildren();
    const passed = await bar.during("Running", async () => {
      const output = new (await import("../parts/output")).Output();
      verdicts.replaceChildren(output.element);
      return python.run(field.value, "", "your code", (what, text) => output.add(what, text), bar.tell);
    });
    if (passed !== null) bar.tell(passed ? "Done" : "An error: see the output");
  };
  const reset = () => {
    if (!confirm("Put the starter back? Your code is deleted.")) return;
    field.value = starter;
    keep();
    verdicts.replaceChildren();
    bar.tell("The starter is back.");
  };

  bar.add("Check", () => void check(), "Ctrl or Cmd with Enter").classList.add("bar-button--primary");
  bar.add("Run", () => void run(), "Runs your code and shows what it prints");
  bar.add("Reset", reset);
  block.replaceWith(field.element, bar.element, verdicts);
  celebrate(work);
}

/** One line a test: passed, or its hint with what was expected and what came. */
function list(found: Verdict[]): HTMLElement[] {
  const items = found.map((one) => {
    const item = make("li", { className: one.passed ? "verdict-pass" : "verdict-fail" },
      make("p", {}, make("strong", {}, one.passed ? "Passed: " : "Failed: "), one.name));
    if (one.hint) item.append(make("p", { className: "verdict-hint" }, one.hint));
    if (one.expected) {
      item.append(make("dl", {}, make("dt", {}, "Expected"), make("dd", {}, make("code", {}, one.expected)),
        make("dt", {}, "Came"), make("dd", {}, make("code", {}, one.got))));
    }
    if (one.error) item.append(make("pre", { className: "run-error" }, one.error));
    if (one.printed) item.append(make("pre", {}, one.printed));
    return item;
  });
  return [make("ol", {}, ...items)];
}
