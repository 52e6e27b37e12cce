"""Formulas: markdown-katex's syntax everywhere, the pinned KaTeX, nothing started, nothing garbled."""

import json
import re
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import markdown
import pytest
from lxml import html as lxml_html

from studyguide import katex, math
from studyguide.assets import stylesheet
from studyguide.fault import Fault, reading

EXTENSIONS = ["tables", "toc", "footnotes", "pymdownx.superfences", "pymdownx.snippets", "studyguide.math"]


def html(text: str, **configs: object) -> str:
    md = markdown.Markdown(extensions=EXTENSIONS, extension_configs=configs)
    return math.expand(md.convert(text))


@pytest.mark.parametrize(
    "text",
    [
        "A $`x^2`$ in a line.",
        "A line that ends in $`x^2`$",
        "| a |\n|---|\n| $`x^2`$ |",
        "## Heading $`x^2`$",
        "- item\n\n    ```math\n    x^2\n    ```",
        "```math\nx^2\n```",
        "Note[^1].\n\n[^1]: With $`x^2`$.",
    ],
)
def test_a_formula_is_rendered_wherever_it_stands(text: str) -> None:
    out = html(text)
    assert out.count('<span class="katex">') == 1
    assert "<math" in out
    assert "x-formula" not in out


def test_code_is_no_formula() -> None:
    assert "katex" not in html("`$x`, and\n\n```python\na = '$`x`$'\n```\n")


def test_a_formula_in_a_snippet_is_rendered(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("From elsewhere: $`x^2`$\n", "utf-8")
    out = html('--8<-- "part.md"\n', **{"pymdownx.snippets": {"base_path": [str(tmp_path)]}})
    assert '<span class="katex">' in out


def test_a_heading_with_a_formula_has_a_plain_id_and_entry() -> None:
    md = markdown.Markdown(extensions=EXTENSIONS)
    md.convert("## The norm $`\\norm{x}`$\n")
    assert md.toc_tokens[0]["id"] == "the-norm-normx"
    assert md.toc_tokens[0]["name"] == "The norm \\norm{x}"


def test_every_macro_renders() -> None:
    for name, body in katex.macros().items():
        katex.renderer().html(f"{name}{{x}}" if "#1" in body else f"x{name} y", display=False)


@pytest.mark.parametrize("tex", [r"\lambda_{\max}", r"x^{\max}", r"\max_i x_{\max}"])
def test_a_script_is_one_element(tex: str) -> None:
    children = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2}
    found = lxml_html.fromstring(html(f"$`{tex}`$"))
    assert [e.tag for e in found.iter() if len(e) != children.get(e.tag, len(e))] == []
    assert found.xpath("//msub | //msup | //msubsup | //munder")


def test_a_bad_macro_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "macros.tex"
    path.write_text("% notation\n\\R = reals\n", "utf-8")
    with pytest.raises(Fault, match=re.escape("snippets/macros.tex:2: not a macro; write")):
        katex.macros(path)


def test_a_changed_macro_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = tmp_path / "memory.sqlite"
    before = katex.Renderer(memory).html("\\R", display=False)
    monkeypatch.setattr(katex, "macros", lambda: {"\\R": "\\mathbb{Q}"})
    assert katex.Renderer(memory).html("\\R", display=False) != before


@pytest.mark.parametrize("tex", ["\\href{javascript:alert(1)}{x}", "\\htmlClass{a}{x}", "\\includegraphics{x.png}"])
def test_commands_that_need_trust_are_refused(tex: str) -> None:
    with pytest.raises(ValueError, match=r"could load or run|Undefined|HTML"):
        katex.renderer().html(tex, display=False)


def test_a_macro_bomb_ends() -> None:
    with pytest.raises(ValueError, match="Too many expansions"):
        katex.renderer().html("\\def\\a{\\b\\b}\\def\\b{\\a\\a}\\a", display=False)


def test_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def started(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess.Popen, "__init__", started)
    assert "katex" in html("A $`y^3 + 17`$.")


def test_style_sheet_and_script_are_of_one_version() -> None:
    version = json.loads((katex.KATEX / "package.json").read_text("utf-8"))["version"]
    assert f'content:"{version}"' in stylesheet()
    assert f'version:"{version}"' in (katex.KATEX / "dist/katex.min.js").read_text("utf-8")


def test_the_style_sheet_asks_for_one_font_format_that_exists() -> None:
    fonts = re.findall(r"url\(([^)]+)\)", stylesheet())
    assert len(fonts) == 20
    assert all(font.endswith(".woff2") and (katex.KATEX / "dist" / font).exists() for font in fonts)


def test_a_fault_names_the_line_of_the_source() -> None:
    text = "# T\n\ntext\n\nA $`\\frac{1}`$.\n"
    with reading("docs/page.md", text), pytest.raises(Fault, match=r"^docs/page\.md:5: the formula"):
        html(text)


def test_builds_that_start_at_once_share_the_memory(tmp_path: Path) -> None:
    begin = threading.Barrier(8)

    def start(_: int) -> str:
        begin.wait()
        renderer = katex.Renderer(tmp_path / "math.sqlite")
        renderer.want("x^2", False)
        return renderer.html("x^2", False)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(8)))) == 1
