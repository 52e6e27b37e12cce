"""Sources that no page of text can show: links, bytes, twins, and what a moved page leaves behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from studyguide import intake
from studyguide.build import build

Site = Callable[[str], Path]
PAGE = "== docs/page.md\n---\nweight: 10\ndescription: A page of a small site that only the tests ever build.\n"


def told(root: Path) -> list[str]:
    return [str(fault) for fault in intake.read(root)[1]]


def test_a_symbolic_link_is_refused(site: Site, tmp_path: Path) -> None:
    root = site(PAGE + "---\n# T\n")
    (root / "docs/secret.md").symlink_to("/etc/passwd")
    assert told(root) == [
        "docs/secret.md:1: a symbolic link would publish a file from elsewhere; replace it by the file"
    ]


def test_a_linked_folder_is_refused(site: Site) -> None:
    root = site(PAGE + "---\n# T\n")
    (root / "docs/etc").symlink_to("/etc")
    assert told(root) == ["docs/etc:1: a symbolic link would publish a file from elsewhere; replace it by the file"]


def test_another_encoding_is_told_with_its_line(site: Site) -> None:
    root = site(PAGE + "---\n# T\n")
    (root / "docs/page.md").write_bytes(b"---\nweight: 10\n---\n# \xe9\n")
    assert told(root) == ["docs/page.md:4: the file is not UTF-8; save it with the encoding UTF-8"]


def test_names_that_differ_by_case_are_told(site: Site) -> None:
    root = site(PAGE + "---\n# T\n")
    (root / "docs/Page.md").write_text((root / "docs/page.md").read_text("utf-8"), "utf-8")
    assert "docs/page.md:1: the name differs from docs/Page.md only by case; rename one of them" in told(root)


@pytest.mark.slow
def test_a_snippet_from_elsewhere_is_refused(site: Site) -> None:
    root = site(PAGE + '---\n# T\n\n--8<-- "../mkdocs.yml"\n')
    assert build(root, root / "site") == [
        "docs/page.md:7: there is no snippet `../mkdocs.yml`; name a file of snippets/"
    ]


@pytest.mark.slow
def test_a_moved_page_leads_on_from_its_old_address(site: Site) -> None:
    root = site(PAGE + "was: [old/place]\n---\n# T\n")
    assert build(root, root / "site") == []
    old = (root / "site/old/place/index.html").read_text("utf-8")
    assert 'content="0; url=../../page/"' in old
