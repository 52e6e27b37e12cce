"""The real site, built once for all browser tests, served on this machine only, in one Chromium."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from studyguide import browser as chromium
from studyguide import csp
from studyguide.build import build

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


AXE = (ROOT / "web/node_modules/axe-core/axe.min.js").read_text("utf-8")
RUN = """([part, only, without]) => axe.run(part, {
  runOnly: only.length ? only : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
}).then(({ violations }) => violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target}`)))"""
DENIED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The document is sandboxed", "SecurityError"); } });"""
FOCUSED = """() => {
  const inside = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
  return (inside.ariaLabel || inside.textContent).trim();
}"""


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves the site as it is published, with the headers that SECURITY.md asks of a host."""

    def log_message(self, *_: object) -> None: ...

    def end_headers(self) -> None:
        for name, value in csp.HEADERS.items():
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[http.server.ThreadingHTTPServer]:
    """Serves the folder `site`, which is built once its address is known."""
    folder = tmp_path_factory.mktemp("built") / "site"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Strict, directory=str(folder)))
    server.folder = folder  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def address(server: http.server.ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}/"


@pytest.fixture(scope="session")
def built(server: http.server.ThreadingHTTPServer, address: str) -> Path:
    """The folder of the finished site."""
    site: Path = server.folder  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", address)  # canonical addresses are then those of this server
        assert build(ROOT, site) == []
    return site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visitor(browser: Browser, built: Path, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """Makes visitors of the site. No service worker unless asked for: what it fetches passes by a page's routes."""
    made: list[BrowserContext] = []

    def visit(**options: Any) -> BrowserContext:
        usual = {"base_url": address, "viewport": {"width": 1280, "height": 900}, "service_workers": "block"}
        made.append(browser.new_context(**usual | options))  # type: ignore[arg-type]
        return made[-1]

    yield visit
    for context in made:
        context.close()


@pytest.fixture
def watched() -> Iterator[Callable[[Page], Page]]:
    """Watches pages on which nothing may go wrong: no error, nothing that the policy forbids."""
    wrong: list[str] = []

    def watch(page: Page) -> Page:
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        return page

    yield watch
    assert wrong == []


@pytest.fixture(params=[(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def screen(request: pytest.FixtureRequest, visitor: Callable[..., BrowserContext]) -> BrowserContext:
    """A visitor with a wide or a narrow screen in each scheme, on whose pages `look` may run axe."""
    width, scheme = request.param
    return visitor(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)


@pytest.fixture
def look() -> Callable[..., None]:
    """Asserts that axe finds nothing (WCAG 2.2 AA, with targets of 24 pixels), and nothing is wider than the screen."""

    def look(page: Page, part: object = "html", only: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> None:
        """`part` of the page, by default all of it; `only` some rules of axe by name, or all `without` some."""
        page.evaluate("scrollTo(0, 0)")
        page.evaluate("(source) => window.axe || (0, eval)(source)", AXE)
        assert page.evaluate(RUN, [part, only, without]) == []
        assert page.viewport_size is not None
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]

    return look


@pytest.fixture
def tab_to() -> Callable[[Page, str], None]:
    """Presses Tab until what has the focus begins with a name."""

    def tab_to(page: Page, name: str) -> None:
        for _ in range(120):
            if page.evaluate(FOCUSED).startswith(name):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {name}")

    return tab_to


@pytest.fixture
def deny() -> Callable[[Page], Page]:
    """Takes a page's storage away, as private windows and policies do, before it is opened."""

    def deny(page: Page) -> Page:
        page.add_init_script(DENIED)
        return page

    return deny


@pytest.fixture
def page(browser: Browser, built: Path, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def bare(browser: Browser, built: Path, address: str) -> Iterator[Page]:
    """A page in a browser that runs no JavaScript."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()
