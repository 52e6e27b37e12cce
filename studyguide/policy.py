"""Holds HTML against the lists of `allowed`, and says what is wrong with it. Must not import MkDocs.

HTML is parsed as browsers parse it and written out again; what is checked are the tags of that text,
each different tag once. So neither odd quoting nor a parser that reads otherwise hides anything.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from studyguide import allowed
from studyguide.allowed import Rules
from studyguide.fault import Fault, Source

TAG = re.compile(r'<!--.*?-->|</?[a-zA-Z][^">]*(?:"[^"]*"[^">]*)*>', re.DOTALL)
NAME = re.compile(r"</?[a-zA-Z][^\s/>]*")
RAW = re.compile(r"<!--.*?-->|<(/?[a-zA-Z][^\s/>]*)(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
WELL_FORMED = re.compile(r'<[a-zA-Z][\w:-]*(?:\s[^\s="<>/\']+(?:="[^"<>]*")?)*>')
ATTRIBUTE = re.compile(r'\s([^\s="<>/]+)(?:="([^"]*)")?')
SCHEME = re.compile(r"[^/?#]*?:")
HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
CANONICAL = re.compile(r"https?://[\w.:-]+/[\w./-]*")
WORD = re.compile(r"[a-z0-9_]{2,}")
FOOTNOTE = re.compile(r"^#?fn(?:ref)?:")
ODD = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"`\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
HOLLOW = {"br", "hr", "img", "input", "link", "meta"}
MEND = "write it in Markdown; studyguide/allowed.py lists what a page may have"
Wrong = tuple[str, str, tuple[str, ...]]  # what, cure, and texts by which its line is looked for
MARKDOWN = {"a": ("[[", "](")}  # how what has no tag in the source is written there


def canonical(html: str) -> str:
    """HTML as a browser reads it, written with every attribute in double quotes."""
    return LexborHTMLParser(html).html or ""


def read(html: str) -> list[str]:
    """The tags of canonical HTML. What cannot be read leaves a tag that no list has."""
    found = TAG.findall(html)
    comments = [tag for tag in found if tag.startswith("<!")]
    unread = html.count("<") - len(found) - sum(tag.count("<") - 1 for tag in comments) - html.startswith("<!DOCTYPE")
    tags = [tag for tag in found if not tag.startswith("<!")] if comments else found
    return [*tags, "<unread>"] if unread > 0 else tags


def _name(tag: str) -> str:
    """A tag's name, with its slash if it closes."""
    found = NAME.match(tag)
    return found[0][1:] if found else ""


def content(source: Source, html: str) -> Iterator[Fault]:
    """What a page's HTML must not have before the theme is put around it."""
    whole = canonical(f"<!doctype html><body>{html}")
    tags = read(whole)
    inner = tags[next(at for at, tag in enumerate(tags) if _name(tag) == "body") + 1 :]
    inner = [tag for tag in inner if tag not in {"</body>", "</html>"}]
    yield from _told(source, set(inner), allowed.CONTENT)
    there, written = [_name(tag).lower() for tag in inner], _written(html)
    if wrong := _unbalanced(Counter(there), Counter(written)):
        yield Fault(source.path, line(source, wrong[2]), *wrong[:2])
    elif there != written or tags != read(canonical(whole)):
        name = next((one for one, other in zip(written, there, strict=False) if one != other), "body")
        needles = (f"<{name}", *MARKDOWN.get(name, (name,)))
        yield Fault(source.path, line(source, needles), f"a browser reads `<{name}>` in another place", MEND)


def _written(html: str) -> list[str]:
    """The names of the tags in HTML as it was written; a drawing's elements may close themselves."""
    found: list[str] = []
    for tag in RAW.finditer(html):
        if tag[1]:
            found.append(tag[1].lower())
            if tag[0].endswith("/>") and tag[1] in allowed.DRAWING:
                found.append(f"/{tag[1].lower()}")
    return found


def _unbalanced(read: Counter[str], written: Counter[str]) -> Wrong | None:
    """A tag that a browser closes, moves or leaves out; in a page it would take in what follows."""
    for name in sorted({name.strip("/") for name in read.keys() | written.keys()}):
        opened, closed = (written[name], written[f"/{name}"])
        if read[name] != opened or (name in HOLLOW and closed):
            return f"`<{name}>` stands where a browser does not accept it", MEND, (f"<{name}", f"</{name}")
        if name not in HOLLOW and read[f"/{name}"] != closed:
            return f"`<{name}>` is opened or closed once too often", f"close each with `</{name}>`", (f"<{name}", name)
    return None


def faults(source: Source, html: str, rules: Rules) -> Iterator[Fault]:
    """What a piece of canonical HTML has that the rules do not list."""
    yield from _told(source, set(read(html)), rules)


def _told(source: Source, found: set[str], rules: Rules) -> Iterator[Fault]:
    kind = next(name for name, value in vars(allowed).items() if value is rules)
    for tag in sorted(tag for tag in found if not tag.startswith("</")):
        wrong = _wrong(tag, kind)
        if wrong:
            yield Fault(source.path, line(source, wrong[2]), *wrong[:2])


def line(source: Source, needles: tuple[str, ...]) -> int:
    """The line (from 1) that most likely brought what is wrong: the first that holds one of the texts.

    Else one with an attribute list that holds words of them, or one with any word of them, longest first.
    """
    lines = [unescape(text).lower() for text in source.text.splitlines()]
    wanted = [text for needle in needles for text in needle.lower().strip().split("\n") if text.strip()]
    words = sorted((word for text in wanted for word in WORD.findall(text)), key=len, reverse=True)
    whole = [rf"\b{re.escape(word)}\b" for word in words]
    listed = [rf"\{{[^}}`]*\b{re.escape(word.strip('_'))}\b" for word in words]
    for pattern in [*map(re.escape, wanted), *listed, *whole, r"\{.+\}", "--8<--"]:
        for number, text in enumerate(lines, 1):
            if re.search(pattern, text, re.DOTALL):
                return number
    return 1


@cache
def _wrong(tag: str, kind: str) -> Wrong | None:
    """What is wrong with one tag of canonical HTML."""
    rules: Rules = getattr(allowed, kind)
    name = _name(tag)
    if name not in rules.elements:
        return f"`<{name}>` may not stand in a page", MEND, (f"<{name}", name)
    if not WELL_FORMED.fullmatch(tag):
        return f"`{tag[:40]}` is no tag that can be read", MEND, (f"<{name}", unescape(tag[1 + len(name) :]))
    given = {a: unescape(value) for a, value in ATTRIBUTE.findall(tag[1 + len(name) :])}
    for attribute, value in given.items():
        if attribute not in rules.elements[name] and not rules.common.fullmatch(attribute):
            return f"`<{name}>` may not have `{attribute}`", MEND, (attribute, f"<{name}")
        if name == "link" and attribute == "href" and given.get("rel") == "canonical" and CANONICAL.fullmatch(value):
            continue  # the site's own address, which is not fetched; while testing it is this machine's
        told = _value(name, attribute, value, rules)
        if told:
            shown = value if len(value) < 60 else f"{value[:57]}…"
            return (
                f"`{attribute}` of `<{name}>` cannot be `{shown}`: {told}",
                MEND,
                (value, FOOTNOTE.sub("", value), attribute, f"<{name}"),
            )
    if name == "img" and not given.get("alt", "").strip():
        return (
            "this picture has no alt text",
            "write what it shows: ![what it shows](…)",
            (given.get("src", ""), "![", "<img", "img"),
        )
    if name == "input" and given.get("type", "text") not in rules.inputs:
        return "a page may have no field to fill in", MEND, ("<input",)
    return None


def _value(name: str, attribute: str, value: str, rules: Rules) -> str | None:
    """Why an attribute cannot have this value, in a few words."""
    match attribute:
        case "src" if SCHEME.match(value):
            return "it is asked for by every reader; put the file into docs/assets"
        case "href" | "src":
            return address(value, rules.rooted)
        case "xlink:href":
            fits = allowed.LOCAL.fullmatch(value) or (name == "image" and allowed.PIXELS.fullmatch(value))
            return None if fits else "a drawing shows only its own parts"
        case "style":
            return _style(value, rules)
        case "class":
            wrong = [one for one in value.split() if not rules.classes.fullmatch(one)]
            return f"`{wrong[0]}` is no class of a page" if wrong else None
        case "id" | "for" | "name" if rules is not allowed.PAGE:
            tab = name in {"input", "label"} and allowed.TAB.fullmatch(value)
            fits = tab or (attribute == "id" and allowed.ID.fullmatch(value))
            return None if fits else "ids are words; those that begin with __ are the theme's"
        case "clip-path":
            return None if allowed.CLIP.fullmatch(value) else "it names a part of the same drawing"
        case "role" if rules is not allowed.PAGE:
            return None if allowed.ROLES.fullmatch(value) else "roles are region and img"
        case "width" | "height" if name in {"img", "svg"}:
            return None if allowed.NUMBER.fullmatch(value) else "it is a length"
        case "fill" | "stroke" | "transform" | "stop-color":
            return None if allowed.STYLE_VALUE.fullmatch(value) else "it is no color or move"
    return None


def address(value: str, rooted: bool = False) -> str | None:
    """Why a page cannot link to this: only https, and relative paths that stay on the site."""
    if ODD.search(value):
        return "an address has no such character"
    scheme = SCHEME.match(value)
    if scheme:
        if not value.startswith("https://"):
            return "addresses begin with https:// or are relative"
        try:
            host = urlsplit(value).netloc
        except ValueError:
            return "it is no address"
        return None if HOST.fullmatch(host.lower()) else "its host is no plain name"
    if value.startswith("//") or (value.startswith("/") and not rooted):
        return "a path of this site is relative to the page"
    return None


def _style(value: str, rules: Rules) -> str | None:
    for part in filter(str.strip, value.split(";")):
        name, _, rest = part.partition(":")
        if name.strip() not in rules.styles:
            return f"`{name.strip()}` is no property of a page"
        if not allowed.STYLE_VALUE.fullmatch(rest.strip()) or "fixed" in rest or "sticky" in rest:
            return f"`{rest.strip()}` is no value of a page"
    return None
