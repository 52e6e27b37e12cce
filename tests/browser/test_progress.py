"""The progress page in Chromium: strong and weak areas, and records that are moved, imported, erased, or not kept."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

PROGRESS = "practice/progress/"
DAY = 86_400_000
OURS = """() => Object.fromEntries(Object.keys(localStorage).filter((key) => key.startsWith("held-out/")).sort()
  .map((key) => [key, localStorage.getItem(key)]))"""
# Imports ten files one after the other, without waiting for the reader; all tabs begin at the same time.
IMPORT = """async ([files, begin]) => {
  const input = document.querySelector("input[type=file]");
  await new Promise((go) => setTimeout(go, begin - Date.now()));
  for (const text of files) {
    const chosen = new DataTransfer();
    chosen.items.add(new File([text], "held-out.json"));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change"));
    await new Promise((go) => setTimeout(go, 15));
  }
}"""
NO_DIALOGS = "for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { throw new Error(name); }"
FILL = """() => {
  for (let size = 1 << 20, n = 0; size; n += 1) {
    try { localStorage.setItem(`filled-${n}`, "a".repeat(size)); } catch { size >>= 1; }
  }
}"""


def archive(records: dict[str, Any], **changes: object) -> str:
    return json.dumps(
        {"format": "held-out", "version": 1, "made": "2026-01-31T12:00:00.000Z", "records": records} | changes
    )


def card(last: int, rating: int = 3, due: int = DAY) -> dict[str, Any]:
    memory = {"state": 2, "stability": 9.5, "difficulty": 5, "reps": 2, "lapses": 0, "step": 0}
    return memory | {"due": last + due, "last": last, "log": [[last, rating]], "suspended": False, "at": last}


def open_page(page: Page) -> Page:
    """The progress page, on which a dialog of the browser would be an error."""
    page.add_init_script(NO_DIALOGS)
    page.goto(PROGRESS)
    expect(page.get_by_role("button", name="Export")).to_be_visible()
    return page


@pytest.fixture
def context(visitor: Callable[..., BrowserContext]) -> BrowserContext:
    return visitor()


@pytest.fixture
def page(context: BrowserContext, watched: Callable[[Page], Page]) -> Page:
    return open_page(watched(context.new_page()))


def give(page: Page, text: str) -> None:
    file = FilePayload(name="held-out.json", mimeType="application/json", buffer=text.encode())
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import").click()
    chooser.value.set_files(file)


def heard(page: Page) -> Any:
    return expect(page.locator(".records-heard"))


def few(built: Path) -> dict[str, Any]:
    """Real questions: one section known, one missed, one page read, one exercise of before records had times."""
    now = int(time.time() * 1000)
    index = json.loads((built / "bank/index.json").read_text("utf-8"))
    full = [one["name"] for one in index["sections"] if sum(page["questions"] for page in one["pages"])]
    banks = [json.loads((built / f"bank/{name}.json").read_text("utf-8"))["questions"] for name in full[:2]]
    records = {f"card/question/{one['id']}": card(now - 2 * DAY, due=5 * DAY) for one in banks[0]}
    records |= {f"card/question/{one['id']}": card(now - 3 * DAY, rating=1) for one in banks[1]}
    records[f"read/{index['sections'][0]['pages'][0]['name']}"] = {"at": now}
    return records | {f"work/{index['exercises'][0]['name']}": {"code": "", "solved": "2026-01-31"}}


def test_an_empty_page_says_what_to_do(page: Page) -> None:
    view = page.locator("[data-practice=progress]")
    expect(view).to_contain_text("Nothing is kept here yet. Review questions")
    for link in view.get_by_role("link").all():
        assert page.request.get(str(link.evaluate("a => a.href"))).ok
    page.get_by_role("button", name="Export").click()
    heard(page).to_have_text("There is nothing to export yet.")


def test_strong_and_weak_areas_are_seen_and_told(page: Page, built: Path) -> None:
    records = few(built)
    give(page, archive(records))
    heard(page).to_have_text(
        f"{len(records)} records read; {len(records)} of them were missing here or newer, and are kept now."
    )
    expect(page.locator(".strength-word").nth(0)).to_contain_text("strong")
    expect(page.locator(".strength-word").nth(1)).to_have_text("0%, weak")
    expect(page.get_by_role("img", name="Strongest: ")).to_be_visible()
    page.get_by_text("The same in numbers").click()
    rows = page.get_by_role("region", name="Progress by section").get_by_role("row")
    questions = sum(key.startswith("card/") for key in records)
    answered = [row.get_by_role("cell").nth(2).inner_text() for row in rows.all()[1:3]]
    assert sum(int(text.split(" of ")[0]) for text in answered) == questions
    assert all(text.split(" of ")[0] == text.split(" of ")[1] for text in answered)
    expect(page.locator(".totals")).to_contain_text("Exercises solved1 of")
    expect(page.locator(".coming tr")).to_have_count(14)
    assert page.locator(".coming td:nth-child(2)").all_inner_texts()[:4] != ["0", "0", "0", "0"]


def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    screen: BrowserContext, built: Path, look: Callable[[Page], None]
) -> None:
    page = open_page(screen.new_page())
    give(page, archive(few(built)))
    page.get_by_text("The same in numbers").click()
    page.get_by_role("button", name="Erase all").click()
    look(page)


def test_two_tabs_that_write_600_records_lose_none(context: BrowserContext, watched: Callable[[Page], Page]) -> None:
    tabs = [open_page(watched(context.new_page())) for _ in range(2)]
    begin = int(time.time() * 1000) + 1500
    for number, tab in enumerate(tabs):
        files = [
            archive(
                {f"read/tab-{number}/{file}-{n}": {"at": 1 + n} for n in range(30)} | {"read/both": {"at": 1 + file}}
            )
            for file in range(10)
        ]
        tab.evaluate(f"(given) => void ({IMPORT})(given)", [files, begin])
    for tab in tabs:
        for _ in range(200):
            if len(tab.evaluate(OURS)) == 601:
                break
            tab.wait_for_timeout(50)
        heard(tab).to_contain_text("31 records read; ")
    kept = tabs[0].evaluate(OURS)
    assert kept == tabs[1].evaluate(OURS)
    assert json.loads(kept["held-out/read/both"]) == {"at": 10}
    assert all(json.loads(text)["at"] > 0 for text in kept.values())


def test_the_other_tab_sees_what_was_imported_and_erased(
    context: BrowserContext, watched: Callable[[Page], Page], built: Path
) -> None:
    one, other = (open_page(watched(context.new_page())) for _ in range(2))
    give(one, archive(few(built)))
    expect(other.locator(".totals")).to_contain_text("Exercises solved1 of")
    one.get_by_role("button", name="Erase all").click()
    one.get_by_role("button", name="Erase", exact=True).click()
    expect(other.get_by_text("Nothing is kept here yet.")).to_be_visible()


def test_export_erase_and_import_give_everything_back(page: Page, built: Path, tmp_path: Path) -> None:
    page.evaluate("localStorage.setItem('of-another-page', '1')")
    give(page, archive(few(built)))
    heard(page).to_contain_text("are kept now")
    before = page.evaluate(OURS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "held-out.json")
    exported = (tmp_path / "held-out.json").read_text("utf-8")
    assert json.loads(exported)["records"] == {
        key.removeprefix("held-out/"): json.loads(text) for key, text in before.items()
    }

    page.get_by_role("button", name="Erase all").click()
    expect(page.get_by_role("button", name="Keep all")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate(OURS) == before
    expect(page.get_by_role("button", name="Erase all")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Erase", exact=True).click()
    heard(page).to_have_text("All records in this browser are erased.")
    assert page.evaluate(OURS) == {}
    assert page.evaluate("localStorage.getItem('of-another-page')") == "1"

    give(page, exported)
    heard(page).to_contain_text("are kept now")
    assert page.evaluate(OURS) == before
    give(page, exported)
    heard(page).to_contain_text("nothing in them is newer than what is here")


HOSTILE = {
    "no JSON": ("<script>alert(1)</script>", "This file is not JSON"),
    "a later version": (archive({}, version=2), "This file has version 2"),
    "markup for a key": (
        archive({"read/<img src=x onerror=alert(1)>": {"at": 1}}),
        "a record “read/<img src=x onerror=alert(1)>”, which",
    ),
    "one bad record after a good one": (
        archive({"read/a": {"at": 9}, "read/b": {"at": -1}}),
        "“read/b” of this file is damaged",
    ),
    "__proto__": (archive({"__proto__": {"at": 1}}), "“__proto__”"),
    "11 MB": (archive({}, made="a" * 11_000_000), "larger than 10 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_changes_nothing_and_it_says_why(page: Page, name: str) -> None:
    text, sentence = HOSTILE[name]
    give(page, archive({"read/kept": {"at": 5}}))
    heard(page).to_contain_text("are kept now")
    before = page.evaluate(OURS)
    give(page, text)
    heard(page).to_contain_text(sentence)
    heard(page).to_contain_text("Nothing was changed.")
    assert page.evaluate(OURS) == before
    assert page.locator(".records-heard *").count() == 0
    assert page.evaluate("({}).at") is None


def test_a_damaged_record_is_told_and_harms_nothing(page: Page) -> None:
    page.evaluate("""() => { localStorage.setItem("held-out/read/a", "{"); localStorage.setItem("held-out/card/quiz/b",
      '{"stability": 1e999}'); localStorage.setItem("held-out/__proto__", "1"); }""")
    page.reload()
    expect(page.get_by_text("3 records are damaged and counted as nothing kept.")).to_be_visible()
    expect(page.get_by_text("Nothing is kept here yet.")).to_be_visible()


def test_with_storage_denied_the_page_works_and_says_that_nothing_is_kept(
    context: BrowserContext, deny: Callable[[Page], Page]
) -> None:
    page = open_page(deny(context.new_page()))
    expect(page.get_by_role("alert")).to_have_text(
        "This browser keeps nothing: what you do here is forgotten when you leave the page."
    )
    give(page, archive({"read/a": {"at": 5}}))
    heard(page).to_have_text("This browser does not keep them. Nothing was changed.")
    expect(page.get_by_role("alert")).to_have_count(1)


def test_with_storage_full_an_import_changes_nothing_and_it_says_why(page: Page) -> None:
    give(page, archive({"read/a": {"at": 5}}))
    heard(page).to_contain_text("are kept now")
    page.evaluate(FILL)
    before = page.evaluate(OURS)
    give(page, archive({"read/a": {"at": 6}} | {f"read/page-{n}": {"at": n} for n in range(50)}))
    heard(page).to_have_text("This browser does not keep them. Nothing was changed.")
    expect(page.get_by_role("alert")).to_contain_text("storage is full")
    assert page.evaluate(OURS) == before


def test_an_exercise_that_was_solved_before_records_had_times_stays_solved(page: Page, built: Path) -> None:
    name = json.loads((built / "bank/index.json").read_text("utf-8"))["exercises"][0]
    key, work = f"held-out/work/{name['name']}", json.dumps({"code": "mine", "solved": "2026-01-31"})
    page.evaluate("([key, work]) => localStorage.setItem(key, work)", [key, work])
    page.goto(name["url"])
    expect(page.locator(".solved")).to_have_text("Solved on 2026-01-31")
