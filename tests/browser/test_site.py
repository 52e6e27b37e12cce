"""What holds on every page: no request to elsewhere, no error, no overflow, one heading, no repeated id."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from studyguide import frames

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = (1280, 360)
TABS = 6  # pages loaded at a time: a page counts as loaded half a second after its last request
LEFT = "ERR_ABORTED"  # the next page came before the last had all it asked for


def pages(built: Path) -> list[str]:
    return sorted(path.parent.relative_to(built).as_posix() + "/" for path in built.rglob("index.html"))


def watch(page: Page, address: str, wrong: list[str]) -> Page:
    """Notes each request to elsewhere, each answer that is missing, and each error, with the page that has it."""

    def note(what: str) -> None:
        wrong.append(f"{page.url.removeprefix(address)}: {what}")

    own = (address, "data:", f"blob:{address}")
    page.on("request", lambda r: None if r.url.startswith(own) else note(f"asks {r.url}"))
    page.on("requestfailed", lambda r: None if LEFT in str(r.failure) else note(f"failed {r.url}"))
    page.on("response", lambda r: note(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda error: note(str(error)))
    page.on("console", lambda message: note(message.text) if message.type == "error" else None)
    return page


def test_no_page_asks_another_origin_or_fails_or_is_wider_than_the_screen(
    browser: Browser, built: Path, address: str
) -> None:
    wrong: list[str] = []
    context = browser.new_context(base_url=address)
    tabs = [watch(context.new_page(), address, wrong) for _ in range(TABS)]
    visited = pages(built)
    for start in range(0, len(visited), TABS):
        opened = list(zip(tabs, visited[start : start + TABS], strict=False))
        for page, path in opened:
            page.goto(path, wait_until="commit")
        for page, path in opened:
            page.wait_for_load_state("networkidle")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
                    wrong.append(f"{path}: {found} pixels wide on a screen of {width}")
            page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    context.close()
    assert len(visited) > 30
    assert wrong == []


def test_every_page_has_one_heading_a_title_and_a_language(built: Path) -> None:
    for path in built.rglob("index.html"):
        html = path.read_text("utf-8")
        assert len(re.findall(r"<h1[ >]", html)) == 1, path
        assert re.search(r"<title>[^<]{4,}</title>", html), path
        assert '<html lang="en"' in html, path


def test_no_mathematics_is_left_for_the_browser(built: Path) -> None:
    for path in built.rglob("index.html"):
        html = path.read_text("utf-8")
        assert "x-formula" not in html, path
        assert "$`" not in re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL), path
    assert not [path for path in built.rglob("*.js") if "katex" in path.name.lower()]


def test_a_notebook_page_is_light_and_has_no_style_or_script_of_its_own(built: Path) -> None:
    found = list(built.glob("notebooks/*/index.html"))
    assert len(found) >= 3
    for path in found:
        article = re.search(r"<article.*</article>", path.read_text("utf-8"), re.DOTALL)[0]  # type: ignore[index]
        assert "<style" not in article, path
        assert "<script" not in article, path
        loaded = r'<(?:script|link|img|iframe)\b[^>]*(?:src|href)="[^"]*(?:cdn|unpkg|jsdelivr|mathjax)'
        assert not re.search(loaded, path.read_text("utf-8")), path
        text = re.sub(r'<figure class="figure"><svg.*?</svg></figure>', "", path.read_text("utf-8"), flags=re.DOTALL)
        assert len(gzip.compress(text.encode())) <= 40_000, path
        assert (path.parent / f"{path.parent.name}.ipynb").exists(), path
        drawn = path.read_text("utf-8").count('<figure class="figure"><svg')
        assert drawn == (ROOT / f"docs/notebooks/{path.parent.name}.py").read_text("utf-8").count("plt.show()"), path


def test_every_scheme_is_ours(page: Page) -> None:
    for scheme, name in (("dark", "slate"), ("light", "default")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto("metrics/roc-and-pr-curves/")
        assert page.locator("body").get_attribute("data-md-color-scheme") == name


CHILDREN = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3, "mfrac": 2, "mroot": 2}


def test_every_script_and_fraction_of_a_formula_has_its_parts(built: Path) -> None:
    """Browsers draw no formula with one part too many, and what a screen reader says of it is wrong."""
    seen, wrong = 0, []
    for path in sorted(set(built.rglob("*.html")) - set(built.rglob(f"*{frames.NAME}"))):
        page = LexborHTMLParser(path.read_text("utf-8"))
        for tag, count in CHILDREN.items():
            found = page.css(tag)
            seen += len(found)
            wrong += [f"{path}: {one.html}" for one in found if len(list(one.iter())) != count]
    assert seen > 1_000
    assert wrong == []


WHOLE = """
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cut, fill, fragmentOf } from "./web/core/frame.ts";
const digest = async (piece) => createHash("sha256").update(piece).digest("base64url").slice(0, 16);
const [pieces, wrong, paths] = [new Map(), [], process.argv.slice(1)];
const brief = (path) => fragmentOf(path.replace(/index.html$/, ""));
const text = (path) => readFileSync(path, "utf8");
for (const path of paths) {
  const found = await cut(text(path), digest);
  const own = path.endsWith("404.html"); // it has a frame of its own
  if (!own && found.fragment !== text(brief(path))) wrong.push(`${path}: cut otherwise`);
  for (const [hash, piece] of found.pieces) pieces.set(hash, piece);
}
for (const path of paths) {
  const html = await fill(text(brief(path)), async (hash) => pieces.get(hash));
  if (html !== text(path)) wrong.push(`${path}: not made whole`);
}
console.log(JSON.stringify({ pieces: pieces.size, wrong }));
"""


def test_every_page_is_made_whole_from_its_fragment_and_a_few_pieces_that_all_share(built: Path) -> None:
    """As the service worker does it, with what the build wrote."""
    paths = [path.with_name("index.html") for path in sorted(built.rglob(frames.NAME))]
    paths.append(built / "404.html")
    assert len(paths) > 200
    node = [str(Path(sys.executable).with_name("node")), "--input-type=module", "--eval", WHOLE, *map(str, paths)]
    told = json.loads(subprocess.run(node, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    assert told["wrong"] == []
    assert told["pieces"] < 40
