"""Which code of a page its reader can run in the page. Must not import MkDocs."""

import re

from studyguide import exercise
from studyguide.fences import PYTHON_OUTPUT, Fence, fences
from studyguide.intake import Page

ELSEWHERE = "# not in the browser:"  # begins a fence that gives another result there; its reason follows
IMPORT = re.compile(r"^[ \t]*(?:import|from)[ \t]+(\w+)", re.MULTILINE)


def code(page: Page) -> str:
    """All Python of the page that gets a Run bar: cells, exercises, figures, and fences that show an output."""
    if page.notebook:
        return "\n".join(cell.source for cell in page.notebook.cells if cell.cell_type == "code")
    found = [fence for fence in fences(page.text) if fence.language == "python"]
    if exercise.language(page) != "python":
        found = [fence for fence in found if runs(fence)]
    return "\n".join(fence.code for fence in found)


def runs(fence: Fence) -> bool:
    """A figure, or code that shows an output, unless it says that its result is another in the browser."""
    shows = "alt" in fence.options or re.search(f"^{PYTHON_OUTPUT}", fence.code, re.MULTILINE)
    return bool(shows) and not fence.code.startswith(ELSEWHERE)


def imports(text: str) -> set[str]:
    return set(IMPORT.findall(text))
