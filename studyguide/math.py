"""markdown-katex's syntax as a Markdown extension, rendered in-process. Must not import MkDocs.

markdown-katex by itself starts a process for each formula. Here `katex` renders them inside the
build, beside the thread that reads Markdown; no script reaches the browser.
"""

import re
from html import escape, unescape
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown_katex.extension import (
    KatexExtension,
    KatexPreprocessor,
    _clean_block_text,
    _clean_inline_text,
)

from studyguide.fault import fault
from studyguide.katex import renderer

CODE_SPAN = re.compile(r"(\$?)(?<!`)`+[^`]+`+(?!`)(\$?)")
PLACEHOLDER = re.compile(r'<x-formula ([di])="">(.*?)</x-formula>')


def placeholder(tex: str, display: bool) -> str:
    """A short element that stands for a formula until `expand`, with the TeX as its text.

    What reads pages between Markdown and the finished file (contents, search, question bank) then
    sees `x^2` and not five kilobytes of spans.
    """
    tex = tex.strip()
    renderer().want(tex, display)
    return f'<x-formula {"d" if display else "i"}="">{escape(tex).replace(chr(10), "&#10;")}</x-formula>'


def expand(html: str) -> str:
    """A finished page with KaTeX's HTML and MathML in the place of each placeholder.

    A bad formula is a `Fault` at its line of the page being read.
    """
    return PLACEHOLDER.sub(_expanded, html)


def _expanded(found: re.Match[str]) -> str:
    display, tex = found[1] == "d", unescape(found[2])
    try:
        html = renderer().html(tex, display)
    except ValueError as error:
        raise fault(tex, f"the formula `{tex}` is not valid: {error}",
                    "mend the TeX; KaTeX's functions are at katex.org/docs/supported") from error  # fmt: skip
    return f'<div class="formula" tabindex="0">{html}</div>' if display else html


class Formulas(KatexPreprocessor):  # type: ignore[misc]
    """Finds formulas as markdown-katex does, and puts a mark in the place of each."""

    def _mark(self, html: str) -> str:
        mark = f"tmp_md_katex_{len(self.ext.math_html)}_"
        self.ext.math_html[mark] = html
        return mark

    def _make_tag_for_block(self, block_lines: list[str]) -> str:
        indent = block_lines[0][: len(block_lines[0]) - len(block_lines[0].lstrip())]
        text = "\n".join(line[len(indent) :] for line in block_lines).rstrip()
        return indent + self._mark(placeholder(_clean_block_text(text), True))

    def _make_tag_for_inline(self, inline_text: str) -> str:
        return self._mark(placeholder(_clean_inline_text(inline_text), False))

    def run(self, lines: list[str]) -> list[str]:
        # A closing mark at the end of a line makes markdown-katex look one character too far.
        padded = (line + " " if line.endswith("`") and not _is_fence(line) else line for line in lines)
        out: list[str] = list(self._iter_out_lines(padded))
        fenced = False
        for line in out:
            if _is_fence(line):
                fenced = not fenced
            elif not fenced and _is_open(line):
                raise fault(line.strip(), "a formula on this line is not closed", "write $`…`$ on one line")
        return out


def _is_fence(line: str) -> bool:
    return line.lstrip().startswith(("```", "~~~"))


def _is_open(line: str) -> bool:
    """Whether a dollar sign touches only one side of a code span, or a code span that never ends."""
    lonely = any(bool(before) != bool(after) for before, after in CODE_SPAN.findall(line))
    rest = CODE_SPAN.sub("", line)
    return lonely or "$`" in rest or "`$" in rest


class Marks(Postprocessor):
    """Puts the placeholders in the place of their marks, in one pass over the text."""

    MARK = re.compile(r"<p>(tmp_md_katex_\d+_)\s*</p>|(tmp_md_katex_\d+_)")

    def __init__(self, md: Markdown, extension: KatexExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        return self.MARK.sub(self._html, text)

    def _html(self, mark: re.Match[str]) -> str:
        html = str(self.extension.math_html.get(mark[1] or mark[2], mark[0]))
        return html if mark[2] or html.startswith("<x-formula d") else f"<p>{html}</p>"


class Math(KatexExtension):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        # KatexExtension's own would start npx, and whatever program a file in /tmp names.
        self.config: dict[str, list[Any]] = {}
        self.options: dict[str, Any] = {}
        self.math_html: dict[str, str] = {}
        Extension.__init__(self, **options)

    def extendMarkdown(self, md: Markdown) -> None:
        # After snippets (32), so that formulas in snippets are found too; before fences (25).
        md.preprocessors.register(Formulas(md, self), "math", 29)
        md.postprocessors.register(Marks(md, self), "math", 0)
        md.registerExtension(self)


def makeExtension(**options: Any) -> Math:
    return Math(**options)
