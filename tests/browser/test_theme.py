"""What stands around each page without the theme's own script: a page in another's place, the contents, copying."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

CHAPTER = "metrics/roc-and-pr-curves/"
NEXT = "metrics/regression-metrics/"
PLACE = "() => document.getElementById('the-code').getBoundingClientRect().top"
SHEETS = """() => [...document.head.querySelectorAll("link[rel=stylesheet], style[data-href]")].map(
  (sheet) => (sheet.dataset.href ?? sheet.href).split("/").pop())"""
LAID = "() => !document.querySelector('.md-typeset > :is(h2, p, ul, ol, section):not([data-laid])')"


@pytest.fixture
def reader(visitor: Callable[..., BrowserContext], watched: Callable[[Page], Page]) -> Page:
    return watched(visitor().new_page())


def marked(page: Page, path: str) -> Page:
    """Opens a page and marks it, so that one that came without a reload is known by the mark."""
    page.goto(path)
    page.evaluate("() => { window.mark = 'here'; }")
    return page


def stays(page: Page) -> bool:
    return page.evaluate("() => window.mark") == "here"


def at(page: Page, top: int) -> None:
    """Waits until the page is scrolled there."""
    page.wait_for_function("(top) => Math.abs(scrollY - top) < 2", arg=top)


def test_a_page_comes_in_place_of_another_and_back_leads_to_where_the_reader_was(reader: Page) -> None:
    page = marked(reader, CHAPTER)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => scrollTo({ top: 3000, behavior: 'instant' })")
    place: int = page.evaluate(PLACE)
    assert place
    page.locator(".md-path a", has_text="Metrics").evaluate("(link) => link.click()")
    expect(page).to_have_title("Metrics - Held Out")
    at(page, 0)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.evaluate("document.querySelector('link[rel=canonical]').href") == page.url
    page.locator("article a", has_text="Regression metrics").first.click()  # relative to the new address
    expect(page).to_have_title("Regression metrics - Held Out")
    page.go_back()
    expect(page).to_have_title("Metrics - Held Out")
    page.go_back()
    expect(page).to_have_title(re.compile("^ROC"))
    page.wait_for_function(f"(place) => Math.abs(({PLACE})() - place) < 5", arg=place)
    page.go_forward()
    expect(page).to_have_title("Metrics - Held Out")
    assert stays(page)
    page.reload()
    assert not stays(page)


def test_styles_that_only_the_new_page_has_come_first_and_in_their_order(reader: Page) -> None:
    page = marked(reader, "")
    assert not any("katex" in sheet for sheet in page.evaluate(SHEETS))
    page.locator(f'a[href$="{CHAPTER}"]').first.evaluate("(link) => link.click()")
    expect(page.locator("article .katex").first).to_be_visible()
    assert stays(page)
    found = page.evaluate(SHEETS)
    size = page.locator(".katex").first.evaluate("(one) => getComputedStyle(one).fontSize")
    page.reload()
    assert page.evaluate(SHEETS) == found
    assert page.locator(".katex").first.evaluate("(one) => getComputedStyle(one).fontSize") == size


def test_of_two_clicks_the_last_one_counts(reader: Page) -> None:
    page = marked(reader, CHAPTER)
    held: list[Route] = []
    page.route(f"**/{NEXT}fragment.html", lambda route: held.append(route))
    page.locator("a.md-footer__link--next").evaluate("(link) => link.click()")
    expect(page.locator("html[data-visiting]")).to_have_count(1)
    page.locator("a.md-footer__link--prev").evaluate("(link) => link.click()")
    expect(page).to_have_title(re.compile("^Precision"))
    expect(page.locator("html[data-visiting]")).to_have_count(0)
    assert len(held) == 1
    assert stays(page)


def test_what_is_no_page_is_left_to_the_browser(reader: Page) -> None:
    page = marked(reader, CHAPTER)
    page.route(f"**/{NEXT}**", lambda route: route.fulfill(body="<title>Else</title>", content_type="text/html"))
    page.locator("a.md-footer__link--next").evaluate("(link) => link.click()")
    expect(page).to_have_title("Else")
    assert not stays(page)
    page = marked(page, CHAPTER)
    with page.context.expect_page() as opened:
        page.locator("a.md-footer__link--prev").click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith("precision-recall-f1/")
    assert page.url.endswith(CHAPTER)
    assert stays(page)


def test_a_host_that_takes_away_the_ending_of_files_changes_nothing(reader: Page, built: Path) -> None:
    bare = built / NEXT / "fragment"
    shutil.copy(built / NEXT / "fragment.html", bare)
    try:
        page = marked(reader, CHAPTER)
        led = {"Location": f"/{NEXT}fragment"}
        page.route(f"**/{NEXT}fragment.html", lambda route: route.fulfill(status=308, headers=led))
        page.locator("a.md-footer__link--next").evaluate("(link) => link.click()")
        expect(page).to_have_title("Regression metrics - Held Out")
        assert stays(page)
    finally:
        bare.unlink()


def test_a_link_that_the_pointer_rests_on_is_asked_for_once(reader: Page) -> None:
    page = marked(reader, CHAPTER)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    link = page.locator(".md-path a", has_text="Metrics")
    with page.expect_response("**/metrics/fragment.html"):
        link.hover()
    link.click()
    expect(page).to_have_title("Metrics - Held Out")
    assert sum("/metrics/" in url for url in asked) == 1


def test_the_end_of_a_page_asks_for_the_next_one_only_of_readers_who_scrolled_there(
    visitor: Callable[..., BrowserContext],
) -> None:
    page = visitor().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(CHAPTER, wait_until="networkidle")
    assert not any(NEXT in url for url in asked)
    with page.expect_response(f"**/{NEXT}fragment.html"):
        page.locator(".md-footer").scroll_into_view_if_needed()
    saving = visitor().new_page()
    saving.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    saving.on("request", lambda request: asked.append(request.url))
    saving.goto(CHAPTER)
    del asked[:]
    saving.locator(".md-footer").scroll_into_view_if_needed()
    saving.locator("a.md-footer__link--next").hover()
    saving.locator("a.md-footer__link--next").click()
    expect(saving).to_have_title("Regression metrics - Held Out")
    assert sum(NEXT in url for url in asked) == 1


def test_the_contents_follow_the_reader_and_the_header_names_the_page(reader: Page) -> None:
    reader.goto(CHAPTER)
    title = reader.locator(".md-header__title")
    expect(title).not_to_have_class(re.compile("active"))
    here = reader.locator(".md-sidebar--secondary .md-nav__link--active")
    for place in ("costs-and-failure-modes", "roc-auc-under-imbalance", "the-idea"):
        reader.evaluate("(id) => document.getElementById(id).scrollIntoView({ behavior: 'instant' })", place)
        expect(here).to_have_count(1)
        expect(here).to_have_attribute("href", f"#{place}")
        expect(here).to_be_in_viewport()
        expect(title).to_have_class(re.compile("active"))
    reader.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
    expect(title).not_to_have_class(re.compile("active"))


def test_the_way_to_the_top_is_there_for_readers_who_turn_back(reader: Page) -> None:
    reader.goto(CHAPTER)
    button = reader.get_by_role("button", name="Back to top")
    expect(button).to_be_hidden()
    reader.wait_for_function(LAID)
    reader.mouse.move(600, 500)
    reader.mouse.wheel(0, 4000)
    at(reader, 4000)
    expect(button).to_be_hidden()
    reader.mouse.wheel(0, -200)
    expect(button).to_be_visible()
    button.click()
    at(reader, 0)
    expect(button).to_be_hidden()


def test_code_is_copied_as_it_stands_and_the_reader_is_told(visitor: Callable[..., BrowserContext]) -> None:
    context = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(CHAPTER)
    block = page.locator("article .highlight").first
    block.locator(".md-code__button").click()
    expect(page.locator(".md-dialog--active [role=status]")).to_have_text("Copied to clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == block.locator("code").text_content()
    context.clear_permissions()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    block.locator(".md-code__button").click()
    expect(page.locator(".md-dialog [role=status]")).to_have_text("The browser does not let the guide copy")


def test_every_table_of_a_page_has_a_box_to_scroll_in(reader: Page) -> None:
    reader.goto(CHAPTER)
    tables = reader.locator("article table:not([class])")
    assert tables.count() > 1
    expect(reader.locator("article .md-typeset__scrollwrap > .md-typeset__table > table")).to_have_count(tables.count())
