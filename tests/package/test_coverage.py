"""The table of what must be answered: what a row is, and which rows are refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyguide import coverage

Told = Callable[[Any, str], list[str]]
NO_ROW = ":2: this is no row of the table; write number, area, topic, page, question ids"
HEAD = "item,area,topic,page,questions\n"


def test_a_true_row_has_no_fault(told: Told) -> None:
    assert told(coverage, HEAD + '3,Shapes,"Curves, and lines",curves,what-is-a-curve\n') == []


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
def test_a_false_row_is_told(told: Told, table: str, expected: str) -> None:
    assert told(coverage, table) == [expected]


def test_a_site_without_the_table_has_no_items(tmp_path: Path) -> None:
    assert list(coverage.items(tmp_path)) == []
