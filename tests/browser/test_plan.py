"""The plan in the browser: made, ticked off, laid out anew, saved as a calendar; on days that the test chooses."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

PLAN = "practice/plan/"
MONDAY = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def visit(visitor: Callable[..., BrowserContext]) -> BrowserContext:
    context = visitor(timezone_id="America/New_York")
    context.clock.install(time=MONDAY)
    return context


@pytest.fixture
def page(visit: BrowserContext, watched: Callable[[Page], Page]) -> Page:
    return watched(visit.new_page())


def make(page: Page, interview: str, hours: str = "6") -> None:
    page.goto(PLAN)
    page.get_by_label("Hours a week").fill(hours)
    page.get_by_label("Interview", exact=True).fill(interview)
    page.get_by_role("button", name="Make the plan").click()


def days_later(page: Page, days: int) -> None:
    page.clock.set_system_time(MONDAY + timedelta(days=days))
    page.reload()


def test_a_plan_is_made_and_ticked_off(page: Page) -> None:
    make(page, "2026-03-02")
    heading = page.get_by_role("heading", name="Interview on Monday, March 2")
    expect(heading).to_be_focused()
    expect(page.locator("[data-practice] .facts")).to_contain_text("56 days left")
    first = page.locator(".plan-day").first
    expect(first.locator("h4")).to_contain_text("Monday, January 5")
    box = first.get_by_role("checkbox").first
    box.check()
    expect(page.locator("[data-practice] .heard")).to_have_text(re.compile(r"^1 of \d+ done$"))
    page.reload()
    expect(box).to_be_checked()
    box.uncheck()
    page.reload()
    expect(box).not_to_be_checked()


def test_a_chapter_that_was_read_needs_no_tick(page: Page) -> None:
    make(page, "2026-03-02")
    first = page.locator(".plan-day a").first
    name = re.sub(r"^https?://[^/]+/|/$", "", first.get_attribute("href") or "")
    page.evaluate("([name, at]) => localStorage.setItem(`held-out/read/${name}`, JSON.stringify({ at }))",
                  [name, int(MONDAY.timestamp() * 1000) + 60_000])  # fmt: skip
    page.reload()
    expect(page.locator(".plan-day").first.get_by_role("checkbox").first).to_be_checked()


def test_after_missed_days_the_rest_is_laid_out_from_today(page: Page) -> None:
    make(page, "2026-03-02")
    first = page.locator(".plan-day").first
    title = first.locator("a").first.inner_text()
    first.get_by_role("checkbox").first.check()
    days_later(page, 4)
    note = page.locator(".plan-note", has_text="of earlier days")
    expect(note).to_be_visible()
    before = page.locator("[data-practice] .facts").inner_text()
    page.get_by_role("button", name="Lay the rest out from today").click()
    expect(note).to_have_count(0)
    expect(page.locator(".plan-day h4").first).to_contain_text("Friday, January 9")
    assert title not in page.locator(".plan-day a").all_inner_texts()
    done = page.locator("details", has_text="Done before this plan: 1")
    done.locator("summary").click()
    expect(done.locator("a")).to_have_text(title)
    assert re.search(r"1 of (\d+) done", before).group() in page.locator("[data-practice] .facts").inner_text()  # type: ignore[union-attr]
    page.reload()
    expect(page.locator(".plan-day h4").first).to_contain_text("Friday, January 9")


def test_too_short_a_time_says_what_is_left_out_and_what_would_do(page: Page) -> None:
    make(page, "2026-03-15", "3")
    note = page.locator(".plan-note")
    expect(note).to_contain_text(
        re.compile(r"There is time for \d+ of \d+ items\..*left out: \d+.*With [\d.]+ hours a week nothing would be")
    )
    hours = re.search(r"With ([\d.]+) hours", note.inner_text()).group(1)  # type: ignore[union-attr]
    page.get_by_label("Hours a week").fill(hours)
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".plan-note")).to_have_count(0)


@pytest.mark.parametrize(("field", "value", "at", "said"), [
    ("Interview", "2026-01-05", "Interview", "Choose a day of the interview that is still to come."),
    ("Interview", "2027-06-01", "Interview", "Plan for a year at most."),
    ("First day", "2026-02-20", "Interview", "The interview must come after the first day."),
    ("First day", "", "First day", "Choose the first day."),
    ("Hours a week", "0", "Hours a week", "Choose 1 to 60 hours a week."),
])  # fmt: skip
def test_wishes_that_cannot_be_planned_are_told_at_their_field(
    page: Page, field: str, value: str, at: str, said: str
) -> None:
    page.goto(PLAN)
    page.get_by_label(field, exact=True).fill(value)
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".practice-said")).to_have_text(said)
    expect(page.get_by_label(at, exact=True)).to_be_focused()


def test_days_of_study_are_the_readers(page: Page) -> None:
    page.goto(PLAN)
    for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        page.get_by_label(name).uncheck()
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".practice-said")).to_have_text("Choose at least one weekday.")
    page.get_by_label("Saturday").check()
    page.get_by_role("button", name="Make the plan").click()
    names = page.locator(".plan-day h4").all_inner_texts()
    assert len(names) > 2
    assert all(name.startswith("Saturday") for name in names[1:])
    page.reload()
    expect(page.get_by_label("Saturday")).to_be_checked()
    expect(page.get_by_label("Monday")).not_to_be_checked()


@pytest.mark.parametrize(("left", "said"), [
    (7, "last week"), (1, "The interview is tomorrow"), (0, "The interview is today"), (-3, "The interview is over"),
])  # fmt: skip
def test_the_last_days_have_their_advice(page: Page, left: int, said: str) -> None:
    make(page, "2026-02-02")
    expect(page.locator(".plan-advice")).to_have_count(0)
    days_later(page, 28 - left)
    expect(page.locator(".plan-advice")).to_contain_text(said)


def test_the_mock_interviews_of_a_plan_lead_to_the_readers_choice(page: Page) -> None:
    page.goto(PLAN)
    page.get_by_label("Role").select_option("LLM engineer")
    page.get_by_label("Level").select_option("senior")
    page.get_by_role("button", name="Make the plan").click()
    page.locator("summary", has_text="more days").click()
    page.locator(".plan-list a", has_text="Mock interview").first.click()
    expect(page.get_by_label("Role")).to_have_value("LLM engineer")
    expect(page.get_by_label("Level")).to_have_value("senior")


def events(text: str) -> list[dict[str, str]]:
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name, value)
    return found


def test_the_plan_is_saved_as_a_calendar(page: Page) -> None:
    make(page, "2026-02-02")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download() as first:
        page.get_by_role("button", name="Save as calendar file").click()
    assert len(asked) >= 1  # what makes the file comes only now
    assert first.value.suggested_filename == "interview-plan.ics"
    found = events(first.value.path().read_bytes().decode())
    assert found[-1]["UID"] == "interview@held-out"
    assert found[-1]["DTSTART;VALUE=DATE"] == "20260202"
    assert {one["DTSTAMP"][:8] for one in found} == {"20260105"}
    assert found[0]["DTSTART;VALUE=DATE"] == "20260105"
    assert len({one["UID"] for one in found}) == len(found) > 10
    page.get_by_label(re.compile("Time of the day")).fill("19:30")
    with page.expect_download() as second:
        page.get_by_role("button", name="Save as calendar file").click()
    timed = events(second.value.path().read_bytes().decode())
    assert timed[0]["DTSTART"] == "20260105T193000"
    assert [one["UID"] for one in timed] == [one["UID"] for one in found]


def test_without_storage_the_plan_is_shown_and_says_that_it_is_not_kept(
    visit: BrowserContext, deny: Callable[[Page], Page]
) -> None:
    page = deny(visit.new_page())  # the theme complains of the denial, so it is not watched
    make(page, "2026-02-02")
    expect(page.locator(".not-kept")).to_be_visible()
    box = page.locator(".plan-day").first.get_by_role("checkbox").first
    box.check()
    expect(page.locator("[data-practice] .heard")).to_have_text(re.compile("^1 of"))


def test_odd_records_are_passed_over(page: Page) -> None:
    page.goto(PLAN)
    page.evaluate("""() => {
      localStorage.setItem("held-out/plan/settings", JSON.stringify({ role: "<img src=x onerror=alert(1)>", level: "x",
        hoursAWeek: 5, start: "2026-01-05", interview: "2026-02-02", weekdays: [0, 3], at: 1 }));
      localStorage.setItem("held-out/tick/review/1", "{");
    }""")
    page.reload()
    expect(page.get_by_role("heading", name="Interview on Monday, February 2")).to_be_visible()
    assert page.locator("[data-practice] img").count() == 0


def test_another_tab_is_heard(visit: BrowserContext, page: Page) -> None:
    make(page, "2026-03-02")
    other = visit.new_page()
    other.goto(PLAN)
    other.locator(".plan-day").first.get_by_role("checkbox").first.check()
    expect(page.locator(".plan-day").first.get_by_role("checkbox").first).to_be_checked()


def test_a_plan_is_made_and_ticked_off_with_the_keyboard_alone(page: Page, tab_to: Callable[[Page, str], None]) -> None:
    page.goto(PLAN)
    page.locator("h1").click()
    tab_to(page, "Make the plan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Interview on")).to_be_focused()
    tab_to(page, "Done: ")
    page.keyboard.press("Space")
    expect(page.locator(".plan-day").first.get_by_role("checkbox").first).to_be_checked()


def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    screen: BrowserContext, look: Callable[[Page], None]
) -> None:
    screen.clock.install(time=MONDAY)
    page = screen.new_page()
    make(page, "2026-01-16", "3")
    page.locator(".plan-day").first.get_by_role("checkbox").first.check()
    page.clock.set_system_time(MONDAY + timedelta(days=4))
    page.reload()
    expect(page.locator(".plan-note").first).to_be_visible()
    for fold in page.locator("[data-practice] summary").all():
        fold.click()
    page.clock.resume()
    look(page)
