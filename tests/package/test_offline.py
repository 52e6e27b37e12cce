"""The finished site names its parts by content, and the manifest names the site."""

import json
from pathlib import Path
from typing import Any

import pytest

from studyguide import offline

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{0}</title>'
    '<link rel="stylesheet" href="{1}assets/guide.css"><script src="{1}assets/guide.js"></script>'
    '<script src="{1}assets/theme.a5f9d56c.min.js"></script>'
    '<article class="md-content__inner md-typeset">{0}</article>'
    '<a href="https://example.org/x.js">x</a>'
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "index.html": PAGE.format("Home", ""),
        "one/index.html": PAGE.format("One", "../"),
        "404.html": PAGE.format("404", "/guide/"),
        "assets/guide.css": "a {}",
        "assets/guide.js": 'import{x}from"./chunk-AAAAAAA2.js";import("./keep-BBBBBBB2.js")',
        "assets/chunk-AAAAAAA2.js": "1",
        "assets/keep-BBBBBBB2.js": 'import"./chunk-CCCCCCC2.js"',
        "assets/exchange-EEEEEEE2.js": "5",
        "assets/chunk-CCCCCCC2.js": "2",
        "assets/quiz-DDDDDDD2.js": "3",
        "assets/theme.a5f9d56c.min.js": "4",
        "assets/python/0123456789ab/pyodide.mjs": "5",
        "assets/python/0123456789ab/zzz.whl": "6",
        "assets/retired.worker.js": "retire()",
        "sw.js": "work()",
        "sitemap.xml.gz": "no",
        "bank/index.json": "{}" * 500,
    }
    return make(tmp_path / "site", files)


def make(site: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return site


def finished(site: Path) -> dict[str, Any]:
    offline.finish(site, "https://example.org/guide/", wanted=True)
    found: dict[str, Any] = json.loads((site / "offline.json").read_text("utf-8"))
    return found


def test_pages_name_their_scripts_and_styles_by_content(site: Path) -> None:
    found = finished(site)
    hashes = {path: digest for path, digest, _ in found["files"]}
    style, script = (f"assets/guide.{kind}?v={hashes[f'assets/guide.{kind}'][:8]}" for kind in ("css", "js"))
    for name, up in (("index.html", ""), ("one/index.html", "../"), ("404.html", "/guide/")):
        html = (site / name).read_text("utf-8")
        assert f'<style data-href="{up}{style}">a {{}}</style>' in html
        assert f'src="{up}{script}"' in html
        assert f'src="{up}assets/theme.a5f9d56c.min.js"' in html, "named by its content already"
        assert f'<article data-shell="{found["shell"]}" class="md-content__inner' in html
        assert 'href="https://example.org/x.js"' in html


def test_the_manifest_has_every_file_with_the_hash_of_what_is_published(site: Path) -> None:
    found = finished(site)
    entries = {path: (digest, weight) for path, digest, weight in found["files"]}
    assert entries["one/"][0] == offline.digest((site / "one/index.html").read_bytes())
    assert entries[""][0] == offline.digest((site / "index.html").read_bytes())
    assert entries["bank/index.json"][1] < 100, "as it is sent, compressed"
    assert not entries.keys() & {
        "sw.js",
        "sitemap.xml.gz",
        "assets/retired.worker.js",
    }
    assert [path.rpartition("/")[2] for path, *_ in found["python"]] == ["zzz.whl", "pyodide.mjs"]
    assert json.loads((site / "version.json").read_text("utf-8")) == {"version": found["version"]}


def test_every_visit_keeps_the_page_for_what_is_not_kept_and_all_that_it_loads(site: Path) -> None:
    assert finished(site)["always"] == [
        "404.html", "assets/chunk-AAAAAAA2.js", "assets/chunk-CCCCCCC2.js",
        "assets/exchange-EEEEEEE2.js", "assets/guide.js",
        "assets/keep-BBBBBBB2.js", "assets/theme.a5f9d56c.min.js",
    ]  # fmt: skip


def test_a_version_changes_with_any_byte_and_the_shell_with_scripts_and_styles_alone(
    site: Path, tmp_path: Path
) -> None:
    texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*") if path.is_file()}
    first = finished(site)
    again = finished(make(tmp_path / "again", texts))
    words = finished(make(tmp_path / "words", texts | {"one/index.html": PAGE.format("Other", "../")}))
    style = finished(make(tmp_path / "style", texts | {"assets/guide.css": "b {}"}))
    assert (again["version"], again["shell"]) == (first["version"], first["shell"])
    assert words["version"] != first["version"]
    assert words["shell"] == first["shell"]
    assert [a[0] for a, b in zip(first["files"], words["files"], strict=True) if a != b] == ["one/"]
    assert style["shell"] != first["shell"]


def test_a_site_without_offline_has_only_the_worker_that_goes_away(site: Path) -> None:
    offline.finish(site, "https://example.org/guide/", wanted=False)
    assert (site / "sw.js").read_text("utf-8") == "retire()"
    assert "data-shell" not in (site / "index.html").read_text("utf-8")
    assert not [name for name in ("offline.json", "version.json", "assets/retired.worker.js") if (site / name).exists()]
