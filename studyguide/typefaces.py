"""KaTeX's fonts in pieces, of which a browser fetches those with the glyphs of its page. Must not import MkDocs.

A piece is a subset of a font, named in `unicode-range`. Which glyphs go together does not depend on the pages, so
a piece stays the same from build to build. The fonts have no kerning and no ligatures: nothing is lost at a seam.
Their hints are dropped; they are for screens that show a letter in ten pixels, and a fifth of the bytes.
"""

import hashlib
import importlib.metadata
import io
import os
import re
from collections.abc import Iterable
from pathlib import Path

from studyguide.katex import KATEX, ROOT

FONTS = KATEX / "dist/fonts"
CACHE = ROOT / ".cache/typefaces"
FACE = re.compile(r"@font-face\{([^}]*);src:url\(fonts/([\w-]+)\.woff2\)[^}]*\}")
STACK = "KaTeX_Main,math,Times New Roman,serif"
"""What KaTeX asks for. A browser looks for each of them in each size, which takes it longer than all else on a page."""
LATIN = frozenset(range(0x20, 0x7F))
LAST = 0x10FFFF
CAPITALS = frozenset(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
EVERYDAY = LATIN | frozenset(map(ord, "\xa0\u200b−⋅×±≤≥≈∈∣∥∗…⊤∞∇∂∼′ˉ→"))
SYMBOLS = frozenset(map(ord, "ΓΔΘΛΣΦΨΩℓ∂∇∅∀∃∞∼∝≠≪≫⊂⊆⊥⊙⊕⊗∘∪∩∧∨¬⋯⋮⋱⟨⟩⌈⌉⌊⌋←↑↓↔⇒⇐⇔⟶⟹⟺↦\\\u0338\u20d7"))
PIECES = {
    "KaTeX_AMS-Regular": (CAPITALS,),
    "KaTeX_Main-Bold": (LATIN,),
    "KaTeX_Main-BoldItalic": (LATIN,),
    "KaTeX_Main-Italic": (LATIN,),
    "KaTeX_Main-Regular": (EVERYDAY, SYMBOLS - EVERYDAY),
    "KaTeX_Math-BoldItalic": (LATIN,),
    "KaTeX_Math-Italic": (LATIN,),
    "KaTeX_SansSerif-Bold": (LATIN,),
    "KaTeX_SansSerif-Italic": (LATIN,),
    "KaTeX_SansSerif-Regular": (LATIN,),
}
"""The glyphs of a font's first pieces; one more has the rest. A font that is not named is one piece."""


def files() -> dict[str, Path]:
    """Every piece by its name, made once and kept by what it is made from."""
    return {name: path for font in sorted(FONTS.glob("*.woff2")) for name, path in _pieces(font).items()}


def stylesheet() -> str:
    """KaTeX's style sheet with a `@font-face` for each piece, and one font to fall back on."""
    return FACE.sub(_faces, (KATEX / "dist/katex.min.css").read_text("utf-8")).replace(STACK, "KaTeX_Main,serif")


def _faces(found: re.Match[str]) -> str:
    about, name = found.groups()
    pieces = _pieces(FONTS / f"{name}.woff2")
    spans = [f";unicode-range:{span}" for span in _spans(PIECES[name])] if len(pieces) > 1 else [""]
    return "".join(
        f'@font-face{{{about};src:url(fonts/{piece}) format("woff2"){span}}}'
        for piece, span in zip(pieces, spans, strict=True)
    )


def _pieces(font: Path) -> dict[str, Path]:
    """The pieces of a font: what a page calls them, and where they are kept."""
    how = f"{importlib.metadata.version('fonttools')} {importlib.metadata.version('brotli')}"
    key = hashlib.sha256(font.read_bytes() + how.encode() + Path(__file__).read_bytes()).hexdigest()[:16]
    count = len(PIECES.get(font.stem, ())) + 1
    kept = {f"{font.stem}-{n}.woff2": CACHE / key / f"{font.stem}-{n}.woff2" for n in range(count)}
    if not all(path.exists() for path in kept.values()):
        (CACHE / key).mkdir(parents=True, exist_ok=True)
        for number, target in enumerate(kept.values()):
            _cut(font, number, target)
    return kept


def _cut(font: Path, number: int, target: Path) -> None:
    """Writes a piece of a font."""
    from fontTools import subset  # half a second to import, needed once

    options = subset.Options(flavor="woff2", hinting=False, layout_features=[], notdef_outline=True, name_IDs=[])
    written = io.BytesIO()
    with subset.load_font(str(font), options) as read:
        every = set(read.getBestCmap())
        named = PIECES.get(font.stem, ())
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=every & named[number] if number < len(named) else every.difference(*named))
        cutter.subset(read)
        subset.save_font(read, written, options)
    partial = target.with_suffix(f".{os.getpid()}")  # another build may cut the same font now
    partial.write_bytes(written.getvalue())
    partial.rename(target)


def _spans(named: tuple[frozenset[int], ...]) -> list[str]:
    """The `unicode-range` of each piece: `U+20-7e`, and for the rest `U+0-1f,U+7f-10ffff`."""
    starts, ends = _edges(frozenset().union(*named))
    between = zip([0, *(n + 1 for n in ends)], [*(n - 1 for n in starts), LAST], strict=True)
    return [*(_written(zip(*_edges(one), strict=True)) for one in named), _written(between)]


def _edges(numbers: frozenset[int]) -> tuple[list[int], list[int]]:
    """The first and the last of each run."""
    return sorted(n for n in numbers if n - 1 not in numbers), sorted(n for n in numbers if n + 1 not in numbers)


def _written(runs: Iterable[tuple[int, int]]) -> str:
    return ",".join(f"U+{a:x}" + (f"-{b:x}" if b > a else "") for a, b in runs)
