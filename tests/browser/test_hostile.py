"""What the policy accepts of the hostile corpus, built as a site, does nothing in a browser: a canary watches.

With the pages' own Content-Security-Policy, and with it taken away.
"""

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext

from studyguide.build import build
from tests.browser.conftest import Strict
from tests.hostile.corpus import ROOT, Reader
from tests.hostile.corpus import site as hostile_pages

SHARED = ("mkdocs.yml", "requirements.txt", *(f"snippets/{name}" for name in (
    "sources.md", "abbreviations.md", "macros.tex", "licenses.csv", "synonyms.csv")))  # fmt: skip
INDEX = "---\ndescription: The home page of a small site that only the tests of the guide build.\n---\n# Home\n"
CANARY = """window.canary = () => { window.fired = true; };
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => { window.fired = true; };"""
TOUCH = """() => {
  for (const details of document.querySelectorAll("article details")) details.open = true;
  for (const element of document.querySelectorAll("article *")) {
    for (const name of ["mouseover", "focus", "toggle", "error", "load"]) element.dispatchEvent(new Event(name));
    if (element.matches("a") && !/^https?:/.test(element.href)) element.click();
  }
  const acting = [...document.querySelectorAll("*")].flatMap((one) => one.getAttributeNames())
    .filter((name) => name.startsWith("on"));
  return { fired: Boolean(window.fired), acting, at: location.pathname,
    own: [document.body, document.cookie, document.forms, document.getElementById("__drawer")?.tagName].map(String) };
}"""
ATTACKS = (
    "<script>canary()</script>",
    "<img src=x onerror=canary()>",
    '<a id="x" href="javascript:canary()">x</a><script>document.getElementById("x").click()</script>',
    '<iframe src="javascript:parent.canary()"></iframe>',
    "<svg onload=canary()></svg>",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The address of the built corpus, served as a host would, and the paths of its pages."""
    root = tmp_path_factory.mktemp("hostile")
    config = load_config(str(ROOT / "mkdocs.yml"))
    pages = hostile_pages(Reader(config.markdown_extensions, config.mdx_configs))
    for name in SHARED:
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "overrides").symlink_to(ROOT / "overrides")
    (root / "web").symlink_to(ROOT / "web")
    mark = "docs/assets/mark.svg"
    for name, text in (pages | {mark: (ROOT / mark).read_text("utf-8"), "docs/index.md": INDEX}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    handler = functools.partial(Strict, directory=str(root / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, pytest.MonkeyPatch.context() as patch:
        address = f"http://127.0.0.1:{server.server_port}/"
        patch.setenv("SITE_URL", address)
        assert build(root, root / "site") == []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        built = (root / "site").rglob("index.html")
        yield address, [path.relative_to(root / "site").parent.as_posix() for path in built]
        server.shutdown()


@pytest.fixture
def guest(browser: Browser) -> Iterator[Callable[[bool], tuple[BrowserContext, list[str]]]]:
    """A visitor with or without the policy, and what went out or wrong."""
    made: list[BrowserContext] = []

    def visit(bypass: bool) -> tuple[BrowserContext, list[str]]:
        context = browser.new_context(bypass_csp=bypass, service_workers="block")
        context.add_init_script(CANARY)
        made.append(context)
        seen: list[str] = []
        context.on("request", lambda request: seen.append(request.url) if "canary" in request.url else None)
        context.on("console", lambda m: seen.append(m.text) if "Content Security Policy" in m.text else None)
        return context, seen

    yield visit
    for context in made:
        context.close()


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without it"])
def test_nothing_of_the_corpus_acts(hostile: tuple[str, list[str]], guest: Callable[[bool], Any], bypass: bool) -> None:
    address, paths = hostile
    context, seen = guest(bypass)
    page = context.new_page()
    assert len(paths) > 30
    for path in paths:
        page.goto(f"{address}{path}/".replace("/./", "/"))
        found = page.evaluate(TOUCH)
        assert found == {
            "fired": False, "acting": [], "at": page.url.removeprefix(address[:-1]).partition("#")[0],
            "own": ["[object HTMLBodyElement]", found["own"][1], "[object HTMLCollection]", "INPUT"],
        }, path  # fmt: skip
        assert page.url.startswith(f"{address}{path}/".replace("/./", "/"))
    assert seen == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_canary_fires_without_the_policy_and_is_silent_under_it(
    hostile: tuple[str, list[str]], guest: Callable[[bool], Any], attack: str
) -> None:
    """So the tests above can fail; and a page that got past everything else would still be held."""
    address, _ = hostile
    for bypass in (True, False):
        context, _ = guest(bypass)
        page = context.new_page()
        page.route(address, lambda route: _spoiled(route, attack))
        page.goto(address)
        page.wait_for_load_state("load")
        assert bool(page.evaluate("Boolean(window.fired)")) is bypass


def _spoiled(route: Any, attack: str) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("</h1>", f"</h1>{attack}", 1))
