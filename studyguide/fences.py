"""Code fences of a Markdown page: found, run, and compared with the output they show.

Must not import MkDocs or Python-Markdown: the tests, the notebooks' runner and editors use it alone.

    python -m studyguide.fences PAGE…            names each fence whose output no longer holds
    python -m studyguide.fences --write PAGE…    writes the output that the code prints
"""

import argparse
import ast
import contextlib
import io
import re
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,}|~{3,})(?P<info>[^`\n]*)$")
OPTION = re.compile(r'(\w+)="([^"]*)"')
PYTHON_OUTPUT = "#>"
SQL_OUTPUT = "-->"
EXERCISE = {"starter.py", "tests.py", "solution.py", "starter.sql", "solution.sql"}  # graded, not run here


@dataclass(frozen=True)
class Fence:
    """One fenced block: `line` counts from 1 and is the line of the opening marks."""

    language: str
    options: dict[str, str]
    code: str
    line: int


class FenceFailed(Exception):
    """The code of a fence raised; the message is one line that names the line of the page."""


def fences(text: str) -> Iterator[Fence]:
    """Every closed fence of a page, in order; a fence inside a longer fence is its text."""
    opened: re.Match[str] | None = None
    start = 0
    body: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = FENCE.match(line)
        if opened is None:
            if found:
                opened, start, body = found, number, []
        elif found and not found["info"].strip() and found["ticks"].startswith(opened["ticks"]):
            yield _fence(opened, "\n".join(body), start)
            opened = None
        else:
            body.append(line.removeprefix(opened["indent"]))
    if opened is not None:
        raise FenceFailed(f"line {start}: this fence is never closed; end it with {opened['ticks']}")


def _fence(opened: re.Match[str], code: str, line: int) -> Fence:
    info = opened["info"].strip().strip("{}").strip()
    language = info.split(maxsplit=1)[0].lstrip(".") if info else ""
    return Fence(language, dict(OPTION.findall(info)), code, line)


def python_with_output(fence: Fence, solution: str = "") -> str:
    """The fence's code, run in a fresh namespace, with what it prints as `#>` lines.

    On an exercise page it knows what the `solution` defines.
    Output stands after the top-level statement that printed it, so a loop's output follows the loop.
    """
    lines = [line for line in fence.code.split("\n") if not line.lstrip().startswith(PYTHON_OUTPUT)]
    code = "\n".join(lines)
    name = f"<fence at line {fence.line}>"
    namespace: dict[str, object] = {"__name__": "__main__"}
    exec(compile(solution, "<solution.py>", "exec"), namespace)
    printed: list[tuple[int, list[str]]] = []
    try:
        for statement in ast.parse(code, name).body:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                module = ast.Module([statement], type_ignores=[])
                exec(compile(module, name, "exec"), namespace)
            printed.append((statement.end_lineno or 0, out.getvalue().splitlines()))
    except Exception as error:
        last = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == name]
        at = fence.line + (last[-1].lineno or 0 if last else getattr(error, "lineno", 0) or 0)
        raise FenceFailed(f"line {at}: {type(error).__name__}: {error}") from error
    finally:
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close("all")
    for end, output in reversed(printed):
        lines[end:end] = [f"{PYTHON_OUTPUT} {line}".rstrip() for line in output]
    return "\n".join(lines)


def sql_with_output(fence: Fence, database: sqlite3.Connection) -> str:
    """The fence's statements with each result as a `-->` table below the statement."""
    out, statement = [], ""
    for line in fence.code.split("\n"):
        if line.startswith(SQL_OUTPUT):
            continue
        out.append(line)
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            out += _rows(database, statement, fence.line)
            statement = ""
    if re.sub(r"--.*", "", statement).strip():
        raise FenceFailed(f"line {fence.line}: the last SQL statement has no semicolon")
    return "\n".join(out)


def _rows(database: sqlite3.Connection, statement: str, line: int) -> list[str]:
    try:
        cursor = database.execute(statement)
    except sqlite3.Error as error:
        raise FenceFailed(f"line {line}: {type(error).__name__}: {error}") from error
    if cursor.description is None:
        return []
    table = [[column[0] for column in cursor.description]]
    table += [["NULL" if value is None else str(value) for value in row] for row in cursor]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    cells = (" | ".join(v.ljust(w) for v, w in zip(row, widths, strict=True)) for row in table)
    return [f"{SQL_OUTPUT} {row}".rstrip() for row in cells]


def rewritten(text: str) -> str:
    """The page with the output of every Python and SQL fence as it is now.

    SQL fences run on a database of their own that the page's fences titled `setup.sql` fill.
    A figure (a fence with an `alt`) is run like the others and prints nothing.
    """
    found = list(fences(text))
    solution = "\n".join(f.code for f in found if f.options.get("title") == "solution.py")
    setup = "\n".join(f.code for f in found if f.options.get("title") == "setup.sql")
    lines = text.split("\n")
    for fence in reversed(found):
        if fence.options.get("title") in EXERCISE:
            continue
        if fence.language == "python":
            code = python_with_output(fence, solution)
        elif fence.language == "sql" and fence.options.get("title") != "setup.sql":
            with contextlib.closing(sqlite3.connect(":memory:")) as database:
                database.executescript(setup)
                code = sql_with_output(fence, database)
        else:
            continue
        first = lines[fence.line - 1]
        indent = first[: len(first) - len(first.lstrip())]
        old = fence.code.split("\n") if fence.code else []
        lines[fence.line : fence.line + len(old)] = [
            (indent + line).rstrip() if line else "" for line in code.split("\n")
        ]
    return "\n".join(lines)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    options.add_argument("pages", nargs="+", type=Path)
    given = options.parse_args()
    bad = 0
    for page in given.pages:
        text = page.read_text("utf-8")
        try:
            now = rewritten(text)
        except FenceFailed as error:
            print(f"{page}: {error}")
            bad += 1
            continue
        if now == text:
            continue
        if given.write:
            page.write_text(now, "utf-8")
            print(f"{page}: output written")
        else:
            first = next(
                n for n, (a, b) in enumerate(zip(text.split("\n"), now.split("\n"), strict=False), 1) if a != b
            )
            print(f"{page}: line {first}: the output shown is not what the code prints; run with --write")
            bad += 1
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
