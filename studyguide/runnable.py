"""Which code of a page its reader can run in the page. Must not import MkDocs."""

import re

from studyguide import exercise
from studyguide.fences import PYTHON_OUTPUT, fences
from studyguide.intake import Page

IMPORT = re.compile(r"^[ \t]*(?:import|from)[ \t]+(\w+)", re.MULTILINE)


def code(page: Page) -> str:
    """All Python of the page that gets a Run bar: cells, exercises, figures, and fences that show an output."""
    if page.notebook:
        return "\n".join(cell.source for cell in page.notebook.cells if cell.cell_type == "code")
    found = [fence for fence in fences(page.text) if fence.language == "python"]
    if exercise.language(page) != "python":
        found = [f for f in found if "alt" in f.options or re.search(f"^{PYTHON_OUTPUT}", f.code, re.MULTILINE)]
    return "\n".join(fence.code for fence in found)


def imports(text: str) -> set[str]:
    return set(IMPORT.findall(text))
