"""All figures, measured again: `make bench` writes bench/RESULTS.md."""

import platform
import statistics
import tempfile
from pathlib import Path

from bench import building, formulas, load, reload, running, search, speed, strength, weight
from studyguide.build import build

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    lines = ["# Results", "", f"Python {platform.python_version()}, {platform.system()} {platform.machine()}.", ""]
    rates = formulas.measure()
    ratio = rates["ours"] / rates["markdown-katex"]
    lines += ["| formulas a second | |", "|---|---|", *(f"| {name} | {rate:,.0f} |" for name, rate in rates.items())]
    lines += [f"| ratio | {ratio:.0f} |", ""]
    lines += [
        "| chapters | build | seconds | processor seconds | ratio to plain | by processor |",
        "|---|---|---|---|---|---|",
    ]
    for count, rounds in ((100, 5), (1_000, 1)):
        found = building.measure(count, rounds)
        clock, used = found["plain"]
        for name, (seconds, processor) in found.items():
            ratios = f"{seconds / clock:.2f} | {processor / used:.2f}"
            lines.append(f"| {count:,} | {name} | {seconds:.1f} | {processor:.1f} | {ratios} |")
    edits = reload.measure()
    lines += ["", "| an edit, with 100 chapters, seen in the browser after | |", "|---|---|"]
    lines += [f"| median of {len(edits)} | {statistics.median(edits):.2f} s |", f"| longest | {max(edits):.2f} s |", ""]
    lines += running_lines()
    lines += [*weight.lines(), "", *speed.lines(), ""]
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        if faults := build(ROOT, site):
            raise SystemExit("\n".join(faults))
        lines += search.lines(site)
    lines += [*load.lines(), "", *strength_lines()]
    text = "\n".join(lines) + "\n"
    (ROOT / "bench/RESULTS.md").write_text(text, "utf-8")
    print(text)


def strength_lines() -> list[str]:
    lines = ["| exercise | changes caught | change no result | share caught |", "|---|---|---|---|"]
    for name, found in strength.measure().items():
        lines.append(f"| {name} | {found.caught} | {found.equal} | {found.share:.0%} |")
    return lines


def running_lines() -> list[str]:
    lines = ["| Python in the browser | ours cold | stock cold | ratio | ours warm | stock warm | ratio |",
             "|---|---|---|---|---|---|---|"]  # fmt: skip
    for name, found in running.measure().items():
        cold, warm = (found[f"stock {when}"] / found[f"ours {when}"] for when in ("cold", "warm"))
        seconds = [f"{found[key]:.2f} s" for key in ("ours cold", "stock cold", "ours warm", "stock warm")]
        lines.append(
            f"| {name} | {seconds[0]} | {seconds[1]} | {cold:.1f} | {seconds[2]} | {seconds[3]} | {warm:.1f} |"
        )
    lines += ["", "| bytes to download | ours | stock |", "|---|---|---|"]
    lines += [f"| {name} | {found['ours']:,} | {found['stock']:,} |" for name, found in running.sizes().items()]
    return [*lines, ""]


if __name__ == "__main__":
    main()
