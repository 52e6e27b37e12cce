"""A site under test is a tree in a string: `== docs/index.md` begins a file, its text follows."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILE = re.compile(r"^== (\S+)\n", re.MULTILINE)
INDEX = "---\ndescription: The home page of a small site that only the tests of the guide build.\n---\n# Home\n"


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a small project with the real settings and theme, and the pages of the given tree."""

    def make(tree: str) -> Path:
        shutil.copy(ROOT / "mkdocs.yml", tmp_path)
        shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
        (tmp_path / "web").symlink_to(ROOT / "web")
        shutil.copytree(ROOT / "snippets", tmp_path / "snippets", ignore=shutil.ignore_patterns("coverage.csv"))
        write(tmp_path, f"== docs/index.md\n{INDEX}")
        (tmp_path / "docs/assets").mkdir()
        shutil.copy(ROOT / "docs/assets/mark.svg", tmp_path / "docs/assets")
        write(tmp_path, tree)
        return tmp_path

    return make


def write(root: Path, tree: str) -> None:
    _, *parts = FILE.split(tree)
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
