"""What the service worker keeps: every file of the finished site with its hash. Must not import MkDocs.

Pages name their scripts and styles by content (`guide.css?v=…`), so that a page never gets another deploy's. The
manifest `offline.json` names the whole site as it stands; `version.json` is what a browser asks to notice a deploy.
"""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import urlsplit

from studyguide import frames

SCHEMA = 1  # as in web/core/manifest.ts
ASKED = re.compile(r'\b(href|src)="([^"?#:]+\.(?:css|js))"')
NAMED = re.compile(r"[-.](?:[A-Z0-9]{8}|[0-9a-f]{8,12})\.|/[0-9a-f]{12}/")  # by its content already
IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.js)"')
ARTICLE = '<article class="md-content__inner'
WORKER, RETIRED = "sw.js", "assets/retired.worker.js"
LATER = ("keep", "exchange")  # what pages load when a reader asks for it, and need without network
HELP = "404.html"  # the service worker makes of it the page for what is not kept
UNKEPT = re.compile(r"\.gz$|(?:^|[/.])fragment\.html$|^(?:sw\.js|offline\.json|version\.json)$")
PYTHON = re.compile(r"^assets/python/")
Entry = tuple[str, str, int]


def finish(site: Path, site_url: str, wanted: bool) -> None:
    """Finishes the pages of a built site, and makes it one that can be kept, or, if that is not wanted, one that has
    readers' browsers drop it."""
    base = urlsplit(site_url).path.strip("/")
    retired = site / RETIRED
    if not wanted:
        retired.replace(site / WORKER)
        frames.write(site, base)
        return
    retired.unlink()
    shell = stamp(site, base)
    frames.write(site, base)
    (site / "offline.json").write_text(manifest(site, shell), "utf-8")
    version = json.loads((site / "offline.json").read_text("utf-8"))["version"]
    (site / "version.json").write_text(json.dumps({"version": version}) + "\n", "utf-8")


def stamp(site: Path, base: str) -> str:
    """Names the scripts and styles of all pages by content; returns the shell, which names them all together."""
    parts = sorted(path for path in site.rglob("assets/**/*") if path.suffix in {".js", ".css"})
    hashes = {path.relative_to(site).as_posix(): digest(path.read_bytes()) for path in parts}
    shell = digest(repr(sorted(hashes.items())).encode())

    def named(page: str, found: re.Match[str]) -> str:
        attribute, address = found.groups()
        path = address[1:].removeprefix(f"{base}/") if address[0] == "/" else normpath(f"{dirname(page)}/{address}")
        known = hashes.get(path.lstrip("/"))
        return f'{attribute}="{address}?v={known[:8]}"' if known and not NAMED.search(path) else found[0]

    for page in site.rglob("*.html"):
        name = page.relative_to(site).as_posix()
        html = ASKED.sub(lambda found, name=name: named(name, found), page.read_text("utf-8"))  # type: ignore[misc]
        page.write_text(html.replace(ARTICLE, ARTICLE.replace(" ", f' data-shell="{shell[:8]}" ', 1), 1), "utf-8")
    return shell


def manifest(site: Path, shell: str) -> str:
    """The text of `offline.json`: each file's address, hash, and bytes as the network carries them (gzipped)."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    names = [path.relative_to(site).as_posix() for path in paths]
    chosen = [(name, path) for name, path in zip(names, paths, strict=True) if not UNKEPT.search(name)]
    with ThreadPoolExecutor() as pool:  # zlib works without Python's lock
        entries = list(pool.map(lambda pair: entry(*pair), chosen))
    files = [found for found in entries if not PYTHON.match(found[0])]
    python = sorted((found for found in entries if PYTHON.match(found[0])), key=lambda e: e[0].endswith("/pyodide.mjs"))
    found = {"schema": SCHEMA, "shell": shell[:8], "always": sorted(always(site)), "files": files, "python": python}
    text = json.dumps(found, separators=(",", ":"))
    return json.dumps({"version": digest(text.encode()), **found}, separators=(",", ":")) + "\n"


def entry(name: str, path: Path) -> Entry:
    data = path.read_bytes()
    name, sent = re.sub(r"(^|/)index\.html$", r"\1", name), data
    if path.suffix == ".html" and frames.fragment(path).exists():
        sent = frames.fragment(path).read_bytes()  # from which the worker makes the page
    weight = len(sent) if path.suffix in {".whl", ".zip", ".woff2", ".png", ".apkg"} else len(zlib.compress(sent, 6))
    return name, digest(data), min(weight, len(data))


def always(site: Path) -> set[str]:
    """What is kept with the first page: the page for what is not kept, with all that it loads."""
    page = (site / HELP).read_text("utf-8") if (site / HELP).exists() else ""
    wanted = {HELP} if page else set()
    for _, address in re.findall(r'(?<![\w-])(href|src)="([^"?#:]+\.(?:css|js|svg))[?"]', page):
        wanted |= {path for path in _tails(address) if (site / path).is_file()}
    later = [path for name in LATER for path in site.glob(f"assets/{name}-*.js")]
    scripts = {path for path in wanted if path.endswith(".js")} | {f"assets/{path.name}" for path in later}
    while scripts:
        path = scripts.pop()
        wanted.add(path)
        found = IMPORTED.findall((site / path).read_text("utf-8"))
        scripts |= {f"{dirname(path)}/{name}" for name in found} - wanted
    return wanted


def _tails(address: str) -> Iterator[str]:
    """`/guide/assets/x.css` may be `guide/assets/x.css` or `assets/x.css` of the site."""
    parts = [part for part in address.split("/") if part not in {"", ".", ".."}]
    return ("/".join(parts[at:]) for at in range(len(parts)))


def digest(data: bytes) -> str:
    """Sixteen letters: the first 96 bits of the sha256."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()[:12]).decode()
