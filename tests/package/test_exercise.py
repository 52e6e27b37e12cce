"""Exercise pages: what is refused, what a mutant is, what strong tests are."""

from studyguide import exercise, intake, mutants

TESTS = """
def test_sums():
    same(total([1, 2, 3]), 6, "one, two and three")
    same(total([-1, 1]), 0, "they cancel")
    same(total([5]), 5, "one number")
    same(total([]), 0, "nothing is zero")
    same(total([0.5, 0.25]), 0.75, "fractions")
"""
PAGE = """---
weight: 1
description: Add the numbers of a list without the function that the language has for it.
level: junior
minutes: 5
topic: classical
---
# Sum

Write `total(numbers)`.

```python title="starter.py"
def total(numbers):
    ...
```

/// hint | Begin with nothing
And add one number at a time.
///

/// hint | A loop
`for number in numbers`.
///

/// tests
```python title="tests.py"
{tests}
```
///

/// solution
```python title="solution.py"
def total(numbers):
    result = 0
    for number in numbers:
        result = result + number
    return result
```

It is linear.
///
"""
PATH = "docs/exercises/python/total.md"


def read(text: str, path: str = PATH) -> exercise.Exercise:
    return exercise.read(intake.page(path, text))


def faults(text: str) -> list[str]:
    return [fault.what for fault in exercise.faults(intake.page(PATH, text))]


GOOD = PAGE.replace("{tests}", TESTS.strip())


def test_a_good_exercise_has_no_fault_and_is_strong() -> None:
    found = read(GOOD)
    assert faults(GOOD) == []
    assert list(exercise.told(found)) == []
    assert exercise.passes(found, found.files["solution.py"])
    assert not exercise.passes(found, found.files["starter.py"])
    assert exercise.strength(found).share == 1


def test_what_is_missing_is_told() -> None:
    assert faults(GOOD.replace("level: junior\n", "")) == ["the exercise has no level"]
    assert faults(GOOD.replace('title="starter.py"', 'title="start.py"')) == ["the exercise has no starter.py"]
    assert faults(GOOD.replace("/// hint | A loop\n`for number in numbers`.\n///\n", "")) == [
        "the exercise has 1 `hint` blocks"
    ]
    assert faults(GOOD.replace('    same(total([5]), 5, "one number")\n', "")) == ["its tests have 4 assertions"]
    assert faults(GOOD.replace(', "one number")', ")")) == ["the assertion in line 4 of tests.py has no hint"]
    assert faults(GOOD.replace("def test_sums():", "def test_sums()")) == [
        "tests.py cannot be read: expected ':' in its line 1"
    ]


def test_weak_tests_are_told_with_the_change_they_do_not_see() -> None:
    weak = GOOD.replace("total([5]), 5", "total([0]), 0").replace("[1, 2, 3]), 6", "[0, 0]), 0")
    weak = weak.replace("[-1, 1]), 0", "[0]), 0").replace("[0.5, 0.25]), 0.75", "[0.0]), 0")
    found = list(exercise.told(read(weak)))
    assert "no test sees the change `result + number -> result - number`" in found
    assert found[-1].startswith("the tests catch only")


def test_a_survivor_needs_a_reason_that_still_holds() -> None:
    named = GOOD.replace(
        "topic: classical", 'topic: classical\nsurvivors:\n  "a -> b": "same result: it never differs"'
    )
    assert list(exercise.told(read(named))) == ["`survivors` names `a -> b`, which is caught or no change"]


def test_a_starter_that_passes_and_a_solution_that_fails_are_told() -> None:
    solved = GOOD.replace("    ...", "    return sum(numbers)")
    assert list(exercise.told(read(solved))) == ["the starter passes"]
    wrong = GOOD.replace("result = 0", "result = 1")
    assert next(exercise.told(read(wrong))) == "the solution fails “sums”: one, two and three; expected 6, got 7"


def test_code_that_never_ends_is_ended() -> None:
    found = read(GOOD)
    verdict = exercise.grade(found, "def total(numbers):\n    while True: pass", limit=0.2)[0]
    assert not verdict["passed"]
    assert verdict["error"].startswith("TimeoutError: it took longer than 0.2 s")


def test_the_kinds_of_change() -> None:
    def changes(code: str) -> set[str]:
        return {name for name, _ in mutants.mutants(code)}

    assert changes("a + b") == {"a + b -> a - b"}
    assert changes("value < limit") == {"value < limit -> value <= limit"}
    assert changes("x.mean(axis=1)") == {"x.mean(axis=1) -> x.sum(axis=1)", "x.mean(axis=1) -> x.mean(axis=0)"}
    assert changes("number = 3") == {"number = 3 -> number = 4", "number = 3 -> number = 2"}
    assert changes("keep = True") == {"keep = True -> keep = False"}
    assert changes("-value * 2") == {
        "-value * 2 -> +value * 2", "-value * 2 -> -value / 2", "-value * 2 -> -value * 3", "-value * 2 -> -value * 1",
    }  # fmt: skip
    assert changes("def f(x: int) -> int:\n    'Two of 3.'\n    raise ValueError(f'not {x + 1}')") == set()


def test_only_exercise_pages_are_exercises() -> None:
    assert exercise.language(intake.page(PATH, GOOD)) == "python"
    other = intake.page("docs/metrics/total.md", GOOD)
    assert exercise.language(other) is None
    assert list(exercise.faults(other)) == []
