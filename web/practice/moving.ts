/** The records as a whole: taken to a file, from a file, erased. */

import { LONGEST, TOO_LONG, news, read, write } from "../core/archive";
import { button, make } from "../parts/element";
import { erase, everything, writeAll } from "../parts/kept";
import { today } from "../parts/work";

/** The buttons. `changed` is called when records were imported or erased. */
export function moving(changed: () => void): HTMLElement {
  const heard = make("output", { className: "records-heard" });
  const tell = (sentence: string) => (heard.textContent = sentence);
  const file = make("input", { type: "file", accept: ".json,application/json", hidden: true });
  file.setAttribute("aria-label", "File to import");
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (chosen) tell(await imported(chosen).catch(() => "This file cannot be read."));
    file.value = "";
    changed();
  });
  const ask = button("Erase all", () => {
    ask.hidden = true;
    sure.hidden = false;
    sure.querySelector("button")!.focus();
  });
  const sure = confirmation((yes) => {
    if (yes) {
      erase();
      tell("All records in this browser are erased.");
      changed();
    }
    sure.hidden = true;
    ask.hidden = false;
    ask.focus();
  });
  return make("div", { className: "records" },
    make("p", { className: "records-bar" },
      button("Export", () => tell(exported())), button("Import", () => file.click()), ask),
    file, sure, heard);
}

function confirmation(answer: (yes: boolean) => void): HTMLElement {
  const question = "Erase everything that this guide keeps in this browser? Only an export can bring it back.";
  const made = make("div", { className: "records-sure", hidden: true }, make("p", {}, question),
    make("p", { className: "records-bar" },
      button("Keep all", () => answer(false)), button("Erase", () => answer(true))));
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", question);
  return made;
}

function exported(): string {
  const { records } = everything();
  if (!records.size) return "There is nothing to export yet.";
  const text = write(records, new Date().toISOString());
  const link = make("a", { download: `held-out-${today()}.json` });
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return `${counted(records.size)} exported to ${link.download}.`;
}

/** Takes in what is missing here or newer there; the answer is the sentence to tell. */
async function imported(file: File): Promise<string> {
  const found = file.size > LONGEST ? { fault: TOO_LONG } : read(await file.text());
  if ("fault" in found) return `${found.fault} Nothing was changed.`;
  const fresh = news(everything().records, found.records);
  if (!fresh.size) return `${counted(found.count)} read; nothing in them is newer than what is here.`;
  if (!writeAll(fresh)) return "This browser does not keep them. Nothing was changed.";
  return `${counted(found.count)} read; ${fresh.size} of them were missing here or newer, and are kept now.`;
}

function counted(count: number): string {
  return count === 1 ? "1 record" : `${count} records`;
}
