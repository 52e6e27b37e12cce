"""Pages with their style sheets in them, and without what is the same on many."""

import re
from pathlib import Path

import pytest

from studyguide import csp, frames, offline

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<script data-root="{up}">one()</script><title>{name}</title>
<link rel="stylesheet" href="{up}/assets/theme.css">
<link rel="stylesheet" href="{up}/assets/math/math.css?v=abcdefgh">
</head>
<body>
<header class="md-header"><a href="{up}">Home</a>
<div class="md-header__topic" data-md-component="header-topic">{name}</div>
<form class="md-header__option"></form></header><div class="md-container"><p>{name}</p>
<style data-href="x">no</style><link rel="stylesheet" href="{up}/assets/theme.css"></div>
<script src="{up}/assets/guide.js"></script></body></html>
"""
MATH = '@font-face{src:url(fonts/a.woff2) format("woff2")}p{background:url(data:image/svg+xml,x),url("data:y")}'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "one/index.html": PAGE.format(up="..", name="One"),
        "two/index.html": PAGE.format(up="..", name="Two"),
        "two/deep/index.html": PAGE.format(up="../..", name="Deep"),
        "404.html": PAGE.format(up="/guide", name="404"),
        "old/index.html": '<!doctype html><html lang="en"><meta charset="utf-8"><title>Moved</title>',
        "assets/theme.css": 'a{content:"</style>"}\n',
        "assets/math/math.css": MATH,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    frames.write(tmp_path, "guide")
    return tmp_path


def read(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


@pytest.mark.parametrize(("name", "up"), [("one", ".."), ("two/deep", "../.."), ("404.html", "/guide")])
def test_the_style_sheets_stand_in_the_page_with_addresses_that_hold_there(site: Path, name: str, up: str) -> None:
    html = read(site, name if name.endswith(".html") else f"{name}/index.html")
    head, _, rest = html.partition(frames.CONTAINER)
    assert f'<style data-href="{up}/assets/theme.css">a{{content:"<\\/style>"}}</style>' in head
    math = MATH.replace("url(fonts", f"url({up}/assets/math/fonts")
    assert f'<style data-href="{up}/assets/math/math.css?v=abcdefgh">{math}</style>' in head
    assert "stylesheet" not in head
    assert f'<link rel="stylesheet" href="{up}/assets/theme.css">' in rest, "what an author wrote is left alone"


def test_the_policy_allows_these_style_sheets_and_no_others(site: Path) -> None:
    html = read(site, "one/index.html")
    allowed = re.findall(r"style-src 'self'([^;]*);", html)
    sheets = [re.findall(r"<style data-href[^>]*>(.*?)</style>", read(site, f"{name}index.html").partition("<body>")[0])
              for name in ("one/", "two/deep/")]  # fmt: skip
    expected = {csp.source(text) for texts in sheets for text in texts}
    assert expected < set(allowed[0].split()), "the page for what does not exist has its own"
    assert len(allowed[0].split()) == 4
    assert csp.source("no") not in allowed[0]


def test_a_page_without_its_frame_is_made_whole_by_the_frame_of_another(site: Path) -> None:
    one, two = read(site, "one/index.html"), read(site, "two/index.html")
    brief = read(site, "two/fragment.html")
    head, container, _ = one.partition(frames.CONTAINER)
    sheets = re.findall(r"<style[^>]*>(.*?)</style>", head)
    pieces = {frames.mark(piece): piece for piece in [*frames.PIECE.findall(head), *sheets]}
    assert len(pieces) == 6
    linked = r'<link rel="stylesheet" href="([^"]*)">(<!--[\w-]{16}-->)'
    whole = re.sub(linked, lambda found: f'<style data-href="{found[1]}">{pieces[found[2]]}</style>', brief)
    assert re.sub(r"<!--[\w-]{16}-->", lambda found: pieces[found[0]], whole) == two
    assert "<style" not in brief.partition(container)[0]
    for what in ("Content-Security-Policy", "one()", "url(", "Home</a>", "md-header__option"):
        assert what in two
        assert what not in brief
    assert "<title>Two</title>" in brief
    assert brief.partition(container)[2] == two.partition(container)[2]


def test_the_page_for_what_does_not_exist_has_its_own_frame_and_the_sheets_of_others(site: Path) -> None:
    brief, sheet = read(site, "404.fragment.html"), read(site, "assets/theme.css").strip()
    mark = frames.mark(sheet.replace("</style", "<\\/style"))
    assert mark in read(site, "one/fragment.html")
    assert f'<link rel="stylesheet" href="/guide/assets/theme.css">{mark}' in brief
    assert '<script data-root="/guide">one()</script>' in brief


def test_a_piece_is_named_as_the_service_worker_names_what_it_keeps() -> None:
    assert frames.mark("é") == f"<!--{offline.digest('é'.encode())}-->"


def test_a_page_that_only_leads_on_comes_whole(site: Path) -> None:
    assert not (site / "old/fragment.html").exists()
    assert not (site / "fragment.html").exists()
    assert "Content-Security-Policy" in read(site, "old/index.html")


def test_a_style_sheet_that_is_not_there_stays_a_link(tmp_path: Path) -> None:
    html = PAGE.format(up="..", name="One")
    for marked in (True, False):
        assert frames.Sheets(tmp_path, "").put(tmp_path / "one/index.html", html, marked) == html
