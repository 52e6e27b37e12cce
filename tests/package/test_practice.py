"""The bank: each field from the page it was written on, HTML that can stand anywhere, the same bytes each time."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import markdown
import pytest

from studyguide import intake, interviews, practice
from studyguide.bank import questions, quizzes
from studyguide.build import build
from studyguide.guide import Guide

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTED = ROOT / "docs/reference/question-bank.md"
HEAD = "---\nweight: {weight}\ndescription: A page of a small site that only the tests ever build.\n{more}---\n"
SVG = '<svg viewBox="0 0 1 1"><defs><clipPath id="f1-a"></clipPath></defs><use xlink:href="#f1-a"/></svg>'
CHAPTER = f"""# ROC and `friends`

/// question | Is $`x^2`$ a `square`?
    id: is-square
    level: mid

Short, with $`x^2`$ and [a page](../other/#there).

First, see [below](#is-square) and [elsewhere](https://example.org/a?b=c#d).

```math
a
+ b
```

<p id="mine">Raw {SVG} words.</p>

```python
# not in the browser: an older package
x = 1
```

//// follow-up | And `then`?
With $`y`$.
////

//// follow-up | And after?
That.
////

//// mistake | "Never."
Sometimes.
////

Sources: [A 2020](https://example.org/a2020)
///

/// quiz | Which is $`x`$?
    id: which-is-x

A second paragraph of the stem.

- [ ] `9`

    Three times three.

- [x] 7

    Nothing divides it.

    Really, see [there](../other/).
///
"""
EXERCISE = "# Two\n\nDo it.\n"
SCRIPT = "role: data scientist\nlevel: mid\nminutes: 45\nask: [is-square]\n"
PAGES = {
    "index.md": (0, "", "# Home\n"),
    "metrics/index.md": (10, "", "# Metrics & more\n"),
    "metrics/roc.md": (20, "needs: [metrics/other]\n", CHAPTER),
    "metrics/other.md": (10, "", "# Other\n\nNo question.\n"),
    "exercises/index.md": (30, "", "# Exercises\n"),
    "exercises/sql/index.md": (10, "", "# SQL\n"),
    "exercises/sql/two.md": (10, "level: mid\nminutes: 15\ntopic: joins\nneeds: [metrics/roc]\n", EXERCISE),
    "interviews/index.md": (40, "", "# Scripts\n"),
    "interviews/one.md": (10, SCRIPT, "# One\n"),
    "practice/index.md": (50, "", "# Practice\n"),
    "reference/index.md": (60, "", "# Reference\n"),
}
EXTENSIONS: dict[str, dict[str, Any]] = {
    "toc": {"permalink": True},
    "md_in_html": {},
    "pymdownx.highlight": {"pygments_lang_class": True},
    "pymdownx.superfences": {},
    "studyguide.blocks": {},
    "studyguide.math": {},
}


def html(text: str) -> str:
    return markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS).convert(text)


@pytest.fixture
def guide() -> Guide:
    made = Guide(ROOT)
    for uri, (weight, more, body) in PAGES.items():
        page = intake.page(f"docs/{uri}", HEAD.format(weight=weight, more=more) + body)
        made.pages[uri] = page
        made.rendered(uri, f"{page.name}/", html(page.body))
    return made


def bank(guide: Guide) -> dict[str, Any]:
    return {name: json.loads(content) for name, content in practice.files(guide).items()}


def test_the_index_tells_what_there_is(guide: Guide) -> None:
    counts = {"minutes": 1, "questions": 0, "quizzes": 0, "notebook": False}
    other = {"name": "metrics/other", "title": "Other", "url": "metrics/other/", "needs": [], **counts}
    roc = {"name": "metrics/roc", "title": "ROC and friends", "url": "metrics/roc/", "needs": ["metrics/other"]}
    assert bank(guide)["index.json"] == {
        "schema": 1,
        "sections": [
            {
                "name": "metrics", "title": "Metrics & more", "url": "metrics/",
                "pages": [other, {**roc, **counts, "questions": 1, "quizzes": 1}],
            }
        ],
        "exercises": [
            {
                "name": "exercises/sql/two", "title": "Two", "url": "exercises/sql/two/", "language": "sql",
                "level": "mid", "minutes": 15, "topic": "joins", "needs": ["metrics/roc"],
            }
        ],
        "interviews": [
            {
                "name": "interviews/one", "title": "One", "url": "interviews/one/",
                "role": "data scientist", "level": "mid", "minutes": 45, "ask": ["is-square"],
            }
        ],
    }  # fmt: skip


def test_there_is_a_file_for_each_section_and_each_page_with_questions(guide: Guide) -> None:
    assert list(practice.files(guide)) == ["index.json", "metrics.json", "answers/metrics/roc.json"]


def test_a_question_has_its_fields_in_their_order(guide: Guide) -> None:
    (question,) = bank(guide)["metrics.json"]["questions"]
    assert list(question) == ["id", "title", "level", "page", "url", "short", "followUps"]
    short = question.pop("short")
    assert short.startswith('Short, with <span class="katex">')
    assert short.endswith('and <a href="metrics/other/#there">a page</a>.')
    assert question == {
        "id": "is-square", "title": "Is x^2 a square?", "level": "mid", "page": "metrics/roc",
        "url": "metrics/roc/#is-square", "followUps": 2,
    }  # fmt: skip


def test_a_quiz_item_has_its_options_with_their_reasons(guide: Guide) -> None:
    (quiz,) = bank(guide)["metrics.json"]["quizzes"]
    assert list(quiz) == ["id", "page", "url", "stem", "options"]
    assert (quiz["id"], quiz["page"], quiz["url"]) == ("which-is-x", "metrics/roc", "metrics/roc/#which-is-x")
    assert re.fullmatch(r'Which is <span class="katex">.*</span>\?<p>A second .* stem.</p>', quiz["stem"], re.DOTALL)
    assert quiz["options"] == [
        {"text": "<code>9</code>", "right": False, "reason": "<p>Three times three.</p>"},
        {
            "text": "7", "right": True,
            "reason": '<p>Nothing divides it.</p>\n<p>Really, see <a href="metrics/other/">there</a>.</p>',
        },
    ]  # fmt: skip


def test_an_answer_is_taken_apart(guide: Guide) -> None:
    found = bank(guide)["answers/metrics/roc.json"]
    assert (found["schema"], found["page"], list(found["answers"])) == (1, "metrics/roc", ["is-square"])
    answer = found["answers"]["is-square"]
    assert list(answer) == ["mechanism", "followUps", "mistakes", "sources"]
    assert [one["title"] for one in answer["followUps"]] == ["And <code>then</code>?", "And after?"]
    assert answer["followUps"][1]["html"] == "<p>That.</p>"
    assert answer["mistakes"] == [{"title": '"Never."', "html": "<p>Sometimes.</p>"}]
    assert answer["sources"] == 'Sources: <a href="https://example.org/a2020">A 2020</a>'
    for elsewhere in ("Short, with", "And after?", "Never", "Sources"):
        assert elsewhere not in answer["mechanism"]


def test_the_mechanism_can_stand_on_any_page(guide: Guide) -> None:
    mechanism = bank(guide)["answers/metrics/roc.json"]["answers"]["is-square"]["mechanism"]
    assert '<a href="metrics/roc/#is-square">below</a>' in mechanism
    assert '<a href="https://example.org/a?b=c#d">elsewhere</a>' in mechanism
    assert '<div class="formula" tabindex="0"><span class="katex-display">' in mechanism
    assert f"<p>Raw {SVG} words.</p>" in mechanism
    assert '<span class="n">x</span>' in mechanism
    assert "not in the browser" not in mechanism


def test_nothing_that_is_the_pages_own_is_left(guide: Guide) -> None:
    for content in practice.files(guide).values():
        for own in ("x-formula", "x-svg", "headerlink", "¶", "&para;", "root.invalid", '"verdict', 'id=\\"mine'):
            assert own not in content


@pytest.mark.parametrize(
    ("page", "href", "expected"),
    [
        ("a/b/", "../c/#d", "a/c/#d"),
        ("a/b/", "#d", "a/b/#d"),
        ("a/b/", "../../", "./"),
        ("a/", "b/x.png", "a/b/x.png"),
        ("a/b/", "../../e/?q=1", "e/?q=1"),
        ("a/b/", "mailto:a@example.org", "mailto:a@example.org"),
        ("a/b/", "//example.org/", "https://example.org/"),
    ],
)
def test_an_address_is_written_from_the_root(page: str, href: str, expected: str) -> None:
    text = html(f'/// question | Why?\n    id: why\n    level: mid\n\n<a href="{href}">x</a>\n///\n')
    (question,) = questions(text, "Page", page)
    assert question.short == f'<a href="{expected}">x</a>'


def test_a_page_without_questions_gives_none() -> None:
    assert list(questions("<p>x</p>", "Page", "p/")) == list(quizzes("<p>x</p>", "p/")) == []


def test_the_same_pages_give_the_same_bytes(guide: Guide, tmp_path: Path) -> None:
    practice.write(guide, tmp_path / "one")
    for uri in reversed(list(guide.pages)):  # in another order, as a dirty build renders them
        chapter = guide.chapters.pop(uri)
        guide.rendered(uri, chapter.url, html(chapter.page.body))
    practice.write(guide, tmp_path / "two")
    read = [{p.relative_to(f): p.read_bytes() for p in f.rglob("*.json")} for f in (tmp_path / "one", tmp_path / "two")]
    assert read[0] == read[1]


def test_what_an_earlier_build_left_is_removed_and_what_holds_is_not_touched(guide: Guide, tmp_path: Path) -> None:
    practice.write(guide, tmp_path)
    before = (tmp_path / "bank/index.json").stat().st_mtime_ns
    (tmp_path / "bank/answers/gone.json").write_text("{}")
    practice.write(guide, tmp_path)
    assert not (tmp_path / "bank/answers/gone.json").exists()
    assert (tmp_path / "bank/index.json").stat().st_mtime_ns == before


def test_sections_stand_in_the_order_of_the_menu(guide: Guide) -> None:
    found = [index.page.name for index, _ in guide.sections()]
    assert found == ["metrics", "exercises", "exercises/sql", "interviews", "practice", "reference"]


def test_an_interview_tells_its_questions_with_their_minutes(guide: Guide) -> None:
    ((question, minutes),) = guide.interview("interviews/one.md")
    assert (question.id, minutes) == ("is-square", 38)
    assert guide.interview("metrics/roc.md") == guide.interview("interviews/index.md") == []


def test_minutes_go_by_level_and_leave_time_around_the_questions() -> None:
    assert interviews.budgets(45, ["junior", "mid", "senior"]) == [10, 12, 16]
    assert sum(interviews.budgets(90, ["mid"] * 7)) == 76
    assert interviews.budgets(45, []) == []


def shape(value: Any) -> Any:
    """A value as what it is made of: fields in their order, the first entry of a list, types."""
    if isinstance(value, dict):
        by_id = bool(value) and all("-" in key for key in value)
        return (
            [shape(one) for one in value.values()][:1] if by_id else [(key, shape(one)) for key, one in value.items()]
        )
    return [shape(one) for one in value][:1] if isinstance(value, list) else type(value).__name__


def test_the_documented_examples_have_the_shape_of_the_bank(guide: Guide) -> None:
    made = list(bank(guide).values())
    made[0]["sections"][0]["pages"].reverse()  # the one that needs another first
    made[0]["sections"][0]["pages"][0]["needs"] = []  # as in the example
    shown = re.findall(r"^```json title=\"[^\"]+\"\n(.*?)^```", DOCUMENTED.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert [shape(json.loads(example)) for example in shown] == [shape(one) for one in made]


@pytest.mark.slow
def test_a_small_site_publishes_its_bank_and_keeps_it_out_of_the_search(site: Callable[[str], Path]) -> None:
    small = {uri: page for uri, page in PAGES.items() if uri.split("/")[0] in {"metrics", "interviews"}}
    small["metrics/roc.md"] = (20, "", CHAPTER.replace("../other/", "other.md").replace("#there", ""))
    tree = "".join(f"== docs/{u}\n{HEAD.format(weight=w, more=m)}{body}" for u, (w, m, body) in small.items())
    root = site(tree.replace("# Other\n", '# Other\n\n<a href="../../bank/metrics.json">x</a>\n'))
    assert build(root, root / "site") == []
    index = json.loads((root / "site/bank/index.json").read_text("utf-8"))
    assert [page["name"] for section in index["sections"] for page in section["pages"]] == [
        "metrics/other",
        "metrics/roc",
    ]
    assert "bank/" not in (root / "site/search/index.json").read_text("utf-8")
    page = (root / "site/interviews/one/index.html").read_text("utf-8")
    assert '<a href="../../metrics/roc/#is-square">Is x^2 a square?</a>' in page
    assert "1 question for 38 of the 45 minutes" in page


@pytest.mark.slow
def test_the_real_bank_is_small_whole_and_leads_somewhere(tmp_path: Path) -> None:
    assert build(ROOT, tmp_path / "site") == []
    folder = tmp_path / "site/bank"
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.json")}
    for path in files.values():
        assert len(gzip.compress(path.read_bytes())) <= 200_000, path
    index = json.loads(files.pop("index.json").read_text("utf-8"))
    sections = [json.loads(files[f"{section['name']}.json"].read_text("utf-8")) for section in index["sections"]]
    ids = [one["id"] for section in sections for one in section["questions"] + section["quizzes"]]
    assert len(ids) == len(set(ids)) >= 200
    answered = {i for n, p in files.items() if n.startswith("answers/") for i in json.loads(p.read_text())["answers"]}
    assert answered == {one["id"] for section in sections for one in section["questions"]}
    for path in files.values():
        text = path.read_text("utf-8")
        assert not re.search(r"x-formula|x-svg|headerlink|<script", text), path
        for address in set(re.findall(r' href=\\"(?!https?:)([^"#?\\]*)', text)):
            target = tmp_path / "site" / address
            assert (target / "index.html").is_file() or target.is_file(), (path, address)
