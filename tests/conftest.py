"""A site under test is a tree in a string: `== docs/index.md` begins a file, its text follows."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyguide import intake

ROOT = Path(__file__).resolve().parents[1]
FILE = re.compile(r"^== (\S+)\n", re.MULTILINE)
INDEX = "---\ndescription: The home page of a small site that only the tests of the guide build.\n---\n# Home\n"
CURVES = """---
weight: 1
---
# Curves

/// question | What is a curve?
    id: what-is-a-curve
    level: junior

A line.
///

/// question | What is a bend?
    id: what-is-a-bend
    level: junior

A curve.
///
"""


@pytest.fixture
def told(tmp_path: Path) -> Callable[[Any, str], list[str]]:
    """What the module of a table in `snippets/` says of this text of it, beside a page with two questions."""

    def told(module: Any, table: str) -> list[str]:
        write(tmp_path, f"== docs/curves.md\n{CURVES}== {module.PATH}\n{table}")
        pages, _ = intake.read(tmp_path)
        return [str(fault).removeprefix(module.PATH) for fault in module.faults(tmp_path, pages)]

    return told


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a small project with the real settings and theme, and the pages of the given tree."""

    return lambda tree: project(tmp_path, tree)


def project(folder: Path, tree: str) -> Path:
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    (folder / "web").symlink_to(ROOT / "web")
    shutil.copytree(
        ROOT / "snippets", folder / "snippets", ignore=shutil.ignore_patterns("coverage.csv", "wordings.csv")
    )
    write(folder, f"== docs/index.md\n{INDEX}")
    (folder / "docs/assets").mkdir()
    shutil.copy(ROOT / "docs/assets/mark.svg", folder / "docs/assets")
    write(folder, tree)
    return folder


@pytest.fixture(scope="session")
def make_project() -> Callable[[Path, str], Path]:
    """The same in a folder of one's choice."""
    return project


def write(root: Path, tree: str) -> None:
    _, *parts = FILE.split(tree)
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
