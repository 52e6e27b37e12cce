"""Drawing: what a figure's code raises is told, and an endless one ends by the processor's time or by the clock."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHORT = """
source = open("studyguide/draw.py", encoding="utf-8").read()
for long, short in (
    ("LIMIT = 20 ", "LIMIT = 0.3 "),
    ("PATIENCE = 10 ", "PATIENCE = 5 "),
    ("signal.alarm(PATIENCE", "signal.setitimer(signal.ITIMER_REAL, PATIENCE"),
):
    assert long in source
    source = source.replace(long, short)
exec(compile(source, "draw.py", "exec"), {"__name__": "__main__"})
"""


def drawn(*codes: str) -> list[str]:
    run = subprocess.run([sys.executable, "-c", SHORT], cwd=ROOT, input=json.dumps(codes), capture_output=True,
                         text=True, check=True)  # fmt: skip
    found: list[str] = json.loads(run.stdout)
    return found


@pytest.mark.slow
def test_each_figure_is_drawn_or_says_what_went_wrong() -> None:
    endless, asleep, good, nothing, wrong = drawn(
        "while True: pass",
        "import time; time.sleep(60)",
        "import matplotlib.pyplot as plt; plt.plot([1, 2])",
        "x = 1",
        "1 / 0",
    )
    assert endless == asleep == "!TimeoutError: the figure took more than 0.3 s"
    assert good.startswith("<?xml")
    assert nothing == "!the code draws no figure"
    assert wrong == "!ZeroDivisionError: division by zero"
