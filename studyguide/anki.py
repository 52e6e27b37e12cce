"""The question bank as an Anki deck: what goes in, with ids and dates that let a reader's schedule stay.

Must not import MkDocs. Anki's importer knows a note again by its guid, and replaces its fields and
tags only if the note type is the same and the note's time is later than the reader's; it leaves
cards that are there as they are. So the guid comes from the question's id, the ids of the note type
and the decks from fixed names, and times from the last change. The same input gives the same bytes.
"""

import hashlib
import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import genanki

from studyguide import bank, cards, history
from studyguide.guide import Guide
from studyguide.practice import OTHERS
from studyguide.relations import Chapter

NAME = "Held Out"
PLACE = "assets/held-out.apkg"
FIRST = "2026-01-01"  # stands for the time of what git does not know
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
MADE_BY = "studyguide/cards.py"
STYLED_BY = (MADE_BY, "web/style/theme.css", "web/package-lock.json")
ABOUT = (
    '<a href="{site}">Held Out</a>, a study guide for machine-learning interviews. '
    'License: <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.'
)


class Deck(NamedTuple):
    """What the site says of its deck: how many notes it has, and its bytes."""

    notes: int
    size: int


def write(guide: Guide, site: Path, site_url: str) -> Deck | None:
    """Puts the deck into the site that is being built; nothing where there is no question."""
    notes = sum(len(chapter.questions) for _, chapters in sections(guide) for chapter in chapters)
    if not notes:
        return None
    content, path = apkg(guide, site_url), site / PLACE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Deck(notes, len(content))


def sections(guide: Guide) -> Iterator[tuple[Chapter, list[Chapter]]]:
    """The sections that have questions, each with its pages."""
    for index, chapters in guide.sections():
        if index.page.uri.split("/")[0] not in OTHERS and any(chapter.questions for chapter in chapters):
            yield index, chapters


def apkg(guide: Guide, site_url: str) -> bytes:
    """The deck as the file that Anki imports."""
    media = cards.media()
    made, styled = times(guide.root)
    package = genanki.Package(decks(guide, site_url, note_type(next(iter(media))), made))
    names = json.dumps({str(number): name for number, name in enumerate(media)})
    content = {"collection.anki2": collection(package, styled), "media": names.encode()}
    return archive(content | {str(number): content for number, content in enumerate(media.values())})


def decks(guide: Guide, site_url: str, model: Any, made: int) -> list[Any]:
    """The deck with a deck for each section inside it, named by the section's title."""
    place = itertools.count(1)
    whole = [genanki.Deck(number(NAME), NAME, ABOUT.format(site=site_url))]
    for index, chapters in sections(guide):
        title = index.page.title.replace("::", ":")
        deck = genanki.Deck(number(f"{NAME}/{index.page.name}"), f"{NAME}::{title}")
        for chapter in chapters:
            guide.start(chapter.page.uri)  # whose formulas may be at fault
            time = max(made, seconds(guide.changes.get(chapter.page.path, FIRST)))
            for question in chapter.questions:
                deck.add_note(note(question, tags(question, index, chapter), site_url, model, time, next(place)))
        whole.append(deck)
    return whole


class Note(genanki.Note):  # type: ignore[misc]
    """A note with a time of its own; `genanki` writes one time for all."""

    changed = 0

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, self.changed, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Not done: `genanki` takes a tag for a fault if it goes over several lines, as KaTeX's paths do."""


def note(question: bank.Question, tags: list[str], site_url: str, model: Any, time: int, place: int) -> Note:
    guid = genanki.guid_for("held-out", question.id)
    made = Note(model, cards.fields(question, site_url), tags=tags, guid=guid, due=place)
    made.changed = time
    return made


def tags(question: bank.Question, index: Chapter, chapter: Chapter) -> list[str]:
    """Under a tag of ours, so that they do not mix with the reader's own."""
    section, page = (one.page.name.replace("/", "::") for one in (index, chapter))
    return [f"held-out::level::{question.level}", f"held-out::page::{page}", f"held-out::section::{section}"]


def note_type(sheet: str) -> Any:
    """Anki's “note type”. Another list of fields, or another name of the card, would be another type to Anki:
    it would then update no note that a reader has."""
    template = {"name": "Card", "qfmt": cards.FRONT, "afmt": cards.BACK}
    names = [{"name": name} for name in cards.FIELDS]
    return genanki.Model(number(f"{NAME}: question"), f"{NAME}: question", names, [template], cards.css(sheet))


def number(name: str) -> int:
    """An id from a name, in the range that Anki's makers advise for decks made elsewhere."""
    return 1 << 30 | int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") >> 2


def seconds(date: str) -> int:
    """Seconds since the epoch of a date, or of a date with its time; UTC where it names no zone."""
    moment = datetime.fromisoformat(date)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def times(root: Path) -> tuple[int, int]:
    """When the makeup of the notes last changed, and when the styling did."""
    found = {name: history.last_changes(root, name).get(name, FIRST) for name in STYLED_BY}
    return seconds(found[MADE_BY]), max(map(seconds, found.values()))


def collection(package: Any, time: int) -> bytes:
    """The SQLite file inside the deck; `time` is the note type's."""
    base = sqlite3.connect(":memory:")
    package.write_to_db(base.cursor(), time, itertools.count(seconds(FIRST) * 1000))
    base.commit()
    base.execute("VACUUM")  # no trace of how it came about
    content = base.serialize()
    base.close()
    return content


def archive(files: dict[str, bytes]) -> bytes:
    """A zip of files that is the same at any time, on any system."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            made.writestr(entry, files[name])
    return out.getvalue()
