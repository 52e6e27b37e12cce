"""The index of search: what there is to find, packed by the browser's own code. Must not import MkDocs.

Words are taken apart in one place only, web/core/searchwords.ts, for the index as for the query.
So this file says what the documents are; web/node/search.mjs makes the files of them. The same
pages give the same bytes.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

from studyguide import bank, coverage, exercise, interviews, katex, synonyms, wordings
from studyguide.fault import Fault
from studyguide.guide import Guide
from studyguide.passages import Passage, text
from studyguide.relations import Chapter
from studyguide.sources import works
from studyguide.web import WEB

FOLDER = "search"
LATER = ThreadPoolExecutor(1)  # one after the other, so that the last edit's files are the last
FIRST_WORDS = 60  # of a section, which stand in its result; the others count as its body
UNNAMED = {"questions", "practice", "sources", "exercises"}  # headings below which only other documents stand
Json = dict[str, Any]
Ways = dict[str, tuple[str, ...]]


def write(guide: Guide, site: Path) -> None:
    """Writes the files of search into the built site, and removes what an earlier build left of them.

    While the site is served, an edit does not wait for them: they follow within a second or two.
    """
    documents = json.dumps(given(guide), ensure_ascii=False)
    if guide.searched:
        LATER.submit(_tell, documents, site / FOLDER)
    else:
        _put(documents, site / FOLDER)
    guide.searched = True


def _put(documents: str, folder: Path) -> None:
    made = {folder / name: content for name, content in packed(documents).items()}
    for path, content in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    for path in set(folder.rglob("*.json")) - made.keys():
        path.unlink()


def _tell(documents: str, folder: Path) -> None:
    try:
        _put(documents, folder)
    except Fault as error:
        print(error, file=sys.stderr)


@lru_cache(maxsize=1)
def packed(documents: str) -> dict[str, str]:
    """Every file by its name, made by the browser's own code. Raises `Fault` with what it said if it fails."""
    command = [str(Path(sys.executable).parent / "node"), "--no-warnings", str(WEB / "node/search.mjs")]
    run = subprocess.run(command, input=documents, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        told = next((line for line in run.stderr.splitlines() if "Error" in line), "it said nothing")
        raise Fault("web/node/search.mjs", 1, f"the index of search was not made: {told}", "look at web/core/search*")
    found: dict[str, str] = json.loads(run.stdout)
    return found


def given(guide: Guide) -> Json:
    """What web/core/searchfiles.ts makes the files from; its type is `Given`."""
    sections = [index for index, _ in guide.sections() if "/" not in index.page.name and index.page.uri != "index.md"]
    places = {index.page.name: at for at, index in enumerate(sections)}
    chapters = [c for _, inside in guide.sections() for c in inside] + sections
    chapters.sort(key=lambda c: (places[_top(c)], c.page.entry.weight, c.page.uri))
    topics, ways = _topics(guide), {one.question: one.ways for one in wordings.read(guide.root)}
    documents = [
        {"page": at, **document} for at, c in enumerate(chapters) for document in _documents(guide, c, topics, ways)
    ]
    return {
        "sections": [[index.page.name, index.page.title] for index in sections],
        "pages": [[c.url, c.page.title, places[_top(c)]] for c in chapters],
        "documents": documents,
        "abbreviations": guide.abbreviations(),
        "synonyms": synonyms.groups(),
        "macros": _macros(),
    }


def _top(chapter: Chapter) -> str:
    return chapter.page.uri.split("/")[0]


def _macros() -> dict[str, tuple[int, str]]:
    """Each macro by its name without the backslash: its number of arguments, and what it stands for."""
    return {name.lstrip("\\"): (body.count("#1"), body) for name, body in katex.macros().items()}


def _topics(guide: Guide) -> dict[str, str]:
    """By a question's id, what must be covered and it answers: the same in other words."""
    found: dict[str, str] = {}
    for item in coverage.items(guide.root):
        for question in item.questions:
            found[question] = f"{found.get(question, '')} {item.topic}".strip()
    return found


def _documents(guide: Guide, chapter: Chapter, topics: dict[str, str], ways: Ways) -> Iterator[Json]:
    """The page itself, its questions, its sections, and what else stands on it."""
    page, found = chapter.page, chapter.passages
    heads = " ".join(passage.title for passage in found[1:])
    about = " ".join(filter(None, (exercise.language(page), page.fields.get("topic"))))
    yield _document(_kind(chapter), page.title, short=page.fields.get("description", ""),
                    more=f"{about} {heads} {_opening(found)}",
                    level=page.fields.get("level", ""))  # fmt: skip
    yield from (_question(q, topics.get(q.id, ""), ways.get(q.id, ())) for q in chapter.questions)
    yield from (_section(passage) for passage in found[1:] if passage.text and passage.id not in UNNAMED)
    if page.name == "reference/glossary":
        for short, long in guide.abbreviations():
            yield _document("term", f"{short}: {long}", fragment=short.lower().replace(" ", "-").replace("@", "-at-"))
    if page.name == "reference/bibliography":
        yield from (_document("source", work.text, fragment=work.key) for work in works().values())


def _kind(chapter: Chapter) -> str:
    page = chapter.page
    if page.uri.endswith("/index.md") or _top(chapter) in {"practice", "reference"}:
        return "page"
    if exercise.language(page):
        return "exercise"
    if interviews.is_script(page):
        return "interview"
    return {"notebooks": "notebook", "companies": "company"}.get(_top(chapter), "chapter")


def _opening(found: tuple[Passage, ...]) -> str:
    """What a page says first, whether or not under a heading."""
    return next((passage.text for passage in found if passage.text), "")


def _question(question: bank.Question, topic: str, ways: tuple[str, ...]) -> Json:
    beside = [one.title for one in (*question.follow_ups, *question.mistakes)]
    below = [question.mechanism, *(one.html for one in (*question.follow_ups, *question.mistakes))]
    known: Json = {"fragment": question.id, "level": question.level, "short": text(question.short), "wordings": ways}
    return _document("question", question.title, **known,
                     more=" ".join([topic, *map(text, beside)]), body=" ".join(map(text, below)))  # fmt: skip


def _section(passage: Passage) -> Json:
    words = passage.text.split(" ")
    first, rest = (" ".join(part) for part in (words[:FIRST_WORDS], words[FIRST_WORDS:]))
    return _document("section", passage.title, fragment=passage.id, short=first, body=rest)


def _document(kind: str, title: str, **known: str | tuple[str, ...]) -> Json:
    blank = {"fragment": "", "level": "", "short": "", "more": "", "body": "", "wordings": ()}
    return {"kind": kind, "title": title} | blank | known
