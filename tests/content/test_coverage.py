"""Does the guide answer what a candidate must be able to answer? The table is held against the pages."""

from pathlib import Path

from studyguide import coverage, intake

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {41, 42, 43, 44, 62, 64, 82, 84}  # roles, loops, networks, fairness, serving: their own sections


def test_every_item_of_the_core_names_questions_that_answer_it() -> None:
    items = {item.number for item in coverage.items(ROOT)}
    assert set(range(1, 113)) - ELSEWHERE - items == set()


def test_pages_and_questions_of_the_table_exist() -> None:
    pages, _ = intake.read(ROOT)
    assert [str(fault) for fault in coverage.faults(ROOT, pages)] == []


def test_an_item_is_answered_on_the_page_it_names() -> None:
    pages, _ = intake.read(ROOT)
    asked = {page.name: {b.options["id"] for b in page.blocks if b.name == "question"} for page in pages}
    assert [i.number for i in coverage.items(ROOT) if not asked[i.page] & set(i.questions)] == []
