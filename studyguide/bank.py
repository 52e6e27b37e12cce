"""Questions read back from rendered HTML, with all that is known of each. Must not import MkDocs.

Reading HTML and not Markdown, the bank holds mathematics, code and links as readers see them, and
works under any site generator that renders our blocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.html import HtmlElement


@dataclass(frozen=True)
class Question:
    """`short` and `answer` are HTML; `title` is text; `url` is the page's, from the site's root."""

    id: str
    title: str
    level: str
    short: str
    answer: str
    page: str
    url: str


def inner(element: HtmlElement) -> str:
    """The HTML inside an element."""
    parts = (lxml_html.tostring(child, encoding="unicode") for child in element)
    return ((element.text or "") + "".join(parts)).strip()


def text(element: HtmlElement) -> str:
    """The words inside an element, each run of white space as one space."""
    return " ".join(element.text_content().replace("¶", "").split())


def questions(content: str, page: str, url: str) -> Iterator[Question]:
    """The questions of a page's HTML, in order; a page without any costs one look."""
    if 'class="question"' not in content:
        return
    root = lxml_html.fragment_fromstring(content, create_parent="div")
    for section in root.iterfind('.//section[@class="question"]'):
        heading, answer = section.find("h3"), section.find("details")
        short = answer.find('p[@class="short-answer"]')
        yield Question(
            id=heading.get("id"),
            title=text(heading),
            level=section.get("data-level"),
            short="" if short is None else inner(short),
            answer=inner(answer),
            page=page,
            url=f"{url}#{heading.get('id')}",
        )
