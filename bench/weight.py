"""Bytes over the wire, packed and with headers, of a first visit and of the next page by a click: everything counted.

The pages are a chapter of usual length (`typical.py`) and some real ones. Bytes do not depend on the machine.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from bench import serving, typical
from studyguide.build import build

QUIET = 700  # milliseconds without a request
KINDS = {".css": "styles", ".js": "scripts", ".woff2": "fonts", "": "HTML"}
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
            before = os.environ.get("SITE_URL")
            os.environ |= environment
            faults = build(folder / "source", target)
            os.environ.pop("SITE_URL")
            if before:
                os.environ["SITE_URL"] = before
            if faults:
                raise SystemExit("\n".join(faults[:5]))
        else:
            command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(target)]
            subprocess.run(command, cwd=folder / "source", check=True, env=os.environ | environment)
        yield address, sent
    shutil.rmtree(folder, ignore_errors=True)


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
