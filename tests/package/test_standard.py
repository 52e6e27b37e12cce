"""Each rule of the standard has a question that breaks it."""

import pytest

from studyguide import intake, standard

GOOD = """---
weight: 10
description: A question that is as good as a test needs it to be, no better and no worse.
---
# Notes

/// question | Why?
    id: why-not
    level: mid

{short}

{body}

//// follow-up | And then?
That.
////

//// follow-up | And after?
This.
////

//// mistake | "Never."
Sometimes.
////

Sources: [Saito and Rehmsmeier 2015][saito2015]
///
"""
SHORT = "word " * 40
BODY = "word " * 120 + "`x = 1`"


def faults(text: str) -> list[str]:
    """The faults of one question; those of the chapter around it are another test's."""
    page = intake.page("docs/metrics/page.md", text)
    return [fault.what for fault in standard.faults(page) if fault.what.startswith("`why-not`")]


def test_a_whole_question_has_no_fault() -> None:
    assert faults(GOOD.format(short=SHORT, body=BODY)) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (SHORT, "word " * 20, "its short answer has 20 words"),
        (SHORT, "word " * 80, "its short answer has 80 words"),
        (BODY, "word `x`", "its mechanism has 2 words of prose"),
        (BODY, "word word word word\n" * 100 + "`x`", "its mechanism has 401 words of prose"),
        (BODY, "word " * 120, "its mechanism has neither formula, number nor code"),
        (BODY, BODY + "\n\n```python\n" + "x = 1\n" * 26 + "```", "its code has 26 lines"),
        ("//// follow-up | And after?\nThis.\n////\n", "", "it has 1 follow-ups"),
        ('//// mistake | "Never."\nSometimes.\n////\n', "", "it names no mistake"),
        ("Sources: [Saito and Rehmsmeier 2015][saito2015]\n", "", "it cites no source"),
    ],
)
def test_a_question_that_falls_short_is_named(old: str, new: str, what: str) -> None:
    text = GOOD.format(short=SHORT, body=BODY)
    assert old in text
    assert faults(text.replace(old, new, 1)) == [f"`why-not`: {what}"]


def test_filler_is_refused() -> None:
    page = intake.page("docs/metrics/index.md", "---\nweight: 1\n---\n# M\n\nIt is crucial.\n")
    assert "“crucial” says nothing" in [fault.what for fault in standard.faults(page)]


def test_words_are_those_of_prose() -> None:
    text = "One $`a + b`$ [two words](x.md) `three`.\n\n```python\nnot counted\n```\n"
    assert standard.words(text) == 5


SCRIPT = """---
weight: 10
description: A script of an interview that is as long as a test needs it to be.
role: data scientist
level: mid
minutes: 45
ask: [why-not]
---
# A script

## What it looks for

## How to conduct it

## What separates the bands
"""


def test_a_script_has_its_three_parts() -> None:
    assert list(standard.faults(intake.page("docs/interviews/one.md", SCRIPT))) == []
    short = SCRIPT.replace("## How to conduct it\n", "")
    told = [str(fault) for fault in standard.faults(intake.page("docs/interviews/one.md", short))]
    assert told == [
        "docs/interviews/one.md:1: the parts are not those of its kind, in order (see “How to conduct it”); "
        "write as second-level headings: What it looks for, How to conduct it, What separates the bands"
    ]


def test_practice_pages_and_lists_of_scripts_are_no_chapters() -> None:
    for name in ("docs/practice/review.md", "docs/practice/index.md", "docs/interviews/index.md"):
        assert standard.kind(intake.page(name, "---\nweight: 1\n---\n# T\n")) == "page"
