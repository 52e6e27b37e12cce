"""All that is known of the pages while the site is built. Must not import MkDocs.

The host tells what it renders; templates and generated pages ask. Kept from one build to the next
while the site is served, so that a changed page alone is enough.
"""

import re
import sys
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from studyguide import (
    bank,
    coverage,
    exercise,
    figures,
    history,
    intake,
    interviews,
    katex,
    licenses,
    links,
    navigation,
    notebooks,
    policy,
    runnable,
    runtime,
    styles,
    task,
    wordings,
)  # fmt: skip
from studyguide.abbreviations import abbreviations
from studyguide.fault import Fault, Faults, Source, start_reading
from studyguide.passages import passages
from studyguide.relations import Chapter, Relations
from studyguide.sources import works

WORDS_A_MINUTE = 200
TAG = re.compile(r"<[^>]+>")
HREF = re.compile(r'href="(https:[^"]+)"')


@dataclass
class Guide(Relations):
    anchors: dict[str, links.Anchors] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    changes: dict[str, str] = field(default_factory=dict)
    python: Path | None = None
    seen: object = None
    searched: bool = False

    def read(self) -> bool:
        """Reads the sources anew. True if more than single pages changed: menu, snippets, fields."""
        works.cache_clear()
        abbreviations.cache_clear()
        pages, faults = intake.read(self.root)
        faults += [*interviews.faults(pages), *coverage.faults(self.root, pages), *wordings.faults(self.root, pages)]
        if faults:
            raise faults[0] if len(faults) == 1 else Faults(faults)
        known, self.pages = self.pages, {page.uri: page for page in pages}
        self.changes = self.changes or history.last_changes(self.root)
        self.chapters = {uri: c for uri, c in self.chapters.items() if uri in self.pages}
        notebooks.prepare(page.notebook for page in pages if page.notebook)
        for page in pages:
            if page.notebook and page.uri in known and known[page.uri].text != page.text:
                page.notebook.executed.touch()  # it may have run long ago; what is served is another run
        figures.prepare(page.text for page in pages)
        if any(map(runnable.code, pages)):
            self.python = self.python or runtime.prepare(lambda sentence: print(sentence, file=sys.stderr))
        before, self.seen = self.seen, repr((self.nav(), [(p.uri, p.fields) for p in pages], self._shared()))
        if before != self.seen:
            katex.renderer.cache_clear()  # the macros may be among what changed
        return before is not None and before != self.seen

    def _shared(self) -> list[tuple[str, int]]:
        """What every page is made with, each file with the time of its last change."""
        paths = [path for name in ("overrides", "snippets") for path in sorted((self.root / name).rglob("*"))]
        return [(path.as_posix(), path.stat().st_mtime_ns) for path in paths if path.is_file()]

    def nav(self) -> navigation.Nav:
        return navigation.nav(navigation.tree(page.entry for page in self.pages.values()))

    def start(self, uri: str) -> dict[str, Any]:
        """Names the page that is read from now on, for the lines of faults; returns what the theme may know of it."""
        page = self.pages.get(uri)
        start_reading(f"docs/{uri}", page.text if page else "")
        chapters_first = {"search": {"boost": 0.5}} if page and page.notebook else {}
        return (page.fields if page else {}) | chapters_first

    def rendered(self, uri: str, url: str, content: str) -> None:
        """Takes note of a page's HTML as it comes from Markdown."""
        page = self.pages.get(uri)
        if page is None:
            return
        if faults := list(policy.content(Source(page.path, page.text), content)):
            raise faults[0] if len(faults) == 1 else Faults(faults)
        words = len(TAG.sub(" ", content).split())
        linked = {unescape(address) for address in HREF.findall(content)}
        cited = frozenset(work.key for work in works().values() if work.url in linked)
        self.chapters[uri] = Chapter(
            page, url, max(1, round(words / WORDS_A_MINUTE)),
            list(bank.questions(content, page.title, url)), list(bank.quizzes(content, url)), cited,
            tuple(passages(content)),
        )  # fmt: skip

    def built(self, uri: str, url: str, html: str) -> None:
        """Takes note of a finished page's ids and links, and of what its style sheets are asked for."""
        self.start(uri)
        page = self.pages.get(uri)
        source = Source(page.path, page.text) if page else Source(f"docs/{uri}", "")
        self.anchors[url] = links.anchors(source, policy.canonical(html))
        self.words |= styles.words(html)

    def faults(self, site: Path) -> list[Fault]:
        return list(links.faults(self.anchors, site))

    def shipped(self) -> list[licenses.Component]:
        """What of others the site sends to readers."""
        return licenses.components(self.root, self.python)

    @property
    def python_root(self) -> str:
        """Where the browser's Python stands on the site, in a folder named by its content."""
        return f"assets/python/{self.python.name}/" if self.python else ""

    def runs(self, uri: str) -> int:
        """The bytes that a first Run on this page fetches; 0 where nothing runs."""
        code = runnable.code(self.pages[uri]) if uri in self.pages else ""
        return runtime.sizes(self.python, runnable.imports(code))[0] if self.python and code else 0

    def exercise(self, uri: str) -> exercise.Exercise | None:
        page = self.pages.get(uri)
        return exercise.read(page) if page and exercise.language(page) else None

    def query(self, uri: str) -> task.Task | None:
        """What an SQL exercise shows of its database."""
        found = self.exercise(uri)
        return task.task(found) if found and found.language == "sql" else None

    @property
    def sql_root(self) -> str:
        return task.root()


def report(repository: str, title: str, url: str) -> str:
    """The address of a prefilled issue about an error on a page."""
    fields = {"template": "error.yml", "title": f"Error on “{title}”", "page": url}
    return f"{repository}/issues/new?{urlencode(fields)}"
