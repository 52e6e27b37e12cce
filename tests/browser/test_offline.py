"""Practice in Chromium without network, after one visit with it."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

READY = """(wanted) => caches.open("held-out-pages").then((cache) => cache.keys()).then((keys) => {
  const paths = keys.map(({ url }) => new URL(url).pathname);
  return Boolean(navigator.serviceWorker.controller) && wanted.every((name) => paths.includes(name));
})"""
ADDED = "roc-auc-under-imbalance"


@pytest.fixture
def context(visitor: Callable[..., BrowserContext]) -> BrowserContext:
    return visitor(service_workers="allow")


def visit(page: Page, path: str, *wanted: str) -> None:
    """Opens a page and waits until it and the files it wants are kept."""
    page.goto(path)
    for _ in range(300):
        if page.evaluate(READY, ["/" + path, *wanted]):
            return
        page.wait_for_timeout(200)
    kept = page.evaluate("caches.open('held-out-pages').then((c) => c.keys()).then((k) => k.map(({ url }) => url))")
    raise AssertionError(f"{path} and {wanted} are not all kept: {kept}")


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
        ("progress", "/assets/practice.css"),
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
