"""How much a text may ask of what reads it, and which characters it may have. Must not import MkDocs.

Markdown's patterns take time with the square of some inputs: sixty thousand bytes of `<a ` take a
minute. So sizes and counts are bounded before anything reads a page, at two to five times what the
largest chapter needs; looking takes time with the size of the page alone.
"""

import re
import unicodedata

from studyguide.fault import Fault

FILE = 150_000  # characters
LINE = 2_000
PARAGRAPH = 12_000  # characters between empty lines
FENCED = re.compile(r"^ *(`{3,}|~{3,})[^`\n]*\n.*?^ *\1[ \t]*$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"^# ?", re.MULTILINE)
PLAIN = re.compile(r"[\x20-\x7e\n]*")
ON_A_PAGE = {
    "tags that are opened and not closed": (re.compile(r"<(?=[A-Za-z/!?])(?![^<>\n]*>)"), 20),
    "headings": (re.compile(r"^#", re.MULTILINE), 200),
    "abbreviations of its own": (re.compile(r"^[ ]{0,3}\*\[", re.MULTILINE), 20),
    "addresses of its own": (re.compile(r"^[ ]{0,3}\[[^\]\n]*\]:", re.MULTILINE), 100),
}
IN_A_PARAGRAPH = {
    "brackets": (re.compile(r"\["), 150),
    "brackets that are not closed": (re.compile(r"\[(?![^\[\]]*\])"), 20),
    "dollar signs with a backtick": (re.compile(r"\$`"), 200),
    "stars and underscores": (re.compile(r"[*_]{1,3}"), 400),
    "backticks": (re.compile(r"`+"), 500),
    "backslashes": (re.compile(r"\\"), 1_000),
}
DEEP = re.compile(r"^[ \t]*(?:>[ \t]?){7}|^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+){7}|^(?:[ ]{4}|\t){12}", re.MULTILINE)
UNSEEN = {
    "\u00ad": "a soft hyphen",
    "\u061c": "a mark of direction",
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u180e\u115f\u1160\u3164\uffa0", "a character of no width"),
    **dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "a mark of direction"),
    **dict.fromkeys("\u2028\u2029\x85\x0b\x0c\r", "another program's end of line"),
}


def check(path: str, text: str) -> None:
    """Raises `Fault` for characters that hide something, and for a page that is too large to read at once."""
    characters(path, text)
    if len(text) > FILE:
        raise Fault(path, 1, f"the file has {len(text):,} characters", f"split it: {FILE:,} are the most")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LINE:
            raise Fault(path, number, f"the line has {len(line):,} characters", f"break it: {LINE:,} are the most")
    if path.endswith(".py"):  # a notebook's text stands in comments
        text = COMMENT.sub("", text)
    prose = FENCED.sub(lambda fence: "\n" * fence[0].count("\n"), text)
    if "<![" in prose:  # on which Python's own reader of HTML, which MkDocs uses, ends with an error
        number = prose.count("\n", 0, prose.index("<![")) + 1
        raise Fault(path, number, "`<![` begins what no page may have", "put a space after `<`, or use a fence")
    _counted(path, prose, 1, "the page", ON_A_PAGE)
    if deep := DEEP.search(prose):
        raise Fault(path, prose.count("\n", 0, deep.start()) + 1, "quotes or lists are nested deeper than six levels",
                    "use fewer levels")  # fmt: skip
    first = 1
    for part in re.split(r"(\n[ \t]*\n)", prose):
        if len(part) > PARAGRAPH:
            raise Fault(path, first, f"the paragraph has {len(part):,} characters",
                        f"put an empty line into it: {PARAGRAPH:,} are the most")  # fmt: skip
        _counted(path, part, first, "the paragraph", IN_A_PARAGRAPH)
        first += part.count("\n")


def _counted(path: str, text: str, first: int, where: str, bounds: dict[str, tuple[re.Pattern[str], int]]) -> None:
    for name, (pattern, most) in bounds.items():
        found = [match.start() for match in pattern.finditer(text)]
        if len(found) > most:
            line = first + text.count("\n", 0, found[most])
            raise Fault(path, line, f"{where} has {len(found):,} {name}", f"use fewer: {most} are the most")


def characters(path: str, text: str) -> None:
    """Raises `Fault` for a character that readers and reviewers do not see."""
    if PLAIN.fullmatch(text):
        return
    for letter in sorted(set(text)):
        what = UNSEEN.get(letter)
        if what is None and letter not in "\n\t" and unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs", "Cn"}:
            what = "a character that is not shown"
        if what:
            line = text.count("\n", 0, text.index(letter)) + 1
            raise Fault(path, line, f"the text has {what}, U+{ord(letter):04X}", "delete it")
