"""The `///` blocks of a page as they stand in its source, and what is wrong with them.

Must not import MkDocs or Python-Markdown. pymdownx prints a block that it does not accept as plain
text, so every block is checked here, with its line, before it is rendered.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from studyguide.fault import Fault
from studyguide.fences import FENCE
from studyguide.frontmatter import LEVELS, LOADER

MARK = re.compile(r"^ {0,3}(/{3,})[ \t]*(?:([\w-]+)[ \t]*(?:\|[ \t]*(.*?))?)?[ \t]*$")
SLIP = re.compile(r"^ {0,3}/{3,}")
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
NESTED = {"follow-up": "question", "mistake": "question"}


def is_id(value: Any) -> bool:
    return isinstance(value, str) and ID.fullmatch(value) is not None


@dataclass(frozen=True)
class Kind:
    """A type of block: whether it must have a title, and its options with what they may hold."""

    title: bool = False
    options: dict[str, tuple[Callable[[Any], bool], str]] = field(default_factory=dict)
    required: tuple[str, ...] = ()


Options = dict[str, tuple[Callable[[Any], bool], str]]
_ID: Options = {"id": (is_id, "lower-case words with hyphens, such as `roc-auc-under-imbalance`")}
_LEVEL: Options = {"level": (lambda v: v in LEVELS, "junior, mid or senior")}
_TYPE: Options = {"type": (lambda v: v in {"note", "tip", "warning", "example"}, "note, tip, warning or example")}
_OPEN: Options = {"open": (lambda v: isinstance(v, bool), "true or false")}

KINDS = {
    "question": Kind(True, _ID | _LEVEL, ("id", "level")),
    "quiz": Kind(True, _ID, ("id",)),
    "follow-up": Kind(True),
    "mistake": Kind(True),
    "hint": Kind(True),
    "tests": Kind(),
    "solution": Kind(),
    "details": Kind(True, _OPEN | _TYPE),
    "admonition": Kind(False, _TYPE),
    "tab": Kind(True, {"new": _OPEN["open"], "select": _OPEN["open"]}),
}


@dataclass(frozen=True)
class Block:
    """A block in the source: `line` and `end` count from 1; `depth` is its number of slashes."""

    name: str
    title: str
    options: dict[str, Any]
    line: int
    end: int
    depth: int
    parent: str | None


@dataclass
class _Open:
    name: str
    title: str
    options: dict[str, Any]
    line: int
    depth: int


def blocks(path: str, text: str) -> Iterator[Block]:
    """Every block of a page, as each ends. Raises `Fault` for the first thing that is wrong."""
    lines = text.splitlines()
    stack: list[_Open] = []
    ticks = ""
    for number, line in enumerate(lines, 1):
        fence = FENCE.match(line)
        if ticks:
            if fence and not fence["info"].strip() and fence["ticks"].startswith(ticks):
                ticks = ""
            continue
        if fence:
            ticks = fence["ticks"]
            continue
        mark = MARK.match(line)
        if mark is None:
            if SLIP.match(line):
                raise Fault(path, number, f"`{line.strip()}` is not a block", "write `/// name | title`")
        elif mark[2]:
            stack.append(_opened(path, lines, number, mark, stack))
        else:
            yield _closed(path, number, len(mark[1]), stack)
    if stack:
        last = stack[-1]
        raise Fault(path, last.line, f"the block `{last.name}` is never closed",
                    f"end it with a line of {'/' * last.depth}")  # fmt: skip


def _opened(path: str, lines: list[str], number: int, mark: re.Match[str], stack: list[_Open]) -> _Open:
    name, title = mark[2], (mark[3] or "").strip()
    if name not in KINDS:
        raise Fault(path, number, f"there is no block `{name}`", f"use one of {', '.join(KINDS)}")
    kind = KINDS[name]
    if kind.title and not title:
        raise Fault(path, number, f"the block `{name}` has no title", f"write `/// {name} | title`")
    parent = stack[-1].name if stack else None
    wanted = NESTED.get(name)
    if wanted and parent != wanted:
        raise Fault(path, number, f"`{name}` stands outside a {wanted}", f"move it into a `{wanted}` block")
    if any(open_.depth == len(mark[1]) for open_ in stack):
        raise Fault(path, number, f"`{name}` has as many slashes as the block around it",
                    f"close that one first, or write {'/' * (len(mark[1]) + 1)} {name}")  # fmt: skip
    return _Open(name, title, _options(path, lines, number, name, kind), number, len(mark[1]))


def _options(path: str, lines: list[str], number: int, name: str, kind: Kind) -> dict[str, Any]:
    end = number
    while end < len(lines) and re.match(r" {4}\S", lines[end]):
        end += 1
    try:
        given = yaml.load("\n".join(line[4:] for line in lines[number:end]), LOADER) or {}
    except yaml.YAMLError as error:
        raise Fault(path, number + 1, f"the options of `{name}` are not YAML", "write `    key: value`") from error
    if not isinstance(given, dict):
        raise Fault(path, number + 1, f"the options of `{name}` are not fields", "write `    key: value`")
    for key, value in given.items():
        line = next((n for n in range(number, end) if lines[n].strip().startswith(str(key))), number) + 1
        if key not in kind.options:
            known = ", ".join(kind.options) or "none"
            raise Fault(path, line, f"`{name}` has no option `{key}`", f"its options are: {known}")
        accepts, holds = kind.options[key]
        if not accepts(value):
            raise Fault(path, line, f"`{key}` of `{name}` cannot be {value!r}", f"write {holds}")
    for key in kind.required:
        if key not in given:
            raise Fault(path, number, f"the block `{name}` has no `{key}`",
                        f"add `{key}: …` below it, indented by four spaces: {kind.options[key][1]}")  # fmt: skip
    return given


def _closed(path: str, number: int, depth: int, stack: list[_Open]) -> Block:
    if not stack:
        raise Fault(path, number, f"`{'/' * depth}` closes no block", "delete it, or open a block above")
    last = stack.pop()
    if last.depth != depth:
        raise Fault(path, number, f"`{'/' * depth}` does not close `{last.name}` of line {last.line}",
                    f"write {'/' * last.depth}")  # fmt: skip
    parent = stack[-1].name if stack else None
    return Block(last.name, last.title, last.options, last.line, number, depth, parent)
