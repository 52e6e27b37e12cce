"""The text of a rendered page by heading, for search. Must not import MkDocs.

Formulas stay TeX, between two marks, until the browser code makes them readable; pictures, code
blocks and what stands in the question bank are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

FORMULA = re.compile(r"<x-formula [^>]*>([^<]*)</x-formula>")
DROPPED = re.compile(
    r"<(svg|pre|style|script|button|template)\b.*?</\1>|<section class=\"(?:question|quiz)\".*?</section>"
    r"|<a class=\"headerlink\".*?</a>|<span class=\"filename\">.*?</span>",
    re.DOTALL,
)
HEADING = re.compile(r'<h([123]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|kbd|mark|s|small|span|strong|sub|sup)\b[^>]*>")
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Passage:
    """A heading with the text below it; `id` is empty for what stands below the page's title."""

    id: str
    title: str
    text: str


def passages(html: str) -> Iterator[Passage]:
    """The passages of a page's HTML, in order."""
    _before, *parts = HEADING.split(DROPPED.sub("", html))
    for level, id, title, below in zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True):
        yield Passage("" if level == "1" else id, text(title), text(below))


def text(html: str) -> str:
    """HTML as a line of text, each formula as its TeX between \\x02 and \\x03."""
    plain = FORMULA.sub(lambda found: f"\x02{found[1]}\x03", DROPPED.sub("", html))
    return " ".join(unescape(TAG.sub(" ", INLINE.sub("", plain))).split())
