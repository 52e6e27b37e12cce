"""Other ways to ask a question: what a line is, and which lines are refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyguide import wordings

Told = Callable[[Any, str], list[str]]
NONE = ":1: the line has no wording; write the question's id, a comma, wordings between `;`"


def test_a_line_names_the_ways_to_ask_and_not_every_question_needs_one(told: Told, tmp_path: Path) -> None:
    assert told(wordings, "what-is-a-curve,line that bends; not straight\n") == []
    assert list(wordings.read(tmp_path)) == [
        wordings.Wordings("what-is-a-curve", ("line that bends", "not straight"), 1)
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("what-is-a-curve\n", NONE),
        ("what-is-a-curve,\n", NONE),
        ("what-is-a-curve,bent; ;\n", NONE),
        (",bent\n", NONE),
        ("\n", NONE),
        ("what-is-a-line,straight\n", ":1: no question has the id `what-is-a-line`; write an id that exists"),
        (
            "what-is-a-curve,bent\nwhat-is-a-curve,round\n",
            ":2: `what-is-a-curve` stands in line 1 too; keep it where it fits best",
        ),
        (
            "what-is-a-bend,round\nwhat-is-a-curve,Round\n",
            ":2: `Round` stands in line 1 too; keep it where it fits best",
        ),
        ("what-is-a-bend,round; round\n", ":1: `round` stands in line 1 too; keep it where it fits best"),
        (
            "what-is-a-bend," + "; ".join(f"way {number}" for number in range(13)) + "\n",
            ":1: the line has 13 wordings; keep the 12 best",
        ),
    ],
)  # fmt: skip
def test_a_line_that_is_none_or_says_a_thing_twice_is_told(told: Told, lines: str, expected: str) -> None:
    assert told(wordings, lines) == [expected]


def test_a_site_without_the_file_has_no_wordings(tmp_path: Path) -> None:
    assert list(wordings.read(tmp_path)) == []
