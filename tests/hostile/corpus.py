"""Every hostile text in every place: what the guide makes of each, without a build of the site.

`vectors.txt` has the texts, `places.txt` the pages they are put into.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
from pymdownx.snippets import SnippetMissingError

from studyguide import bounds, intake, math, policy
from studyguide.build import missing
from studyguide.fault import Fault, Source, reading

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tn\\])")
HEAD = (
    "---\nweight: 10\ndescription: A page of a small site that only the tests of the guide ever build.\n---\n# Page\n\n"
)
MARK = "@@"


@dataclass(frozen=True)
class Place:
    """A page's text with a mark in the place where a vector goes, and the line (from 1) of the first mark."""

    name: str
    text: str

    @property
    def path(self) -> str:
        return "docs/notebooks/page.py" if self.name.startswith("notebook") else "docs/page.md"

    @property
    def lines(self) -> set[int]:
        return {number for number, line in enumerate(self.text.split("\n"), 1) if MARK in line}

    def page(self, vector: str) -> str:
        return self.text.replace(MARK, vector)


def vectors() -> dict[str, str]:
    """Each vector by its name."""
    return {name.removeprefix("!"): _unescaped(text) for name, text in _rows()}


def refused() -> set[str]:
    """The names of those that no place may let pass in which Markdown or HTML is read."""
    return {name.removeprefix("!") for name, _ in _rows() if name.startswith("!")}


def _rows() -> Iterator[list[str]]:
    for row in (HERE / "vectors.txt").read_text("utf-8").splitlines():
        if not row.startswith("#"):
            yield re.split(r" {2,}", row, maxsplit=1)


def _unescaped(text: str) -> str:
    known = {"t": "\t", "n": "\n", "\\": "\\"}
    return ESCAPE.sub(lambda m: known.get(m[1]) or chr(int(m[1][1:], 16)), text)


def places() -> list[Place]:
    """Each place, as a whole page."""
    _, *parts = re.split(r"^== (.+)\n", (HERE / "places.txt").read_text("utf-8"), flags=re.MULTILINE)
    return [
        Place(name, text if text.startswith(("---", "# ---")) else HEAD + text)
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    ]


class Reader:
    """Reads a page as a build does, up to its HTML, and says what is wrong with it."""

    def __init__(self, extensions: list[str], options: dict[str, Any]) -> None:
        self.markdown = markdown.Markdown(extensions=extensions, extension_configs=options)

    def faults(self, path: str, text: str) -> Iterator[Fault]:
        """The faults of one page; of a notebook without its outputs."""
        try:
            page = intake.page(path, text)
            with reading(path, text):
                html = self.markdown.reset().convert(page.body)
                yield from policy.content(Source(path, text), html)
                math.expand(html)
        except Fault as fault:
            yield fault
        except SnippetMissingError as error:
            with reading(path, text):
                yield missing(error)


A_PAGE = 60  # texts
TITLES, DESCRIPTIONS = "title", "quoted description"
DEAD = {"link address", "link address in angles", "link definition", "image address", "address of HTML"}  # no such page
NAMES = ("why-not", "which-one", "[^1]", "[own]", "ABC")


def site(reader: Reader) -> dict[str, str]:
    """Pages of all that is accepted: path and text. Each has one vector as its title, and one as its description."""
    kept: dict[str, list[str]] = {}
    for place in places():
        for vector in vectors().values():
            if not any(reader.faults(place.path, place.page(vector))):
                kept.setdefault(place.name, []).append(vector)
    texts = [
        _own(place.page(vector).removeprefix(HEAD).replace("(assets/", "(../assets/"), f"{number}-{at}")
        for number, place in enumerate(places())
        for at, vector in enumerate(kept.get(place.name, []))
        if place.text.startswith(HEAD) and place.name not in DEAD
    ]
    found = {"docs/metrics/index.md": "---\nweight: 1\n---\n# Metrics\n"} | _notebooks(kept)
    for page, body in enumerate(_bodies(texts)):
        title, description = kept[TITLES][page % len(kept[TITLES])], kept[DESCRIPTIONS][page % len(kept[DESCRIPTIONS])]
        about = "description: 'A description that is long enough to be one, and then " + description + "'"
        found[f"docs/metrics/page-{page}.md"] = f"---\nweight: {page}\n{about}\n---\n# {title}\n\n{body}"
    return found


def _bodies(texts: list[str]) -> Iterator[str]:
    """The texts on as few pages as their bounds allow."""
    held: list[str] = []
    for text in texts:
        try:
            bounds.check("page.md", "\n\n".join([*held, text]))
        except Fault:
            yield "\n\n".join(held)
            held = []
        held.append(text)
        if len(held) == A_PAGE:
            yield "\n\n".join(held)
            held = []
    yield "\n\n".join(held)


def _own(text: str, number: str) -> str:
    """A place's text with ids, labels and abbreviations that no other place of the page has."""
    for name in NAMES:
        bare = name.strip("[]")
        text = text.replace(name, name.replace(bare, f"{bare}{'' if bare == 'ABC' else '-'}{number}"))
    return text


def _notebooks(kept: dict[str, list[str]]) -> dict[str, str]:
    texts = [
        "# %% [markdown]\n" + "\n".join(f"# {line}" for line in text.split("\n")) for text in kept["notebook text"]
    ]
    cells = [f'# %%\nx = r"""{text} """' for text in kept["notebook code"] if '"' not in text[:1]]
    book = "\n\n".join(["# ---\n# weight: 10\n# ---\n\n# %% [markdown]\n# # Book", *texts, *cells, "print(x)"])
    index = "---\nweight: 2\n---\n# Notebooks\n"
    return {"docs/notebooks/index.md": index, "docs/notebooks/book.py": book + "\n"}
