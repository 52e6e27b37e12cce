"""What a candidate must be able to answer, and which questions answer it. Must not import MkDocs.

The table is `snippets/coverage.csv`: number, area, topic, page, and the ids of the questions.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studyguide.fault import Fault
from studyguide.intake import Page

PATH = "snippets/coverage.csv"
COLUMNS = ["item", "area", "topic", "page", "questions"]


@dataclass(frozen=True)
class Item:
    """One thing to be able to answer; `line` is its line of the table."""

    number: int
    area: str
    topic: str
    page: str
    questions: tuple[str, ...]
    line: int


def items(root: Path) -> Iterator[Item]:
    """The rows of the table, none if there is no table. Raises `Fault` for a row that is none."""
    if not (root / PATH).exists():
        return
    with (root / PATH).open(encoding="utf-8", newline="") as table:
        rows = csv.reader(table)
        if next(rows, []) != COLUMNS:
            raise Fault(PATH, 1, "the first line does not name the columns", f"write {','.join(COLUMNS)}")
        for row in rows:
            if len(row) != len(COLUMNS) or not row[0].isdigit() or not all(row):
                raise Fault(
                    PATH, rows.line_num, "this is no row of the table", "write number, area, topic, page, question ids"
                )
            number, area, topic, page, questions = row
            yield Item(int(number), area, topic, page, tuple(questions.split()), rows.line_num)


def faults(root: Path, pages: list[Page]) -> Iterator[Fault]:
    """Items out of order, and pages and questions that do not exist."""
    asked = {page.name: {b.options["id"] for b in page.blocks if b.name == "question"} for page in pages}
    homes = {id: page for page, ids in asked.items() for id in ids}
    before = 0
    try:
        table = list(items(root))
    except Fault as error:
        yield error
        return
    for item in table:
        if item.number <= before:
            yield Fault(PATH, item.line, f"item {item.number} stands after {before}", "keep the table in order")
        before = item.number
        if item.page not in asked:
            yield Fault(PATH, item.line, f"{item.page} is no page", "write a page's path without .md")
        elif not asked[item.page] & set(item.questions):
            yield Fault(PATH, item.line, f"no question of {item.page} is named", "name one, or the page that has them")
        for question in item.questions:
            if question not in homes:
                yield Fault(PATH, item.line, f"no question has the id `{question}`", "write an id that exists")
