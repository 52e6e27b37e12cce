"""The theme's style sheets without what no page of the site uses. Must not import MkDocs.

A rule stays if each class it needs stands in the HTML or anywhere in a script; a custom property stays if something
reads it. Rules on elements, states and attributes stay, except those for another direction of writing or another
color scheme than the pages have.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tinycss2

CACHE = Path(__file__).resolve().parents[1] / ".cache/styles"
CLASSES = re.compile(r'\sclass="([^"]*)"')
VALUES = re.compile(r'\s((?:dir|data-md-color-[a-z]+))="([^"]*)"')
PROPERTY = re.compile(r"--[\w-]+")
WORD = re.compile(r"[A-Za-z_][\w-]*")
KNOWN = re.compile(r"\.([A-Za-z_][\w-]*)|\[((?:dir|data-md-color-[a-z]+)=[^\]]*)\]|(--[\w-]+)")
COSTLY = re.compile(r"table:not\(\[class\]\)\s*\+\s*\*")
"""Matches nothing once tables have their boxes, and has browsers look at a whole article with each new class."""
CHOICES = {"is", "where", "matches", "-webkit-any", "-moz-any"}


@dataclass
class Rule:
    """Selectors with declarations; or an at-rule, with rules inside, or as it came in `head`."""

    head: str
    selectors: list[Any] = field(default_factory=list)
    declarations: list[str] = field(default_factory=list)
    rules: list["Rule"] | None = None

    def text(self) -> str:
        if self.rules is not None:
            inside = "".join(rule.text() for rule in self.rules)
            return f"{self.head}{{{inside}}}" if inside else ""
        if self.head or not self.declarations:
            return self.head
        return f"{','.join(map(_written, self.selectors))}{{{';'.join(self.declarations)}}}"


def words(html: str) -> set[str]:
    """What a style sheet may ask of a page: `highlight`, `dir=ltr`, `--md-code-fg-color`."""
    found = set(" ".join(set(CLASSES.findall(html))).split())
    found.update(f"{name}={value}" for name, value in VALUES.findall(html))
    return found | set(PROPERTY.findall(html))


def lighten(site: Path, used: set[str]) -> None:
    """Rewrites the theme's style sheets in a built site; `used` is what its pages say, by `words`."""
    sheets = sorted((site / "assets/stylesheets").glob("*.css"))
    texts = [path.read_text("utf-8") for path in sheets]
    others = [path.read_text("utf-8") for path in sorted((site / "assets").glob("*.css"))]
    scripts = [p.read_text("utf-8") for p in sorted((site / "assets").rglob("*.js")) if "python" not in p.parts]
    extra = [words(page.read_text("utf-8")) for page in sorted(site.glob("*.html"))]
    spoken = used.union(*extra, *(WORD.findall(text) for text in scripts), *(PROPERTY.findall(t) for t in others))
    known = {a or b.replace('"', "") or c for text in texts for a, b, c in KNOWN.findall(text)}
    for path, text in zip(sheets, _kept(texts, spoken & known), strict=True):
        path.write_text(text, "utf-8")


def _kept(texts: list[str], used: set[str]) -> list[str]:
    """As `without`, remembered."""
    key = "\0".join([*texts, *sorted(used), Path(__file__).read_text("utf-8")])
    folder = CACHE / hashlib.sha256(key.encode()).hexdigest()[:16]
    names = [folder / f"{number}.css" for number in range(len(texts))]
    if not all(path.exists() for path in names):
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(names, without(texts, used), strict=True):
            path.write_text(text, "utf-8")
    return [path.read_text("utf-8") for path in names]


def without(texts: list[str], used: set[str]) -> list[str]:
    """The style sheets of one page without what cannot match, and without properties that nothing reads."""
    sheets = [list(_rules(tinycss2.parse_stylesheet(text, True, True), used)) for text in texts]
    while True:
        texts = ["".join(rule.text() for rule in sheet) for sheet in sheets]
        read = used | {name for text in texts for name in re.findall(r"var\(\s*(--[\w-]+)", text)}
        if not sum([_forget(rule, read) for sheet in sheets for rule in sheet]):
            return texts


def _rules(nodes: Iterable[Any], used: set[str]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            parts = [part for part in _split(node.prelude, ",") if not COSTLY.search(_written(part))]
            selectors = [part for part in parts if _may(part, used)]
            if selectors:
                yield Rule("", selectors, [_written(part) for part in _split(node.content, ";") if _written(part)])
        elif node.type == "at-rule" and node.lower_at_keyword in {"media", "supports"}:
            inside = list(_rules(tinycss2.parse_rule_list(node.content, True, True), used))
            if inside:
                yield Rule(f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}", rules=inside)
        elif node.type == "at-rule":
            yield Rule(node.serialize())


def _may(tokens: list[Any], used: set[str]) -> bool:
    """Whether a selector can match: its classes are used, and of each choice in `:is()` one can."""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "ident" and before == "." and token.value not in used:
            return False
        if token.type == "[] block":
            asked = tinycss2.serialize(token.content).replace('"', "").replace("'", "")
            if re.match(r"(dir|data-md-color-[a-z]+)=", asked) and asked not in used:
                return False
        choices = token.type == "function" and token.lower_name in CHOICES
        if choices and not any(_may(part, used) for part in _split(token.arguments, ",")):
            return False
    return True


def _forget(rule: Rule, read: set[str]) -> int:
    """Drops the custom properties that nothing reads; the answer is how many."""
    if rule.rules is not None:
        return sum([_forget(inner, read) for inner in rule.rules])
    before = len(rule.declarations)
    rule.declarations = [text for text in rule.declarations if not text.startswith("--") or text.split(":")[0] in read]
    return before - len(rule.declarations)


def _split(tokens: list[Any], mark: str) -> Iterator[list[Any]]:
    part: list[Any] = []
    for token in tokens:
        if token == mark:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _written(tokens: list[Any]) -> str:
    return str(tinycss2.serialize(tokens)).strip()
