"""The finished site against the policy: every file is one that we publish, every page holds. Must not import MkDocs.

What is checked is what lies in the folder when the build is over; after that pages get only what is the same on many:
the names of their parts, the style sheets, the Content-Security-Policy.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from studyguide import allowed, csp, policy
from studyguide.fault import Fault, Source

FILES = re.compile(
    r"(?:[a-z0-9-]+/)*index\.html|404\.html|sitemap\.xml(?:\.gz)?|search/(?:texts/)?[\w-]+\.json|sw\.js|"
    r"bank/[\w/-]+\.json|notebooks/[a-z0-9-]+/[a-z0-9-]+\.ipynb|"
    r"assets/(?:[\w.-]+/)*[\w.-]+\.(?:css|js|mjs|json|wasm|whl|zip|woff2|png|jpg|jpeg|webp|svg|sql|apkg|txt)"
)
INDENT = re.compile(r"\n\s+")  # templates lose theirs, see `rendering.Dense`
SCRIPT = re.compile(r"<script(?: data-root=[^>]*)?>(.*?)</script>", re.DOTALL)
JINJA = re.compile(r"\\\{\\\{.*?\\\}\\\}", re.DOTALL)
FRAME = (
    "body > div.md-container > main > div > div.md-content > article.md-content__inner h1",
    "body > div.md-container > footer.md-footer",
)
THEME = "keep what only the theme makes in overrides/, and list it in studyguide/allowed.py"


def faults(root: Path, site: Path, moved: dict[str, str]) -> list[Fault]:
    """Whatever the finished site must not have. `moved` is the text of the pages that only lead on, by path."""
    known = scripts(root)
    found: list[Fault] = []
    for path in sorted(path for path in site.rglob("*") if not path.is_dir()):
        name = path.relative_to(site).as_posix()
        if path.is_symlink() or not FILES.fullmatch(name):
            found.append(Fault(name, 1, "a file that no rule of the site knows would be published",
                               "take it out, or add its kind to studyguide/published.py"))  # fmt: skip
        elif name.endswith(".html"):
            html = path.read_text("utf-8")
            found += [] if moved.get(name) == html else page(source(root, name), html, known)
        elif name.startswith("bank/"):
            found += bank(name, json.loads(path.read_text("utf-8")))
    return found


def source(root: Path, name: str) -> Source:
    """The file that a page of the site is made from, with its text."""
    stem = name.removesuffix("index.html").rstrip("/")
    for path in (f"docs/{stem}.md", f"docs/{stem}/index.md".replace("//", "/"), f"docs/{stem}.py"):
        if (root / path).is_file():
            return Source(path, (root / path).read_text("utf-8"))
    return Source("overrides/main.html", "")


def scripts(root: Path) -> list[re.Pattern[str]]:
    """The inline scripts of our templates; where a template puts a value, only a path fits. None is the theme's."""
    texts = [path.read_text("utf-8") for path in sorted((root / "overrides").rglob("*.html"))]
    bodies = [INDENT.sub("\n", body) for text in texts for body in SCRIPT.findall(text)]
    return [re.compile(JINJA.sub(r"[./\\w-]*", re.escape(body))) for body in bodies if "{%" not in body]


def page(source: Source, html: str, known: list[re.Pattern[str]]) -> Iterator[Fault]:
    """What is wrong with one finished page."""
    tree = LexborHTMLParser(html)
    for what in [*_scripts(tree, known), *_parts(tree, html)]:
        yield Fault(source.path, 1, what, THEME)
    for script in tree.css("script"):
        script.decompose()
    yield from policy.faults(source, tree.html or "", allowed.PAGE)


def _scripts(tree: LexborHTMLParser, known: list[re.Pattern[str]]) -> Iterator[str]:
    for script in tree.css("script"):
        given, body = script.attributes, script.text() or ""
        own = set(given) <= {"src", "type", "defer", "async"} and csp.OWN.fullmatch(given.get("src") or "")
        if not ((own and not body) or (set(given) <= {"data-root"} and any(one.fullmatch(body) for one in known))):
            yield f"the script `{(given.get('src') or body)[:60]}` is not the theme's"


def _parts(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    root, title, titles = tree.css_first("html"), tree.css_first("title"), tree.css("h1")
    if not (root and root.attributes.get("lang")):
        yield "the page names no language"
    if not (title and (title.text() or "").strip()):
        yield "the page has no title"
    if len(titles) != 1 or not titles[0].text(deep=True).strip():
        yield f"the page has {len(titles)} headings of level one"
    if not all(tree.css_matches(selector) for selector in FRAME):
        yield "something on the page closes the theme's parts around it"
    if not re.match(csp.START, html):
        yield "the page does not begin with its encoding"
    if "<x-formula" in html:
        yield "a formula of the page was not rendered"


def bank(name: str, value: Any) -> Iterator[Fault]:
    """What practice pages and decks would show: every text of the question bank that is HTML."""
    if isinstance(value, str) and "<" in value:
        html = policy.canonical(f"<!doctype html><body>{value}").partition("<body>")[2].removesuffix("</body></html>")
        yield from policy.faults(Source(name, ""), html, allowed.BANK)
    elif isinstance(value, (list, dict)):
        fields = value.items() if isinstance(value, dict) else [("", one) for one in value]
        for key, one in fields:
            if key != "title" or "html" in value:  # a question's title is text and set as text
                yield from bank(name, one)
