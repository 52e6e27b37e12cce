"""Reads `docs/` and refuses what cannot be published, with file, line and cure. Must not import MkDocs.

MkDocs passes over bad front matter, unclosed fences and comments, and copies whatever else lies in
`docs/` into the site; here each of these is a fault, before anything is rendered.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studyguide import bounds, frontmatter, layers, navigation, notebooks, pictures
from studyguide.fault import Fault
from studyguide.fences import Fence, FenceFailed, fences
from studyguide.grammar import Block, blocks
from studyguide.notebooks import Notebook

PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".svg"}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+")
FENCE_OPTIONS = {"title", "alt", "hl_lines", "linenums"}
LINKED = "a symbolic link would publish a file from elsewhere"
OURS = ("assets/", "bank/", "search/")
LANGUAGE = re.compile(r"[A-Za-z0-9_+-]*")
OPTIONAL_WEIGHT = {"docs/index.md"}


@dataclass(frozen=True)
class Page:
    """A page's source, read and checked. `path` starts with `docs/`; `body` is without front matter."""

    path: str
    text: str
    fields: dict[str, Any]
    body: str
    title: str
    blocks: tuple[Block, ...]
    notebook: Notebook | None = None

    @property
    def uri(self) -> str:
        return self.path.removeprefix("docs/")

    @property
    def name(self) -> str:
        """The page as `needs` and `was` write it, such as `metrics/roc-and-pr-curves`."""
        return self.uri.rsplit(".", 1)[0].removesuffix("/index")

    @property
    def entry(self) -> navigation.Entry:
        return navigation.Entry(self.uri, self.title, self.fields.get("weight", 0))


def read(root: Path, folder: str = "docs") -> tuple[list[Page], list[Fault]]:
    """Every page under `folder`, and every fault found; a page with a fault is left out."""
    pages: list[Page] = []
    faults: list[Fault] = []
    paths = sorted(p for p in (root / folder).rglob("*") if not p.is_dir() or p.is_symlink())
    for path in paths:
        name = path.relative_to(root).as_posix()
        try:
            page = _page(path, name)
        except Fault as error:
            faults.append(error)
        else:
            pages += [page] if page else []
    faults += [*_same_names(paths, root), *_same_ids(pages), *_missing_needs(pages), *_circles(pages)]
    faults += [*_taken(pages), *_snippets(root)]
    return pages, faults


def _page(path: Path, name: str) -> Page | None:
    if path.is_symlink():
        raise Fault(name, 1, LINKED, "replace it by the file")
    if path.stem == "_template":
        return None
    if not NAME.fullmatch(path.name):
        raise Fault(name, 1, "the file's name is part of an address", "use lower-case letters, digits and hyphens")
    if path.suffix in PICTURES and name.startswith("docs/assets/"):
        pictures.check(name, path.read_bytes())
        return None
    if path.suffix not in {".md", ".py"} or (path.suffix == ".py" and path.parent.name != "notebooks"):
        raise Fault(name, 1, f"`{path.suffix}` files are not published from this folder",
                    "pages are .md, notebooks .py in docs/notebooks, pictures in docs/assets")  # fmt: skip
    return page(name, _text(path, name))


def _text(path: Path, name: str) -> str:
    data = path.read_bytes()
    if b"\0" in data:
        raise Fault(name, data[: data.index(b"\0")].count(b"\n") + 1, "the file has a NUL byte", "delete it")
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Fault(name, line, "the file is not UTF-8", "save it with the encoding UTF-8") from error


def page(name: str, text: str) -> Page:
    """A page from its text. Raises the first `Fault`."""
    bounds.check(name, text)
    if name.endswith(".py"):
        notebook = notebooks.read(name, text)
        _weighed(name, notebook.fields)
        body = notebooks.markdown(notebook)
        return Page(name, text, notebook.fields, body, navigation.title(name, body, text), (), notebook)
    fields, body = frontmatter.split(name, text)
    if not body.strip():
        raise Fault(name, 1, "the page is empty", "write it, or delete the file")
    _weighed(name, fields)
    try:
        for fence in fences(text):
            _check_fence(name, text, fence)
    except FenceFailed as error:
        line, what = str(error).removeprefix("line ").split(": ", 1)
        raise Fault(name, int(line), *what.split("; ", 1)) from error
    _check_comments(name, text)
    found = tuple(blocks(name, text))
    return Page(name, text, fields, body, navigation.title(name, body, text), found)


def _weighed(name: str, fields: dict[str, Any]) -> None:
    if "weight" not in fields and name not in OPTIONAL_WEIGHT:
        raise Fault(name, 1, "the page has no weight", "add `weight: 30` to its front matter; smaller comes first")


def _check_fence(name: str, text: str, fence: Fence) -> None:
    info = text.splitlines()[fence.line - 1].strip().lstrip("`~").strip()
    rest = re.sub(r'\b\w+="[^"]*"', "", info.removeprefix(fence.language)).strip()
    if not LANGUAGE.fullmatch(fence.language):
        raise Fault(
            name, fence.line, f"`{fence.language}` is no language of code", "write a name such as python or text"
        )
    wrong = [option for option in fence.options if option not in FENCE_OPTIONS]
    if rest and fence.language != "math":
        raise Fault(name, fence.line, f"the fence's header has `{rest}`, which nothing reads",
                    'write ```language title="…"')  # fmt: skip
    if wrong:
        raise Fault(name, fence.line, f"a fence has no option `{wrong[0]}`",
                    f"use one of {', '.join(sorted(FENCE_OPTIONS))}")  # fmt: skip


def _check_comments(name: str, text: str) -> None:
    rest = re.sub(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$|`[^`\n]*`", lambda m: "\n" * m[0].count("\n"), text,
                  flags=re.MULTILINE | re.DOTALL)  # fmt: skip
    at = rest.rfind("<!--")
    if at >= 0 and "-->" not in rest[at:]:
        raise Fault(name, rest.count("\n", 0, at) + 1, "this comment is never closed", "end it with -->")


def _same_names(paths: Iterable[Path], root: Path) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path in paths:
        name = path.relative_to(root).as_posix()
        other = seen.setdefault(name.lower(), name)
        if other != name:
            yield Fault(name, 1, f"the name differs from {other} only by case", "rename one of them")


def _same_ids(pages: Iterable[Page]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for page in pages:
        for block in page.blocks:
            if "id" not in block.options:
                continue
            place = seen.setdefault(block.options["id"], f"{page.path}:{block.line}")
            if place != f"{page.path}:{block.line}":
                yield Fault(page.path, block.line, f"the id `{block.options['id']}` is taken by {place}",
                            "choose another: progress and decks hang on it")  # fmt: skip


def _taken(pages: list[Page]) -> Iterator[Fault]:
    """An old address that is another page's own, or that two pages claim, would hide one of them."""
    seen = {page.name: page.path for page in pages}
    for page in pages:
        for old in page.fields.get("was", []):
            place = seen.setdefault(old, f"`was` of {page.path}")
            if place != f"`was` of {page.path}" or page.fields["was"].count(old) > 1 or old.startswith(OURS):
                line = page.text[: page.text.find("was")].count("\n") + 1
                yield Fault(page.path, line, f"`was` names {old}, which is taken by {place}",
                            "name addresses that only this page had")  # fmt: skip


def _snippets(root: Path) -> Iterator[Fault]:
    """What all pages share is read by every page: no links to elsewhere, plain UTF-8."""
    for path in sorted((root / "snippets").rglob("*")):
        name = path.relative_to(root).as_posix()
        try:
            if path.is_symlink():
                raise Fault(name, 1, LINKED, "replace it by the file")
            if path.is_file():
                bounds.characters(name, _text(path, name))
        except Fault as error:
            yield error


def _missing_needs(pages: list[Page]) -> Iterator[Fault]:
    names = {page.name for page in pages}
    for page in pages:
        for name in page.fields.get("needs", []):
            if name not in names:
                line = page.text[: page.text.find("needs")].count("\n") + 1
                yield Fault(
                    page.path, line, f"`needs` names {name}, which is no page", "write a page's path without .md"
                )


def _circles(pages: list[Page]) -> Iterator[Fault]:
    needs = {page.name: page.fields.get("needs", []) for page in pages}
    try:
        layers.depths(needs)
    except layers.Circle as circle:
        first = next(page for page in pages if page.name in circle.pages)
        line = first.text[: first.text.find("needs")].count("\n") + 1
        yield Fault(
            first.path, line, f"by `needs`, {circle}", "decide which is read first, and take the other `needs` away"
        )
