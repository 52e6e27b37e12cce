"""The quiz in Chromium: one item at a time, the reasons, the score, what was missed."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

QUIZ = "practice/quiz/"
NOW = dt.datetime(2026, 1, 10, 12, tzinfo=dt.UTC)
KEPT = """(kind) => Object.fromEntries(Object.keys(localStorage).filter((k) => k.startsWith(`held-out/${kind}/`))
  .map((k) => [k.slice(`held-out/${kind}/`.length), JSON.parse(localStorage[k])]))"""

TEXT = """(html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.textContent;
}"""
SHOWN = f"""(all) => {{
  const shown = document.querySelector(".choices legend").textContent;
  const first = document.querySelector(".choice label > span").textContent;
  return all.find(({{ stem, options }}) => ({TEXT})(stem) === shown &&
    options.some(({{ text }}) => ({TEXT})(text) === first)).id;
}}"""


@pytest.fixture
def page(visitor: Callable[..., BrowserContext], watched: Callable[[Page], Page]) -> Page:
    page = watched(visitor().new_page())
    page.clock.set_fixed_time(NOW)
    return page


@pytest.fixture(scope="module")
def items(built: Path) -> dict[str, dict[str, Any]]:
    """All quiz items by the text of their options, which is all that a reader sees of them."""
    index = json.loads((built / "bank/index.json").read_text("utf-8"))
    banks = [json.loads((built / f"bank/{s['name']}.json").read_text("utf-8")) for s in index["sections"]]
    return {quiz["id"]: quiz for bank in banks for quiz in bank["quizzes"]}


def begin(page: Page, section: str = "Metrics", count: str = "5") -> None:
    page.goto(QUIZ)
    page.get_by_label("Section").select_option(label=section)
    page.get_by_label("Items").select_option(label=count)
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator(".choices")).to_be_visible()


def answer(page: Page, items: dict[str, dict[str, Any]], right: bool) -> str:
    """Checks the right options of the item shown, or the first wrong one; gives the item's id."""
    quiz = items[page.evaluate(SHOWN, list(items.values()))]
    options = {page.evaluate(TEXT, option["text"]): option["right"] for option in quiz["options"]}
    texts = page.locator(".choice label > span")
    for place in range(texts.count()):
        if options[texts.nth(place).text_content() or ""] == right:
            page.locator(".choice input").nth(place).check()
            if not right:
                break
    page.get_by_role("button", name="Check").click()
    return str(quiz["id"])


def forward(page: Page) -> None:
    page.locator(".practice-bar .bar-button--primary").click()


def test_a_round_tells_the_score_and_what_was_missed(page: Page, items: dict[str, dict[str, Any]]) -> None:
    begin(page)
    given = {}
    for place in range(5):
        expect(page.get_by_role("heading", level=2)).to_have_text(f"Item {place + 1} of 5")
        expect(page.get_by_role("heading", level=2)).to_be_focused()
        right = place % 2 == 0
        given[answer(page, items, right)] = right
        expect(page.locator(".choice-result")).to_be_focused()
        expect(page.locator(".choice-result")).to_have_text("Right." if right else re.compile("^Wrong"))
        expect(page.locator(".choice-reason")).to_have_count(page.locator(".choice").count())
        forward(page)
    expect(page.get_by_role("heading", level=2)).to_have_text("3 of 5 right")
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    links = page.locator(".quiz-missed a")
    assert {(links.nth(i).get_attribute("href") or "").split("#")[1] for i in range(2)} == {
        name for name, right in given.items() if not right
    }
    tries = page.evaluate(KEPT, "quiz")
    assert {name: one["last"] == "right" for name, one in tries.items()} == given


def test_the_missed_are_asked_again_and_added_to_the_review(page: Page, items: dict[str, dict[str, Any]]) -> None:
    begin(page)
    missed = [answer(page, items, False)]
    page.get_by_role("button", name="Next item").click()
    page.get_by_role("button", name="End here").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("0 of 1 right")
    page.get_by_role("button", name="Add the missed to review").click()
    expect(page.locator(".practice-said")).to_have_text("1 added. Review them")
    assert list(page.evaluate(KEPT, "card/quiz")) == missed
    page.get_by_role("button", name="Add the missed to review").click()
    expect(page.locator(".practice-said")).to_contain_text("in review already")
    page.get_by_role("button", name="Ask the missed again").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Item 1 of 1")
    answer(page, items, True)
    forward(page)
    expect(page.get_by_role("heading", level=2)).to_have_text("1 of 1 right")
    page.get_by_role("button", name="Another round").click()
    page.get_by_label("Only those I missed").check()
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator(".practice-said")).to_contain_text("You missed none of these")


def test_only_what_was_missed_is_asked_if_the_reader_wants(page: Page, items: dict[str, dict[str, Any]]) -> None:
    begin(page)
    missed = answer(page, items, False)
    page.goto(QUIZ)
    page.get_by_label("Only those I missed").check()
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Item 1 of 1")
    assert answer(page, items, True) == missed


def test_several_right_options_are_checkboxes(page: Page, items: dict[str, dict[str, Any]]) -> None:
    begin(page, "All sections", "All")
    seen: set[str] = set()
    for _ in range(len(items)):
        kind = page.locator(".choice input").first.get_attribute("type") or ""
        told = page.get_by_text("Choose all that apply.").count()
        assert (kind, told) in {("radio", 0), ("checkbox", 1)}
        quiz = items[answer(page, items, True)]
        assert (sum(option["right"] for option in quiz["options"]) > 1) == (kind == "checkbox")
        expect(page.locator(".choice-result")).to_have_text("Right.")
        seen.add(kind)
        if seen == {"radio", "checkbox"}:
            return
        forward(page)
    raise AssertionError(f"the site has only {seen}")


def test_check_without_a_choice_asks_for_one(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".choice-said")).to_contain_text("first.")
    expect(page.locator(".choice input").first).to_be_focused()
    assert page.evaluate(KEPT, "quiz") == {}


def test_the_keyboard_is_enough(page: Page) -> None:
    begin(page)
    page.keyboard.press("Tab")
    expect(page.locator(".choice input").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".choice-result")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent") == "Next item":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("Item 2 of 5")


def test_a_browser_that_keeps_nothing_asks_all_the_same(
    visitor: Callable[..., BrowserContext], deny: Callable[[Page], Page], items: dict[str, dict[str, Any]]
) -> None:
    page = deny(visitor().new_page())
    begin(page)
    answer(page, items, False)
    expect(page.get_by_role("alert")).to_contain_text("keeps nothing")
    forward(page)
    page.get_by_role("button", name="End here").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("0 of 1 right")


def test_items_that_cannot_be_fetched_are_told(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor().new_page()
    page.route("**/bank/metrics.json", lambda route: route.abort())
    page.goto(QUIZ)
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator(".practice-said")).to_contain_text("Look at the connection")
    page.unroute("**/bank/metrics.json")
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator(".choices")).to_be_visible()


def test_axe_finds_nothing(
    screen: BrowserContext, look: Callable[[Page, object], None], items: dict[str, dict[str, Any]]
) -> None:
    page = screen.new_page()
    begin(page, "All sections")
    for right in (True, False, False):
        look(page, "[data-practice]")
        answer(page, items, right)
        look(page, "[data-practice]")
        forward(page)
    page.get_by_role("button", name="End here").click()
    look(page, "[data-practice]")
    page.get_by_role("button", name="Another round").click()
    look(page, "[data-practice]")
