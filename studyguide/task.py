"""What an SQL exercise shows besides its text, and the files its query runs on. Must not import MkDocs."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from studyguide import databases, queries
from studyguide.exercise import Exercise
from studyguide.fault import Fault
from studyguide.rows import Result, Row
from studyguide.web import MODULES

WASM = MODULES / "sql.js/dist/sql-wasm.wasm"


@dataclass(frozen=True)
class Task:
    """`wanted` are the rows that the right query gives on the shown database."""

    about: str
    tables: list[databases.Table]
    wanted: Result
    ordered: bool


def task(exercise: Exercise) -> Task:
    """Raises `Fault` if the database is unknown or the solution cannot be run."""
    page, name = exercise.page, exercise.page.fields["database"]
    if name not in databases.NAMES:
        raise Fault(page.path, 1, f"there is no database `{name}`", f"use one of {', '.join(databases.NAMES)}")
    with closing(queries.connect(databases.script(name, databases.SHOWN))) as database:
        try:
            wanted = queries.run(database, exercise.files["solution.sql"])
        except queries.QueryFailed as error:
            raise Fault(page.path, 1, f"the solution cannot be run: {error}", "mend solution.sql") from error
    return Task(databases.NAMES[name], databases.tables(name), wanted, bool(page.fields.get("ordered")))


@cache
def files() -> dict[str, str | Path]:
    """Each file that the page's SQL needs, by its name: the engine, and every database as a script."""
    seeds = (databases.SHOWN, *databases.HIDDEN)
    scripts = {f"{name}-{seed}.sql": databases.script(name, seed) for name in databases.NAMES for seed in seeds}
    return {"sql-wasm.wasm": WASM, **scripts}


@cache
def root() -> str:
    """Where these files stand on the site: a folder named by their content."""
    digest = hashlib.sha256()
    for content in files().values():
        digest.update(content.read_bytes() if isinstance(content, Path) else content.encode())
    return f"assets/sql/{digest.hexdigest()[:12]}/"


def told(exercise: Exercise) -> Iterator[str]:
    """Everything that is wrong with an SQL exercise once it runs: natively, on the shown and the hidden databases."""
    solution, fields = exercise.files["solution.sql"], exercise.page.fields
    name, ordered = fields["database"], bool(fields.get("ordered"))
    for verdict in queries.grade(solution, solution, name, ordered):
        if not verdict.passed:
            yield f"the solution fails on the {verdict.database} rows: {verdict.what}"
    if all(verdict.passed for verdict in queries.grade(exercise.files["starter.sql"], solution, name, ordered)):
        yield "the starter passes"
    wanted = [_rows(name, seed, solution) for seed in (databases.SHOWN, *databases.HIDDEN)]
    if not all(wanted):
        yield "the solution gives no row on one of the databases; ask for something that is there"
    if any(rows == wanted[0] for rows in wanted[1:]):
        yield "the rows are the same on a hidden database; an answer that lists them would pass"


def _rows(name: str, seed: int, query: str) -> list[Row]:
    with closing(queries.connect(databases.script(name, seed))) as database:
        return list(queries.run(database, query).rows)
