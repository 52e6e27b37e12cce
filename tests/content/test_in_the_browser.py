"""The browser's Python and SQL, under node: every exercise, notebook and fence that a page offers to run there."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyguide import databases, exercise, intake, rows, runnable, runtime
from studyguide.fences import PYTHON_OUTPUT, fences

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
NODE = Path(sys.executable).parent / "node"
PAGES = intake.read(ROOT)[0]
EXERCISES = [exercise.read(page) for page in PAGES if exercise.language(page)]
ABSENT = {"statsmodels"}  # not among the browser's packages: the page says so when such code is run
OUTPUT = re.compile(rf"^{PYTHON_OUTPUT} ?(.*)\n?", re.MULTILINE)

Answers = Callable[[list[dict[str, Any]]], list[Any]]


def node(script: str, *arguments: str, jobs: list[dict[str, Any]]) -> list[Any]:
    run = subprocess.run([NODE, ROOT / "web/node" / script, *arguments], input=json.dumps(jobs), text=True,
                         capture_output=True, check=False)  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    return list(json.loads(run.stdout))


@pytest.fixture(scope="module")
def answers() -> Answers:
    folder = runtime.prepare(print)
    assert folder is not None, "the browser's Python could not be fetched"
    return lambda jobs: node("python.mjs", str(folder), jobs=jobs)


def lines(found: dict[str, list[Any]]) -> str:
    """What is wrong, by its place, so that a failure says all of it."""
    return "\n".join(f"{name}: {told}" for name, told in found.items() if told)


def test_every_python_exercise_is_graded_as_natively(answers: Answers) -> None:
    found = [e for e in EXERCISES if e.language == "python"]
    jobs = [
        {"code": e.files[name], "tests": e.files["tests.py"]} for e in found for name in ("solution.py", "starter.py")
    ]
    verdicts = answers(jobs)
    failed = {
        e.page.name: [(v["name"], v["hint"], v["got"], v["error"]) for v in graded if not v["passed"]]
        for e, graded in zip(found, verdicts[::2], strict=True)
    }
    assert lines(failed) == ""
    passed = [e.page.name for e, graded in zip(found, verdicts[1::2], strict=True) if all(v["passed"] for v in graded)]
    assert passed == []


def test_every_sql_exercise_gives_the_same_rows(tmp_path: Path) -> None:
    from studyguide import queries

    found = [e for e in EXERCISES if e.language == "sql"]
    places = [(e, seed) for e in found for seed in (databases.SHOWN, *databases.HIDDEN)]
    jobs = [{"script": databases.script(e.page.fields["database"], seed),
             "queries": [e.files["solution.sql"], e.files["starter.sql"]]} for e, seed in places]  # fmt: skip
    wrong = []
    for (e, seed), (solution, starter), job in zip(places, node("sql.mjs", jobs=jobs), jobs, strict=True):
        connection = queries.connect(job["script"])
        native = queries.run(connection, e.files["solution.sql"])
        connection.close()
        got = rows.Result(tuple(solution["columns"]), tuple(map(tuple, solution["rows"])))
        if rows.difference(native, got, bool(e.page.fields.get("ordered"))):
            wrong.append((e.page.name, seed))
        assert "rows" in starter, (e.page.name, starter)
    assert wrong == []


def notebooks() -> list[intake.Page]:
    return [page for page in PAGES if page.notebook and not runnable.imports(runnable.code(page)) & ABSENT]


def test_every_notebook_runs_and_draws(answers: Answers) -> None:
    found = notebooks()
    assert len(found) >= 2
    jobs = [
        {"cells": [c.source for c in page.notebook.cells if c.cell_type == "code"]} for page in found if page.notebook
    ]
    for page, cells in zip(found, answers(jobs), strict=True):
        said = [piece for cell in cells for piece in cell]
        assert [text for kind, text in said if kind == "error"] == [], page.path
        assert sum(kind == "figure" for kind, _ in said) == page.text.count("plt.show()"), page.path


def test_every_fence_runs_and_prints_what_the_page_shows(answers: Answers) -> None:
    found = []
    for page in PAGES:
        if page.notebook or exercise.language(page):
            continue
        for fence in fences(page.text):
            shown = OUTPUT.findall(fence.code)
            drawn = "alt" in fence.options
            if fence.language == "python" and runnable.runs(fence) and not runnable.imports(fence.code) & ABSENT:
                found.append((f"{page.path}:{fence.line}", OUTPUT.sub("", fence.code), shown, drawn))
    wrong: dict[str, list[Any]] = {}
    for (place, _, shown, drawn), [said] in zip(
        found, answers([{"cells": [code], "echo": False} for _, code, *_ in found]), strict=True
    ):
        printed = "".join(text for kind, text in said if kind == "text").splitlines()
        figures = sum(kind == "figure" for kind, _ in said)
        if [line.rstrip() for line in printed] != [line.rstrip() for line in shown] or bool(figures) != drawn:
            wrong[place] = [said, shown]
    assert lines(wrong) == ""
