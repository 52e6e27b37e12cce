"""A chapter of usual length, 20 formulas and 10 questions, in our syntax and in that of plain MkDocs Material.

The words are drawn from a fixed seed, so that they pack like text and not like one sentence again and again.
"""

import random
import shutil
from pathlib import Path

from bench import pages

SECTIONS, CHAPTERS, QUESTIONS = 15, 10, 10
WORDS = """model data error variance bias sample estimate loss gradient weight feature label class score rank threshold
precision recall curve rate positive negative test training validation fold split leakage target baseline prior
posterior likelihood evidence mean median noise signal margin kernel tree forest boosting leaf depth split node
entropy information gain ratio distance cluster centroid component matrix vector norm product sum limit bound
interval power effect size control treatment group random independent identical distribution normal tail moment
because therefore however although when where which whose that this these those every each any no one two three
grows shrinks falls rises stays moves depends holds fails counts means says gives takes leaves needs keeps drops
the the the the a a a of of of in in to to is is and and for with as by on it its at from not than more less only
small large same other first last next new old true false better worse cheap costly slow fast simple right wrong
linear logistic convex sparse dense early late deep shallow wide narrow robust stable calibrated biased balanced
optimizer schedule momentum batch epoch layer token attention query key value embedding softmax dropout residual
customer payment fraud click session user item price demand season week month request latency cache budget queue"""
FORMULAS = [
    r"\sigma(z) = \frac{1}{1 + e^{-z}}", r"\hat{y}_i = w^\top x_i + b", r"L = -\sum_{i=1}^{n} y_i \log p_i",
    r"\operatorname{Var}(\hat\theta) = \frac{\sigma^2}{n}", r"\frac{\partial L}{\partial w_j} = (p - y)\,x_j",
    r"F_\beta = \frac{(1+\beta^2) P R}{\beta^2 P + R}", r"\lVert w \rVert_2^2 \le c", r"\pi_k = \frac{n_k}{n}",
    r"\mathrm{E}[X] = \int x\,f(x)\,dx", r"D(p \,\|\, q) = \sum_x p(x) \log\frac{p(x)}{q(x)}",
    r"\hat\beta = (X^\top X)^{-1} X^\top y", r"z = \frac{\bar x - \mu}{s / \sqrt{n}}",
    r"\lambda \sum_{j=1}^{d} |w_j|", r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}",
    r"\theta_{t+1} = \theta_t - \eta \nabla L(\theta_t)", r"H(p) = -\sum_k p_k \log_2 p_k",
    r"\mathrm{softmax}(a)_k = \frac{e^{a_k}}{\sum_j e^{a_j}}",
    r"R^2 = 1 - \frac{\sum_i (y_i - \hat y_i)^2}{\sum_i (y_i - \bar y)^2}",
    r"\mathrm{Attention} = \mathrm{softmax}\!\left(\frac{Q K^\top}{\sqrt{d}}\right) V",
    r"\binom{n}{k} p^k (1 - p)^{n-k}",
]  # fmt: skip
START = """document$.subscribe(({ body }) => renderMathInElement(body, { delimiters: [
  { left: "\\\\(", right: "\\\\)", display: false }, { left: "\\\\[", right: "\\\\]", display: true }] }));"""


def chapter(page: int, ours: bool) -> str:
    """20 formulas, 10 questions, about 1,400 words."""
    draw = random.Random(page)
    head = f"---\nweight: {page + 2}\ndescription: {_text(draw, 14)}\n---\n" if ours else ""
    lines = [f"{head}# Chapter {page}\n", _text(draw, 60) + "\n"]
    for number, tex in enumerate(FORMULAS[:10]):
        shown = f"$`{tex}`$" if ours else f"\\({tex}\\)"
        lines.append(f"## {_text(draw, 4)[:-1]} {number}\n\n{_text(draw, 36)}\nHere {shown} holds. {_text(draw, 10)}\n")
    lines.append("## Questions\n")
    for number, tex in enumerate(FORMULAS[10:]):
        title = f"{_text(draw, 12)[:-1]}?"
        shown = f"```math\n{tex}\n```" if ours else f"\\[{tex}\\]"
        body = f"{_text(draw, 38)}\n\n{_text(draw, 20)}\n\n{shown}\n\n{_text(draw, 14)}\n"
        options = f"    id: chapter-{page}-question-{number}\n    level: mid\n"
        ours_or = f"/// question | {title}\n{options}\n{body}\n///\n"
        lines.append(ours_or if ours else f"### {title}\n\n/// details | Answer\n{body}\n///\n")
    return "\n".join(lines)


def make(folder: Path, ours: bool) -> None:
    """A project with a menu as long as the real one, and two such chapters in it."""
    docs = folder / "docs"
    for section in range(SECTIONS):
        place = docs / f"section-{section}"
        place.mkdir(parents=True)
        place.joinpath("index.md").write_text(
            _head(section + 1, ours) + f"# Section {section}\n\nIts pages.\n", "utf-8"
        )
        for page in range(CHAPTERS if section == 0 else 1):
            text = _head(page + 1, ours) + f"# Chapter {page} of {section}\n\nShort.\n"
            place.joinpath(f"chapter-{page}.md").write_text(chapter(page, ours) if section == 0 else text, "utf-8")
    docs.joinpath("index.md").write_text("# Home\n\nThe beginning.\n", "utf-8")
    pages.settings(folder, ours)
    if not ours:
        shutil.copytree(pages.ROOT / "web/node_modules/katex/dist/fonts", docs / "fonts")
        docs.joinpath("start.js").write_text(START, "utf-8")
        settings = folder / "mkdocs.yml"
        text = settings.read_text("utf-8").replace("auto-render.min.js]", "auto-render.min.js, start.js]")
        settings.write_text(text.replace("features: []", "features: [navigation.footer]"), "utf-8")


def _head(weight: int, ours: bool) -> str:
    description = "A synthetic page that only makes the menu as long as the real one, no more."
    return f"---\nweight: {weight}\ndescription: {description}\n---\n" if ours else ""


def _text(draw: random.Random, count: int) -> str:
    words = draw.choices(WORDS.split(), k=count)
    return " ".join(words).capitalize() + "."
