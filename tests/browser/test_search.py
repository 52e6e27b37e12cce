"""Search as a reader uses it: the table of queries, the dialog, the result page; by keyboard, on a phone, offline."""

import csv
import json
import re
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "tests/search/queries.csv"
CHAPTER = "metrics/roc-and-pr-curves/"
QUESTION = "roc-auc-under-imbalance"
ANSWER = f"section.question:has(#{QUESTION}) > details.answer"
KINDS = {"exact", "abbreviation", "synonym", "typo", "other wording", "symbol", "comparison", "company", "exercise"}
Visitor = Callable[..., BrowserContext]


def asked(site: Path, table: Path) -> list[dict[str, Any]]:
    """Every query of a table asked to the site's index: where what must be found stands, 0 if not among ten."""
    command = [Path(sys.executable).parent / "node", "--no-warnings", ROOT / "tests/search/table.mjs", site, table]
    found: list[dict[str, Any]] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def reciprocal(rows: list[dict[str, Any]]) -> float:
    return statistics.mean(1 / row["at"] if row["at"] else 0 for row in rows)


def test_every_query_of_the_table_finds_what_it_must(built: Path) -> None:
    rows = asked(built, TABLE)
    assert len(rows) >= 150
    assert {row["kind"] for row in rows} == KINDS
    assert [(row["query"], row["at"], row["urls"]) for row in rows if not 0 < row["at"] <= row["rank"]] == []
    assert reciprocal(rows) >= 0.95
    for kind in KINDS:
        assert reciprocal([row for row in rows if row["kind"] == kind]) >= 0.85, kind


def test_queries_in_other_words_than_the_tables_are_answered_too(built: Path) -> None:
    rows = asked(built, ROOT / "tests/search/held-out.csv")
    assert len(rows) >= 120
    assert [(row["query"], row["urls"]) for row in rows if not row["at"]] == []
    assert reciprocal(rows) >= 0.92
    assert reciprocal([row for row in rows if row["kind"] == "abbreviation"]) >= 0.9


def test_the_tables_name_pages_and_questions_that_exist(built: Path) -> None:
    ids = {
        part["id"]
        for path in (built / "bank").glob("*.json")
        for part in json.loads(path.read_text("utf-8")).get("questions", [])
    }
    for table in sorted(TABLE.parent.glob("*.csv")):
        for row in csv.DictReader(table.read_text("utf-8").splitlines()):
            for one in row["finds"].split(" "):
                known = (
                    one[1:] in ids
                    if one.startswith("#")
                    else (built / one.removesuffix("/index") / "index.html").is_file()
                )
                assert known, f"{table.name}: {one}"


def opened(page: Page, words: str) -> Locator:
    """Opens the dialog by its key and types; the results."""
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search the guide")).to_be_focused()
    page.keyboard.type(words)
    return page.locator("dialog[open] [role=option]")


def test_search_is_fetched_when_a_reader_turns_to_it_and_enter_opens_the_answer(
    visitor: Visitor, watched: Callable[[Page], Page]
) -> None:
    page = watched(visitor().new_page())
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto("")
    page.wait_for_load_state("networkidle")
    assert [url for url in fetched if "search" in url] == []
    results = opened(page, "why can roc-auc look excellent")
    expect(results.first).to_have_attribute("href", re.compile(f"{CHAPTER}#{QUESTION}$"))
    expect(results.first).to_contain_text("Question Metrics › ROC and precision–recall curves")
    expect(results.first.locator("mark").first).to_have_text("ROC")
    expect(page.locator("dialog output")).to_contain_text(re.compile(r"^\d+ results?\.$"))
    assert [url for url in fetched if "words.json" in url] == []  # the first part had all of it
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CHAPTER}#{QUESTION}")
    expect(page.locator(f"{ANSWER} .short-answer")).to_be_in_viewport()
    page.locator(f"{ANSWER} > summary").click()
    again = opened(page, "why can roc-auc look excellent").first  # whose address is there already
    expect(again).to_have_attribute("href", re.compile(f"#{QUESTION}$"))
    again.click()
    expect(page.locator(f"{ANSWER} .short-answer")).to_be_in_viewport()
    page.locator("body").press("Control+k")
    expect(page.locator("dialog[open]")).to_be_visible()


def test_keys_choose_a_result_and_escape_gives_the_focus_back(visitor: Visitor) -> None:
    page = visitor().new_page()
    page.goto(CHAPTER)
    way = page.locator("a.search-open")
    way.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="Search the guide")
    expect(field).to_be_focused()
    page.keyboard.type("bias variance")
    chosen = page.locator("dialog [role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    first = chosen.get_attribute("id")
    assert field.get_attribute("aria-activedescendant") == first
    page.keyboard.press("ArrowDown")
    second = chosen.get_attribute("id")
    assert second != first
    assert field.get_attribute("aria-activedescendant") == second
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("dialog [role=option]").last).to_have_attribute("aria-selected", "true")
    field.fill("n")  # letters are text here, whatever they do elsewhere
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(way).to_be_focused()
    assert page.url.endswith(CHAPTER)


def test_a_search_finds_words_of_an_answer_sources_and_what_was_misspelt(visitor: Visitor) -> None:
    page = visitor().new_page()
    page.goto(CHAPTER)
    results = opened(page, "flood outnumber")
    expect(results.first).to_have_attribute("href", re.compile(f"#{QUESTION}$"))
    field = page.get_by_role("combobox", name="Search the guide")
    field.fill("saito rehmsmeier")
    expect(results.first).to_have_attribute("href", re.compile("reference/bibliography/#saito2015$"))
    field.fill("overfiting")
    expect(results.first).to_have_attribute("href", re.compile("concepts/overfitting-underfitting/$"))
    field.fill("zzzqqq")
    expect(page.locator("dialog .search-none")).to_contain_text("Nothing in the guide")
    expect(page.locator("dialog").get_by_role("link", name="Ask for this topic")).to_have_attribute(
        "href", re.compile(r"issues/new\?template=topic\.yml&title=Topic%3A\+zzzqqq$")
    )
    field.fill("regularizaton")
    page.locator("dialog").get_by_role("button", name="regularization").click()
    expect(field).to_have_value("regularization")
    expect(page.locator("dialog output")).to_have_text(re.compile(r"^\d+ results\.$"))


def test_the_result_page_works_by_its_address_and_filters(visitor: Visitor, watched: Callable[[Page], Page]) -> None:
    page = watched(visitor().new_page())
    page.goto("search/?q=k-means&kind=exercise")
    results = page.locator("main [role=option]")
    expect(results.first).to_have_attribute("href", re.compile("exercises/python/k-means-plus-plus/$"))
    assert {text.split(" ")[0] for text in page.locator("main .search-about").all_text_contents()} == {"Exercise"}
    page.get_by_label("Kind").select_option("question")
    page.get_by_label("Level").select_option("senior")
    expect(page.locator("main .search-about .level").first).to_have_text("senior")
    expect(page).to_have_url(re.compile(r"search/\?q=k-means&kind=question&level=senior$"))
    page.get_by_label("Section").select_option("companies")
    expect(page.locator("main output")).to_have_text("No results.")


def test_what_is_typed_and_what_is_found_stays_text(visitor: Visitor, watched: Callable[[Page], Page]) -> None:
    page = watched(visitor().new_page())
    query = "<img src=x onerror=alert(1)> roc"
    page.goto(f"search/?q={query}")
    expect(page.locator("main [role=option]").first).to_be_visible()
    expect(page.get_by_role("combobox", name="Search the guide")).to_have_value(query)
    expect(page.locator("main .search-box img, main .search-box zzzqqq")).to_have_count(0)
    page.get_by_role("combobox", name="Search the guide").fill("<zzzqqq>")
    expect(page.locator("main .search-none")).to_be_visible()
    expect(page.locator("main .search-box zzzqqq")).to_have_count(0)


def test_without_javascript_search_leads_to_the_lists(bare: Page) -> None:
    bare.goto(CHAPTER)
    bare.locator("a.search-open").click()
    expect(bare.locator("main")).to_contain_text("needs JavaScript")
    bare.get_by_role("link", name="All questions on one page").click()
    expect(bare.locator("h1")).to_contain_text("All questions")


def test_the_dialog_and_the_page_can_be_used_by_everybody(screen: BrowserContext, look: Callable[..., None]) -> None:
    page = screen.new_page()
    page.goto(CHAPTER)
    way = page.locator("a.search-open").bounding_box()
    assert way is not None
    assert min(way["width"], way["height"]) >= 24
    opened(page, "svm")
    expect(page.locator("dialog .search-text").first).not_to_be_empty()
    look(page, "dialog")
    if page.viewport_size and page.viewport_size["width"] < 500:
        assert page.locator("dialog").bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 800}
    page.keyboard.press("Escape")
    page.goto("search/?q=what+is+zzzqqq")
    expect(page.locator("main .search-none")).to_be_visible()
    look(page)


KEPT = """async (wanted) => {
  const { files } = await (await fetch("/offline.json")).json();
  const urls = (await (await caches.open("held-out-files")).keys()).map(({ url }) => url);
  const kept = files.filter(([, hash]) => urls.some((url) => url.endsWith(`/offline/${hash}`))).map(([path]) => path);
  return wanted.every((name) => kept.some((path) => path.startsWith(name)));
}"""


def test_search_opened_once_works_without_network(visitor: Visitor) -> None:
    context = visitor(service_workers="allow")
    page = context.new_page()
    page.goto(CHAPTER)
    expect(opened(page, "flood outnumber").first).to_be_visible()
    for _ in range(300):
        if page.evaluate(
            KEPT, ["search/index.json", "search/words.json", "assets/search.worker-", "assets/search.css"]
        ):
            break
        page.wait_for_timeout(100)
    context.set_offline(True)
    page.goto(CHAPTER)
    expect(opened(page, "flood outnumber").first).to_have_attribute("href", re.compile(f"#{QUESTION}$"))


def test_a_chosen_result_stays_chosen_when_the_rest_of_the_index_comes(visitor: Visitor) -> None:
    page = visitor().new_page()
    held: list[Any] = []
    page.route("**/search/words.json", lambda route, _request: held.append(route))
    page.goto(CHAPTER)
    with page.expect_request("**/search/words.json"):
        results = opened(page, "saito roc curve")
    chosen = page.locator("dialog [role=option][aria-selected=true]")
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_have_attribute("aria-selected", "true")
    href = chosen.get_attribute("href") or ""
    for _ in range(100):
        if held:
            break
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator('dialog [role=option][href*="#saito2015"]')).to_be_visible()
    expect(chosen).to_have_attribute("href", href)
    field = page.get_by_role("combobox", name="Search the guide")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.fill("saito roc")  # another question begins at its first result
    expect(results.first).to_have_attribute("aria-selected", "true")


def test_a_missing_index_is_told(visitor: Visitor) -> None:
    page = visitor().new_page()
    page.route("**/search/index.json", lambda route, _request: route.abort())
    page.goto(CHAPTER)
    page.keyboard.press("/")
    expect(page.locator("dialog output")).to_contain_text("cannot be fetched. Look at the connection")


def test_a_part_of_another_build_is_not_mixed_in(visitor: Visitor) -> None:
    page = visitor().new_page()

    def other(route: Any, request: Request) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('"stamp":"', '"stamp":"other', 1))

    page.route("**/search/words.json", other)
    page.goto(CHAPTER)
    with page.expect_response("**/search/words.json"):
        opened(page, "saito rehmsmeier")
    page.get_by_role("combobox", name="Search the guide").fill("roc")
    expect(page.locator("dialog [role=option]").first).to_be_visible()
    page.get_by_role("combobox", name="Search the guide").fill("saito rehmsmeier")
    expect(page.locator("dialog output")).to_contain_text("“saito” is not in the guide")
    expect(page.locator('dialog [role=option][href*="bibliography"]')).to_have_count(0)
