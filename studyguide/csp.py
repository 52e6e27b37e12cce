"""The Content-Security-Policy of every page, made when the build is over. Must not import MkDocs.

A page that takes another's place is under the policy of the first one, so all pages have the same: the hashes are
those of the inline scripts of the whole site, which `published` has held against the templates before, and of the
style sheets that stand in its pages.
"""

import base64
import hashlib
import re
from collections.abc import Iterable

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


def source(text: str) -> str:
    """What allows an inline script or style with this text, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


def hashes(pages: Iterable[str]) -> list[str]:
    """The sources that allow the inline scripts of these pages, and no others."""
    bodies: set[str] = set()
    for page in pages:  # parsed, for what stands in a comment is no script
        bodies.update(script.text() for script in LexborHTMLParser(page).css("script:not([src]):not([type])"))
    return sorted(map(source, bodies))


def policy(scripts: list[str], styles: list[str]) -> str:
    """The policy of a site with these sources of scripts and of styles besides its own files."""
    allowed = {"script-src": scripts, "style-src": styles}
    return "; ".join(" ".join([one, *allowed.get(one.split()[0], [])]) for one in DIRECTIVES)


def put(name: str, html: str, policy: str) -> str:
    """The page with the policy before anything that it governs. Raises `ValueError` where there is no place."""
    start = START.match(html)
    if start is None:
        raise ValueError(f"{name} does not begin with its encoding")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html[: start.end()] + meta + html[start.end() :]
