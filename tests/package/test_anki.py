"""The deck, imported by Anki itself: what its cards show, and what a newer deck leaves as it is."""

import dataclasses
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from studyguide import anki, cards, intake
from studyguide.guide import Guide

ROOT = Path(__file__).resolve().parents[2]
HEAD = "---\nweight: {weight}\ndescription: A page of a small site that only the tests ever build.\n---\n"
USE = '<use xlink:href="#f1-a" style="fill: var(--figure-0)"></use>'
SVG = f'<svg viewBox="0 0 1 1"><clipPath id="f1-a"></clipPath>{USE}</svg>'
CHAPTER = f"""# ROC

/// question | Is $`x^2`$ a `square`?
    id: is-square
    level: mid

Short, with $`x^2`$ and [a page](../other/#there).

First, see [below](#is-square) and [elsewhere](https://example.org/a?b=c#d "a > b").

```math
\\sqrt{{a}}
```

<figure class="figure">{SVG}</figure>

```python
x = "<a href='y'>"
```

//// follow-up | And `then`?
See [it](#then).
////

//// mistake | "Never."
Sometimes.
////

Sources: [A 2020](https://example.org/a2020)
///
"""
SECOND = "/// question | Second?\n    id: second\n    level: senior\n\nYes.\n///\n"
PAGES = {
    "index.md": (0, "# Home\n"),
    "metrics/index.md": (10, "# Metrics & more::so\n"),
    "metrics/roc.md": (20, CHAPTER),
    "metrics/other.md": (30, f"# Other\n\n{SECOND}"),
    "sql/index.md": (20, "# SQL\n"),
    "sql/joins.md": (10, f"# Joins\n\n{SECOND.replace('Second', 'Third').replace('second', 'third')}"),
    "statistics/index.md": (30, "# No question\n"),
    "practice/index.md": (50, "# Practice\n"),
}
SITE = "https://example.org/guide/"
EXTENSIONS: dict[str, dict[str, Any]] = {
    "md_in_html": {},
    "pymdownx.highlight": {"pygments_lang_class": True},
    "pymdownx.superfences": {},
    "studyguide.blocks": {},
    "studyguide.math": {},
}


def render(guide: Guide, uri: str, body: str) -> None:
    page = intake.page(f"docs/{uri}", HEAD.format(weight=PAGES[uri][0]) + body)
    html = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS).convert(page.body)
    guide.pages[uri] = page
    guide.rendered(uri, f"{page.name}/", html)


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    made = Guide(tmp_path)  # no git there
    for uri, (_, body) in PAGES.items():
        render(made, uri, body)
    made.changes = {"docs/metrics/roc.md": "2026-02-01"}
    return made


@pytest.fixture
def col(tmp_path: Path) -> Iterator[Collection]:
    made = Collection(str(tmp_path / "collection.anki2"))
    yield made
    made.close()


def take(col: Collection, guide: Guide, **options: bool) -> tuple[int, int]:
    """Imports the deck as Anki's File > Import does; how many notes were new, and how many updated."""
    path = Path(col.path).with_name("held-out.apkg")
    path.write_bytes(anki.apkg(guide, SITE))
    chosen = ImportAnkiPackageOptions(**options)
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=chosen)).log
    assert not log.conflicting
    col.models._clear_cache()  # Anki's Python half would show the note type of before
    return len(log.new), len(log.updated)


def note(col: Collection, name: str) -> Any:
    (found,) = col.find_notes(f"Id:{name}")
    return col.get_note(found)


def edit(guide: Guide, date: str) -> None:
    """The first question with another answer, and the day of that change."""
    render(guide, "metrics/roc.md", CHAPTER.replace("Sometimes.", "On Sundays."))
    guide.changes["docs/metrics/roc.md"] = date


def test_an_empty_collection_gets_a_deck_for_each_section_with_questions(col: Collection, guide: Guide) -> None:
    assert take(col, guide) == (3, 0)
    decks = {deck.name: deck.id for deck in col.decks.all_names_and_ids()}
    assert list(decks) == ["Default", "Held Out", "Held Out::Metrics & more:so", "Held Out::SQL"]
    (card,) = note(col, "is-square").cards()
    assert card.did == decks["Held Out::Metrics & more:so"]
    assert note(col, "third").cards()[0].did == decks["Held Out::SQL"]
    description = col.decks.get(decks["Held Out"])["desc"]
    assert SITE in description
    assert "CC BY 4.0" in description
    assert col.fix_integrity()[1]


def test_new_cards_come_in_the_order_of_the_guide(col: Collection, guide: Guide) -> None:
    take(col, guide)
    order = [col.get_card(card).note()["Id"] for card in col.find_cards("", order="c.due asc")]
    assert order == ["is-square", "second", "third"]


def test_a_note_has_its_fields_and_tags(col: Collection, guide: Guide) -> None:
    take(col, guide)
    found = note(col, "is-square")
    assert found.keys() == list(cards.FIELDS)
    assert (found["Question"], found["Level"]) == ("Is x^2 a square?", "mid")
    assert found["Link"] == f"{SITE}metrics/roc/#is-square"
    assert found.tags == ["held-out::level::mid", "held-out::page::metrics::roc", "held-out::section::metrics"]
    assert found.fields == cards.fields(guide.chapters["metrics/roc.md"].questions[0], SITE)


def test_a_card_shows_the_question_and_then_the_answer(col: Collection, guide: Guide) -> None:
    take(col, guide)
    (card,) = note(col, "is-square").cards()
    front, back = card.question(), card.answer()
    assert '<p class="level level-mid">mid</p>' in front
    assert "<h1>Is x^2 a square?</h1>" in front
    assert "Short" not in front
    short, full = back.split('<details class="full">')
    assert short.endswith("</div>\n")
    assert f'and <a href="{SITE}metrics/other/#there">a page</a>' in short
    assert "<math>" in short
    for part in ("First, see", "And <code>then</code>?", "Sometimes.", "A 2020", '<span class="n">x</span>'):
        assert part in full
    assert f'<a href="{SITE}metrics/roc/#is-square">This question in the guide</a>' in full
    assert "{{" not in re.sub(r"<style>.*?</style>", "", back, flags=re.DOTALL)


def test_addresses_are_whole_except_inside_a_picture(guide: Guide) -> None:
    full = cards.fields(guide.chapters["metrics/roc.md"].questions[0], SITE)[3]
    assert re.findall(r'<a href="([^"]*)"', full) == [
        f"{SITE}metrics/roc/#is-square",
        "https://example.org/a?b=c#d",
        f"{SITE}metrics/roc/#then",
        "https://example.org/a2020",
    ]
    assert SVG in full
    assert "&lt;a href='y'&gt;" in full


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a title="a > b" href="x/#y">', f'<a title="a > b" href="{SITE}x/#y">'),
        ('<a href="./">', f'<a href="{SITE}">'),
        ('<img alt="" src="a.png">', f'<img alt="" src="{SITE}a.png">'),
        ('<a href="mailto:a@example.org">', '<a href="mailto:a@example.org">'),
        ('<a data-href="x">', '<a data-href="x">'),
        ('&lt;a href="x"&gt;', '&lt;a href="x"&gt;'),
    ],
)
def test_an_address_from_the_root_becomes_a_whole_one(html: str, expected: str) -> None:
    assert cards.linked(html, SITE) == expected


def test_a_hostile_title_is_text(col: Collection, guide: Guide) -> None:
    hostile = '<img src=x onerror="alert(1)"> {{Link}} & "so"'
    chapter = guide.chapters["metrics/roc.md"]
    chapter.questions = [dataclasses.replace(chapter.questions[0], title=hostile)]
    take(col, guide)
    question = note(col, "is-square").cards()[0].question()
    escaped = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; {{Link}} &amp; &quot;so&quot;"
    assert f"<h1>{escaped}</h1>" in question


def test_the_style_sheet_of_formulas_and_all_its_fonts_arrive(col: Collection, guide: Guide) -> None:
    take(col, guide)
    folder = Path(col.media.dir())
    names = {path.name for path in folder.iterdir()}
    style = note(col, "second").note_type()["css"]
    (sheet,) = re.findall(r'^@import url\("([^"]+)"\);$', style, re.MULTILINE)
    assert style.startswith("@import")
    css = (folder / sheet).read_text("utf-8")
    assert css.startswith("/*! The MIT License")
    assert {sheet, *re.findall(r"url\(\"?([^)\"]+)", css)} == names
    assert len(names) == 21
    assert all(name.startswith("_held-out-") for name in names)
    assert "Unused files: \u20680" in col.media.check().report


def test_every_color_that_a_card_uses_is_defined_for_day_and_night(guide: Guide) -> None:
    style = cards.css("x.css")
    used = set(re.findall(r"var\((--[\w-]+)", style + SVG))
    blocks = re.findall(r"^\.card([^{]*) \{([^{}]*)\}", style, re.MULTILINE)
    defined = {selector: set(re.findall(r"(--[\w-]+):", block)) for selector, block in blocks}
    assert used <= defined[""]
    night = defined[".nightMode, .card.night_mode, .nightMode .card, .night_mode .card"]
    assert {name for name in used if not name.endswith(("font-family", "serif"))} <= night


def test_an_edited_answer_is_taken_over_and_the_schedule_stays(col: Collection, guide: Guide) -> None:
    take(col, guide)
    (card,) = note(col, "is-square").cards()
    col.decks.select(card.did)
    drawn = col.sched.getCard()
    assert drawn is not None
    assert drawn.id == card.id
    col.sched.answerCard(drawn, 4)
    before = dataclasses.astuple(Schedule.of(col, card.id))
    assert before[3] == 1
    edit(guide, "2026-03-01")
    for scheduling in (False, True):
        assert take(col, guide, with_scheduling=scheduling) == (0, 0 if scheduling else 1)
        assert "On Sundays." in note(col, "is-square")["Full answer"]
        assert dataclasses.astuple(Schedule.of(col, card.id)) == before
        assert col.note_count() == col.card_count() == 3


@dataclasses.dataclass
class Schedule:
    due: int
    interval: int
    factor: int
    reps: int
    kind: int
    queue: int

    @classmethod
    def of(cls, col: Collection, card: Any) -> "Schedule":
        found = col.get_card(card)
        return cls(found.due, found.ivl, found.factor, found.reps, found.type, found.queue)


def test_what_did_not_change_later_is_left_alone(col: Collection, guide: Guide) -> None:
    take(col, guide)
    edit(guide, "2026-02-01")  # on the same day
    assert take(col, guide) == (0, 0)
    assert "Sometimes." in note(col, "is-square")["Full answer"]


def test_a_readers_own_change_stays_until_the_guide_changes_after_it(col: Collection, guide: Guide) -> None:
    take(col, guide)
    own = note(col, "is-square")
    own["Short answer"] = "Mine."
    own.tags.append("mine")
    col.update_note(own)
    edit(guide, "2026-02-02")
    assert take(col, guide) == (0, 0)
    assert note(col, "is-square")["Short answer"] == "Mine."
    guide.changes["docs/metrics/roc.md"] = "2999-01-01"
    assert take(col, guide) == (0, 1)
    assert note(col, "is-square")["Short answer"].startswith("Short, with")
    assert "mine" not in note(col, "is-square").tags


def test_a_removed_question_stays_and_a_new_one_comes(col: Collection, guide: Guide) -> None:
    take(col, guide)
    render(guide, "sql/joins.md", PAGES["sql/joins.md"][1].replace("third", "fourth"))
    assert take(col, guide) == (1, 0)
    assert col.note_count() == 4
    assert note(col, "third")["Question"] == "Third?"


def test_a_later_styling_is_taken_over(
    col: Collection, guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(col, guide)
    theme = tmp_path / "theme.css"
    theme.write_text(cards.THEME.read_text("utf-8").replace("#fdfcf9", "#abcdef"), "utf-8")
    monkeypatch.setattr(cards, "THEME", theme)
    take(col, guide)
    assert "#abcdef" not in note(col, "second").note_type()["css"]
    monkeypatch.setattr(anki, "times", lambda _: (anki.seconds(anki.FIRST), anki.seconds("2026-01-02")))
    assert take(col, guide) == (0, 0)
    assert "#abcdef" in note(col, "second").note_type()["css"]


def test_what_anki_knows_the_notes_by_never_changes(guide: Guide) -> None:
    """With another value here, no reader's note would be updated any more."""
    assert cards.FIELDS == ("Question", "Level", "Short answer", "Full answer", "Link", "Id")
    base = opened(anki.apkg(guide, SITE))
    (models,) = base.execute("SELECT models FROM col").fetchone()
    (model,) = json.loads(models).values()
    assert (int(model["id"]), model["name"]) == (1888079031, "Held Out: question")
    assert [template["name"] for template in model["tmpls"]] == ["Card"]
    found = base.execute("SELECT guid, mod FROM notes ORDER BY id").fetchall()
    assert found == [("P1eCaF=9zl", 1769904000), ("gG%;JCoxzn", 1767225600), ("sQyM&;*GdT", 1767225600)]
    base.close()


def opened(content: bytes) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.deserialize(zipfile.ZipFile(io.BytesIO(content)).read("collection.anki2"))
    return base


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2026-01-01", 1767225600), ("2026-01-01T01:00:05+01:00", 1767225605), ("2026-01-01T00:00:05", 1767225605)],
)
def test_a_date_is_a_time_whether_it_names_the_hour_or_not(date: str, expected: int) -> None:
    assert anki.seconds(date) == expected


def test_the_styling_is_as_new_as_the_newest_file_that_makes_it(tmp_path: Path) -> None:
    made, styled = anki.times(ROOT)
    assert anki.seconds(anki.FIRST) <= made <= styled
    assert anki.times(tmp_path) == (anki.seconds(anki.FIRST),) * 2  # git knows nothing there


def test_the_same_pages_give_the_same_bytes_at_any_time(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    first = anki.apkg(guide, SITE)
    for uri in reversed(list(guide.pages)):  # in another order, as a dirty build renders them
        render(guide, uri, PAGES[uri][1])
    monkeypatch.setattr(time, "time", lambda: 2e9)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert anki.apkg(guide, SITE) == first
    monkeypatch.undo()
    time.tzset()


def test_a_site_without_questions_has_no_deck(tmp_path: Path) -> None:
    made = Guide(tmp_path)
    render(made, "index.md", "# Home\n")
    assert anki.write(made, tmp_path / "site", SITE) is None
    assert not (tmp_path / "site").exists()


def test_a_theme_without_its_colors_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theme.css").write_text(":root { --x: y; }", "utf-8")
    monkeypatch.setattr(cards, "THEME", tmp_path / "theme.css")
    with pytest.raises(cards.Fault, match="there is no block"):
        cards.css("x.css")


@pytest.mark.slow
def test_a_small_site_offers_its_deck_and_two_builds_give_the_same(site: Callable[[str], Path]) -> None:
    page = HEAD.replace("{weight}", "10")
    question = "/// question | Why?\n    id: why\n    level: mid\n\nFor $`x^2`$.\n///\n"
    root = site(
        f"== docs/a/index.md\n{page}# A\n== docs/a/b.md\n{page}# B\n\n{question}"
        f"== docs/practice/index.md\n{page}# Practice\n== docs/practice/anki.md\n{page}# Anki\n"
    )
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "SITE_URL": SITE}
        command = [sys.executable, "-m", "studyguide.build", "site", "--root", str(root)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        made.append((root / "site/assets/held-out.apkg").read_bytes())
    assert made[0] == made[1]
    shown = (root / "site/practice/anki/index.html").read_text("utf-8")
    size = f"{len(made[0]) / 1e6:.1f}"
    assert f'<a href="../../assets/held-out.apkg" download>Download the deck</a>, 1 card, {size} MB' in shown
    assert "held-out.apkg" not in (root / "site/a/b/index.html").read_text("utf-8")


@pytest.mark.slow
def test_the_real_deck_is_whole_and_small(tmp_path: Path) -> None:
    from studyguide.build import build

    assert build(ROOT, tmp_path / "site") == []
    content = (tmp_path / "site/assets/held-out.apkg").read_bytes()
    assert len(content) < 3_000_000
    col = Collection(str(tmp_path / "collection.anki2"))
    request = ImportAnkiPackageRequest(package_path=str(tmp_path / "site/assets/held-out.apkg"))
    col.import_anki_package(request)
    assert col.note_count() == col.card_count() >= 200
    bank = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "site/bank").glob("*.json")]
    ids = {question["id"] for section in bank for question in section.get("questions", [])}
    assert {col.get_note(found)["Id"] for found in col.find_notes("")} == ids
    for found in col.find_notes(""):
        html = "".join(col.get_note(found).fields)
        assert not re.search(r'x-formula|x-svg|<script|(?<!xlink:)(?:href|src)="(?!https?:)', html), found
    col.close()
