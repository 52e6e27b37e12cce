"""Deploys, served in turn to one visitor: what is read is always of one version, with and without network."""

import http.server
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from studyguide import build as building
from studyguide import offline

HEAD = "---\nweight: 30\ndescription: A page of a small site that only the tests of the guide build.\n---\n"
PAGE = HEAD + "# {0}\n\n{0} of the old deploy.\n"
CHANGED = ("one/index.html", "two/index.html")
NAMES = ("one", "two", "three")


class Deploys(http.server.SimpleHTTPRequestHandler):
    """Serves the folder that is deployed, unless it is out of reach, hangs, or ends at a number of answers."""

    deployed: Path
    asked: list[str]
    away = False
    hanging: threading.Event | None = None
    left: int | None = None

    def __init__(self, *given: Any) -> None:
        super().__init__(*given, directory=str(type(self).deployed))

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        del self.headers["If-Modified-Since"]  # its seconds cannot tell these deploys apart; hosts have ETags
        kind = type(self)
        kind.asked.append(self.path)
        if kind.left is not None:
            kind.left -= 1
        if kind.away or (kind.left is not None and kind.left < 0):
            self.close_connection = True
            return self.connection.close()
        if kind.hanging:
            kind.hanging.wait(60)
        return super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Like a host of static files: the site's own page."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (type(self).deployed / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages says
        super().end_headers()


@pytest.fixture(scope="module")
def host() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Deploys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def builds(
    host: http.server.ThreadingHTTPServer,
    tmp_path_factory: pytest.TempPathFactory,
    make_project: Callable[[Path, str], Path],
) -> dict[str, Path]:
    """One small site in three deploys: the old one, one with other words and style, and one without offline."""
    folder = tmp_path_factory.mktemp("deploys")
    pages = "".join(f"== docs/{name}.md\n{PAGE.format(name.title())}" for name in NAMES)
    index = "== docs/reference/index.md\n" + PAGE.format("Reference")
    keep = "== docs/reference/offline.md\n" + PAGE.format("Offline").replace(
        "\n---\n#", "\ntemplate: keep.html\n---\n#"
    )
    (folder / "project").mkdir()
    search = "== docs/search.md\n" + PAGE.format("Search")  # every page links there
    root = make_project(folder / "project", pages + index + keep + search)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", f"http://127.0.0.1:{host.server_port}/")
        patch.setattr(offline, "finish", lambda *_, **__: None)
        assert building.build(root, folder / "raw") == []
    for name in ("old", "new", "gone"):
        shutil.copytree(folder / "raw", folder / name)
    change(folder / "new")
    for name in ("old", "new", "gone"):
        offline.finish(folder / name, "/", wanted=name != "gone")
    return {name: folder / name for name in ("old", "new", "gone")}


def change(site: Path) -> None:
    """Another style, other words on two pages, and no longer a script that only some pages load."""
    for name in CHANGED:
        path = site / name
        path.write_text(path.read_text("utf-8").replace("of the old deploy", "of the new deploy"), "utf-8")
    with (site / "assets/guide.css").open("a", encoding="utf-8") as style:
        style.write(":root { --deploy: new }\n")
    for path in site.glob("assets/questions-*.js"):
        path.unlink()


@pytest.fixture
def deploy(builds: dict[str, Path]) -> Iterator[Callable[..., type[Deploys]]]:
    """Deploys one of the builds."""

    def deployed(name: str, **state: object) -> type[Deploys]:
        Deploys.deployed = builds[name]
        for key, value in {"away": False, "left": None, "hanging": None, **state}.items():
            setattr(Deploys, key, value)
        return Deploys

    Deploys.asked = []
    yield deployed
    if Deploys.hanging:
        Deploys.hanging.set()


@pytest.fixture
def reader(
    browser: Browser, host: http.server.ThreadingHTTPServer, deploy: Callable[..., type[Deploys]]
) -> Iterator[BrowserContext]:
    deploy("old")
    context = browser.new_context(base_url=f"http://127.0.0.1:{host.server_port}/")
    yield context
    context.close()


def seen(page: Page) -> tuple[str, str]:
    """The deploy of the words, and that of the style that they are shown with."""
    words = page.locator("article").inner_text()
    style = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--deploy').trim()")
    return "new" if "new deploy" in words else "old" if "old deploy" in words else words, style or "old"


def opened(page: Page, name: str) -> Page:
    """Opens a page and waits until the service worker has said that it is kept."""
    page.goto(f"{name}/")
    return kept(page)


def kept(page: Page) -> Page:
    expect(page.locator("html[data-offline=kept]")).to_have_count(1, timeout=30_000)
    return page


def until(page: Page, script: str, arg: object = None) -> None:
    """Waits until a promise of the page comes true."""
    for _ in range(300):
        if page.evaluate(script, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"It never comes true: {script}")


def switched(page: Page, site: Path) -> None:
    """Waits until what is read without network is this deploy's."""
    version = json.loads((site / "version.json").read_text("utf-8"))["version"]
    script = """(version) => caches.open("held-out-state").then((cache) => cache.keys().then((keys) =>
      cache.match(keys.find(({ url }) => url.endsWith("/current"))).then((kept) => kept.json())))
      .then((kept) => kept.version === version)"""
    until(page, script, version)


def test_a_page_that_came_by_a_click_is_kept_without_being_fetched_whole(
    reader: BrowserContext, deploy: Any, builds: dict[str, Path]
) -> None:
    page = opened(reader.new_page(), "one")
    del Deploys.asked[:]
    page.get_by_role("link", name="Two").first.click()
    expect(page.locator("article")).to_contain_text("Two of")
    manifest = json.loads((builds["old"] / "offline.json").read_text("utf-8"))
    (digest,) = (digest for path, digest, _ in manifest["files"] if path == "two/")
    until(page, "(hash) => caches.match(`${location.origin}/offline/${hash}`).then(Boolean)", digest)
    assert {path for path in Deploys.asked if "/two/" in path} == {"/two/fragment.html"}
    deploy("old", away=True)
    page.reload()
    assert seen(page) == ("old", "old")
    assert page.title().startswith("Two")
    assert page.content().count("<style data-href") >= 2
    whole = page.evaluate("fetch('/two/').then((answer) => answer.text())")
    assert whole == (builds["old"] / "two/index.html").read_text("utf-8")


def test_a_page_whose_frame_went_is_kept_again(reader: BrowserContext, deploy: Any) -> None:
    page = opened(reader.new_page(), "one")
    opened(page, "two")
    assert page.evaluate("caches.delete('held-out-frames')")
    opened(page, "one")
    deploy("old", away=True)
    page.goto("one/")
    assert seen(page) == ("old", "old")
    assert page.evaluate("fetch('/two/').then(({ status }) => status)") == 200  # it has the same frame


def test_a_new_deploy_is_offered_and_shown_whole(reader: BrowserContext, deploy: Any, builds: dict[str, Path]) -> None:
    page = opened(reader.new_page(), "one")
    other = opened(reader.new_page(), "three")
    deploy("new")
    for each in (page, other):
        each.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".news")).to_contain_text("A new version of the guide is there")
    assert seen(page) == ("old", "old")
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("article")).to_contain_text("new deploy")
    assert seen(page) == ("new", "new")
    expect(page.locator(".news")).to_have_count(0)
    switched(page, builds["new"])
    deploy("new", away=True)
    for name, words in (("one", "new"), ("three", "old")):  # the third page has the same words in both
        page.goto(f"{name}/")
        assert seen(page) == (words, "new")


STATE = """() => new Promise((done) => {
  const { serviceWorker } = navigator;
  const hear = ({ data }) => {
    if (data.kind !== "state" || data.busy) return;
    serviceWorker.removeEventListener("message", hear);
    done(data);
  };
  serviceWorker.addEventListener("message", hear);
  serviceWorker.controller.postMessage({ kind: "state" });
})"""


def calm(page: Page) -> dict[str, Any]:
    """How the service worker stands when it no longer fetches anything."""
    found: dict[str, Any] = page.evaluate(STATE)
    return found


def all_seen(page: Page) -> set[tuple[str, str]]:
    """What is seen on all pages; the third has the old words in both deploys."""
    found = []
    for name in NAMES:
        page.goto(f"{name}/")
        words, style = seen(page)
        found.append((style if name == "three" and words == "old" else words, style))
    return set(found)


@pytest.mark.parametrize("answers", [1, 3, 5])  # six may be all: two lists, a page whole, and what is new of the others
def test_an_update_that_breaks_off_leaves_the_old_deploy_whole(
    reader: BrowserContext, deploy: Any, builds: dict[str, Path], answers: int
) -> None:
    page = reader.new_page()
    for name in NAMES:
        opened(page, name)
    calm(page)
    here = deploy("new", left=answers)  # the list of files is among them
    page.evaluate("dispatchEvent(new Event('online'))")
    while here.left >= 0:
        page.wait_for_timeout(50)
    calm(page)
    deploy("new", away=True)
    assert all_seen(page) == {("old", "old")}
    deploy("new")
    page.goto("two/")
    assert seen(page) == ("new", "new")
    kept(page)
    switched(page, builds["new"])
    deploy("new", away=True)
    assert all_seen(page) == {("new", "new")}


def test_going_back_to_the_old_deploy_is_a_deploy_too(
    reader: BrowserContext, deploy: Any, builds: dict[str, Path]
) -> None:
    page = opened(reader.new_page(), "one")
    opened(page, "three")
    deploy("new", left=3)
    page.evaluate("dispatchEvent(new Event('online'))")
    calm(page)
    for name in ("old", "new", "old"):
        deploy(name)
        opened(page, "one")
        assert seen(page) == (name, name)
        switched(page, builds[name])
    deploy("new", away=True)
    page.goto("three/")
    assert seen(page) == ("old", "old")


def test_what_was_deployed_while_a_reader_was_offline_is_offered_afterwards(
    reader: BrowserContext, deploy: Any
) -> None:
    page = opened(reader.new_page(), "one")
    calm(page)
    deploy("old", away=True)
    page.reload()
    assert seen(page) == ("old", "old")
    deploy("new")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".news")).to_contain_text("A new version")
    page.get_by_role("button", name="Later").click()
    expect(page.locator(".news")).to_have_count(0)
    assert seen(page) == ("old", "old")


def test_a_click_to_a_page_of_another_deploy_brings_its_scripts_and_style_too(
    reader: BrowserContext, deploy: Any
) -> None:
    page = opened(reader.new_page(), "one")
    page.evaluate("window.visit = 'the same'")
    page.get_by_role("link", name="Three").first.click()
    expect(page.locator("article")).to_contain_text("Three of the old deploy")
    assert page.evaluate("window.visit") == "the same"
    deploy("new")
    page.get_by_role("link", name="Two").first.click()
    expect(page.locator("article")).to_contain_text("new deploy")
    page.wait_for_function("() => window.visit === undefined")
    assert seen(page) == ("new", "new")


def test_a_script_that_the_new_deploy_no_longer_has_makes_the_offer(
    reader: BrowserContext, deploy: Any, builds: dict[str, Path]
) -> None:
    page = opened(reader.new_page(), "one")
    (script,) = builds["old"].glob("assets/questions-*.js")
    deploy("new")
    told = page.evaluate(f"import('/assets/{script.name}').then(() => 'came', () => 'did not come')")
    assert told == "did not come"
    expect(page.locator(".news")).to_contain_text("A new version")


def test_without_network_the_pages_that_are_kept_are_offered_in_place_of_another(
    reader: BrowserContext, deploy: Any, watched: Callable[[Page], Page]
) -> None:
    page = opened(reader.new_page(), "one")
    calm(page)
    deploy("old", away=True)
    page.goto("two/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not kept on this device")
    expect(page.locator("[data-kept-pages] li")).to_have_text(["One"])
    page.locator("[data-kept-pages] a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("One")
    page.get_by_role("link", name="Two").first.click()  # fetched into this page, which fails
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not kept on this device")
    assert page.url.endswith("/two/")
    deploy("old")
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Two")
    missing = page.goto("nowhere/")
    assert missing
    assert missing.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    expect(page.locator("article li a:not([data-kept-pages] a)")).to_have_text(["Reference"])


def test_a_page_that_does_not_begin_to_come_is_shown_from_the_copy(reader: BrowserContext, deploy: Any) -> None:
    page = opened(reader.new_page(), "one")
    calm(page)
    deploy("new", hanging=threading.Event())
    page.goto("one/", wait_until="commit")
    expect(page.locator("article")).to_contain_text("old deploy", timeout=20_000)
    assert seen(page) == ("old", "old")


def test_a_site_published_without_the_worker_takes_it_away(reader: BrowserContext, deploy: Any) -> None:
    page = opened(reader.new_page(), "one")
    page.evaluate("localStorage.setItem('held-out/card/question/mine', 'kept')")
    calm(page)
    deploy("gone")
    Deploys.asked.clear()
    page.goto("one/")
    until(
        page,
        "async () => !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length",
    )
    page.reload()
    assert seen(page)[0] == "old"
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("localStorage.getItem('held-out/card/question/mine')") == "kept"
    deploy("gone", away=True)
    with pytest.raises(Error, match="ERR_"):
        page.goto("one/?not-in-the-browser-s-own-cache")


def test_the_whole_guide_is_kept_paused_resumed_and_removed(reader: BrowserContext, deploy: Any) -> None:
    page = opened(reader.new_page(), "reference/offline")
    calm(page)
    place = page.locator("[data-keep]")
    status = place.locator(".keep-status")
    expect(place).to_contain_text("allows")
    here = deploy("old", left=6)
    place.get_by_role("button", name="Keep everything for offline").click()
    expect(status).to_contain_text("the network did not answer", timeout=30_000)
    deploy("old", hanging=threading.Event())
    place.get_by_role("button", name="Go on").click()
    expect(status).to_have_text(re.compile(r"^\d+\.\d of \d+\.\d MB$"))
    expect(place.locator("progress")).to_be_visible()
    place.get_by_role("button", name="Pause").click()
    expect(place.get_by_role("button", name=re.compile("Keep everything|Go on"))).to_be_focused()
    here.hanging.set()
    deploy("old")
    place.get_by_role("button", name=re.compile("Keep everything|Go on")).click()
    expect(status).to_have_text("Everything is kept: the guide works without network.", timeout=60_000)
    here.asked.clear()
    page.reload()
    expect(status).to_have_text("Everything is kept: the guide works without network.")
    calm(page)
    assert [
        path for path in here.asked if path.endswith((".js", ".css", ".json")) and path[1:8] not in ("sw.js", "version")
    ] == []
    deploy("old", away=True)
    for name in (*NAMES, "reference"):
        page.goto(f"{name}/")
        assert seen(page) == ("old", "old")
    page.goto("reference/offline/")
    page.on("dialog", lambda dialog: dialog.accept())
    place.get_by_role("button", name="Free the space").click()
    until(page, "() => caches.keys().then(async (names) => !names.includes('held-out-files')"
                           " || !(await (await caches.open('held-out-files')).keys()).length)")  # fmt: skip


def test_a_kept_guide_becomes_the_new_deploy_with_what_changed_alone(
    reader: BrowserContext, deploy: Any, builds: dict[str, Path]
) -> None:
    page = opened(reader.new_page(), "reference/offline")
    calm(page)
    page.get_by_role("button", name="Keep everything for offline").click()
    expect(page.locator(".keep-status")).to_contain_text("Everything is kept", timeout=60_000)
    here = deploy("new")
    here.asked.clear()
    page.evaluate("dispatchEvent(new Event('online'))")
    switched(page, builds["new"])
    assert not [path for path in here.asked if path.endswith((".js", ".woff2", ".svg")) and path != "/sw.js"]
    deploy("new", away=True)
    assert all_seen(page) == {("new", "new")}


def test_where_there_is_no_room_nothing_is_begun_and_what_breaks_off_says_why(
    reader: BrowserContext, deploy: Any
) -> None:
    page = reader.new_page()
    devtools = reader.new_cdp_session(page)
    opened(page, "reference/offline")
    origin = {"origin": page.evaluate("location.origin")}
    calm(page)
    status = page.locator(".keep-status")
    page.evaluate("navigator.storage.estimate = async () => ({ usage: 0, quota: 1e6 })")
    page.get_by_role("button", name="Keep everything for offline").click()
    expect(status).to_contain_text("There is not room enough")
    page.evaluate("navigator.storage.estimate = async () => ({})")
    devtools.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": 1_000_000})
    page.get_by_role("button", name="Keep everything for offline").click()
    expect(status).to_contain_text("There is no room left on this device", timeout=30_000)
    devtools.send("Storage.overrideQuotaForOrigin", origin)
    page.get_by_role("button", name="Go on").click()
    expect(status).to_contain_text("Everything is kept", timeout=60_000)


def test_a_browser_that_denies_caches_and_workers_reads_and_says_so(
    reader: BrowserContext, watched: Callable[[Page], Page]
) -> None:
    page = watched(reader.new_page())
    page.add_init_script("""const denied = { get() { throw new DOMException("denied", "SecurityError"); } };
    for (const name of ["serviceWorker", "storage"]) Object.defineProperty(Navigator.prototype, name, denied);
    Object.defineProperty(window, "caches", denied);""")
    page.goto("reference/offline/", wait_until="networkidle")
    expect(page.locator("[data-keep]")).to_contain_text("keeps no pages")
    assert seen(page)[0] == "old"
