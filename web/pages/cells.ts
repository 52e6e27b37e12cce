/** Notebook cells and the code of chapters: Run, Run all above, Edit, Reset and Stop under each. */

import { Bar } from "../parts/bar";
import { type Editor, editor } from "../parts/editor";
import type { Output } from "../parts/output";
import { theirs } from "../parts/runtime";

/** Begins a fence whose result is another in the browser. */
const ELSEWHERE = "# not in the browser:";
const OUTPUT = /^[ \t]*#>.*\n?/gm;

class Cell {
  private readonly bar: Bar;
  /** Comes with the first run. */
  private output: Output | null = null;
  private readonly reset: HTMLButtonElement;
  private readonly original: string;
  private readonly shown: HTMLElement | null;
  private editing: Editor | null = null;
  ran = false;

  constructor(readonly block: HTMLElement, private readonly space: string, private readonly above: Cell[]) {
    this.original = (block.querySelector("pre code")?.textContent ?? "").replace(OUTPUT, "").trimEnd();
    this.shown = block.parentElement?.classList.contains("cell") ? block.parentElement.querySelector(".cell-output") : null;
    this.bar = new Bar(() => theirs()?.stop());
    this.bar.add("Run", () => void this.run());
    if (above.length) this.bar.add("Run all above", () => void this.runAbove(), "Runs every cell before this one, then this one");
    this.bar.add("Edit", () => this.edit());
    this.reset = this.bar.add("Reset", () => this.restore());
    this.reset.hidden = true;
    block.after(this.bar.element);
  }

  get code(): string {
    return this.editing?.value ?? this.original;
  }

  async run(): Promise<boolean> {
    const python = theirs();
    if (!python) return false;
    const began = performance.now();
    const passed = await this.bar.during("Running", async () => {
      const { Output } = await import("../parts/output");
      const output = this.output ??= new Output(this.shown?.querySelector("svg")?.getAttribute("aria-label") ?? undefined);
      let first = true;
      const emit = (what: string, text: string) => {
        if (first) this.show(output);
        first = false;
        output.add(what, text);
      };
      const result = await python.run(this.code, this.space, this.block.parentElement?.id || "cell", emit, this.bar.tell);
      if (first) this.show(output);
      return result;
    });
    if (passed === null) return false;
    this.ran = passed;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    this.bar.tell(passed ? `Done in ${seconds} s` : "An error: see the output");
    if (passed) this.bar.tellKept((await import("../parts/lasting")).keeping());
    return passed;
  }

  private async runAbove(): Promise<void> {
    for (const cell of this.above) if (!(await cell.run())) return cell.bar.element.scrollIntoView({ block: "nearest" });
    await this.run();
  }

  private show(output: Output): void {
    output.clear();
    if (this.shown) this.shown.hidden = true;
    this.bar.element.after(output.element);
    this.reset.hidden = false;
  }

  private edit(): void {
    if (!this.editing) {
      this.editing = editor(this.original, "python", "Code", () => void this.run(), () => { this.reset.hidden = false; });
      this.block.before(this.editing.element);
      this.block.hidden = true;
    }
    this.editing.focus();
  }

  private restore(): void {
    this.editing?.element.remove();
    this.editing = null;
    this.block.hidden = false;
    this.output?.element.remove();
    if (this.shown) this.shown.hidden = false;
    this.reset.hidden = true;
    this.bar.tell("As it was");
    this.bar.element.querySelector("button")?.focus();
  }
}

/** Gives every cell of a notebook, and every fence of a chapter that shows an output, its bar. */
export function start(): void {
  const above: Cell[] = [];
  for (const block of document.querySelectorAll<HTMLElement>("article .cell > .highlight")) {
    above.push(new Cell(block, location.pathname, [...above]));
  }
  if (above.length) return;
  for (const block of document.querySelectorAll<HTMLElement>("article .language-python.highlight")) {
    if (runs(block)) new Cell(block, "", []);
  }
}

/** A fence with an output, or the code of a figure. */
function runs(block: HTMLElement): boolean {
  if (block.querySelector(".filename")) return false;
  const code = block.querySelector("pre code")?.textContent ?? "";
  return !code.startsWith(ELSEWHERE) && (block.closest(".figure-code") !== null || /^#>/m.test(code));
}
