"""Abbreviations: one line each in `snippets/abbreviations.md`, explained where they first occur.

Must not import MkDocs. Stock syntax, `*[ROC]: receiver operating characteristic`, read once for all
pages. Only the first occurrence in a part of a page is marked: each mark is a stop of the Tab key.
"""

import re
import xml.etree.ElementTree as etree
from functools import cache
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension, AbbrTreeprocessor

from studyguide.fault import Fault

PATH = Path(__file__).resolve().parents[1] / "snippets/abbreviations.md"
LINE = re.compile(r"\*\[([^\[\]\s](?:[^\[\]]*[^\[\]\s])?)\]: ([^<>\"]+)")
PLAIN = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "summary", "pre", "code", "abbr", "svg"}


@cache
def abbreviations(path: Path = PATH) -> dict[str, str]:
    """Each abbreviation with its meaning. Raises `Fault` for a bad line or one defined twice."""
    found: dict[str, str] = {}
    name = f"snippets/{path.name}"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        entry = LINE.fullmatch(line.strip())
        if entry is None:
            raise Fault(name, number, "not an abbreviation", "write *[SHORT]: the long form")
        if entry[1] in found:
            raise Fault(name, number, f"`{entry[1]}` stands twice", "join the meanings with `; or `")
        found[entry[1]] = entry[2].strip()
    return found


@cache
def _pattern(keys: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(keys, key=len, reverse=True)
    first = re.escape("".join(sorted({key[0] for key in keys})))  # looked at before all else: most letters are none
    return re.compile(rf"(?=[{first}])(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


class Explain(AbbrTreeprocessor):
    """Walks in reading order; a heading of level two or a question begins a new part."""

    def run(self, root: etree.Element) -> None:
        if self.abbrs:
            self.RE = _pattern(tuple(self.abbrs))
            self.seen: set[str] = set()
            self._walk(root)

    def _walk(self, parent: etree.Element) -> None:
        if parent.tag == "section":
            self.seen.clear()
        parent.text = self._mark(parent.text, parent, 0)
        for child in list(parent):
            if child.tag == "h2":
                self.seen.clear()
            if child.tag not in PLAIN:
                self._walk(child)
            child.tail = self._mark(child.tail, parent, list(parent).index(child) + 1)

    def _mark(self, text: str | None, parent: etree.Element, at: int) -> str | None:
        """Moves what follows the first unseen abbreviation into new elements; returns what precedes."""
        if not text or self.RE is None or text.__class__.__name__ == "AtomicString":
            return text
        for found in self.RE.finditer(text):
            if found[0] not in self.seen:
                self.seen.add(found[0])
                element = self.create_element(self.abbrs[found[0]], found[0], "")
                element.set("tabindex", "0")
                parent.insert(at, element)
                element.tail = self._mark(text[found.end() :], parent, at + 1) or ""
                return text[: found.start()]
        return text


class Abbreviations(AbbrExtension):
    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        self.load_glossary(abbreviations())
        md.treeprocessors.register(Explain(md, self.abbrs), "abbr", 7)  # type: ignore[attr-defined]


def makeExtension(**options: Any) -> Abbreviations:
    return Abbreviations(**options)
