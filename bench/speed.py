"""How a chapter of usual length opens on a slow phone, beside plain MkDocs Material with KaTeX in the browser.

Chromium with a processor four times slower, 1.6 Mbit/s and 150 ms; the two sites by turns in one run, medians.
Seconds swing with what else the machine does: the ratios count.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import serving, weight
from studyguide import browser as chromium

RUNS = 5
QUIET = 3_000  # milliseconds after loading in which late work still counts
NAMES = {
    "blocking": "total blocking time, ms",
    "largest": "largest paint, ms",
    "next": "next page painted after a click, ms",
    "shift": "layout shift",
    "first bytes": "bytes, first visit",
    "next bytes": "bytes, next page",
}
WATCH = """(() => {
  const seen = window.seen = { tasks: [], largest: 0, shift: 0 };
  const watch = (type, act) =>
    new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
  watch("longtask", (task) => seen.tasks.push([task.startTime, task.duration]));
  watch("largest-contentful-paint", (paint) => { seen.largest = paint.startTime; });
  watch("layout-shift", (shift) => { if (!shift.hadRecentInput) seen.shift += shift.value; });
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("click", () => sessionStorage.setItem("clicked", now()), true);
  const look = () => {
    const there = document.querySelector("h1")?.textContent.startsWith("Chapter 4");
    if (there) setTimeout(() => { window.took = now() - Number(sessionStorage.getItem("clicked")); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""
READ = """() => {
  const first = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  const late = window.seen.tasks.filter(([start, length]) => start + length > first);
  const blocking = late.reduce((sum, [, length]) => sum + Math.max(0, length - 50), 0);
  return { blocking, largest: window.seen.largest, shift: window.seen.shift };
}"""


def measure() -> dict[str, dict[str, float]]:
    """For ours and for plain: the median of each figure."""
    found: dict[str, list[dict[str, float]]] = {"ours": [], "plain": []}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        with weight.site(Path(name, "ours"), True) as ours, weight.site(Path(name, "plain"), False) as plain:
            for _ in range(RUNS):
                found["ours"].append(_visit(started, *ours))
                found["plain"].append(_visit(started, *plain))
        started.close()
    return {who: {key: statistics.median(run[key] for run in runs) for key in NAMES} for who, runs in found.items()}


def _visit(started: Browser, address: str, sent: serving.Sent) -> dict[str, float]:
    """A first visit to a chapter, and a click on the next one."""
    context = weight.visitor(started)
    page = _slow(context)
    page.set_default_timeout(120_000)
    page.add_init_script(WATCH)
    del sent[:]
    page.goto(address + weight.CHAPTER, wait_until="load")
    page.wait_for_timeout(QUIET)
    figures: dict[str, float] = page.evaluate(READ)
    figures["first bytes"] = sum(size for _, size in sent)
    del sent[:]
    page.locator('.md-footer a[href$="chapter-4/"]').click()
    while not page.evaluate("Boolean(window.took)"):  # `wait_for_function` needs an eval that the policy forbids
        page.wait_for_timeout(50)
    figures["next"] = page.evaluate("window.took")
    page.wait_for_timeout(QUIET)
    figures["next bytes"] = sum(size for _, size in sent)
    context.close()
    return figures


def _slow(context: BrowserContext) -> Page:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    speed = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
    session.send("Network.emulateNetworkConditions", speed)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page


def lines() -> list[str]:
    """The figures as a table."""
    found = measure()
    made = ["| a chapter, medians of five | ours | plain Material | ratio |", "|---|---|---|---|"]
    for key, name in NAMES.items():
        ours, plain = found["ours"][key], found["plain"][key]
        digits = 3 if key == "shift" else 0
        ratio = f"{ours / plain:.2f}" if plain and key != "shift" else ""
        made.append(f"| {name} | {ours:,.{digits}f} | {plain:,.{digits}f} | {ratio} |")
    return made


if __name__ == "__main__":
    print(*lines(), sep="\n")
