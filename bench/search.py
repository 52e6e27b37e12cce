"""Search: what it finds first, beside MiniSearch as it comes; its bytes; the time from a key to results."""

import functools
import gzip
import http.server
import json
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from bench import pagefind
from studyguide import browser

ROOT = Path(__file__).resolve().parents[1]
NODE = Path(sys.executable).parent / "node"
SCRIPTS = {"ours": "tests/search/table.mjs", "MiniSearch as it comes": "bench/search-plain.mjs"}
TABLES = sorted((ROOT / "tests/search").glob("*.csv"))
TYPED = "how do you choose the number of clusters"
SLOWER = 4

# In the page: from each letter to the frame after the list has changed, in milliseconds.
TYPE = """async (letters) => {
  const field = document.querySelector("dialog .search-input");
  const list = document.querySelector("dialog .search-list");
  const one = (letter) => new Promise((resolve) => {
    const began = performance.now();
    const seen = new MutationObserver(() => {
      seen.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - began));
    });
    seen.observe(list, { childList: true });
    field.value += letter;
    field.dispatchEvent(new Event("input"));
  });
  const times = [];
  for (const letter of letters) {
    await new Promise((resolve) => setTimeout(resolve, 100));  // as long as fingers take
    times.push(await one(letter));
  }
  return times;
}"""


def found(site: Path) -> dict[str, dict[str, float]]:
    """For each table and engine the mean reciprocal rank, 0 for what is not among ten."""
    return {
        table.stem: {name: _rank(ROOT / script, site, table) for name, script in SCRIPTS.items()} for table in TABLES
    }


def _rank(script: Path, site: Path, table: Path) -> float:
    run = subprocess.run([NODE, "--no-warnings", script, site, table], check=True, capture_output=True, text=True)
    return statistics.mean(1 / row["at"] if row["at"] else 0 for row in json.loads(run.stdout))


def sizes(site: Path) -> dict[str, int]:
    """Gzip bytes of each file of search."""
    files = [*(site / "search").glob("*.json"), *(site / "assets").glob("search.*")]
    return {path.name: len(gzip.compress(path.read_bytes())) for path in sorted(files)}


@contextmanager
def opened(site: Path) -> Iterator[tuple[Page, str]]:
    """A page of the site, served on this machine, and its address."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    handler.func.log_message = lambda *_: None  # type: ignore[attr-defined]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        page = started.new_context(service_workers="block", bypass_csp=True).new_page()
        page.goto(address := f"http://127.0.0.1:{server.server_port}/")
        yield page, address
        started.close()
    server.shutdown()


def keys(site: Path) -> list[float]:
    """Milliseconds from a letter to the frame with its results, on a processor slowed down four times."""
    with opened(site) as (page, _):
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.keyboard.press("/")
        field, results = page.locator("dialog .search-input"), page.locator("dialog [role=option]")
        field.fill("saito rehmsmeier")  # a source, which only the last part of the index knows
        expect(page.locator('dialog [href*="#saito2015"]')).to_be_visible(timeout=60_000)
        field.fill("")
        expect(results).to_have_count(0)
        times: list[float] = page.evaluate(TYPE, TYPED)
    return times


def beside(site: Path) -> list[str]:
    """Pagefind on the same pages, if it is installed."""
    folder = pagefind.index(site)
    if not folder:
        return ["Pagefind is not installed.", ""]
    with opened(site) as (page, address):
        script = f"{address}{folder}/pagefind.js"
        size = pagefind.first(page, script)
        ranks = [f"| {table.stem} | {pagefind.rank(page, script, table):.3f} |" for table in TABLES]
    shutil.rmtree(site / folder)
    head = ["| Pagefind, mean reciprocal rank by pages | |", "|---|---|"]
    return [*head, *ranks, f"| bytes before the first result | {size:,} |", ""]


def lines(site: Path) -> list[str]:
    ranks = found(site)
    told = [f"| search, mean reciprocal rank | {' | '.join(SCRIPTS)} |", "|---|---|---|"]
    told += [f"| {name} | {' | '.join(f'{each:.3f}' for each in ranked.values())} |" for name, ranked in ranks.items()]
    told += ["", *beside(site)]
    told += ["| search, gzip bytes | |", "|---|---|", *(f"| {n} | {size:,} |" for n, size in sizes(site).items())]
    times = keys(site)
    told += ["", "| from a letter to its results, processor slowed 4 times | |", "|---|---|"]
    return [*told, f"| median | {statistics.median(times):.0f} ms |", f"| longest | {max(times):.0f} ms |", ""]
