"""Notebooks: run once, ended in time, shown with the right output below each cell."""

from pathlib import Path

import nbformat
import psutil
import pytest

from studyguide import notebooks, processes
from studyguide.fault import Fault

HEAD = "# ---\n# weight: 10\n# ---\n"
GOOD = (
    HEAD
    + """
# %% [markdown]
# # Title
# With $`x^2`$ and [a chapter](../metrics/roc-and-pr-curves.md) by [them][saito2015].

# %%
x = 21

# %%
print("twice is", 2 * x)

# %%
# alt: A line that rises.
import matplotlib.pyplot as plt
plt.plot([0, 1])
plt.show()
"""
)


@pytest.fixture(autouse=True)
def _memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "MEMORY", tmp_path)


def test_what_has_run_is_not_run_again() -> None:
    notebook = notebooks.read("docs/notebooks/page.py", GOOD)
    notebooks.prepare([notebook])
    made = notebook.executed.stat().st_mtime_ns
    notebooks.prepare([notebooks.read("docs/notebooks/page.py", GOOD)])
    assert notebook.executed.stat().st_mtime_ns == made
    assert notebooks.read("docs/notebooks/page.py", GOOD.replace("21", "22")).home != notebook.home


@pytest.mark.slow
def test_an_endless_notebook_is_ended_with_its_kernel() -> None:
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    text = (
        HEAD + "\n# %% [markdown]\n# # T\n\n# %%\nimport signal\nsignal.signal(2, signal.SIG_IGN)\nwhile True: pass\n"
    )
    with pytest.raises(Fault, match=r"docs/notebooks/page\.py:1: the notebook ran longer than 4 s and was ended; make"):
        notebooks.prepare([notebooks.read("docs/notebooks/page.py", text)], limit=4)
    left = [p for p in psutil.Process().children(recursive=True) if p.pid not in before and p.status() != "zombie"]
    assert left == []


@pytest.mark.slow
def test_a_notebook_that_sleeps_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.1)
    text = HEAD + "\n# %% [markdown]\n# # T\n\n# %%\nimport time\ntime.sleep(600)\n"
    with pytest.raises(Fault, match="ran longer than 60 s and was ended"):
        notebooks.prepare([notebooks.read("docs/notebooks/page.py", text)])


@pytest.mark.slow
def test_the_page_has_each_output_below_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs_jupyter import convert

    monkeypatch.setenv("MPLBACKEND", "Agg")  # a backend of the caller's must not cost the notebook its figures

    notebook = notebooks.read("docs/notebooks/page.py", GOOD)
    notebooks.prepare([notebook])
    converted = convert.nb2html(str(notebook.executed), execute=False)
    rendered = notebooks.BREAK.join(["<h1>Title</h1>", "<pre>A</pre>", "<pre>B</pre>", "<pre>C</pre>"])
    page = notebooks.page(notebook, rendered, converted)
    first, second, third = page.split('<div class="cell" ')[1:]
    assert "cell-output" not in first
    assert "twice is 42" in second
    assert 'aria-label="A line that rises."' in third
    assert "var(--figure-0)" in third
    for junk in ("<style", "<script", "https://", "cdn", "e0000a", "jp-"):
        assert junk not in page


@pytest.mark.slow
def test_the_download_reads_well_elsewhere() -> None:
    notebook = notebooks.read("docs/notebooks/page.py", GOOD)
    notebooks.prepare([notebook])
    text = notebooks.download(notebook, "https://example.org/guide/")
    assert "With $x^2$ and [a chapter](https://example.org/guide/metrics/roc-and-pr-curves/)" in text
    assert "](https://doi.org/" in text
    assert "e0000a" not in text
    assert text == notebooks.download(notebook, "https://example.org/guide/")
    nbformat.validate(nbformat.reads(text, as_version=4))
