"""An exercise page as named files, and how it is graded here. Must not import MkDocs.

python -m studyguide.exercise PAGE…    grades the solution and the starter, then tries the tests' strength
"""

import ast
import re
import signal
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from studyguide import grader, mutants
from studyguide.fault import Fault
from studyguide.fences import fences
from studyguide.intake import Page, page

LIMIT = 10  # seconds a check may take, as in the browser
ENOUGH = 0.8  # of the changes to a solution that change a result, the share that the tests must catch
SAME = "same result"  # how the reason of a survivor begins that is no weakness of the tests
FILES = {"python": ("starter.py", "tests.py", "solution.py"), "sql": ("starter.sql", "solution.sql")}
WANTED = ("level", "minutes", "topic")


@dataclass(frozen=True)
class Exercise:
    """An exercise: `files` by title, `survivors` the changes that no test can see, with their reasons."""

    page: Page
    language: str
    files: dict[str, str]

    @property
    def survivors(self) -> dict[str, str]:
        return dict(self.page.fields.get("survivors", {}))


def language(page: Page) -> str | None:
    """python or sql for an exercise, None for every other page."""
    found = re.fullmatch(r"exercises/(python|sql)/(?!index\.md)[^/]+\.md", page.uri)
    return found[1] if found else None


def is_query(page: Page) -> bool:
    return language(page) == "sql"


def read(page: Page) -> Exercise:
    """The exercise of a page; a file that is missing is empty, and `faults` tells it."""
    kind = language(page) or ""
    titled = {fence.options["title"]: fence.code for fence in fences(page.text) if "title" in fence.options}
    return Exercise(page, kind, {name: titled.get(name, "") for name in FILES[kind]})


def faults(page: Page) -> Iterator[Fault]:
    """Where the page falls short of what an exercise must be, without running it."""
    kind = language(page)
    if kind is None:
        return
    for field in (*WANTED, *(("database",) if kind == "sql" else ())):
        if field not in page.fields:
            yield Fault(page.path, 1, f"the exercise has no {field}", f"add `{field}: …` to its front matter")
    exercise = read(page)
    for name, code in exercise.files.items():
        if not code.strip():
            yield Fault(page.path, 1, f"the exercise has no {name}", f'add a fence ```{kind} title="{name}"')
    names = [block.name for block in page.blocks]
    for name, least in (("hint", 2), ("solution", 1), *((("tests", 1),) if kind == "python" else ())):
        if names.count(name) < least:
            yield Fault(page.path, 1, f"the exercise has {names.count(name)} `{name}` blocks", f"write {least}")
    if kind == "python":
        yield from _tests(exercise)


def _tests(exercise: Exercise) -> Iterator[Fault]:
    path = exercise.page.path
    try:
        tree = ast.parse(exercise.files["tests.py"])
    except SyntaxError as error:
        yield Fault(path, 1, f"tests.py cannot be read: {error.msg} in its line {error.lineno}", "mend the line")
        return
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    asserted = [n for n in calls if n.func.id in grader.TESTED]  # type: ignore[attr-defined]
    plain = [n for n in ast.walk(tree) if isinstance(n, ast.Assert)]
    if len(asserted) + len(plain) < 5:
        yield Fault(path, 1, f"its tests have {len(asserted) + len(plain)} assertions", "write at least five")
    bare = [n.lineno for n in asserted if len(n.args) < 3] + [n.lineno for n in plain if n.msg is None]
    for line in bare:
        yield Fault(
            path, 1, f"the assertion in line {line} of tests.py has no hint", "say what a learner should look at"
        )


class _Limit:
    """Ends the code inside after `seconds` with a TimeoutError that the grader reports."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGALRM, self._late)
        signal.setitimer(signal.ITIMER_REAL, self.seconds, 0.2)  # again for each test that goes on

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _late(self, number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"it took longer than {self.seconds:g} s")


def grade(exercise: Exercise, code: str, limit: float = LIMIT, until_failed: bool = False) -> list[grader.Verdict]:
    """The verdicts on a reader's Python, in this process. Only on the main thread, because it keeps time."""
    grader.warm(exercise.files["tests.py"])
    with _Limit(limit), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a reader's warning is no error of ours
        return grader.grade(code, exercise.files["tests.py"], until_failed)


def passes(exercise: Exercise, code: str, limit: float = LIMIT) -> bool:
    verdicts = grade(exercise, code, limit, until_failed=True)
    return bool(verdicts) and all(verdict["passed"] for verdict in verdicts)


@dataclass(frozen=True)
class Strength:
    """How many small changes of the solution the tests catch; `silent` survive without a reason."""

    caught: int
    equal: int
    excused: int
    silent: tuple[str, ...]
    stale: tuple[str, ...]

    @property
    def share(self) -> float:
        """Caught, of those that change a result."""
        return self.caught / max(1, self.caught + self.excused + len(self.silent))


def strength(exercise: Exercise) -> Strength:
    """Tries every small change of the solution. A change that raises or never ends is caught."""
    found = list(mutants.mutants(exercise.files["solution.py"]))
    alive = [name for name, code in found if passes(exercise, code, limit=3)]
    reasons = exercise.survivors
    equal = sum(reasons.get(name, "").startswith(SAME) for name in alive)
    silent = tuple(name for name in alive if name not in reasons)
    stale = tuple(name for name in reasons if name not in alive)
    return Strength(len(found) - len(alive), equal, len(alive) - equal - len(silent), silent, stale)


def told(exercise: Exercise) -> Iterator[str]:
    """Everything that is wrong with a Python exercise once it runs."""
    solution, starter = exercise.files["solution.py"], exercise.files["starter.py"]
    for verdict in grade(exercise, solution):
        if not verdict["passed"]:
            yield f"the solution fails “{verdict['name']}”: {verdict['hint']}; expected {verdict['expected']}, " + (
                verdict["error"] or f"got {verdict['got']}"
            )
    if passes(exercise, starter):
        yield "the starter passes"
    result = strength(exercise)
    yield from (f"no test sees the change `{change}`" for change in result.silent)
    yield from (f"`survivors` names `{change}`, which is caught or no change" for change in result.stale)
    if result.share < ENOUGH:
        yield f"the tests catch only {result.share:.0%} of the changes that change a result"


def main() -> int:
    bad = 0
    for name in sys.argv[1:]:
        found = page(name, Path(name).read_text("utf-8"))
        lines = [str(fault) for fault in faults(found)]
        if not lines and is_query(found):
            from studyguide import task  # it stands on this module

            lines = [f"{name}: {line}" for line in task.told(read(found))]
        elif not lines and language(found):
            exercise = read(found)
            lines = [f"{name}: {line}" for line in told(exercise)]
            result = strength(exercise)
            print(f"{name}: {result.caught} changes caught, {result.equal} change no result, {result.share:.0%}")
        bad += len(lines)
        for line in lines:
            print(line)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
