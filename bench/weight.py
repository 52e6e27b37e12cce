"""Bytes over the wire, packed and with headers, of a first visit and of the next page by a click: everything counted.

The pages are a chapter of usual length (`typical.py`) and some real ones. Bytes do not depend on the machine.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import serving, typical
from studyguide import browser as chromium
from studyguide.build import build

QUIET = 700  # milliseconds without a request
KINDS = {".html": "HTML", ".css": "styles", ".js": "scripts", ".woff2": "fonts", "": "HTML"}
COLUMNS = ("HTML", "styles", "scripts", "fonts", "other")
PAGES = {
    "home": "",
    "chapter of 100 formulas": "metrics/roc-and-pr-curves/",
    "notebook": "notebooks/roc-under-imbalance/",
    "notebook with formulas": "notebooks/bias-variance-by-simulation/",
    "SQL exercise": "exercises/sql/customers-without-orders/",
    "review": "practice/review/",
}
CHAPTER, NEXT = "section-0/chapter-3/", "section-0/chapter-4/"


@contextmanager
def site(folder: Path, ours: bool) -> Iterator[tuple[str, serving.Sent]]:
    """The typical chapters, built and served; the address must be known first, for instant navigation."""
    typical.make(folder / "source", ours)
    target = folder / "site"
    target.mkdir()
    with serving.served(target) as (address, sent):
        environment = {"SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
        if ours:
            make(folder / "source", target, address)
        else:
            command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(target)]
            subprocess.run(command, cwd=folder / "source", check=True, env=os.environ | environment)
        yield address, sent
    shutil.rmtree(folder, ignore_errors=True)


def make(root: Path, target: Path, address: str) -> None:
    """Builds a project of ours for this address."""
    before = os.environ.get("SITE_URL")
    os.environ["SITE_URL"] = address
    faults = build(root, target)
    os.environ.pop("SITE_URL")
    if before:
        os.environ["SITE_URL"] = before
    if faults:
        raise SystemExit("\n".join(faults[:5]))


def first(page: Page, address: str, sent: serving.Sent) -> Counter[str]:
    """Bytes by kind of a visit by someone who was never here."""
    del sent[:]
    page.goto(address)
    _settle(page, sent)
    return kinds(sent)


def following(page: Page, path: str, sent: serving.Sent) -> Counter[str]:
    """Bytes by kind of the page that a click on its link in the page brings."""
    del sent[:]
    page.locator(f'.md-footer a[href$="{path.split("/")[-2]}/"]').click()
    page.wait_for_url(f"**/{path}")
    _settle(page, sent)
    return kinds(sent)


def kinds(sent: serving.Sent) -> Counter[str]:
    found: Counter[str] = Counter()
    for path, size in sent:
        found[KINDS.get(Path(path.split("?")[0]).suffix, "other")] += size
    return found


def _settle(page: Page, sent: serving.Sent) -> None:
    page.evaluate("document.fonts.ready.then(() => true)")
    before = -1
    while before != len(sent):
        before = len(sent)
        page.wait_for_timeout(QUIET)


def visitor(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")


def lines() -> list[str]:
    """The figures as a table: the typical chapter, the one after it, and real pages."""
    found: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        with site(Path(name, "typical"), True) as (address, sent):
            page = visitor(started).new_page()
            found["usual chapter"] = first(page, address + CHAPTER, sent)
            found["the next one, by a click"] = following(page, NEXT, sent)
        real = Path(name, "real")
        real.mkdir()
        with serving.served(real) as (address, sent):
            make(typical.pages.ROOT, real, address)
            for label, path in PAGES.items():
                found[label] = first(visitor(started).new_page(), address + path, sent)
        started.close()
    made = [f"| bytes over the wire | {' | '.join(COLUMNS)} | all |", "|---" * (len(COLUMNS) + 2) + "|"]
    for label, sizes in found.items():
        columns = [f"{sizes[column]:,}" for column in COLUMNS]
        made.append(f"| {label} | {' | '.join(columns)} | {sum(sizes.values()):,} |")
    return made


if __name__ == "__main__":
    print(*lines(), sep="\n")
