"""What a reader does on a chapter: open, link, show all, print; and the same without JavaScript."""

import re

from playwright.sync_api import Page, expect

CHAPTER = "metrics/roc-and-pr-curves/"
QUESTION = "roc-auc-under-imbalance"
ANSWER = f"section.question:has(#{QUESTION}) > details.answer"


def test_an_answer_is_closed_until_asked_for(page: Page) -> None:
    page.goto(CHAPTER)
    answer = page.locator(ANSWER)
    expect(answer.locator(".short-answer")).to_be_hidden()
    answer.locator("> summary").click()
    expect(answer.locator(".short-answer")).to_be_visible()
    expect(answer.locator(".follow-up p").first).to_be_hidden()
    answer.locator(".follow-up > summary").first.click()
    expect(answer.locator(".follow-up p").first).to_be_visible()


def test_an_address_that_names_a_question_opens_it(page: Page) -> None:
    page.goto(f"{CHAPTER}#{QUESTION}")
    expect(page.locator(f"{ANSWER} .short-answer")).to_be_visible()
    expect(page.locator(f"#{QUESTION}")).to_be_in_viewport()


def test_a_link_on_the_page_opens_it_too(page: Page) -> None:
    page.goto(CHAPTER)
    page.locator(f'.md-sidebar--secondary a[href$="#{QUESTION}"]').first.click()
    expect(page.locator(f"{ANSWER} .short-answer")).to_be_visible()


def test_all_answers_are_shown_and_hidden_at_once(page: Page) -> None:
    page.goto(CHAPTER)
    count = page.locator("details.answer").count()
    assert count >= 8
    page.get_by_role("button", name="Show all answers").click()
    assert page.locator("details.answer[open]").count() == count
    page.get_by_role("button", name="Hide all answers").click()
    assert page.locator("details.answer[open]").count() == 0


def test_print_shows_answers_and_closes_them_again(page: Page) -> None:
    page.goto(CHAPTER)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.answer[open]").count() == 0


def test_print_shows_answers_without_javascript(bare: Page) -> None:
    bare.goto(CHAPTER)
    bare.emulate_media(media="print")
    expect(bare.locator(f"{ANSWER} .short-answer")).to_be_visible()
    expect(bare.locator(f"{ANSWER} .follow-up p").first).to_be_visible()


def test_without_javascript_an_answer_opens_by_click_and_by_address(bare: Page) -> None:
    bare.goto(CHAPTER)
    expect(bare.locator(f"{ANSWER} .short-answer")).to_be_hidden()
    bare.locator(f"{ANSWER} > summary").click()
    expect(bare.locator(f"{ANSWER} .short-answer")).to_be_visible()
    bare.goto("about:blank")
    bare.goto(f"{CHAPTER}#{QUESTION}")
    expect(bare.locator(f"{ANSWER} .short-answer")).to_be_visible()


def test_a_quiz_option_shows_its_reason_without_javascript(bare: Page) -> None:
    bare.goto(CHAPTER)
    option = bare.locator("section.quiz details").first
    expect(option.locator("p").last).to_be_hidden()
    option.locator("summary").click()
    expect(option.locator("p").last).to_be_visible()


def test_questions_are_filtered_by_section_level_and_words(page: Page) -> None:
    page.goto("reference/questions/")
    form = page.locator("form.question-filter")
    shown = page.locator("li[data-level]:visible")
    everything = shown.count()
    assert everything > 80
    form.get_by_label("Section").select_option("metrics")
    metrics = page.locator('[data-section="metrics"] li[data-level]').count()
    assert 0 < metrics < everything
    expect(shown).to_have_count(metrics)
    expect(form.locator("output")).to_have_text(f"{metrics} questions")
    form.get_by_label("Level").select_option("senior")
    assert {item.get_attribute("data-level") for item in shown.all()} == {"senior"}
    form.get_by_label("Words").fill("zebra")
    expect(form.locator("output")).to_contain_text("No question matches")
    form.get_by_role("button", name="Clear").click()
    expect(shown).to_have_count(everything)
    page.goto("reference/questions/?section=sql")
    expect(form.get_by_label("Section")).to_have_value("sql")
    expect(shown).to_have_count(page.locator('[data-section="sql"] li[data-level]').count())


def test_questions_are_plain_links_without_javascript(bare: Page) -> None:
    bare.goto("reference/questions/")
    expect(bare.locator("form.question-filter")).to_be_hidden()
    link = bare.get_by_role("link", name="Why can ROC-AUC look excellent on a problem where the model is useless?")
    link.click()
    expect(bare.locator(f"{ANSWER} .short-answer")).to_be_visible()


def test_an_abbreviation_tells_its_meaning_on_focus(page: Page) -> None:
    page.goto(CHAPTER)
    short = page.locator("article abbr[tabindex]", has_text="ROC").first
    short.focus()
    shown = short.evaluate("element => getComputedStyle(element, '::after').content")
    assert "receiver operating characteristic" in shown


def test_a_chapter_names_its_way(page: Page) -> None:
    page.goto("mlops/monitoring-and-drift/")
    expect(page.locator(".md-path")).to_contain_text("MLOps")
    expect(page.locator(".facts").first).to_contain_text(re.compile(r"\d+ min\s*\d+ questions"))
    report = page.get_by_role("link", name="Report an error on this page")
    assert "issues/new?template=error.yml&title=Error" in (report.get_attribute("href") or "")
    expect(page.get_by_role("link", name="Edit this page").last).to_have_attribute(
        "href", "https://github.com/held-out/guide/edit/main/docs/mlops/monitoring-and-drift.md"
    )
    expect(page.locator("a.md-footer__link--next")).to_be_visible()
    expect(page.locator("a.md-footer__link--prev")).to_be_visible()


def test_a_landing_page_gives_the_order_and_the_time(page: Page) -> None:
    page.goto("concepts/")
    assert page.locator("ol.landing > li").count() >= 2
    expect(page.locator("ol.landing > li").first).to_contain_text("What is machine learning?")
    expect(page.locator(".facts").first).to_contain_text("min in all")
