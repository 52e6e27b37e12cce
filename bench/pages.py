"""Synthetic chapters, the same content in our syntax and in that of plain MkDocs Material."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORMULAS, QUESTIONS, IN_SECTION = 20, 10, 50
PROSE = (
    "The estimate moves with the sample, and what moves with the sample has a variance. "
    "A small model misses the curve in the same way each time; a large one misses it in a new way each time. "
)
PLAIN = """site_name: Plain
theme: {{name: material, font: false, features: [{features}]}}
extra_javascript: [katex.min.js, auto-render.min.js]
extra_css: [katex.min.css]
plugins: [search]
markdown_extensions:
  - toc: {{permalink: true}}
  - tables
  - pymdownx.superfences
  - pymdownx.blocks.details
  - pymdownx.arithmatex: {{generic: true}}
"""


def formula(page: int, number: int) -> str:
    sigmoid = rf"\frac{{x_{{{page}}} + {number}}}{{1 + e^{{-\beta_{{{number}}} x_{{{page}}}}}}}"
    return rf"{sigmoid} \le \sum_{{i=1}}^{{{page + 2}}} w_i^2"


def chapter(page: int, ours: bool) -> str:
    """One chapter: 20 formulas of its own, 10 questions with an answer each."""
    lines = [
        f"---\nweight: {page}\ndescription: A synthetic chapter that only measures how long a build of many takes.\n---"
    ]
    lines = lines if ours else []
    lines.append(f"# Chapter {page}\n")
    for number in range(FORMULAS - QUESTIONS):
        tex = formula(page, number)
        shown = f"$`{tex}`$" if ours else f"\\({tex}\\)"
        lines.append(f"## Part {number}\n\n{PROSE * 3}\nIt holds that {shown} for all inputs.\n")
    lines.append("## Questions\n")
    for number in range(QUESTIONS):
        tex = formula(page, FORMULAS - number)
        body = f"{PROSE * 2}\n\n" + (f"```math\n{tex}\n```" if ours else f"\\[{tex}\\]") + f"\n\n{PROSE}\n"
        if ours:
            options = f"    id: chapter-{page}-part-{number}\n    level: mid\n"
            lines.append(f"/// question | What does part {number} say?\n{options}\n{body}\n///\n")
        else:
            lines.append(f"### What does part {number} say?\n\n/// details | Answer\n{body}\n///\n")
    return "\n".join(lines)


def make(folder: Path, count: int, ours: bool, features: str = "") -> None:
    """A project of `count` chapters in sections of fifty."""
    docs = folder / "docs"
    for page in range(count):
        section = docs / f"section-{page // IN_SECTION}"
        section.mkdir(parents=True, exist_ok=True)
        (section / f"chapter-{page}.md").write_text(chapter(page, ours), "utf-8")
    for section in docs.iterdir():
        head = "---\nweight: 1\n---\n" if ours else ""
        (section / "index.md").write_text(f"{head}# {section.name.capitalize()}\n\nIts chapters.\n", "utf-8")
    (docs / "index.md").write_text("# Home\n\nThe beginning.\n", "utf-8")
    settings(folder, ours, features)


def settings(folder: Path, ours: bool, features: str = "") -> None:
    """What a project needs besides its pages: our settings, or plain Material's with KaTeX for the browser."""
    docs = folder / "docs"
    if ours:
        shutil.copy(ROOT / "mkdocs.yml", folder)
        (docs / "assets").mkdir()
        shutil.copy(ROOT / "docs/assets/mark.svg", docs / "assets")
        for name in ("overrides", "web", "requirements.txt", "requirements.in"):
            (folder / name).symlink_to(ROOT / name)
        (docs / "search.md").write_text("---\nweight: 99\n---\n# Search\n\nEvery page leads here.\n", "utf-8")
        # The table of what must be covered is about the real pages.
        shutil.copytree(
            ROOT / "snippets", folder / "snippets", ignore=shutil.ignore_patterns("coverage.csv", "wordings.csv")
        )
        return
    katex = ROOT / "web/node_modules/katex/dist"
    for name in ("katex.min.js", "katex.min.css", "contrib/auto-render.min.js"):
        shutil.copy(katex / name, docs)
    (folder / "mkdocs.yml").write_text(PLAIN.format(features=features), "utf-8")
