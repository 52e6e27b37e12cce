"""KaTeX's fonts in pieces: every glyph in one of them, and named where a browser looks for it."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from studyguide import typefaces

FILES = typefaces.files()


def glyphs(path: Path) -> set[int]:
    with TTFont(path) as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("font", sorted(typefaces.FONTS.glob("*.woff2")), ids=lambda path: path.stem)
def test_each_glyph_of_a_font_is_in_the_piece_that_promises_it(font: Path) -> None:
    parts = [glyphs(path) for name, path in FILES.items() if name.startswith(f"{font.stem}-")]
    assert set().union(*parts) == glyphs(font)
    for part, promised in zip(parts, typefaces.PIECES.get(font.stem, ()), strict=False):
        assert part >= glyphs(font) & promised


def test_the_style_sheet_names_each_piece_and_no_other_file() -> None:
    css = typefaces.stylesheet()
    assert sorted(re.findall(r"url\(fonts/([^)]+)\)", css)) == sorted(FILES)
    assert css.count("@font-face") == len(FILES)
    assert "font:normal 1.21em KaTeX_Main,serif" in css, "one font to fall back on"


def test_a_range_says_which_piece_has_a_character() -> None:
    letters, digits = frozenset(map(ord, "ABCx")), frozenset(map(ord, "01"))
    assert typefaces._spans((letters, digits)) == ["U+41-43,U+78", "U+30-31", "U+0-2f,U+32-40,U+44-77,U+79-10ffff"]


def test_a_common_formula_needs_two_pieces_of_eleven_kilobytes() -> None:
    needed = [FILES[f"KaTeX_{name}-0.woff2"] for name in ("Main-Regular", "Math-Italic")]
    assert all(path.stat().st_size < 11_000 for path in needed)
    assert {ord(c) for c in "0123456789=+−()≤∈log"} <= glyphs(needed[0])
    assert {ord(c) for c in "nxyABC"} <= glyphs(needed[1])


def test_no_font_has_kerning_that_a_seam_would_lose() -> None:
    for font in typefaces.FONTS.glob("*.woff2"):
        with TTFont(font) as read:
            assert not {"kern", "GPOS", "GSUB"} & set(read.keys()), font.name
