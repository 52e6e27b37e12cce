"""The question bank as JSON files of the site, for the practice pages and for others. Must not import MkDocs.

The types are those of web/core/bank.ts; docs/reference/question-bank.md tells readers of them.
The same pages give the same bytes: no dates, fields in a fixed order.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from studyguide import bank, exercise, interviews, math
from studyguide.guide import Guide
from studyguide.relations import Chapter

SCHEMA = 1
FOLDER = "bank"
OTHERS = {"reference", "practice", "interviews", "exercises"}  # sections without chapters to learn from
Json = dict[str, Any]


def write(guide: Guide, site: Path) -> None:
    """Writes the bank into the built site, and removes what an earlier build left of it."""
    folder = site / FOLDER
    made = {folder / name: content for name, content in files(guide).items()}
    for path, content in made.items():
        if not path.is_file() or path.read_text("utf-8") != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
    for path in set(folder.rglob("*.json")) - made.keys():
        path.unlink()


def files(guide: Guide) -> dict[str, str]:
    """Every file by its name inside the folder, from the pages known so far."""
    sections = [(index, inside) for index, inside in guide.sections() if _top(index) not in OTHERS]
    made = {"index.json": index_of(guide, sections)}
    for index, inside in sections:
        made[f"{index.page.name}.json"] = section_bank(index.page.name, inside)
        made |= {f"answers/{c.page.name}.json": answers(c) for c in inside if c.questions}
    return {name: _text(content) for name, content in made.items()}


def _text(content: Json) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _top(chapter: Chapter) -> str:
    return chapter.page.uri.split("/")[0]


def index_of(guide: Guide, sections: Iterable[tuple[Chapter, list[Chapter]]]) -> Json:
    inside = [chapter for _, chapters in guide.sections() for chapter in chapters]
    return {
        "schema": SCHEMA,
        "sections": [{**_named(index), "pages": [_page(c) for c in chapters]} for index, chapters in sections],
        "exercises": [_exercise(c) for c in inside if exercise.language(c.page)],
        "interviews": [_interview(c) for c in inside if interviews.is_script(c.page)],
    }


def _named(chapter: Chapter) -> Json:
    return {"name": chapter.page.name, "title": chapter.page.title, "url": chapter.url}


def _page(chapter: Chapter) -> Json:
    return _named(chapter) | {
        "minutes": chapter.minutes,
        "needs": chapter.page.fields.get("needs", []),
        "questions": len(chapter.questions),
        "quizzes": len(chapter.quizzes),
        "notebook": chapter.page.notebook is not None,
    }


def _exercise(chapter: Chapter) -> Json:
    fields = chapter.page.fields
    about = {name: fields.get(name) for name in ("level", "minutes", "topic")}
    return {**_named(chapter), "language": exercise.language(chapter.page), **about, "needs": fields.get("needs", [])}


def _interview(chapter: Chapter) -> Json:
    return _named(chapter) | {name: chapter.page.fields[name] for name in interviews.WANTED}


def section_bank(name: str, chapters: list[Chapter]) -> Json:
    return {
        "schema": SCHEMA,
        "section": name,
        "questions": [_question(question, c) for c in chapters for question in c.questions],
        "quizzes": [_quiz(quiz, c) for c in chapters for quiz in c.quizzes],
    }


def _question(question: bank.Question, chapter: Chapter) -> Json:
    return {
        "id": question.id,
        "title": question.title,
        "level": question.level,
        "page": chapter.page.name,
        "url": question.url,
        "short": math.expand(question.short),
        "followUps": len(question.follow_ups),
    }


def _quiz(quiz: bank.Quiz, chapter: Chapter) -> Json:
    options = [
        {"text": math.expand(option.text), "right": option.right, "reason": math.expand(option.reason)}
        for option in quiz.options
    ]
    stem = math.expand(quiz.stem)
    return {"id": quiz.id, "page": chapter.page.name, "url": quiz.url, "stem": stem, "options": options}


def answers(chapter: Chapter) -> Json:
    """The whole answers of a page by question id."""
    found = {question.id: _answer(question) for question in chapter.questions}
    return {"schema": SCHEMA, "page": chapter.page.name, "answers": found}


def _answer(question: bank.Question) -> Json:
    return {
        "mechanism": math.expand(question.mechanism),
        "followUps": _titled(question.follow_ups),
        "mistakes": _titled(question.mistakes),
        "sources": math.expand(question.sources),
    }


def _titled(found: Iterable[bank.Titled]) -> list[Json]:
    return [{"title": math.expand(one.title), "html": math.expand(one.html)} for one in found]
