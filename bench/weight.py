"""Bytes over the wire (gzip) of what a first visit loads, page by page, without images."""

import gzip
import re
from pathlib import Path

PAGES = {"home": "", "chapter": "metrics/roc-and-pr-curves", "notebook": "notebooks/roc-under-imbalance",
         "all questions": "reference/questions"}  # fmt: skip

NAMED = {"styles": r'<link rel="stylesheet" href="([^"]+)"', "scripts": r'<script[^>]* src="([^"]+)"'}


def measure(site: Path) -> dict[str, dict[str, int]]:
    """For each kind of page: the HTML, and what its HTML names (styles, scripts)."""
    found = {}
    for name, path in PAGES.items():
        page = site / path / "index.html"
        html = page.read_text("utf-8")
        sizes = {"HTML": len(gzip.compress(html.encode()))}
        for kind, pattern in (
            ("styles", r'<link rel="stylesheet" href="([^"]+)"'),
            ("scripts", r'<script[^>]* src="([^"]+)"'),
        ):
            files = {(page.parent / link).resolve() for link in re.findall(pattern, html)}
            sizes[kind] = sum(len(gzip.compress(file.read_bytes())) for file in files)
        found[name] = sizes
    return found
