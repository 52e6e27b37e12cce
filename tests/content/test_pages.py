"""Is what we publish true? Fences print what they show, sources exist, every page meets the standard."""

import re
import warnings
from pathlib import Path

import pytest

from studyguide import check, intake, standard
from studyguide.abbreviations import abbreviations
from studyguide.fences import fences, rewritten
from studyguide.sources import works

ROOT = Path(__file__).resolve().parents[2]
PAGES, FAULTS = intake.read(ROOT)
WITH_CODE = [p for p in PAGES if not p.notebook and any(f.language in {"python", "sql"} for f in fences(p.text))]


@pytest.mark.parametrize("page", WITH_CODE, ids=lambda page: page.name)
def test_every_fence_prints_what_the_page_shows(page: intake.Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "Agg")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert rewritten(page.text) == page.text, f"mend it: python -m studyguide.fences --write {page.path}"


def test_pages_and_snippets_have_no_fault() -> None:
    assert [str(fault) for fault in check.faults(ROOT)] == []


def test_every_source_is_cited_and_every_abbreviation_is_used() -> None:
    text = "\n".join(page.text for page in PAGES)
    assert [key for key in works() if f"[{key}]" not in text] == []
    assert [short for short in abbreviations() if not re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text)] == []


def test_every_chapter_that_shows_numbers_runs_code() -> None:
    chapters = [p for p in PAGES if standard.kind(p) == "chapter" and not p.uri.startswith(standard.PEOPLE)]
    assert chapters
    assert [p.path for p in chapters if p not in WITH_CODE] == []
