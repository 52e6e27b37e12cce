"""Menu and order of the pages, from folders, `weight` and titles. Must not import MkDocs.

A folder with an `index.md` is a section; a page's place is its weight, then its title.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from studyguide.fault import Fault, Source

HEADING = re.compile(r"^# +(.+?) *#* *$", re.MULTILINE)
MARKUP = re.compile(r"\$`|`\$|[`*]|\[([^\]]*)\]\([^)]*\)")
TAG = re.compile(r"<[A-Za-z/!?]|&[A-Za-z#][A-Za-z0-9]*;|\{[{%#]")
Nav = list[Any]


@dataclass(frozen=True)
class Entry:
    """A page for the menu: `path` from `docs/`, such as `metrics/roc-and-pr-curves.md`."""

    path: str
    title: str
    weight: int


@dataclass
class Section:
    index: Entry | None = None
    pages: list[Entry] = field(default_factory=list)
    sections: dict[str, "Section"] = field(default_factory=dict)


def title(path: str, body: str, text: str = "") -> str:
    """The page's first heading as plain text. Raises `Fault` where there is none, or a second, or markup.

    `text` is the whole file, in which a line is looked for.
    """
    file = Source(path, text or body)
    prose = re.sub(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$", lambda m: "\n" * m[0].count("\n"), body,
                  flags=re.MULTILINE | re.DOTALL)  # fmt: skip
    found = HEADING.findall(prose)
    if len(found) != 1:
        raise Fault(path, 1, f"the page has {len(found)} headings of level one", "write one `# Title` at its top")
    plain = MARKUP.sub(lambda m: m[1] or "", found[0]).strip()
    if TAG.search(plain):
        raise Fault(path, file.line_of(found[0]), "the title has HTML, or what looks like it",
                    "write it in words: it stands in menus and in search too")  # fmt: skip
    return plain


def tree(entries: Iterable[Entry]) -> Section:
    """Sections by folder. Raises `Fault` for a folder with pages and no `index.md`."""
    root = Section()
    for entry in entries:
        *folders, name = entry.path.split("/")
        section = root
        for folder in folders:
            section = section.sections.setdefault(folder, Section())
        if name == "index.md":
            section.index = entry
        else:
            section.pages.append(entry)
    _check(root, "docs")
    return root


def _check(section: Section, path: str) -> None:
    if section.index is None:
        raise Fault(f"{path}/index.md", 1, "the folder has pages but no index.md",
                    "add one with front matter (`weight: …`), a `# Title` and what the section is for")  # fmt: skip
    for name, inner in section.sections.items():
        _check(inner, f"{path}/{name}")


def nav(section: Section) -> Nav:
    """The menu as MkDocs takes it: the index first, then pages and sections by weight and title."""
    assert section.index is not None
    items: list[tuple[int, str, Any]] = [(p.weight, p.title, {p.title: p.path}) for p in section.pages]
    for inner in section.sections.values():
        assert inner.index is not None
        items.append((inner.index.weight, inner.index.title, {inner.index.title: nav(inner)}))
    ordered = [item for _, _, item in sorted(items, key=lambda item: item[:2])]
    first = "Home" if section.index.path == "index.md" else section.index.title
    return [{first: section.index.path}, *ordered]
