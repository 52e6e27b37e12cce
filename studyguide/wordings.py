"""Other ways to ask a question: a line each in `snippets/wordings.csv`, for search. Must not import MkDocs.

A line is the question's id, a comma, and what readers type, with semicolons between.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studyguide.fault import Fault
from studyguide.intake import Page

PATH = "snippets/wordings.csv"
MOST = 12  # of one question: the packed index counts them in a single letter, and more say little


@dataclass(frozen=True)
class Wordings:
    """The ways to ask one question; `line` is their line of the file."""

    question: str
    ways: tuple[str, ...]
    line: int


def read(root: Path) -> Iterator[Wordings]:
    """The lines of the file, none if there is no file. Raises `Fault` for what is no line or stands twice."""
    path = root / PATH
    if not path.exists():
        return
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        question, _, rest = line.partition(",")
        ways = tuple(way.strip() for way in rest.split(";"))
        if not question.strip() or not all(ways):
            raise Fault(
                PATH, number, "the line has no wording", "write the question's id, a comma, wordings between `;`"
            )
        if len(ways) > MOST:
            raise Fault(PATH, number, f"the line has {len(ways)} wordings", f"keep the {MOST} best")
        for said in (question, *ways):
            if said.lower() in seen:
                raise Fault(
                    PATH, number, f"`{said}` stands in line {seen[said.lower()]} too", "keep it where it fits best"
                )
            seen[said.lower()] = number
        yield Wordings(question, ways, number)


def faults(root: Path, pages: list[Page]) -> Iterator[Fault]:
    """Lines that are none, and lines for questions that do not exist. A question may have no line."""
    asked = {block.options["id"] for page in pages for block in page.blocks if block.name == "question"}
    try:
        for one in read(root):
            if one.question not in asked:
                yield Fault(PATH, one.line, f"no question has the id `{one.question}`", "write an id that exists")
    except Fault as error:
        yield error
