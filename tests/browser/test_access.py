"""Pages that run code, for everyone: axe finds nothing, the keyboard is enough, nothing is wider than a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

PAGES = {
    "home": "",
    "section": "concepts/",
    "chapter": "metrics/roc-and-pr-curves/",
    "notebook": "notebooks/roc-under-imbalance/",
    "exercise": "exercises/python/roc-auc-with-ties/",
    "query": "exercises/sql/customers-without-orders/",
    "list": "exercises/python/",
    "questions": "reference/questions/",
    "glossary": "reference/glossary/",
    "bibliography": "reference/bibliography/",
    "coverage": "reference/coverage/",
    "company": "companies/netflix/",
    "interview": "interviews/data-scientist-mid-45/",
    "review": "practice/review/",
    "quiz": "practice/quiz/",
    "mock": "practice/mock-interview/",
    "plan": "practice/plan/",
    "progress": "practice/progress/",
    "missing": "404.html",
}
COLORS = ("color-contrast", "link-in-text-block")


def unfold(page: Page, kind: str) -> None:
    """Opens all that a reader can open on a page."""
    if kind == "notebook":
        page.locator("#cell-1").get_by_role("button", name="Edit").click()
    if kind == "query":
        page.locator("article").get_by_role("button", name="Check", exact=True).click()
        expect(page.locator(".run-status")).to_contain_text("databases", timeout=30_000)
    page.evaluate("for (const fold of document.querySelectorAll('article details')) fold.open = true")


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_wide_and_narrow_light_and_dark(
    visitor: Callable[..., BrowserContext], look: Callable[..., None], kind: str
) -> None:
    page = visitor(color_scheme="light", bypass_csp=True).new_page()
    page.goto(PAGES[kind], wait_until="networkidle")
    unfold(page, kind)
    look(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    look(page, only=COLORS)
    page.set_viewport_size({"width": 360, "height": 800})
    look(page, without=COLORS)  # the colors are those of the wide screen, and they take most of the time


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<img src='../../assets/mark.svg'>", "image-alt"),
        ("<p style='color: #bbb'>Gray on white</p>", "color-contrast"),
        ("<button style='width: 12px; height: 12px' title='a'></button><button title='b'>b</button>", "target-size"),
        ("<p style='width: 2000px'>Wide</p>", "scrollWidth"),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_wrong_on_a_page_is_found(
    visitor: Callable[..., BrowserContext], look: Callable[..., None], html: str, told: str
) -> None:
    page = visitor(bypass_csp=True).new_page()
    page.goto("404.html")
    page.evaluate("(html) => document.querySelector('article').insertAdjacentHTML('beforeend', html)", html)
    with pytest.raises(AssertionError, match=told):
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


# What has the focus, and whether it is seen: an outline of two pixels or more, on the screen, not under the header.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = one.matches(".md-option") ? one.nextElementSibling : one;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
  const top = one.closest(".md-header, .md-skip, .md-sidebar") ? 0 : header;
  const seen = box.width > 0 && box.bottom > top && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1.9;
  const name = (one.ariaLabel || one.textContent || one.name || one.tagName).trim().replace(/\\s+/g, " ").slice(0, 60);
  const wrong = seen && ringed ? "" : one.outerHTML.slice(0, 100);
  return { name, href: one.href ?? "", tag: one.tagName, wrong };
}"""


class Walker:
    """Goes over pages with the keyboard, and looks at each stop whether the focus is seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def step(self, key: str = "Tab") -> dict[str, str]:
        self.page.keyboard.press(key)
        found: dict[str, str] | None = self.page.evaluate(FOCUS)
        if found and found["wrong"]:
            self.wrong.append(f"{self.page.url}: {found['wrong']}")
        return found or {"name": "", "href": "", "tag": ""}

    def to(self, matches: Callable[[dict[str, str]], bool], what: str, most: int = 150) -> None:
        for _ in range(most):
            if matches(self.step()):
                return
        raise AssertionError(f"Tab never comes to {what}")

    def follow(self, path: str, heading: str) -> None:
        """Goes to a link and takes it; the new page's heading has the focus, and its title names it."""
        self.to(lambda found: found["href"].endswith(f"/{path}"), path, 400)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("h1")).to_contain_text(heading)
        expect(self.page.locator("h1")).to_be_focused()
        assert heading in self.page.title()


def test_the_whole_site_is_walked_with_the_keyboard(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor().new_page()
    page.goto("", wait_until="networkidle")
    walker = Walker(page)
    assert walker.step()["name"] == "Skip to content"
    stops: list[str] = []
    while (found := walker.step())["tag"] and len(stops) < 200:
        stops.append(found["href"] or found["name"])
    assert 30 < len(stops) < 200, "Tab is trapped, or leaves the page before its end"
    walker.follow("metrics/", "Metrics")
    walker.follow("metrics/confusion-matrix/", "onfusion")
    walker.to(lambda found: found["tag"] == "SUMMARY" and found["name"] == "Answer", "an answer")
    page.keyboard.press("Enter")
    expect(page.locator("details.answer[open] .short-answer").first).to_be_visible()
    quiz = page.locator("section.quiz summary").first.inner_text()[:20]
    walker.to(lambda found: found["tag"] == "SUMMARY" and found["name"].startswith(quiz), "the quiz", 400)
    page.keyboard.press("Space")
    expect(page.locator("section.quiz details[open] .verdict").first).to_be_visible()
    after = page.locator("a.md-footer__link--next")
    title = after.locator(".md-ellipsis").inner_text().strip()
    walker.follow(after.evaluate("(one) => new URL(one.href).pathname.slice(1)"), title)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("onfusion")
    expect(page.locator("h1")).to_be_focused()
    assert walker.wrong == []


def test_the_menu_of_a_narrow_screen_is_used_with_the_keyboard(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(viewport={"width": 360, "height": 740}).new_page()
    page.goto("metrics/confusion-matrix/", wait_until="networkidle")
    walker = Walker(page)
    sidebar = page.locator(".md-sidebar--primary")
    for _ in range(3):  # closed, the menu takes no focus
        walker.step()
        expect(sidebar.locator(":focus")).to_have_count(0)
    page.locator(".md-skip").focus()
    walker.to(lambda found: found["name"] == "Menu", "the menu")
    menu = page.get_by_role("button", name="Menu", exact=True)
    expect(menu).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(sidebar.locator(":focus")).to_have_count(1)
    expect(menu).to_have_attribute("aria-expanded", "true")
    for _ in range(60):
        found = walker.step()
        assert found["tag"] in {"", "HTML"} or sidebar.locator(":focus").count(), found
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Space")
    walker.to(lambda found: found["name"].startswith("Back from Metrics"), "the way up", 60)
    page.keyboard.press("Space")
    walker.follow("statistics/", "Statistics")
    assert page.locator("#__drawer").is_checked() is False
    assert page.evaluate("document.querySelectorAll('[inert]').length") == 0
    assert walker.wrong == []


def test_a_screen_reader_hears_formulas_answers_and_results(page: Page) -> None:
    def heard() -> list[tuple[str, str, dict[str, object]]]:
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        return [
            (
                str(node.get("role", {}).get("value")),
                str(node.get("name", {}).get("value", "")),
                {each["name"]: each["value"].get("value") for each in node.get("properties", [])},
            )
            for node in nodes
            if not node["ignored"]
        ]

    page.goto(PAGES["chapter"])
    answers = page.locator("details.answer > summary")
    answers.first.click()
    tree = heard()
    states = [told.get("expanded") for _, name, told in tree if name == "Answer" and "expanded" in told]
    assert states == [True] + [False] * (answers.count() - 1)
    visible = page.locator("article .katex:visible").count()
    formulas = [name for role, name, _ in tree if role == "MathMLMath"]
    assert len(formulas) == visible > 0
    assert page.locator("article .katex-html:not([aria-hidden=true])").count() == 0
    assert page.locator("article math").count() == page.locator("article .katex-html").count()
    page.goto(PAGES["query"])
    expect(page.locator(".run-status")).to_be_attached()
    assert any(role == "status" and told.get("live") == "polite" for role, _, told in heard())
