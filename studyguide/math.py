"""markdown-katex's syntax, rendered in-process by the pinned KaTeX and remembered on disk.

Must not import MkDocs. markdown-katex by itself starts a process for each formula; here KaTeX runs
inside the build in QuickJS. Formulas become HTML with MathML; no script reaches the browser.
"""

import hashlib
import json
import re
import sqlite3
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any

import quickjs
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown_katex.extension import (
    KatexExtension,
    KatexPreprocessor,
    _clean_block_text,
    _clean_inline_text,
)

from studyguide.fault import Fault, fault

ROOT = Path(__file__).resolve().parents[1]
KATEX = ROOT / "web/node_modules/katex"
MACROS = ROOT / "snippets/macros.tex"
MEMORY = ROOT / ".cache/math.sqlite"
MACRO = re.compile(r"\\([A-Za-z]+)\{([0-9])\}\{(.*)\}")
UNDERLINE = "\u0332"  # KaTeX sets one under each letter that it complains of
CODE_SPAN = re.compile(r"(\$?)(?<!`)`+[^`]+`+(?!`)(\$?)")
PLACEHOLDER = re.compile(r'<x-formula ([di])="">(.*?)</x-formula>')
RENDER = """
function render(tex, display, macros) {
  try {
    const html = katex.renderToString(tex, {displayMode: display, macros: JSON.parse(macros),
      strict: 'error', trust: false, output: 'htmlAndMathml', throwOnError: true, maxExpand: 1000});
    if (html.includes('#cc0000'))  // how KaTeX shows a command that needs `trust`
      throw Error('it uses a command that could load or run something, such as \\\\href');
    return [html].join('');  // quickjs-ng cannot hand a concatenated string to Python
  } catch (error) { return ['!', error.message].join(''); }
}
"""


def macros(path: Path = MACROS) -> dict[str, str]:
    """The notation as KaTeX takes it: name to replacement. Raises `Fault` for a line it cannot read."""
    found = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("%"):
            continue
        macro = MACRO.fullmatch(line.strip())
        if macro is None:
            raise Fault(f"snippets/{path.name}", number, "not a macro", r"write \name{0}{what it stands for}")
        found["\\" + macro[1]] = macro[3]
    return found


class Renderer:
    """KaTeX in QuickJS with a memory on disk: TeX to HTML."""

    def __init__(self, memory: Path = MEMORY) -> None:
        self.script = (KATEX / "dist/katex.min.js").read_text("utf-8")
        self.macros = json.dumps(macros(), sort_keys=True)
        self.salt = hashlib.sha256((self.script + self.macros + RENDER).encode()).digest()
        memory.parent.mkdir(parents=True, exist_ok=True)
        self.memory = sqlite3.connect(memory, isolation_level=None, check_same_thread=False, timeout=60)
        self.memory.execute("PRAGMA journal_mode=WAL")
        self.memory.execute("PRAGMA synchronous=OFF")
        self.memory.execute("CREATE TABLE IF NOT EXISTS formula (key BLOB PRIMARY KEY, html TEXT) WITHOUT ROWID")
        self.call: Any = None

    def html(self, tex: str, display: bool) -> str:
        """Raises `ValueError` with KaTeX's own words if the formula is not valid."""
        key = hashlib.blake2b(f"{display}{tex}".encode(), key=self.salt, digest_size=16).digest()
        known = self.memory.execute("SELECT html FROM formula WHERE key = ?", (key,)).fetchone()
        if known:
            return str(known[0])
        if self.call is None:
            context = quickjs.Context()
            context.eval(self.script)
            context.eval(RENDER)
            self.call = context.get("render")
        html = str(self.call(tex, display, self.macros))
        if html.startswith("!"):
            raise ValueError(html.removeprefix("!").removeprefix("KaTeX parse error: ").replace(UNDERLINE, ""))
        self.memory.execute("INSERT OR IGNORE INTO formula VALUES (?, ?)", (key, html))
        return html


@cache
def renderer() -> Renderer:
    return Renderer()


def placeholder(tex: str, display: bool, written: str) -> str:
    """A short element that stands for a formula until `expand`, with the TeX as its text.

    What reads pages between Markdown and the finished file (contents, search, question bank) then
    sees `x^2` and not five kilobytes of spans. A bad formula is a `Fault` where it is `written`.
    """
    tex = tex.strip()
    try:
        renderer().html(tex, display)
    except ValueError as error:
        raise fault(written, f"the formula `{tex}` is not valid: {error}",
                    "mend the TeX; KaTeX's functions are at katex.org/docs/supported") from error  # fmt: skip
    shown = escape(tex.replace("\n", " "), quote=True)
    return f'<x-formula {"d" if display else "i"}="">{shown}</x-formula>'


def expand(html: str) -> str:
    """A finished page with each placeholder replaced by KaTeX's HTML and MathML."""
    return PLACEHOLDER.sub(_expanded, html)


def _expanded(found: re.Match[str]) -> str:
    display = found[1] == "d"
    html = renderer().html(unescape(found[2]), display)
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
        tex = _clean_block_text(text)
        written = next((line for line in tex.split("\n") if line.strip()), "```math")
        return indent + self._mark(placeholder(tex, True, written))

    def _make_tag_for_inline(self, inline_text: str) -> str:
        return self._mark(placeholder(_clean_inline_text(inline_text), False, inline_text))

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
