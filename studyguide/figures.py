"""Figures made by code at build: drawn once, remembered by content, one picture for both schemes.

Must not import MkDocs. A Python fence with an `alt` is a figure; the picture is shown, and its code
is folded below. `draw` does the drawing.
"""

import hashlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from studyguide.fault import Fault, fault
from studyguide.fences import fences

DRAW = Path(__file__).with_name("draw.py")
STYLE = Path(__file__).with_name("figure.mplstyle")
MEMORY = Path(__file__).resolve().parents[1] / ".cache/figures"
VARIABLES = {f"#e0000{c}": f"var(--figure-{n})" for n, c in enumerate("abcdef")} | {
    "#e0001a": "var(--figure-ink)",
    "#e0002a": "var(--figure-axis)",
    "#e0003a": "var(--figure-grid)",
    "#e0004a": "var(--figure-paper)",
}
COLOR = re.compile(r"#e000[0-4][a-f]\b")
FONT = re.compile(r"font-family: [^;\"]+;? ?|; (?=\")")
NUMBER = re.compile(r"-?\d+\.\d{3,}")
REFERENCE = re.compile(r'(?:url\(|href=")#([\w-]+)')
JUNK = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>", re.DOTALL)


class FigureFault(Fault, SuperFencesException):  # type: ignore[misc]
    """superfences swallows every other exception of a formatter."""


def environment() -> dict[str, str]:
    """What a process that draws needs: our style, one thread, and no backend that the caller happens to use."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    ours = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    return ours | one | {"MATPLOTLIBRC": str(STYLE)}


def key(code: str) -> str:
    """Changes with the code, with how it is drawn, and with what draws it."""
    how = STYLE.read_bytes() + DRAW.read_bytes() + Path(__file__).read_bytes()
    versions = [importlib.metadata.version(name) for name in ("matplotlib", "numpy", "scikit-learn")]
    return hashlib.sha256(how + repr((code, versions)).encode()).hexdigest()[:16]


def prepare(texts: Iterable[str]) -> None:
    """Draws every figure of the pages that is not remembered yet, on all processors."""
    wanted = [f.code for text in texts for f in fences(text) if f.language == "python" and "alt" in f.options]
    missing = [code for code in dict.fromkeys(wanted) if not _file(code).exists()]
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(_draw, [missing[n::workers] for n in range(min(workers, len(missing)))]))


def _file(code: str) -> Path:
    return MEMORY / f"{key(code)}.svg"


def _draw(codes: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "studyguide.draw"],
        input=json.dumps(codes), capture_output=True, text=True, env=environment(),
        timeout=400 * len(codes), check=False,  # a figure ends itself before, see `draw`
    )  # fmt: skip
    if run.returncode:
        last = (run.stderr.strip().splitlines() or ["no word"])[-1]
        answers = [f"!the process that draws ended with {run.returncode}: {last}"] * len(codes)
    else:
        answers = json.loads(run.stdout)
    MEMORY.mkdir(parents=True, exist_ok=True)
    for code, svg in zip(codes, answers, strict=True):
        part = _file(code).with_suffix(f".{os.getpid()}")
        part.write_text(svg if svg.startswith("!") else themed(svg, key(code)), "utf-8")
        part.replace(_file(code))


def themed(svg: str, prefix: str) -> str:
    """matplotlib's SVG made fit to stand inside a page: theme colors, short numbers, own ids."""
    svg = NUMBER.sub(lambda n: f"{float(n[0]):.2f}".rstrip("0").rstrip("."), FONT.sub("", JUNK.sub("", svg)))
    svg = COLOR.sub(lambda c: VARIABLES.get(c[0], c[0]), svg)
    used = set(REFERENCE.findall(svg))
    svg = re.sub(r' id="([^"]+)"', lambda i: f' id="f{prefix}-{i[1]}"' if i[1] in used else "", svg)
    svg = re.sub(r'(url\(|href=")#([\w-]+)', rf"\1#f{prefix}-\2", svg)
    svg = re.sub(r'<svg\b[^>]*?viewBox="([^"]+)"[^>]*>', r'<svg viewBox="\1">', svg, count=1)
    svg = re.sub(r"\s*\n\s*", " ", svg).replace("> <", "><")
    while "<g></g>" in svg or "<g/>" in svg:
        svg = svg.replace("<g></g>", "").replace("<g/>", "")
    return svg.strip()


def named(svg: str, alt: str) -> str:
    """The picture as one thing with a name, for those who hear the page."""
    width = float(re.search(r'viewBox="\S+ \S+ (\S+)', svg)[1])  # type: ignore[index]
    opening = f'<svg role="img" aria-label="{escape(alt)}" style="max-width:{width * 1.35:.0f}px"'
    return svg.replace("<svg", opening, 1)


def picture(code: str, alt: str) -> str:
    """The SVG of a figure's code. A figure that cannot be drawn is a `Fault` at its alt text."""
    path = _file(code)
    if not path.exists():
        _draw([code])
    svg = path.read_text("utf-8")
    if svg.startswith("!"):
        path.unlink()
        raise fault(f'alt="{alt}', f"this figure cannot be drawn: {svg[1:]}", "run the fence's code and mend it")
    return named(svg, alt)


def validator(
    language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, Any], md: Markdown
) -> bool:
    """superfences' question whether a fence is ours: a Python fence with an alt text."""
    options.update(inputs)
    return bool(inputs.get("alt"))


def formatter(source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **more: Any) -> str:
    """superfences' question what to show: the picture, and its code folded below."""
    try:
        svg = picture(source, options["alt"])
    except Fault as error:
        raise FigureFault(error.path, error.line, error.what, error.cure) from error
    fences_ = md.preprocessors["fenced_code_block"]
    code = fences_.highlight(source, language, {}, md, classes=[], id_value="", attrs={})  # type: ignore[attr-defined]
    fold = f'<details class="figure-code"><summary>Code of this figure</summary>{code}</details>'
    return f'<figure class="figure">{svg}{fold}</figure>'
