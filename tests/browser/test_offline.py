"""Practice in Chromium without network, after one visit with it."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

READY = """async (wanted) => {
  const { files } = await (await fetch("/offline.json")).json();
  const hashes = files.filter(([path]) => wanted.includes("/" + path)).map(([, hash]) => hash);
  const keys = await (await caches.open("held-out-files")).keys();
  const kept = keys.map(({ url }) => url.split("/offline/")[1]);
  return hashes.length === wanted.length && hashes.every((hash) => kept.includes(hash));
}"""
ADDED = "roc-auc-under-imbalance"


@pytest.fixture
def context(visitor: Callable[..., BrowserContext]) -> BrowserContext:
    return visitor(service_workers="allow")


def visit(page: Page, path: str, *wanted: str) -> None:
    """Opens a page and waits until it and the files it wants are kept."""
    page.goto(path)
    expect(page.locator("html[data-offline=kept]")).to_have_count(1, timeout=60_000)
    for _ in range(300):
        if page.evaluate(READY, ["/" + path, *wanted]):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{path} and {wanted} are not all kept")


def test_cards_are_reviewed_without_network(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("metrics/roc-and-pr-curves/")
    question = page.locator("section.question", has=page.locator(f"#{ADDED}"))
    question.get_by_role("button", name="Add to review").click()
    expect(question.locator(".review-add")).to_contain_text("In review")
    visit(page, "practice/review/", "/bank/index.json", "/bank/answers/metrics/roc-and-pr-curves.json")
    context.set_offline(True)
    page.goto("practice/review/")
    page.get_by_role("button", name=re.compile("Show the short answer")).click()
    page.get_by_role("button", name=re.compile("Show the whole answer")).click()
    expect(page.locator("[data-practice]")).to_contain_text("19,980")
    page.get_by_role("button", name=re.compile("Good")).click()
    stored = page.evaluate(f"localStorage.getItem('held-out/card/question/{ADDED}')")
    assert json.loads(stored)["reps"] == 1


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("quiz", "/bank/metrics.json"),
        ("plan", "/bank/index.json"),
        ("progress", "/assets/mark.svg"),
        ("mock-interview", "/bank/metrics.json"),
    ],
)
def test_practice_pages_open_without_network(context: BrowserContext, name: str, wanted: str) -> None:
    page = context.new_page()
    visit(page, f"practice/{name}/", wanted)
    context.set_offline(True)
    page.goto(f"practice/{name}/")
    place = page.locator("[data-practice]")
    expect(place).not_to_contain_text("JavaScript")
    expect(place).not_to_contain_text("cannot be fetched")
    expect(place.locator("button, select, table").first).to_be_visible()
    expect(page.locator('style[data-href*="assets/practice.css"]')).to_have_count(1)


def test_visited_pages_and_what_they_show_open_without_network(
    context: BrowserContext, watched: Callable[[Page], Page]
) -> None:
    page = context.new_page()
    for path in ("metrics/roc-and-pr-curves/", "exercises/sql/customers-without-orders/"):
        visit(page, path)
    page.get_by_role("button", name="Run", exact=True).first.click()
    expect(page.locator("article .run-status")).to_have_text("32 rows", timeout=20_000)
    expect(page.locator("html[data-keeping]")).to_have_count(0)
    context.set_offline(True)
    page.reload()
    page.get_by_role("button", name="Run", exact=True).first.click()
    expect(page.locator("article .run-status")).to_have_text("32 rows", timeout=20_000)
    page.goto("metrics/roc-and-pr-curves/")
    page.get_by_role("button", name="Show all answers").click()
    assert page.evaluate("document.fonts.ready.then((all) => [...all].some((font) => font.status === 'loaded'))")
    width = page.locator(".katex").first.evaluate("element => getComputedStyle(element).fontFamily")
    assert width.startswith("KaTeX_Main")


def test_the_page_on_reading_offline_is_for_everyone(screen: BrowserContext, look: Callable[..., None]) -> None:
    page = screen.new_page()
    page.goto("reference/offline/")
    expect(page.locator("[data-keep]")).to_contain_text("keeps no pages")  # this visitor's browser has no workers
    look(page)
    page.goto("404.html")
    look(page)
