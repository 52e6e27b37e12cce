"""Markdown blocks of the guide: question, follow-up, mistake, quiz, and the parts of an exercise.

Built on `pymdownx.blocks`; must not import MkDocs. `grammar` has checked the source before, so a
block that arrives here is well formed. Syntax and HTML: ARCHITECTURE.md, "Syntax".
"""

import re
import xml.etree.ElementTree as etree
from typing import Any, ClassVar

import pymdownx.blocks
import yaml
from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block, type_string

from studyguide.fault import fault
from studyguide.frontmatter import LOADER

OPTION = re.compile(r"\[([ xX])\][ \t]+")


def options_of(text: str) -> dict[str, Any] | None:
    """The options of a block, or None where they are not fields."""
    try:
        found = yaml.load(text, LOADER)
    except yaml.YAMLError:
        return None
    return found if isinstance(found, dict) else {} if found is None else None


pymdownx.blocks.get_frontmatter = options_of  # theirs takes a tenth of the time of a page: YAML without C


class Strict(Block):  # type: ignore[misc]
    """A block that stops the build where pymdownx would print it as text."""

    def _validate(self, parent: etree.Element, arg: Any, **options: Any) -> bool:
        if not super()._validate(parent, arg, **options):
            raise fault(f"/// {self.NAME}", f"the block `{self.NAME}` is not well formed",
                        "see “Syntax” in ARCHITECTURE.md")  # fmt: skip
        return True


class Question(Strict):
    """`<section class="question">`: a heading, and the answer in a closed `<details>`."""

    NAME = "question"
    ARGUMENT = True
    OPTIONS: ClassVar = {"id": ("", type_string), "level": ("", type_string)}

    def on_create(self, parent: etree.Element) -> etree.Element:
        level = self.options["level"]
        section = etree.SubElement(parent, "section", {"class": "question", "data-level": level})
        heading = etree.SubElement(section, "h3", {"id": self.options["id"]})
        heading.text = self.argument
        badge = etree.SubElement(section, "p", {"class": f"level level-{level}"})
        badge.text = level
        self.answer = etree.SubElement(section, "details", {"class": "answer"})
        etree.SubElement(self.answer, "summary").text = "Answer"
        return section

    def on_add(self, block: etree.Element) -> etree.Element:
        return self.answer

    def on_end(self, block: etree.Element) -> None:
        """Marks the first paragraph, which is the short answer, and the sources."""
        paragraphs = self.answer.findall("p")
        if paragraphs:
            paragraphs[0].set("class", "short-answer")
        for paragraph in paragraphs[1:]:
            if (paragraph.text or "").startswith(("Sources:", "Source:")):
                paragraph.set("class", "sources")


class FollowUp(Strict):
    """What an interviewer asks next, with its answer folded."""

    NAME = "follow-up"
    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        details = etree.SubElement(parent, "details", {"class": self.NAME})
        etree.SubElement(details, "summary").text = self.argument
        return details


class Hint(FollowUp):
    """One step towards the solution of an exercise, folded."""

    NAME = "hint"


class Fold(Strict):
    """A part of an exercise that a reader opens when it is time."""

    SUMMARY = ""

    def on_create(self, parent: etree.Element) -> etree.Element:
        details = etree.SubElement(parent, "details", {"class": self.NAME})
        etree.SubElement(details, "summary").text = self.SUMMARY
        return details


class Tests(Fold):
    NAME = "tests"
    SUMMARY = "The tests"


class Solution(Fold):
    NAME = "solution"
    SUMMARY = "A solution, and why it is written so"


class Mistake(Strict):
    """A wrong statement, and why it is wrong."""

    NAME = "mistake"
    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        box = etree.SubElement(parent, "div", {"class": "mistake"})
        title = etree.SubElement(box, "p", {"class": "mistake-title"})
        title.text = self.argument
        return box


class Quiz(Strict):
    """A stem and options; choosing one opens its reason, with or without JavaScript."""

    NAME = "quiz"
    ARGUMENT = True
    OPTIONS: ClassVar = {"id": ("", type_string)}

    def on_create(self, parent: etree.Element) -> etree.Element:
        section = etree.SubElement(parent, "section", {"class": "quiz", "id": self.options["id"]})
        stem = etree.SubElement(section, "p", {"class": "quiz-stem"})
        stem.text = self.argument
        return section

    def on_end(self, block: etree.Element) -> None:
        items = [item for found in block.findall("ul") for item in found.findall("li")]
        right = sum(self._fold(item) for item in items)
        if not 2 <= len(items) <= 6 or not 0 < right < len(items):
            raise fault(self.argument, f"the quiz has {len(items)} options of which {right} are right",
                        "write 2 to 6 options `- [ ] …` and mark the right ones `- [x] …`")  # fmt: skip
        block.set("data-right", str(right))

    def _fold(self, item: etree.Element) -> bool:
        """Turns one list item into `<details>`: the option, and its reason. True if it is right."""
        children = list(item)
        first = item if (item.text or "").strip() or not children else children[0]
        mark = OPTION.match((first.text or "").lstrip())
        reasons = children[1:] if children and first is children[0] else children
        if mark is None or not reasons:
            raise fault((first.text or self.argument).strip(), "a quiz option needs its mark and a reason",
                        "write `- [ ] option`, an empty line, and the reason indented by four spaces")  # fmt: skip
        right = mark[1] != " "
        option = (first.text or "").lstrip()[mark.end() :]
        inline = [child for child in first if first is not item]
        for child in children:
            item.remove(child)
        item.text, item.tail = "", item.tail
        details = etree.SubElement(item, "details", {"class": "right" if right else "wrong"})
        summary = etree.SubElement(details, "summary")
        summary.text = option
        summary.extend(inline)
        verdict = etree.SubElement(details, "p", {"class": "verdict"})
        verdict.text = "Right." if right else "Not this one."
        details.extend(reasons)
        return right


class GuideBlocks(BlocksExtension):  # type: ignore[misc]
    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        for block in (Question, FollowUp, Mistake, Quiz, Hint, Tests, Solution):
            block_mgr.register(block, self.getConfigs())


def makeExtension(**options: Any) -> GuideBlocks:
    return GuideBlocks(**options)
