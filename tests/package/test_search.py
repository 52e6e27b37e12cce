"""The index of search: what of a page can be found, names of one thing, bytes that stay few and the same."""

import gzip
import json
import random
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from studyguide import search, synonyms
from studyguide.build import build
from studyguide.fault import Fault
from studyguide.guide import Guide
from studyguide.passages import Passage, passages, text

HEAD = "---\nweight: {weight}\ndescription: A page of a small site that only the tests ever build.\n---\n"
PAGE = f"""== docs/metrics/index.md
{HEAD.format(weight=10)}# Metrics

All of them.

== docs/metrics/scores.md
{HEAD.format(weight=20)}# Scores

Below the title.

## A part with $`R^2`$

Its &lt;text> & `code`.

```python
print("dropped")
```

/// question | What is a zebra score?
    id: zebra-score
    level: mid

Short, with $`x^2`$ stripes.

The quagga is beyond it.

//// follow-up | And an okapi?
No.
////

//// mistake | "All horses."
Some.
////

Sources: [A 2020](https://example.org/a2020)
///

== snippets/wordings.csv
zebra-score,number of a savanna animal
"""


def test_passages_are_the_text_below_headings_without_pictures_code_blocks_and_questions() -> None:
    html = """<h1 id="a">A<a class="headerlink" href="#a">¶</a></h1>
    <p>One <b>bo</b>ld &amp; <x-formula i="">x &lt; 2</x-formula>.</p>
    <svg><text>drawn</text></svg><h2 id="b"><em>B</em></h2><p>Two</p><p>three</p><pre>code</pre>
    <section class="question" data-level="mid"><h3 id="q">Q</h3><details>A</details></section>"""
    assert list(passages(html)) == [Passage("", "A", "One bold & \x02x < 2\x03."), Passage("b", "B", "Two three")]
    assert list(passages("<p>no heading</p>")) == []
    assert text("<ul><li>a</li><li>b</li></ul>") == "a b"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("lasso\n", "snippets/synonyms.csv:1: the line has no two names"),
        ("a, b\nc, \n", "snippets/synonyms.csv:2: the line has no two names"),
        ("a, b\nc, A\n", "snippets/synonyms.csv:2: `A` stands twice"),
        ("a, b, a\n", "snippets/synonyms.csv:1: `a` stands twice"),
    ],
)
def test_a_bad_line_of_synonyms_is_reported(tmp_path: Path, lines: str, fault: str) -> None:
    path = tmp_path / "synonyms.csv"
    path.write_text(lines, "utf-8")
    with pytest.raises(Fault, match=fault):
        synonyms.groups(path)


def test_synonyms_are_read_with_or_without_spaces(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.csv"
    path.write_text("lasso, L1 penalty,shrinkage\n", "utf-8")
    assert synonyms.groups(path) == [["lasso", "L1 penalty", "shrinkage"]]
    assert len(synonyms.groups()) > 100


@pytest.mark.slow
def test_a_site_publishes_what_is_on_its_pages_and_the_same_bytes_again(site: Callable[[str], Path]) -> None:
    root = site(PAGE)
    assert build(root, root / "site") == []
    folder = root / "site/search"
    made = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}
    first = json.loads(made["index.json"])
    assert "What is a zebra score?" in first["titles"]
    assert "A part with R²" in first["titles"]
    assert {"stripes", "okapi", "horses", "savanna"} <= set(first["near"]["words"].split())
    assert "quagga" not in first["near"]["words"]
    assert {"quagga", "code"} <= set(json.loads(made["words.json"])["body"]["words"].split())
    assert b"dropped" not in b"".join(made.values())
    assert "Short, with x² stripes." in json.loads(made["texts/metrics.json"])["texts"].values()
    search.packed.cache_clear()
    assert build(root, root / "again") == []
    again = root / "again/search"
    assert made == {path.relative_to(again).as_posix(): path.read_bytes() for path in again.rglob("*.json")}


def documents(chapters: int) -> str:
    """A guide of many chapters in words as frequent as in a language: each has ten questions and twelve parts."""
    chance = random.Random(7)
    letters = "etaoinshrdlucmfwypvbgk"
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(3, 11))) for _ in range(14_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))

    def say(count: int) -> str:
        return " ".join(chance.choices(vocabulary, cum_weights=weights, k=count))

    blank = {"fragment": "", "level": "", "short": "", "more": "", "body": "", "wordings": []}
    found = []
    for page in range(chapters):
        found.append(blank | {"kind": "chapter", "page": page, "title": say(2), "short": say(20), "more": say(60)})
        for number in range(10):
            named = {"title": say(14), "fragment": f"{'-'.join(say(3).split())}-{number}", "level": "mid"}
            asked = {"kind": "question", "page": page, "wordings": [say(4) for _ in range(5 + number % 2)]}
            found.append(blank | named | asked | {"short": say(55), "more": say(25)})
        for _ in range(12):
            title = say(3)
            part = {"kind": "section", "page": page, "title": title, "fragment": title.replace(" ", "-")}
            found.append(blank | part | {"short": say(60), "body": say(60)})
    pages = [[f"{say(1)}/{'-'.join(say(3).split())}/", say(2), 0] for _ in range(chapters)]
    given = {
        "sections": [["all", "All"]],
        "pages": pages,
        "documents": found,
        "abbreviations": [["SVM", "support vector"]],
    }
    return json.dumps(given | {"synonyms": synonyms.groups(), "macros": {}})


@pytest.mark.slow
@pytest.mark.parametrize(("chapters", "limit"), [(60, 150_000), (300, 250_000)])
def test_the_first_result_needs_few_bytes_however_many_chapters_there_are(chapters: int, limit: int) -> None:
    made = search.packed(documents(chapters))
    assert len(gzip.compress(made["index.json"].encode())) <= limit
    assert ("near.json" in made) == ("near" not in json.loads(made["index.json"]))


def test_while_the_site_is_served_the_index_follows_an_edit_and_a_fault_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = json.loads(documents(1))
    monkeypatch.setattr(search, "given", lambda _: made)
    guide = Guide(tmp_path)
    index = tmp_path / "search/index.json"

    def serve() -> str:
        search.write(guide, tmp_path)
        search.LATER.submit(lambda: None).result()  # what was asked for before is done
        return index.read_text("utf-8")

    assert "edited" not in serve()
    (tmp_path / "search/texts/gone.json").write_text("{}", "utf-8")
    made["pages"][0][1] = "edited"
    assert "edited" in serve()
    assert not (tmp_path / "search/texts/gone.json").exists()
    made["documents"] = None
    assert "edited" in serve()
    assert "web/node/search.mjs:1: the index of search was not made" in capsys.readouterr().err


def test_a_failure_of_the_browser_code_is_a_fault() -> None:
    with pytest.raises(Fault, match=r"web/node/search.mjs:1: the index of search was not made: .*Error"):
        search.packed("{}")
