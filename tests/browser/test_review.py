"""The review in Chromium: cards from chapters and settings, grades, undo, suspension, browsers that keep nothing."""

import datetime as dt
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

ASKED = {"include": ["[data-practice]", ".question", ".quiz", ".show-all", ".due-count"]}
REVIEW = "practice/review/"
CHAPTER = "metrics/roc-and-pr-curves/"
ONE = "roc-auc-under-imbalance"
NOW = dt.datetime(2026, 1, 10, 12, tzinfo=dt.UTC)
DAY = 86_400_000
TEXT = re.compile("Show the short answer")


def milliseconds(time: dt.datetime) -> int:
    return round(time.timestamp() * 1000)


def card(**changes: object) -> dict[str, Any]:
    """A card that was learned twenty days ago and is due."""
    last = milliseconds(NOW) - 20 * DAY
    memory = {"state": 2, "stability": 10, "difficulty": 5, "reps": 2, "lapses": 0, "step": 0, "last": last}
    return memory | {"due": last + 10 * DAY, "log": [[last, 3]], "suspended": False, "at": last} | changes


def keep(page: Page, records: dict[str, Any]) -> None:
    """Puts records into the storage before the next page is opened."""
    texts = {
        f"held-out/{key}": value if isinstance(value, str) else json.dumps(value) for key, value in records.items()
    }
    page.add_init_script(f"for (const [k, v] of Object.entries({json.dumps(texts)})) localStorage.setItem(k, v)")


def kept(page: Page, key: str) -> Any:
    text = page.evaluate("(key) => localStorage.getItem(`held-out/${key}`)", key)
    return text and json.loads(text)


@pytest.fixture
def context(visitor: Callable[..., BrowserContext]) -> BrowserContext:
    return visitor(timezone_id="UTC")


@pytest.fixture
def page(context: BrowserContext, watched: Callable[[Page], Page]) -> Page:
    """A page whose clock stands still."""
    page = watched(context.new_page())
    page.clock.set_fixed_time(NOW)
    return page


def begin(page: Page) -> None:
    page.goto(REVIEW)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name=TEXT)).to_be_visible()


def heading(page: Page) -> str:
    return page.locator("[data-practice] h2").inner_text()


def counts(page: Page) -> str:
    return page.locator(".review-counts").inner_text()


def test_with_nothing_kept_the_page_says_what_to_do(page: Page) -> None:
    page.goto(REVIEW)
    expect(page.locator("[data-practice]")).to_contain_text("Nothing to review yet")
    expect(page.locator(".review-settings")).to_have_attribute("open", "")
    expect(page.locator("a.due-count")).to_have_count(0)


def test_a_card_is_asked_in_steps_and_graded_with_its_intervals(page: Page) -> None:
    begin(page)
    expect(page.locator(".review-settings")).not_to_have_attribute("open", "")
    assert counts(page) == "New 10 · Learning 0 · Due 0"
    first = heading(page)
    expect(page.locator(".ratings")).to_have_count(0)
    page.keyboard.press("3")  # nothing is seen yet, so nothing can be rated
    assert heading(page) == first
    page.keyboard.press("Space")
    expect(page.locator(".short-answer")).to_be_visible()
    expect(page.locator(".rating")).to_have_text(["Again1 min", "Hard6 min", "Good10 min", "Easy8 d"])
    page.keyboard.press("Space")
    expect(page.locator(".whole-answer .follow-up").first).to_be_visible()
    expect(page.locator(".whole-answer .follow-up[open]")).to_have_count(0)
    expect(page.get_by_role("link", name="This question in its chapter")).to_be_visible()
    page.keyboard.press("4")
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    expect(page.locator("output.heard")).to_have_text("Easy: asked again in 8 d.")
    assert heading(page) != first
    assert counts(page) == "New 9 · Learning 0 · Due 0"


def test_a_card_whose_answer_cannot_be_fetched_can_still_be_graded(context: BrowserContext) -> None:
    page = context.new_page()
    page.route("**/bank/answers/**", lambda route: route.abort())
    begin(page)
    page.keyboard.press("Space")
    page.get_by_role("button", name="Show the whole answer").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be fetched")
    expect(page.get_by_role("button", name="Show the whole answer")).to_be_enabled()
    page.keyboard.press("3")
    expect(page.get_by_role("button", name=TEXT)).to_be_visible()


def test_keys_are_letters_while_the_reader_types(page: Page) -> None:
    begin(page)
    first = heading(page)
    page.keyboard.press("Space")
    field = page.get_by_label("Say your answer")
    field.press_sequentially("u 3 4")
    assert heading(page) == first
    assert field.input_value() == "u 3 4"


def test_undo_brings_the_card_back_as_it_was(page: Page) -> None:
    before = card()
    keep(page, {f"card/question/{ONE}": before})
    page.goto(REVIEW)
    first = heading(page)
    page.keyboard.press("Space")
    page.keyboard.press("1")
    expect(page.get_by_role("heading", level=2)).not_to_have_text(first)
    assert kept(page, f"card/question/{ONE}")["lapses"] == 1
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=2)).to_have_text(first)
    expect(page.locator("output.heard")).to_have_text("Again is taken back.")
    after = kept(page, f"card/question/{ONE}")
    assert after["at"] > before["at"]
    assert after | {"at": 0} == before | {"at": 0}
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_undo_of_a_first_grade_leaves_no_card(page: Page) -> None:
    begin(page)
    first = heading(page)
    for _ in range(2):
        page.keyboard.press("Space")
        page.keyboard.press("3")
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    assert heading(page) == first
    assert page.evaluate("() => Object.keys(localStorage).filter((k) => k.includes('/card/')).length") == 0


def test_a_suspended_card_is_not_asked_until_it_is_brought_back(page: Page) -> None:
    keep(page, {f"card/question/{ONE}": card(), "review/settings": ""})
    page.goto(REVIEW)
    title = heading(page)
    page.get_by_role("button", name="Suspend this card").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing is due")
    assert kept(page, f"card/question/{ONE}")["suspended"] is True
    page.get_by_text("1 suspended card", exact=True).click()
    expect(page.locator(".review-suspended li")).to_contain_text(title)
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(title)
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    assert kept(page, f"card/question/{ONE}")["suspended"] is False


def test_the_end_says_what_was_done_and_what_comes(page: Page) -> None:
    keep(page, {f"card/question/{ONE}": card()})
    page.goto(REVIEW)
    expect(page.get_by_role("button", name=TEXT)).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("3")
    expect(page.get_by_role("heading", level=2)).to_have_text("Done for now")
    stage = page.locator("[data-practice]")
    expect(stage).to_contain_text("1 grade given, none of them Again.")
    expect(stage).to_contain_text(re.compile(r"The next card is due in \d+ (d|mo)\."))
    expect(page.get_by_role("link", name="Take a quiz")).to_have_attribute("href", re.compile("/practice/quiz/$"))


def test_a_card_in_its_short_steps_comes_when_its_minute_does_or_earlier(context: BrowserContext) -> None:
    page = context.new_page()
    page.clock.install(time=NOW)
    page.goto(CHAPTER)
    page.get_by_role("button", name="Add to review").first.click()
    expect(page.locator(".review-add").first).to_contain_text("In review · new")
    page.goto(REVIEW)
    title = heading(page)
    page.keyboard.press("Space")
    page.keyboard.press("1")
    expect(page.get_by_role("heading", level=2)).to_have_text("A short break")
    page.clock.fast_forward("01:05")
    expect(page.get_by_role("heading", level=2)).to_have_text(title)
    expect(page.locator("output.heard")).to_have_text("A card is due.")
    page.keyboard.press("Space")
    page.keyboard.press("3")
    page.get_by_role("button", name="Ask it now").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(title)


def test_sections_levels_and_new_cards_a_day_are_chosen(page: Page) -> None:
    page.goto(REVIEW)
    page.get_by_label("Metrics").check()
    page.get_by_label("senior").check()
    page.get_by_label("New cards a day").fill("2")
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".review-settings > summary")).to_have_text("Settings: Metrics, senior, 2 new a day")
    for _ in range(2):
        expect(page.locator(".review-card .level")).to_have_text("senior")
        page.keyboard.press("Space")
        page.keyboard.press("4")
    expect(page.get_by_role("heading", level=2)).to_have_text("Done for now")
    expect(page.locator("[data-practice]")).to_contain_text("change the settings")
    page.reload()
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing is due")
    page.clock.set_fixed_time(NOW + dt.timedelta(days=1))
    page.reload()
    expect(page.get_by_role("button", name=TEXT)).to_be_visible()


def test_the_day_of_the_interview_brings_cards_nearer_and_warns(page: Page) -> None:
    page.goto(REVIEW)
    page.get_by_label("Day of the interview").fill("2026-01-18")
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".review-warning")).to_contain_text("unseen before the interview")
    page.keyboard.press("Space")
    expect(page.locator(".rating").last).to_have_text(re.compile(r"^Easy([1-7] d|\d+ h)$"))
    page.keyboard.press("4")
    expect(page.locator("output.heard")).to_have_text(re.compile("^Easy"))
    dues = page.evaluate("""() => Object.entries(localStorage).filter(([key]) => key.includes("/card/"))
      .map(([, text]) => JSON.parse(text).due)""")
    assert len(dues) == 1
    assert dues[0] < milliseconds(NOW) + 8 * DAY


def test_a_question_is_added_and_removed_in_its_chapter(page: Page) -> None:
    page.goto(CHAPTER)
    question = page.locator("section.question", has=page.locator(f"#{ONE}"))
    question.get_by_role("button", name="Add to review").press("Enter")
    expect(question.locator(".review-add")).to_contain_text("In review · new")
    expect(page.locator("output.heard")).to_have_text("In review.")
    expect(question.get_by_role("button", name="Remove")).to_be_focused()
    assert kept(page, f"card/question/{ONE}")["state"] == 0
    question.get_by_role("button", name="Remove").press("Enter")
    expect(question.get_by_role("button", name="Add to review")).to_be_visible()
    assert kept(page, f"card/question/{ONE}") is None


def test_a_card_with_a_history_is_removed_only_if_the_reader_is_sure(page: Page) -> None:
    keep(page, {f"card/question/{ONE}": card(due=milliseconds(NOW) + 3 * DAY)})
    page.goto(CHAPTER)
    question = page.locator("section.question", has=page.locator(f"#{ONE}"))
    expect(question.locator(".review-add")).to_contain_text("In review · due in 3 d")
    with page.expect_event("dialog") as asked:
        question.get_by_role("button", name="Remove").click(no_wait_after=True)
    asked.value.dismiss()
    expect(question.locator(".review-add")).to_contain_text("due in 3 d")
    with page.expect_event("dialog") as asked:
        question.get_by_role("button", name="Remove").click(no_wait_after=True)
    asked.value.accept()
    expect(question.get_by_role("button", name="Add to review")).to_be_visible()


def test_a_whole_page_is_added(page: Page) -> None:
    page.goto(CHAPTER)
    page.get_by_role("button", name="Add this page to review").click()
    expect(page.get_by_role("button", name="This page is in review")).to_be_focused()
    asked = page.locator("section.question").count()
    expect(page.locator(".question .review-add", has_text="In review · new")).to_have_count(asked)
    expect(page.locator("output.heard")).to_have_text(f"{asked} added to review.")
    page.goto(REVIEW)
    assert counts(page) == f"New {asked} · Learning 0 · Due 0"
    expect(page.locator(".review-settings")).not_to_have_attribute("open", "")


def test_a_missed_quiz_item_can_be_reviewed_later_and_is_asked_as_a_quiz(page: Page) -> None:
    page.goto(CHAPTER)
    right, missed = page.locator("section.quiz").nth(0), page.locator("section.quiz").nth(1)
    right.locator("details.right > summary").first.click()
    expect(right.get_by_role("button", name="Review this later")).to_have_count(0)
    missed.locator("details.wrong > summary").first.press("Enter")
    missed.locator("details.right > summary").first.click()  # the first one opened decides
    missed.get_by_role("button", name="Review this later").click()
    expect(missed.locator(".review-add")).to_contain_text("In review · new")
    tries = [kept(page, f"quiz/{one.get_attribute('id')}") for one in (right, missed)]
    assert [(t["right"], t["wrong"], t["last"]) for t in tries] == [(1, 0, "right"), (0, 1, "wrong")]
    card_key = f"card/quiz/{missed.get_attribute('id')}"
    page.goto(REVIEW)
    expect(page.locator(".choice").first).to_be_visible()
    page.locator(".choice input").first.check()
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".choice-result")).to_be_focused()
    given = page.locator(".rating[aria-pressed=true]")
    expect(given).to_have_count(1)
    assert kept(page, card_key)["reps"] == 1
    page.keyboard.press("4")
    expect(given).to_have_text("Easy8 d")
    after = kept(page, card_key)
    assert (after["reps"], after["log"][0][1]) == (1, 4)
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=2)).to_have_text("Done for now")


def test_the_header_says_how_many_are_due_on_every_page(page: Page) -> None:
    later = card(due=milliseconds(NOW) + 3 * DAY)
    keep(
        page, {f"card/question/{ONE}": card(), "card/question/two": later, "card/question/three": card(suspended=True)}
    )
    for path in (CHAPTER, "exercises/", ""):
        page.goto(path)
        expect(page.locator("header a.due-count")).to_have_text("1 due")
    page.locator("a.due-count").click()
    page.wait_for_url("**/practice/review/")
    page.get_by_role("button", name=TEXT).click()
    page.get_by_role("button", name="Good").click()
    expect(page.locator("a.due-count")).to_have_count(0)
    expect(page.locator(".review-note")).to_contain_text("2 more cards are kept, of questions that are no longer")


def test_another_tab_shows_at_once_what_was_added(context: BrowserContext) -> None:
    one, other = context.new_page(), context.new_page()
    for tab in (one, other):
        tab.goto(CHAPTER)
    other.get_by_role("button", name="Add to review").first.click()
    expect(one.locator(".review-add").first).to_contain_text("In review · new")


def test_the_page_works_again_when_it_comes_in_place_of_another(page: Page) -> None:
    begin(page)
    page.evaluate("window.visit = 'the same'")
    page.locator(".md-nav--primary").get_by_role("link", name="Quiz", exact=True).click()
    expect(page.get_by_role("button", name="Start the quiz")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name=TEXT)).to_be_visible()
    assert page.evaluate("window.visit") == "the same"
    page.keyboard.press("Space")
    expect(page.locator(".short-answer")).to_have_count(1)
    page.keyboard.press("4")
    assert counts(page) == "New 9 · Learning 0 · Due 0"


CORRUPT = ["", "{", "null", "[]", "7", '{"state":2}', json.dumps(card(due=None)), json.dumps(card(stability="x"))]


@pytest.mark.parametrize("text", CORRUPT)
def test_a_corrupt_card_is_none(page: Page, text: str) -> None:
    keep(page, {f"card/question/{ONE}": text, "review/settings": text})
    page.goto(CHAPTER)
    expect(page.locator("section.question .review-button")).to_have_count(page.locator("section.question").count())
    page.goto(REVIEW)
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing to review yet")


def test_a_browser_that_keeps_nothing_reviews_all_the_same_and_says_so(
    context: BrowserContext, deny: Callable[[Page], Page]
) -> None:
    page = deny(context.new_page())
    begin(page)
    expect(page.get_by_role("alert")).to_contain_text("keeps nothing")
    first = heading(page)
    page.keyboard.press("Space")
    page.keyboard.press("4")
    assert heading(page) != first
    assert counts(page) == "New 9 · Learning 0 · Due 0"
    page.keyboard.press("u")
    assert heading(page) == first
    page.goto(CHAPTER)
    page.get_by_role("button", name="Add to review").first.click()
    expect(page.get_by_role("alert")).to_contain_text("keeps nothing")


def test_the_keyboard_is_enough(page: Page, tab_to: Callable[[Page, str], None]) -> None:
    page.goto(REVIEW)
    page.get_by_role("button", name="Start").wait_for()
    page.locator("h1").click()
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    tab_to(page, "Show the short answer")
    page.keyboard.press("Enter")
    expect(page.locator(".review-answer")).to_be_focused()
    tab_to(page, "Show the whole answer")
    page.keyboard.press("Space")
    expect(page.locator(".whole-answer")).to_be_focused()
    tab_to(page, "Hard")
    page.keyboard.press("Enter")
    tab_to(page, "Undo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    tab_to(page, "Suspend this card")
    page.keyboard.press("Enter")
    tab_to(page, "1 suspended card")
    page.keyboard.press("Enter")
    tab_to(page, "Bring back")


def scripts(page: Page, path: str) -> set[str]:
    """The names of the modules that a chapter has loaded when it is at rest."""
    asked: set[str] = set()
    page.on("requestfinished", lambda request: asked.add(request.url))
    page.goto(path, wait_until="networkidle")
    expect(page.locator(".run-bar").first).to_be_attached()
    return {Path(url).name for url in asked if re.search(r"/assets/[\w-]+\.js$", url)}


@pytest.mark.parametrize("path", [CHAPTER, "ethics/fairness-metrics/"])
def test_a_chapter_pays_at_most_three_kilobytes_for_it(context: BrowserContext, built: Path, path: str) -> None:
    page, bare = context.new_page(), context.new_page()
    keep(page, {f"card/question/{ONE}": card()})
    bare.route(re.compile(r"/assets/add-"), lambda route: route.abort())
    paid = scripts(page, path) - scripts(bare, path)
    expect(page.locator("a.due-count")).to_be_visible()
    assert any(name.startswith("add-") for name in paid)
    sizes = {name: len(gzip.compress((built / "assets" / name).read_bytes())) for name in paid}
    assert sum(sizes.values()) <= 2_800, sizes  # 200 more are the lines in guide.js that ask for it


def test_axe_finds_nothing(screen: BrowserContext, look: Callable[[Page, object], None]) -> None:
    page = screen.new_page()
    quiz = "card/quiz/roc-pr-baseline"
    keep(
        page,
        {f"card/question/{ONE}": card(), "card/question/roc-pr-average-precision": card(suspended=True), quiz: card()},
    )
    page.goto(CHAPTER)
    page.locator(".quiz details.wrong > summary").first.click()
    page.locator("output.heard").wait_for(state="attached")
    look(page, ASKED)
    page.goto(REVIEW)
    page.locator(".review-settings > summary").click()
    while page.locator(".choices").count() or page.get_by_role("button", name=TEXT).count():
        if page.locator(".choices").count():
            page.locator(".choice input").first.check()
            page.get_by_role("button", name="Check").click()
            look(page, ASKED)
            page.get_by_role("button", name="Next card").click()
            continue
        page.get_by_role("button", name=TEXT).click()
        page.get_by_role("button", name="Show the whole answer").click()
        page.locator(".whole-answer summary").first.click()
        look(page, ASKED)
        page.get_by_role("button", name="Good").click()
    expect(page.locator(".ratings, .review-card")).to_have_count(0)
    look(page, ASKED)
