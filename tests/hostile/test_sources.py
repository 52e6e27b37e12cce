"""Every text of the corpus in every place is refused at its line, or leaves HTML that the policy accepts.

What is accepted here is built and opened in a browser by tests/browser/test_hostile.py.
"""

from collections import Counter

import pytest
from mkdocs.config import load_config

from tests.hostile.corpus import ROOT, Reader, places, refused, vectors

READ = ("paragraph", "list item", "quote", "table cell", "answer", "follow-up", "quiz reason", "footnote",
        "notebook text")  # fmt: skip
HOLDS_WORDS = {"paragraph", "heading of level two", "link text", "image alt", "fence", "fence title", "abbreviation",
               "question title", "mistake title", "quiz option", "hint title", "tab label", "title", "description",
               "notebook code"}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes() -> dict[tuple[str, str], tuple[str, int] | None]:
    """For each place and vector the first fault's words and how many lines it is off, or None."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    reader = Reader(config.markdown_extensions, config.mdx_configs)
    found: dict[tuple[str, str], tuple[str, int] | None] = {}
    for place in places():
        for name, vector in vectors().items():
            fault = next(reader.faults(place.path, place.page(vector)), None)
            off = min(abs(fault.line - line) for line in place.lines) if fault else 0
            found[place.name, name] = (str(fault), off) if fault else None
    return found


@pytest.mark.slow
def test_plain_words_are_accepted_where_words_stand(outcomes: dict[tuple[str, str], object]) -> None:
    assert {place for place in HOLDS_WORDS if outcomes[place, "plain"]} == set()


@pytest.mark.slow
def test_what_acts_is_refused_where_it_is_read(outcomes: dict[tuple[str, str], object]) -> None:
    assert len(refused()) > 60
    assert [(place, name) for place in READ for name in sorted(refused()) if outcomes[place, name] is None] == []


@pytest.mark.slow
def test_a_refusal_names_the_line(outcomes: dict[tuple[str, str], tuple[str, int] | None]) -> None:
    """A fence or a block that does not end is named by its beginning, a missing definition by its use."""
    told_of = {key: outcome for key, outcome in outcomes.items() if outcome}
    assert len(outcomes) > 10_000
    assert [(key, told) for key, (told, off) in told_of.items() if off > 2] == []
    assert Counter(off == 0 for _, off in told_of.values())[True] >= 0.97 * len(told_of)
    assert all(told.startswith("docs/") and "; " in told and "\n" not in told for told, _ in told_of.values())
