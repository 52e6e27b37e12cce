"""A failed or killed build leaves the old site; two builds are the same to the byte; serving reloads."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from studyguide.build import replace

PAGE = "== docs/page.md\n---\nweight: 10\ndescription: A page of a small site that only the tests ever build.\n---\n"
NOTEBOOK = """== docs/notebooks/index.md
---
weight: 20
---
# Notebooks
== docs/notebooks/book.py
# ---
# weight: 10
# ---

# %% [markdown]
# # Book

# %%
print(6 * 7)
"""
Site = Callable[[str], Path]


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_a_faulty_build_leaves_the_old_site(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(PAGE + "# T\n")
    assert replace(root, root / "site") == 0
    before = files(root / "site")
    (root / "docs/page.md").write_text((root / "docs/page.md").read_text() + "\n[x](nothing.md)\n", "utf-8")
    assert replace(root, root / "site") == 1
    assert "docs/page.md:7: the link `nothing.md`" in capsys.readouterr().err
    assert files(root / "site") == before
    assert not list(root.glob(".site-*"))


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_site(site: Site) -> None:
    root = site(PAGE + "# T\n")
    assert replace(root, root / "site") == 0
    before = files(root / "site")
    (root / "docs/page.md").write_text((root / "docs/page.md").read_text() + "\nMore.\n", "utf-8")
    build = subprocess.Popen([sys.executable, "-m", "studyguide.build", "site", "--root", str(root)])
    deadline = time.monotonic() + 20
    while not list(root.glob(".site-*/new/*")) and build.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert build.poll() is None, "the build ended before it could be killed"
    build.kill()
    build.wait()
    assert files(root / "site") == before


@pytest.mark.slow
def test_two_builds_in_two_folders_are_the_same_to_the_byte(
    site: Site, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    root = site(PAGE + "# T\n\nWith $`x^2`$.\n")
    other = shutil.copytree(root, tmp_path_factory.mktemp("another") / "deeper", symlinks=True)
    assert replace(root, root / "one") == 0
    assert replace(other, other / "two") == 0
    assert files(root / "one") == files(other / "two")
    (other / "docs/page.md").write_text((root / "docs/page.md").read_text("utf-8").replace("With", "As"), "utf-8")
    assert replace(other, other / "three") == 0
    assert files(root / "one") != files(other / "three")


@pytest.mark.slow
def test_an_edit_reaches_the_reader_and_a_fault_does_not_end_the_server(site: Site) -> None:
    root = site(PAGE + "# T\n\nBefore.\n" + NOTEBOOK)
    page = root / "docs/page.md"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "studyguide.build", "serve", "--root", str(root), "--port", port]
    log = (root / "log").open("w+")
    server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}/guide/page/"
    try:
        text = _until(address, "Before.")
        assert re.search(r"livereload\(\d+", text)
        page.write_text(page.read_text("utf-8").replace("Before.", "A bad $`\\frac{1}`$."), "utf-8")
        _wait(lambda: "docs/page.md:7: the formula" in (root / "log").read_text("utf-8"))
        assert "Traceback" not in (root / "log").read_text("utf-8")
        page.write_text(page.read_text("utf-8").replace("A bad $`\\frac{1}`$.", "After."), "utf-8")
        _until(address, "After.")
        (root / "docs/new.md").write_text(page.read_text("utf-8").replace("# T", "# Another"), "utf-8")
        _until(address.replace("page/", ""), "Another")
        notebook = root / "docs/notebooks/book.py"
        notebook.write_text(notebook.read_text("utf-8").replace("6 * 7", "6 * 8"), "utf-8")
        _until(address.replace("page/", "notebooks/book/"), "<pre>48")
        partial = root / "overrides/partials/page-end.html"
        partial.write_text(partial.read_text("utf-8") + "<p>Edited template.</p>", "utf-8")
        _until(address, "Edited template.")
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _until(address: str, wanted: str) -> str:
    found = ""

    def there() -> bool:
        nonlocal found
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                found = answer.read().decode("utf-8")
        except OSError:
            return False
        return wanted in found

    _wait(there)
    return found


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not until():
        assert time.monotonic() < deadline, "it did not happen in 30 s"
        time.sleep(0.1)
