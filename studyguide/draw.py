"""Draws figures in a process of its own: codes in, SVG out. Must not import anything of ours.

Reads a JSON list of Python sources from standard input and writes a JSON list: for each the SVG, or
`!` and what went wrong. Started by `figures`, so that an endless figure can be ended.
"""

import io
import json
import signal
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

LIMIT = 20  # seconds of processor time a figure may take: a busy machine ends nothing that a quiet one lets finish
PATIENCE = 10  # times the limit may pass on the clock


def svg(code: str) -> str:
    plt.close("all")
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    signal.alarm(PATIENCE * LIMIT)
    try:
        exec(compile(code, "<figure>", "exec"), {"__name__": "__main__"})
        if not plt.get_fignums():
            return "!the code draws no figure"
        out = io.StringIO()
        plt.gcf().savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        return out.getvalue()
    except BaseException as error:  # whatever a contributor's code raises is told, not passed on
        return f"!{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)


def _too_slow(*_: object) -> None:
    raise TimeoutError(f"the figure took more than {LIMIT} s")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, _too_slow)
    signal.signal(signal.SIGPROF, _too_slow)
    answer, sys.stdout = sys.stdout, sys.stderr
    json.dump([svg(code) for code in json.load(sys.stdin)], answer)
