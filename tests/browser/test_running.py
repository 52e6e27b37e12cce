"""What a reader runs in the page: cells, fences, exercises and queries, with the strict policy of the site."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

CHAPTER = "metrics/roc-and-pr-curves/"
NOTEBOOK = "notebooks/roc-under-imbalance/"
EXERCISE = "exercises/python/roc-auc-with-ties/"
QUERY = "exercises/sql/customers-without-orders/"
FIRST = 120_000  # milliseconds the first Python may take on a busy machine
EARLY = re.compile(r"/assets/(python|sql)/|(python|sql)\.worker|python-|codemirror")


@pytest.fixture(scope="module")
def visit(browser: Browser, built: Path, address: str) -> Iterator[BrowserContext]:
    """One visitor for all tests here, as the first download is kept."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(visit: BrowserContext, watched: Callable[[Page], Page]) -> Iterator[Page]:
    page = watched(visit.new_page())
    yield page
    page.close()


def cell(page: Page, number: int) -> Locator:
    return page.locator(f"#cell-{number}")


def write(page: Page, place: Locator, code: str) -> None:
    """Replaces what stands in the editor at this place."""
    place.get_by_role("textbox").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)


def text(place: Locator) -> str:
    """What stands in the editor, be it the text area or CodeMirror."""
    return place.get_by_role("textbox").evaluate("e => e.value ?? e.innerText")


def press(place: Locator, name: str) -> None:
    place.get_by_role("button", name=name, exact=True).first.click()


def test_nothing_of_python_loads_before_it_is_asked_for(page: Page, built: Path) -> None:
    for path in (CHAPTER, NOTEBOOK, EXERCISE, QUERY):
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path)
        page.locator(".run-bar").first.wait_for()
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if EARLY.search(url)] == [], path
        ours = {Path(urlsplit(url).path).name for url in asked if re.search(r"/assets/[\w-]+\.js(\?|$)", url)}
        assert "guide.js" in ours
        assert sum(len(gzip.compress((built / "assets" / name).read_bytes())) for name in ours) < 12_000, path


def test_a_cell_runs_and_shows_what_it_prints(page: Page) -> None:
    page.goto(NOTEBOOK)
    press(cell(page, 1), "Run")
    expect(cell(page, 1).locator(".run-status")).to_have_text(re.compile("Getting Python|Starting|Running"))
    expect(cell(page, 1).locator(".run-status")).to_have_text(re.compile(r"Done in"), timeout=FIRST)


def test_all_cells_above_run_in_one_namespace_and_draw(page: Page) -> None:
    page.goto(NOTEBOOK)
    last = page.locator(".cell").last
    press(last, "Run all above")
    expect(last.locator(".run-status")).to_have_text(re.compile(r"Done in"), timeout=FIRST)
    assert page.locator(".run-figure").count() == page.locator(".cell-output svg").count() > 0
    assert "e0000a" not in (page.locator(".run-figure").first.get_attribute("src") or "")
    press(last, "Reset")
    expect(last.locator(".run-output")).to_have_count(0)


def test_a_cell_is_edited_run_and_put_back(page: Page) -> None:
    page.goto(NOTEBOOK)
    one = cell(page, 1)
    press(one, "Edit")
    write(page, one, "import pandas as pd\nprint('hello')\npd.DataFrame({'x': [1, 2]})")
    page.keyboard.press("Control+Enter")
    expect(one.locator(".run-output")).to_contain_text("hello", timeout=FIRST)
    expect(one.locator(".run-output td").first).to_have_text("1")
    press(one, "Reset")
    expect(one.get_by_role("textbox")).to_have_count(0)


def test_an_error_names_the_line_of_the_cell(page: Page) -> None:
    page.goto(NOTEBOOK)
    one = cell(page, 1)
    press(one, "Edit")
    write(page, one, "x = 1\ny = x / 0")
    press(one, "Run")
    expect(one.locator(".run-error")).to_have_text(
        "ZeroDivisionError: division by zero\n  line 2: y = x / 0", timeout=FIRST
    )
    expect(one.locator(".run-status")).to_contain_text("error")


def test_an_endless_loop_is_stopped_and_endless_output_is_cut(page: Page) -> None:
    page.goto(NOTEBOOK)
    one = cell(page, 1)
    press(one, "Edit")
    write(page, one, "while True:\n    print('again and again')")
    press(one, "Run")
    expect(one.locator(".run-note")).to_contain_text("Output ends here", timeout=FIRST)
    assert len(one.locator(".run-output pre").inner_text()) <= 20_000
    press(one, "Stop")
    expect(one.locator(".run-status")).to_contain_text(re.compile("Stopped|error"), timeout=5_000)
    write(page, one, "print(6 * 7)")
    press(one, "Run")
    expect(one.locator(".run-output")).to_have_text("42", timeout=FIRST)


def test_one_python_serves_the_visit_and_each_page_has_its_own_names(page: Page) -> None:
    page.goto(NOTEBOOK)
    one = cell(page, 1)
    press(one, "Edit")
    write(page, one, "mine = 1")
    press(one, "Run")
    expect(one.locator(".run-status")).to_contain_text("Done in", timeout=FIRST)
    assert len(page.workers) == 1
    page.evaluate("window.visit = 'the same'")
    page.get_by_role("link", name="Bias and variance by simulation").first.click()
    page.wait_for_url("**/bias-variance-by-simulation/")
    assert page.evaluate("window.visit") == "the same"
    one = cell(page, 1)
    press(one, "Edit")
    write(page, one, "print('mine' in globals())")
    press(one, "Run")
    expect(one.locator(".run-output")).to_have_text("False", timeout=10_000)
    assert len(page.workers) == 1


def test_what_a_browser_cannot_have_is_told(page: Page) -> None:
    page.goto(NOTEBOOK)
    one = cell(page, 1)
    press(one, "Edit")
    write(page, one, "import torch")
    press(one, "Run")
    expect(one.locator(".run-status")).to_contain_text("torch cannot run in a browser", timeout=FIRST)


def test_memory_that_runs_out_is_told_in_a_sentence(page: Page) -> None:
    page.goto(NOTEBOOK)
    one = cell(page, 1)
    press(one, "Edit")
    write(page, one, "kept = [bytearray(1_000_000_000) for _ in range(9)]")
    press(one, "Run")
    expect(one).to_contain_text(re.compile("no memory left|ran out of memory"), timeout=FIRST)
    write(page, one, "print('still here')")
    press(one, "Run")
    expect(one.locator(".run-output")).to_have_text("still here", timeout=FIRST)


REACH = """
import sys
found = []
def attempt(name, act):
    try:
        act()
        found.append(name)
    except Exception:
        pass
def by_js():
    js = __import__("js")
    js.fetch("/")
def by_pyodide():
    pyodide_js = __import__("pyodide_js")
    pyodide_js.loadPackage("/x.whl")
def by_http():
    __import__("pyodide.http").http.open_url("/")
def by_code():
    run_js = __import__("pyodide.code").code.run_js
    for name in ("fetch", "XMLHttpRequest", "WebSocket", "indexedDB", "caches", "Worker", "importScripts"):
        if run_js(f"typeof globalThis.{name}") != "undefined":
            found.append(name)
def by_socket():
    import urllib.request
    urllib.request.urlopen("http://127.0.0.1:9/", timeout=1)
for name, act in list(globals().items()):
    if name.startswith("by_"):
        attempt(name, act)
print([name for name in found if name != "by_code"])
"""


def test_a_readers_code_reaches_neither_network_nor_storage(page: Page) -> None:
    page.goto(NOTEBOOK)
    one = cell(page, 1)
    press(one, "Edit")
    write(page, one, REACH)
    press(one, "Run")
    expect(one.locator(".run-output")).to_have_text("[]", timeout=FIRST)


def test_a_fence_of_a_chapter_runs_with_another_number(page: Page) -> None:
    page.goto(CHAPTER)
    page.get_by_role("button", name="Show all answers").click()
    block = page.locator(".language-python.highlight", has_text="0.0385").first
    bar = block.locator("xpath=following-sibling::*[1]")
    press(bar, "Edit")
    editor = block.locator("xpath=preceding-sibling::*[1]")
    assert "#>" not in text(editor)
    shown = page.evaluate("e => e.querySelector('code').textContent", block.element_handle())
    code = re.sub(r"(?m)^#>.*\n?", "", shown)
    assert "0.02" in code
    write(page, editor, code.replace("0.02", "0.002"))
    press(bar, "Run")
    output = bar.locator("xpath=following-sibling::*[1]")
    expect(output).to_contain_text("0.28", timeout=FIRST)


WRONG = """
import numpy as np

def roc_auc(labels, scores):
    labels, scores = np.asarray(labels), np.asarray(scores)
    if len(set(labels.tolist())) < 2:
        raise ValueError("one class")
    p, n = scores[labels == 1], scores[labels == 0]
    return float((p[:, None] > n).mean()) if len(p) < 1000 else 0.5
"""


def test_an_exercise_tells_what_fails_and_remembers_what_is_solved(page: Page) -> None:
    page.goto(EXERCISE)
    article = page.locator("article")
    write(page, article, WRONG)
    press(article, "Check")
    failed = article.locator(".verdict-fail")
    expect(failed.first).to_contain_text("a tie counts one half", timeout=FIRST)
    expect(failed.first).to_contain_text("one pair, and it is tied")
    expect(failed.first.locator("dd")).to_have_text(["0.5", "0.0"])
    expect(article.locator(".run-status")).to_have_text(re.compile(r"\d of 9 tests pass"))
    page.reload()
    assert "one class" in text(page.locator("article"))
    solution = page.evaluate("() => document.querySelector('details.solution code').textContent")
    write(page, article, solution)
    page.keyboard.press("Control+Enter")
    expect(article.locator(".run-status")).to_have_text("All 9 tests pass.", timeout=FIRST)
    expect(page.locator(".facts .solved")).to_contain_text("Solved on 20")
    page.goto("exercises/python/")
    expect(page.locator("li", has_text="ROC-AUC with ties").locator(".solved")).to_have_text("Solved")
    expect(page.locator("[data-solved-count]")).to_contain_text("1 of ")


def test_a_check_that_never_ends_is_ended(page: Page) -> None:
    page.goto(EXERCISE)
    article = page.locator("article")
    write(page, article, "def roc_auc(labels, scores):\n    while True:\n        pass")
    press(article, "Check")
    expect(article.locator(".run-status")).to_contain_text("longer than 10 seconds", timeout=FIRST)


def test_reset_asks_first(page: Page) -> None:
    page.goto(EXERCISE)
    article = page.locator("article")
    write(page, article, "mine = 1")
    page.once("dialog", lambda dialog: dialog.dismiss())
    press(article, "Reset")
    assert "mine" in text(article)
    page.once("dialog", lambda dialog: dialog.accept())
    press(article, "Reset")
    expect(article.locator(".run-status")).to_have_text("The starter is back.")
    assert "def roc_auc" in text(article)


def test_tab_leaves_the_editor(page: Page) -> None:
    page.goto(EXERCISE)
    page.locator("article").get_by_role("textbox").click()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_focused()


def test_a_query_is_run_and_checked_on_hidden_data(page: Page) -> None:
    page.goto(QUERY)
    article = page.locator("article")
    press(article, "Run")
    expect(article.locator(".run-status")).to_have_text("32 rows", timeout=20_000)
    press(article, "Check")
    expect(article.locator(".run-status")).to_have_text("Right on 0 of 3 databases.", timeout=20_000)
    expect(article.locator(".verdict-fail").first).to_contain_text("are extra")
    write(page, article, "SELECT customer_id, name FROM customers WHERE customer_id IN (14, 29, 30) ORDER BY 1")
    press(article, "Check")
    expect(article.locator(".run-status")).to_have_text("Right on 1 of 3 databases.", timeout=20_000)
    write(page, article, "SELECT no_such")
    press(article, "Run")
    expect(article.locator(".run-status")).to_have_text("SQLite says: no such column: no_such.")
    write(page, article, "DROP TABLE customers")
    press(article, "Run")
    expect(article.locator(".run-status")).to_contain_text("Only reading is allowed")
    solution = page.evaluate("() => document.querySelector('details.solution code').textContent")
    write(page, article, solution)
    press(article, "Check")
    expect(article.locator(".run-status")).to_have_text("Right on all three databases.", timeout=20_000)
    expect(page.locator(".facts .solved")).to_contain_text("Solved on")


def test_an_endless_query_is_ended(page: Page) -> None:
    page.goto(QUERY)
    article = page.locator("article")
    write(page, article, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n")
    press(article, "Run")
    press(article, "Stop")
    expect(article.locator(".run-status")).to_have_text("Stopped.")


def test_a_second_visit_works_without_network(browser: Browser, built: Path, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto(NOTEBOOK)
    press(cell(page, 1), "Run")
    expect(cell(page, 1).locator(".run-status")).to_have_text(re.compile("Done in .* kept for offline"), timeout=FIRST)
    context.set_offline(True)
    page.goto(NOTEBOOK)
    press(cell(page, 1), "Run")
    expect(cell(page, 1).locator(".run-status")).to_have_text(re.compile(r"Done in"), timeout=FIRST)
    context.close()


def test_what_was_not_kept_when_the_page_was_left_is_kept_next_time(
    browser: Browser, built: Path, address: str
) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.add_init_script("""if (!sessionStorage.late) {
      const put = Cache.prototype.put;
      Cache.prototype.put = function (url, copy) {
        return /wasm$|whl$/.test(url) ? new Promise(() => {}) : put.call(this, url, copy);
      };
    }""")
    page.goto(NOTEBOOK)
    press(cell(page, 1), "Run")
    expect(cell(page, 1).locator(".run-status")).to_have_text(re.compile("Done in"), timeout=FIRST)
    expect(page.locator("html[data-keeping]")).to_have_count(1)
    page.evaluate("sessionStorage.late = 'no more'")
    page.reload()
    press(cell(page, 1), "Run")
    expect(cell(page, 1).locator(".run-status")).to_have_text(re.compile("Done in .* kept for offline"), timeout=FIRST)
    expect(page.locator("html[data-keeping]")).to_have_count(0)
    context.set_offline(True)
    page.reload()
    press(cell(page, 1), "Run")
    expect(cell(page, 1).locator(".run-status")).to_have_text(re.compile("Done in"), timeout=FIRST)
    context.close()


def test_exercises_read_without_javascript(bare: Page) -> None:
    for path in (EXERCISE, QUERY):
        bare.goto(path)
        expect(bare.locator(".highlight").first).to_be_visible()
        bare.locator("details.solution > summary").click()
        expect(bare.locator("details.solution code").first).to_be_visible()
