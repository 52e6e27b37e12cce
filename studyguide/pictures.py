"""Pictures that pages bring: small files of the kind their name says, drawings without anything that acts.

Must not import MkDocs. Nothing is decoded: the sizes stand in the first bytes of a file.
"""

import re
import struct
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree

from studyguide import allowed, policy
from studyguide.fault import Fault, Source

BYTES = 300_000
WIDTH = 1_600
HEIGHT = 4_000
KINDS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".webp": b"RIFF"}
SMALLER = f"make it at most {BYTES // 1000} kB and {WIDTH:,} pixels wide"
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"


def check(path: str, data: bytes) -> None:
    """Raises `Fault` for a picture that a page may not show. `path` is from the project's root."""
    suffix = path[path.rindex(".") :]
    if len(data) > BYTES:
        raise Fault(path, 1, f"the picture has {len(data):,} bytes", SMALLER)
    if suffix == ".svg":
        for fault in drawing(path, data):
            raise fault
        return
    if not data.startswith(KINDS[suffix]):
        raise Fault(path, 1, f"this is no {suffix[1:]} picture", "give the file the suffix of what it is")
    try:
        width, height = {".png": _png, ".webp": _webp}.get(suffix, _jpeg)(data)
    except (struct.error, IndexError, ValueError):
        raise Fault(path, 1, "the picture's size cannot be read", "save it again with another program") from None
    if width > WIDTH or height > HEIGHT:
        raise Fault(path, 1, f"the picture is {width:,} by {height:,} pixels large", SMALLER)


def drawing(path: str, data: bytes) -> Iterator[Fault]:
    """What an SVG file may not have; it can be opened by itself, where no page's policy holds."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield Fault(path, 1, "the drawing is not UTF-8", "save it with the encoding UTF-8")
        return
    for mark in ("<!", "<?"):
        if mark in text:
            yield Fault(path, text[: text.index(mark)].count("\n") + 1, f"the drawing has `{mark}`",
                        "save it as plain SVG, without declarations, comments and entities")  # fmt: skip
            return
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        yield Fault(path, error.lineno or 1, "the drawing is not XML", "save it as plain SVG")
        return
    if root.tag != f"{SVG}svg" or "viewBox" not in root.attrib:
        yield Fault(path, 1, "the drawing does not begin with `<svg xmlns=… viewBox=…>`", "save it as plain SVG")
    yield from policy.faults(Source(path, text), "".join(map(_tag, root.iter())), allowed.FILE)


def _tag(element: Any) -> str:
    """One element's tag as the policy reads it; a name of another namespace fits no list."""
    given = [f' {_name(name)}="{escape(value)}"' for name, value in element.attrib.items()]
    return f"<{_name(str(element.tag))}{''.join(given)}>"


def _name(name: str) -> str:
    return re.sub(r"\{.*?\}", "elsewhere-", name.replace(SVG, "", 1).replace(XLINK, "xlink:", 1))


def _png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _webp(data: bytes) -> tuple[int, int]:
    kind, body = data[12:16], data[20:]
    if data[8:12] != b"WEBP":
        raise ValueError
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", body[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(data: bytes) -> tuple[int, int]:
    """Goes from segment to segment until the one that begins a frame."""
    at = 2
    while True:
        mark, length = struct.unpack(">HH", data[at : at + 4])
        if mark >> 8 != 0xFF:
            raise ValueError
        if 0xC0 <= mark & 0xFF <= 0xCF and mark & 0xFF not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
