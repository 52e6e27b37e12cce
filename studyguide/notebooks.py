"""Notebooks written as `.py` percent files: run once under a time limit, remembered, shown.

Must not import MkDocs. Text and code of a notebook go through the same Markdown as a chapter;
mkdocs-jupyter turns the outputs into HTML, of which only the outputs are kept.
"""

import copy
import hashlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import html as lxml_html

from studyguide import figures, frontmatter, outputs, processes
from studyguide.fault import Fault, Source
from studyguide.sources import works

LIMIT = 60  # seconds of processor time a notebook may take, so that a busy machine refuses none
MEMORY = Path(__file__).resolve().parents[1] / ".cache/notebooks"
HEAD = re.compile(r"\A# ---\n((?:#.*\n)*?)# ---\n")
ALT = re.compile(r"\A# alt: *(.+)\n")
IMPORT = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
BREAK = "<!--cell-->"
PALETTE = dict(zip(figures.VARIABLES, (
    "#1f5fbf", "#c8501e", "#2b8a57", "#7d4bb3", "#b07d00", "#2a8fb5", "#1c2430", "#6b7686", "#d5dae1", "#ffffff",
), strict=True))  # fmt: skip


@cache
def _distributions() -> Mapping[str, list[str]]:
    return importlib.metadata.packages_distributions()


@dataclass(frozen=True)
class Notebook:
    """One notebook: `path` from the project's root, the text of its file, its page fields."""

    path: str
    text: str
    fields: dict[str, Any]
    body: str

    @cached_property
    def cells(self) -> list[Any]:
        import jupytext  # a quarter of a second that only a build with notebooks need wait

        return [cell for cell in jupytext.reads(self.body, fmt="py:percent").cells if cell.source.strip()]

    @property
    def home(self) -> Path:
        """Where its runs are kept: a folder named by all that can change the outputs."""
        imports = sorted(set(IMPORT.findall(self.body)))
        found = _distributions()
        names = sorted({d for name in imports for d in found.get(name, [])} | {"ipykernel", "nbclient"})
        versions = [(name, importlib.metadata.version(name)) for name in names]
        sources = [(cell.cell_type, cell.source) for cell in self.cells]
        how = figures.STYLE.read_bytes() + Path(__file__).with_name("execute.py").read_bytes()
        return MEMORY / hashlib.sha256(how + repr((sources, versions)).encode()).hexdigest()[:20]

    @property
    def executed(self) -> Path:
        return self.home / f"{Path(self.path).stem}.ipynb"


def read(path: str, text: str) -> Notebook:
    """A notebook from its file's text. Raises `Fault` for bad fields or a file without cells."""
    head = HEAD.match(text)
    if head is None:
        raise Fault(path, 1, "the notebook has no front matter", "begin it with `# ---`, `# weight: 10`, `# ---`")
    yaml = "".join(line.removeprefix("#").removeprefix(" ") for line in head[1].splitlines(True))
    fields, _ = frontmatter.split(path, f"---\n{yaml}---\n")
    body = text[head.end() :]
    if not body.lstrip().startswith("# %%"):
        raise Fault(
            path, head[0].count("\n") + 1, "the notebook has no cells", "begin the first with `# %% [markdown]`"
        )
    return Notebook(path, text, fields, body)


def prepare(notebooks: Iterable[Notebook], limit: float = LIMIT) -> None:
    """Runs what has not been run yet, on all processors. Raises the first `Fault`."""
    missing = [notebook for notebook in notebooks if not notebook.executed.exists()]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for _ in pool.map(lambda notebook: run(notebook, limit), missing):
            pass


def run(notebook: Notebook, limit: float = LIMIT) -> None:
    """Runs one notebook and keeps the result. Process and kernel have ended when this returns."""
    import nbformat

    notebook.home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.ipynb"), Path(folder, "out.ipynb")
        nbformat.write(nbformat.v4.new_notebook(cells=notebook.cells), source)
        command = [sys.executable, "-m", "studyguide.execute", str(source), str(target)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env=figures.environment())  # fmt: skip
        try:
            told, complaint = processes.wait(process, limit)
        except subprocess.TimeoutExpired:
            raise Fault(notebook.path, 1, f"the notebook ran longer than {limit:g} s and was ended",
                        "make it shorter, or look for a loop that never ends") from None  # fmt: skip
        finally:
            processes.end(process)
        if process.returncode:
            raise _fault(notebook, told, complaint)
        target.replace(notebook.executed)


def _fault(notebook: Notebook, told: str, complaint: str) -> Fault:
    try:
        answer = json.loads(told)
    except ValueError:
        last = (complaint.strip().splitlines() or ["it ended without a word"])[-1]
        return Fault(notebook.path, 1, f"the notebook cannot be run: {last}", "run it by hand and mend it")
    line = Source(notebook.path, notebook.text).line_of(answer["line"])
    return Fault(notebook.path, line, f"the notebook raises {answer['error']}", "mend the cell")


def markdown(notebook: Notebook) -> str:
    """All cells as one Markdown page, code as fences, with a break between cells."""
    parts = []
    for cell in notebook.cells:
        code = ALT.sub("", cell.source)
        text = cell.source.replace("<details>", '<details markdown="1">')  # as Jupyter reads it
        parts.append(text if cell.cell_type == "markdown" else f"```python\n{code}\n```")
    return f"\n\n{BREAK}\n\n".join(parts)


def page(notebook: Notebook, rendered: str, converted: str) -> str:
    """The notebook's HTML: cells from `rendered` (see `markdown`), outputs from mkdocs-jupyter's HTML."""
    outputs.check(notebook.path, notebook.text, json.loads(notebook.executed.read_text("utf-8"))["cells"])
    found: Any = lxml_html.fromstring(converted).xpath("//div[starts-with(@id, 'cell-id=')]")
    found = [cell for cell in found if "jp-CodeCell" in cell.get("class")]
    if len(found) != sum(cell.cell_type == "code" for cell in notebook.cells):
        raise Fault(notebook.path, 1, "its outputs do not fit its cells", "delete .cache/notebooks and build again")
    out, number = [], 0
    for cell, text in zip(notebook.cells, rendered.split(BREAK), strict=True):
        if cell.cell_type == "markdown":
            out.append(text.strip())
            continue
        alt = ALT.match(cell.source)
        shown = outputs.html(found[number], f"n{number}", alt[1] if alt else "Figure made by the code above.")
        number += 1
        out.append(f'<div class="cell" id="cell-{number}">{text.strip()}{shown}</div>')
    return "\n".join(out)


def download(notebook: Notebook, site_url: str) -> str:
    """The notebook as an `.ipynb` that reads well elsewhere: stock mathematics, full links, plain colors."""
    import nbformat

    result = copy.deepcopy(nbformat.read(notebook.executed, as_version=4))
    here = urljoin(site_url, str(Path(notebook.path).relative_to("docs").parent) + "/")
    for cell in result.cells:
        cell.id = hashlib.sha256(f"{notebook.path}{result.cells.index(cell)}".encode()).hexdigest()[:8]
        if cell.cell_type == "markdown":
            cell.source = _stock(cell.source, here)
        for item in cell.get("outputs", []):
            if "image/svg+xml" in item.get("data", {}):
                svg = figures.COLOR.sub(lambda c: PALETTE.get(c[0], c[0]), item.data["image/svg+xml"])
                item.data["image/svg+xml"] = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    result.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return str(nbformat.writes(result))


def _stock(text: str, here: str) -> str:
    text = re.sub(r"\$`([^`]+)`\$", r"$\1$", text)
    text = re.sub(r"^```math\n(.*?)\n```$", r"$$\n\1\n$$", text, flags=re.DOTALL | re.MULTILINE)
    known = works()
    text = re.sub(r"\]\[([a-z0-9-]+)\]", lambda m: f"]({known[m[1]].url})" if m[1] in known else m[0], text)
    return re.sub(r"\]\((\.\.?/[^)#]+?)(?:\.md|\.py)", lambda m: f"]({urljoin(here, m[1])}/", text)
