"""Other ways to ask a question: what a line is, and which lines are refused."""

from pathlib import Path

import pytest

from studyguide import intake, wordings

PAGE = """---
weight: 1
---
# Curves

/// question | What is a curve?
    id: what-is-a-curve
    level: junior

A line.
///

/// question | What is a bend?
    id: what-is-a-bend
    level: junior

A curve.
///
"""
NONE = ":1: the line has no wording; write the question's id, a comma, wordings between `;`"


def told(folder: Path, lines: str) -> list[str]:
    (folder / "docs").mkdir()
    (folder / "snippets").mkdir()
    (folder / "docs/curves.md").write_text(PAGE, "utf-8")
    (folder / wordings.PATH).write_text(lines, "utf-8")
    pages, _ = intake.read(folder)
    return [str(fault).removeprefix(wordings.PATH) for fault in wordings.faults(folder, pages)]


def test_a_line_names_the_ways_to_ask_and_not_every_question_needs_one(tmp_path: Path) -> None:
    assert told(tmp_path, "what-is-a-curve,line that bends; not straight\n") == []
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
def test_a_line_that_is_none_or_says_a_thing_twice_is_told(tmp_path: Path, lines: str, expected: str) -> None:
    assert told(tmp_path, lines) == [expected]


def test_a_site_without_the_file_has_no_wordings(tmp_path: Path) -> None:
    assert list(wordings.read(tmp_path)) == []
