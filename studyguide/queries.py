"""Runs and grades SQL queries natively, by the same rules as the browser does. Must not import MkDocs.

`web/workers/database.ts` is the browser's side: what it refuses and the sentences it says are the same. The functions
added to SQLite are listed in `studyguide.aggregates`.
"""

import re
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass

from studyguide import databases
from studyguide.aggregates import register
from studyguide.fault import fault
from studyguide.rows import Difference, Result, difference

__all__ = ["Difference", "QueryFailed", "Result", "Verdict", "connect", "difference", "grade", "run"]

MOST_ROWS = 10_000
LONGEST = 1_000_000  # bytes of a text or blob
# What is not code: strings, quoted names and comments, also ones that never end.
QUOTED = re.compile(
    r"""'(?:[^']|'')*(?:'|\Z)|"(?:[^"]|"")*(?:"|\Z)|`[^`]*(?:`|\Z)|\[[^\]]*(?:\]|\Z)|--[^\n]*|/\*.*?(?:\*/|\Z)""",
    re.DOTALL,
)
STARTS = re.compile(r"(?:select|with)(?![a-z])", re.IGNORECASE | re.ASCII)
PRAGMA = re.compile(r"\bpragma_", re.IGNORECASE | re.ASCII)
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
ONLY_READING = "Only reading is allowed here: one SELECT, or WITH … SELECT."


class QueryFailed(Exception):
    """A query cannot be run; the message is one plain sentence for its author."""


class Database(sqlite3.Connection):
    """A connection that keeps why one of our functions failed; sqlite3 does not pass it on."""

    heard = ""


@dataclass(frozen=True)
class Verdict:
    """`database` is shown, hidden 1 or hidden 2; `what` a plain sentence; no difference if it passed or failed
    to run."""

    database: str
    passed: bool
    what: str
    difference: Difference | None = None


def connect(script: str) -> Database:
    """An in-memory database filled by the script, with our functions; from then on it can only be read."""
    database = sqlite3.connect(":memory:", factory=Database, isolation_level=None)
    try:
        database.executescript(script)
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        register(database, lambda why: setattr(database, "heard", why))
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        database.set_authorizer(_permission)
    except BaseException:
        database.close()
        raise
    return database


def _permission(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Reading tables and calling functions; pragmas also stand behind tables named `pragma_…`."""
    return sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY


def run(connection: Database, query: str, limit_seconds: float = 10) -> Result:
    """The rows of one reading statement.

    Raises QueryFailed, with one sentence, if it is not one, SQLite refuses it, it takes longer than the limit
    or gives more than 10,000 rows.
    """
    refused = refusal(query)
    if refused:
        raise QueryFailed(refused)
    end = time.monotonic() + limit_seconds
    connection.heard = ""
    connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    try:
        with closing(connection.cursor()) as cursor:
            cursor.execute(query)
            rows = cursor.fetchmany(MOST_ROWS + 1)
            columns = tuple(column[0] for column in cursor.description or ())
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
        raise QueryFailed(_plain(str(error), connection.heard, limit_seconds)) from error
    finally:
        connection.set_progress_handler(None, 0)
    if len(rows) > MOST_ROWS:
        raise QueryFailed(f"The query gives more than {MOST_ROWS:,} rows.")
    return Result(columns, tuple(rows))


def refusal(query: str) -> str | None:
    """Why the text is not one reading statement, by its words alone; None if it may be tried."""
    code = QUOTED.sub(lambda found: " " if found[0][:2] in ("--", "/*") else "''", query)
    code = code.lstrip(" \t\r\n\f").rstrip(" \t\r\n\f;")
    if not code:
        return "There is no query yet."
    if "\0" in query or re.search("[\ud800-\udfff]", query):
        return "The query holds a character that SQLite cannot read."
    if not STARTS.match(code) or PRAGMA.search(code):
        return ONLY_READING
    if ";" in code:
        return "Only one statement is run: remove what follows the first semicolon."
    if re.search(r"\?|(?<!:)[:@$][A-Za-z0-9_]", code):
        return "The query has a parameter (?, :name, @name or $name): write the value itself."
    return None


def _plain(words: str, heard: str, limit_seconds: float) -> str:
    if "not authorized" in words or "prohibited" in words:
        return ONLY_READING
    if words == "interrupted":
        return f"The query ran for more than {limit_seconds:g} seconds and was stopped."
    return f"SQLite says: {(heard if heard else words).rstrip('.')}."


def grade(query: str, solution: str, name: str, ordered: bool) -> list[Verdict]:
    """The query against the solution on the shown and on every hidden database of that name.

    Raises KeyError if there is no such database, and a Fault at the page being read if the solution cannot be run.
    """
    places = {"shown": databases.SHOWN} | {f"hidden {i}": seed for i, seed in enumerate(databases.HIDDEN, 1)}
    return [_graded(query, solution, name, place, seed, ordered) for place, seed in places.items()]


def _graded(query: str, solution: str, name: str, place: str, seed: int, ordered: bool) -> Verdict:
    with closing(connect(databases.script(name, seed))) as database:
        try:
            expected = run(database, solution)
        except QueryFailed as error:
            raise fault(solution, f"the solution fails on the {place} rows of `{name}`: {error}",
                        "mend the solution so that it runs on all three") from error  # fmt: skip
        try:
            got = run(database, query)
        except QueryFailed as error:
            return Verdict(place, False, str(error))
    found = difference(expected, got, ordered)
    return Verdict(place, found is None, found.what if found else "The rows are those the task asks for.", found)
