// Makes the browser's Python from npm's `pyodide` and its wheels: byte-compiled by Pyodide's own Python, since a
// Python of just that version is seldom at hand, and with a faster loader of shared libraries.
//
// node compile.mjs < {"pyodide": folder, "wheels": [paths], "target": folder} > {"python", "stdlib", "gzip"}
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const CORE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"];
// Stock reads the whole table of symbols again after each library: 1.2 s of the 4 s that scikit-learn takes to come.
// Only the symbols that have come since the last look can still be open.
const FASTER = [
  ["var GOT={};", "var GOT={};var newGOT=new Map;"],
  ["rtn=GOT[symName]=new WebAssembly.Global({value:\"i32\",mutable:true},-1)}",
    "rtn=GOT[symName]=new WebAssembly.Global({value:\"i32\",mutable:true},-1);newGOT.set(symName,rtn)}"],
  ["of Object.entries(GOT)){", "of newGOT){"],
  [": ${typeof value} (${value})`)}}}};var loadDylibs", ": ${typeof value} (${value})`)}}}newGOT.clear()};var loadDylibs"],
];
const COMPILER = String.raw`
import importlib, importlib.util, io, json, re, sys, warnings, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

# For test runners, type checkers and compilers; and what belongs outside of site-packages. No program imports it.
LEFT_OUT = re.compile(r"(^|/)tests/|\.(pyi|pyx|pxd|tp|h|hpp|c|cpp|f|a)(\.in)?$|(^|/)meson\.build$|^[^/]+\.data/")
NOT_TO_BE_TRIED = {"antigravity", "this", "__main__"}
FIXED = (1980, 1, 1, 0, 0, 0)

def member(name, data, home):
    if not name.endswith(".py"):
        return name, data
    try:
        code = compile(data, f"{home}/{name}", "exec", dont_inherit=True, optimize=0)
    except SyntaxError:  # a sample of broken code
        return name, data
    # Unchecked: taken as it is, without a look for a source beside it.
    return name + "c", bytes(_code_to_hash_pyc(code, importlib.util.source_hash(data), False))

def repack(archive, home, wheel):
    source, target = zipfile.ZipFile(io.BytesIO(archive)), io.BytesIO()
    names = sorted(n for n in source.namelist() if not n.endswith("/") and not (wheel and LEFT_OUT.search(n)))
    members = dict(member(name, source.read(name), home) for name in names)
    for record in [name for name in members if name.endswith(".dist-info/RECORD")]:
        members[record] = "".join(f"{name},,\n" for name in members).encode()
    with zipfile.ZipFile(target, "w") as made:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, FIXED)
            info.external_attr, info.create_system = 0o644 << 16, 3
            made.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    return target.getvalue()

def comes(name):
    try:
        return name in NOT_TO_BE_TRIED or bool(importlib.import_module(name))
    except (Exception, SystemExit):  # left out of Pyodide, or for another system
        return False

def facts():
    stdlib = [name for name in sorted(sys.stdlib_module_names) if comes(name)]
    return json.dumps({"python": sys.version.split()[0], "stdlib": stdlib})

warnings.simplefilter("ignore")
`;

function faster(script) {
  for (const [before, after] of FASTER) {
    if (script.split(before).length !== 2) throw new Error(`pyodide.asm.mjs has changed: no single ${before}`);
    script = script.replace(before, () => after);
  }
  return script;
}

async function repack(pyodide, source, target, home) {
  const python = pyodide.globals.get("repack");
  const given = pyodide.toPy(new Uint8Array(await readFile(source)));
  const made = python(given, home, source.endsWith(".whl"));
  const view = made.getBuffer("u8");
  await writeFile(target, view.data);
  for (const used of [view, made, given, python]) (used.release ?? used.destroy).call(used);
}

const { pyodide: stock, wheels, target } = JSON.parse(await text(process.stdin));
const { loadPyodide } = await import(pathToFileURL(join(stock, "pyodide.mjs")).href);
// A fixed seed, so that no order of a set can differ from one run to the next.
const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0" }, stdout: () => {}, stderr: () => {} });
pyodide.runPython(COMPILER);
for (const file of ["pyodide.mjs", "pyodide.asm.wasm"]) await copyFile(join(stock, file), join(target, file));
await writeFile(join(target, "pyodide.asm.mjs"), faster(await readFile(join(stock, "pyodide.asm.mjs"), "utf8")));
// Compressed: a stored archive boots 20 ms sooner, but few servers compress a .zip, and then it is 10.6 MB instead of 4.5.
await repack(pyodide, join(stock, "python_stdlib.zip"), join(target, "python_stdlib.zip"), "/lib/python314.zip");
for (const wheel of wheels) {
  await repack(pyodide, wheel, join(target, basename(wheel)), "/lib/python3.14/site-packages");
}
const gzip = {};
for (const file of CORE) gzip[file] = gzipSync(await readFile(join(target, file)), { level: 9 }).length;
process.stdout.write(JSON.stringify({ ...JSON.parse(pyodide.runPython("facts()")), gzip }));
