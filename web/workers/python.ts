/**
 * Python in a worker. The page starts it from a Blob, so that the page's policy holds here too, and gives
 * it every package as bytes: once Python has started there is no network and no storage in it.
 */

import type { loadPyodide as Load, PyodideAPI } from "pyodide";
import { install } from "../core/install";
import type { FromWorker, ToWorker } from "../core/messages";
import style from "../../studyguide/figure.mplstyle";
import grader from "../../studyguide/grader.py";
import runner from "../../studyguide/runner.py";
import { lock } from "./lock";

const say = postMessage.bind(globalThis) as (message: FromWorker) => void;
const START = `
import os, sys, warnings
warnings.filterwarnings("ignore", message="FigureCanvas")  # figures are shown when the cell has run
warnings.filterwarnings("ignore", message="Setting penalty=None")  # what scikit-learn 1.8 says to C=inf
warnings.filterwarnings("ignore", module="threadpoolctl")  # it looks for pyodide_js
os.environ["MPLBACKEND"] = "agg"
os.environ["MATPLOTLIBRC"] = "/home/pyodide/studyguide/figure.mplstyle"
sys.path.insert(0, "/home/pyodide")
for name in ("js", "pyodide_js"):
    sys.modules[name] = None
def run(code, space, name, emit, spaces={}):
    from studyguide.runner import run
    namespace = spaces.setdefault(space, {"__name__": "__main__"}) if space else {"__name__": "__main__"}
    return run(code, namespace, emit, name, echo=bool(space))
def warm(code, tests):
    from studyguide.grader import warm
    warm(code, tests)
def grade(code, tests):
    import json
    from studyguide.grader import grade
    return json.dumps(grade(code, tests))
`;
let python: PyodideAPI;

async function boot(root: string, interrupt: Uint8Array | null): Promise<void> {
  const { loadPyodide } = (await import(`${root}pyodide.mjs`)) as { loadPyodide: typeof Load };
  python = await loadPyodide({ indexURL: root });
  lock();
  python.FS.mkdirTree("/home/pyodide/studyguide");
  const files = { "__init__.py": "", "runner.py": runner, "grader.py": grader, "figure.mplstyle": style };
  for (const [name, text] of Object.entries(files)) python.FS.writeFile(`/home/pyodide/studyguide/${name}`, text);
  python.runPython(START);
  if (interrupt) python.setInterruptBuffer(interrupt);
  say({ kind: "ready" });
}

function run(id: number, code: string, space: string, name: string): void {
  const emit = (what: string, text: string) => say({ kind: "output", id, what, text });
  const passed = python.globals.get("run")(code, space, name, emit) as boolean;
  say({ kind: "ran", id, passed });
}

addEventListener("message", async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if (data.kind === "boot") return await boot(data.root, data.interrupt);
    if (data.kind === "install") {
      install(python, data.wheels);
      return say({ kind: "installed", id: data.id });
    }
    if (data.kind === "run") return run(data.id, data.code, data.space, data.name);
    python.globals.get("warm")(data.code, data.tests);
    say({ kind: "started", id: data.id });
    const verdicts = python.globals.get("grade")(data.code, data.tests) as string;
    return say({ kind: "graded", id: data.id, verdicts: JSON.parse(verdicts) });
  } catch (error) {
    return say({ kind: "broken", message: String(error instanceof Error ? error.message : error) });
  }
});
