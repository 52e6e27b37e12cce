"""Five small databases for SQL exercises, the same on every machine. Must not import MkDocs.

An exercise names one of `NAMES`. Its query runs on `script(name, SHOWN)`, which the page shows, and is graded
on the databases of `HIDDEN` as well, which differ in size and have more of the edge cases:

- `events`: users without any event and with one; deliveries of the same event twice; gaps of 1799, 1800 and
  1801 seconds between events; a purchase before its cart; events of a user at one time, stored in the wrong
  order; users with no device, events without one; unknown countries; sign-ups in weeks from 2026-01-05 on.
- `orders`: customers without orders (the last ones), orders without items, products and a category without
  sales; discounts that are NULL or 0; customers with equal revenue; several refunds of one order (joined to
  its items they multiply); `employee_id` NULL (NOT IN then finds nothing); a tree of categories and one of
  employees, an employee who earns more than the manager, equal salaries.
- `subscriptions`: users who never subscribed; trials that became nothing; upgrades without a gap; gaps of one
  day and of weeks; two subscriptions at a time; one that ended on the day it began; months without payment,
  failed and refunded payments.
- `experiments`: users never assigned, assigned twice to the same variant, and to both; never exposed, exposed
  twice; purchases before the exposure, several of one user, without an amount; a country in which nobody buys;
  no `pre_revenue` for new users. The true effect is small: a user in treatment buys about a quarter more often.
- `predictions`: labels that arrive after more than 30 days, or never; scores in steps of 0.05 that tie, also at
  0.5; requests that v2 did not score; requests before the first feature snapshot, at the very time of one, and
  of accounts without any; a segment with labels of one class only, in which AUC is not defined.

Write queries that hold for both SQLite 3.40 and later: no `string_agg`, no `ORDER BY` inside an aggregate, none
of `%F %T %e %G %V %U` in `strftime`. `studyguide.queries` says which functions are added.
"""

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from studyguide import samples, schemas, timelines
from studyguide.samples import Draw, Row, Rows, Value

SHOWN = 0
HIDDEN = (1, 2)
NAMES = {
    "events": "What users of a product did: sign-ups, devices, and events, some of which were delivered twice.",
    "orders": "A shop: customers, their orders with items and refunds, a tree of categories, and employees.",
    "subscriptions": "Who was on which plan from when to when, and what they paid.",
    "experiments": "A two-week A/B test: who was assigned to which variant, who saw it, and who bought.",
    "predictions": "Two fraud models: features over time, scores, and labels that arrive late or never.",
}
FILLED: dict[str, tuple[str, Callable[[Draw, bool], Rows]]] = {
    "events": (schemas.EVENTS, timelines.events),
    "orders": (schemas.ORDERS, samples.orders),
    "subscriptions": (schemas.SUBSCRIPTIONS, timelines.subscriptions),
    "experiments": (schemas.EXPERIMENTS, samples.experiments),
    "predictions": (schemas.PREDICTIONS, samples.predictions),
}
COLUMN = re.compile(r"^  ([a-z_0-9]+) ([A-Z]+)(.*?),? -- (.+)$")


@dataclass(frozen=True)
class Column:
    """`meaning` says units and what NULL means; `nullable` is False for NOT NULL columns."""

    name: str
    type: str
    meaning: str
    nullable: bool


@dataclass(frozen=True)
class Table:
    """A table of the shown database: `rows` is their number, `first` the first five."""

    name: str
    columns: tuple[Column, ...]
    rows: int
    first: tuple[Row, ...]


def script(name: str, seed: int) -> str:
    """The SQL text that makes and fills one database, the same for the same seed.

    Raises KeyError if there is no database of that name. Seeds other than `SHOWN` have stronger edge cases.
    """
    schema, fill = FILLED[name]
    rows = fill(Draw(1009 * seed + 31 * list(NAMES).index(name) + 7), seed != SHOWN)
    return schema + "".join(_insert(table, found) for table, found in rows.items() if found)


def _insert(table: str, rows: Sequence[Row]) -> str:
    values = ",\n".join(f"({','.join(map(_literal, row))})" for row in rows)
    return f"INSERT INTO {table} VALUES\n{values};\n"


def _literal(value: Value) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)


@cache
def tables(name: str) -> list[Table]:
    """What the page shows of a database: its tables in order, from the schema and the shown rows."""
    found = []
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(script(name, SHOWN))
        for part in FILLED[name][0].split("CREATE TABLE ")[1:]:
            table = part.split(" ", 1)[0]
            lines = filter(None, map(COLUMN.match, part.splitlines()))
            columns = tuple(Column(m[1], m[2], m[4], "NOT NULL" not in m[3]) for m in lines)
            rows = database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
            found.append(Table(table, columns, len(rows), tuple(rows[:5])))
    return found
