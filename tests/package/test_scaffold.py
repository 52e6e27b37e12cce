"""A new page is made from its template, refused with a sentence, and passes the check once filled."""

import re
from pathlib import Path

import pytest

from studyguide import exercise, intake, scaffold, standard

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for template in scaffold.TEMPLATES.values():
        (tmp_path / template).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / template).write_text((ROOT / template).read_text("utf-8"), "utf-8")
    sections = "metrics behavioral companies notebooks concepts exercises/python exercises/sql interviews"
    for name in sections.split():
        (tmp_path / "docs" / name).mkdir(exist_ok=True)
        (tmp_path / "docs" / name / "index.md").write_text("---\nweight: 1\n---\n# S\n", "utf-8")
    return tmp_path


def filled(text: str) -> str:
    """The template with every blank filled as its author would, by length alone."""
    text = text.replace("FILL one sentence of 50 to 160 characters", "A sentence long enough to be a description")
    text = re.sub(r"FILL (the short answer|one paragraph)[^\n]*", "word " * 40, text)
    text = re.sub(r"FILL (?:the mechanism|in 100)[^\n]*", "word " * 120 + "`x = 1`", text)
    text = re.sub(r"FILL (the idea in words)[^\n]*", "word word word word word\n" * 200, text)
    quiz = re.search(r"/// quiz .*?\n///\n", text, re.DOTALL)
    if quiz:
        text = text.replace(quiz[0], "\n".join(quiz[0].replace("quiz-first", f"quiz-{n}") for n in "abc"))
    return text.replace("FILL ", "")


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        ("chapter", "metrics"),
        ("people-chapter", "behavioral"),
        ("company", ""),
        ("notebook", ""),
        ("exercise", ""),
        ("query", ""),
        ("interview", ""),
    ],
)
def test_a_new_page_is_refused_until_it_is_filled_and_passes_then(root: Path, kind: str, section: str) -> None:
    path = scaffold.made(root, kind, section, "log-loss")
    name = path.relative_to(root).as_posix()
    text = path.read_text("utf-8")
    blank = [str(fault) for fault in standard.faults(intake.page(name, text))]
    assert any("this place of the template is not filled; write what it asks for" in fault for fault in blank)
    page = intake.page(name, filled(text))
    assert [str(fault) for fault in (*standard.faults(page), *exercise.faults(page))] == []
    assert "Log loss" in text


@pytest.mark.parametrize(
    ("kind", "section", "name", "told"),
    [
        ("poem", "metrics", "log-loss", "KIND=poem is none of chapter"),
        ("chapter", "nowhere", "log-loss", "SECTION=nowhere is no section; use one of behavioral"),
        ("chapter", "metrics", "Log Loss", "NAME=Log Loss becomes an address"),
        ("chapter", "metrics", "", "NAME=… becomes an address"),
        ("chapter", "metrics", "index", "docs/metrics/index.md exists already"),
    ],
)
def test_a_wrong_word_is_told(root: Path, kind: str, section: str, name: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        scaffold.made(root, kind, section, name)
