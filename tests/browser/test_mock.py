"""The mock interview in the browser: alone, for two, from an address; on a clock that the test turns."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

MOCK = "practice/mock-interview/"
SEEDED = f"{MOCK}?role=data+scientist&level=mid&minutes=20&seed=7"
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def visit(visitor: Callable[..., BrowserContext]) -> BrowserContext:
    context = visitor()
    context.clock.install(time=NOW)
    return context


@pytest.fixture
def page(visit: BrowserContext, watched: Callable[[Page], Page]) -> Page:
    return watched(visit.new_page())


def press(page: Page, name: str) -> None:
    page.locator("[data-practice]").get_by_role("button", name=name, exact=True).click()


def heading(page: Page) -> Locator:
    return page.locator("[data-practice] h2").first


def timer(page: Page, name: str = "This question") -> Locator:
    return page.get_by_role("timer", name=name)


def seconds(shown: Locator) -> int:
    minutes, rest = re.match(r"(\d+):(\d\d)", shown.inner_text()).groups()  # type: ignore[union-attr]
    return 60 * int(minutes) + int(rest)


def finish(page: Page) -> None:
    press(page, "Finish" if page.get_by_role("button", name="Finish").count() else "End the interview")


def judge_all(page: Page, band: int) -> None:
    """Gives each answer the same bands, to the summary."""
    while True:
        for one in page.locator(".rubric-band").all():
            one.get_by_role("radio").nth(band - 1).check()
        last = page.get_by_role("button", name="Show the summary")
        if last.count():
            return last.click()
        press(page, "Next answer")


def test_an_interview_is_chosen_held_judged_and_summed_up(page: Page) -> None:
    page.goto(MOCK)
    page.get_by_label("Length").select_option("20")
    press(page, "Prepare the interview")
    expect(heading(page)).to_have_text("Data scientist, mid level, 20 minutes")
    press(page, "Start")
    expect(page.locator(".mock-count")).to_have_text(re.compile("Question 1 of [23]"))
    first = heading(page).inner_text()
    before = seconds(timer(page))
    page.clock.run_for(10_000)
    assert before - seconds(timer(page)) in (10, 11)
    assert 1188 <= seconds(timer(page, "Interview")) <= 1190
    press(page, "Pause")
    stands = timer(page).inner_text()
    page.clock.run_for(30_000)
    expect(timer(page)).to_have_text(stands)
    press(page, "Resume")
    page.get_by_label(re.compile("^Notes")).fill("Because <b>prevalence</b> & more")
    page.reload()
    expect(heading(page)).to_have_text(first)
    expect(page.get_by_label(re.compile("^Notes"))).to_have_value("Because <b>prevalence</b> & more")
    assert abs(seconds(timer(page)) - (before - 10)) <= 6
    press(page, "Resume")
    press(page, "Next question")
    expect(page.locator(".mock-count")).to_have_text(re.compile("Question 2 of"))
    press(page, "Skip: I cannot answer")
    finish(page)
    expect(heading(page)).to_have_text(first)
    expect(page.locator(".mock-written")).to_have_text("Because <b>prevalence</b> & more")
    press(page, "Show the whole answer")
    expect(page.locator(".whole-answer")).to_be_visible()
    judge_all(page, 2)
    expect(heading(page)).to_have_text("How it went")
    expect(page.locator(".mock-bands tbody tr")).to_have_count(4)
    expect(page.locator(".mock-bands tbody td").first).to_have_text("2.0")
    expect(page.get_by_role("heading", name="What to study next")).to_be_visible()


def test_the_summary_leads_to_the_review_and_can_be_opened_again_and_deleted(page: Page) -> None:
    page.goto(SEEDED)
    press(page, "Start")
    press(page, "End the interview")
    judge_all(page, 1)
    press(page, "Add the weak ones to review")
    expect(page.locator(".practice-said")).to_have_text("1 added. Review them")
    assert (
        page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('held-out/card/question/')).length")
        == 1
    )
    press(page, "Another interview")
    expect(page.locator(".mock-list").last).to_contain_text("Data scientist, mid, 20 minutes, mean 1.0 of 4")
    page.get_by_role("button", name="Open, January 5").click()
    expect(heading(page)).to_have_text("How it went")
    page.reload()
    expect(heading(page)).to_have_text("How it went")
    press(page, "Another interview")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete, January 5").click()
    expect(page.get_by_role("heading", name="No earlier interviews")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('held-out/mock/')).length") == 0


def test_the_time_is_said_only_when_it_matters(page: Page) -> None:
    page.goto(SEEDED)
    press(page, "Start")
    said = page.locator(".practice-said")
    left = seconds(timer(page))
    page.clock.run_for((left - 65) * 1000)
    expect(said).to_have_text("")
    page.clock.run_for(10_000)
    expect(said).to_have_text("One minute left for this question.")
    page.clock.run_for(70_000)
    expect(said).to_have_text("The time of this question is over.")
    expect(timer(page)).to_have_text(re.compile("over$"))


def test_leaving_the_page_stops_the_clocks(page: Page) -> None:
    record = "Object.entries(localStorage).find(([name]) => name.startsWith('held-out/mock/'))[1]"
    kept = f"JSON.parse({record}).asked[0].seconds"
    page.goto(SEEDED)
    press(page, "Start")
    page.clock.run_for(20_000)
    page.locator(".md-path__link", has_text="Practice").click()
    expect(page.locator("h1")).to_contain_text("Practice")
    before = page.evaluate(kept)
    assert before >= 15
    page.clock.run_for(60_000)
    assert page.evaluate(kept) == before
    page.go_back()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()


def test_follow_ups_come_one_after_another(page: Page, built: Path) -> None:
    page.goto(SEEDED)
    press(page, "Start")
    more = page.get_by_role("button", name=re.compile("Ask a follow-up"))
    while not more.count():
        press(page, "Next question")
    count = int(re.search(r"\d+", more.inner_text()).group())  # type: ignore[union-attr]
    for given in range(1, count + 1):
        more.click()
        expect(page.locator(".mock-follow-ups li")).to_have_count(given)
    expect(more).to_have_count(0)


def test_an_address_names_an_interview(page: Page, built: Path) -> None:
    page.goto(SEEDED)
    press(page, "Start")
    first = heading(page).inner_text()
    page.goto(SEEDED)
    press(page, "Start")
    expect(heading(page)).to_have_text(first)
    script = json.loads((built / "bank/index.json").read_text("utf-8"))["interviews"][0]
    page.goto(f"{MOCK}?script={script['name']}")
    expect(heading(page)).to_have_text(script["title"])
    press(page, "Start")
    kept = page.evaluate(
        "JSON.parse(localStorage[Object.keys(localStorage).filter((n) => n.includes('/mock/')).sort().at(-1)])"
    )
    assert [one["id"] for one in kept["asked"]] == script["ask"]


def test_a_script_is_chosen_from_the_list(page: Page) -> None:
    page.goto(MOCK)
    link = page.locator(".mock-list a").first
    title = link.inner_text()
    link.click()
    expect(heading(page)).to_have_text(title)


@pytest.mark.parametrize("query", [
    "script=<img src=x onerror=alert(1)>", "script=interviews/../../x", "open=__proto__", "open=<img onerror>",
    "seed=-1", "seed=1&sections=<b>,nothing", "view=candidate", "view=candidate&script=%00", "role=%E0%A4%A",
])  # fmt: skip
def test_an_odd_address_leads_to_the_choice(page: Page, query: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{MOCK}?{query}")
    expect(page.get_by_role("button", name=re.compile("Prepare the interview|Start"))).to_be_visible()
    assert page.locator("[data-practice] img").count() == 0


def test_the_candidates_window_follows_the_interviewers(
    visit: BrowserContext, page: Page, watched: Callable[[Page], Page]
) -> None:
    page.goto(SEEDED)
    press(page, "Open the interviewer's sheet")
    expect(page.locator(".whole-answer")).to_be_visible()
    with visit.expect_page() as opened:
        page.get_by_role("link", name="Candidate's screen").click()
    candidate = watched(opened.value)
    expect(candidate.locator(".mock-question")).to_have_text(heading(page).inner_text())
    assert candidate.locator(".short-answer, .rubric, textarea").count() == 0
    press(page, "Next question")
    expect(candidate.locator(".mock-question")).to_have_text(heading(page).inner_text())
    more = page.get_by_role("button", name=re.compile("Ask a follow-up"))
    if more.count():
        more.click()
        expect(candidate.locator(".mock-follow-ups li")).to_have_text(page.locator(".mock-follow-ups li").inner_text())
    page.locator(".rubric-band").first.get_by_role("radio").nth(2).check()
    candidate.reload()
    expect(candidate.locator(".mock-question")).to_have_text(heading(page).inner_text())
    finish(page)
    expect(candidate.locator(".mock-question")).to_have_text("The interview is over.")
    expect(heading(page)).to_have_text("How it went")
    expect(page.locator(".mock-bands tbody td").first).to_have_text("3.0")


def test_on_a_device_of_their_own_the_candidate_goes_on_by_hand(page: Page) -> None:
    page.goto(f"{SEEDED}&view=candidate")
    first = page.locator(".mock-question").inner_text()
    press(page, "Next question")
    expect(page.locator(".mock-question")).not_to_have_text(first)
    press(page, "Previous question")
    expect(page.locator(".mock-question")).to_have_text(first)


def test_what_another_window_says_is_not_believed(page: Page) -> None:
    page.goto(f"{SEEDED}&view=candidate")
    first = page.locator(".mock-question").inner_text()
    page.evaluate("""() => {
      const line = new BroadcastChannel("held-out/mock?role=data+scientist&level=mid&minutes=20&seed=7");
      for (const odd of [null, 1, "x", {}, { place: 99, followUps: 0 }, { place: 0.5, followUps: 1 },
        { place: "1", followUps: -1 }]) line.postMessage(odd);
    }""")
    page.wait_for_timeout(200)
    expect(page.locator(".mock-question")).to_have_text(first)


def test_a_choice_that_no_question_matches_says_what_to_change(page: Page) -> None:
    def empty(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[-1].removesuffix(".json")
        route.fulfill(json={"schema": 1, "section": name, "questions": [], "quizzes": []})

    page.route(re.compile(r"/bank/(?!index)[\w-]+\.json"), empty)
    page.goto(MOCK)
    press(page, "None")
    press(page, "Prepare the interview")
    expect(page.locator(".practice-said")).to_have_text("Choose at least one section.")
    press(page, "All")
    press(page, "Prepare the interview")
    expect(page.locator(".practice-said")).to_have_text("No question matches. Choose more sections or a higher level.")


def test_without_storage_the_interview_goes_on_and_says_that_nothing_is_kept(
    visit: BrowserContext, deny: Callable[[Page], Page]
) -> None:
    page = deny(visit.new_page())  # the theme complains of the denial, so it is not watched
    page.goto(SEEDED)
    press(page, "Start")
    expect(page.locator(".not-kept")).to_be_visible()
    page.get_by_label(re.compile("^Notes")).fill("kept for now")
    press(page, "End the interview")
    expect(page.locator(".mock-written")).to_have_text("kept for now")
    judge_all(page, 4)
    expect(page.locator(".mock-bands tbody td").first).to_have_text("4.0")


def test_on_paper_the_summary_has_no_buttons_and_everything_is_open(page: Page) -> None:
    page.goto(SEEDED)
    press(page, "Start")
    page.get_by_label(re.compile("^Notes")).fill("on paper")
    press(page, "End the interview")
    judge_all(page, 3)
    page.emulate_media(media="print")
    expect(page.locator(".mock-bands")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".mock-written")).to_be_visible()
    assert (
        page.locator("[data-practice] button").evaluate_all(
            "(all) => all.filter((one) => one.checkVisibility()).length"
        )
        == 0
    )


def test_an_interview_is_held_with_the_keyboard_alone(page: Page, tab_to: Callable[[Page, str], None]) -> None:
    page.goto(MOCK)
    page.locator("h1").click()
    tab_to(page, "Prepare the interview")
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    tab_to(page, "End the interview")
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    tab_to(page, "Show the whole answer")
    for _ in range(4):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    tab_to(page, "Show the summary")
    page.keyboard.press("Enter")
    expect(page.locator(".mock-bands")).to_be_visible()


def screens(page: Page) -> Iterator[str]:
    page.goto(MOCK)
    expect(page.get_by_role("button", name="Prepare the interview")).to_be_visible()
    yield "choice"
    page.goto(SEEDED)
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    yield "ready"
    press(page, "Start")
    yield "question"
    press(page, "End the interview")
    press(page, "Show the whole answer")
    expect(page.locator(".whole-answer")).to_be_visible()
    yield "judging"
    judge_all(page, 2)
    page.locator("[data-practice] summary").first.click()
    yield "summary"
    page.goto(SEEDED)
    press(page, "Open the interviewer's sheet")
    expect(page.locator(".whole-answer")).to_be_visible()
    yield "sheet"
    page.goto(f"{SEEDED}&view=candidate")
    expect(page.locator(".mock-question")).to_be_visible()
    yield "candidate"


def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    screen: BrowserContext, look: Callable[[Page], None]
) -> None:
    page = screen.new_page()
    for shown in screens(page):
        look(page)
        low = page.locator("[data-practice] button").evaluate_all(
            "(all) => all.filter((one) => one.getBoundingClientRect().height < 32).map((one) => one.textContent)"
        )
        assert low == [], shown
