"""Do the exercises grade what they say? The solution passes, the starter fails, the tests see small changes."""

from pathlib import Path

import pytest

from studyguide import exercise, intake, task

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = [exercise.read(page) for page in intake.read(ROOT)[0] if exercise.language(page)]
PYTHON = [e for e in EXERCISES if e.language == "python"]
SQL = [e for e in EXERCISES if e.language == "sql"]


def name(found: exercise.Exercise) -> str:
    return found.page.name


@pytest.mark.parametrize("found", PYTHON, ids=name)
def test_a_python_exercise_holds(found: exercise.Exercise) -> None:
    assert list(exercise.told(found)) == []


@pytest.mark.parametrize("found", SQL, ids=name)
def test_an_sql_exercise_holds(found: exercise.Exercise) -> None:
    assert list(task.told(found)) == []
