"""The closed list of page fields, and their check. Must not import MkDocs.

A page begins with `---`, YAML, `---`. Fields that are not listed here are refused, because a
misspelt one would otherwise be ignored without a word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from studyguide.fault import Fault

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where PyYAML was built with it
HEAD = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
TEMPLATES = (
    "home.html", "questions.html", "glossary.html", "bibliography.html", "coverage.html", "licenses.html",
    "practice.html", "search.html", "keep.html",
)  # fmt: skip
LEVELS = ("junior", "mid", "senior")
TOPICS = ("classical", "metrics", "training", "data", "statistics", "debugging",
          "joins", "windows", "product", "features", "evaluation")  # fmt: skip
ROLES = ("data scientist", "machine-learning engineer", "research scientist", "data analyst", "LLM engineer",
         "MLOps engineer")  # fmt: skip
HEAD_LIMIT = 8_000  # characters
PAGE_PATH = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")


@dataclass(frozen=True)
class Field:
    """`holds` says in words what a right value is; `accepts` tests one."""

    holds: str
    accepts: Callable[[Any], bool]


def _is_paths(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and PAGE_PATH.fullmatch(item) for item in value)


def _is_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) and item for item in value)


def _is_reasons(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) and len(item) > 10 for item in value.values())


FIELDS = {
    "weight": Field(
        "a whole number; smaller comes first in the menu",
        lambda v: isinstance(v, int) and not isinstance(v, bool),
    ),
    "description": Field(
        "one sentence of 50 to 160 characters without <, > or double quotes",
        lambda v: isinstance(v, str) and 50 <= len(v) <= 160 and not set(v) & set('<>"\n'),
    ),
    "needs": Field("a list of page paths such as [metrics/roc-and-pr-curves]", _is_paths),
    "was": Field("a list of the page's old paths such as [metrics/roc]", _is_paths),
    "level": Field("junior, mid or senior", lambda v: v in LEVELS),
    "minutes": Field("a whole number of minutes from 5 to 90", lambda v: isinstance(v, int) and 5 <= v <= 90),
    "topic": Field(f"one of {', '.join(TOPICS)}", lambda v: v in TOPICS),
    "database": Field("the name of a database, such as orders", lambda v: isinstance(v, str) and v.isidentifier()),
    "ordered": Field("true if the task asks for an order of the rows", lambda v: isinstance(v, bool)),
    "survivors": Field("changes of the solution that no test can see, each with its reason", _is_reasons),
    "role": Field(f"one of {', '.join(ROLES)}", lambda v: v in ROLES),
    "ask": Field("a list of question ids such as [roc-auc-under-imbalance]", _is_ids),
    "template": Field(f"one of {', '.join(TEMPLATES)}", lambda v: v in TEMPLATES),
}


def split(path: str, text: str) -> tuple[dict[str, Any], str]:
    """A page's fields and its body. Raises `Fault` for anything but the listed fields."""
    head = HEAD.match(text)
    if head is None:
        if text.startswith("---"):
            raise Fault(path, 1, "the front matter is not closed", "end it with a line of three hyphens")
        return {}, text
    try:
        _plain(path, head[1])
        fields = yaml.load(head[1], LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or "not YAML"
        raise Fault(
            path, line, f"the front matter is not valid YAML: {problem}",
            "write `key: value` lines, and quote a value that holds a colon",
        ) from error  # fmt: skip
    fields = {} if fields is None else fields
    if not isinstance(fields, dict):
        raise Fault(path, 2, "the front matter is not a list of fields", "write `key: value` lines")
    for key, value in fields.items():
        _check(path, text, str(key), value)
    return fields, text[head.end() :]


def _plain(path: str, head: str) -> None:
    """Refuses what YAML offers beyond fields: anchors multiply, tags make objects, and depth ends the reader."""
    if len(head) > HEAD_LIMIT:
        raise Fault(path, 2, f"the front matter has {len(head):,} characters", f"{HEAD_LIMIT:,} are the most")
    if max(head.count("["), head.count("{")) > 100:
        raise Fault(path, 2, "the front matter has more than 100 brackets", "write short lists")
    if not set(head) & set("&*!"):
        return
    for event in yaml.parse(head, yaml.SafeLoader):
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            line = 2 + getattr(event.start_mark, "line", 0)
            raise Fault(path, line, "the front matter has an anchor, an alias or a tag",
                        "write the value itself, in quotes if it holds &, * or !")  # fmt: skip


def _check(path: str, text: str, key: str, value: Any) -> None:
    found = re.search(rf"^{re.escape(key)}\s*:", text, re.MULTILINE)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    if key not in FIELDS:
        raise Fault(path, line, f"unknown field `{key}`", f"use one of {', '.join(FIELDS)}")
    if not FIELDS[key].accepts(value):
        raise Fault(path, line, f"`{key}` cannot be {value!r}", f"write {FIELDS[key].holds}")
