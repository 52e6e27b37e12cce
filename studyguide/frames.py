"""What is the same on many pages: style sheets and policy come into each page; a click brings pages without it.

A first visit waits for one answer alone: the style sheets stand in the page. A click within the guide brings the
page's `fragment.html`, in which the hash of each piece of the frame stands in its place; from it and from the pieces
of another page the service worker makes the whole page. Must not import MkDocs.
"""

import base64
import functools
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from studyguide import csp

NAME = "fragment.html"
HELP = (
    "404.html"  # kept by every visitor; its frame names files by their whole path, but its sheets are those of others
)
PAGE = re.compile(r"(?:.*/)?index\.html")
SHEET = re.compile(r'<link rel="stylesheet" href="([^"?]+)(\?[^"]*)?">')
ADDRESS = re.compile(r"url\((?!data:|[\"'])")  # esbuild and the theme quote only what is in the sheet itself
CONTAINER = '<div class="md-container"'
# With what stands in `<style>`, as in web/core/frame.ts. Before the container stands only what the templates made.
PIECE = re.compile(
    r'<meta http-equiv="Content-Security-Policy"[^>]*>|<script data-root.*?</script>'
    r'|<header .*?(?=<div class="md-header__topic" data-md-component="header-topic">)'
    r'|<form class="md-header__option".*?</header>',
    re.DOTALL,
)


class Sheets:
    """The style sheets of a site, put into its pages."""

    def __init__(self, site: Path, base: str) -> None:
        """`base` is the path of the site's root, by which pages that stand nowhere in particular name its files."""
        self.site, self.base = site, base.strip("/")
        self.found: dict[str, str] = {}

    def hashes(self) -> list[str]:
        """The sources that allow what has been put into pages so far."""
        return sorted({csp.source(text) for text in self.found.values()})

    def put(self, page: Path, head: str, marked: bool = False) -> str:
        """The beginning of a page with its style sheets in it, or with their marks; each says where it came from.

        A sheet that is not there stays a link.
        """

        def style(found: re.Match[str]) -> str:
            address, version = found.groups(default="")
            text = self._text(page, address)
            if text is None:
                return found[0]
            if marked:  # a link, for a page that another one reads may have no style of its own
                return f'<link rel="stylesheet" href="{address}{version}">{mark(text)}'
            return f'<style data-href="{address}{version}">{text}</style>'

        return SHEET.sub(style, head)

    def _text(self, page: Path, address: str) -> str | None:
        if address not in self.found:
            own = address.removeprefix("/").removeprefix(f"{self.base}/")
            path = self.site / own if address.startswith("/") else page.parent / address
            if not path.is_file():
                return None
            text = ADDRESS.sub(f"url({address.rpartition('/')[0]}/", path.read_text("utf-8"))
            self.found[address] = text.replace("</style", r"<\/style").strip()
        return self.found[address]


def write(site: Path, base: str) -> None:
    """Finishes the pages of a site. Raises `ValueError` where a page has no place for its policy."""
    sheets, paths = Sheets(site, base), sorted(site.rglob("*.html"))

    def read() -> Iterator[str]:  # one at a time: all of a large site would fill the memory
        for path in paths:
            html = path.read_text("utf-8")
            sheets.put(path, html.partition(CONTAINER)[0])
            yield html

    policy = csp.policy(csp.hashes(read()), sheets.hashes())
    for path in paths:
        name = path.relative_to(site).as_posix()
        head, container, rest = csp.put(name, path.read_text("utf-8"), policy).partition(CONTAINER)
        path.write_text(sheets.put(path, head) + container + rest, "utf-8")
        brief = sheets.put(path, head, marked=True)
        if PAGE.fullmatch(name) and container:
            brief = PIECE.sub(lambda found: mark(found[0]), brief)
        elif name != HELP:
            continue
        fragment(path).write_text(brief + container + rest, "utf-8")


def fragment(page: Path) -> Path:
    """Where a page stands without its frame."""
    return page.with_name(NAME if page.name == "index.html" else f"{page.stem}.{NAME}")


@functools.cache
def mark(piece: str) -> str:
    """What stands for a piece of the frame: the first 96 bits of its sha256 in a comment."""
    digest = hashlib.sha256(piece.encode("utf-8")).digest()[:12]
    return f"<!--{base64.urlsafe_b64encode(digest).decode()}-->"
