"""What the cells of an executed notebook show: text, tables and pictures, and nothing else. Must not import MkDocs."""

import base64
import re
from collections.abc import Iterable
from typing import Any

from lxml import html as lxml_html

from studyguide import figures
from studyguide.fault import Fault, Source

KINDS = {"text/plain", "text/html", "image/svg+xml", "image/png"}
SVG_DATA = "data:image/svg+xml;base64,"
KEPT = "jp-RenderedText jp-RenderedSVG jp-RenderedHTMLCommon jp-RenderedImage"


def check(path: str, text: str, cells: Iterable[Any]) -> None:
    """Raises `Fault` for an output of the executed cells of a kind that is not shown. `text` is the notebook's file."""
    for cell in cells:
        for output in cell.get("outputs", []):
            for kind in output.get("data", {}):
                if kind not in KINDS:
                    code = [line for line in "".join(cell["source"]).split("\n") if not line.startswith("# alt:")]
                    raise Fault(path, Source(path, text).line_of(code[0]), f"this cell shows `{kind}`",
                                f"show one of {', '.join(sorted(KINDS))}")  # fmt: skip


def html(cell: Any, prefix: str, alt: str) -> str:
    """The outputs of one converted cell without nbconvert's styles, scripts, prompts and ids."""
    shown = []
    wanted = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in KEPT.split())
    for number, output in enumerate(cell.xpath(f".//div[{wanted}]")):
        image = output.find(".//img")
        if image is not None and image.get("src", "").startswith(SVG_DATA):
            svg = base64.b64decode(image.get("src").removeprefix(SVG_DATA)).decode("utf-8")
            drawn = figures.named(figures.themed(svg, f"{prefix}-{number}"), alt)
            shown.append(f'<figure class="figure">{drawn}</figure>')
            continue
        for junk in output.xpath(".//style"):  # pandas writes one into each table
            junk.drop_tree()
        inner = "".join(lxml_html.tostring(child, encoding="unicode") for child in output)
        shown.append(re.sub(r' (?:border|style)="[^"]*"', "", inner))
    region = '<div class="cell-output" tabindex="0" role="region" aria-label="Output">'  # it may scroll sideways
    return f"{region}{''.join(shown)}</div>" if shown else ""
