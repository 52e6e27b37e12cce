"""A section's map: what must be read before what, as rows of pages and lines between them.

A page stands below everything it needs. Must not import MkDocs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDE = 3  # pages in a row; a fourth would be too narrow to read


@dataclass(frozen=True)
class Line:
    """From the middle of a page in row `start` to one in row `end`; `left` and `right` are percent of the width."""

    start: int
    left: float
    end: int
    right: float


class Circle(ValueError):
    """Pages that need each other, in the order in which they do."""

    def __init__(self, pages: Sequence[str]) -> None:
        self.pages = pages
        super().__init__(f"{' needs '.join([*pages, pages[0]])}")


def depths(needs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many pages at least stand above each; needs outside the section count for nothing.

    Raises Circle if some need each other.
    """
    known: dict[str, int] = {}
    waiting = {page: [n for n in above if n in needs] for page, above in needs.items()}
    while waiting:
        ready = [page for page, above in waiting.items() if all(n in known for n in above)]
        if not ready:
            raise Circle(_circle(waiting))
        for page in ready:
            known[page] = max((known[n] + 1 for n in waiting.pop(page)), default=0)
    return known


def _circle(waiting: Mapping[str, Sequence[str]]) -> list[str]:
    """One circle among pages of which each waits for another."""
    path = [min(waiting)]
    while path.count(path[-1]) == 1:
        path.append(next(page for page in waiting[path[-1]] if page in waiting))
    return path[path.index(path[-1]) : -1]


def rows(needs: Mapping[str, Sequence[str]], wide: int = WIDE) -> list[list[str]]:
    """The pages in rows from the first to read downwards, at most `wide` in one, each near what it needs."""
    depth = depths(needs)
    found: list[list[str]] = []
    place: dict[str, float] = {}
    for level in range(max(depth.values(), default=-1) + 1):
        pages = [page for page in needs if depth[page] == level]
        pages.sort(key=lambda page: _middle([place[n] for n in needs[page] if n in place]))
        count = -(-len(pages) // wide)
        for number in range(count):
            row = pages[number::count]
            place |= {page: (i + 0.5) / len(row) for i, page in enumerate(row)}
            found.append(row)
    return found


def _middle(places: Sequence[float]) -> float:
    return sum(places) / len(places) if places else 0.5


def lines(needs: Mapping[str, Sequence[str]], ordered: Sequence[Sequence[str]]) -> list[Line]:
    """A line for each need inside the section that does not follow from another one."""
    at = {page: (n, 100 * (i + 0.5) / len(row)) for n, row in enumerate(ordered) for i, page in enumerate(row)}
    above = {page: _all_above(page, needs) for page in needs}
    return [
        Line(*at[need], *at[page])
        for page in needs
        for need in needs[page]
        if need in at and not any(need in above[other] for other in needs[page] if other in above)
    ]


def _all_above(page: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    inside = [need for need in needs[page] if need in needs]
    return set(inside).union(*(_all_above(need, needs) for need in inside))
