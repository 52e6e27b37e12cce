"""Compares the rows of two results and says in plain words where they differ. Must not import anything of ours.

`web/core/rows.ts` is the same for the browser; both are held to `tests/web/rows.json`.
"""

import decimal
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Cell = int | float | str | bytes | None
Row = tuple[Cell, ...]
RELATIVE, ABSOLUTE = 1e-6, 1e-9
TOLD = 20
LONG = 60  # characters of a text that a sentence shows
TEN = decimal.Context(prec=10, rounding=decimal.ROUND_HALF_UP)  # rounds as JavaScript's toPrecision


@dataclass(frozen=True)
class Result:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Told:
    """One row that differs: `kind` is missing, extra or order; `expected` and `got` say how often it stands in
    either result; `place` counts from 1 (order only); `what` is the sentence, with the row."""

    kind: str
    row: Row
    expected: int
    got: int
    place: int | None
    what: str


@dataclass(frozen=True)
class Difference:
    """`kind` is columns (their number), names, rows or order; `more` counts the differing rows not told."""

    kind: str
    what: str
    rows: tuple[Told, ...] = ()
    more: int = 0


def difference(expected: Result, got: Result, ordered: bool) -> Difference | None:
    """None if the results are the same, else the first kind of difference, in at most 20 rows.

    Rows are compared as a multiset; their order only if asked. Columns must stand in the order asked for and
    have the names asked for, in any case. Numbers are equal within 1e-6 of their size (1e-9 near zero), 1 equals
    1.0; a number never equals a text. Results must be smaller than 10,001 rows to be compared in a second.
    """
    return _of_columns(expected.columns, got.columns) or _of_rows(expected, got, ordered)


def _of_columns(expected: Sequence[str], got: Sequence[str]) -> Difference | None:
    if len(expected) != len(got):
        what = f"Your query gives {count(len(got), 'column')}, the task asks for {len(expected)}"
        return Difference("columns", f"{what}: {', '.join(expected)}.")
    pairs = enumerate(zip(got, expected, strict=True), 1)
    wrong = [(place, yours, asked) for place, (yours, asked) in pairs if yours.lower() != asked.lower()]
    if not wrong:
        return None
    if sorted(name.lower() for name in expected) == sorted(name.lower() for name in got):
        return Difference("names", f"Your columns stand in another order: the task asks for {', '.join(expected)}.")
    said = (f"your column {place} is called {yours}, the task asks for {asked}" for place, yours, asked in wrong)
    return Difference("names", "; ".join(said).replace("your", "Your", 1) + ".")


def _of_rows(expected: Result, got: Result, ordered: bool) -> Difference | None:
    missing, extra = _unmatched(expected.rows, got.rows)
    if not missing and not extra:
        return _of_order(expected.rows, got.rows) if ordered else None
    told = [("missing", row) for row in dict.fromkeys(missing)], [("extra", row) for row in dict.fromkeys(extra)]
    first = told[0][: max(TOLD // 2, TOLD - len(told[1]))]
    first += told[1][: TOLD - len(first)]
    rows = tuple(_told(kind, row, expected.rows, got.rows) for kind, row in first)
    parts = [f"{_are(len(m), 'row')} {word}" for m, word in ((missing, "missing"), (extra, "extra")) if m]
    many = len(expected.rows)
    sizes = "as many as the task asks for, but" if many == len(got.rows) else f"the task asks for {many}:"
    what = f"Your query gives {count(len(got.rows), 'row')}, {sizes} {' and '.join(parts)}."
    return Difference("rows", what, rows, len(told[0]) + len(told[1]) - len(rows))


def _told(kind: str, row: Row, expected: Sequence[Row], got: Sequence[Row]) -> Told:
    asked, yours = (sum(same(row, other) for other in rows) for rows in (expected, got))
    often = "" if asked + yours == 1 else f": the task has it {times(asked)}, your query {times(yours)}"
    return Told(kind, row, asked, yours, None, f"{kind.capitalize()} {text(row)}{often}.")


def _of_order(expected: Sequence[Row], got: Sequence[Row]) -> Difference | None:
    for place, (asked, yours) in enumerate(zip(expected, got, strict=True), 1):
        if not same(asked, yours):
            what = f"Row {place} should be {text(asked)}, yours is {text(yours)}."
            told = Told("order", yours, 1, 1, place, what)
            return Difference("order", f"The rows are right, but not their order. {what}", (told,))
    return None


def _unmatched(expected: Sequence[Row], got: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of either without a partner: equal ones are paired first, then those within the tolerance."""
    left = Counter(got)
    missing = []
    for row in expected:
        if left[row] > 0:
            left[row] -= 1
        else:
            missing.append(row)
    extra = list(left.elements())
    used: set[int] = set()
    near = _Near(extra)
    lonely = []
    for row in missing:
        partner = next((i for i in near.candidates(row) if i not in used and same(row, extra[i])), None)
        if partner is None:
            lonely.append(row)
        else:
            used.add(partner)
    return lonely, [row for i, row in enumerate(extra) if i not in used]


class _Near:
    """Finds rows by the numeric column with the most values, so that long results are not compared all by all."""

    def __init__(self, rows: Sequence[Row]) -> None:
        width = len(rows[0]) if rows else 0
        spread = [len({row[c] for row in rows if isinstance(row[c], int | float)}) for c in range(width)]
        self.column = spread.index(max(spread)) if spread else 0
        self.order = sorted((self._key(row), i) for i, row in enumerate(rows))

    def _key(self, row: Row) -> float:
        cell = row[self.column] if row else None
        return cell if isinstance(cell, int | float) else 0.0

    def candidates(self, row: Row) -> list[int]:
        key = self._key(row)
        reach = 2 * (ABSOLUTE + RELATIVE * abs(key)) if math.isfinite(key) else 0.0
        low = bisect_left(self.order, (key - reach, -1))
        high = bisect_left(self.order, (key + reach, len(self.order)))
        return sorted(i for _, i in self.order[low:high])


def same(expected: Row, got: Row) -> bool:
    """Whether two rows are equal, numbers within the tolerance."""
    return len(expected) == len(got) and all(map(_same_cell, expected, got))


def _same_cell(expected: Cell, got: Cell) -> bool:
    if isinstance(expected, int | float) and isinstance(got, int | float):
        if expected == got:
            return True
        return math.isfinite(expected) and abs(expected - got) <= ABSOLUTE + RELATIVE * abs(expected)
    return type(expected) is type(got) and expected == got


def text(row: Row) -> str:
    """A row as the sentences show it: (1, 'a', NULL), numbers to ten digits."""
    return f"({', '.join(map(_cell, row))})"


def _cell(value: Cell) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        short = value if len(value) <= LONG else f"{value[:LONG]}…"
        return "'" + short.replace("'", "''") + "'"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return _number(value)


def _number(value: int | float) -> str:
    if not math.isfinite(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 2**53:
        return str(int(value))
    short = TEN.create_decimal_from_float(float(value)).normalize(TEN)
    if 1e-6 <= abs(short) < 1e21:
        return f"{short:f}"
    digits = "".join(map(str, short.as_tuple().digits))
    power = short.adjusted()
    point = f".{digits[1:]}" if digits[1:] else ""
    return f"{'-' if short < 0 else ''}{digits[0]}{point}e{power:+d}"


def count(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _are(n: int, noun: str) -> str:
    return f"{count(n, noun)} {'is' if n == 1 else 'are'}"


def times(n: int) -> str:
    return ("never", "once", "twice")[n] if n < 3 else f"{n} times"
