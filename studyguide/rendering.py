"""Pages rendered before: what did not change is not rendered again. Part of the MkDocs adapter.

A page's HTML depends on its text, the snippets, the settings, our code, the versions of what renders
it, and which files there are to link to; the key of the memory holds all of these.
"""

import hashlib
import importlib.metadata
import logging
import pickle
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

PATH = Path(__file__).resolve().parents[1] / ".cache/pages.sqlite"
RENDERERS = ("Markdown", "mkdocs", "mkdocs-jupyter", "nbconvert", "pymdown-extensions", "Pygments")
INDENT = re.compile(r"\n\s+")
SHOWN = ("content", "toc", "_title_from_render", "present_anchor_ids")


def put(made: dict[str, dict[str, str]], files: Files, config: MkDocsConfig) -> None:
    """Adds generated files, each in the place of a source of the same name, which remains the one to edit."""
    for uri, origin in made.items():
        new = File.generated(config, uri, **origin)  # type: ignore[call-overload]
        old = files.get_file_from_path(uri)
        if old:
            files.remove(old)
        new.edit_uri = uri if old else None
        files.append(new)
    _lighten(files)


def _lighten(files: Files) -> None:
    """Leaves out what the theme brings and no page asks for: its script and the maps of its sources."""
    for file in list(files):
        if file.src_uri.endswith(".css.map") or file.src_uri.startswith("assets/javascripts/"):
            files.remove(file)


class Dense(Extension):
    """Templates without their indents, which are half of a page's frame. None holds preformatted text."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return INDENT.sub("\n", source)


def equip(env: Environment, **known: object) -> None:
    """Gives templates what they may know. They leave no indents, and no line where an instruction stood."""
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension(Dense)
    env.globals.update(known)


def mend(files: Files) -> None:
    """mkdocs-jupyter's wrapper of a generated file forgets where that file lies."""
    for file in files:
        inner = getattr(file, "file", None)
        if inner is not None:
            file.abs_src_path = inner.abs_src_path


class Warned(logging.Handler):
    """Counts warnings, so that a page with one is rendered, and warned of, again."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


class Memory:
    def __init__(self, config: MkDocsConfig, files: Files, path: Path = PATH) -> None:
        root = Path(config.config_file_path).parent
        parts = [Path(config.config_file_path).read_bytes(), repr(sorted(file.src_uri for file in files)).encode()]
        parts += [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
        parts += [path.read_bytes() for path in sorted((root / "snippets").rglob("*")) if path.is_file()]
        parts.append(repr([importlib.metadata.version(name) for name in RENDERERS]).encode())
        self.salt = hashlib.sha256(b"\0".join(parts)).digest()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.pages = sqlite3.connect(path, isolation_level=None, timeout=60)
        self.pages.execute("PRAGMA synchronous=OFF")
        self.pages.execute("CREATE TABLE IF NOT EXISTS page (uri TEXT PRIMARY KEY, key BLOB, shown BLOB)")
        self.warned = Warned()
        logging.getLogger("mkdocs").addHandler(self.warned)

    def remember(self, page: Page) -> None:
        """Makes the page's `render` look here first."""
        render = page.render
        page.render = lambda config, files: self._render(page, render, config, files)  # type: ignore[method-assign]

    def _render(self, page: Page, render: Callable[..., None], config: MkDocsConfig, files: Files) -> None:
        uri = page.file.src_uri
        key = hashlib.blake2b(f"{uri}\0{page.markdown}".encode(), key=self.salt[:32], digest_size=16).digest()
        known = self.pages.execute("SELECT shown FROM page WHERE uri = ? AND key = ?", (uri, key)).fetchone()
        if known:
            shown, links = pickle.loads(known[0])
            page.__dict__.update(shown)
            page.links_to_anchors = {files.src_uris[target]: anchors for target, anchors in links.items()}
            return
        before = self.warned.count
        render(config, files)
        if self.warned.count == before:
            shown = {name: getattr(page, name) for name in SHOWN}
            links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
            row = (uri, key, pickle.dumps((shown, links)))
            self.pages.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", row)
