"""Formulas a second: ours, empty memory, beside markdown-katex as it comes, empty cache, in one run."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import pages

STOCK = """
import sys, time
from markdown_katex import wrapper
formulas = sys.stdin.read().split("\\0")
start = time.monotonic()
for tex in formulas:
    wrapper.tex2html(tex)
print(len(formulas) / (time.monotonic() - start))
"""
OURS = """
import sys, time
from pathlib import Path
from studyguide.katex import Renderer
formulas = sys.stdin.read().split("\\0")
start = time.monotonic()
renderer = Renderer(Path(sys.argv[1]))
for tex in formulas:
    renderer.want(tex, False)
for tex in formulas:
    renderer.html(tex, False)
print(len(formulas) / (time.monotonic() - start))
"""


def measure(ours: int = 3_000, stock: int = 60) -> dict[str, float]:
    """Formulas a second. markdown-katex gets a PATH without npx, which would make each take a second more."""
    with tempfile.TemporaryDirectory() as folder:
        clean = os.environ | {"PATH": "/nowhere", "TMPDIR": folder}
        return {
            "ours": _rate(OURS, ours, [str(Path(folder, "memory"))], dict(os.environ)),
            "markdown-katex": _rate(STOCK, stock, [], clean),
        }


def _rate(code: str, count: int, arguments: list[str], environment: dict[str, str]) -> float:
    formulas = "\0".join(pages.formula(number // 20, number % 20) for number in range(count))
    run = subprocess.run([sys.executable, "-c", code, *arguments], input=formulas, capture_output=True, text=True,
                         check=True, env=environment)  # fmt: skip
    return float(run.stdout)


if __name__ == "__main__":
    start = time.monotonic()
    for name, rate in measure().items():
        print(f"{name:16} {rate:8.1f} formulas a second")
    print(f"{time.monotonic() - start:.0f} s")
