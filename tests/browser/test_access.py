"""Pages that run code, for everyone: axe finds nothing, the keyboard is enough, nothing is wider than a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

PAGES = {
    "notebook": "notebooks/roc-under-imbalance/",
    "exercise": "exercises/python/roc-auc-with-ties/",
    "query": "exercises/sql/customers-without-orders/",
    "list": "exercises/python/",
}


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(screen: BrowserContext, look: Callable[[Page], None], kind: str) -> None:
    page = screen.new_page()
    page.goto(PAGES[kind])
    if kind == "notebook":
        page.locator("#cell-1").get_by_role("button", name="Edit").click()
    if kind == "query":
        page.locator("article").get_by_role("button", name="Check", exact=True).click()
        expect(page.locator(".run-status")).to_contain_text("databases", timeout=30_000)
    for fold in page.locator("article details > summary").all():
        fold.click()
    look(page)


def test_a_query_is_solved_with_the_keyboard_alone(page: Page, tab_to: Callable[[Page, str], None]) -> None:
    page.goto(PAGES["query"])
    solution = page.evaluate("() => document.querySelector('details.solution code').textContent")
    page.locator("h1").click()
    tab_to(page, "Your query")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(solution)
    tab_to(page, "Check")
    page.keyboard.press("Enter")
    expect(page.locator(".run-status")).to_have_text("Right on all three databases.", timeout=30_000)
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_focused()
    tab_to(page, "Which rows does a join keep?")
    page.keyboard.press("Enter")
    expect(page.locator("details.hint").first).to_have_attribute("open", "")


def test_a_phone_gets_the_plain_text_area(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PAGES["query"])
    area = page.locator("textarea")
    area.tap()
    area.fill("SELECT COUNT(*) AS n FROM customers")
    page.get_by_role("button", name="Run", exact=True).tap()
    expect(page.locator(".verdicts td")).to_have_text("32", timeout=30_000)
    assert page.get_by_role("button", name="Run", exact=True).bounding_box()["height"] >= 24  # type: ignore[index]
    assert not [url for url in asked if "codemirror" in url]
