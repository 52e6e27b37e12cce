"""The theme's style sheets without what no page uses."""

from pathlib import Path

import pytest

from studyguide import styles


@pytest.mark.parametrize(
    ("css", "html", "left"),
    [
        (".a{color:red}.b{color:blue}", '<p class="x b">', ".b{color:blue}"),
        (".a .b,.b>.c{top:0}", '<p class="b c">', ".b>.c{top:0}"),
        (":is(.a,.b) p{top:0}", '<p class="b">', ":is(.a,.b) p{top:0}"),
        (":is(.a,.b) p{top:0}", '<p class="c">', ""),
        (".b:not(.a){top:0}", '<p class="b">', ".b:not(.a){top:0}"),
        ("[dir=rtl] p{left:0}[dir=ltr] p{right:0}", '<body dir="ltr">', "[dir=ltr] p{right:0}"),
        ("p[hidden]{top:0}h1{top:1px}", "<p>", "p[hidden]{top:0}h1{top:1px}"),
        ("@media print{.a{top:0}}@media print{.b{top:0}}", '<p class="b">', "@media print{.b{top:0}}"),
        ("@media print{.a{top:0}}", '<p class="b">', ""),
        (":root{--x:1px;--y:var(--z);--z:2px}p{top:var(--x)}", "<p>", ":root{--x:1px}p{top:var(--x)}"),
        (":root{--x:1px}", '<p style="top:var(--x)">', ":root{--x:1px}"),
        ("@keyframes a{to{top:0}}", "<p>", "@keyframes a{to{top:0}}"),
        ("table:not([class])+*{top:0}table:not([class])+p{top:0}", "<p>", "table:not([class])+p{top:0}"),
        (r".w-1\/2{top:0}", '<p class="w-1/2">', r".w-1\/2{top:0}"),
    ],
)
def test_what_no_page_uses_goes(css: str, html: str, left: str) -> None:
    assert styles.without([css], styles.words(html)) == [left]


def test_a_property_that_another_sheet_reads_stays() -> None:
    sheets = [":root{--x:1px;--y:1px}", "p{top:var(--x)}"]
    assert styles.without(sheets, set()) == [":root{--x:1px}", sheets[1]]


def test_what_scripts_add_and_other_sheets_read_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "CACHE", tmp_path / "cache")
    theme = tmp_path / "assets/stylesheets/main.css"
    theme.parent.mkdir(parents=True)
    text = ":root{--x:1px;--y:1px}.page{top:0}.added{top:0}.lost{top:0}.missing{top:0}"
    (tmp_path / "assets/guide.css").write_text("p{top:var(--x)}", "utf-8")
    (tmp_path / "assets/guide.js").write_text('e.className="added"', "utf-8")
    (tmp_path / "404.html").write_text('<p class="missing">', "utf-8")
    for _ in range(2):  # once made, once remembered
        theme.write_text(text, "utf-8")
        styles.lighten(tmp_path, styles.words('<p class="page">'))
        assert theme.read_text("utf-8") == ":root{--x:1px}.page{top:0}.added{top:0}.missing{top:0}"
    theme.write_text(text, "utf-8")
    styles.lighten(tmp_path, styles.words('<p class="lost">'))
    assert ".lost" in theme.read_text("utf-8")
