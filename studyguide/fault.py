"""A fault that a contributor can mend: where, what, and how. Must not import MkDocs.

Everything that reads a page raises `Fault`; whoever runs a build prints it as one line and stops.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """The page that is being read: its path from the project's root, and its whole text."""

    path: str
    text: str

    def line_of(self, needle: str) -> int:
        """The first line (from 1) that holds `needle`'s first line, or 1 if none does."""
        wanted = needle.strip().split("\n", 1)[0].strip()
        for number, line in enumerate(self.text.splitlines(), 1):
            if wanted and wanted in line:
                return number
        return 1


_reading: ContextVar[Source | None] = ContextVar("reading", default=None)


class Fault(Exception):
    """`path:line: what; cure`, on one line."""

    def __init__(self, path: str, line: int, what: str, cure: str) -> None:
        self.path, self.line, self.what, self.cure = path, line, what, cure
        text = " ".join(f"{path}:{line}: {what}; {cure}".split())
        super().__init__(text)


class Faults(Exception):
    """Several faults, a line each."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


@contextmanager
def reading(path: str, text: str) -> Iterator[Source]:
    """Names the page for every `fault` raised inside the block."""
    source = Source(path, text)
    token = _reading.set(source)
    try:
        yield source
    finally:
        _reading.reset(token)


def start_reading(path: str, text: str) -> None:
    """Like `reading`, for a host that calls before and after a page but offers no block."""
    _reading.set(Source(path, text))


def current() -> Source:
    """The page being read; outside of one, a nameless empty page."""
    return _reading.get() or Source("(text)", "")


def fault(needle: str, what: str, cure: str) -> Fault:
    """A fault in the page being read, at the line that holds `needle`."""
    source = current()
    return Fault(source.path, source.line_of(needle), what, cure)
