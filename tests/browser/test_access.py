"""Pages that run code, for everyone: axe finds nothing, the keyboard is enough, nothing is wider than a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "web/node_modules/axe-core/axe.min.js").read_text("utf-8")
PAGES = {
    "notebook": "notebooks/roc-under-imbalance/",
    "exercise": "exercises/python/roc-auc-with-ties/",
    "query": "exercises/sql/customers-without-orders/",
    "list": "exercises/python/",
}
RUN = """() => axe.run("main", {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}).then(({ violations }) => violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target}`)))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(browser: Browser, built: Path, address: str, kind: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True  # type: ignore[arg-type]
    )  # fmt: skip
    page = context.new_page()
    page.goto(PAGES[kind])
    if kind == "notebook":
        page.locator("#cell-1").get_by_role("button", name="Edit").click()
    if kind == "query":
        page.locator("article").get_by_role("button", name="Check", exact=True).click()
        expect(page.locator(".run-status")).to_contain_text("databases", timeout=30_000)
    for fold in page.locator("article details > summary").all():
        fold.click()
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def focused(page: Page) -> str:
    """The name of what has the focus, also inside a shadow root."""
    found = "(root) => root.activeElement?.shadowRoot?.activeElement ?? root.activeElement"
    return str(page.evaluate(f"() => {{ const e = ({found})(document); return e.ariaLabel || e.textContent.trim(); }}"))


def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        if focused(page) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


def test_a_query_is_solved_with_the_keyboard_alone(page: Page) -> None:
    page.goto(PAGES["query"])
    solution = page.evaluate("() => document.querySelector('details.solution code').textContent")
    page.locator("h1").click()
    tab_to(page, "Your query")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(solution)
    tab_to(page, "Check")
    page.keyboard.press("Enter")
    expect(page.locator(".run-status")).to_have_text("Right on all three databases.", timeout=30_000)
    assert focused(page) == "Check"
    tab_to(page, "Which rows does a join keep?")
    page.keyboard.press("Enter")
    expect(page.locator("details.hint").first).to_have_attribute("open", "")


def test_a_phone_gets_the_plain_text_area(browser: Browser, built: Path, address: str) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
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
    context.close()
