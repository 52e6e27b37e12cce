"""What a page may have, what a file may be, and how large a text: each rule with what it lets pass and what not."""

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from studyguide import allowed, bounds, csp, frames, frontmatter, intake, links, outputs, pictures, policy, published
from studyguide.build import build
from studyguide.fault import Fault, Source
from studyguide.katex import Renderer

Site = Callable[[str], Path]
PAGE = "== docs/page.md\n---\nweight: 10\ndescription: A page of a small site that only the tests ever build.\n"
ROOT = Path(__file__).resolve().parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title></head>'
FRAME = (
    '<body><div class="md-container"><main><div><div class="md-content"><article class="md-content__inner">{}</article>'
    '</div></div></main><footer class="md-footer"></footer></div></body></html>'
)


def told(html: str, text: str = "") -> list[str]:
    return [str(fault).removeprefix("page:") for fault in policy.content(Source("page", text or html), html)]


@pytest.mark.parametrize(
    "html",
    [
        '<p>Plain <strong>words</strong>, <a href="https://example.org/x?y=1#z">a link</a></p><a href="../x/">one</a>',
        '<p><img alt="A drawing" src="../assets/mark.svg" width="20"></p>',
        '<table><thead><tr><th style="text-align: right;">a</th></tr></thead></table>',
        '<svg viewBox="0 0 1 1"><clipPath id="c"></clipPath><use xlink:href="#c" style="fill: var(--figure0)"/></svg>',
        '<div class="tabbed-set tabbed-alternate" data-tabs="1:1"><input checked="checked" id="__tabbed_1_1" '
        'name="__tabbed_1" type="radio"><div class="tabbed-labels"><label for="__tabbed_1_1">A</label></div></div>',
        "<pre><code>\n\n1 &lt; 2</code></pre>",
    ],
)
def test_what_markdown_makes_is_accepted(html: str) -> None:
    assert told(html) == []


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<script>x</script>", "1: `<script>` may not stand in a page"),
        ('<p onclick="x">x</p>', "1: `<p>` may not have `onclick`"),
        ('<p a"b onclick=x>x</p>', "1: `<unread>` may not stand"),
        ('<p class="md-overlay">x</p>', "1: `class` of `<p>` cannot be `md-overlay`"),
        ('<p id="__config">x</p>', "1: `id` of `<p>` cannot be `__config`: ids are words"),
        (
            '<table><tbody><tr><td style="text-align: url(x)">x</td></tr></tbody></table>',
            "1: `style` of `<td>` cannot be",
        ),
        ('<p>x</p>\n<a href="java&#9;script:x">x</a>', "2: `href` of `<a>` cannot be"),
        ('<a href="https://a@b.example/">x</a>', "1: `href` of `<a>` cannot be"),
        ('<a href="x">x', "1: `<a>` is opened or closed once too often; close each with `</a>`"),
        ("<p>x</p></article>", "1: `<article>` is opened or closed once too often"),
        ("<p><div>x</div></p>", "1: `<p>` stands where a browser does not accept it"),
        ("<tr><td>x</td></tr>", "1: `<td>` stands where a browser does not accept it"),
        ('<img alt="" src="x.png">', "1: this picture has no alt text; write what it shows: ![what it shows](…)"),
        ('<img alt="x" src="https://a.example/x.png">', "1: `src` of `<img>` cannot be `https://a.example/x.png`"),
        ('<input type="password">', "1: a page may have no field to fill in"),
        ('<p role="alert">x</p>', "1: `<p>` may not have `role`"),
        ("<plaintext><p>", "1: `<plaintext>` may not stand in a page"),
    ],
)
def test_what_acts_or_misleads_is_told(html: str, what: str) -> None:
    assert any(line.startswith(what) for line in told(html)), told(html)


def test_an_attribute_list_by_accident_is_told_at_its_line() -> None:
    """It happened: a set at the end of a table cell was taken for attributes, and was not shown."""
    html = "<table><tbody><tr><td 10_ 12>{1},</td></tr></tbody></table>"
    assert told(html, "# T\n\n| {1}, {8, 10, 12} |")[0].startswith("3: `<td>` may not have `10_`")


def test_html_that_a_browser_moves_is_told() -> None:
    assert told("<table><p>x</p></table>") == [f"1: a browser reads `<table>` in another place; {policy.MEND}"]
    assert policy.read("<p>x<") == ["<p>", "<unread>"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (SVG.format("<script>x</script>"), "`<script>` may not stand in a page"),
        (SVG.format('<path onclick="x" d="M0 0"/>'), "`<path>` may not have `onclick`"),
        (SVG.format('<x:script xmlns:x="http://www.w3.org/2000/svg">y</x:script>'), "`<script>` may not stand"),
        (SVG.format('<p xmlns="http://www.w3.org/1999/xhtml">x</p>'), "`<elsewhere-p>` may not stand"),
        (SVG.format("<foreignObject/>"), "`<foreignObject>` may not stand in a page"),
        (SVG.format("<style>*{}</style>"), "`<style>` may not stand in a page"),
        (SVG.format('<a xmlns:l="http://www.w3.org/1999/xlink" l:href="javascript:x"/>'), "`<a>` may not stand"),
        (SVG.format('<animate attributeName="x"/>'), "`<animate>` may not stand in a page"),
        (SVG.format('<use xmlns:l="http://www.w3.org/1999/xlink" l:href="x.svg#y"/>'), "a drawing shows only its own"),
        (SVG.format('<rect style="fill: url(https://a.example/)"/>'), "`style` of `<rect>` cannot be"),
        ('<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG.format("&x;"), "the drawing has `<!`"),
        ('<?xml-stylesheet href="x.css"?>' + SVG.format(""), "the drawing has `<?`"),
        ("<html></html>", "the drawing does not begin with `<svg"),
        ("<svg", "the drawing is not XML"),
    ],
)
def test_a_drawing_that_could_act_is_refused(data: str, what: str) -> None:
    with pytest.raises(Fault, match=re.escape(what)):
        pictures.check("docs/assets/x.svg", data.encode())


def test_plain_drawings_are_accepted() -> None:
    pictures.check("docs/assets/mark.svg", (ROOT / "docs/assets/mark.svg").read_bytes())


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x0b\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0"


def webp(width: int, height: int) -> bytes:
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0" + sizes


@pytest.mark.parametrize(("suffix", "make"), [("png", png), ("jpg", jpeg), ("webp", webp)])
def test_a_picture_is_what_its_name_says_and_not_too_wide(suffix: str, make: Callable[[int, int], bytes]) -> None:
    path = f"docs/assets/x.{suffix}"
    pictures.check(path, make(1_600, 900))
    for data, what in (
        (make(1_601, 900), "the picture is 1,601 by 900 pixels large"),
        (b"<script>", f"this is no {suffix} picture"),
        (make(10, 10)[:14], "the picture's size cannot be read"),
        (make(10, 10) + bytes(300_000), "the picture has 300,"),
    ):
        with pytest.raises(Fault, match=what):
            pictures.check(path, data)


HUGE = {
    "tags never closed": "<a " * 20_000,
    "tags over many lines": "<a \n\n" * 12_000,
    "brackets": "[" * 60_000,
    "brackets over many lines": ("[" * 200 + "\n") * 300,
    "pictures": "![" * 30_000,
    "references": ("[x][" * 40 + "\n") * 300,
    "titles in quotes": '<a "' * 15_000,
    "addresses": "<http://" * 7_000,
    "headings": "# a\n" * 15_000,
    "abbreviations": "*[a]: b\n" * 7_500,
    "definitions": "".join(f"[a{n}]: https://x.example\n" for n in range(2_000)),
    "stars": ("***a" * 100 + "\n") * 150,
    "backslashes": ("\\*" * 500 + "\n") * 60,
    "a paragraph": ("word " * 100 + "\n") * 120,
    "a line": "word " * 12_000,
    "a file": "word\n\n" * 30_000,
    "quotes in quotes": ">" * 300 + " x",
    "lists in lists": "- " * 300 + "x",
    "indented lists": "\n".join("    " * depth + "- a" for depth in range(100)),
    "dollar signs": ("$`x`$ " * 100 + "\n") * 100,
    "a marked section": "<![CDATA[" * 6_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_what_takes_time_with_its_square_is_refused_before_it_is_read(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work that remains is bounded: no reader of Markdown or of blocks sees such a text at all."""
    text = f"---\nweight: 10\n---\n# T\n\n{HUGE[name]}\n"
    for reader in ("fences", "blocks"):
        monkeypatch.setattr(intake, reader, None)
    monkeypatch.setattr(frontmatter, "split", None)
    with pytest.raises(Fault, match=r"^docs/page.md:\d+: (the|quotes|`<!\[`).*; "):
        intake.page("docs/page.md", text)


def test_the_largest_pages_have_room_to_grow() -> None:
    for path in sorted((ROOT / "docs").rglob("*.md"), key=lambda path: path.stat().st_size)[-5:]:
        text = path.read_text("utf-8")
        bounds.check("docs/page.md", f"{text}\n\n{text.partition('# ')[2]}")


@pytest.mark.parametrize("letter", [*bounds.UNSEEN, "\0", "\x1b", "\ue000", "\U000e0041", "\ufffe"])
def test_a_letter_that_is_not_seen_is_refused(letter: str) -> None:
    with pytest.raises(Fault, match=rf"^x:2: the text has .*U\+{ord(letter):04X}; delete it"):
        bounds.characters("x", f"a\nb{letter}c")


def test_letters_of_all_tongues_are_accepted() -> None:
    bounds.characters("x", "naïve Bayes – Löwe, Ελλάδα, 数学, 𝔼, é, 5\u00a0%")


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("weight: &a 10\nneeds: [*a]", "2: the front matter has an anchor, an alias or a tag"),
        ("weight: 10\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "3: the front matter has an anchor"),
        ("weight: !!python/object/apply:os.system ['x']", "2: the front matter has an anchor, an alias or a tag"),
        ("weight: !!int '10'", "2: the front matter has an anchor, an alias or a tag"),
        ("needs: " + "[" * 500, "2: the front matter has more than 100 brackets"),
        ("x: " + "y" * 9_000, "2: the front matter has 9,"),
    ],
)
def test_front_matter_is_plain_fields(head: str, what: str) -> None:
    with pytest.raises(Fault, match=re.escape(f"page:{what}")):
        frontmatter.split("page", f"---\n{head}\n---\n# T\n")
    assert frontmatter.split("page", "---\nweight: 10 # R&D *now*!\n---\n# T\n")[0] == {"weight": 10}


@pytest.mark.parametrize("title", ["<b>x</b>", "a &lt; b", "{{ x }}", "{% x %}", "<!-- x -->", "x</title>"])
def test_a_title_with_markup_is_refused(title: str) -> None:
    with pytest.raises(Fault, match=r"^docs/page.md:4: the title has HTML"):
        intake.page("docs/page.md", f"---\nweight: 10\n---\n# {title}\n")


def test_old_addresses_take_no_place_of_another(site: Site) -> None:
    other = PAGE.replace("page.md", "other.md") + "was: [page, assets/x, free]\n---\n# O\n"
    root = site(f"{PAGE}---\n# T\n{other}")
    assert [str(fault) for fault in intake.read(root)[1]] == [
        "docs/other.md:4: `was` names page, which is taken by docs/page.md; name addresses that only this page had",
        "docs/other.md:4: `was` names assets/x, which is taken by `was` of docs/other.md; "
        "name addresses that only this page had",
    ]


def test_a_snippet_from_elsewhere_or_with_odd_letters_is_refused(site: Site) -> None:
    root = site(PAGE + "---\n# T\n")
    (root / "snippets/token.md").symlink_to("/etc/passwd")
    (root / "snippets/odd.md").write_text("a\u202eb\n", "utf-8")
    assert [str(fault) for fault in intake.read(root)[1]] == [
        "snippets/odd.md:1: the text has a mark of direction, U+202E; delete it",
        "snippets/token.md:1: a symbolic link would publish a file from elsewhere; replace it by the file",
    ]


@pytest.mark.parametrize("name", ["sw.js", "x.html", "x.css", "x.js", "robots.txt", "CNAME", ".htaccess", "x.pdf",
                                  "x.ipynb", "assets/x.html", "assets/x.js", "assets/x.gif", "a/assets/x.png",
                                  "x.py"])  # fmt: skip
def test_only_pages_and_pictures_lie_in_docs(site: Site, name: str) -> None:
    root = site(f"{PAGE}---\n# T\n== docs/{name}\nx\n")
    assert [fault.path for fault in intake.read(root)[1]] == [f"docs/{name}"]


@pytest.mark.parametrize("kind", ["application/javascript", "text/latex", "text/markdown", "application/json",
                                  "application/vnd.jupyter.widget-view+json", "image/gif"])  # fmt: skip
def test_an_output_of_another_kind_is_refused_at_its_cell(kind: str) -> None:
    cell = {"source": ["# alt: x\n", "show(1)"], "outputs": [{"data": {"text/plain": "x", kind: "y"}}]}
    with pytest.raises(Fault, match=re.escape(f"book.py:3: this cell shows `{kind}`")):
        outputs.check("book.py", "# %%\n# alt: x\nshow(1)\n", [cell])


@pytest.mark.parametrize("made", ["<script>x</script>", "<b onclick='x'>x</b>", "<iframe></iframe>", "<table><tr><td>"
                                  "<a href='javascript:x'>x</a></td></tr></table>", "<form></form>"])  # fmt: skip
def test_an_output_that_acts_is_refused(made: str) -> None:
    """As mkdocs-jupyter writes it, with what `outputs` keeps of it."""
    from lxml import html

    cell = html.fromstring(f'<div><div class="jp-RenderedHTMLCommon">{made}</div></div>')
    shown = outputs.html(cell, "n0", "x")
    assert shown
    assert told(shown)


def test_a_finished_page_is_held_against_the_theme() -> None:
    known = published.scripts(ROOT)
    source = Source("docs/page.md", "")
    good = HEAD + FRAME.format("<h1>T</h1>")
    assert list(published.page(source, good, known)) == []
    wrong = {
        good.replace("</h1>", "</h1></div></div></main>"): "something on the page closes the theme's parts around it",
        good.replace("<h1>T</h1>", ""): "the page has 0 headings of level one",
        good.replace("</h1>", "</h1><h1>U</h1>"): "the page has 2 headings of level one",
        good.replace(' lang="en"', ""): "the page names no language",
        good.replace("<title>T</title>", "<title></title>"): "the page has no title",
        good.replace('<meta charset="utf-8">', ""): "the page does not begin with its encoding",
        good.replace("</h1>", "</h1><script>x</script>"): "the script `x` is not the theme's",
        good.replace(
            "</h1>", '</h1><script src="https://a.example/x.js"></script>'
        ): "the script `https://a.example/x.js`",
        good.replace("</h1>", '</h1><x-formula i="">x</x-formula>'): "a formula of the page was not rendered",
        good.replace("</head>", '<base href="x"></head>'): "`<base>` may not stand in a page",
        good.replace("</head>", '<meta http-equiv="refresh" content="0"></head>'): "`<meta>` may not have `http-equiv`",
        good.replace("</h1>", '</h1><form action="x"></form>'): "`<form>` may not have `action`",
    }
    for html, what in wrong.items():
        assert any(fault.what.startswith(what) for fault in published.page(source, html, known)), what


def test_what_practice_pages_show_is_checked() -> None:
    good = {"a": ["<p>x</p>", "1 < 2", {"b": "plain"}]}
    assert list(published.bank("bank/x.json", good)) == []
    assert [f.what for f in published.bank("bank/x.json", {"a": ["<img src=x onerror=x>"]})]


def test_the_policy_allows_the_scripts_of_the_site_and_no_others(tmp_path: Path) -> None:
    page = HEAD + "<script>one()</script><!-- <script>three()</script> -->" + FRAME.format("<h1>T</h1>")
    (tmp_path / "a.html").write_text(page, "utf-8")
    (tmp_path / "b.html").write_text(page.replace("one()", "two()"), "utf-8")
    frames.write(tmp_path, "")
    first, second = ((tmp_path / name).read_text("utf-8") for name in ("a.html", "b.html"))
    start = '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="'
    given = [html.split(start)[1].split('"')[0] for html in (first, second)]
    assert given[0] == given[1]
    assert given[0].count("'sha256-") == 2
    assert "'unsafe-inline'" not in given[0].replace("style-src-attr 'unsafe-inline'", "")
    assert "unsafe-eval" not in given[0].replace("wasm-unsafe-eval", "")
    (tmp_path / "c.html").write_text("<p>x</p>", "utf-8")
    with pytest.raises(ValueError, match=r"c\.html does not begin with its encoding"):
        frames.write(tmp_path, "")


@pytest.mark.slow
def test_every_page_of_a_built_site_has_the_policy_before_anything_else(site: Site) -> None:
    root = site(PAGE + "was: [old/place]\n---\n# T\n")
    assert build(root, root / "site") == []
    pages = [path.read_text("utf-8") for path in (root / "site").rglob("*.html") if not path.name.endswith(frames.NAME)]
    assert len(pages) == 4
    for html in pages:
        assert csp.START.match(html)
        assert html[csp.START.match(html).end() :].startswith('<meta http-equiv="Content-Security-Policy"')  # type: ignore[union-attr]


@pytest.mark.slow
def test_a_file_that_nobody_knows_is_not_published(site: Site) -> None:
    root = site(PAGE + "---\n# T\n")
    assert build(root, root / "site") == []
    for name in ("evil.html", "x.php", "assets/x.html", "page/sw.js"):
        (root / "site" / name).write_text("x", "utf-8")
    assert {fault.path for fault in published.faults(root, root / "site", {})} >= {
        "evil.html", "x.php", "assets/x.html", "page/sw.js",
    }  # fmt: skip


def test_odd_addresses_are_no_links_of_the_site(tmp_path: Path) -> None:
    page = links.anchors(Source("page", ""), '<a href="//[x">x</a><a href="x">y</a>')
    assert page.links == {"x"}
    assert [fault.what for fault in links.faults({"": page}, tmp_path)] == ["the link `x` leads nowhere"]


@pytest.mark.parametrize("tex", [r"\href{javascript:x}{x}", r"\includegraphics{x}", r"\htmlData{a=b}{x}",
                                 r"\def\a{\a\a}\a", "{" * 20_000, r"\htmlStyle{color:red}{x}"])  # fmt: skip
def test_a_formula_that_loads_loops_or_nests_is_refused(tex: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"."):
        Renderer(tmp_path / "math.sqlite").html(tex, False)


def test_a_formula_cannot_cover_the_page(tmp_path: Path) -> None:
    html = Renderer(tmp_path / "math.sqlite").html(r"\rule{9999em}{9999em}\kern-9999em x", False)
    assert max(float(size) for size in re.findall(r'[:"](-?[\d.]+)em', html)) <= 41
    assert list(policy.faults(Source("page", ""), policy.canonical(html).partition("<body>")[2].partition("</body>")[0],
                              allowed.FORMULA)) == []  # fmt: skip


def test_text_that_looks_like_html_stays_text_in_the_bank() -> None:
    """It did not: what stood first in an element was taken as HTML by practice pages and decks."""
    from studyguide import bank

    html = (
        '<section class="quiz" id="q"><p class="quiz-stem">&lt;b&gt; or</p><ul>'
        '<li><details class="right"><summary>&lt;script&gt;</summary><p></p><p>Reason.</p>'
        "</details></li></ul></section>"
    )
    quiz = next(iter(bank.quizzes(html, "page/")))
    assert (quiz.stem, quiz.options[0].text) == ("&lt;b&gt; or", "&lt;script&gt;")
