"""Questions and quiz items read back from rendered HTML, with all that is known of each. Must not import MkDocs.

Reading HTML and not Markdown, the bank holds mathematics, code and links as readers see them, and
works under any site generator that renders our blocks. All HTML in it can stand on another page:
without ids and permalinks, and with addresses from the site's root.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

from lxml import html as lxml_html
from lxml.html import HtmlElement

ROOT = "https://root.invalid/"
PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
LIFTED = re.compile(r'<x-svg n="(\d+)"></x-svg>')
FORMULA = re.compile(r"<x-formula [^>]*>[^<]*</x-formula>")
RUN_MARK = "# not in the browser:"


@dataclass(frozen=True)
class Titled:
    """A follow-up or a mistake; both are HTML, `title` inline."""

    title: str
    html: str


@dataclass(frozen=True)
class Question:
    """`title` is text; `url` is from the site's root; `page` is the page's title. The rest is HTML.

    `short` and `sources` are what stands in one paragraph; `answer` is the whole, with the short
    answer first; `mechanism` is what is left without the others.
    """

    id: str
    title: str
    level: str
    short: str
    answer: str
    page: str
    url: str
    mechanism: str = ""
    follow_ups: tuple[Titled, ...] = ()
    mistakes: tuple[Titled, ...] = ()
    sources: str = ""


@dataclass(frozen=True)
class Option:
    """An option of a quiz item: `text` is inline HTML, `reason` HTML."""

    text: str
    right: bool
    reason: str


@dataclass(frozen=True)
class Quiz:
    """A quiz item; `stem` is HTML: the title inline, then whatever stands before the options."""

    id: str
    stem: str
    options: tuple[Option, ...]
    url: str


def text(element: HtmlElement) -> str:
    """The words inside an element, each run of white space as one space."""
    return " ".join(element.text_content().replace("¶", "").split())


class _Tree:
    """A page's HTML as a tree. Pictures are put aside: a parser of HTML spoils the names in SVG."""

    def __init__(self, content: str, url: str) -> None:
        self.pictures: list[str] = []
        self.root = lxml_html.fragment_fromstring(PICTURE.sub(self._lift, content), create_parent="div")
        self.url = url

    def _lift(self, found: re.Match[str]) -> str:
        self.pictures.append(found[0])
        return f'<x-svg n="{len(self.pictures) - 1}"></x-svg>'

    def clean(self, block: HtmlElement) -> None:
        """Makes what is inside a block fit to stand on another page."""
        for element in list(block.iterdescendants("*")):
            element.attrib.pop("id", None)
            for name in ("href", "src"):
                if name in element.attrib:
                    element.set(name, self.from_root(element.get(name)))
            link = element.tag == "a" and element.get("class") == "headerlink"
            if link or (element.get("class") == "c1" and (element.text or "").startswith(RUN_MARK)):
                element.drop_tree()

    def from_root(self, address: str) -> str:
        """An address as it is written on the page, from the site's root; one of another site stays as it is."""
        full = urljoin(f"{ROOT}{self.url}", address)
        return full.removeprefix(ROOT) or "./"

    def inner(self, element: HtmlElement) -> str:
        """The HTML inside an element."""
        return (escape(element.text or "", quote=False) + self.outer(element)).strip()

    def outer(self, elements: Iterable[HtmlElement]) -> str:
        """The HTML of elements, as it stood."""
        html = "".join(lxml_html.tostring(element, encoding="unicode") for element in elements)
        html = FORMULA.sub(lambda found: found[0].replace("\n", "&#10;"), html)
        return LIFTED.sub(lambda found: self.pictures[int(found[1])], html).strip()

    def titled(self, block: HtmlElement) -> Titled:
        """A follow-up or a mistake: its first element is the title."""
        title, *rest = block
        return Titled(self.inner(title), self.outer(rest))


def questions(content: str, page: str, url: str) -> Iterator[Question]:
    """The questions of a page's HTML, in order; a page without any costs one look."""
    if 'class="question"' not in content:
        return
    tree = _Tree(content, url)
    for section in tree.root.iterfind('.//section[@class="question"]'):
        heading, answer = section.find("h3"), section.find("details")
        name = heading.get("id")
        tree.clean(section)
        parts = _parts(answer)
        yield Question(
            id=name,
            title=text(heading),
            level=section.get("data-level"),
            short="".join(map(tree.inner, parts["short-answer"])),
            answer=tree.outer(element for element in answer if element.tag != "summary"),
            page=page,
            url=f"{url}#{name}",
            mechanism=tree.outer(parts[""]),
            follow_ups=tuple(map(tree.titled, parts["follow-up"])),
            mistakes=tuple(map(tree.titled, parts["mistake"])),
            sources=" ".join(map(tree.inner, parts["sources"])),
        )


def _parts(answer: HtmlElement) -> dict[str, list[HtmlElement]]:
    """The elements of an answer by what they are; the mechanism is what is nothing else."""
    parts: dict[str, list[HtmlElement]] = {name: [] for name in ("short-answer", "follow-up", "mistake", "sources", "")}
    for element in answer:
        name = element.get("class") or ""
        if element.tag != "summary":
            parts[name if name in parts else ""].append(element)
    return parts


def quizzes(content: str, url: str) -> Iterator[Quiz]:
    """The quiz items of a page's HTML, in order."""
    if 'class="quiz"' not in content:
        return
    tree = _Tree(content, url)
    for section in tree.root.iterfind('.//section[@class="quiz"]'):
        tree.clean(section)
        title, *rest = section
        yield Quiz(
            id=section.get("id"),
            stem=tree.inner(title) + tree.outer(element for element in rest if element.tag != "ul"),
            options=tuple(_option(tree, fold) for fold in section.iterfind("ul/li/details")),
            url=f"{url}#{section.get('id')}",
        )


def _option(tree: _Tree, fold: HtmlElement) -> Option:
    """One option: the choice, a verdict that only the page needs, and the reason."""
    choice, _verdict, *reason = fold
    return Option(tree.inner(choice), fold.get("class") == "right", tree.outer(reason))
