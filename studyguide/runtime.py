"""The folder of the browser's Python: Pyodide and its packages, byte-compiled. Must not import MkDocs.

`.cache/runtime/<key>/` holds Pyodide's core, the wheels, a lock of just these, and `manifest.json`, which says what
each file weighs and which imports it serves.
"""

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from studyguide.fault import Fault
from studyguide.wheels import Wheel, gather, wanted

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"
PYODIDE = ROOT / "web/node_modules/pyodide"
COMPILE = ROOT / "web/node/compile.mjs"
PACKAGES = ("numpy", "scipy", "scikit-learn", "pandas", "matplotlib")
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
FORM = b"1"  # of the lock and the manifest as `_describe` writes them
AGAIN = "the site works without it, with no Run under the code; try again with `python -m studyguide.runtime`"

Say = Callable[[str], None]


def prepare(say: Say) -> Path | None:
    """The folder, made if it is not there yet; None, and a sentence said, if the wheels could not be had.

    Raises `Fault` if Pyodide could not compile them.
    """
    if not PYODIDE.exists():
        say(f"No Python for the browser: web/node_modules has no pyodide; {AGAIN} when npm's packages are installed")
        return None
    folder = CACHE / "runtime" / key()
    if folder.exists():
        return folder
    wheels = wanted(PYODIDE / "pyodide-lock.json", PACKAGES)
    if missing := gather(wheels, CACHE / "wheels", version(), say):
        more = f" and {len(missing) - 1} more" if missing[1:] else ""
        say(f"No Python for the browser: could not fetch {missing[0]}{more}; {AGAIN} when there is a network")
        return None
    say("Compiling Python for the browser: half a minute, once")
    return _make(folder, wheels)


def key() -> str:
    """A short name for everything that can change the folder's bytes."""
    lock = (PYODIDE / "pyodide-lock.json").read_bytes()
    parts = [version().encode(), lock, COMPILE.read_bytes(), " ".join(PACKAGES).encode(), FORM]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def version() -> str:
    """Pyodide's version, as npm has it."""
    found: str = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    return found


def sizes(folder: Path, imports: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """What code with these top-level imports needs: bytes to download, and the names that cannot be had.

    The bytes are those of the core, compressed as a server sends it, and of the packages with all they need.
    """
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    packages, names = manifest["packages"], set(imports)
    providers = {name: package for package, facts in packages.items() for name in facts["imports"]}
    needed = {providers[name] for name in names & providers.keys()}
    needed |= {name for package in needed for name in packages[package]["depends"]}
    core = sum(min(part["bytes"], part["gzip"]) for part in manifest["core"])
    unknown = names - providers.keys() - set(manifest["stdlib"])
    return core + sum(packages[name]["bytes"] for name in needed), tuple(sorted(unknown))


def _make(folder: Path, wheels: list[Wheel]) -> Path:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as temporary:
        made = Path(temporary) / folder.name
        made.mkdir()
        _describe(made, wheels, _compile(made, wheels))
        try:
            made.rename(folder)
        except OSError:
            if not folder.exists():  # if it does, another build was quicker
                raise
    return folder


def _compile(target: Path, wheels: list[Wheel]) -> dict[str, Any]:
    """Fills `target` with the compiled files; Python's version and modules, and gzipped sizes."""
    node = Path(sys.executable).parent / "node"
    paths = [str(CACHE / "wheels" / wheel.file) for wheel in wheels]
    task = json.dumps({"pyodide": str(PYODIDE), "wheels": paths, "target": str(target)})
    command = [str(node) if node.exists() else shutil.which("node") or "node", str(COMPILE)]
    run = subprocess.run(command, input=task, capture_output=True, text=True, check=False)
    if run.returncode:
        told = [line for line in run.stderr.splitlines() if "Error" in line] or ["it said nothing"]
        raise Fault("web/node/compile.mjs", 1, f"Python for the browser could not be compiled: {told[-1]}",
                    "see whether Pyodide and the script belong together")  # fmt: skip
    facts: dict[str, Any] = json.loads(run.stdout)
    return facts


def _describe(folder: Path, wheels: list[Wheel], facts: dict[str, Any]) -> None:
    """Writes the lock of these packages and the manifest."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    lock["packages"] = {w.name: lock["packages"][w.name] | _weigh(folder / w.file, "sha256") for w in wheels}
    text = json.dumps(lock, sort_keys=True)
    (folder / "pyodide-lock.json").write_text(text, "utf-8")
    core = [
        _weigh(folder / file) | {"gzip": facts["gzip"].get(file, len(gzip.compress(text.encode(), mtime=0)))}
        for file in CORE
    ]
    packages = {
        name: _weigh(folder / entry["file_name"])
        | {"imports": entry["imports"], "depends": sorted(_needs(name, lock["packages"]) - {name})}
        for name, entry in lock["packages"].items()
    }
    manifest = {"pyodide": version(), "python": facts["python"], "core": core, "packages": packages}
    text = json.dumps(manifest | {"stdlib": facts["stdlib"]}, indent=1)
    (folder / "manifest.json").write_text(text + "\n", "utf-8")


def _weigh(path: Path, *only: str) -> dict[str, Any]:
    data = path.read_bytes()
    facts = {"file": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return {name: facts[name] for name in only or facts}


def _needs(name: str, packages: dict[str, Any]) -> set[str]:
    return {name}.union(*(_needs(needed, packages) for needed in packages[name]["depends"]))


def main() -> int:
    """Makes the folder ahead of a build. Not to have it is no failure: it is told, and the site does without."""
    try:
        prepare(lambda line: print(line, file=sys.stderr))
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
