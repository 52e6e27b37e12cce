"""Build time: the whole process, ours beside plain MkDocs Material with mathematics left to the browser."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import pages

OURS = (
    "import sys; from pathlib import Path; from studyguide import katex, rendering; memory = Path(sys.argv[2]);"
    "katex.Renderer.__init__.__defaults__ = (memory / 'math',);"
    "rendering.Memory.__init__.__defaults__ = (memory / 'pages',);"
    "from studyguide.build import build; lines = build(Path(sys.argv[1]), Path(sys.argv[3]));"
    "sys.exit('\\n'.join(lines[:3]) if lines else 0)"
)


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds on the clock and seconds of processor of one process, which must succeed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, used


def measure(count: int, rounds: int = 1) -> dict[str, tuple[float, float]]:
    """Ours cold and warm, and plain Material as it comes and with a pruned menu: the fastest of the rounds."""
    found = [_round(count) for _ in range(rounds)]
    return {name: (min(f[name][0] for f in found), min(f[name][1] for f in found)) for name in found[0]}


def _round(count: int) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages.make(folder / "ours", count, ours=True)
        ours = [sys.executable, "-c", OURS, str(folder / "ours"), str(folder / "memory"), str(folder / "site")]
        found["ours, cold"] = run(ours, folder / "ours")
        shutil.rmtree(folder / "site")
        found["ours, warm"] = run(ours, folder / "ours")
        for label, features in (("plain", ""), ("plain, pruned menu", "navigation.prune")):
            plain = folder / label.replace(" ", "-")
            pages.make(plain, count, ours=False, features=features)
            found[label] = run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder / "p")], plain)
            shutil.rmtree(folder / "p")
    return found


if __name__ == "__main__":
    for label, (clock, used) in measure(int(sys.argv[1]), 3).items():
        print(f"{label:20} {clock:7.1f} s on the clock, {used:7.1f} s of processor")
