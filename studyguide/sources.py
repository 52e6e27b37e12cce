"""What the guide cites: one line a work in `snippets/sources.md`, cited by its key.

Must not import MkDocs. A page writes `[Saito and Rehmsmeier 2015][saito2015]`; the works are known
to every page without being repeated on it, and an unknown key is a fault.
"""

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from studyguide.fault import Fault, fault

PATH = Path(__file__).resolve().parents[1] / "snippets/sources.md"
LINE = re.compile(r'\[([a-z][a-z0-9-]*)\]: (https://[^\s"<>]+) "([^"<>]{20,})"')


@dataclass(frozen=True)
class Work:
    """A cited work; `text` is its reference: authors, year, title, where it appeared."""

    key: str
    url: str
    text: str


@cache
def works(path: Path = PATH) -> dict[str, Work]:
    """Every work by its key. Raises `Fault` for a line that is not one work, or a key used twice."""
    found: dict[str, Work] = {}
    name = f"snippets/{path.name}"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        work = LINE.fullmatch(line.strip())
        if work is None:
            raise Fault(name, number, "not a source", 'write [key]: https://address "Authors (year). Title. Venue."')
        if work[1] in found:
            raise Fault(name, number, f"the key `{work[1]}` is used twice", "delete one, or add a letter to the key")
        found[work[1]] = Work(*work.groups())
    return found


class Unknown(InlineProcessor):
    """Reached only by `[text][key]` whose key nobody defined."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element | None, int | None, int | None]:  # type: ignore[override]
        raise fault(f"[{m[2]}]", f"there is no source `{m[2]}`",
                    "add it to snippets/sources.md, or put the brackets in a code span")  # fmt: skip


class Sources(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        self.md = md
        md.registerExtension(self)
        md.inlinePatterns.register(Unknown(r"\[([^\[\]]+)\]\[([^\[\]\s]+)\]"), "unknown_source", 165)

    def reset(self) -> None:
        self.md.references.update({key: (work.url, work.text) for key, work in works().items()})


def makeExtension(**options: Any) -> Sources:
    return Sources(**options)
