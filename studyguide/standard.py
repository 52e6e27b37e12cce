"""What a chapter and a question must have, checked on their source. Must not import MkDocs.

The limits are those of CONTRIBUTING.md: a short answer can be said in thirty seconds, a mechanism is
a derivation, a number or code, and a reader meets the next question before the interviewer asks it.
"""

import re
from collections.abc import Iterator

from studyguide import interviews
from studyguide.fault import Fault
from studyguide.fences import fences
from studyguide.grammar import Block
from studyguide.intake import Page

PEOPLE = ("behavioral", "companies", "start", "portfolio", "mock-interviews", "after", "resources")
LISTS = ("reference", "notebooks", "exercises", "cheatsheets", "practice", "interviews")
SHORT = (30, 75)
BODY = (100, 350)
TEACHING = (900, 2_500)
PARTS = ["In one minute", "The idea", "The mathematics", "The code", "Costs and failure modes", "A picture",
         "Questions", "Practice", "Sources"]  # fmt: skip
PEOPLE_PARTS = ["In one minute", "The idea", "The method", "A worked sample", "A sheet to fill in",
                "Costs and failure modes", "A picture", "Questions", "Practice", "Sources"]  # fmt: skip
OPTIONAL_PARTS = {"A picture"}
PROFILE_PARTS = ["What they build", "Their own accounts", "What this suggests to prepare", "Questions to ask them",
                 "How they describe their hiring"]  # fmt: skip
SCRIPT_PARTS = ["What it looks for", "How to conduct it", "What separates the bands"]
FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
FORMULA = re.compile(r"\$`[^`]+`\$")
LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
FILLER = re.compile(
    r"\b(crucial(?:ly)?|it is important to note|in today's \w+|delve|leveraging|(?:to|can|we) leverage|"
    r"paradigm shift|game.changer|needless to say|asked very often|frequently asked|seamless(?:ly)?)\b", re.IGNORECASE,
)  # fmt: skip


def words(markdown: str) -> int:
    """The words of prose: without code, formulas, addresses and marks."""
    text = LINK.sub(r"\1", FORMULA.sub(" x ", FENCE.sub("", markdown)))
    return sum(1 for word in text.split() if re.search(r"\w", word))


def kind(page: Page) -> str:
    """chapter, profile, script, or page, from the folder and what the page has."""
    section = page.uri.split("/")[0]
    if interviews.is_script(page):
        return "script"
    if page.notebook or page.uri.endswith("index.md") or "/" not in page.uri or section in LISTS:
        return "page"
    return "profile" if section == "companies" and "Their own accounts" in _parts(page) else "chapter"


def faults(page: Page) -> Iterator[Fault]:
    """Everything in which a page falls short of the standard."""
    yield from _filler(page)
    for number, line in enumerate(page.text.splitlines(), 1):
        if re.search(r"\bFILL\b", line):
            yield Fault(page.path, number, "this place of the template is not filled", "write what it asks for")
    if "description" not in page.fields:
        yield Fault(page.path, 1, "the page has no description", "add one sentence of 50 to 160 characters")
    what = kind(page)
    if what == "chapter":
        yield from _chapter(page)
    elif what == "profile":
        yield from _in_order(page, PROFILE_PARTS, set())
    elif what == "script":
        yield from _in_order(page, SCRIPT_PARTS, set())
    for question in (block for block in page.blocks if block.name == "question"):
        yield from _question(page, question)


def _parts(page: Page) -> list[str]:
    return re.findall(r"^## +(.+?) *$", FENCE.sub("", page.body), re.MULTILINE)


def _filler(page: Page) -> Iterator[Fault]:
    prose = FENCE.sub(lambda m: "\n" * m[0].count("\n"), page.text)
    for number, line in enumerate(prose.splitlines(), 1):
        found = FILLER.search(line)
        if found:
            yield Fault(page.path, number, f"“{found[0]}” says nothing", "say what it is, or delete it")


def _in_order(page: Page, wanted: list[str], optional: set[str]) -> Iterator[Fault]:
    found = _parts(page)
    expected = [part for part in wanted if part in found or part not in optional]
    if found != expected:
        missing = [part for part in expected if part not in found] or [part for part in found if part not in expected]
        yield Fault(page.path, 1, f"the parts are not those of its kind, in order (see “{(missing or found)[0]}”)",
                    f"write as second-level headings: {', '.join(wanted)}")  # fmt: skip


def _chapter(page: Page) -> Iterator[Fault]:
    people = page.uri.startswith(PEOPLE)
    yield from _in_order(page, PEOPLE_PARTS if people else PARTS, OPTIONAL_PARTS)
    teaching = words(page.body.split("\n## Questions", 1)[0])
    if not TEACHING[0] <= teaching <= TEACHING[1]:
        yield Fault(page.path, 1, f"the teaching before the questions has {teaching} words",
                    f"write {TEACHING[0]} to {TEACHING[1]}")  # fmt: skip
    quizzes = sum(block.name == "quiz" for block in page.blocks)
    if not 3 <= quizzes <= 5:
        yield Fault(page.path, 1, f"the chapter has {quizzes} quiz items", "write 3 to 5 under “Practice”")


def _question(page: Page, question: Block) -> Iterator[Fault]:
    lines = page.text.splitlines()[question.line + len(question.options) : question.end - 1]
    text = "\n".join(lines).strip()
    inner = [b for b in page.blocks if b.parent == "question" and question.line < b.line < question.end]
    follow_ups = sum(b.name == "follow-up" for b in inner)
    if follow_ups < 2:
        yield _short(page, question, f"it has {follow_ups} follow-ups", "write at least two")
    if not any(b.name == "mistake" for b in inner):
        yield _short(page, question, "it names no mistake", "write at least one `mistake` block")
    if not re.search(r"^Sources?: .*\]\[[a-z0-9-]+\]", text, re.MULTILINE):
        yield _short(page, question, "it cites no source", "end it with `Sources: [Author Year][key]`")
    body = re.split(r"^/{4,} *(?:follow-up|mistake)\b", text, maxsplit=1, flags=re.MULTILINE)[0]
    short, _, mechanism = body.partition("\n\n")
    count = words(short)
    if not SHORT[0] <= count <= SHORT[1]:
        yield _short(page, question, f"its short answer has {count} words", f"write {SHORT[0]} to {SHORT[1]}")
    mechanism = re.sub(r"^Sources?:.*", "", mechanism, flags=re.MULTILINE)
    count = words(mechanism)
    if not BODY[0] <= count <= BODY[1]:
        yield _short(page, question, f"its mechanism has {count} words of prose", f"write {BODY[0]} to {BODY[1]}")
    if not page.uri.startswith(PEOPLE) and not re.search(r"`|\d", mechanism):
        yield _short(page, question, "its mechanism has neither formula, number nor code", "add one of them")
    for fence in fences(mechanism):
        shown = [line for line in fence.code.split("\n") if line.strip() and not line.startswith(("#>", "-->"))]
        if len(shown) > 25 and "alt" not in fence.options:
            yield _short(page, question, f"its code has {len(shown)} lines", "keep to 25, or move it into the teaching")


def _short(page: Page, question: Block, what: str, cure: str) -> Fault:
    return Fault(page.path, question.line, f"`{question.options['id']}`: {what}", cure)
