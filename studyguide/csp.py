"""The Content-Security-Policy of every page, made when the build is over. Must not import MkDocs.

A page that takes another's place is under the policy of the first one, so all pages have the same: the hashes are
those of the inline scripts of the whole site, which `published` has held against the templates before.
"""

import base64
import hashlib
import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

OWN = re.compile(r"(?:[.\w/-])+\.js")
START = re.compile(
    r'\s*<!doctype html>\s*<html lang="[a-z-]+"[^>]*>\s*(?:<head>\s*)?<meta charset="utf-8">', re.IGNORECASE
)
DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "img-src 'self' data:",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "frame-src 'none'",
)
HEADERS = {  # what only a header can say; the site holds without them, a host should send them
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def hashes(pages: list[str]) -> list[str]:
    """The sources that allow the inline scripts of these pages, and no others."""
    scripts = [script for page in pages for script in LexborHTMLParser(page).css("script:not([src]):not([type])")]
    bodies = {script.text() for script in scripts}  # parsed, for what stands in a comment is no script
    digests = (hashlib.sha256(body.encode("utf-8")).digest() for body in bodies)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def policy(pages: list[str]) -> str:
    """The policy of a site with these pages."""
    allowed = " ".join(hashes(pages))
    return "; ".join(f"{one} {allowed}".strip() if one.startswith("script-src") else one for one in DIRECTIVES)


def write(site: Path) -> None:
    """Puts the policy into each page, before anything that it governs. Raises `ValueError` where there is no place."""
    pages = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(list(pages.values()))}">'
    for path, html in pages.items():
        start = START.match(html)
        if start is None:
            raise ValueError(f"{path.relative_to(site)} does not begin with its encoding")
        path.write_text(html[: start.end()] + meta + html[start.end() :], "utf-8")
