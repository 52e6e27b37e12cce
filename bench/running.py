"""Seconds and bytes to the first results of the browser's Python, beside Pyodide as it comes, in one run.

Ours is the real site: from pressing Run on a page to its status "Done". Stock is npm's Pyodide in a module
worker with its untouched wheels and `loadPackage`. Cold is a browser that was never there; warm is its next page.
"""

import functools
import gzip
import http.server
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from studyguide import browser as chromium
from studyguide import runtime
from studyguide.build import build

ROOT = Path(__file__).resolve().parents[1]
CODE = {
    "first NumPy result": "import numpy as np\nprint(np.arange(3).sum())",
    "first scikit-learn fit": (
        "import numpy as np\nfrom sklearn.linear_model import LogisticRegression\n"
        "x = np.arange(20.0)[:, None]\nprint(LogisticRegression().fit(x, x[:, 0] > 9).score(x, x[:, 0] > 9))"
    ),
}
NOTEBOOK = "site/notebooks/roc-under-imbalance/"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
ROUNDS = 3
WATCH = """() => {
  const status = document.querySelector("#cell-1 .run-status");
  let began = 0;
  document.querySelector("#cell-1 .run-bar").addEventListener("click", () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    if (status.textContent.startsWith("Done in")) window.took = performance.now() - began;
  }).observe(status, { childList: true, characterData: true, subtree: true });
}"""
PAGE = """<!doctype html><title>stock</title><script type="module">
window.run = (code) => new Promise((done) => {
  const worker = new Worker("worker.mjs", { type: "module" });
  worker.onmessage = ({ data }) => done(data);
  worker.postMessage(code);
});
</script>"""
WORKER = """import { loadPyodide } from "./pyodide.mjs";
onmessage = async ({ data }) => {
  const python = await loadPyodide();
  await python.loadPackagesFromImports(data, { messageCallback() {} });
  python.runPython(data);
  postMessage("done");
};"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@contextmanager
def served() -> Iterator[str]:
    """The site and the stock page on one server."""
    with tempfile.TemporaryDirectory() as folder:
        faults = build(ROOT, Path(folder, "site"))
        if faults:
            raise SystemExit("\n".join(faults))
        stock = Path(folder, "stock")
        stock.mkdir()
        for path in (*(runtime.PYODIDE / name for name in runtime.CORE), *(runtime.CACHE / "wheels").glob("*.whl")):
            shutil.copy(path, stock)
        (stock / "index.html").write_text(PAGE, "utf-8")
        (stock / "worker.mjs").write_text(WORKER, "utf-8")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        server.server_close()


def _ours(page: Page, code: str) -> float:
    page.goto(NOTEBOOK)
    cell = page.locator("#cell-1")
    cell.get_by_role("button", name="Edit").click()
    cell.get_by_role("textbox").wait_for()
    page.wait_for_timeout(1_500)  # until the editor has come
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)
    page.evaluate(WATCH)
    cell.get_by_role("button", name="Run", exact=True).click()
    expect(cell.locator(".run-status")).to_contain_text("Done in", timeout=120_000)
    return float(page.evaluate("window.took")) / 1_000


def _stock(page: Page, code: str) -> float:
    page.goto("stock/index.html")
    run = "code => { const t = performance.now(); return window.run(code).then(() => performance.now() - t); }"
    return float(page.evaluate(run, code)) / 1_000


def measure() -> dict[str, dict[str, float]]:
    """For each piece of code: seconds of ours and of stock, cold and warm; the fastest of three visits."""
    found: dict[str, dict[str, float]] = {name: {} for name in CODE}
    with served() as address, sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        for _ in range(ROUNDS):
            for name, code in CODE.items():
                for kind, act in (("ours", _ours), ("stock", _stock)):
                    for when, seconds in zip(("cold", "warm"), _visits(started, address, act, code), strict=True):
                        key = f"{kind} {when}"
                        found[name][key] = min(seconds, found[name].get(key, seconds))
        started.close()
    return found


def _visits(started: Browser, address: str, act: Callable[[Page, str], float], code: str) -> tuple[float, float]:
    context = started.new_context(base_url=address)
    page = context.new_page()
    cold = act(page, code)
    page.goto("about:blank")
    warm = act(page, code)
    context.close()
    return cold, warm


def sizes() -> dict[str, dict[str, int]]:
    """Bytes to download for each piece of code: the core gzipped as a server sends it, and the wheels."""
    folder = runtime.prepare(print)
    if folder is None:
        raise SystemExit("the browser's Python could not be had")
    found = {}
    for name, code in CODE.items():
        imports = {"numpy"} | ({"sklearn"} if "sklearn" in code else set())
        ours = runtime.sizes(folder, imports)[0]
        core = sum(_sent(runtime.PYODIDE / part) for part in runtime.CORE)
        needed = [p.name for p in folder.glob("*.whl") if "sklearn" in imports or p.name.startswith("numpy")]
        skipped = ("pandas", "matplotlib", "pillow", "fonttools", "contourpy", "kiwisolver", "cycler", "pyparsing",
                   "packaging", "python_dateutil", "pytz", "six")  # fmt: skip
        wheels = [runtime.CACHE / "wheels" / n for n in needed if not n.startswith(skipped)]
        found[name] = {"ours": ours, "stock": core + sum(p.stat().st_size for p in wheels)}
    return found


def _sent(path: Path) -> int:
    data = path.read_bytes()
    return min(len(data), len(gzip.compress(data, 6)))
