"""The pinned KaTeX in V8, with a memory on disk: TeX in, HTML with MathML out. Knows no Markdown.

The engine works in a thread of its own and without Python's lock, beside the one that asks.
"""

import hashlib
import json
import re
import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path

from py_mini_racer import MiniRacer

from studyguide.fault import Fault

ROOT = Path(__file__).resolve().parents[1]
KATEX = ROOT / "web/node_modules/katex"
MACROS = ROOT / "snippets/macros.tex"
MEMORY = ROOT / ".cache/math.sqlite"
MACRO = re.compile(r"\\([A-Za-z]+)\{([0-9])\}\{(.*)\}")
UNDERLINE = "\u0332"  # KaTeX sets one under each letter that it complains of
RENDER = """
function render([tex, displayMode], macros) {
  try {
    const html = katex.renderToString(tex, {displayMode, macros: {...macros}, strict: 'error', trust: false,
      output: 'htmlAndMathml', throwOnError: true, maxExpand: 1000, maxSize: 40});
    if (html.includes('#cc0000'))  // how KaTeX shows a command that needs `trust`
      throw Error('it uses a command that could load or run something, such as \\\\href');
    // Without the TeX again, which nothing reads, what HTML does not need, and less than a fiftieth of a pixel.
    return html.replace(/<annotation[^]*?<\\/annotation>|<\\/?semantics>| xmlns="[^"]*"/g, '')
      // A function's name and its sign of application stand bare where a script may be one element.
      .replace(/<mi>(\\w+)<\\/mi><mo>\u2061<\\/mo>(?=<\\/msu[bp]>)/g, '<mi>$1</mi>')
      .replace(/\\d+\\.\\d{4,}em/g, (length) => Number(parseFloat(length).toFixed(3)) + 'em');
  } catch (error) { return '!' + error.message; }
}
function renderAll(formulas, macros) {
  return JSON.stringify(formulas.map((formula) => render(formula, macros)));
}
"""
BATCH = 100


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
    """KaTeX in V8 with a memory on disk: TeX to HTML. Works beside the thread that asks."""

    def __init__(self, memory: Path = MEMORY) -> None:
        self.script = (KATEX / "dist/katex.min.js").read_text("utf-8")
        self.macros = macros()
        how = self.script + json.dumps(self.macros, sort_keys=True) + RENDER
        self.salt = hashlib.sha256(how.encode()).digest()
        memory.parent.mkdir(parents=True, exist_ok=True)
        self.memory = sqlite3.connect(memory, isolation_level=None, timeout=60)
        self.memory.execute("PRAGMA synchronous=OFF")
        self.memory.execute("CREATE TABLE IF NOT EXISTS formula (key BLOB PRIMARY KEY, html TEXT) WITHOUT ROWID")
        self.worker = ThreadPoolExecutor(1)
        self.waiting: dict[bytes, tuple[str, bool]] = {}
        self.asked: dict[bytes, Future[dict[bytes, str]]] = {}
        self.engine: MiniRacer | None = None

    def want(self, tex: str, display: bool) -> None:
        """Asks for a formula that `html` will want later; a hundred go to the engine at once."""
        key = self._key(tex, display)
        if key not in self.waiting and key not in self.asked and self._known(key) is None:
            self.waiting[key] = (tex, display)
            if len(self.waiting) >= BATCH:
                self._send()

    def html(self, tex: str, display: bool) -> str:
        """Raises `ValueError` with KaTeX's own words if the formula is not valid."""
        self.want(tex, display)
        key = self._key(tex, display)
        if key in self.waiting:
            self._send()
        if key not in self.asked:
            return self._known(key) or ""
        html = self.asked.pop(key).result()[key]
        if html.startswith("!"):
            raise ValueError(html.removeprefix("!").removeprefix("KaTeX parse error: ").replace(UNDERLINE, ""))
        self.memory.execute("INSERT OR IGNORE INTO formula VALUES (?, ?)", (key, html))
        return html

    def _key(self, tex: str, display: bool) -> bytes:
        return hashlib.blake2b(f"{display}{tex}".encode(), key=self.salt, digest_size=16).digest()

    def _known(self, key: bytes) -> str | None:
        found = self.memory.execute("SELECT html FROM formula WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else None

    def _send(self) -> None:
        batch, self.waiting = self.waiting, {}
        future = self.worker.submit(self._render, batch)
        self.asked.update(dict.fromkeys(batch, future))

    def _render(self, batch: dict[bytes, tuple[str, bool]]) -> dict[bytes, str]:
        if self.engine is None:
            self.engine = MiniRacer()
            self.engine.eval(self.script)
            self.engine.eval(RENDER)
        answers = str(self.engine.call("renderAll", list(batch.values()), self.macros, timeout_sec=60))
        return dict(zip(batch, json.loads(answers), strict=True))


@cache
def renderer() -> Renderer:
    return Renderer()
