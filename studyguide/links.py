"""Ids and links of the built site: every id unique, every internal link and fragment resolves.

Must not import MkDocs. MkDocs checks links in Markdown only; this reads the finished HTML, so links
in raw HTML, in templates and in notebooks are checked too.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from studyguide.fault import Fault, Source

TAG = re.compile(r"<!--.*?-->|<[a-zA-Z][^<>]*>", re.DOTALL)
ATTRIBUTE = re.compile(r'\s([^\s="<>/]+)(?:="([^"]*)")?')
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
NAMED = ("<a", "<map")


@dataclass(frozen=True)
class Anchors:
    """What a page offers and what it asks for. `source` is the file it was made from, with its text."""

    source: Source
    ids: Counter[str]
    links: frozenset[str]


def anchors(source: Source, html: str) -> Anchors:
    """The ids and the internal links of a page's HTML, in which every attribute stands in double quotes."""
    ids: Counter[str] = Counter()
    links: set[str] = set()
    for tag in TAG.findall(html):
        for name, value in ATTRIBUTE.findall(tag) if not tag.startswith("<!") else ():
            given = unescape(value)
            if name == "id" or (name == "name" and tag.startswith(NAMED)):
                ids[given] += 1
            elif name in {"href", "src"} and not SCHEME.match(given) and not given.startswith("//"):
                links.add(given)
    return Anchors(source, ids, frozenset(links))


def faults(pages: dict[str, Anchors], site: Path, base: str = "/") -> Iterator[Fault]:
    """What is wrong between the pages. Keys are URLs from the root: `""`, `metrics/`, `404.html`.

    `base` is the path under which the site is served; only the 404 page links by it.
    """
    for url, page in pages.items():
        for name, count in page.ids.items():
            if count > 1:
                line = page.source.line_of(name)
                yield Fault(page.source.path, line, f"the id `{name}` stands {count} times on the page",
                            "give one heading or block another id")  # fmt: skip
        for link in sorted(page.links):
            fault = _fault(url, link, pages, site, base)
            if fault:
                yield Fault(page.source.path, page.source.line_of(link), *fault)


def _fault(url: str, link: str, pages: dict[str, Anchors], site: Path, base: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(link)
    except ValueError:
        return f"the link `{link}` is no address", "link to an existing page by its relative path"
    target = url
    if parts.path:
        path = unquote(parts.path)
        target = path.removeprefix(base) if path.startswith("/") else posixpath.join(posixpath.dirname(url), path)
        target = posixpath.normpath(target) + ("/" if path.endswith(("/", "/..", "/.")) or path in {".", ".."} else "")
        target = "" if target in {"./", "."} else target
    if target not in pages:
        if target.endswith("/") or target.startswith("..") or not (site / target).is_file():
            return f"the link `{link}` leads nowhere", "link to an existing page by its relative path"
        return None
    fragment = unquote(parts.fragment)
    if fragment and fragment not in pages[target].ids and not fragment.startswith((":~:", "__")):
        return f"the link `{link}` names a place that its page does not have", "use the id of a heading or block"
    return None
