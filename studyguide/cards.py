"""What stands on an Anki card: fields as HTML, templates, styling, and the fonts of formulas. Must not import MkDocs.

Anki runs on desktops, AnkiDroid and AnkiMobile, each with its own page around the card; so all of it
stands in one element of ours, and the colors of both schemes come from the site's own theme.
"""

import hashlib
import re
from html import escape
from pathlib import Path
from urllib.parse import urljoin

from studyguide import assets, bank, math
from studyguide.fault import Fault
from studyguide.katex import KATEX

FIELDS = ("Question", "Level", "Short answer", "Full answer", "Link", "Id")  # Anki takes another list for another type
THEME = Path(__file__).resolve().parents[1] / "web/style/theme.css"
ADDRESS = re.compile(
    r'(<(?:a|img)\s(?:[^"<>]|"[^"]*")*?(?<=\s)(?:href|src)=")(?![a-z][\w+.-]*:|//|#)([^"]*)', re.IGNORECASE
)
FONT = re.compile(r"url\(fonts/([\w-]+)\.woff2\)")

# AnkiMobile lets a tap through to an element of the class `tappable`, and else turns the card.
FRONT = """<div class="held-out" lang="en">
<p class="level level-{{Level}}">{{Level}}</p>
<h1>{{Question}}</h1>
</div>"""
BACK = """{{FrontSide}}
<hr id="answer">
<div class="held-out" lang="en">
<div class="short-answer">{{Short answer}}</div>
<details class="full"><summary class="tappable">The full answer</summary>{{Full answer}}</details>
<p class="sources"><a href="{{Link}}">This question in the guide</a></p>
</div>"""
STYLE = """
.card, .card.nightMode, .card.night_mode { background: var(--md-default-bg-color); color: var(--md-typeset-color); }
.held-out { font: 18px/1.55 var(--md-text-font-family); margin: 0 auto; max-width: 42rem; overflow-wrap: break-word;
  overflow-x: auto; text-align: start; }
.held-out h1 { color: var(--md-default-fg-color); font: 700 1.35em/1.3 var(--guide-serif); margin: .4em 0; }
.held-out a { color: var(--md-typeset-a-color); text-decoration: underline; }
.held-out :is(p, ul, ol, pre, table, figure) { margin: .6em 0; }
.held-out :is(ul, ol) { padding-inline-start: 1.4em; }
.held-out abbr:focus::after { content: " (" attr(title) ")"; }
.held-out .level { border: 1px solid; border-radius: 1em; display: inline-block; font-size: .75em; line-height: 1;
  margin: 0; padding: .25em .6em; }
.held-out .level-junior { color: var(--guide-junior); }
.held-out .level-mid { color: var(--guide-mid); }
.held-out .level-senior { color: var(--guide-senior); }
.held-out .short-answer { border-inline-start: 3px solid var(--md-accent-fg-color); padding-inline-start: .8em; }
.held-out details { margin: .6em 0; }
.held-out summary { cursor: pointer; font-weight: 600; min-height: 1.6em; padding: .2em 0; }
.held-out .full > summary { color: var(--md-typeset-a-color); }
.held-out .follow-up { border-inline-start: 3px solid var(--guide-rule); padding-inline-start: .6em; }
.held-out .mistake { background: var(--guide-card); border-inline-start: 3px solid var(--guide-mistake); margin: .8em 0;
  padding: .1em .8em; }
.held-out .mistake-title { font-weight: 600; }
.held-out .mistake-title::before { color: var(--guide-mistake); content: "Mistake: "; }
.held-out .sources { color: var(--md-default-fg-color--light); font-size: .8em; }
.held-out code { background: var(--md-code-bg-color); color: var(--md-code-fg-color); font: .85em/1.5
  var(--md-code-font-family); }
.held-out pre { background: var(--md-code-bg-color); border-radius: 4px; overflow-x: auto; padding: .6em .8em;
  white-space: pre; }
.held-out pre code { font-size: .8em; }
.held-out table { border-collapse: collapse; display: block; font-size: .85em; overflow-x: auto; }
.held-out :is(th, td) { border-bottom: 1px solid var(--guide-rule); padding: .2em .6em; text-align: start; }
.held-out .formula { overflow-x: auto; overflow-y: hidden; padding: .1em 0; }
.held-out .figure > svg { display: block; font-family: var(--md-text-font-family); height: auto; width: 100%; }
.held-out img { height: auto; max-width: 100%; }
.held-out :focus-visible { outline: 2px solid var(--md-accent-fg-color); outline-offset: 2px; }
"""
# Pygments' classes, in the groups to which Material gives a color each.
CODE = {
    "comment": "c c1 ch cm cs sd",
    "keyword": "k kd kn kp kr kt nd nl nt",
    "string": "cpf l s s1 s2 sb sc si ss",
    "number": "il m mb mf mh mi mo",
    "function": "nc ne nf nn",
    "constant": "bp nb no",
    "operator": "o ow",
    "punctuation": "p",
}


def fields(question: bank.Question, site_url: str) -> list[str]:
    """The fields of a note, in the order of `FIELDS`. The question is text, and Anki's fields are HTML."""
    short, full = (linked(math.expand(html), site_url) for html in (question.short, whole(question)))
    link = urljoin(site_url, question.url)
    return [escape(question.title), question.level, short, full, escape(link), question.id]


def whole(question: bank.Question) -> str:
    """All of an answer but its short form."""
    follow_ups = (
        f'<details class="follow-up"><summary class="tappable">{one.title}</summary>{one.html}</details>'
        for one in question.follow_ups
    )
    mistakes = (
        f'<div class="mistake"><p class="mistake-title">{one.title}</p>{one.html}</div>' for one in question.mistakes
    )
    return "".join([question.mechanism, *follow_ups, *mistakes, f'<p class="sources">{question.sources}</p>'])


def linked(html: str, site_url: str) -> str:
    """HTML whose addresses are from the site's root, with the whole addresses."""
    return ADDRESS.sub(lambda found: found[1] + urljoin(site_url, found[2]), html)


def media() -> dict[str, bytes]:
    """KaTeX's style sheet, first, and its fonts, by their names in Anki.

    Anki keeps what no note names if it begins with `_`, but never replaces it; so a name holds the content's hash.
    """
    fonts = {path.stem: path.read_bytes() for path in sorted((KATEX / "dist/fonts").glob("*.woff2"))}
    names = {stem: _name(stem, content, "woff2") for stem, content in fonts.items()}
    css = FONT.sub(lambda found: f'url("{names[found[1]]}")', assets.stylesheet())
    sheet = f"/*! {(KATEX / 'LICENSE').read_text('utf-8').strip()} */\n{css}".encode()
    return {_name("katex", sheet, "css"): sheet} | {names[stem]: content for stem, content in fonts.items()}


def _name(stem: str, content: bytes, suffix: str) -> str:
    return f"_held-out-{stem}-{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"


def css(sheet: str) -> str:
    """The styling of the cards; it imports `sheet`, which Anki wants named before anything else."""
    theme = THEME.read_text("utf-8")
    day = _block(theme, ":root") + _block(theme, '[data-md-color-scheme="default"]')
    night = _block(theme, '[data-md-color-scheme="slate"]')
    code = "".join(
        f".held-out .highlight :is({', '.join(f'.{name}' for name in names.split())}) "
        f"{{ color: var(--md-code-hl-{group}-color); }}\n"
        for group, names in CODE.items()
    )
    return (
        f'@import url("{sheet}");\n.card {{{day}}}\n'
        f".card.nightMode, .card.night_mode, .nightMode .card, .night_mode .card {{{night}  color-scheme: dark;\n}}"
        f"{STYLE}{code}"
    )


def _block(theme: str, selector: str) -> str:
    """What stands between the braces after a selector of the site's theme."""
    start = theme.find(f"{selector} {{")
    if start < 0:
        raise Fault("web/style/theme.css", 1, f"there is no block `{selector}`", "the Anki deck takes its colors there")
    return theme[theme.index("{", start) + 1 : theme.index("}", start)]
