"""What pages weigh over the wire, everything counted: the budget. Bytes, so that no slow machine fails it."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench import serving, weight

FIRST, NEXT, OURS, SEARCH = 120_000, 15_000, 12_000, 150_000
FIGURE = re.compile(rb'<figure class="figure"><svg.*?</svg></figure>', re.DOTALL)
REAL = {
    "": 70_000,
    "metrics/roc-and-pr-curves/": 166_000,
    "concepts/bias-variance/": 159_000,
    "statistics/tests-and-p-values/": 150_000,
    "notebooks/roc-under-imbalance/": 90_000,
    "notebooks/bias-variance-by-simulation/": 130_000,
    "exercises/sql/customers-without-orders/": 82_000,
    "practice/review/": 255_000,
}
"""Home; three of the longest chapters, each with a hundred formulas and figures; notebooks with formulas and without;
an exercise; the review with the short answers of all sections."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = weight.visitor(browser)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def typical(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, serving.Sent]]:
    with weight.site(tmp_path_factory.mktemp("typical"), ours=True) as served:
        yield served


@pytest.fixture(scope="module")
def real(built: Path) -> Iterator[tuple[str, serving.Sent]]:
    with serving.served(built) as served:
        yield served


def packed(html: bytes) -> bytes:
    return gzip.compress(html, 9, mtime=0)


def within(found: Counter[str], most: int) -> bool:
    return 0 < sum(found.values()) <= most


def test_a_usual_chapter_and_the_next_one_keep_to_the_budget(page: Page, typical: tuple[str, serving.Sent]) -> None:
    address, sent = typical
    found = weight.first(page, address + weight.CHAPTER, sent)
    assert within(found, FIRST), found
    assert sum(size for path, size in sent if path.endswith(".js")) <= OURS
    assert {path for path, _ in sent if "search" in path or path.endswith(".map")} == set()
    after = weight.following(page, weight.NEXT, sent)
    assert within(after, NEXT), after
    assert {Path(path).name.split("-")[0] for path, _ in sent} == {"fragment.html", "exchange"}, sent


def test_real_pages_keep_to_theirs(browser: Browser, built: Path, real: tuple[str, serving.Sent]) -> None:
    """A notebook's without its images, as its budget says: they are drawings inside the page."""
    address, sent = real
    over = {}
    for path, most in REAL.items():
        context = weight.visitor(browser)
        found = weight.first(context.new_page(), address + path, sent)
        context.close()
        html = (built / path / "index.html").read_bytes()
        found["HTML"] -= len(packed(html)) - len(packed(FIGURE.sub(b"", html))) if path.startswith("notebooks/") else 0
        if not within(found, most):
            over[path] = dict(found)
    assert over == {}


def test_the_first_result_of_search_is_light(browser: Browser, real: tuple[str, serving.Sent]) -> None:
    address, sent = real
    context = weight.visitor(browser)
    page = context.new_page()
    for later in ("near.json", "words.json", "texts/*"):  # what comes once there is a first result
        page.route(f"**/search/{later}", lambda route: route.abort())
    weight.first(page, address, sent)
    del sent[:]
    page.keyboard.press("/")
    page.locator("dialog .search-input").fill("support vector machines")
    page.locator("dialog [role=option]").first.wait_for()
    assert "algorithms/support-vector-machines/" in page.locator("dialog [role=option]").first.get_attribute("href")
    assert 20_000 < sum(size for _, size in sent) <= SEARCH
    context.close()


def test_a_page_that_fetches_more_is_over_the_budget(page: Page, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/late.js").write_bytes(b"//" + bytes(range(32, 127)) * 40)
    (tmp_path / "assets/noise.woff2").write_bytes(bytes(n * n % 251 for n in range(FIRST)))
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>Heavy</title><script type=module>"
        "await import('./assets/late.js'); await fetch('assets/noise.woff2')</script>",
        "utf-8",
    )
    with serving.served(tmp_path) as (address, sent):
        found = weight.first(page, address, sent)
    assert found["fonts"] > FIRST
    assert found["scripts"] > 100
    assert not within(found, FIRST)
    assert not within(Counter(), FIRST)
