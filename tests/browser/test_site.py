"""What holds on every page: no request to elsewhere, no error, no overflow, one heading, no repeated id."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = (1280, 360)
LEFT = "ERR_ABORTED"  # the next page came before the last had all it asked for


def pages(built: Path) -> list[str]:
    return sorted(path.parent.relative_to(built).as_posix() + "/" for path in built.rglob("index.html"))


def test_no_page_asks_another_origin_or_fails(browser: Browser, built: Path, address: str) -> None:
    wrong: list[str] = []
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.on("request", lambda r: None if r.url.startswith((address, "data:")) else wrong.append(f"asks {r.url}"))
    page.on("requestfailed", lambda r: None if LEFT in str(r.failure) else wrong.append(f"{page.url}: failed {r.url}"))
    page.on("response", lambda r: wrong.append(f"{page.url}: {r.status} {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    visited = pages(built)
    for path in visited:
        page.goto(path, wait_until="networkidle")
    context.close()
    assert len(visited) > 30
    assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(browser: Browser, built: Path, address: str, width: int) -> None:
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = []
    for path in pages(built):
        page.goto(path, wait_until="domcontentloaded")
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide.append((path, found))
    context.close()
    assert wide == []


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
        assert not re.search(r'(?:src|href)="[^"]*(?:cdn|unpkg|jsdelivr|mathjax)', path.read_text("utf-8")), path
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
