"""What is the same on many pages: style sheets and policy come into each page; a click brings pages without it.

A first visit waits for one answer alone: the style sheets stand in the page. A click within the guide brings the
page's `fragment.html`, in which the hash of each piece of the frame stands in its place; from it and from the pieces
of another page the service worker makes the whole page. Must not import MkDocs.
"""

import base64
import hashlib
import re
from pathlib import Path

from studyguide import csp

NAME = "fragment.html"
PAGE = re.compile(r"(?:.*/)?index\.html")
SHEET = re.compile(r'<link rel="stylesheet" href="([^"?]+)(\?[^"]*)?">')
ADDRESS = re.compile(r"url\((?!data:|[\"'])")  # esbuild and the theme quote only what is in the sheet itself
CONTAINER = '<div class="md-container"'
# As in web/core/frame.ts. Before the container stands only what the templates made.
PIECE = re.compile(
    r'(<style data-href="[^"]*">)(.*?)(?=</style>)|<meta http-equiv="Content-Security-Policy"[^>]*>'
    r'|<script data-root.*?</script>|<header .*?(?=<div class="md-header__topic" data-md-component="header-topic">)'
    r'|<form class="md-header__option".*?</header>',
    re.DOTALL,
)


class Sheets:
    """The style sheets of a site, put into its pages."""

    def __init__(self, site: Path, base: str) -> None:
        """`base` is the path of the site's root, by which pages that stand nowhere in particular name its files."""
        self.site, self.base = site, base.strip("/")
        self.found: dict[str, str] = {}

    @property
    def hashes(self) -> list[str]:
        """The sources that allow what has been put into pages so far."""
        return sorted({csp.source(text) for text in self.found.values()})

    def put(self, page: Path, html: str) -> str:
        """The page with its style sheets in it; each says where it came from. One that is not there stays a link."""
        head, container, rest = html.partition(CONTAINER)
        return SHEET.sub(lambda found: self._put(page, found), head) + container + rest

    def _put(self, page: Path, found: re.Match[str]) -> str:
        address = found[1]
        if address not in self.found:
            own = address.removeprefix("/").removeprefix(f"{self.base}/")
            path = self.site / own if address.startswith("/") else page.parent / address
            if not path.is_file():
                return found[0]
            text = ADDRESS.sub(f"url({address.rpartition('/')[0]}/", path.read_text("utf-8"))
            self.found[address] = text.replace("</style", r"<\/style").strip()
        return f'<style data-href="{address}{found[2] or ""}">{self.found[address]}</style>'


def write(site: Path, base: str) -> None:
    """Finishes the pages of a site. Raises `ValueError` where a page has no place for its policy."""
    sheets = Sheets(site, base)
    texts = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    pages = {path: sheets.put(path, html) for path, html in texts.items()}
    policy = csp.policy(list(texts.values()), sheets.hashes)
    for path, html in pages.items():
        whole = csp.put(path.relative_to(site).as_posix(), html, policy)
        path.write_text(whole, "utf-8")
        if PAGE.fullmatch(path.relative_to(site).as_posix()) and CONTAINER in whole:
            path.with_name(NAME).write_text(fragment(whole), "utf-8")


def fragment(html: str) -> str:
    """A page without its frame."""
    head, container, rest = html.partition(CONTAINER)
    return PIECE.sub(_mark, head) + container + rest


def _mark(found: re.Match[str]) -> str:
    sheet, inside = found.groups()
    return f"{sheet}<!--{digest(inside)}-->" if sheet else f"<!--{digest(found[0])}-->"


def digest(piece: str) -> str:
    """Sixteen letters: the first 96 bits of the sha256."""
    return base64.urlsafe_b64encode(hashlib.sha256(piece.encode("utf-8")).digest()[:12]).decode()
