"""Every mistake that MkDocs and its extensions pass over ends a build with one line: file, line, fault, cure.

One small faulty site a row, with the exact line it must give.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from studyguide.build import build

D = "description: A page of a small site that only the tests of the guide ever build.\n"


def page(body, head="weight: 10\n", name="docs/page.md"):
    return f"== {name}\n---\n{head}{D}---\n{body}"


Q = """# T

/// question | Why?
    id: why-not
    level: mid

Because.
///
"""
SCRIPT = (
    f"== docs/interviews/index.md\n---\nweight: 1\n{D}---\n# Interviews\n"
    f"== docs/interviews/one.md\n---\nweight: 1\n{D}role: data analyst\nlevel: mid\nminutes: 45\n"
    "ask:\n  - why-not\n---\n# One\n"
)
NB = "# ---\n# weight: 10\n# " + D + "# ---\n"
SEC = f"== docs/notebooks/index.md\n---\nweight: 1\n{D}---\n# Notebooks\n"

ROWS = [
    (
        "bad YAML",
        page("# T\n", "weight: 10\nneeds: [a\n"),
        "docs/page.md:4: the front matter is not valid YAML: did not find expected ',' or ']'; write `key: value` lines, and quote a value that holds a colon",
    ),
    (
        "front matter not closed",
        "== docs/page.md\n---\nweight: 10\n# T\n",
        "docs/page.md:1: the front matter is not closed; end it with a line of three hyphens",
    ),
    (
        "unknown field",
        page("# T\n", "weight: 10\ntitel: x\n"),
        "docs/page.md:3: unknown field `titel`; use one of weight, description, needs, was, level, minutes, topic, database, ordered, survivors, role, ask, template",
    ),
    (
        "wrong value",
        page("# T\n", "weight: first\n"),
        "docs/page.md:2: `weight` cannot be 'first'; write a whole number; smaller comes first in the menu",
    ),
    (
        "jupytext header",
        page("# T\n", "weight: 10\njupyter:\n  kernelspec: x\n"),
        "docs/page.md:3: unknown field `jupyter`; use one of weight, description, needs, was, level, minutes, topic, database, ordered, survivors, role, ask, template",
    ),
    (
        "no weight",
        page("# T\n", ""),
        "docs/page.md:1: the page has no weight; add `weight: 30` to its front matter; smaller comes first",
    ),
    (
        "needs nothing",
        page("# T\n", "weight: 10\nneeds: [no/such]\n"),
        "docs/page.md:3: `needs` names no/such, which is no page; write a page's path without .md",
    ),
    (
        "needs itself",
        page("# T\n", "weight: 10\nneeds: [page]\n"),
        "docs/page.md:3: by `needs`, page needs page; decide which is read first, and take the other `needs` away",
    ),
    ("empty page", page("\n"), "docs/page.md:1: the page is empty; write it, or delete the file"),
    (
        "no title",
        page("text\n"),
        "docs/page.md:1: the page has 0 headings of level one; write one `# Title` at its top",
    ),
    (
        "two titles",
        page("# A\n\n# B\n"),
        "docs/page.md:1: the page has 2 headings of level one; write one `# Title` at its top",
    ),
    (
        "misspelt block",
        page(Q.replace("question", "questoin")),
        "docs/page.md:7: there is no block `questoin`; use one of question, quiz, follow-up, mistake, hint, tests, solution, details, admonition, tab",
    ),
    (
        "misspelt option",
        page(Q.replace("level", "levle")),
        "docs/page.md:9: `question` has no option `levle`; its options are: id, level",
    ),
    (
        "wrong level",
        page(Q.replace("mid", "expert")),
        "docs/page.md:9: `level` of `question` cannot be 'expert'; write junior, mid or senior",
    ),
    (
        "bad id",
        page(Q.replace("why-not", "Why Not")),
        "docs/page.md:8: `id` of `question` cannot be 'Why Not'; write lower-case words with hyphens, such as `roc-auc-under-imbalance`",
    ),
    (
        "missing id",
        page(Q.replace("    id: why-not\n", "")),
        "docs/page.md:7: the block `question` has no `id`; add `id: …` below it, indented by four spaces: lower-case words with hyphens, such as `roc-auc-under-imbalance`",
    ),
    (
        "no title of block",
        page(Q.replace(" | Why?", "")),
        "docs/page.md:7: the block `question` has no title; write `/// question | title`",
    ),
    (
        "unclosed block",
        page(Q.rstrip().rstrip("/")),
        "docs/page.md:7: the block `question` is never closed; end it with a line of ///",
    ),
    ("stray end", page("# T\n\n///\n"), "docs/page.md:7: `///` closes no block; delete it, or open a block above"),
    (
        "follow-up outside",
        page("# T\n\n/// follow-up | And?\nx\n///\n"),
        "docs/page.md:7: `follow-up` stands outside a question; move it into a `question` block",
    ),
    (
        "same slashes",
        page(Q.replace("Because.", "Because.\n\n/// mistake | No.\nx\n///\n")),
        "docs/page.md:13: `mistake` has as many slashes as the block around it; close that one first, or write //// mistake",
    ),
    (
        "id twice",
        page(Q) + page(Q, name="docs/other.md"),
        "docs/page.md:7: the id `why-not` is taken by docs/other.md:7; choose another: progress and decks hang on it",
    ),
    (
        "heading id twice",
        page("# T\n\n## A {#x}\n\n## B {#x}\n"),
        "docs/page.md:7: the id `x` stands 2 times on the page; give one heading or block another id",
    ),
    (
        "quiz without right",
        page("# T\n\n/// quiz | Which?\n    id: q-which\n\n- [ ] a\n\n    no\n\n- [ ] b\n\n    no\n///\n"),
        "docs/page.md:7: the quiz has 2 options of which 0 are right; write 2 to 6 options `- [ ] …` and mark the right ones `- [x] …`",
    ),
    (
        "quiz without reason",
        page("# T\n\n/// quiz | Which?\n    id: q-which\n\n- [ ] a\n- [x] b\n///\n"),
        "docs/page.md:10: a quiz option needs its mark and a reason; write `- [ ] option`, an empty line, and the reason indented by four spaces",
    ),
    (
        "missing snippet",
        page('# T\n\n--8<-- "nothing.md"\n'),
        "docs/page.md:7: there is no snippet `nothing.md`; name a file of snippets/",
    ),
    (
        "unclosed fence",
        page("# T\n\n```python\nx = 1\n"),
        "docs/page.md:7: this fence is never closed; end it with ```",
    ),
    (
        "fence option",
        page('# T\n\n```python titel="x"\nx = 1\n```\n'),
        "docs/page.md:7: a fence has no option `titel`; use one of alt, hl_lines, linenums, title",
    ),
    (
        "fence junk",
        page("# T\n\n```python x y z=1\nx = 1\n```\n"),
        'docs/page.md:7: the fence\'s header has `x y z=1`, which nothing reads; write ```language title="…"',
    ),
    (
        "unclosed comment",
        page("# T\n\n<!-- x\n\ntext\n"),
        "docs/page.md:7: this comment is never closed; end it with -->",
    ),
    ("NUL", page("# T\n\na\0b\n"), "docs/page.md:7: the file has a NUL byte; delete it"),
    (
        "upper case",
        page("# T\n", name="docs/Page.md"),
        "docs/Page.md:1: the file's name is part of an address; use lower-case letters, digits and hyphens",
    ),
    (
        "stray py",
        "== docs/page.py\nprint(1)\n",
        "docs/page.py:1: `.py` files are not published from this folder; pages are .md, notebooks .py in docs/notebooks, pictures in docs/assets",
    ),
    (
        "stray html",
        "== docs/page.html\n<p>x</p>\n",
        "docs/page.html:1: `.html` files are not published from this folder; pages are .md, notebooks .py in docs/notebooks, pictures in docs/assets",
    ),
    (
        "no index",
        page("# T\n", name="docs/section/page.md"),
        "docs/section/index.md:1: the folder has pages but no index.md; add one with front matter (`weight: …`), a `# Title` and what the section is for",
    ),
    (
        "broken link",
        page("# T\n\n[x](nothing.md)\n"),
        "docs/page.md:7: the link `nothing.md` does not hold: the target is not found among documentation files; link to an existing page by its relative path",
    ),
    (
        "missing anchor",
        page("# T\n\n[x](index.md#nothing)\n"),
        "docs/page.md:7: the link `index.md#nothing` does not hold: the doc 'index.md' does not contain an anchor '#nothing'; link to an existing page by its relative path",
    ),
    (
        "absolute link",
        page("# T\n\n[x](/index.md)\n"),
        "docs/page.md:7: `href` of `<a>` cannot be `/index.md`: a path of this site is relative to the page; write it in Markdown; studyguide/allowed.py lists what a page may have",
    ),
    (
        "raw link",
        page('# T\n\n<a href="nothing/">x</a>\n'),
        "docs/page.md:7: the link `nothing/` leads nowhere; link to an existing page by its relative path",
    ),
    (
        "raw image",
        page('# T\n\n<img src="assets/no.png" alt="x">\n'),
        "docs/page.md:7: the link `assets/no.png` leads nowhere; link to an existing page by its relative path",
    ),
    (
        "unknown source",
        page("# T\n\n[A 2020][nobody2020]\n"),
        "docs/page.md:7: there is no source `nobody2020`; add it to snippets/sources.md, or put the brackets in a code span",
    ),
    (
        "bad formula",
        page("# T\n\nText $`\\frac{1}`$ more.\n"),
        "docs/page.md:7: the formula `\\frac{1}` is not valid: Unexpected end of input in a macro argument, expected '}' at end of input: \\frac{1}; mend the TeX; KaTeX's functions are at katex.org/docs/supported",
    ),
    (
        "bad display",
        page("# T\n\n```math\nx = \\foo{1}\n```\n"),
        "docs/page.md:8: the formula `x = \\foo{1}` is not valid: Undefined control sequence: \\foo at position 5: x = \\foo{1}; mend the TeX; KaTeX's functions are at katex.org/docs/supported",
    ),
    (
        "label",
        page("# T\n\n```math\nx \\label{eq}\n```\n"),
        "docs/page.md:8: the formula `x \\label{eq}` is not valid: Undefined control sequence: \\label at position 3: x \\label{eq}; mend the TeX; KaTeX's functions are at katex.org/docs/supported",
    ),
    (
        "open formula",
        page("# T\n\nA $`x` here.\n"),
        "docs/page.md:7: a formula on this line is not closed; write $`…`$ on one line",
    ),
    (
        "figure raises",
        page('# T\n\n```python alt="A line."\nraise ValueError("no")\n```\n'),
        "docs/page.md:7: this figure cannot be drawn: ValueError: no; run the fence's code and mend it",
    ),
    (
        "figure empty",
        page('# T\n\n```python alt="A line."\nx = 1\n```\n'),
        "docs/page.md:7: this figure cannot be drawn: the code draws no figure; run the fence's code and mend it",
    ),
    (
        "unknown role",
        page(Q) + SCRIPT.replace("data analyst", "data wizard"),
        "docs/interviews/one.md:4: `role` cannot be 'data wizard'; write one of data scientist, machine-learning engineer, research scientist, data analyst, LLM engineer, MLOps engineer",
    ),
    (
        "minutes of nothing",
        page("# T\n", "weight: 10\nminutes: 91\n"),
        "docs/page.md:3: `minutes` cannot be 91; write a whole number of minutes from 5 to 90",
    ),
    (
        "interview too short",
        page(Q) + SCRIPT.replace("minutes: 45", "minutes: 15"),
        "docs/interviews/one.md:6: an interview of 15 minutes is not held; write 20 to 90",
    ),
    (
        "interview asks nothing",
        page(Q) + SCRIPT.replace("ask:\n  - why-not", "ask: []"),
        "docs/interviews/one.md:7: `ask` cannot be []; write a list of question ids such as [roc-auc-under-imbalance]",
    ),
    (
        "interview without a field",
        page(Q) + SCRIPT.replace("level: mid\n", ""),
        "docs/interviews/one.md:1: the interview has no level; add `level: …` to its front matter",
    ),
    (
        "interview asks for no question",
        page(Q) + SCRIPT.replace("  - why-not", "  - why-not\n  - why-nut"),
        "docs/interviews/one.md:9: `ask` names why-nut, which is no question; the nearest that is there is why-not",
    ),
    (
        "interview asks twice",
        page(Q) + SCRIPT.replace("  - why-not", "  - why-not\n  - why-not"),
        "docs/interviews/one.md:9: `ask` names why-not twice; ask it once",
    ),
    (
        "interview before questions",
        page("# T\n") + SCRIPT,
        "docs/interviews/one.md:8: `ask` names why-not, which is no question; write a chapter with questions first",
    ),
    (
        "notebook raises",
        SEC + "== docs/notebooks/bad.py\n" + NB + "# %% [markdown]\n# # T\n\n# %%\nx = 1\ny = x / 0\n",
        "docs/notebooks/bad.py:10: the notebook raises ZeroDivisionError: division by zero; mend the cell",
    ),
    (
        "notebook no head",
        SEC + "== docs/notebooks/bad.py\n# %%\nx = 1\n",
        "docs/notebooks/bad.py:1: the notebook has no front matter; begin it with `# ---`, `# weight: 10`, `# ---`",
    ),
    (
        "notebook dead link",
        SEC + "== docs/notebooks/bad.py\n" + NB + "# %% [markdown]\n# # T\n# [x](../nothing.md)\n",
        "docs/notebooks/bad.py:7: the link `../nothing.md` does not hold: the target 'nothing.md' is not found among documentation files; link to an existing page by its relative path",
    ),
    (
        "anchor into notebook",
        SEC
        + "== docs/notebooks/good.py\n"
        + NB
        + "# %% [markdown]\n# # T\n"
        + page("# T\n\n[x](notebooks/good.py#nothing)\n"),
        "docs/page.md:7: the link `notebooks/good.py#nothing` does not hold: the doc 'notebooks/good.py' does not contain an anchor '#nothing'; link to an existing page by its relative path",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("tree", "line"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_faulty_site_is_told_in_one_line(site: Callable[[str], Path], tree: str, line: str) -> None:
    root = site(tree)
    assert build(root, root / "site") == [line]


@pytest.mark.slow
def test_a_small_site_without_faults_is_built(site: Callable[[str], Path]) -> None:
    root = site(page(Q))
    assert build(root, root / "site") == []
    assert 'id="why-not"' in (root / "site/page/index.html").read_text("utf-8")
