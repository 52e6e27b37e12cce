"""Browsers that lack something, or have it broken: the text is read, what works goes on, what does not says so."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from studyguide import browser as chromium

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
CHAPTER = "metrics/roc-and-pr-curves/"
NOTEBOOK = "notebooks/roc-under-imbalance/"
QUERY = "exercises/sql/customers-without-orders/"
KINDS = (
    "",
    "metrics/",
    CHAPTER,
    NOTEBOOK,
    "exercises/python/roc-auc-with-ties/",
    QUERY,
    "reference/questions/",
    "reference/glossary/",
    "interviews/data-scientist-mid-45/",
    "practice/review/",
    "practice/quiz/",
    "practice/plan/",
    "practice/progress/",
)
PALETTES = (
    "{",
    "null",
    "7",
    '"dark"',
    "[]",
    "{}",
    '{"index": "1"}',
    '{"index": "length"}',
    '{"index": null}',
    '{"index": -1}',
    '{"index": 9}',
    '{"index": 0.5}',
    '{"index": [2]}',
)
GUARD = re.compile(r"<script data-root=.*?</script>", re.DOTALL)
FULL = """() => {
  let size = 1 << 20;
  for (let n = 0; size > 1; n += 1) {
    try { localStorage.setItem(`filler/${n}`, "x".repeat(size)); } catch { size >>= 1; }
  }
}"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
# What hides a part of its words: text that is wider or higher than a box that neither grows nor scrolls.
CUT = """() => [...document.querySelectorAll("main *, footer *")].filter((one) => {
  const style = getComputedStyle(one);
  if (!one.checkVisibility({ visibilityProperty: true }) || one.closest(".katex, svg, .heard")) return false;
  if (!one.textContent.trim()) return false;
  const wide = ["hidden", "clip"].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
  const high = ["hidden", "clip"].includes(style.overflowY) && one.scrollHeight > one.clientHeight + 3;
  return style.display !== "inline" && (wide || high);
}).map((one) => one.outerHTML.slice(0, 120))"""


def alive(page: Page) -> None:
    """The theme's scripts ran to their end: the scheme can be changed, and the page's own buttons are there."""
    expect(page.locator("html")).to_have_class(re.compile(r"(^| )js( |$)"))
    body = page.locator("body")
    before = body.get_attribute("data-md-color-scheme")
    assert before in {"default", "slate"}
    button = page.locator(".md-header__option label:visible")
    expect(button).to_have_count(1)
    for _ in range(2):  # of three choices two are the same at first
        button.click()
    expect(page.locator(".md-header__option label:visible")).to_have_count(1)


def test_a_corrupt_scheme_is_forgotten(visitor: Callable[..., BrowserContext], watched: Callable[[Page], Page]) -> None:
    page = watched(visitor().new_page())
    page.goto("reference/glossary/")
    for text in PALETTES:
        page.evaluate("(text) => localStorage.setItem('/.__palette', text)", text)
        page.reload()
        assert page.evaluate("localStorage.getItem('/.__palette')") is None
        alive(page)
    page.evaluate("localStorage.setItem('/.__palette', '{\"index\": 2}')")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_without_the_guard_a_corrupt_scheme_breaks_the_page(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(bypass_csp=True).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def unguarded(route: Route) -> None:
        response = route.fetch()
        body, count = GUARD.subn("", response.text())
        assert count == 1
        route.fulfill(response=response, body=body)

    page.route("**/reference/glossary/", unguarded)
    page.goto("reference/glossary/")
    page.evaluate("localStorage.setItem('/.__palette', '{')")
    page.reload()
    assert wrong != []


def test_denied_storage_takes_nothing_but_what_would_be_kept(
    visitor: Callable[..., BrowserContext], watched: Callable[[Page], Page], deny: Callable[[Page], Page]
) -> None:
    page = deny(watched(visitor().new_page()))
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
    )
    for path in ("", CHAPTER, QUERY, "practice/review/", "practice/progress/"):
        page.goto(path)
        alive(page)
    page.goto(CHAPTER)
    page.get_by_role("button", name="Show all answers").click()
    expect(page.locator(".short-answer").first).to_be_visible()
    page.get_by_role("button", name="Add to review").first.click()
    expect(page.locator(".not-kept")).to_contain_text("keeps nothing", timeout=20_000)


def test_full_storage_says_so_where_something_would_be_kept(
    visitor: Callable[..., BrowserContext], watched: Callable[[Page], Page]
) -> None:
    page = watched(visitor().new_page())
    page.goto(CHAPTER)
    page.evaluate("localStorage.setItem('held-out/card/question/none-such', '{}')")
    page.evaluate(FULL)
    page.reload()
    alive(page)
    page.get_by_role("button", name="Add to review").first.click()
    expect(page.locator(".not-kept")).to_contain_text("storage is full", timeout=20_000)


def test_corrupt_records_of_every_kind_count_as_nothing_kept(
    visitor: Callable[..., BrowserContext], watched: Callable[[Page], Page]
) -> None:
    page = watched(visitor().new_page())
    page.goto(CHAPTER)
    kinds = ("card/question", "card/quiz", "quiz", "read", "tick", "mock", "review", "plan", "work")
    ids = ("roc-auc-under-imbalance", "roc-auc-with-ties", "customers-without-orders", CHAPTER.strip("/"), "")
    texts = ("{", "null", "[1]", '{"due": "yesterday", "stability": null, "solved": 1, "code": {}}', "\u0000")
    for turn in range(2):
        for k, kind in enumerate(kinds):
            for i, one in enumerate(ids):
                key = f"held-out/{kind}/{one}".rstrip("/")
                page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, texts[(k + i + turn) % 5]])
        for path in (CHAPTER, "exercises/python/", QUERY, "practice/review/", "practice/plan/", "practice/progress/"):
            page.goto(path, wait_until="load")
            expect(page.locator("html")).to_have_class(re.compile(r"(^| )js( |$)"))
            expect(page.locator(".practice, section.question, .landing, .run-bar").first).to_be_visible()


def test_without_javascript_there_is_the_text_and_no_dead_control(bare: Page) -> None:
    for path in KINDS:
        bare.goto(path)
        assert len(bare.locator("article").inner_text()) > 150, path
        dead = bare.locator(
            "button:visible, select:visible, input:visible, textarea:visible, label[for=__search]:visible"
        )
        assert [one.evaluate("(one) => one.outerHTML.slice(0, 80)") for one in dead.all()] == [], path
    bare.goto(QUERY)
    for fold in bare.locator("article details > summary").all():
        fold.click()
    expect(bare.get_by_text("starter.sql")).to_be_visible()
    expect(bare.locator("details.solution code").first).to_be_visible()


def without(allowed: str, instead: str) -> Callable[[Route], None]:
    """Serves a page under a policy that forbids more than ours, which stands in a header or in the page."""

    def serve(route: Route) -> None:
        response = route.fetch()
        named = "content-security-policy"
        body, inside = re.subn(allowed, instead, response.text())
        header, before = re.subn(allowed, instead, response.headers.get(named, ""))
        assert inside + before
        route.fulfill(response=response, headers=response.headers | ({named: header} if header else {}), body=body)

    return serve


@pytest.mark.parametrize(
    ("allowed", "instead", "told"),
    [("'wasm-unsafe-eval'", "", "needs WebAssembly"), ('worker-src [^;"]*', "worker-src 'none'", "cannot start")],
    ids=["no WebAssembly", "no workers"],
)
def test_run_says_in_a_sentence_what_is_blocked(
    visitor: Callable[..., BrowserContext], allowed: str, instead: str, told: str
) -> None:
    page = visitor().new_page()
    for path, name in ((QUERY, "SQL"), (NOTEBOOK, "Python")):
        page.route(f"**/{path}", without(allowed, instead))
        page.goto(path)
        bar = page.locator("article .run-bar").first
        bar.get_by_role("button", name="Run", exact=True).click()
        expect(bar.locator(".run-status")).to_contain_text(f"{name} {told}", timeout=30_000)
        expect(bar.locator(".run-status")).to_contain_text("Reading, and copying the code, still work.")
        expect(bar.get_by_role("button", name="Run", exact=True)).to_be_enabled()


def test_a_slow_network_gives_the_text_before_anything_but_style(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor().new_page()
    late: list[Route] = []
    page.route(re.compile(r"\.(js|json|woff2|svg|wasm)$"), lambda route: late.append(route))  # never answered
    page.goto(CHAPTER, wait_until="commit")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("article")).to_contain_text("In one minute")
    answer = page.locator("details.answer").first
    answer.locator("> summary").click()
    expect(answer.locator(".short-answer")).to_be_visible()
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint').length") == 1
    assert late
    for route in late:
        route.abort()


def test_at_400_percent_and_with_wide_text_nothing_is_lost(visitor: Callable[..., BrowserContext]) -> None:
    """1,280 pixels at 400 % are 320 of CSS; then the spacing of WCAG 1.4.12 on top."""
    page = visitor(viewport={"width": 320, "height": 256}, bypass_csp=True).new_page()
    for path in KINDS:
        page.goto(path)
        page.evaluate("for (const fold of document.querySelectorAll('article details')) fold.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        assert page.evaluate(CUT) == [], path
        page.add_style_tag(content=SPACED)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        assert page.evaluate(CUT) == [], path


def test_forced_colors_keep_focus_icons_and_figures(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(forced_colors="active").new_page()
    page.goto(CHAPTER)
    canvas, ink = page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement("p"));
      probe.style = "forced-color-adjust: none; background: Canvas; color: CanvasText";
      const { backgroundColor, color } = getComputedStyle(probe);
      probe.remove();
      return [backgroundColor, color];
    }""")
    assert canvas != ink
    summary = page.locator("details.answer > summary").first
    assert summary.evaluate("(one) => getComputedStyle(one, '::before').backgroundColor") == ink
    page.keyboard.press("Tab")
    style, width, color = page.evaluate("""() => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
      return [outlineStyle, parseFloat(outlineWidth), outlineColor];
    }""")
    assert style != "none"
    assert width >= 2
    assert color != canvas
    figure = page.locator("figure.figure > svg").first
    paper = figure.evaluate("(one) => getComputedStyle(one).backgroundColor")
    words = figure.locator("text, path").first.evaluate("(one) => getComputedStyle(one).fill")
    assert paper not in {"rgba(0, 0, 0, 0)", words}
    option = page.locator("section.quiz details.right").first
    option.locator("summary").click()
    expect(option.locator(".verdict")).to_have_text("Right.")


def test_reduced_motion_moves_nothing(visitor: Callable[..., BrowserContext]) -> None:
    moving = """() => {
      const parts = [...document.querySelectorAll("*")].flatMap((one) => [[one], [one, "::before"], [one, "::after"]]);
      return parts.filter((part) => {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(...part);
        return /[1-9]/.test(transitionDuration + animationDuration) || scrollBehavior === "smooth";
      }).map(([one, part]) => `${one.tagName}.${one.className}${part ?? ""}`);
    }"""
    page = visitor(reduced_motion="reduce").new_page()
    page.goto(CHAPTER)
    assert page.evaluate(moving) == []
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) != []


def test_paper_has_the_answers_the_addresses_and_nothing_to_click(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.emulate_media(media="print")
    for path in (CHAPTER, NOTEBOOK, QUERY):
        page.goto(path)
        for part in (
            ".md-header",
            ".md-sidebar",
            ".md-footer",
            "button",
            ".md-content__button",
            ".md-path",
            ".headerlink",
        ):
            expect(page.locator(f"{part}:visible")).to_have_count(0)
    page.goto(CHAPTER)
    expect(page.locator("details.answer .short-answer").first).to_be_visible()
    source = page.locator(".sources a[href^=http]").first
    shown = source.evaluate("(one) => getComputedStyle(one, '::after').content")
    assert (source.get_attribute("href") or "no address") in shown


def test_back_and_forward_bring_the_page_back_as_it_was(
    browser: Browser, built: Path, address: str, watched: Callable[[Page], Page]
) -> None:
    """Playwright turns the back/forward cache off, and the headless shell has none: this browser has it."""
    cached = browser.browser_type.launch(
        executable_path=chromium.find(chromium.WHOLE),
        args=ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = watched(cached.new_context(base_url=address, service_workers="block").new_page())
    for path in (CHAPTER, NOTEBOOK, "practice/review/"):
        page.goto(path, wait_until="networkidle")  # one that still fetches is not kept
        page.evaluate("""() => {
          window.mark = "still here";
          addEventListener("pageshow", ({ persisted }) => { window.restored = persisted; });
          for (const fold of document.querySelectorAll("article details")) fold.open = true;
        }""")
        page.goto("metrics/", wait_until="load")
        page.go_back(wait_until="commit")
        page.wait_for_function("() => window.restored !== undefined || document.readyState === 'complete'")
        assert page.evaluate("[window.mark, window.restored]") == ["still here", True], path
        expect(page.locator("article details:not([open])")).to_have_count(0)
        alive(page)
    cached.close()
