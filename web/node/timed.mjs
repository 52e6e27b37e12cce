// Runs code in the browser's Python, under node, as the page does: node python.mjs RUNTIME < jobs > answers
//
// A job is {"cells": ["code", …], "echo"} (one namespace; the answer is a list of what each cell showed) or
// {"code", "tests"} (the answer is a list of verdicts). Answers stand in the jobs' order.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { install } from "../core/install.ts";
import { boot, wheels } from "./boot.mjs";

const OURS = new URL("../../studyguide/", import.meta.url);
const START = `
import os, sys, warnings
warnings.filterwarnings("ignore", message="FigureCanvas")  # figures are shown when the cell has run
warnings.filterwarnings("ignore", message="Setting penalty=None")  # what scikit-learn 1.8 says to C=inf
warnings.filterwarnings("ignore", module="threadpoolctl")  # as in the page
os.environ["MPLBACKEND"] = "agg"
os.environ["MATPLOTLIBRC"] = "/home/pyodide/studyguide/figure.mplstyle"
sys.path.insert(0, "/home/pyodide")
def run(code, namespace, echo):
    from studyguide.runner import run
    said = []
    run(code, namespace, lambda kind, text: said.append([kind, text]), "cell", echo)
    return said
def answer(job):
    import json
    from studyguide.grader import grade
    job = json.loads(job)
    if "cells" in job:
        namespace = {"__name__": "__main__"}
        return json.dumps([run(code, namespace, job.get("echo", True)) for code in job["cells"]])
    return json.dumps(grade(job["code"], job["tests"]))
`;

const folder = process.argv[2];
const pyodide = await boot(folder, { stdout: console.error, stderr: console.error });
pyodide.FS.mkdirTree("/home/pyodide/studyguide");
pyodide.FS.writeFile("/home/pyodide/studyguide/__init__.py", "");
for (const name of ["runner.py", "grader.py", "figure.mplstyle"]) {
  pyodide.FS.writeFile(`/home/pyodide/studyguide/${name}`, await readFile(new URL(name, OURS), "utf-8"));
}
pyodide.runPython(START);
const answer = pyodide.globals.get("answer");
const have = new Set();
const answers = [];
for (const job of JSON.parse(await text(process.stdin))) {
  const code = job.cells ? job.cells.join("\n") : `${job.code}\n${job.tests}`;
  const wanted = (await wheels(folder, code)).filter(({ name }) => !have.has(name));
  install(pyodide, wanted);
  for (const { name } of wanted) have.add(name);
  const c0=process.cpuUsage(); answers.push(JSON.parse(answer(JSON.stringify(job)))); const c1=process.cpuUsage(c0); console.error("CPU", ((c1.user+c1.system)/1e6).toFixed(2), job.place);
}
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
