"""Runs a reader's code as a notebook does: one file for CPython, Pyodide under node, and the browser.

Must import only the standard library, and nothing of ours but what travels with it: `grader`.
"""

import ast
import contextlib
import io
import linecache
import sys
import traceback
from collections.abc import Callable
from typing import Any

LIMIT = 20_000  # characters of output a run may show; more is counted, not kept
Emit = Callable[[str, str], None]


class Printed(io.TextIOBase):
    """Standard output that is passed on up to `LIMIT` characters."""

    def __init__(self, emit: Emit) -> None:
        self.emit, self.left = emit, LIMIT

    def write(self, text: str) -> int:
        if self.left > 0:
            self.emit("text", text[: self.left])
        elif self.left == 0 and text:
            self.emit("note", f"Output ends here: a run shows at most {LIMIT:,} characters.")
            self.left = -1
        if self.left >= 0:
            self.left = max(0, self.left - len(text))
        return len(text)


def run(code: str, namespace: dict[str, Any], emit: Emit, name: str = "cell", echo: bool = True) -> bool:
    """Runs code as a notebook does: its last expression is shown, with `echo`. True if nothing was raised.

    `emit(kind, text)` gets what comes as it comes: text, table (HTML), figure (SVG), note, error.
    """
    file = f"<{name}>"
    linecache.cache[file] = (len(code), None, code.splitlines(True), file)
    with contextlib.redirect_stdout(Printed(emit)), contextlib.redirect_stderr(sys.stdout):
        try:
            tree = ast.parse(code, file)
            last = tree.body.pop() if echo and tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, file, "exec"), namespace)
            if isinstance(last, ast.Expr):
                _show(eval(compile(ast.Expression(last.value), file, "eval"), namespace), emit)
            _figures(emit)
        except BaseException as error:  # SystemExit and KeyboardInterrupt are a reader's too
            _figures(emit)
            emit("error", explained(error, file))
            return False
    return True


def _show(value: Any, emit: Emit) -> None:
    if value is None or type(value).__module__.startswith("matplotlib"):
        return
    table = getattr(value, "_repr_html_", None) if hasattr(value, "to_numpy") else None
    if table and (html := table()):
        emit("table", html)
    else:
        emit("text", f"{value!r}"[:LIMIT] + "\n")


def _figures(emit: Emit) -> None:
    """Every open figure as SVG, and none left open."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    for number in pyplot.get_fignums() if pyplot else []:
        out = io.StringIO()
        pyplot.figure(number).savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        emit("figure", out.getvalue())
    if pyplot:
        pyplot.close("all")


def explained(error: BaseException, file: str) -> str:
    """An error in few lines: what it is, and each line of the reader's own code on the way to it."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return f"{type(error).__name__}: {error.msg}\n  line {error.lineno}: {(error.text or '').strip()}"
    if isinstance(error, MemoryError):
        return "MemoryError: Python has no memory left. Make the data smaller, then run again."
    if isinstance(error, KeyboardInterrupt):
        return "Stopped."
    steps = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    lines = dict.fromkeys(f"  line {f.lineno}: {(f.line or '').strip()}" for f in steps[:3] + steps[-3:])
    return "\n".join([f"{type(error).__name__}: {error}".removesuffix(": "), *lines])
