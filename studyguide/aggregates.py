"""The functions that SQLite lacks and the exercises may use. Must not import MkDocs or anything of ours.

`web/core/statistics.ts` has the same functions for the browser, and a test holds the two together:

- aggregates, which skip NULL and give NULL if nothing is left: `stddev` and `variance` (of a sample, divided by
  n − 1; NULL for one row), `stddev_pop`, `var_pop`, `median`, and `percentile_cont(x, p)` with linear
  interpolation between the two nearest values (PostgreSQL's, whose `WITHIN GROUP` SQLite does not read).
  They cannot be used with OVER, because the browser's SQLite cannot be given window functions.
- `x REGEXP 'p'`: whether the text x holds a match of p. The dialect is what Python and JavaScript share:
  literals, `.`, `[…]`, `^`, `$` (the very end), `|`, `(…)`, `(?:…)`, `(?=…)`, `(?!…)`, `*`, `+`, `?`, `{m,n}`, also
  lazy with `?`, and `\\d \\w \\s \\b` and their capitals, which are about ASCII. Only punctuation is escaped.

`sqrt`, `ln`, `exp`, `pow`, `floor` and `ceil` are SQLite's own; they are added only where SQLite was built
without them.
"""

import contextlib
import math
import re
import sqlite3
from collections.abc import Callable
from functools import lru_cache

Number = int | float
OUTSIDE = re.compile(r"\\[^\^$\\.*+?()\[\]{}|/dwsbDWSB]|\(\?(?![:=!])|[*+?}]\+")
TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
MATH: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt, "ln": math.log, "exp": math.exp, "pow": math.pow, "floor": math.floor, "ceil": math.ceil,
}  # fmt: skip


class Unusable(Exception):
    """A function was given what it cannot read; the message is a plain clause."""


class Moments:
    """Collects the numbers of a group; `finalize` of a subclass gives the statistic."""

    name = ""

    def __init__(self) -> None:
        self.numbers: list[Number] = []

    def step(self, value: object) -> None:
        if value is not None:
            self.numbers.append(numeric(value, self.name))

    def spread(self, less: int) -> float | None:
        """The sum of squared deviations over n − less; None if that is not above 0."""
        n = len(self.numbers)
        if n <= less:
            return None
        mean = math.fsum(self.numbers) / n
        return math.fsum((x - mean) ** 2 for x in self.numbers) / (n - less)


class Variance(Moments):
    name = "variance"

    def finalize(self) -> float | None:
        return self.spread(1)


class VarPop(Moments):
    name = "var_pop"

    def finalize(self) -> float | None:
        return self.spread(0)


class Stddev(Moments):
    name = "stddev"

    def finalize(self) -> float | None:
        return _root(self.spread(1))


class StddevPop(Moments):
    name = "stddev_pop"

    def finalize(self) -> float | None:
        return _root(self.spread(0))


class Median(Moments):
    name = "median"

    def finalize(self) -> float | None:
        return quantile(self.numbers, 0.5)


class PercentileCont:
    """`percentile_cont(x, p)`: p is a fraction and the same in every row of a group."""

    def __init__(self) -> None:
        self.numbers: list[Number] = []
        self.fraction: Number | None = None

    def step(self, value: object, fraction: object) -> None:
        p = numeric(fraction, "percentile_cont")
        if not 0 <= p <= 1:
            raise Unusable("percentile_cont() takes a fraction from 0 to 1 as its second argument")
        if self.fraction not in (None, p):
            raise Unusable("percentile_cont() takes the same fraction in every row of a group")
        self.fraction = p
        if value is not None:
            self.numbers.append(numeric(value, "percentile_cont"))

    def finalize(self) -> float | None:
        return quantile(self.numbers, self.fraction or 0)


def numeric(value: object, name: str) -> Number:
    if isinstance(value, int | float):
        return value
    what = "a text or a blob" if value is not None else "NULL as its fraction"
    raise Unusable(f"{name}() takes numbers, not {what}")


def quantile(numbers: list[Number], p: Number) -> float | None:
    """The value at position p·(n − 1) of the sorted numbers, between two of them by linear interpolation."""
    if not numbers:
        return None
    ordered = sorted(numbers)
    place = p * (len(ordered) - 1)
    below = math.floor(place)
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    return float(low) if low == high else low + (high - low) * (place - below)


def regexp(pattern: object, text: object) -> int | None:
    """1 if the text holds a match, else 0; None if either is NULL. SQLite's `text REGEXP pattern`."""
    if pattern is None or text is None:
        return None
    if not isinstance(pattern, str) or not isinstance(text, str):
        raise Unusable("REGEXP compares texts: use CAST(x AS TEXT) for a number")
    return int(compiled(pattern).search(text) is not None)


@lru_cache(100)
def compiled(pattern: str) -> re.Pattern[str]:
    if OUTSIDE.search(pattern):
        raise Unusable(f"the pattern '{pattern}' uses what Python and JavaScript do not share")
    try:
        return re.compile(TOKEN.sub(lambda m: r"\Z" if m[0] == "$" else m[0], pattern), re.ASCII)
    except re.error as error:
        raise Unusable(f"the pattern '{pattern}' cannot be read") from error


def _root(value: float | None) -> float | None:
    return None if value is None else math.sqrt(value)


def register(database: sqlite3.Connection, heard: Callable[[str], None]) -> None:
    """Adds the functions; `heard` is told why one could not be worked out, which sqlite3 does not pass on."""
    for kind in (Variance, VarPop, Stddev, StddevPop, Median):
        database.create_aggregate(kind.name, 1, _told(kind, heard))
    database.create_aggregate("percentile_cont", 2, _told(PercentileCont, heard))

    def matches(pattern: object, text: object) -> int | None:
        try:
            return regexp(pattern, text)
        except Unusable as error:
            heard(str(error))
            raise

    database.create_function("regexp", 2, matches, deterministic=True)
    for name, function in MATH.items():
        given = (2,) * (2 if name == "pow" else 1)
        try:
            database.execute(f"SELECT {name}({','.join(map(str, given))})")
        except sqlite3.OperationalError:
            database.create_function(name, len(given), _or_null(function), deterministic=True)


def _told(kind: type, heard: Callable[[str], None]) -> type:
    class Told(kind):  # type: ignore[misc]
        def step(self, *given: object) -> None:
            try:
                super().step(*given)
            except Unusable as error:
                heard(str(error))
                raise

    return Told


def _or_null(function: Callable[..., float]) -> Callable[..., float | None]:
    def call(*given: float | None) -> float | None:
        with contextlib.suppress(TypeError, ValueError, OverflowError):
            return function(*given)
        return None

    return call
