"""Written scripts of mock interviews: which pages they are, what they ask, and for how long. Must not import MkDocs."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from studyguide.fault import Fault
from studyguide.intake import Page

WANTED = ("role", "level", "minutes", "ask")
MINUTES = (20, 90)
AROUND = 0.15  # of the time, for the welcome at the beginning and the candidate's questions at the end
WEIGHTS = {"junior": 3, "mid": 4, "senior": 5}  # an answer takes longer where more is expected of it


def is_script(page: Page) -> bool:
    return re.fullmatch(r"interviews/(?!index\.md)[^/]+\.md", page.uri) is not None


def faults(pages: Sequence[Page]) -> Iterator[Fault]:
    """Fields that a script lacks, and questions it asks for that the site does not have, or twice."""
    known = [b.options["id"] for page in pages for b in page.blocks if b.name == "question" and "id" in b.options]
    for page in filter(is_script, pages):
        for field in WANTED:
            if field not in page.fields:
                yield Fault(page.path, 1, f"the interview has no {field}", f"add `{field}: …` to its front matter")
        minutes = page.fields.get("minutes", MINUTES[0])
        if not MINUTES[0] <= minutes <= MINUTES[1]:
            yield Fault(page.path, _line(page, "minutes"), f"an interview of {minutes} minutes is not held",
                        f"write {MINUTES[0]} to {MINUTES[1]}")  # fmt: skip
        yield from _asked(page, known)


def _asked(page: Page, known: list[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for name in page.fields.get("ask", []):
        if name in seen:
            yield Fault(page.path, _line(page, name, -1), f"`ask` names {name} twice", "ask it once")
        elif name not in known:
            near = difflib.get_close_matches(name, known, 1, 0)
            cure = f"the nearest that is there is {near[0]}" if near else "write a chapter with questions first"
            yield Fault(page.path, _line(page, name), f"`ask` names {name}, which is no question", cure)
        seen.add(name)


def _line(page: Page, word: str, which: int = 0) -> int:
    """The line of the front matter where a whole word stands: its first, or with -1 its last."""
    head = page.text[: len(page.text) - len(page.body)]
    found = [match.start() for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", head)]
    return head.count("\n", 0, found[which]) + 1 if found else 1


def budgets(minutes: int, levels: Iterable[str]) -> list[int]:
    """Whole minutes for each question, by its level; with the time around them they make up the interview."""
    weights = [WEIGHTS[level] for level in levels]
    time = round(minutes * (1 - AROUND))
    ends = [round(time * sum(weights[: n + 1]) / sum(weights)) for n in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
