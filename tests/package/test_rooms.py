"""The rooms of ARCHITECTURE.md: who may import whom, and how large each may grow."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = sorted((ROOT / "studyguide").glob("*.py"))
HOSTS = {"plugin": {"mkdocs"}, "build": {"mkdocs"}, "rendering": {"mkdocs"}}
ALONE = {"fault", "draw", "execute", "browser", "history", "bank", "fences", "passages"}
MAY_IMPORT_OURS = {
    "abbreviations": {"fault"},
    "blocks": {"fault", "frontmatter"},
    "frontmatter": {"fault"},
    "grammar": {"fault", "fences", "frontmatter"},
    "katex": {"fault"},
    "links": {"fault"},
    "math": {"fault", "katex"},
    "navigation": {"fault"},
    "offline": {"frames"},
    "frames": {"csp"},
    "grader": {"runner"},
    "mutants": set(),
    "queries": {"aggregates", "databases", "fault", "rows"},
    "rendering": set(),
    "rows": set(),
    "runner": set(),
    "runtime": {"fault", "wheels"},
    "sources": {"fault"},
    "synonyms": {"fault"},
    "web": {"fault"},
    "wheels": set(),
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{a.name}" for a in node.names} if node.module == "studyguide" else {node.module}
    return found


@pytest.mark.parametrize("path", PACKAGE, ids=lambda path: path.stem)
def test_only_the_adapters_know_the_host(path: Path) -> None:
    hosts = {name.split(".")[0] for name in imports(path)} & {"mkdocs", "material", "mkdocs_jupyter"}
    assert hosts == HOSTS.get(path.stem, set())


@pytest.mark.parametrize("path", PACKAGE, ids=lambda path: path.stem)
def test_a_room_uses_only_the_rooms_it_may(path: Path) -> None:
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("studyguide.")}
    assert "plugin" not in ours
    if path.stem in ALONE:
        assert ours == set()
    if path.stem in MAY_IMPORT_OURS:
        assert ours <= MAY_IMPORT_OURS[path.stem]


@pytest.mark.parametrize("path", PACKAGE, ids=lambda path: path.stem)
def test_no_file_or_function_outgrows_its_room(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= (60 if path.stem == "plugin" else 220)
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= 34] == []


def test_browser_core_touches_no_page() -> None:
    for path in sorted((ROOT / "web/core").glob("*.ts")):
        code = re.sub(r"/\*.*?\*/|//.*", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"\b(document|window|localStorage|sessionStorage|indexedDB|fetch|Date\.now)\b", code)
        assert not re.search(r'from "\.\./(?!core)', code)


def test_browser_modules_keep_to_their_rooms_and_sizes() -> None:
    may = {
        "core": {"core"},
        "parts": {"core", "parts"},
        "practice": {"core", "parts", "practice"},
        "theme": {"core", "parts", "theme"},
        "pages": {"core", "parts", "practice", "theme", "pages"},
        "workers": {"core", "workers"},
    }
    for room, rooms in may.items():
        for path in sorted((ROOT / "web" / room).glob("*.ts")):
            code = path.read_text("utf-8")
            assert code.count("\n") <= 150, path
            used = {name for name in re.findall(r'from "\.\./(\w+)/', code) if name != "studyguide"}
            assert used <= rooms, path
            if room == "pages" and path.name != "guide.ts":
                assert not re.search(r'from "\./', code), path  # a page knows no other page


def test_templates_load_nothing_from_elsewhere() -> None:
    for path in sorted((ROOT / "overrides").rglob("*.html")):
        assert not re.search(r'(?:src|<link[^>]*href)="https?:', path.read_text("utf-8")), path
