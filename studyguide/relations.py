"""How pages stand to each other: sections, what is read first, exercises, citations. Must not import MkDocs.

Templates ask these questions of the guide, which is a `Relations` that also knows how a build goes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from studyguide import bank, coverage, exercise, intake, interviews, layers
from studyguide.abbreviations import abbreviations
from studyguide.passages import Passage
from studyguide.sources import Work, works


@dataclass
class Chapter:
    """A rendered page: `url` from the site's root, `minutes` to read it whole."""

    page: intake.Page
    url: str
    minutes: int = 0
    questions: list[bank.Question] = field(default_factory=list)
    quizzes: list[bank.Quiz] = field(default_factory=list)
    cited: frozenset[str] = frozenset()
    passages: tuple[Passage, ...] = ()


@dataclass
class Relations:
    root: Path
    pages: dict[str, intake.Page] = field(default_factory=dict)
    chapters: dict[str, Chapter] = field(default_factory=dict)

    def section(self, uri: str) -> list[Chapter]:
        """The pages of the section whose landing page this is, in reading order."""
        if not uri.endswith("/index.md"):
            return []
        folder = uri.removesuffix("index.md")
        inside = [c for u, c in self.chapters.items() if u.startswith(folder) and u.count("/") == folder.count("/")]
        return sorted((c for c in inside if c.page.uri != uri), key=lambda c: (c.page.entry.weight, c.page.title))

    def needs(self, uri: str) -> list[Chapter]:
        names = self.pages[uri].fields.get("needs", []) if uri in self.pages else []
        return [chapter for name in names for chapter in self.chapters.values() if chapter.page.name == name]

    def map_of(self, uri: str) -> tuple[list[list[Chapter]], list[layers.Line]] | None:
        """A section's pages in rows, each below what it needs, and the lines between them; None without lines."""
        inside = {chapter.page.name: chapter for chapter in self.section(uri)}
        needs = {name: chapter.page.fields.get("needs", []) for name, chapter in inside.items()}
        rows = layers.rows(needs)
        lines = layers.lines(needs, rows)
        return ([[inside[name] for name in row] for row in rows], lines) if lines else None

    def exercises_of(self, uri: str) -> list[Chapter]:
        """The exercises that ask for this page to be read first, in their order."""
        name = self.pages[uri].name if uri in self.pages else ""
        found = [
            c for c in self.chapters.values() if exercise.language(c.page) and name in c.page.fields.get("needs", [])
        ]
        return sorted(found, key=lambda chapter: (chapter.page.uri.split("/")[1], chapter.page.entry.weight))

    def interview(self, uri: str) -> list[tuple[bank.Question, int]]:
        """The questions of a written script of an interview, each with its minutes."""
        page = self.pages.get(uri)
        if page is None or not interviews.is_script(page):
            return []
        known = {question.id: question for chapter in self.chapters.values() for question in chapter.questions}
        asked = [known[name] for name in page.fields["ask"] if name in known]
        minutes = interviews.budgets(page.fields["minutes"], (question.level for question in asked))
        return list(zip(asked, minutes, strict=True))

    def subsections(self, uri: str) -> list[Chapter]:
        """The landing pages of the sections inside the one whose landing page this is."""
        folder = uri.removesuffix("index.md")
        inside = [c for u, c in self.chapters.items() if re.fullmatch(rf"{re.escape(folder)}[^/]+/index\.md", u)]
        return sorted(inside, key=lambda c: c.page.entry.weight) if folder and uri.endswith("/index.md") else []

    def sections(self) -> list[tuple[Chapter, list[Chapter]]]:
        """Every section with its pages, in the menu's order."""
        index = {uri: chapter for uri, chapter in self.chapters.items() if uri.endswith("/index.md")}
        return [(index[uri], self.section(uri)) for uri in sorted(index, key=self._place)]

    def _place(self, uri: str) -> list[tuple[int, str]]:
        """The place of a section in the menu: weight and title of each section around it, then its own."""
        ends = [n for n, letter in enumerate(uri) if letter == "/"]
        around = [self.pages[f"{uri[:end]}/index.md"].entry for end in ends]
        return [(entry.weight, entry.title) for entry in around]

    def citations(self) -> Iterator[tuple[Work, list[Chapter]]]:
        """Every work, by its text, with the pages that cite it."""
        for work in sorted(works().values(), key=lambda work: work.text.lower()):
            citing = [chapter for chapter in self.chapters.values() if work.key in chapter.cited]
            yield work, sorted(citing, key=lambda chapter: chapter.page.title)

    def abbreviations(self) -> list[tuple[str, str]]:
        return sorted(abbreviations().items(), key=lambda item: item[0].lower())

    def coverage(self) -> Iterator[tuple[str, list[tuple[coverage.Item, list[bank.Question]]]]]:
        """What a candidate must be able to answer, by area, each item with the questions that answer it."""
        known = {question.id: question for chapter in self.chapters.values() for question in chapter.questions}
        for area, items in groupby(coverage.items(self.root), key=lambda item: item.area):
            yield area, [(item, [known[id] for id in item.questions if id in known]) for item in items]
