"""The grader and the runner: what is the same, what is told, what a run shows."""

import numpy as np
import pandas as pd
import pytest

from studyguide import grader, runner

SAME = [
    (1, 1.0),
    (0.1 + 0.2, 0.3),
    ([1, 2], (1.0, 2.0)),
    ([[1, 2], [3, 4]], np.array([[1, 2], [3, 4]])),
    (np.float64(2), 2),
    (float("nan"), np.nan),
    (float("inf"), np.inf),
    ({"a": [1, 2]}, {"a": np.array([1.0, 2.0])}),
    ({1, 2}, {2, 1}),
    (np.bool_(True), True),
    (pd.DataFrame({"x": [1.0, 2.0]}), pd.DataFrame({"x": [1, 2]})),
    ("ab", "ab"),
    (None, None),
    (1e-12, 0),
]
DIFFERENT = [
    (1.001, 1.0),
    (np.inf, 1.0),
    (1.0, np.inf),
    (-np.inf, np.inf),
    ([1, 2], [2, 1]),
    ([1, 2], [1, 2, 3]),
    (np.zeros((2, 1)), np.zeros((1, 2))),
    (np.zeros(2), 0),
    (0, np.zeros(2)),
    ({"a": 1}, {"b": 1}),
    (pd.DataFrame({"x": [1]}), pd.DataFrame({"y": [1]})),
    (pd.Series([1], index=[1]), pd.Series([1], index=[0])),
    ("1", 1),
    (None, 0),
    (True, False),
    (float("nan"), 0.0),
    ({1}, {2}),
    ("a", None),
]


@pytest.mark.parametrize(("got", "expected"), SAME, ids=repr)
def test_what_counts_as_the_same(got: object, expected: object) -> None:
    grader.same(got, expected, "hint")


@pytest.mark.parametrize(("got", "expected"), DIFFERENT, ids=repr)
def test_what_counts_as_different(got: object, expected: object) -> None:
    with pytest.raises(grader.Differs) as error:
        grader.same(got, expected, "look here")
    assert error.value.hint == "look here"


def test_a_wider_tolerance_is_taken() -> None:
    grader.same(1.001, 1.0, "hint", rtol=0.01)


TESTS = """
def test_it_doubles():
    same(double(2), 4, "two times two")
    same(double(3), 6, "two times three")


def test_it_refuses_text():
    raises(TypeError, lambda: double("a"), "text has no double")


def test_it_is_even():
    assert double(1) % 2 == 0, "a double is even"
"""


def test_each_test_is_told_with_what_was_expected() -> None:
    verdicts = grader.grade("def double(x):\n    print('seen', x)\n    return x + 2", TESTS)
    assert [v["name"] for v in verdicts] == ["it doubles", "it refuses text", "it is even"]
    assert [v["passed"] for v in verdicts] == [False, True, False]
    assert verdicts[0] | {"printed": ""} == {
        "name": "it doubles", "passed": False, "hint": "two times three", "expected": "6", "got": "5",
        "error": "", "printed": "",
    }  # fmt: skip
    assert verdicts[0]["printed"] == "seen 2\nseen 3\n"
    assert verdicts[2]["hint"] == "a double is even"


def test_an_error_names_the_line_of_the_readers_code_and_the_hint() -> None:
    verdict = grader.grade("def double(x):\n    y = 1\n    return y / 0", TESTS)[0]
    assert verdict["error"] == "ZeroDivisionError: division by zero\n  line 3: return y / 0"
    assert verdict["hint"] == "two times two"


def test_a_missing_error_is_told() -> None:
    verdict = grader.grade("def double(x):\n    return 2 * 2", TESTS)[1]
    assert (verdict["expected"], verdict["got"]) == ("TypeError is raised", "it returned 4")
    other = grader.grade("def double(x):\n    raise KeyError('a')", TESTS)[1]
    assert (other["expected"], other["got"]) == ("TypeError", "KeyError: 'a'")


def test_code_that_cannot_run_is_one_verdict() -> None:
    verdicts = grader.grade("def double(x)\n    return x", TESTS)
    assert [(v["name"], v["passed"]) for v in verdicts] == [("your code runs", False)]
    assert verdicts[0]["error"] == "SyntaxError: expected ':'\n  line 1: def double(x)"


def test_a_reader_cannot_leave_the_grader() -> None:
    assert not grader.grade("import sys\ndef double(x):\n    sys.exit()", TESTS)[0]["passed"]


def shown(code: str) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    runner.run(code, {}, lambda kind, text: said.append((kind, text)))
    return said


def test_the_last_expression_is_shown() -> None:
    assert shown("x = 2\nx + 1") == [("text", "3\n")]
    assert shown("print('a')\nNone") == [("text", "a"), ("text", "\n")]
    assert shown("") == []


def test_without_echo_only_what_is_printed_is_shown() -> None:
    said: list[str] = []
    runner.run("print(1)\n[2]", {}, lambda _, text: said.append(text), echo=False)
    assert "".join(said) == "1\n"


def test_a_table_comes_as_a_table() -> None:
    kind, html = shown("import pandas as pd\npd.DataFrame({'x': [1]})")[0]
    assert kind == "table"
    assert "<td>1</td>" in html


def test_an_error_is_short_and_what_was_printed_before_stays() -> None:
    code = "def f(x):\n    return 1 / x\nprint('before')\nf(0)"
    assert shown(code)[-1] == ("error", "ZeroDivisionError: division by zero\n  line 4: f(0)\n  line 2: return 1 / x")
    assert shown(code)[0] == ("text", "before")


def test_output_ends_at_its_limit_with_a_note() -> None:
    said = shown("for i in range(100_000): print(i)")
    assert sum(len(text) for kind, text in said if kind == "text") == runner.LIMIT
    assert [text for kind, text in said if kind == "note"] == [
        "Output ends here: a run shows at most 20,000 characters."
    ]


def test_names_stay_from_one_cell_to_the_next() -> None:
    namespace: dict[str, object] = {}
    said: list[str] = []
    assert runner.run("x = 1", namespace, lambda _, text: said.append(text))
    assert runner.run("x + 1", namespace, lambda _, text: said.append(text))
    assert said == ["2\n"]


def test_memory_that_is_not_there_is_told_in_a_sentence() -> None:
    assert shown("raise MemoryError")[0][1].startswith("MemoryError: Python has no memory left. Make the data smaller")
