"""Markdown in, HTML out, side by side."""

import markdown
import pytest

from studyguide.bank import questions

EXTENSIONS = ["toc", "pymdownx.superfences", "pymdownx.tasklist", "studyguide.blocks"]
QUESTION = """/// question | Why *so*?
    id: why-so
    level: mid

The short answer.

The mechanism.

//// follow-up | And then?
That.
////

//// mistake | "Never."
Sometimes.
////

Sources: none.
///"""
QUESTION_HTML = """<section class="question" data-level="mid">
<h3 id="why-so">Why <em>so</em>?</h3>
<p class="level level-mid">mid</p>
<details class="answer">
<summary>Answer</summary>
<p class="short-answer">The short answer.</p>
<p>The mechanism.</p>
<details class="follow-up">
<summary>And then?</summary>
<p>That.</p>
</details>
<div class="mistake">
<p class="mistake-title">"Never."</p>
<p>Sometimes.</p>
</div>
<p class="sources">Sources: none.</p>
</details>
</section>"""
QUIZ = """/// quiz | Which is *prime*?
    id: which-is-prime

- [ ] 9

    Three times three.

- [x] `7`

    Nothing divides it.
///"""
QUIZ_HTML = """<section class="quiz" data-right="1" id="which-is-prime">
<p class="quiz-stem">Which is <em>prime</em>?</p>
<ul>
<li>
<details class="wrong">
<summary>9</summary>
<p class="verdict">Not this one.</p>
<p>Three times three.</p>
</details>
</li>
<li>
<details class="right">
<summary><code>7</code></summary>
<p class="verdict">Right.</p>
<p>Nothing divides it.</p>
</details>
</li>
</ul>
</section>"""


def html(text: str) -> str:
    return markdown.Markdown(extensions=EXTENSIONS).convert(text)


@pytest.mark.parametrize(("text", "expected"), [(QUESTION, QUESTION_HTML), (QUIZ, QUIZ_HTML)], ids=["question", "quiz"])
def test_a_block_becomes_plain_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_question_is_an_entry_of_the_contents() -> None:
    md = markdown.Markdown(extensions=EXTENSIONS)
    md.convert("## Questions\n\n" + QUESTION)
    assert [child["id"] for child in md.toc_tokens[0]["children"]] == ["why-so"]


def test_the_bank_reads_back_what_the_blocks_wrote() -> None:
    (question,) = questions(html(QUESTION), "Page", "section/page/")
    assert (question.id, question.title, question.level) == ("why-so", "Why so?", "mid")
    assert question.short == "The short answer."
    assert question.url == "section/page/#why-so"
    assert "The mechanism." in question.answer
    assert "And then?" in question.answer
