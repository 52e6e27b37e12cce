"""What may stand in the HTML of a page: elements, attributes, classes, styles, addresses. Data and their patterns only.

`CONTENT` is what Markdown, notebooks and contributors may bring, `FORMULAS` what KaTeX adds, `THEME`
what our templates and Material put around it. What is not listed is refused, not removed.
"""

import re
from dataclasses import dataclass, field

Elements = dict[str, str]

TEXT = (
    "p em strong b i s del ins sub sup small kbd mark br hr blockquote ul pre code dl dd h1 h2 h3 h4 h5 h6 "
    "thead tbody tfoot tr caption figcaption cite q var summary"
)
CONTENT_ELEMENTS: Elements = dict.fromkeys(TEXT.split(), "") | {
    "a": "href title rel download",
    "abbr": "title tabindex",
    "details": "open",
    "div": "tabindex role aria-label data-tabs",
    "dt": "",
    "figure": "",
    "img": "src alt title width height loading",
    "input": "type name checked disabled",
    "label": "for",
    "li": "",
    "ol": "start",
    "p": "",
    "section": "data-level data-right",
    "span": "aria-hidden",
    "sup": "",
    "table": "",
    "td": "style colspan rowspan",
    "th": "style scope colspan rowspan",
}
DRAWING: Elements = {
    "svg": "xmlns viewBox role aria-label style width height",
    "g": "style transform clip-path fill stroke",
    "defs": "",
    "clipPath": "id",
    "path": "d style clip-path transform fill stroke",
    "use": "xlink:href x y style transform",
    "rect": "x y width height style transform clip-path fill stroke rx",
    "circle": "cx cy r fill stroke style transform",
    "ellipse": "cx cy rx ry fill stroke style transform",
    "line": "x1 y1 x2 y2 stroke style",
    "polyline": "points fill stroke style",
    "polygon": "points fill stroke style",
    "text": "x y style transform fill",
    "tspan": "x y style",
    "image": "xlink:href x y width height transform style",
    "linearGradient": "x1 y1 x2 y2",
    "stop": "offset stop-color",
}
# A drawing in a file of its own.
PICTURE: Elements = DRAWING | {"svg": DRAWING["svg"] + " xmlns:xlink version", "title": "", "desc": ""}
FORMULA_PARTS = "mrow msqrt mroot msub msubsup msup mtd mtext mtr munderover mphantom ms"
FORMULA_ELEMENTS: Elements = {
    "span": "style",
    "div": "tabindex",
    "svg": "xmlns width height viewBox preserveAspectRatio style",
    "path": "d",
    "line": "x1 y1 x2 y2 stroke-width",
    "math": "xmlns display",
    "mfrac": "linethickness",
    "mi": "mathvariant",
    "mn": "mathvariant",
    "mo": "stretchy separator fence minsize maxsize mathvariant lspace rspace accent",
    "mover": "accent",
    "munder": "accentunder",
    "mpadded": "width height depth lspace voffset",
    "mspace": "width height depth linebreak mathbackground",
    "mstyle": "scriptlevel displaystyle mathcolor mathsize",
    "mtable": "rowspacing columnalign columnspacing columnlines rowlines width side",
    "menclose": "notation",
} | dict.fromkeys(FORMULA_PARTS.split(), "")
THEME_ELEMENTS: Elements = {
    "a": "rel",
    "article": "",
    "aside": "",
    "body": "",
    "button": "type disabled",
    "dialog": "open",
    "dd": "",
    "footer": "",
    "form": "name",
    "h1": "",
    "head": "",
    "header": "",
    "html": "",
    "img": "src alt width height loading",
    "input": "type name autocomplete autocapitalize autocorrect spellcheck placeholder required checked disabled value "
    "min max step inputmode list pattern maxlength readonly",
    "label": "for",
    "li": "value",
    "link": "rel href type sizes as media crossorigin",
    "main": "",
    "meta": "charset name content media",
    "meter": "min max value",
    "nav": "",
    "noscript": "",
    "ol": "",
    "optgroup": "label",
    "option": "value selected",
    "output": "for",
    "progress": "max value",
    "section": "",
    "select": "name",
    "span": "",
    "svg": "focusable",
    "textarea": "name rows cols spellcheck autocomplete autocapitalize placeholder readonly",
    "time": "datetime",
    "title": "",
    "fieldset": "name disabled",
    "legend": "",
    "search": "",
    "div": "style",
    "ul": "",
}
CLASSES = re.compile(
    r"[a-z]{1,2}[a-z0-9]?|headerlink|highlight|highlighttable|hll|language-[\w+-]+|filename|code|linenos|linenodiv|normal|"
    r"level(?:-junior|-mid|-senior)?|question|answer|short-answer|follow-up|mistake(?:-title)?|sources|verdict|right|"
    r"wrong|hint|tests|solution|quiz(?:-stem)?|figure(?:-code)?|cell(?:-output)?|dataframe|note|tip|warning|example|"
    r"admonition(?:-title)?|tabbed-(?:set|alternate|labels|content|block)|task-list(?:-item|-control|-indicator)?|"
    r"footnote(?:-ref|-backref)?"
)
KATEX_CLASSES = re.compile(r"[a-zA-Z][\w-]*")
ROLES = re.compile(r"region|img")
NUMBER = re.compile(r"-?\d{1,5}(?:\.\d+)?(?:em|px|pt|%|ex)?")
ID = re.compile(r"(?!__)[\w-][\w.:-]*")
TAB = re.compile(r"__tabbed_\d+(?:_\d+)?")  # how pymdownx names the buttons of tabs
WORDS = re.compile(r"[^<>]*")
LOCAL = re.compile(r"#[\w.:-]+")
PIXELS = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]+")
CLIP = re.compile(r"url\(#[\w.-]+\)")
STYLE_VALUE = re.compile(
    r"(?:[#\w.% +,-]|\b(?:var\(--figure[\w-]*\)|rgba?\([\d., %]+\)|(?:translate|rotate|scale|matrix)\([-\d., ]+\)))*"
)
DRAWN = {
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linejoin",
    "stroke-linecap", "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit", "opacity",
    "font-size", "font-weight", "font-style", "text-anchor", "text-align", "max-width", "transform", "transform-origin",
}  # fmt: skip
SET = DRAWN | {
    "height", "width", "min-width", "top", "left", "right", "bottom", "vertical-align", "position", "color", "display",
    "margin-left", "margin-right", "margin-top", "margin-bottom", "padding-left", "padding-right", "background-color",
    "border-bottom-width", "border-top-width", "border-right-width", "border-right-style", "border-color",
    "border-style", "border-width", "border-left-width", "font-size", "text-shadow", "--rows",
}  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """What one kind of HTML may hold. `common` are attributes of every element, `styles` properties of `style`."""

    elements: dict[str, frozenset[str]]
    common: re.Pattern[str]
    classes: re.Pattern[str]
    styles: frozenset[str]
    inputs: frozenset[str] = field(default_factory=frozenset)
    rooted: bool = False  # whether addresses may begin with a slash


def _joined(*tables: Elements) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for table in tables:
        for name, attributes in table.items():
            found[name] = found.get(name, frozenset()) | frozenset(attributes.split())
    return found


_ANY = re.compile(r".*", re.DOTALL)
_CHOICES = frozenset({"radio", "checkbox"})
CONTENT = Rules(
    _joined(CONTENT_ELEMENTS, DRAWING, {"x-formula": "i d"}),
    re.compile("id|class"),
    CLASSES,
    frozenset(DRAWN),
    _CHOICES,
)
BANK = Rules(
    _joined(CONTENT_ELEMENTS, DRAWING, FORMULA_ELEMENTS), re.compile("class|aria-hidden"), KATEX_CLASSES, frozenset(SET)
)
FORMULA = Rules(_joined(FORMULA_ELEMENTS), re.compile("class|aria-hidden"), KATEX_CLASSES, frozenset(SET))
PAGE = Rules(
    _joined(CONTENT_ELEMENTS, DRAWING, FORMULA_ELEMENTS, THEME_ELEMENTS),
    re.compile(r"id|class|role|title|lang|dir|hidden|tabindex|aria-[a-z]+|data-[a-z-]+"), _ANY, frozenset(SET),
    _CHOICES | {"text", "search", "number", "date", "file", "button", "range", "hidden"}, rooted=True,
)  # fmt: skip
FILE = Rules(_joined(PICTURE), re.compile("id|class"), _ANY, frozenset(DRAWN))
