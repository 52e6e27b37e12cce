"""From saving a chapter to seeing it in the browser, with 100 chapters being served."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import pages
from studyguide import browser

PORT = 8976
RUNS = 5


def measure(count: int = 100) -> list[float]:
    """Seconds of each edit, until the page that is open in Chromium shows the new words by itself."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pages.make(root, count, ours=True)
        command = [sys.executable, "-m", "studyguide.build", "serve", "--root", folder, "--port", str(PORT)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return _edit(root / f"docs/section-0/chapter-{count // 3}.md")
        finally:
            server.terminate()
            server.wait()


def _edit(path: Path) -> list[float]:
    seconds = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        page = chromium.new_page()
        address = f"http://127.0.0.1:{PORT}/guide/section-0/{path.stem}/"
        for _ in range(300):
            try:
                page.goto(address)
                break
            except Exception:
                time.sleep(0.2)
        for number in range(RUNS):
            page.wait_for_timeout(1_500)
            text = path.read_text("utf-8")
            start = time.monotonic()
            path.write_text(text.replace("## Questions", f"Edit number {number}.\n\n## Questions"), "utf-8")
            page.get_by_text(f"Edit number {number}.").wait_for(timeout=60_000)
            seconds.append(time.monotonic() - start)
        chromium.close()
    return seconds


if __name__ == "__main__":
    found = measure()
    print("seconds:", *(f"{value:.2f}" for value in found), f"median {statistics.median(found):.2f}")
