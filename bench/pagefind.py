"""Pagefind beside our search, on the same pages and tables; for a bench only, so it is no dependency.

`pip install pagefind pagefind_bin` brings it. A query is answered for it if the page, or for a question any of
the parts that it names of a page, is what the table wants: kinder than to ours, where the very entry is looked for.
"""

import csv
import gzip
import importlib.util
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FIRST = "support vector machine"  # what is asked first, for the bytes until its results are there

ASK = """async ([address, queries]) => {
  const pagefind = await import(address);
  await pagefind.init();
  const found = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const pages = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    found.push(pages.map(({ url, sub_results }) => [url, ...sub_results.map((part) => part.url)]));
  }
  return found;
}"""


def index(site: Path) -> str:
    """Indexes the articles, into a new folder of the site; its name, or none if Pagefind is not installed."""
    if not importlib.util.find_spec("pagefind"):
        return ""
    folder = tempfile.mkdtemp(prefix="pagefind-", dir=site)
    command = [sys.executable, "-m", "pagefind", "--site", site, "--output-path", folder, "--root-selector", "article"]
    subprocess.run(command, check=True, capture_output=True)
    return Path(folder).name


def rank(page: Page, address: str, table: Path) -> float:
    """The mean reciprocal rank, by pages; 0 for what is not among ten."""
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    found = page.evaluate(ASK, [address, [row["query"] for row in rows]])
    return statistics.mean(_reciprocal(pages, row["finds"].split()) for pages, row in zip(found, rows, strict=True))


def _reciprocal(pages: list[list[str]], finds: list[str]) -> float:
    for place, urls in enumerate(pages, 1):
        if any(_fits(url, one) for url in urls for one in finds):
            return 1 / place
    return 0


def _fits(url: str, one: str) -> bool:
    path = url.split("#")[0].strip("/")
    return url.endswith(one) if one.startswith("#") else path == one.removesuffix("/index")


def first(page: Page, address: str) -> int:
    """Bytes over the wire until the first ten results are there; files that are packed already count as they are."""
    bodies: list[Any] = []
    page.on("response", lambda answer: bodies.append(answer))
    page.evaluate(ASK, [address, [FIRST]])
    whole = [answer.body() for answer in bodies]
    return sum(min(len(body), len(gzip.compress(body))) for body in whole)
