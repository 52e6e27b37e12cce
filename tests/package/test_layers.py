"""The map of a section: rows from the first page to read downwards, and lines between them."""

import pytest

from studyguide.layers import Circle, Line, depths, lines, rows

DIAMOND = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}


def test_a_page_stands_below_all_that_it_needs() -> None:
    assert depths({"c": ["b", "a"], "b": ["a"], "a": [], "x": ["elsewhere/y"]}) == {"a": 0, "x": 0, "b": 1, "c": 2}


def test_pages_that_need_each_other_are_told() -> None:
    with pytest.raises(Circle, match="b needs c needs b"):
        depths({"a": ["b"], "b": ["c"], "c": ["b"], "d": []})


def test_a_row_holds_at_most_three() -> None:
    assert [len(row) for row in rows({name: [] for name in "abcd"})] == [2, 2]


def test_a_page_stands_near_what_it_needs() -> None:
    assert rows({"a": [], "b": [], "of-b": ["b"], "of-a": ["a"]}) == [["a", "b"], ["of-a", "of-b"]]


def test_each_need_is_a_line() -> None:
    assert lines(DIAMOND, rows(DIAMOND)) == [
        Line(0, 50, 1, 25),
        Line(0, 50, 1, 75),
        Line(1, 25, 2, 50),
        Line(1, 75, 2, 50),
    ]


def test_a_need_that_follows_from_another_draws_no_line() -> None:
    needs = {"a": [], "b": ["a"], "c": ["a", "b"]}
    assert [(line.start, line.end) for line in lines(needs, rows(needs))] == [(0, 1), (1, 2)]


def test_a_need_outside_the_section_draws_no_line() -> None:
    assert lines({"a": ["elsewhere/y"]}, [["a"]]) == []
