"""The browser's scheduler held to py-fsrs: a thousand histories of reviews, compared after every one of them."""

import json
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler, State

NODE = [str(Path(sys.executable).parent / "node"), str(Path(__file__).resolve().parents[2] / "web/node/schedule.mjs")]
MINUTE, DAY = 60_000, 86_400_000
BEGINS = 4 * 60 * MINUTE  # a day of study begins at 4 a.m.
START = 1_767_225_600_000  # 2026-01-01
SCHEDULER = Scheduler(enable_fuzzing=False)
RELATIVE = 1e-6  # ts-fsrs rounds stability and difficulty to 8 decimals after each review
HALF_MINUTE = MINUTE // 2  # ts-fsrs rounds the first step's Hard, 5.5 minutes, to whole minutes
MOST = 36_500  # days of stability: ts-fsrs clamps there, py-fsrs does not

History = list[tuple[int, int]]


def histories(seed: int, count: int) -> list[History]:
    """Reviews of `count` cards, 3 to 14 each, after gaps of seconds to a year."""
    dice = random.Random(seed)
    made = []
    for _ in range(count):
        now, history = START + dice.randrange(365 * DAY), []
        for _ in range(dice.randint(3, 14)):
            history.append((now, dice.choices((1, 2, 3, 4), (2, 2, 5, 2))[0]))
            now += round(10 ** dice.uniform(3, 10.498))  # 1 s to 365 days, in milliseconds
        made.append(history)
    return made


def ours(asked: list[History]) -> list[list[dict[str, Any]]]:
    done = subprocess.run(NODE, input=json.dumps(asked), capture_output=True, text=True, check=True, encoding="utf-8")
    return list(json.loads(done.stdout))


def clock(history: History) -> list[datetime]:
    """The times that py-fsrs is told. It counts a day when 24 hours have passed, we count days of study; so each
    review is put at the beginning of its day of study, and a second later than the one before it."""
    days = [(time - BEGINS) // DAY for time, _ in history]
    return [datetime.fromtimestamp(day * DAY / 1000 + number, UTC) for number, day in enumerate(days)]


def expected(history: History) -> list[tuple[Card, timedelta]]:
    """py-fsrs' card after each review, and how long until it is due."""
    card, found = Card(), []
    for when, (_, rating) in zip(clock(history), history, strict=True):
        outcomes = {one: SCHEDULER.review_card(card, Rating(one), when)[0] for one in (1, 2, 3, 4)}
        waits = {one: outcomes[one].due - when for one in outcomes}
        if card.state == State.Review:
            waits |= ordered(waits)
        card = outcomes[rating]
        found.append((card, waits[rating]))
    return found


def ordered(waits: dict[int, timedelta]) -> dict[int, timedelta]:
    """In review, ts-fsrs and Anki keep a day at least between Hard, Good and Easy; py-fsrs does not."""
    day = timedelta(days=1)
    hard = min(waits[2], waits[3])
    good = max(waits[3], hard + day)
    return {2: hard, 3: good, 4: max(waits[4], good + day)}


def differences(history: History, cards: list[dict[str, Any]]) -> list[str]:
    found = []
    for (time, _), got, (card, wait) in zip(history, cards, expected(history), strict=True):
        assert card.stability is not None
        if card.stability >= MOST:
            break
        if got["stability"] != pytest.approx(card.stability, rel=RELATIVE):
            found.append(f"stability {got['stability']} for {card.stability}")
        if got["difficulty"] != pytest.approx(card.difficulty, rel=RELATIVE):
            found.append(f"difficulty {got['difficulty']} for {card.difficulty}")
        if abs(got["due"] - time - wait / timedelta(milliseconds=1)) > HALF_MINUTE:
            found.append(f"due {got['due'] - time} for {wait}")
        if (got["state"], got["last"]) != (card.state.value, time):
            found.append(f"state {got['state']} for {card.state}")
    return found


@pytest.fixture(scope="module")
def compared() -> list[tuple[History, list[dict[str, Any]]]]:
    asked = histories(seed=1, count=1000)
    return list(zip(asked, ours(asked), strict=True))


def test_a_thousand_histories_give_the_memory_and_the_dates_of_py_fsrs(
    compared: list[tuple[History, list[dict[str, Any]]]],
) -> None:
    wrong = [(history, differences(history, cards)) for history, cards in compared]
    assert [one for one in wrong if one[1]] == []


def test_the_histories_reach_all_states_and_lapses(compared: list[tuple[History, list[dict[str, Any]]]]) -> None:
    cards = [card for _, some in compared for card in some]
    assert {card["state"] for card in cards} == {1, 2, 3}
    assert sum(card["lapses"] for card in cards) > 1000
    assert len(cards) > 7000
    assert sum(card["stability"] >= MOST for card in cards) < 50


@pytest.mark.parametrize("field", ["stability", "difficulty", "due"])
def test_a_difference_would_be_seen(field: str, compared: list[tuple[History, list[dict[str, Any]]]]) -> None:
    history, cards = compared[0]
    changed = [{**card, field: card[field] + (MINUTE if field == "due" else 1e-4)} for card in cards]
    assert len(differences(history, changed)) == len(history)
