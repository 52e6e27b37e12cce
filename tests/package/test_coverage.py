"""The table of what must be answered: what a row is, and which rows are refused."""

from pathlib import Path

import pytest

from studyguide import coverage, intake

NO_ROW = ":2: this is no row of the table; write number, area, topic, page, question ids"
HEAD = "item,area,topic,page,questions\n"
PAGE = """---
weight: 1
---
# Curves

/// question | What is a curve?
    id: what-is-a-curve
    level: junior

A line.
///
"""


def told(folder: Path, table: str) -> list[str]:
    (folder / "docs").mkdir()
    (folder / "snippets").mkdir()
    (folder / "docs/curves.md").write_text(PAGE, "utf-8")
    (folder / coverage.PATH).write_text(table, "utf-8")
    pages, _ = intake.read(folder)
    return [str(fault).removeprefix(coverage.PATH) for fault in coverage.faults(folder, pages)]


def test_a_true_row_has_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path, HEAD + '3,Shapes,"Curves, and lines",curves,what-is-a-curve\n') == []


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("number,topic\n", ":1: the first line does not name the columns; write item,area,topic,page,questions"),
        (HEAD + "3,Shapes,Curves,curves\n", NO_ROW),
        (HEAD + "3,Shapes,Curves,curves,\n", NO_ROW),
        (
            HEAD + "3,Shapes,Curves,curves,nothing what-is-a-curve\n",
            ":2: no question has the id `nothing`; write an id that exists",
        ),
        (
            HEAD + "3,Shapes,Curves,curves,what-is-a-curve\n2,Shapes,Lines,curves,what-is-a-curve\n",
            ":3: item 2 stands after 3; keep the table in order",
        ),
        (HEAD + "3,Shapes,Curves,bends,what-is-a-curve\n", ":2: bends is no page; write a page's path without .md"),
    ],
)  # fmt: skip
def test_a_false_row_is_told(tmp_path: Path, table: str, expected: str) -> None:
    assert told(tmp_path, table) == [expected]


def test_a_site_without_the_table_has_no_items(tmp_path: Path) -> None:
    assert list(coverage.items(tmp_path)) == []
