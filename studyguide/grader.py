"""Grades a reader's code by an exercise's tests: one file for CPython, Pyodide under node, and the browser.

Must import only the standard library and `runner`. Values are compared as numbers, never as text.
"""

import ast
import contextlib
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from studyguide.runner import Printed, explained, run

SHOWN = 400  # characters of a value in a verdict
TESTED = ("same", "raises")
Verdict = dict[str, Any]


class Differs(AssertionError):
    """What came is not what was expected."""

    def __init__(self, hint: str, expected: str, got: str) -> None:
        super().__init__(hint)
        self.hint, self.expected, self.got = hint, expected, got


def same(got: Any, expected: Any, hint: str, *, rtol: float = 1e-6, atol: float = 1e-9) -> None:
    """Holds if the two are equal: numbers within `atol + rtol * abs(expected)`, arrays also in shape.

    Lists, tuples and arrays of the same numbers are the same; NaN equals NaN.
    """
    if not _equal(got, expected, rtol, atol):
        raise Differs(hint, shown(expected), shown(got))


def raises(error: type[BaseException], call: Callable[[], Any], hint: str) -> None:
    """Holds if the call raises the error."""
    try:
        got = call()
    except error:
        return
    except Exception as other:
        raise Differs(hint, error.__name__, f"{type(other).__name__}: {other}") from other
    raise Differs(hint, f"{error.__name__} is raised", f"it returned {shown(got)}")


def _equal(got: Any, expected: Any, rtol: float, atol: float) -> bool:
    if got is None or expected is None or isinstance(expected, str) or isinstance(got, str):
        return type(got) is type(expected) and bool(got == expected)
    if isinstance(expected, dict):
        return isinstance(got, dict) and got.keys() == expected.keys() and all(
            _equal(got[key], expected[key], rtol, atol) for key in expected)  # fmt: skip
    if isinstance(expected, set | frozenset):
        return isinstance(got, set | frozenset) and got == expected
    if hasattr(expected, "to_dict") and hasattr(expected, "index"):  # a pandas table or column
        return type(got) is type(expected) and _equal(_parts(got), _parts(expected), rtol, atol)
    if _is_sequence(expected) or _is_sequence(got):
        return _same_sequence(got, expected, rtol, atol)
    if isinstance(expected, bool) or type(expected).__name__ == "bool_":
        return bool(got == expected)
    return _close(got, expected, rtol, atol)


def _parts(table: Any) -> list[Any]:
    names = list(getattr(table, "columns", [getattr(table, "name", None)]))
    return [names, list(table.index), table.to_numpy().tolist()]


def _is_sequence(value: Any) -> bool:
    return isinstance(value, list | tuple | range) or (hasattr(value, "shape") and len(value.shape) > 0)


def _same_sequence(got: Any, expected: Any, rtol: float, atol: float) -> bool:
    if not (_is_sequence(got) and _is_sequence(expected)):
        return False
    if getattr(got, "shape", None) != getattr(expected, "shape", None) and hasattr(got, "shape") and hasattr(
        expected, "shape"
    ):  # fmt: skip
        return False
    got, expected = _listed(got), _listed(expected)
    return len(got) == len(expected) and all(_equal(a, b, rtol, atol) for a, b in zip(got, expected, strict=True))


def _listed(value: Any) -> list[Any]:
    return value.tolist() if hasattr(value, "tolist") else list(value)


def _close(got: Any, expected: Any, rtol: float, atol: float) -> bool:
    try:
        if got == expected or (got != got and expected != expected):
            return True
        return bool(abs(got - expected) <= atol + rtol * abs(expected)) and abs(expected) != float("inf")
    except TypeError:
        return False


def shown(value: Any) -> str:
    """A value as a verdict shows it: an array with its shape, nothing longer than `SHOWN` characters."""
    try:
        text = repr(value)
    except Exception as error:  # a reader's own class may fail here
        text = f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    if getattr(value, "shape", None):
        text += f" of shape {value.shape}"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"


def warm(*sources: str) -> None:
    """Imports what the sources import, so that the time of a check is the reader's own."""
    for source in sources:
        with contextlib.suppress(Exception):  # what is wrong is told by the grade
            wanted: list[ast.stmt] = [
                node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)
            ]
            exec(compile(ast.Module(wanted, []), "<imports>", "exec"), {})


def grade(code: str, tests: str, until_failed: bool = False) -> list[Verdict]:
    """Runs the reader's code, then each `test_…` function of `tests` on what it defined.

    `until_failed` ends with the first test that fails. A verdict has `name`, `passed`, `hint`, `expected`,
    `got`, `error` and `printed`. Code that cannot be run at all gives the one verdict "your code runs".
    """
    namespace: dict[str, Any] = {"__name__": "exercise"}
    said: list[str] = []
    failed: list[str] = []

    def keep(kind: str, text: str) -> None:
        (failed if kind == "error" else said).append(text)

    if not run(code, namespace, keep, "your code"):
        return [_verdict("your code runs", error=failed[0], printed="".join(said))]
    namespace |= {"same": same, "raises": raises}
    tree = ast.parse(tests)
    exec(compile(tree, "<tests>", "exec"), namespace)
    hints = dict(_hints(tree))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    verdicts: list[Verdict] = []
    for name in names:
        verdicts.append(_tried(name, namespace[name], hints))
        if until_failed and not verdicts[-1]["passed"]:
            break
    return verdicts


def _tried(name: str, test: Callable[[], None], hints: dict[int, str]) -> Verdict:
    said: list[str] = []
    title = name.removeprefix("test_").replace("_", " ")
    found: dict[str, str] = {}
    try:
        with contextlib.redirect_stdout(Printed(lambda _, text: said.append(text))) as out, \
                contextlib.redirect_stderr(out):  # fmt: skip
            test()
    except Differs as error:
        found = {"hint": error.hint, "expected": error.expected, "got": error.got}
    except AssertionError as error:
        found = {"hint": str(error)}
    except BaseException as error:
        line = next((f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == "<tests>"), 0)
        found = {"hint": hints.get(line or 0, ""), "error": explained(error, "<your code>")}
    return _verdict(title, passed=not found, printed="".join(said), **found)


def _verdict(name: str, *, passed: bool = False, **found: Any) -> Verdict:
    return {"name": name, "passed": passed, "hint": "", "expected": "", "got": "", "error": "", "printed": ""} | found


def _hints(tree: ast.Module) -> Iterable[tuple[int, str]]:
    """Each line of an assertion with its hint, also for a call that raises before it is compared."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            hint: ast.expr | None = node.msg
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TESTED:
            hint = node.args[2] if len(node.args) > 2 else None
        else:
            continue
        if isinstance(hint, ast.Constant):
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                yield line, str(hint.value)
